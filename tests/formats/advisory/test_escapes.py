"""Thirty ways out of the sandbox, tried in an advisory's body and in a user's own templates: none leads anywhere."""

import os
import time
import tracemalloc
from pathlib import Path

import pytest

from outreach.errors import TemplateProblem
from outreach.formats import merge
from tests.formats.advisory.mails import laid_out
from tests.formats.test_merge import BOMBS, ESCAPES, SECRET, fields

IN_TEMPLATES = ESCAPES | {
    "block's context": "{% block a %}x{% endblock %}{{ self.a._context }}",
    "block's stack": "{% block a %}x{% endblock %}{{ self.a._stack[0].__globals__ }}",
    "macro's function": "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "macro's environment": "{% macro m() %}{% endmacro %}{{ m._environment.loader }}",
    "caller": "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "varargs": "{% macro m() %}{{ varargs.__class__ }}{% endmacro %}{{ m(1) }}",
    "loop": "{% for f in facts %}{{ loop.__init__.__globals__ }}{% endfor %}{{ loop }}",
    "list method": "{{ facts.append(1) }}",
    "text method": "{{ headline.format(1) }}",
    "dict class": "{{ contacts.__class__ }}",
    "absolute path": "{% include '/etc/hostname' %}",
    "parent folder": "{% include '../canary.txt' %}",
    "parent folder by steps": "{% include 'mail/../../canary.txt' %}",
    "link out": "{% include 'mail/link.txt' %}",
    "linked folder": "{% include 'linked/canary.txt' %}",
    "module": "{% import 'mail/message.txt' as m %}{{ m.__dict__ }}",
    "module globals": "{% import 'mail/empty.txt' as m %}{{ m.__init__.__globals__ }}",
}
HARMLESS_IN_TEMPLATES = {"set", "with", "safe"}
TEMPLATE_BOMBS = BOMBS | {
    "doubling by blocks": "{% set a = 'aaaaaaaa' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40 + "{{ a }}",
    "doubling by plus": "{% set a = 'aaaaaaaa' %}" + "{% set a = a + a %}" * 40 + "{{ a }}",
    "doubling by macro": "{% macro d(x) %}{{ x }}{{ x }}{% endmacro %}" + "{{ " + "d(" * 40 + "'aa'" + ")" * 40 + " }}",
    "loops over letters": "{% for a in 'xxxxxxxxxx' %}" * 12 + "x" + "{% endfor %}" * 12,
    "long loop": "{% set a = 'x' %}"
    + "{% set a = a + a %}" * 18
    + "{% for b in a %}{% for c in a %}{% endfor %}{% endfor %}",
    "includes itself": "{% include 'mail/statement.html' %}{% include 'mail/statement.html' %}",
    "imports itself": "{% import 'mail/statement.html' as m %}{% import 'mail/statement.html' as n %}",
    "extends itself": "{% extends 'mail/statement.html' %}",
    "calls for ever": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "blocks for ever": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "numbers without end": "{% set n = 99999999999 %}" + "{% set n = n + n %}" * 60 + "{{ n }}",
    "join": "{% set a = 'aaaaaaaa' %}" + "{% set a = a | join(a) %}" * 20 + "{{ a }}",
    "replace": "{% set a = 'aaaaaaaa' %}" + "{% set a = a | replace('a', a) %}" * 20 + "{{ a }}",
    "joined lists": "{{ ['a', 'b'] | join('x' * 10**9) }}",
    "wide text": "{% for a in 'x' %}{% endfor %}" * 3000,
    "recursive loop": "{% for a in facts recursive %}{{ loop(facts) }}{{ loop(facts) }}{% endfor %}{{ nothing }}",
}


def _statement(body: str) -> str:
    return f"---\nkind: statement\nheadline: News\n---\n{body}\n"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A user's folder of templates, with a secret just outside of it and links that lead there."""
    (tmp_path / "canary.txt").write_text(SECRET)
    folder = tmp_path / "templates"
    (folder / "mail").mkdir(parents=True)
    (folder / "mail" / "empty.txt").touch()
    (folder / "mail" / "link.txt").symlink_to(tmp_path / "canary.txt")
    (folder / "linked").symlink_to(tmp_path)
    return folder


@pytest.mark.parametrize("body", [pytest.param(code, id=name) for name, code in ESCAPES.items()])
def test_no_escape_from_a_body_succeeds(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "OUTREACH_CANARY", SECRET)

    with pytest.raises(TemplateProblem) as caught:
        merge.compiled(laid_out(_statement(body)).parts).fill(fields())

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "code", [pytest.param(c, id=name) for name, c in IN_TEMPLATES.items() if name not in HARMLESS_IN_TEMPLATES]
)
def test_no_escape_from_a_template_succeeds(code: str, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "OUTREACH_CANARY", SECRET)
    (own / "mail" / "statement.html").write_text(code)

    with pytest.raises(TemplateProblem) as caught:
        laid_out(_statement("News."), templates=own)

    assert SECRET not in str(caught.value)
    assert "0x" not in str(caught.value)


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in TEMPLATE_BOMBS.items()])
def test_no_template_of_ones_own_runs_for_ever(code: str, own: Path) -> None:
    (own / "mail" / "statement.html").write_text(code)
    started = time.process_time()
    tracemalloc.start()

    with pytest.raises(TemplateProblem):
        laid_out(_statement("News."), templates=own)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64_000_000
    assert time.process_time() - started < 2
