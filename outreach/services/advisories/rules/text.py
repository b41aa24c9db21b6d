"""The text: no code that cannot run, nothing that a mail program would not show, nothing that is set by itself."""

import re
from collections.abc import Iterator

from outreach.errors import TemplateProblem
from outreach.formats import merge
from outreach.formats.advisory import codes, end_marks, markdown, plain_text, prose
from outreach.model.advisory import Advisory, Problem
from outreach.model.recipient import MERGE_FIELDS
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is not ready."""
    yield from _code(advisory)
    for at, mark in end_marks.found(prose.prose(advisory.body)):
        line = advisory.body_line + advisory.body.count("\n", 0, at)
        yield broken("end-mark-twice", line, f"{mark!r} stands at the end by itself; take it out of the text")
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


def _own_dateline(advisory: Advisory) -> re.Match[str] | None:
    place = re.escape(advisory.place)
    # "VIENNA …", or "Vienna, 5 September": in small letters the city alone begins many a sentence.
    pattern = rf"\s*[*_]*({re.escape(advisory.place.upper())}\b|{place},\s+\d)"
    return re.match(pattern, advisory.body)
