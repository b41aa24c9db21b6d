"""Stretches of the rota: how they are shown, and which of them are asked for."""

from typing import TYPE_CHECKING

from outreach.cli import doors
from outreach.cli.output import View
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from datetime import datetime

    from outreach.model.rota import Shift
    from outreach.store.glance import Rows

# Of which a time can be meant.
_LAST_DAY = "2200-12-31"


def local(moment: "datetime", zone: str) -> "datetime":
    """What the clocks in `zone` show."""
    from outreach.model.office import zone_called

    return moment.astimezone(zone_called(zone))


SHIFTS: View["Shift"] = View(
    columns={
        "Id": lambda shift: str(shift.id),
        "Officer": lambda shift: shift.name,
        "Kind": lambda shift: shift.kind,
        "City": lambda shift: shift.place[0] if shift.place else "",
        "From": lambda shift: f"{local(shift.starts, shift.zone):%a %Y-%m-%d %H:%M}",
        "To": lambda shift: f"{local(shift.ends, shift.zone):%a %Y-%m-%d %H:%M}",
        "Time zone": lambda shift: shift.zone,
        "Note": lambda shift: shift.note or "",
    },
    record=lambda shift: {
        "id": shift.id,
        "officer": shift.name,
        "uid": shift.officer,
        "kind": shift.kind,
        "city": shift.place[0] if shift.place else None,
        "from": shift.starts.isoformat(timespec="minutes"),
        "to": shift.ends.isoformat(timespec="minutes"),
        "local_from": local(shift.starts, shift.zone).isoformat(timespec="minutes"),
        "local_to": local(shift.ends, shift.zone).isoformat(timespec="minutes"),
        "timezone": shift.zone,
        "note": shift.note,
    },
    sheet=lambda shifts: (
        ["who", "from", "to", "city", "kind", "note"],
        [
            [
                shift.name,
                *(f"{local(m, shift.zone):%Y-%m-%d %H:%M%z} {shift.zone}" for m in (shift.starts, shift.ends)),
                shift.place[0] if shift.place else "",
                shift.kind,
                shift.note or "",
            ]
            for shift in shifts
        ],
    ),
)


def asked_for(rows: "Rows", *, city: str | None, start: str | None, end: str | None, who: str | None) -> list["Shift"]:
    """The rota from now, or between two times, on the clock of the city or in UTC; for one city, of one officer."""
    from outreach.cli import people
    from outreach.model import rota as times
    from outreach.services import on_call, rota
    from outreach.store import gazetteer

    now = doors.now()
    office = on_call.chosen(on_call.roster(rows, now, now), city)[0] if city else None
    officer = people.one(rows, ContactKind.OFFICER, who).uid if who else None
    begins, zone = start or f"{now:%Y-%m-%d %H:%M} UTC", office.timezone if office else "UTC"
    asked = times.span(begins, end or _LAST_DAY, zone=zone, city=gazetteer.city)
    place = office.place if office else None
    return rota.shifts(rows, start=asked.starts, end=asked.ends, place=place, officer=officer)
