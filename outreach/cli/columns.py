"""A table in plain text with its columns aligned: what a pipe gets, without loading a library for terminals."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_GAP = "  "


def aligned(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[str]:
    """The table line by line, under its header and a rule; a cell may have several lines."""
    table = [[cell.split("\n") for cell in line] for line in (header, *lines)]
    widths = [max(width(text) for cell in column for text in cell) for column in zip(*table, strict=True)]
    for number, line in enumerate(table):
        yield from (_line(texts, widths) for texts in zip_longest(*line, fillvalue=""))
        if number == 0:
            yield _GAP.join("-" * wide for wide in widths)


def _line(texts: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (wide - width(text)) for text, wide in zip(texts, widths, strict=True))
    return _GAP.join(padded).rstrip()


def width(text: str) -> int:
    """How many columns of a terminal `text` takes: wide signs take two, marks on another sign none (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
