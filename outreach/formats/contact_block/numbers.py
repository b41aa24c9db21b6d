"""Phone numbers in a line: which run of digits is one, where it ends, and what is none: a date, a postcode, a sum."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from outreach.formats.contact_block.vocabulary.labels import EXTENSION_WORDS
from outreach.formats.contact_block.vocabulary.roles import JOINERS

_RUN = re.compile(r"(?:[(\[]?\s?\+{1,2}\s?[(]?\s?|\()?(?<!\d)\d[\d \u00a0().\-\u2013\u2014\u2015/·~_]{2,70}\d")
_EXTENSION = re.compile(
    r"(?i)[ ,;(\-]{0,3}(?:"
    + "|".join(sorted(map(re.escape, EXTENSION_WORDS.split("|")), key=len, reverse=True))
    + r")\.?\s?:?\s?#?-?(\d{1,6})\b\)?"
)
# Dates, times, decades, versions, sums: nobody answers there.
_NO_NUMBER = re.compile(
    r"\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d|(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2}|(?:19|20)\d\d\s?[\-\u2013/]\s?(?:19|20)?\d\d|\d{1,3}(?:\.\d{3}){1,3}|\d{1,2}\.\d{2}\s?[\-\u2013]\s?\d{1,2}\.\d{2}"
)
_ALTERNATIVE = re.compile(r"\s*/\s*-?\s*(\d{1,4})$")
# What parts two numbers, the surest first.
_PARTS = (
    re.compile(r"\s+/\s*|\s*/\s+|\s{2,}"),
    re.compile(r"/|\s[\-\u2013\u2014]\s"),
    re.compile(r"/|\s[\-\u2013\u2014]\s|(?<=\d)\s+(?=\(\d|0\d)"),
)
_AREA = re.compile(r"(?:\+\d{1,3}\s?)?\(\d{1,4}\)|\+\d{1,3}\s\d{1,3}(?=\s)")
_FEWEST_LABELLED, _FEWEST, _MOST = 5, 7, 15
# What may follow a number that ran into a house number: "+1 202 555 010012 Main Street".
_NORTH_AMERICAN = re.compile(r"(?:\+?1[\s.\-]?)?\(?[2-9]\d\d\)?[\s.\-/]?[2-9]\d\d[\s.\-]?\d{4}")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stands in a line, not yet read: which country's it is, its owner's city may tell.

    `is_certain` says that a label or a country code announces it; the others must look like one in their region.
    """

    start: int
    end: int
    text: str
    extension: str | None = None


def runs(line: str) -> Iterator[re.Match[str]]:
    """The runs of digits that are long enough to hold a number."""
    for run in _RUN.finditer(line):
        if sum(map(str.isdigit, run[0])) >= _FEWEST_LABELLED:
            yield run


def numbers(line: str, run: re.Match[str], *, is_announced: bool, regions: Sequence[str]) -> list[Written]:
    """The numbers in one run; `regions` (ISO 3166) are where one without country code may be from."""
    text, start = _trimmed(run[0], run.start())
    plus = text.lstrip("([ ").startswith("+")
    if not _may_be_number(line, text, start, is_announced=is_announced or plus):
        return []
    pieces = _pieces(text, start, regions, is_announced=is_announced or plus)
    if not is_announced and not plus:
        pieces = [piece for piece in pieces if _is_alone(line, piece) and is_valid(piece.text, tuple(regions))]
    return _with_extension(line, pieces)


def _trimmed(text: str, start: int) -> tuple[str, int]:
    """Without the brackets that were opened or closed outside of the number."""
    while text.count("(") > text.count(")") and text[0] == "(":
        text, start = text[1:], start + 1
    while text.count(")") > text.count("(") and text.endswith(")"):
        text = text[:-1]
    stripped = text.lstrip()
    return stripped.rstrip(" .-/"), start + len(text) - len(stripped)


def _may_be_number(line: str, text: str, start: int, *, is_announced: bool) -> bool:
    digits = sum(map(str.isdigit, text))
    if is_announced:
        return digits >= _FEWEST_LABELLED
    before = line[:start].rstrip(" ")[-1:]
    glued = line[start - 1 : start].isalnum() or line[start - 1 : start] in tuple("#$€£¥_=") if start else False
    money = before in tuple("$€£¥#№") or line[start + len(text) :].lstrip()[:1] in tuple("%€$£")
    if glued and (text.startswith("(") or (before.isalpha() and _NORTH_AMERICAN.fullmatch(text))):
        glued = False
    return digits >= _FEWEST and not glued and not money and not _NO_NUMBER.fullmatch(text)


def _is_alone(line: str, piece: Written) -> bool:
    """Whether a bare run stands by itself, and not inside "of 2 345 678 people" or before a town."""
    after = line[piece.end :]
    if _EXTENSION.match(line, piece.end):
        return True
    grouped = len(re.findall(r"\d+", piece.text)) > 1 or piece.text.startswith("0") or len(piece.text) == 10
    follows = re.match(r"\s*(?:$|[,;|/()\[\]\t.\n:•–—+\-\x01-\x03]|(?:x|ext)\.?\s?\d|[A-ZÀ-Þ])", after)
    joined = re.match(r"\s+([^\W\d_]{1,5})\b", after)
    return grouped and bool(follows or (joined and joined[1].casefold() in JOINERS))


def _pieces(text: str, start: int, regions: Sequence[str], *, is_announced: bool) -> list[Written]:
    """`text` as one number if it is one, else as the several that it is."""
    known = tuple(regions)
    alternative = _ALTERNATIVE.search(text)
    if alternative and is_valid(text[: alternative.start()], known):
        return _with_alternative(text, start, alternative)
    if is_valid(text, known):
        return [Written(start, start + len(text), text)]
    parted: list[Written] = []
    for gap in _PARTS:
        parted = list(_parted(text, start, gap))
        if len(parted) > 1 and is_valid(parted[0].text, known):
            return [parted[0], *(other for piece in parted[1:] if (other := _completed(piece, parted[0].text, known)))]
    shorter = _shortened(text, known) if is_announced else None
    if shorter:
        return [Written(start, start + len(shorter), shorter)]
    good = next((piece for piece in parted if is_valid(piece.text, known)), None)
    if good is not None:
        rest = (_completed(piece, good.text, known) for piece in parted if piece.start > good.start)
        return [good, *(piece for piece in rest if piece)]
    return [Written(start, start + len(text), text)]


def _completed(piece: Written, first: str, regions: tuple[str, ...]) -> Written | None:
    """A further number, with the area code of the first where it has none: "(51) 3555-0123 / 99955-0124"."""
    if is_valid(piece.text, regions):
        return piece
    area = _AREA.match(first)
    text = f"{area[0]} {piece.text}" if area else ""
    return Written(piece.start, piece.end, text) if text and is_valid(text, regions) else None


def _with_alternative(text: str, start: int, alternative: re.Match[str]) -> list[Written]:
    """Such as "+49 30 23125-100/101": the second number has the end of the first replaced."""
    first, digits = text[: alternative.start()], alternative[1]
    kept, to_drop = len(first), len(digits)
    while to_drop and kept:
        kept -= 1
        to_drop -= first[kept].isdigit()
    second = Written(start + len(first), start + len(text), first[:kept] + digits)
    return [Written(start, start + len(first), first), second]


def _parted(text: str, start: int, between: re.Pattern[str]) -> Iterator[Written]:
    at = 0
    for gap in between.finditer(text):
        yield Written(start + at, start + gap.start(), text[at : gap.start()].strip())
        at = gap.end()
    yield Written(start + at, start + len(text), text[at:].strip())


def _shortened(text: str, regions: tuple[str, ...]) -> str | None:
    """The longest front of `text` that is a valid number: behind it something else ran on."""
    for gap in reversed(list(re.finditer(r"[\s/\-\u2013]+\(?", text))):
        if is_valid(text[: gap.start()], regions):
            return text[: gap.start()]
    american = _NORTH_AMERICAN.match(text)
    return american[0] if american and is_valid(american[0], regions) else None


def _with_extension(line: str, pieces: list[Written]) -> list[Written]:
    if not pieces:
        return pieces
    last = pieces[-1]
    extension = _EXTENSION.match(line, last.end)
    if extension is None:
        return pieces
    return [*pieces[:-1], Written(last.start, extension.end(), last.text, extension[1])]


@lru_cache(maxsize=4096)
def is_valid(text: str, regions: tuple[str, ...]) -> bool:
    """Whether `text` is a valid number, in one of `regions` if it has no country code."""
    import phonenumbers

    from outreach.errors import InvalidValue
    from outreach.model.values import PhoneNumber

    if sum(map(str.isdigit, text)) > _MOST + 3:
        return False
    for region in (*regions, None) if not text.startswith("+") else (None,):
        try:
            if PhoneNumber.parse(plain(text), region=region).valid:
                return True
        except (InvalidValue, phonenumbers.NumberParseException):
            continue
    return False


def plain(text: str) -> str:
    """`text` without what is only for the eye, as PhoneNumber reads it: "(+43 1) 555" -> "+43 1 555"."""
    text = re.sub(r"[\u2013\u2014\u2015_~·]", "-", text).replace("[", "(").replace("]", ")")
    text = re.sub(r"^[(\s]*\++\s*\(?\s*(\d{1,3})\)", r"+\1 ", text)
    text = re.sub(r"^\(\s*\+\s*([\d\s]+)\)", r"+\1 ", text)
    text = re.sub(r"^[(\s]*\++\s*", "+", text)
    return re.sub(r"^\(\s*00", "00", text).strip()
