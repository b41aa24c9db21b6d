"""What an advisory could hold to harm its readers: refused or made harmless, said with its line, and soon."""

import time

import lxml.html
import pytest

from outreach.errors import OutreachError
from outreach.formats import merge
from outreach.services import advisories
from outreach.store import gazetteer
from tests.advisories import surroundings
from tests.formats.advisory.mails import laid_out
from tests.formats.test_merge import fields

BODY = "---\nkind: statement\nheadline: News\ndateline: Vienna\ncontacts: [Vienna]\n---\nFirst.\n\n{body}\n"
HEADLINE = BODY.replace("News", "{headline}").replace("{body}", "Something happened.")
BODIES = {
    "script": ("<script>alert(1)</script>", "raw-html"),
    "script in capitals": ("<SCRIPT SRC=//example.com/x.js></SCRIPT>", "raw-html"),
    "event handler": ("a <b onmouseover=alert(1)>b</b>", "raw-html"),
    "svg": ("<svg/onload=alert(1)>", None),
    "frame": ('<iframe src="https://example.com"></iframe>', "raw-html"),
    "form": ('<form action="https://example.com"><input name=a></form>', "raw-html"),
    "style": ("<style>* { background: url(https://example.com/x) }</style>", "raw-html"),
    "expression": ('<p style="width: expression(alert(1))">a</p>', "raw-html"),
    "base": ('<base href="https://example.com/">', "raw-html"),
    "refresh": ('<meta http-equiv="refresh" content="0;url=https://example.com">', "raw-html"),
    "comment": ("<!-- secret -->", "raw-html"),
    "conditional comment": ("<!--[if mso]><script>x</script><![endif]-->", "raw-html"),
    "downlevel comment": ("<![if !mso]>a<![endif]>", None),
    "declaration": ("<!DOCTYPE html>", "raw-html"),
    "processing": ("<?php echo 1 ?>", "raw-html"),
    "cdata": ("<![CDATA[ a ]]>", "raw-html"),
    "javascript": ("[a](javascript:alert%281%29)", "bad-link"),
    "javascript, mixed case": ("[a](jAvAsCrIpT:alert%281%29)", "bad-link"),
    "javascript, entity": ("[a](java&#115;cript:alert%281%29)", "bad-link"),
    "javascript, hex entity": ("[a](&#x6A;avascript:x)", "bad-link"),
    "javascript, entity tab": ("[a](java&#9;script:x)", "bad-link"),
    "javascript, named tab": ("[a](java&Tab;script:x)", "bad-link"),
    "javascript, newline": ("[a](java&NewLine;script:x)", "bad-link"),
    "javascript, space in front": ("[a](<\tjavascript:x>)", "bad-link"),
    "javascript, control in front": ("[a](&#1;javascript:x)", "bad-link"),
    "javascript, reference": ("[a][x]\n\n[x]: javascript:alert(1)", "bad-link"),
    "javascript, short reference": ("[x]\n\n[x]: <javascript:alert(1)> 'title'", "bad-link"),
    "javascript, autolink": ("<javascript:alert(1)>", "bad-link"),
    "vbscript": ("[a](vbscript:x)", "bad-link"),
    "data": ("[a](data:text/html;base64,PHNjcmlwdD4=)", "bad-link"),
    "data, autolink": ("<data:text/html,x>", "bad-link"),
    "blob": ("[a](blob:https://example.com/1)", "bad-link"),
    "file": ("[a](file:///etc/passwd)", "bad-link"),
    "share": ("[a](\\\\\\\\example.com\\\\share)", "bad-link"),
    "view source": ("[a](view-source:https://example.com)", "bad-link"),
    "no scheme": ("[a](//example.com)", "bad-link"),
    "quote in address": ('[a](<https://example.com/" onclick="x>)', None),
    "title": ('[a](https://example.com "\\" onclick=x")', None),
    "pixel": ("![](https://example.com/p.gif)", "image-without-text"),
    "pixel by reference": ("![p][x]\n\n[x]: https://example.com/p.gif", "image-in-body"),
    "pixel for one": ("![](https://example.com/p.gif?{{{{ recipient.email }}}})", "image-without-text"),
    "linked pixel": ("[![](https://example.com/p.gif)](https://example.com)", "image-without-text"),
    "data image": ("![a](data:image/svg+xml;base64,AAAA)", "image-in-body"),
    "tracked link": ("[a](https://example.com/{{{{ recipient.email }}}})", "merge-in-link"),
    "tracked autolink": ("<https://example.com/{{{{ recipient.email }}}}>", "merge-in-link"),
    "tracked address": ("See https://example.com/?u={{{{ recipient.email }}}} now.", "merge-in-link"),
    "tracked address without scheme": ("www.example.com/{{{{ recipient.name }}}}", "merge-in-link"),
    "tracked reference": ("[a][x]\n\n[x]: https://example.com/{{{{ recipient.name }}}}", "merge-in-link"),
    "deep quotes": ("> " * 10_000 + "a", "nested-too-deeply"),
    "deep quotes without spaces": (">" * 10_000 + "a", "nested-too-deeply"),
    "deep lists": ("\n".join("  " * deep + "- a" for deep in range(200)), "nested-too-deeply"),
    "deep emphasis": ("*" * 9_000 + "a" + "*" * 9_000, "nested-too-deeply"),
    "wide table": ("|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n|" + "1|" * 1_000, "wide-table"),
    "a megabyte": ("x" * 900_000, "too-long"),
    "brackets": ("[" * 59_000, None),
    "pictures that do not end": ("![" * 20_000, None),
    "stars": ("*a " * 19_000, None),
    "stars and bars": ("*_" * 29_000, None),
    "backticks": ("".join("`" * ticks + " " for ticks in range(1, 330)), None),
    "addresses": ("https://" * 7_000, None),
    "links in links": ("[a](" * 14_000, None),
    "angles": ("<" * 59_000, None),
    "comments that do not end": ("<!--" * 14_000, "raw-html"),
    "references": ("[x]: https://example.org\n" * 2_000, None),
    "noncharacters": ("a \ufdd00\ufdd1 b", "control-character"),
    "turned around": ("a \u202egnp.exe", "control-character"),
    "escape": ("a \x1b[2J b", "control-character"),
}
HEADLINES = {
    "return": ('"News\\rBcc: eve@example.com"', "control-character"),
    "feed and return": ('"News\\r\\nBcc: eve@example.com"', "control-character"),
    "null": ('"News\\0"', "control-character"),
    "bell": ('"News\\a"', "control-character"),
    "vertical tab": ('"News\\vBcc: eve@example.com"', "control-character"),
    "next line": ('"News\\NBcc: eve@example.com"', "control-character"),
    "line separator": ('"News\\LBcc: eve@example.com"', "control-character"),
    "override": ('"News \\u202efdp.exe"', "control-character"),
    "isolate": ('"News \\u2066x"', "control-character"),
    "surrogate": ('"News \\ud800"', "control-character"),
    "override as typed": ("News \u202efdp.exe", "control-character"),
    "encoded word": ("News =?utf-8?q?=0d=0aBcc:_eve@example.com?=", "control-character"),
    "encoded word in base64": ("News =?utf-8?b?DQpCY2M6IGV2ZUBleGFtcGxlLmNvbQ==?=", "control-character"),
    "ten thousand characters": ("x" * 10_000, "too-long"),
    "merge field": ('"News for {{ recipient.name }}"', "merge-in-front-matter"),
    "template": ("\"{% include '/etc/passwd' %}\"", "merge-in-front-matter"),
    "nothing": ('""', "missing-headline"),
}


def problems_of(source: str) -> list[tuple[str, int]]:
    advisory = advisories.load(source.encode("utf-8", "surrogatepass"), file="advisory.md", city=gazetteer.city)
    return [(problem.rule, problem.line) for problem in advisories.check(advisory, surroundings())]


@pytest.mark.parametrize(("body", "rule"), [pytest.param(*case, id=name) for name, case in BODIES.items()])
def test_a_body_is_refused_or_made_harmless(body: str, rule: str | None) -> None:
    source = BODY.replace("{body}", body.replace("{{{{", "{{").replace("}}}}", "}}"))
    started = time.process_time()

    problems = problems_of(source)

    assert time.process_time() - started < 2
    assert rule is None or any(found == rule and line >= 7 for found, line in problems), problems
    html = merge.compiled(laid_out(source).parts).fill(fields()).html if len(body) < 5_000 else ""
    tree = lxml.html.fromstring(html or "<p>x</p>")
    sheet = tree.xpath("//td[contains(@class, 'body')]") or [tree]
    tags = {element.tag for element in sheet[0].iter()}
    assert not tags & {
        "script",
        "iframe",
        "img",
        "form",
        "input",
        "style",
        "svg",
        "base",
        "meta",
        "comment",
    }
    assert {target.partition(":")[0] for target in tree.xpath("//a/@href")} <= {"https", "mailto", "tel"}
    assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
    assert not [target for target in tree.xpath("//a/@href") if "amelie" in target]


@pytest.mark.parametrize(("headline", "rule"), [pytest.param(*case, id=name) for name, case in HEADLINES.items()])
def test_a_headline_is_refused_with_its_line(headline: str, rule: str) -> None:
    assert (rule, 3) in problems_of(HEADLINE.replace("{headline}", headline))


def test_a_line_feed_in_a_headline_is_a_space() -> None:
    source = HEADLINE.replace("{headline}", '"News\\nBcc: eve@example.com"')

    assert {rule for rule, _ in problems_of(source)} <= {"unlisted-contact"}
    assert laid_out(source).parts.subject == "News Bcc: eve@example.com"


@pytest.mark.parametrize(
    "body", ["> " * 12 + "a", "*a **b** c*", "| a | b |\n|---|---|\n| 1 | 2 |", "https://example.org"]
)
def test_what_people_write_raises_no_alarm(body: str) -> None:
    assert problems_of(BODY.replace("{body}", body)) == []


def test_a_null_makes_a_file_no_text() -> None:
    with pytest.raises(OutreachError, match="is not text"):
        problems_of(BODY.replace("{body}", "a \0 b"))


def test_more_than_a_megabyte_is_not_looked_at() -> None:
    with pytest.raises(OutreachError, match="an advisory is a page or two"):
        problems_of(BODY.replace("{body}", "x" * 1_100_000))
