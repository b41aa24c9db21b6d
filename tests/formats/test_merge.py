import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import InvalidValue, TemplateProblem
from outreach.formats import merge
from outreach.model.message import Parts
from outreach.model.recipient import MERGE_FIELDS

SECRET = "canary-of-the-environment"


def fields(**changed: str) -> dict[str, str]:
    """The merge fields of somebody complete."""
    return {
        "name": "Amélie N'Diaye",
        "prefix": "Dr.",
        "given_name": "Amélie",
        "family_name": "N'Diaye",
        "email": "amelie@example.org",
        "title": "Editor",
        "outlet": "The Daily Sample",
        "city": "Vienna",
        "country": "AT",
        "language": "fr",
        **changed,
    }


def filled(text: str, **changed: str) -> Parts:
    return merge.compiled(Parts(text, text, text)).fill(fields(**changed))


def test_every_merge_field_can_be_asked_for() -> None:
    text = " | ".join(f"{{{{ recipient.{name} }}}}" for name in MERGE_FIELDS)

    message = filled(text)

    assert message.text == " | ".join(fields()[name] for name in MERGE_FIELDS)


def test_html_is_escaped_and_text_is_not() -> None:
    name = """<b>"O'Hara" & {{ sons }}</b> *x* [x](http://example.com)"""

    message = filled("{{ recipient.name }}", name=name)

    assert message.subject == message.text == name
    assert message.html == ("&lt;b&gt;&#34;O&#39;Hara&#34; &amp; {{ sons }}&lt;/b&gt; *x* [x](http://example.com)")


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Cn"]), min_size=1).filter(str.strip))
def test_whatever_a_name_holds_stays_a_name(name: str) -> None:
    message = merge.compiled(Parts("s", "<{{ recipient.name }}>", "")).fill(fields(name=name))

    assert message.text == f"<{name}>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('{{ recipient.given_name or "colleague" }}', "colleague", id="or"),
        pytest.param('{{ recipient.given_name | default("colleague", true) }}', "colleague", id="default"),
        pytest.param("{% if recipient.given_name %}{{ recipient.given_name }}{% else %}you{% endif %}", "you", id="if"),
        pytest.param('{{ recipient.given_name if recipient.given_name else "you" }}', "you", id="inline if"),
        pytest.param('{{ "Dear " ~ recipient.family_name | upper }}', "Dear N'DIAYE", id="tilde and filter"),
        pytest.param('{% if recipient.language in ("fr", "it") %}oui{% endif %}', "oui", id="in a list"),
        pytest.param("{{ recipient['city'] }}", "Vienna", id="in brackets"),
        pytest.param("a{# nobody reads this #}b", "ab", id="comment"),
        pytest.param("{% raw %}{{ literally }}{% endraw %}", "{{ literally }}", id="raw"),
    ],
)
def test_a_fallback_and_a_choice_can_be_said(text: str, expected: str) -> None:
    message = filled(text, given_name="")

    assert message.text == expected


@pytest.mark.parametrize("empty", ["", " ", "\u00a0"])
def test_a_mail_with_an_empty_name_in_it_is_never_made(empty: str) -> None:
    merger = merge.compiled(Parts("Hello", "Dear {{ recipient.given_name }},", ""))

    with pytest.raises(TemplateProblem, match=r"recipient\.given_name is empty for amelie@example\.org"):
        merger.fill(fields(given_name=empty))


def test_a_recipient_without_a_field_stops_the_merge() -> None:
    incomplete = fields()
    del incomplete["outlet"]

    with pytest.raises(TemplateProblem, match="outlet"):
        merge.compiled(Parts("Hello", "{{ recipient.outlet }}", "")).fill(incomplete)


@pytest.mark.parametrize("character", ["\n", "\r", "\0", "\x0b", "\x85", "\u2028", "\u202e"])
def test_a_name_with_a_control_character_is_refused(character: str) -> None:
    merger = merge.compiled(Parts("For {{ recipient.name }}", "", ""))

    with pytest.raises(InvalidValue, match=r"U\+"):
        merger.fill(fields(name=f"Eve{character}Bcc: eve@example.com"))


def test_unknown_fields_are_named_with_their_lines() -> None:
    text = "Dear {{ recipient.first_name }},\n\n{% if recipient.city %}{{ outlet }}{% endif %}\n{{ recipient }}"

    assert merge.unknown_fields(text) == [(1, "recipient.first_name"), (3, "outlet"), (4, "recipient")]


def test_an_unknown_field_is_refused_before_anybody_is_merged() -> None:
    with pytest.raises(TemplateProblem, match=r"text, line 2: no merge field recipient\.first_name"):
        merge.compiled(Parts("Hello", "Dear\n{{ recipient.first_name }}", ""))


def test_a_syntax_error_has_its_line() -> None:
    with pytest.raises(TemplateProblem) as caught:
        merge.unknown_fields("one\ntwo\n{% if recipient.name }\nfour")

    assert caught.value.line == 3


ESCAPES = {
    "class walk": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class in brackets": "{{ ''['__class__'] }}",
    "class by parts": "{{ ''['__cl' ~ 'ass__'] }}",
    "field class walk": "{{ recipient.name.__class__ }}",
    "dict class": "{{ recipient.__class__ }}",
    "dict method": "{{ recipient.items() }}",
    "unbound dict method": "{{ recipient.get }}",
    "globals of a global": "{{ lipsum.__globals__ }}",
    "cycler": "{{ cycler.__init__.__globals__.os.environ }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "namespace": "{{ namespace.__init__ }}",
    "self": "{{ self.__init__.__globals__ }}",
    "self._TemplateReference": "{{ self._TemplateReference__context }}",
    "context": "{{ self._TemplateReference__context.environment }}",
    "request": "{{ request.application.__globals__ }}",
    "config": "{{ config.items() }}",
    "attr filter": "{{ recipient | attr('__class__') }}",
    "map attribute": "{{ [recipient] | map(attribute='__class__') | list }}",
    "format": "{{ '{0.__class__}'.format(recipient.name) }}",
    "format filter": "{{ '%s' | format(recipient) }}",
    "format_map": "{{ '{x.__class__}'.format_map(recipient) }}",
    "stored format": "{% set f = '{0.__class__}'.format %}{{ f(recipient) }}",
    "import": "{% import 'os' as os %}{{ os.environ }}",
    "from import": "{% from 'os' import environ %}{{ environ }}",
    "include": "{% include '/etc/passwd' %}",
    "extends": "{% extends '/etc/passwd' %}",
    "macro": "{% macro m() %}{{ m.__globals__ }}{% endmacro %}{{ m() }}",
    "call block": "{% call recipient() %}{% endcall %}",
    "filter block": "{% filter attr('__class__') %}x{% endfilter %}",
    "set": "{% set x = recipient %}{{ x }}",
    "with": "{% with x = recipient %}{{ x }}{% endwith %}",
    "do": "{% do recipient.update(a=1) %}",
    "autoescape off": "{% autoescape false %}{{ recipient.name }}{% endautoescape %}",
    "safe": "{{ recipient.name | safe }}",
    "debug": "{% debug %}",
    "whole recipient": "{{ recipient }}",
    "dynamic field": "{{ recipient[recipient.name] }}",
}
BOMBS = {
    "range": "{{ range(10**9) | join }}",
    "times": "{{ 'a' * 10**9 }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "nested loops": "{% for a in 'xxxxxxxxxx' %}" * 12 + "x" + "{% endfor %}" * 12,
    "loop": "{% for x in range(10**9) %}{% endfor %}",
    "center": "{{ 'a' | center(10**9) }}",
    "format width": "{{ '%1000000000d' % 1 }}",
    "format filter width": "{{ '%1000000000d' | format(1) }}",
    "batch": "{{ 'a' | batch(10**9, 'x') | list }}",
    "doubling": "{% set a = 'aaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}",
    "replace": "{{ 'aaaa' | replace('a', 'aaaa') | replace('a', 'aaaa') }}",
    "recursive macro": "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "long number": "{{ " + "9" * 5000 + " }}",
    "deep brackets": "{{ " + "(" * 5000 + ")" * 5000 + " }}",
    "deep ifs": "{% if recipient.name %}" * 3000 + "{% endif %}" * 3000,
    "long source": "x" * 400_000,
    "many fields": "{{ recipient.name }}" * 14_000,
    "lipsum": "{{ lipsum(n=10**9) }}",
    "tojson": "{{ recipient | tojson(indent=10**9) }}",
    "indent": "{{ recipient.name | indent(10**9) }}",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ESCAPES.items()])
def test_no_escape_from_the_sandbox_succeeds(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_CANARY", SECRET)

    with pytest.raises(TemplateProblem) as caught:
        filled(text)

    assert SECRET not in str(caught.value)
    assert "0x" not in str(caught.value)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BOMBS.items()])
def test_no_template_runs_for_ever_or_fills_the_memory(text: str) -> None:
    started = time.process_time()
    tracemalloc.start()

    with pytest.raises(TemplateProblem):
        filled(text)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64_000_000
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("{% endfr %}", "nothing is called {% endfr %}; is it misspelled?"),
        ("{{ 1/0 }}", "the operator / is not allowed"),
    ],
    ids=["unknown tag", "division"],
)
def test_bad_code_is_told_without_jargon(code: str, told: str) -> None:
    with pytest.raises(TemplateProblem) as problem:
        merge.unknown_fields(code)

    assert told in str(problem.value)
    assert "Jinja" not in str(problem.value)
