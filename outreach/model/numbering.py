"""Numbering plans, each read once: what phonenumbers says of a plainly written number, without its repeated searches.

phonenumbers looks a plan and each of its patterns up again for every question. Here the patterns of a country code are
kept. Only what is certain is answered; about everything else phonenumbers is asked itself.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

_PLAIN = re.compile(r"\+[1-9][0-9]*(?:[ .-][0-9]+)*")
_LONGEST = 40
_BETWEEN = str.maketrans("", "", "+ .-")
# The order in which phonenumbers asks; what any of these takes is neither fixed nor mobile.
_OTHERS = ("premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan", "voicemail")
_NAMES_A_GROUP = re.compile(r"\\(\d)")

Match = Callable[[str], Any]


class Plain(NamedTuple):
    """A valid number: its E.164, as printed for readers abroad, and whether it is a mobile and nothing else."""

    e164: str
    printed: str
    is_mobile: bool


def plain(written: str) -> Plain | None:
    """The valid number that is written with its country code, plain digits and nothing else; None where in doubt."""
    if len(written) > _LONGEST or not _PLAIN.fullmatch(written):
        return None
    digits = written.translate(_BETWEEN)
    plan = _plan(digits[:3])
    return plan.read(digits[len(plan.code) :]) if plan else None


class _Plan:
    """What belongs to one country code; the main region's plan says how its numbers are read and printed."""

    def __init__(self, code: str, regions: Iterable[str]) -> None:
        from phonenumbers import PhoneMetadata

        found: list[Any] = [PhoneMetadata.metadata_for_region_or_calling_code(int(code), region) for region in regions]
        self.code = code
        self._regions = [_Region(region) for region in found]
        main = found[0]
        self._prefix: Match | None = _compiled(main.national_prefix_for_parsing, "match")
        self._formats = [_Format(said) for said in main.intl_number_format or main.number_format]

    def read(self, number: str) -> Plain | None:
        # What may begin with a national prefix is read in more than one way.
        if not 4 <= len(number) <= 17 or number[0] == "0" or (self._prefix and self._prefix(number)):
            return None
        is_mobile = self._is_mobile(number)
        printed = self._printed(number)
        if is_mobile is None or printed is None:
            return None
        return Plain(f"+{self.code}{number}", f"+{self.code} {printed}", is_mobile)

    def _is_mobile(self, number: str) -> bool | None:
        for region in self._regions:
            if region.leading is None:
                found = region.is_mobile(number)
                if found is not None or len(self._regions) == 1:
                    return found
            elif len(self._regions) == 1 or region.leading(number):
                return region.is_mobile(number)
        return None

    def _printed(self, number: str) -> str | None:
        for said in self._formats:
            if said.takes(number):
                return said.printed(number)
        return number


class _Region:
    """The numbers of one region, by their length."""

    def __init__(self, said: Any) -> None:
        self._said = said
        self._by_length: dict[int, tuple[Match | None, ...]] = {}
        self.leading: Match | None = _compiled(said.leading_digits, "match")

    def is_mobile(self, number: str) -> bool | None:
        """Whether the number is a mobile and nothing else; None where the region has no such number."""
        length = len(number)
        if length not in self._by_length:
            self._by_length[length] = self._of_length(length)
        general, others, fixed, mobile = self._by_length[length]
        if general is None or not general(number):
            return None
        if (others and others(number)) or (fixed and fixed(number)):
            return False
        return True if mobile and mobile(number) else None

    def _of_length(self, length: int) -> tuple[Match | None, ...]:
        mobile = () if self._said.same_mobile_and_fixed_line_pattern else ("mobile",)
        kinds = (("general_desc",), _OTHERS, ("fixed_line",), mobile)
        return tuple(_any_of([getattr(self._said, name) for name in names], length) for names in kinds)


def _any_of(descriptions: Iterable[Any], length: int) -> Match | None:
    patterns = [
        said.national_number_pattern
        for said in descriptions
        if said and said.national_number_pattern and (not said.possible_length or length in said.possible_length)
    ]
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns), "fullmatch")


class _Format:
    """One way to print a number."""

    def __init__(self, said: Any) -> None:
        self._leading: Match | None = _compiled((said.leading_digits_pattern or [None])[-1], "match")
        self._pattern = re.compile(said.pattern)
        self._template: str = _NAMES_A_GROUP.sub(lambda group: f"{{{int(group[1]) - 1}}}", said.format)

    def takes(self, number: str) -> bool:
        return not (self._leading and not self._leading(number)) and bool(self._pattern.fullmatch(number))

    def printed(self, number: str) -> str | None:
        found = self._pattern.match(number)
        if found is None or found.end() != len(number) or "\\" in self._template:
            return None
        return self._template.format(*found.groups(""))


def _compiled(pattern: str | None, how: str) -> Match | None:
    match: Match | None = getattr(re.compile(pattern), how) if pattern else None
    return match


@lru_cache(maxsize=1_000)
def _plan(digits: str) -> _Plan | None:
    """The plan of the country code with which `digits` begin, where there is one."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    codes = (digits[:length] for length in (1, 2, 3))
    code = next((code for code in codes if int(code) in COUNTRY_CODE_TO_REGION_CODE), None)
    return _of_code(code) if code else None


@lru_cache(maxsize=300)
def _of_code(code: str) -> _Plan:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return _Plan(code, COUNTRY_CODE_TO_REGION_CODE[int(code)])
