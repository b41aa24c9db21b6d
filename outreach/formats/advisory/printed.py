"""Numbers and addresses that a text prints: what readers will ring and write to, wherever it stands.

Web addresses are not looked into; what stands behind mailto: and tel: is. A number counts as `sure` where it is valid,
and written with its country code or as its country does it; so are those kept for films. What is not sure (2 345 678,
a date, a number with a digit too few) is worth a look in the directory, and no more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from outreach.errors import InvalidValue
from outreach.formats.advisory.reaching import CALLED, OF_FILMS
from outreach.model.values import EmailAddress

_WEB = re.compile(r"(?i)\b(?:https?://|www\.)(?:\([^\s()]*\)|[^\s<>\"()\[\]])+")
# Not "@press@social.example.org", which is a name on a network.
_ADDRESS = re.compile(r"(?<![\w.+&'’%@-])['’]?([\w.+&'%-]+@[\w-]+(?:\.[\w-]+)+)")
_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){6}")
# A number that a line's end parts: the next line goes on with digits.
_PARTED = re.compile(r"(?<=[\d)/-])[ \t]*\n[ \t>]*(?=[\d(])")
# At its beginning only: +44 20 7946 0018 holds one too.
_DOUBLE_ZERO = re.compile(r"(?<![\d.,:+/-])(?<!\d[ )/-])00(?=[1-9]\d)")
# Written as a country does it for its own: 020 7946 0018, 202-555-0123.
_NATIONAL = re.compile(r"\(?0\d{1,4}\)?[ /-]\d[\d -]*|(?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[.-])\d{3}[.-]\d{4}")
# "Helen Okafor: 020 7946 0018", and not "Order Number: 202-555-0123".
_NAMED = re.compile(
    r"\b(?!(?:[Oo]rder|[Rr]ef|[Nn]o|[Cc]ase|[Ff]ile|[Aa]ccount|[Dd]ocument|[Gg]rant|[Bb]udget|[Pp]roject)\w*\b)[^\W\d_][\w’'-]+"
    r"[ ](?!(?:Number|No|Code|Ref|Reference|ID|Budget|Total|Account)\b)[A-ZÀ-Þ][\w’'-]+:[ ]$"
)
# Where numbers that are written so are likely to be from, beside the country of the text.
_ELSEWHERE = tuple("GB US AT CH DE FR IT ES BE NL KE EG IN AU BR".split())


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed, as written, and its key: E.164, or an address as a mailbox.

    `line` and `at` (its column) count from 0; what begins at the same place is the same thing read in several ways.
    """

    line: int
    at: int
    written: str
    key: str
    is_sure: bool = True
    extension: str = ""


def addresses(text: str) -> Iterator[Printed]:
    """The e-mail addresses in `text`."""
    shown = _without_links(text)
    if "@" not in shown:
        return
    for found in _ADDRESS.finditer(shown):
        written = found[1].lstrip(".'%-")
        try:
            key = EmailAddress.parse(written).key
        except InvalidValue:
            continue
        before = shown.rfind("\n", 0, found.start(1)) + 1
        yield Printed(text.count("\n", 0, before), found.start(1) - before, written, key)


def numbers(text: str, *, regions: Sequence[str]) -> Iterator[Printed]:
    """The phone numbers in `text`, those without a country code read as of each of `regions` (ISO 3166)."""
    shown = _without_links(text)
    for at, line in enumerate(shown.split("\n")):
        if _DIGITS.search(line):
            yield from (replace(found, line=at) for found, _ in _spans(line, tuple(regions)))
    yield from _over_line_ends(shown, tuple(regions))


def called(text: str) -> Iterator[Printed]:
    """The numbers behind "Tel." or a name, written as in one country for itself, read as of each that does it so."""
    for at, line in enumerate(_without_links(text).split("\n")):
        for found in _NATIONAL.finditer(line):
            before = line[max(0, found.start() - 40) : found.start()]
            if CALLED.search(before) or _NAMED.search(before):
                ways = (one for one, _ in _spans(line, _ELSEWHERE) if one.at == found.start())
                yield from (replace(one, line=at) for one in ways)


def is_open_line(e164: str) -> bool:
    """Whether a number is one that anybody rings free of charge, or for a shared one: a hotline, no person's."""
    import phonenumbers
    from phonenumbers import PhoneNumberType

    kind = phonenumbers.number_type(phonenumbers.parse(e164))
    return kind in {PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}


def _over_line_ends(text: str, regions: tuple[str, ...]) -> Iterator[Printed]:
    """Numbers that a line's end parts, on the line on which they begin."""
    for parted in _PARTED.finditer(text):
        start, end = text.rfind("\n", 0, parted.start()) + 1, text.find("\n", parted.end())
        above, below = text[start : parted.start()], text[parted.end() : end if end >= 0 else len(text)]
        # Two numbers under one another are not one; whether the directory knows it all the same is worth asking.
        are_two = any(one.is_sure and end == len(above) for one, end in _spans(above, regions)) or any(
            one.is_sure and one.at == 0 for one, _ in _spans(below, regions)
        )
        for found, ends in _spans(f"{above} {below}", regions):
            if found.at < len(above) < ends:
                yield replace(found, line=text.count("\n", 0, start), is_sure=found.is_sure and not are_two)


def _without_links(text: str) -> str:
    return _WEB.sub(lambda found: " " * len(found[0]), text)


@lru_cache(maxsize=2_000)
def _spans(line: str, regions: tuple[str, ...]) -> tuple[tuple[Printed, int], ...]:
    """The numbers of a line with where they end; of the same number the surest reading."""
    import phonenumbers

    # 00 before a country code is dialled almost everywhere, and read as + wherever the text comes from.
    dialled = _DOUBLE_ZERO.sub(" +", line)
    found: dict[tuple[int, str], tuple[Printed, int]] = {}
    for region in regions or ("ZZ",):
        for sure in (True, False):
            leniency = phonenumbers.Leniency.VALID if sure else phonenumbers.Leniency.POSSIBLE
            for match in phonenumbers.PhoneNumberMatcher(dialled, region, leniency=leniency):
                key = _e164(match.number)
                extension = match.number.extension or ""
                written = line[match.start : match.end].strip()
                is_sure = sure or (key.startswith(OF_FILMS) and written.startswith(("+", "(+", "00")))
                one = Printed(0, match.start, written, key, is_sure, extension)
                found.setdefault((match.start, key), (one, match.end))
    return tuple(found.values())


def _e164(number: Any) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
