"""`history`, and the sources of an entry: who changed what, when, and where each field came from."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from outreach.cli import doors, people
from outreach.cli.both_kinds import group_of, put_in
from outreach.cli.options import FileOption, FormatOption, WhoArgument
from outreach.cli.output import Output, View, show, warn
from outreach.errors import WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.store import cards

if TYPE_CHECKING:
    from outreach.model.history import Event, Provenance
    from outreach.store.glance import Rows

_HISTORY = """Show everything that happened to a {noun}: who changed what and when, merges, mails and bounces.

Whoever was removed can still be asked for by the name, address or UID they had.

\b
Examples:
  outreach {group} history "{one}"
  outreach {group} history {address} --format json
"""


def register(app: typer.Typer, kind: ContactKind) -> None:
    """Puts the command into the group."""

    def command(who: WhoArgument, output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
        show_history(kind, who, output=output, file=file)

    put_in(app, kind, "history", _HISTORY, command)


def show_history(kind: ContactKind, who: str, *, output: Output, file: Path | None) -> None:
    """The life of one person, the oldest first."""
    from outreach.store import life

    with doors.rows() as rows:
        uid, others = _meant(rows, kind, who)
        events = life.events(rows, uid)
    show(events, _EVENTS, output=output, file=file)
    warn(
        f"{name} was removed under another entry; `{group_of(kind)} history {gone}` tells of it"
        for gone, name in others.items()
    )


def _meant(rows: "Rows", kind: ContactKind, who: str) -> tuple[str, dict[str, str]]:
    """The UID of the one person meant, living or removed, and whoever else once answered to `who`."""
    from outreach.store import life

    once = life.once_there(rows, kind, who)
    if cards.named(rows, kind, who) or not once:
        uid = people.one(rows, kind, who).uid
        return uid, {gone: name for gone, name in once.items() if gone != uid}
    if len(once) > 1:
        raise WrongUsage(f"{len(once)} removed entries answered to {who!r}; say which one: {', '.join(once)}")
    return next(iter(once)), {}


def event_record(event: "Event") -> dict[str, Any]:
    """The JSON of one line of a history."""
    return {
        "at": event.at.isoformat(),
        "what": event.what,
        "by": event.by or None,
        "source": event.source or None,
        "about": event.about or None,
        "fields": [{"field": name, "before": before, "after": after} for name, (before, after) in event.fields.items()],
    }


def _what_changed(event: "Event") -> str:
    lines = [event.about] if event.about else []
    for name, (before, after) in event.fields.items():
        if before is None or before == after:
            lines.append(f"{name}: {after}")
        else:
            lines.append(f"{name}: {before} -> {after or '(nothing)'}")
    return "\n".join(lines)


_EVENTS: View["Event"] = View(
    columns={
        "When": lambda event: f"{event.at:%Y-%m-%d %H:%M} UTC",
        "What": lambda event: event.what,
        "Who": lambda event: event.by,
        "From": lambda event: event.source,
        "Fields": _what_changed,
    },
    record=event_record,
)


def show_sources(kind: ContactKind, who: str, *, output: Output) -> None:
    """Each field of one person with where it came from and when it was last confirmed."""
    from outreach.model.history import provenance
    from outreach.store import history

    with doors.rows() as rows:
        card = people.one(rows, kind, who)
        known = _older(card) | provenance(history.of_family(rows, card.uid), card.uid)
    show(list(known.items()), _SOURCES, output=output)


def _older(card: Card) -> dict[str, "Provenance"]:
    """What the entry says, for those that are older than the history."""
    from outreach.model.history import Origin, Provenance, field_of

    place = ", ".join(filter(None, (card.city, card.country)))
    plain = {"name": card.name, "title": card.title, "organisation": card.organisation, "outlet": card.outlet}
    plain |= {"city" if card.city else "country": place, "notes": card.notes}
    plain |= {"languages": " ".join(card.languages), "beats": "; ".join(card.beats)}
    origin = Origin(card.changed_at, source="before the history")
    said = {name: Provenance(value, origin, card.confirmed_at) for name, value in plain.items() if value}
    lines: list[PhoneNumber | EmailAddress] = [*card.phones, *card.emails]
    shown = {field_of(line): ", ".join(filter(None, (line.kind, line.visibility, line.usage))) for line in lines}
    days = {field_of(line): line.verified_at or card.confirmed_at for line in lines}
    return said | {name: Provenance(value, origin, days[name]) for name, value in shown.items()}


_SOURCES: View[tuple[str, "Provenance"]] = View(
    columns={
        "Field": lambda field: field[0],
        "Says": lambda field: field[1].value,
        "From": lambda field: field[1].origin.source,
        "By": lambda field: field[1].origin.by,
        "Since": lambda field: f"{field[1].origin.at:%Y-%m-%d}",
        "Confirmed": lambda field: f"{field[1].confirmed_at:%Y-%m-%d}",
    },
    record=lambda field: {
        "field": field[0],
        "value": field[1].value,
        "source": field[1].origin.source,
        "by": field[1].origin.by or None,
        "at": field[1].origin.at.isoformat(),
        "confirmed_at": field[1].confirmed_at.isoformat(),
    },
)
