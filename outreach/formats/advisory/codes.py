"""Merge code kept out of harm's way: taken out of the body before Markdown and layout, put back after them.

A code becomes a token of noncharacters (U+FDD0 … U+FDD1), which no text holds and every parser leaves alone. What
*looks* like code at the end, and was not written as such, is turned into text.
"""

import re
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError

from outreach.formats import sandbox_problems

_PRINTS, _DECIDES, _END = "\ufdd0", "\ufdd2", "\ufdd1"
_TOKEN = re.compile(f"[{_PRINTS}{_DECIDES}](\\d+){_END}")
_DECISION_ALONE = re.compile(f"[ \t]*(?:{_DECIDES}\\d+{_END}[ \t]*)+")
_LOOKS_LIKE_CODE = re.compile(f"\\{{(?=[{{%#{_PRINTS}{_DECIDES}])")
_OPENING = {"variable_begin": _PRINTS, "block_begin": _DECIDES, "comment_begin": _DECIDES}
_CLOSING = ("variable_end", "block_end", "comment_end")
_RAW = ("raw_begin", "raw_end")


@dataclass(frozen=True, slots=True)
class Protected:
    """A text with tokens for its codes. `lines[n]` is the line of the original that line n of `text` was (from 0)."""

    text: str
    codes: tuple[str, ...]
    lines: tuple[int, ...]


def protected(body: str, *, first: int = 0, name: str = "body") -> Protected:
    """`body` with its codes taken out; a code that stands alone on a line becomes a block of its own.

    `first` is the number of the first code, where several texts come to stand on one page; `name` is the text's in
    messages. Raises TemplateProblem for code that does not end.
    """
    try:
        pieces, codes = _pieces(body, first)
    except sandbox_problems.FAILURES as error:
        raise sandbox_problems.problem(error, template=name) from error
    text, lines = _set_apart("".join(pieces), codes, first)
    return Protected(text, tuple(codes), tuple(lines))


def put_back(text: str, codes: tuple[str, ...]) -> str:
    """`text` as a template: what looks like code in it is made text, then every token is its code again."""
    literal = _LOOKS_LIKE_CODE.sub("{{ '{' }}", text)
    return _TOKEN.sub(lambda found: codes[int(found[1])] if int(found[1]) < len(codes) else "", literal)


class Added:
    """Codes of our own beside those of the body: each is laid into the page as a token, and put back like them."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self._codes = list(codes)

    @property
    def codes(self) -> tuple[str, ...]:
        """All of them, the body's first: what `put_back` takes."""
        return tuple(self._codes)

    def printing(self, code: str) -> str:
        """The token for `{{ … }}`."""
        return self._token(_PRINTS, code)

    def deciding(self, code: str) -> str:
        """The token for `{% … %}`."""
        return self._token(_DECIDES, code)

    def _token(self, mark: str, code: str) -> str:
        self._codes.append(code)
        return f"{mark}{len(self._codes) - 1}{_END}"


def decides(text: str) -> bool:
    """Whether `text` is only code that prints nothing: {% if … %}, {# … #}."""
    return bool(_DECISION_ALONE.fullmatch(text))


def has_code(text: str) -> bool:
    """Whether there is code in `text`."""
    return bool(_TOKEN.search(text))


def first(text: str) -> int:
    """Where the first code in `text` stands; -1 where there is none."""
    found = _TOKEN.search(text)
    return found.start() if found else -1


def prints(text: str) -> bool:
    """Whether there is code in `text` that prints something: {{ … }}."""
    return _PRINTS in text


def _pieces(body: str, first: int) -> tuple[list[str], list[str]]:
    pieces: list[str] = []
    codes: list[str] = []
    inside, raw, began = "", False, 0
    lexer = Environment(keep_trailing_newline=True).lexer  # noqa: S701 - it renders nothing
    for line, token, value in lexer.tokeniter(body, None):
        if token in _OPENING:
            inside, began = value, line
            pieces.append(f"{_OPENING[token]}{first + len(codes)}{_END}")
        elif inside:
            inside += value
            if token in _CLOSING:
                codes.append(inside)
                inside = ""
        elif token in _RAW:  # what stands between {% raw %} and {% endraw %} is text like any other
            raw, began = token == _RAW[0], line
        else:
            pieces.append(value)
    if raw:
        raise TemplateSyntaxError("{% raw %} has no end", began)
    if inside:
        raise TemplateSyntaxError(f"{inside.strip()[:40]!r} has no end", began)
    return pieces, codes


def _set_apart(text: str, codes: list[str], first: int) -> tuple[str, list[int]]:
    out: list[str] = []
    lines: list[int] = []
    original = 0
    for line in text.split("\n"):
        block = ["", line.strip(), ""] if _DECISION_ALONE.fullmatch(line) else [line]
        out += block
        lines += [original] * len(block)
        original += 1 + sum(codes[int(found[1]) - first].count("\n") for found in _TOKEN.finditer(line))
    return "\n".join(out), lines
