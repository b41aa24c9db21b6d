"""An advisory's words without what is not prose: codes, program text and the targets of links made blank.

Every character keeps its place, so that a line found here is the line in the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What a merge field leaves in the text: something that will be there, and no letter.
FIELD = "\ufffc"
_DECIDED = re.compile(
    r"\{%-?\s*(?:if|elif)[^%\n]*recipient\.language[^%\n]*%\}(.*?)(?=\{%-?\s*(?:elif|else|endif)\b)", re.DOTALL
)
_PRINTED = re.compile(r"\{\{.{0,400}?\}\}", re.DOTALL)
_BLANK = re.compile(
    r"\{%.{0,400}?%\}|\{#.{0,400}?#\}"
    r"|^[ \t]*(?P<fence>```+|~~~+).*?(?:^[ \t]*(?P=fence)[ \t]*$|\Z)"
    r"|(?P<tick>`+)(?!`).{1,400}?(?<!`)(?P=tick)(?!`)"
    r"|(?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|(?<=\])\[[^\]\n]*\]|^[ \t]*\[[^\]\n]+\]:[ \t]*\S+.*?$"
    r"|<(?:https?|mailto|tel):[^>\s]*>|\bhttps?://[^\s<>|]+",
    re.DOTALL | re.MULTILINE,
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_QUOTE = re.compile(r"[ \t]*>")
_STANDS_ALONE = re.compile(r"[ \t]*(?:#{1,6}(?:[ \t]|$)|\|)")
_END = re.compile('(?<=[.!?؟])["”’»)\\]*_]*\\s+(?=\\S)|(?<=[。\uff01\uff1f\uff1b])')
# A point after these ends no sentence: "10 a.m. Tuesday", "8. Dezember", "Dr. Berg".
_NO_END = re.compile(
    r"(?:\b[ap]\.m|(?<![:.h\d])\b\d{1,2}|\b(?:Mrs?|Ms|Dr|St|No|Nr|Prof|Sept?|[A-Z])"
    r"|\b(?:Jan|Feb|Mar|Apr|Aug|Oct|Okt|Nov|Dec|Dez|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun))\.$"
)
_NEAR = 16


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list, a heading, a row of a table; `line` counts from 0."""

    line: int
    text: str
    is_quotation: bool = False

    def line_at(self, at: int) -> int:
        """The line on which the character at that place stands."""
        return self.line + self.text.count("\n", 0, at)


@lru_cache(maxsize=16)
def prose(body: str) -> str:
    """`body` with spaces for what is not prose, and U+FFFC for what a merge field will print."""
    return _BLANK.sub(_spaces, _PRINTED.sub(_field, body))


@lru_cache(maxsize=16)
def without_other_languages(body: str) -> str:
    """`body` without what is printed for readers of one language only."""
    return _DECIDED.sub(_spaces, body)


@lru_cache(maxsize=16)
def passages(text: str) -> tuple[Passage, ...]:
    """The paragraphs, items, headings and rows of `text`."""
    return tuple(_passages(text))


def _passages(text: str) -> Iterator[Passage]:
    start, lines, quoted = 0, list[str](), False
    for number, line in enumerate(text.split("\n")):
        is_quote = bool(_QUOTE.match(line))
        begins = _STANDS_ALONE.match(line) or _ITEM.match(line) or is_quote != quoted
        if lines and (begins or not line.strip()):
            yield Passage(start, "\n".join(lines), quoted)
            lines = []
        if line.strip():
            start = start if lines else number
            quoted = is_quote
            lines.append(line)
        if lines and _STANDS_ALONE.match(line):
            yield Passage(start, "\n".join(lines))
            lines = []
    if lines:
        yield Passage(start, "\n".join(lines), quoted)


def sentences(passage: Passage) -> Iterator[Passage]:
    """The sentences of a passage, each with its line."""
    text, at = passage.text, 0
    for end in _END.finditer(text):
        following = text[end.end() : end.end() + 1]
        if following.islower() or _NO_END.search(text[max(at, end.start() - _NEAR) : end.start()]):
            continue
        yield _part(passage, at, end.end())
        at = end.end()
    if text[at:].strip():
        yield _part(passage, at, len(text))


def _part(passage: Passage, start: int, end: int) -> Passage:
    return Passage(passage.line_at(start), passage.text[start:end], passage.is_quotation)


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _field(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FIELD, found[0])
