"""What has been tried against Jinja2's sandbox, and against us: refused with file and line, and soon."""

import os
import time
import tracemalloc
from pathlib import Path

import lxml.html
import pytest

from outreach.errors import TemplateProblem
from outreach.formats.sandbox_budget import Budget, TooMuch
from tests.formats.advisory.mails import laid_out
from tests.formats.test_merge import SECRET

STATEMENT = "---\nkind: statement\nheadline: News\n---\nSomething happened.\n"
_LONG = "{% set a = 'abcdefgh' %}" + "{% set a = a + a %}" * 15  # 262,144 letters
# Each refused with the line on which it stands: the third of a template of its own.
REFUSED = {
    "mro": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "class of a class": "{{ headline.__class__.__base__ }}",
    "class of a list": "{{ facts.__class__ }}",
    "class of a number": "{{ (1).__class__ }}",
    "class of an undefined name": "{{ nothing.__class__ }}",
    "init of an undefined name": "{{ nothing.__init__.__globals__['os'] }}",
    "underscore in brackets": "{{ headline['__class__'] }}",
    "underscore by parts": "{{ headline['__cla' + 'ss__'] }}",
    "underscore spelt backwards": "{{ headline['__ssalc__'[::-1]] }}",
    "underscore in a loop": "{% for name in ['__class__'] %}{{ headline[name] }}{% endfor %}",
    "underscore by replacing": "{{ headline['xxclassxx' | replace('x', '_')] }}",
    "underscore by escape": "{{ headline['\\x5f\\x5fclass\\x5f\\x5f'] }}",
    "attr filter, CVE-2025-27516": "{{ '{0.__class__}' | attr('format') }}",
    "attr by another name": "{{ headline | attr('__cla' + 'ss__') }}",
    "attr in a block": "{% filter attr('__class__') %}x{% endfilter %}",
    "format, CVE-2016-10745": "{{ '{0.__class__}'.format(headline) }}",
    "format_map, CVE-2019-10906": "{{ '{a.__class__}'.format_map(contacts) }}",
    "kept format, CVE-2024-56326": "{% set f = '{0.__class__}'.format %}{{ f(headline) }}",
    "format by a macro, CVE-2024-56326": "{% macro m(f) %}{{ f(headline) }}{% endmacro %}{{ m('{0}'.format) }}",
    "format filter": "{{ '%s' | format(headline) }}",
    "percent": "{{ '%s' % headline }}",
    "xmlattr with a space, CVE-2024-22195": "{{ {'a onclick=x': 1} | xmlattr }}",
    "xmlattr with a slash, CVE-2024-34064": "{{ contacts | xmlattr }}",
    "file name as code, CVE-2024-56201": "{% include \"x'] + __import__('os').environ['OUTREACH_CANARY'] + ['\" %}",
    "unquoted block name, CVE-2024-56201": "{% block a-b %}{% endblock %}",
    "map": "{{ facts | map(attribute='__class__') | join }}",
    "map of a method": "{{ facts | map('attr', '__class__') | join }}",
    "select": "{{ facts | select('sameas', 1) | join }}",
    "reject": "{{ facts | reject('undefined') | join }}",
    "selectattr": "{{ facts | selectattr('__class__') | join }}",
    "groupby": "{{ facts | groupby('__class__') }}",
    "sort": "{{ facts | sort(attribute='__class__') }}",
    "sum": "{{ facts | sum(attribute='__class__') }}",
    "unique": "{{ facts | unique('__class__') }}",
    "dictsort": "{{ contacts | dictsort }}",
    "tojson": "{{ facts | tojson }}",
    "pprint": "{{ facts | pprint }}",
    "string": "{{ facts | string }}",
    "list": "{{ headline | list }}",
    "random": "{{ headline | random }}",
    "forceescape": "{{ headline | forceescape }}",
    "safe": "{{ headline | safe }}",
    "striptags": "{{ headline | striptags }}",
    "urlize": "{{ headline | urlize }}",
    "cycler": "{{ cycler.__init__.__globals__.os }}",
    "joiner": "{{ joiner.__init__.__globals__ }}",
    "namespace": "{% set n = namespace(a=1) %}{{ n.__init__ }}",
    "namespace assignment": "{% set n.a = 1 %}",
    "lipsum": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "dict": "{{ dict.__base__ }}",
    "range": "{{ range.__class__ }}",
    "request": "{{ request.environ }}",
    "config": "{{ config }}",
    "environment": "{{ environ['OUTREACH_CANARY'] }}",
    "url_for": "{{ url_for.__globals__ }}",
    "get_flashed_messages": "{{ get_flashed_messages.__globals__ }}",
    "self": "{{ self }}",
    "self's context": "{{ self._TemplateReference__context }}",
    "self's class": "{{ self.__class__.__init__.__globals__ }}",
    "self in brackets": "{{ self['_TemplateReference__context'] }}",
    "loop": "{% for f in ['a'] %}{{ loop }}{% endfor %}",
    "loop's list": "{% for f in ['a'] %}{{ loop._iterator }}{% endfor %}",
    "loop's iterable": "{% for f in ['a'] %}{{ loop._iterable.__class__ }}{% endfor %}",
    "loop's recursion": "{% for f in ['a'] %}{{ loop._recurse.__globals__ }}{% endfor %}",
    "loop's method": "{% for f in ['a'] %}{{ loop.cycle.__func__.__globals__ }}{% endfor %}",
    "caller's globals": "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "macro's function": "{% macro m() %}{% endmacro %}{{ m._func }}",
    "macro's name in brackets": "{% macro m() %}{% endmacro %}{{ m['__class__'] }}",
    "macro's arguments": "{% macro m() %}{{ kwargs }}{% endmacro %}{{ m(a=1) }}",
    "super": "{% block a %}{{ super.__globals__ }}{% endblock %}",
    "generator's frame": "{{ (headline | map('upper')).gi_frame.f_globals }}",
    "generator's code": "{{ self.a.gi_code }}",
    "coroutine": "{{ self.a.cr_frame }}",
    "async": "{% async for f in facts %}{% endfor %}",
    "await": "{{ await headline }}",
    "yield": "{{ yield 1 }}",
    "lambda": "{{ (lambda: 1)() }}",
    "walrus": "{{ (a := 1) }}",
    "dict literal": "{{ {'a': 1} }}",
    "debug extension": "{% debug %}",
    "do extension": "{% do facts.clear() %}",
    "loop controls": "{% for f in facts %}{% break %}{% endfor %}",
    "i18n": "{% trans %}x{% endtrans %}",
    "gettext": "{{ _('x') }}",
    "autoescape off": "{% autoescape false %}{{ headline }}{% endautoescape %}",
    "changing a list": "{{ facts.append(1) }}",
    "emptying a dict": "{{ contacts.clear() }}",
    "encoding": "{{ headline.encode() }}",
    "joining by method": "{{ headline.join(facts) }}",
    "password file": "{% include '/etc/passwd' %}",
    "password file by import": "{% import '/etc/passwd' as p %}",
    "password file by extends": "{% extends '/etc/passwd' %}",
    "a file that is not there": "{% include '/etc/no-such-file' %}",
    "parent folder": "{% include '../canary.txt' %}",
    "parent folder in the middle": "{% include 'mail/../../canary.txt' %}",
    "parent folder the other way": "{% include '..\\\\canary.txt' %}",
    "drive": "{% include 'C:/canary.txt' %}",
    "file address": "{% include 'file:///etc/passwd' %}",
    "what the advisory says": "{% include headline %}",
    "a name that is made": "{% include '..' + '/' + 'canary.txt' %}",
    "one of many names": "{% include ['../canary.txt', '/etc/passwd'] %}",
    "link out": "{% include 'mail/link.txt' %}",
    "link to a folder": "{% include 'linked/canary.txt' %}",
    "pipe": "{% include 'mail/pipe' %}",
    "folder": "{% include 'mail' %}",
    "nothing": "{% include '' %}",
    "a name with a null": "{% include 'mail/\\0' %}",
    "not UTF-8": "{% include 'mail/latin.txt' %}",
    "too large": "{% include 'mail/large.txt' %}",
    "one name for ever": "{% include '" + "a/" * 4000 + "' %}",
}
# Each ends by itself, with a word.
BOMBS = {
    "loop for ever": "{% for a in range(10**9) %}{% endfor %}",
    "nested loops": _LONG + "{% for b in a %}" * 3 + "{% endfor %}" * 3,
    "loop of 40,000 over comparisons": "{% set c = 'x' %}"
    + "{% set c = c + c %}" * 15
    + _LONG
    + "{% for b in c %}{% if 'hgfedcbaabc' in a or a + 'x' == a + 'y' %}{% endif %}{% endfor %}",
    "loop of 40,000 over slices": "{% set c = 'x' %}"
    + "{% set c = c + c %}" * 15
    + _LONG
    + "{% for b in c %}{% set d = a[::2] %}{% set d = a[::-1] %}{% endfor %}",
    "title a thousand times": _LONG + "{% set b = a | title %}" * 2_900,
    "filters in a row": _LONG
    + "{{ (a"
    + " | title" * 400
    + ") | length }}"
    + "{% set b = a | upper | title %}" * 2_500,
    "tests": _LONG + "{% if a is lower and a is upper %}{% endif %}{% if a is lower %}{% endif %}" * 900,
    "comparisons in a row": _LONG + "{% if 'hgfedcbahgfedcbab' in a %}{% endif %}" * 1_400,
    "slices in a row": _LONG + "{% set b = a[::2] %}" * 2_900,
    "plus in a row": _LONG + "{% set b = a + a %}" * 2_900,
    "join with itself": _LONG + "{{ a | join(a) }}",
    "replace each letter": _LONG + "{{ a | replace('a', a) }}",
    "replace nothing": _LONG + "{{ a | replace('', a) }}",
    "product": "{{ 'x' * 10**9 }}",
    "list product": "{{ ['x'] * 10**9 }}",
    "power": "{{ 2 ** 2 ** 40 }}",
    "sums": "{% set n = 999999999999 %}" + "{% set n = n + n %}" * 2_000 + "{{ n }}",
    "shift": "{{ 1 << 10**9 }}",
    "width": "{{ 'x' | center(10**9) }}",
    "doubling by blocks": "{% set a = 'x' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 60,
    "doubling by calls": "{% macro m(n) %}{{ n }}{{ n }}{{ m(n + n) }}{% endmacro %}{{ m('xxxxxxxx') }}",
    "two macros": "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
    "caller for ever": "{% macro m() %}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 400 + "{% endcall %}" * 400,
    "caller calls itself": "{% macro m() %}{% call m() %}{% endcall %}{{ caller() }}{% endmacro %}"
    "{% call m() %}{% endcall %}",
    "recursive loop": "{% for a in ['x'] recursive %}{{ loop(['x', 'y']) }}{{ loop(['x', 'y']) }}{% endfor %}",
    "recursive loop over letters": _LONG
    + "{% for b in 'x' recursive %}{% if loop.depth < 3 %}{{ loop(a) }}{% endif %}{% endfor %}",
    "includes itself": "{% include 'mail/statement.html' %}" * 2,
    "extends itself": "{% extends 'mail/statement.html' %}",
    "extends in a circle": "{% extends 'mail/circle.html' %}",
    "includes in a circle": "{% include 'mail/circle.html' %}{% include 'mail/circle.html' %}",
    "imports itself": "{% import 'mail/statement.html' as a %}{% import 'mail/statement.html' as b %}",
    "a thousand includes": "{% for a in 'xxxxxxxxxx' %}" * 5 + "{% include 'mail/empty.txt' %}" + "{% endfor %}" * 5,
    "block calls itself": "{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}",
    "deep brackets": "{{ " + "(" * 20_000 + "1" + ")" * 20_000 + " }}",
    "deep lists": "{{ " + "[" * 20_000 + "]" * 20_000 + " }}",
    "deep ifs": "{% if 1 %}" * 1_400 + "{% endif %}" * 1_400,
    "deep conditions": "{{ " + "1 if 1 else " * 10_000 + "1 }}",
    "deep not": "{% if " + "not " * 20_000 + "1 %}{% endif %}",
    "deep minus": "{{ " + "-" * 20_000 + "1 }}",
    "deep sum": "{{ 1" + " + 1" * 19_000 + " }}",
    "deep dots": "{{ contacts" + ".a" * 19_000 + " }}",
    "deep filters": "{{ headline" + " | upper" * 19_000 + " }}",
    "wide and": "{{ 1" + " and 1" * 19_000 + " }}",
    "long list": "{{ [" + "1, " * 90_000 + "1] }}",
    "long number": "{{ " + "9" * 200_000 + " }}",
    "long string that does not end": "{{ '" + "\\x" * 140_000 + " }}",
    "long comment that does not end": "{# " + "x" * 290_000,
    "many comments": "{# x #}" * 40_000 + "{{ nothing }}",
    "braces": "{" * 299_000,
    "many tags": "{{ 1 }}" * 4_000,
    "blank lines": "{% if 1 %}" + "\n" * 200_000 + "{% endif %}{{ nothing }}",
    "spaces in a tag": "{{" + " " * 290_000 + "nothing }}",
    "two megabytes": "x" * 2_000_000,
    "hundred megabytes": "x" * 100_000_000,
}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder of templates, with a secret just outside of it and ways that lead there."""
    monkeypatch.setitem(os.environ, "OUTREACH_CANARY", SECRET)
    (tmp_path / "canary.txt").write_text(SECRET)
    mail = tmp_path / "templates" / "mail"
    mail.mkdir(parents=True)
    (mail / "empty.txt").touch()
    (mail / "circle.html").write_text("{% extends 'mail/statement.html' %}{% include 'mail/statement.html' %}")
    (mail / "latin.txt").write_bytes("Gen\u00e8ve".encode("latin-1"))
    (mail / "large.txt").write_bytes(b"x" * 2_000_000)
    (mail / "link.txt").symlink_to(tmp_path / "canary.txt")
    (mail.parent / "linked").symlink_to(tmp_path)
    os.mkfifo(mail / "pipe")
    return mail.parent


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in REFUSED.items()])
def test_a_way_out_is_refused_with_file_and_line(code: str, own: Path) -> None:
    template = own / "mail" / "statement.html"
    template.write_text(f"{{# line one #}}\n<p>\n{code}\n</p>\n")

    with pytest.raises(TemplateProblem) as caught:
        laid_out(STATEMENT, templates=own)

    assert SECRET not in str(caught.value)
    assert "0x" not in str(caught.value)
    assert (caught.value.template, caught.value.line) in {
        (str(template), 3),
        (str(own / "mail" / "latin.txt"), 1),
    }


@pytest.mark.parametrize("code", [pytest.param(code, id=name) for name, code in BOMBS.items()])
def test_nothing_runs_for_ever(code: str, own: Path) -> None:
    template = own / "mail" / "statement.html"
    template.write_text(code)
    started = time.process_time()

    with pytest.raises(TemplateProblem) as caught:
        laid_out(STATEMENT, templates=own)

    assert time.process_time() - started < 2
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    "code", ["# for x in facts\nx\n# endfor", "## comment", "${headline}", "[[ headline ]]", "#{headline}", "%s {0}"]
)
def test_what_is_code_elsewhere_is_text_here(code: str, own: Path) -> None:
    (own / "mail" / "statement.html").write_text(code)

    assert code.splitlines()[0] in laid_out(STATEMENT, templates=own).parts.html


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x0b", "\x85", "\u202e", "\u2028", "\ufdd0", "\uffff"])
def test_a_template_with_an_invisible_character_is_refused(character: str, own: Path) -> None:
    (own / "mail" / "statement.html").write_text(f"one\ntwo {character}\n")

    with pytest.raises(TemplateProblem, match=rf"statement\.html, line 2: holds .*U\+{ord(character):04X}"):
        laid_out(STATEMENT, templates=own)


def test_a_name_that_is_taken_apart_by_the_sandbox_stays_a_name(own: Path) -> None:
    (own / "mail" / "statement.html").write_text("<p title='{{ headline }}'>{{ headline | upper | title }}</p>")

    html = laid_out(STATEMENT.replace("News", "N' onclick=x <b>"), templates=own).parts.html

    [paragraph] = lxml.html.fromstring(html).iter("p")
    assert (dict(paragraph.attrib), len(paragraph)) == ({"title": "N' onclick=x <b>"}, 0)
    assert paragraph.text == "N' Onclick=X <B>"


def test_the_clock_ends_what_the_counting_misses() -> None:
    with pytest.raises(TooMuch, match="seconds"):
        Budget(ends=time.monotonic() - 1).step()


def test_the_memory_stays_small(own: Path) -> None:
    (own / "mail" / "statement.html").write_text(_LONG + "{% set b %}{{ a }}{{ a }}{{ a }}{% endset %}" * 900)
    tracemalloc.start()

    with pytest.raises(TemplateProblem):
        laid_out(STATEMENT, templates=own)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64_000_000
