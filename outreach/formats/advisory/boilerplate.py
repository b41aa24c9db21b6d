"""Boilerplate as sections of a page: in HTML, in text and in Markdown, with the merge code still taken out."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from outreach.formats.advisory import markdown, plain_text, words
from outreach.model.boilerplate import Boilerplate

_DEEPEST = 6


def sections(texts: Sequence[Boilerplate], *, first_code: int) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """The data of each text for the page templates, and the merge codes in them, which are numbered from `first_code`.

    Raises TemplateProblem, naming the boilerplate's file, for code that does not end.
    """
    made: list[dict[str, Any]] = []
    codes: tuple[str, ...] = ()
    for text in texts:
        body = markdown.parsed(text.body, first_code=first_code + len(codes), file=text.file)
        codes += body.codes
        made.append(
            {
                "name": text.name,
                "language": text.language,
                "direction": words.direction(text.language),
                "html": Markup(markdown.html(body.tokens)),  # noqa: S704 - made by us, without raw HTML
                "text": plain_text.text(body.tokens),
                "markdown": sunk(text.body.strip()),
            }
        )
    return made, codes


def sunk(body: str) -> str:
    """`body` with its headings a step smaller: the headline is the only one of its size."""
    lines = body.split("\n")
    for token in markdown.parser().parse(body):
        if token.type == "heading_open" and token.map and token.level == 0:
            first, last = token.map[0], token.map[1] - 1
            if token.markup.startswith("#") and len(token.markup) < _DEEPEST:
                lines[first] = lines[first].replace("#", "##", 1)
            elif token.markup == "=":
                lines[last] = lines[last].replace("=", "-")
    return "\n".join(lines)
