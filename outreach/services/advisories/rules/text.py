"""The text: no placeholder left over, no code that cannot run, nothing that a mail program would not show."""

import re
from collections.abc import Iterator

from outreach.errors import TemplateProblem
from outreach.formats import merge
from outreach.formats.advisory import codes, markdown, plain_text
from outreach.model.advisory import Advisory, Problem
from outreach.model.recipient import MERGE_FIELDS
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import front
from outreach.services.advisories.rules.surroundings import Surroundings

# "[ADDRESS]", "[WHAT HAPPENS, IN ONE LINE]", "[first name]", "[insert quote]". Not "[UN]" and "[the ministers]", which
# stand in quotations, and not "[MAP](https://…)", which is a link.
_PLACEHOLDER = re.compile(
    r"\[(?i:(?:first|last|full|given|family|your)?[ _-]?name|insert\b[^\]\n]{,80}|your\b[^\]\n]{,80})\](?!\()"
    r"|\[(?i:date|day|time|hour|place|city|address|phone|e-?mail|headline|title|quote|number|organi[sz]ation|x+)\](?!\()"
    r"|\[(?=[^\]\n]{,80}[A-Z]{2})[^\]a-z\n]{1,80}[ ,][^\]a-z\n]{1,80}\](?!\()"
    r"|\b(?:TODO|FIXME|XXX+|XX:XX)\b|(?i:lorem ipsum)|\b(?i:dear)\s+,"
)
_OPEN = re.compile(r"\b(?:TBC|TBD|TBA)\b|\bto be (?:confirmed|announced|determined)\b", re.IGNORECASE)
_END_MARK = re.compile(
    r"^[ \t]*(?:#{3,}|[-–—][ ]?30[ ]?[-–—]|[-–—*]+[ ]?(?i:ends?)[ ]?[-–—*]+|ENDS?)[ \t]*$", re.MULTILINE
)


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is not ready."""
    yield from _code(advisory)
    yield from _placeholders(advisory)
    for mark in _END_MARK.finditer(advisory.body):
        line = advisory.body_line + advisory.body.count("\n", 0, mark.start())
        why = f"{mark[0].strip()!r} stands at the end by itself; take it out of the text"
        yield broken("end-mark-twice", line, why)
    if advisory.dateline and (found := _own_dateline(advisory)):
        line = advisory.body_line + advisory.body.count("\n", 0, found.start(1))
        why = f"the dateline is put before the text by itself; take {found[1]!r} out"
        yield broken("dateline-twice", line, why)


def _code(advisory: Advisory) -> Iterator[Problem]:
    above = advisory.body_line - 1
    try:
        unknown = merge.unknown_fields(advisory.body)
        body = markdown.parsed(advisory.body, first_line=advisory.body_line)
        _compile(body)
    except TemplateProblem as problem:
        line = above + (problem.line or 1)
        yield broken("template-syntax", line, problem.problem)
        return
    for line, name in unknown:
        why = f"nobody has the merge field {name}; there are {', '.join(MERGE_FIELDS)}, after recipient."
        yield broken("unknown-merge-field", above + line, why)
    yield from body.problems


def _compile(body: markdown.Body) -> None:
    """Code that is sound in the file can be torn apart by Markdown: half of it in a link that is not there any more."""
    text, html = (
        codes.put_back(made, body.codes) for made in (plain_text.text(body.tokens), markdown.html(body.tokens))
    )
    for made in (text, html):
        try:
            merge.unknown_fields(made)
        except TemplateProblem as problem:
            raise TemplateProblem("body", f"code is torn apart by Markdown ({problem.problem})") from problem


def _placeholders(advisory: Advisory) -> Iterator[Problem]:
    lines = enumerate(advisory.body.split("\n"), advisory.body_line)
    for line, text in (*front(advisory), *lines):
        for found in _PLACEHOLDER.finditer(text):
            yield broken("placeholder", line, f"{found[0]!r} is left over; fill it in")
        for found in _OPEN.finditer(text):
            yield broken("to-be-confirmed", line, f"{found[0]!r} is open still; say what is known, or when it will be")


def _own_dateline(advisory: Advisory) -> re.Match[str] | None:
    place = re.escape(advisory.place)
    # "VIENNA …", or "Vienna, 5 September": in small letters the city alone begins many a sentence.
    pattern = rf"\s*[*_]*({re.escape(advisory.place.upper())}\b|{place},\s+\d)"
    return re.match(pattern, advisory.body)
