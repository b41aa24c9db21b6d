"""Where the readers are: what their clocks show when an embargo ends."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from outreach.formats.advisory import lifting
from outreach.model.advisory import Advisory, Moment, Problem
from outreach.model.recipient import Recipient
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings

# Half of the readers may sleep: no hour is good everywhere.
_TOO_MANY = 0.5


def by_zone(readers: Iterable[Recipient]) -> Counter[str]:
    """How many of `readers` are in which zone, by their city; those of whom no city is known are left out."""
    return Counter(reader.card.timezone for reader in readers if reader.card and reader.card.timezone)


def asked(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """The same of an advisory, where its readers are known and its embargo has not ended."""
    if advisory.embargo and advisory.embargo.instant > around.sending:
        yield from problems(advisory.embargo, around.recipient_zones, line=advisory.line("embargo"))


def problems(embargo: Moment | None, zones: Mapping[str, int], *, line: int = 1) -> Iterator[Problem]:
    """Whether an embargo ends at night (22:00 to 06:00) or at a weekend for more than half of the readers.

    `zones` counts them by their city's IANA zone (see `by_zone`).
    """
    if embargo is None or not zones:
        return
    clocks = {zone: embargo.instant.astimezone(ZoneInfo(zone)) for zone in zones}
    bad = {zone: number for zone, number in zones.items() if _is_bad(embargo.instant, zone)}
    number, everybody = sum(bad.values()), sum(zones.values())
    if number > everybody * _TOO_MANY:
        most = max(bad, key=lambda zone: (bad[zone], zone))
        place = most.rpartition("/")[2].replace("_", " ")
        why = (
            f"the embargo ends at night or at a weekend for {number} of {everybody} readers, for most at "
            f"{clocks[most]:%H:%M on %A} ({place}); end it in their working hours"
        )
        yield broken("embargo-at-night-there", line, why)


def _is_bad(instant: datetime, zone: str) -> bool:
    return lifting.is_at_night(instant, zone=zone) or lifting.is_at_weekend(instant, zone=zone)
