"""`outreach officers nearest`: which press officer answers a journalist."""

from typing import TYPE_CHECKING, Any

import typer

from outreach.cli import doors, people
from outreach.cli.output import Output, View, show, show_facts, show_record
from outreach.model import ringing
from outreach.model.card import ContactKind
from outreach.model.office import is_awake, zone_called

if TYPE_CHECKING:
    from datetime import datetime

    from outreach.model.card import Card
    from outreach.model.nearest import Choice
    from outreach.model.values import PhoneNumber


def answer(journalist: str, *, output: Output) -> None:
    """Who answers one journalist, and why."""
    from outreach.services import nearest

    with doors.rows() as rows:
        reader = people.one(rows, ContactKind.JOURNALIST, journalist)
        [(_, choice)] = nearest.nearest_for(rows, [reader])
    now = doors.now()
    if output is Output.JSON:
        show_record(_record(reader, choice, now))
    elif output is Output.CSV:
        cells = {name: lambda found, name=name: str(found[name] or "") for name in _record(reader, choice, now)}
        show([_record(reader, choice, now)], View(columns=cells, record=dict), output=output)
    else:
        typer.echo(choice.reason)
        show_facts(_facts(choice, now))


def _number(card: "Card", now: "datetime") -> "PhoneNumber | None":
    """The one that rings now; the office's own hours are not asked for that."""
    if card.timezone is None:
        return next(iter(card.phones), None)
    local = now.astimezone(zone_called(card.timezone))
    return ringing.number(card.phones, local=local, in_hours=is_awake(card.timezone, now))


def _facts(choice: "Choice", now: "datetime") -> list[tuple[str, str]]:
    if (card := choice.officer) is None:
        return []
    return [
        ("Phone", number.international if (number := _number(card, now)) else ""),
        ("E-mail", card.emails[0].address if card.emails else ""),
        (
            "Local time",
            f"{now.astimezone(zone_called(card.timezone)):%a %H:%M} ({card.timezone})" if card.timezone else "",
        ),
    ]


def _record(reader: "Card", choice: "Choice", now: "datetime") -> dict[str, Any]:
    card = choice.officer
    zone = card.timezone if card else None
    number = _number(card, now) if card else None
    return {
        "journalist": reader.name,
        "officer": card.name if card else None,
        "uid": card.uid if card else None,
        "city": card.city if card else None,
        "number": number.e164 if number else None,
        "international": number.international if number else None,
        "email": card.emails[0].address if card and card.emails else None,
        "local_time": now.astimezone(zone_called(zone)).isoformat(timespec="minutes") if zone else None,
        "timezone": zone,
        "rule": choice.rule,
        "kilometres": choice.kilometres,
        "why": choice.reason,
    }
