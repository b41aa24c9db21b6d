"""`outreach officers on-call`: who answers, and which hours nobody covers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli import doors
from outreach.cli.output import Output, View, say, show
from outreach.errors import WrongUsage
from outreach.model.office import zone_called

if TYPE_CHECKING:
    from outreach.model.intervals import Interval
    from outreach.model.office import Office
    from outreach.model.on_call import Answer

_FORTNIGHT = timedelta(days=14)
_MOST = timedelta(days=750)


def _local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(zone_called(zone))


def _shown(moment: datetime | None, zone: str) -> str:
    return f"{_local(moment, zone):%a %Y-%m-%d %H:%M}" if moment else ""


def _number(answer: "Answer") -> str:
    if answer.number is None:
        return ""
    return f"{answer.number.international}{f' ({answer.number.usage})' if answer.number.usage else ''}"


def _record(answer: "Answer") -> dict[str, Any]:
    zone, card, number = answer.office.timezone, answer.officer, answer.number
    return {
        "city": answer.office.city,
        "country": answer.office.country,
        "officer": card.name if card else None,
        "uid": card.uid if card else None,
        "officer_city": card.city if card else None,
        "number": number.e164 if number else None,
        "international": number.international if number else None,
        "extension": number.extension if number else None,
        "usage": number.usage if number else None,
        "visibility": number.visibility if number else None,
        "local_time": _local(answer.at, zone).isoformat(timespec="minutes"),
        "timezone": zone,
        "rule": answer.rule,
        "why": answer.why,
        "until": _local(answer.until, zone).isoformat(timespec="minutes") if answer.until else None,
    }


ANSWERS: View["Answer"] = View(
    columns={
        "City": lambda answer: answer.office.city,
        "Local time": lambda answer: _shown(answer.at, answer.office.timezone),
        "Officer": lambda answer: answer.officer.name if answer.officer else "nobody",
        "Number": _number,
        "Until": lambda answer: _shown(answer.until, answer.office.timezone),
        "Why": lambda answer: answer.why,
    },
    record=_record,
)
GAPS: View[tuple["Office", "Interval"]] = View(
    columns={
        "City": lambda gap: gap[0].city,
        "From": lambda gap: _shown(gap[1][0], gap[0].timezone),
        "To": lambda gap: _shown(gap[1][1], gap[0].timezone),
        "From (UTC)": lambda gap: f"{gap[1][0]:%Y-%m-%d %H:%M}",
        "To (UTC)": lambda gap: f"{gap[1][1]:%Y-%m-%d %H:%M}",
        "Hours": lambda gap: f"{_hours(gap[1]):g}",
    },
    record=lambda gap: {
        "city": gap[0].city,
        "country": gap[0].country,
        "timezone": gap[0].timezone,
        "from": gap[1][0].isoformat(timespec="minutes"),
        "to": gap[1][1].isoformat(timespec="minutes"),
        "local_from": _local(gap[1][0], gap[0].timezone).isoformat(timespec="minutes"),
        "local_to": _local(gap[1][1], gap[0].timezone).isoformat(timespec="minutes"),
        "hours": _hours(gap[1]),
    },
)


def _hours(stretch: "Interval") -> float:
    return round((stretch[1] - stretch[0]).total_seconds() / 3600, 2)


def who_answers(city: str | None, *, at: str | None, output: Output, file: Path | None) -> None:
    """Who answers now, or at that time."""
    from outreach.services import on_call

    now = doors.now()
    with doors.rows() as rows:
        found = on_call.answers_by_clock(rows, city, _instant(at, now))
    show(found, ANSWERS, output=output, file=file)


def _instant(at: str | None, now: datetime) -> Callable[[str], datetime]:
    if at is None:
        return lambda _zone: now
    from outreach.model import rota
    from outreach.store import gazetteer

    return lambda zone: rota.instant(at, zone=zone, city=gazetteer.city, now=now)


def uncovered(city: str | None, *, start: str | None, end: str | None, output: Output, file: Path | None) -> None:
    """The hours that nobody covers."""
    from outreach.services import on_call

    with doors.rows() as rows:
        found = on_call.uncovered_by_clock(rows, city, _stretch(start, end, doors.now()))
    show(found, GAPS, output=output, file=file)
    hours = sum(_hours(gap) for _, gap in found)
    say(f"{hours:g} hours that nobody covers" if found else "Every hour is covered.")


def _stretch(start: str | None, end: str | None, now: datetime) -> "Callable[[str], Interval]":
    from outreach.model import rota
    from outreach.store import gazetteer

    def stretch(zone: str) -> "Interval":
        local = _local(now, zone)
        begins = start or f"{local:%Y-%m-%d %H:%M}{local:%z} {zone}"
        finishes = end or f"{(local + _FORTNIGHT):%Y-%m-%d}"
        found = rota.span(begins, finishes, zone=zone, city=gazetteer.city)
        if found.ends - found.starts > _MOST:
            raise WrongUsage(f"that is more than {_MOST.days} days; ask for less at once")
        return found.starts, found.ends

    return stretch
