"""An advisory's body: Markdown (CommonMark with tables) into tokens that are safe to send, and what is wrong with it.

Raw HTML is not passed, links go to http, https, mailto and tel only, nothing is loaded from anywhere. Whatever is left
out is also a problem, so that nothing is lost in silence.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from outreach.formats.advisory import codes
from outreach.model.advisory import Problem
from outreach.model.rules import broken

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SMALLEST_HEADING = 4
_DECIDES = "decides"
_OTHERS_FIELDS = re.compile(r"<<([ ]?[A-Za-z][\w .:-]{0,40})>>")
# Deeper than that the parser leaves out what is written (its preset: 20).
_DEEPEST = 19
_MOST_COLUMNS = 12
# A mail program makes a link of it, whatever we do.
_ADDRESS_BEGINS = re.compile(r"(?i)\b(?:https?://|www\.)")
_REFUSED = re.compile(r"[\x00-\x20\x7f<>\"`\\]")


@dataclass(frozen=True, slots=True)
class Body:
    """A parsed body. `codes` are the merge codes that its tokens stand for; `problems` is what was left out."""

    tokens: tuple[Token, ...]
    codes: tuple[str, ...]
    problems: tuple[Problem, ...]


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables and strike-through, without HTML; every link is let through here and judged after."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    return markdown


def html(tokens: Sequence[Token]) -> str:
    """The HTML of `tokens`; a table gets a box that it can be moved about in on a narrow screen."""
    for heading in (token for token in tokens if token.type == "th_open"):
        heading.attrSet("scope", "col")  # a screen reader says it before each cell below
    made = str(parser().renderer.render(tokens, parser().options, {}))
    return made.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


@cache
def _html_finder() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True})


def parsed(body: str, *, first_line: int = 1, first_code: int = 0, file: str = "body") -> Body:
    """The body of an advisory that starts on `first_line`. Raises TemplateProblem for merge code that does not end.

    `first_code` is the number of its first merge code, where several texts come to stand on one page; `file` names the
    text in messages.
    """
    protected = codes.protected(body, first=first_code, name=file)

    def line(token_line: int) -> int:
        return first_line + protected.lines[min(token_line, len(protected.lines) - 1)]

    tokens = parser().parse(protected.text)
    problems = [*_raw_html(protected.text, line=line), *_shapeless(tokens, line=line)]
    for token in tokens:
        if _is_tangled(token):
            token.children = [Token("text", "", 0, content=token.content)]
    for token, at in _everything(tokens):
        problems += _mended(token, line=line(at))
    _sink_headings(tokens)
    problems.sort(key=lambda problem: problem.line)
    return Body(tuple(_unwrapped(tokens)), protected.codes, tuple(problems))


def _sink_headings(tokens: list[Token]) -> None:
    """The headline is the one h1: the largest heading of the body becomes h2, and none is left out on the way down."""
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    ranks = sorted({token.tag for token in headings})
    above = 1
    for token in headings:
        above = min(ranks.index(token.tag) + 2, above + (token.type == "heading_open"), _SMALLEST_HEADING)
        token.tag = f"h{above}"


def _everything(tokens: list[Token]) -> Iterator[tuple[Token, int]]:
    """Every token, also within paragraphs, with its line from 0."""
    at = 0
    for token in tokens:
        at = token.map[0] if token.map else at
        yield token, at
        inner = at
        for child in token.children or ():
            yield child, inner
            inner += child.type in {"softbreak", "hardbreak"}


def _raw_html(text: str, *, line: Callable[[int], int]) -> Iterator[Problem]:
    # <<Name>> is a field of another program, not HTML in brackets.
    shown = _OTHERS_FIELDS.sub(r"((\1))", text)
    for token, at in _everything(_html_finder().parse(shown)) if "<" in shown else ():
        if token.type in {"html_block", "html_inline"} and not token.content.startswith("</"):
            shown = token.content.strip().splitlines()[0][:40]
            why = f"HTML is not passed on, readers would see {shown!r}; use Markdown"
            yield broken("raw-html", line(at), why)


def _shapeless(tokens: Sequence[Token], *, line: Callable[[int], int]) -> Iterator[Problem]:
    """What a mail cannot show: quotations and lists in one another without end, tables wider than any screen."""
    at, told, columns = 0, False, 0
    for token in tokens:
        at = token.map[0] if token.map else at
        if (token.level >= _DEEPEST or _is_tangled(token)) and not told:
            told = True
            why = (
                f"quotations, lists or emphasis stand in one another {_DEEPEST} deep and more; what is in them is lost"
            )
            yield broken("nested-too-deeply", line(at), why)
        columns = 0 if token.type == "table_open" else columns + (token.type == "th_open")
        if token.type == "thead_close" and columns > _MOST_COLUMNS:
            why = (
                f"the table has {columns} columns; {_MOST_COLUMNS} are the most that can be read, in an attachment more"
            )
            yield broken("wide-table", line(at), why)


def _is_tangled(token: Token) -> bool:
    """Whether emphasis stands in emphasis deeper than anybody writes, and than our writers go."""
    return any(child.level > _DEEPEST for child in token.children or ())


def _mended(token: Token, *, line: int) -> list[Problem]:
    """Make `token` harmless, and say what was wrong with it."""
    if token.type == "fence":
        token.info = ""
    if token.type == "image":
        return [_image(token, line=line)]
    if token.type == "text" and (shown := _merged_address(token.content)):
        why = f"merge fields cannot stand in an address ({shown[:60]!r} …); put them in the text"
        return [broken("merge-in-link", line, why)]
    if token.type == "link_open":
        return _mended_link(token, line=line)
    return []


def _image(token: Token, *, line: int) -> Problem:
    """What is wrong with an image; it becomes the text that says what it shows, if there is one."""
    where = str(token.attrs.get("src", ""))[:60]
    token.type, token.tag, token.attrs = "text", "", {}
    if token.content.strip():
        return broken("image-in-body", line, f"the image {where!r} is not sent; put it under attachments")
    why = f"the image {where!r} is not sent, and no words say what it shows; write them, and put it under attachments"
    return broken("image-without-text", line, why)


def _merged_address(text: str) -> str:
    """The beginning of the first web address in `text` that a merge field stands in; empty where there is none."""
    for word in text.split() if codes.has_code(text) else ():
        begins, code = _ADDRESS_BEGINS.search(word), codes.first(word)
        if begins and code > begins.start():
            return word[begins.start() : code]
    return ""


def _mended_link(token: Token, *, line: int) -> list[Problem]:
    target = str(token.attrs.get("href", ""))
    title = str(token.attrs.pop("title", ""))
    if codes.has_code(unquote(target)) or codes.has_code(title):
        token.attrs.pop("href")
        return [
            broken("merge-in-link", line, "merge fields cannot stand in the target of a link; put them in the text")
        ]
    if not _is_safe(target):
        token.attrs.pop("href")
        why = f"the link to {target[:60]!r} is not passed on; links start with https://, mailto: or tel:"
        return [broken("bad-link", line, why)]
    return []


def _is_safe(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    has_place = bool(parts.netloc) if parts.scheme in {"http", "https"} else bool(parts.path)
    return parts.scheme in _SCHEMES and has_place and not _REFUSED.search(target)


def _unwrapped(tokens: list[Token]) -> Iterator[Token]:
    """`tokens` with each paragraph that is only a decision ({% if … %}) made that decision, without a <p> around it."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "paragraph_open" and codes.decides(tokens[at + 1].content):
            # markdown-it prints the content of an html_block as it stands.
            yield Token("html_block", "", 0, content=tokens[at + 1].content, info=_DECIDES, block=True)
            at += 3
        else:
            yield token
            at += 1
