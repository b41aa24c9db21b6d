"""Numbers and addresses that a text prints: what readers will ring and write to, wherever it stands.

Web addresses are not looked into; what stands behind mailto: and tel: is. A number counts as `sure` where nothing else
can be meant: it has its country code, or is written as its country writes numbers. What is not sure (2 345 678, a
date) is worth a look in the directory, and no more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from outreach.errors import InvalidValue
from outreach.model.values import EmailAddress

_WEB = re.compile(r"(?i)\b(?:https?://|www\.)(?:\([^\s()]*\)|[^\s<>\"()\[\]])+")
_ADDRESS = re.compile(r"(?<![\w.+&'’%-])['’]?([\w.+&'%-]+@[\w-]+(?:\.[\w-]+)+)")
_DIGITS = re.compile(r"\d(?:[^\d\n]{0,3}\d){6}")
# A number that a line's end parts: the next line goes on with digits.
_PARTED = re.compile(r"(?<=[\d)/-])[ \t]*\n[ \t>]*(?=[\d(])")
_DOUBLE_ZERO = re.compile(r"(?<![\d.,:+-])00(?=[1-9]\d)")
_FEWEST_ABROAD = 9


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed: on which line of the text (from 0), as written, its key (E.164, or an address as a mailbox)."""

    line: int
    written: str
    key: str
    is_sure: bool = True


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
        yield Printed(text.count("\n", 0, found.start(1)), written, key)


def numbers(text: str, *, regions: Sequence[str]) -> Iterator[Printed]:
    """The phone numbers in `text`, those without a country code read as of each of `regions` (ISO 3166)."""
    shown = _without_links(text)
    for at, line in enumerate(shown.split("\n")):
        if _DIGITS.search(line):
            yield from _in_line(line, at=at, regions=regions)
    yield from _over_line_ends(shown, tuple(regions))


def _over_line_ends(text: str, regions: tuple[str, ...]) -> Iterator[Printed]:
    """Numbers that a line's end parts, on the line on which they begin."""
    for parted in _PARTED.finditer(text):
        start, end = text.rfind("\n", 0, parted.start()) + 1, text.find("\n", parted.end())
        above, below = text[start : parted.start()], text[parted.end() : end if end >= 0 else len(text)]
        # Two numbers under one another are not one; whether the directory knows it all the same is worth asking.
        are_two = any(one.is_sure and ends == len(above) for one, _, ends in _spans(above, regions)) or any(
            one.is_sure and begins == 0 for one, begins, _ in _spans(below, regions)
        )
        for found, begins, ends in _spans(f"{above} {below}", regions):
            if begins < len(above) < ends:
                line = text.count("\n", 0, start)
                yield Printed(line, found.written, found.key, found.is_sure and not are_two)


def _without_links(text: str) -> str:
    return _WEB.sub(lambda found: " " * len(found[0]), text)


def _in_line(line: str, *, at: int, regions: Sequence[str]) -> Iterator[Printed]:
    for found, _, _ in _spans(line, tuple(regions)):
        yield Printed(at, found.written, found.key, found.is_sure)


@lru_cache(maxsize=2_000)
def _spans(line: str, regions: tuple[str, ...]) -> tuple[tuple[Printed, int, int], ...]:
    """The numbers of a line with where they begin and end; of the same number the surest reading."""
    import phonenumbers

    # 00 before a country code is dialled almost everywhere, and read as + wherever the text comes from.
    dialled = _DOUBLE_ZERO.sub(" +", line)
    found: dict[tuple[int, str], tuple[Printed, int, int]] = {}
    for region in regions or ("ZZ",):
        for sure in (True, False):
            leniency = phonenumbers.Leniency.VALID if sure else phonenumbers.Leniency.POSSIBLE
            for match in phonenumbers.PhoneNumberMatcher(dialled, region, leniency=leniency):
                key = _e164(match.number)
                is_sure = sure or (match.raw_string.startswith("+") and len(key) > _FEWEST_ABROAD)
                printed = Printed(0, line[match.start : match.end].strip(), key, is_sure)
                found.setdefault((match.start, key), (printed, match.start, match.end))
    return tuple(found.values())


def _e164(number: Any) -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
