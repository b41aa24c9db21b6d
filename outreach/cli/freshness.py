"""`confirm` and `stale`: saying that an entry is right today, and finding those of whom nobody has said so for long."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors, people
from outreach.cli.both_kinds import group_of, put_in
from outreach.cli.options import CityOption, DryRunOption, FileOption, FormatOption, YesOption
from outreach.cli.output import Output, View, say, show, show_facts
from outreach.cli.views import facts
from outreach.errors import WrongUsage
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.store.freshness import Stale

_CONFIRM = """Say that everything which is known of a {noun} is right today.

What is known is shown before you are asked. With --phone or --email only those are confirmed.

\b
Examples:
  outreach {group} confirm "{one}"
  outreach {group} confirm {address} {other} --yes
  outreach {group} confirm "{one}" --phone "+43 1 9999 123"
"""
_STALE = """List whom nobody has confirmed for a long time, the longest ago first, with what to do.

Whoever was added is fresh; an edit confirms only the numbers and addresses that it names; `confirm` confirms all.

\b
Examples:
  outreach {group} stale
  outreach {group} stale --days 90 --city Vienna
  outreach {group} stale --format csv -o to-ring.csv
"""
WhoArguments = Annotated[
    list[str], typer.Argument(metavar="WHO…", help="Names, e-mail addresses or UIDs.", show_default=False)
]
PhoneOptions = Annotated[list[str], typer.Option("--phone", metavar="NUMBER", help="Only this number of theirs.")]
EmailOptions = Annotated[list[str], typer.Option("--email", metavar="ADDRESS", help="Only this address of theirs.")]
DaysOption = Annotated[int, typer.Option("--days", min=0, max=36_500, help="How many days are long.")]


def register(app: typer.Typer, kind: ContactKind) -> None:
    """Puts both commands into the group."""

    def confirm_command(
        who: WhoArguments,
        phone: PhoneOptions = [],
        email: EmailOptions = [],
        dry_run: DryRunOption = False,
        yes: YesOption = False,
    ) -> None:
        confirm(kind, who, only=[*phone, *email], dry_run=dry_run, yes=yes)

    def stale_command(
        days: DaysOption = 180, city: CityOption = None, output: FormatOption = Output.TABLE, file: FileOption = None
    ) -> None:
        list_stale(kind, days=days, city=city, output=output, file=file)

    put_in(app, kind, "confirm", _CONFIRM, confirm_command)
    put_in(app, kind, "stale", _STALE, stale_command)


def confirm(kind: ContactKind, who: Sequence[str], *, only: Sequence[str], dry_run: bool, yes: bool) -> None:
    """Confirms each of them, after asking; of one person, `only` some numbers and addresses."""
    from outreach.services import freshness

    if only and len(who) > 1:
        raise WrongUsage("--phone and --email confirm what one person has; name one person")
    with doors.rows() as rows:
        cards = list({card.uid: card for card in (people.one(rows, kind, name) for name in who)}.values())
    if not (yes or dry_run):
        for card in cards:
            show_facts(facts(card))
        typer.confirm(f"Is {' and '.join(only) or 'all of it'} right today?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        for card in cards:
            if only:
                freshness.confirm_only(
                    session, card.uid, only, region=doors.settings().home_country, origin=doors.origin()
                )
            else:
                freshness.confirm(session, card.uid, origin=doors.origin())
    for card in cards:
        say(f"{'Would confirm' if dry_run else 'Confirmed'} {' and '.join(only) + ' of ' if only else ''}{card.name}")


def list_stale(kind: ContactKind, *, days: int, city: str | None, output: Output, file: Path | None) -> None:
    """Those whom nobody has confirmed for `days` days."""
    from outreach.store import cities, freshness

    now = doors.now()
    with doors.rows() as rows:
        city_id = cities.identified(rows, city) if city else None
        found = list(freshness.stale(rows, kind, before=now - timedelta(days=days), city_id=city_id))
    show(found, _view(kind, now), output=output, file=file)


def _view(kind: ContactKind, now: datetime) -> "View[Stale]":
    def record(one: "Stale") -> dict[str, Any]:
        return {
            "uid": one.uid,
            "name": one.name,
            "outlet": one.outlet,
            "city": one.city,
            "country": one.country,
            "confirmed_at": one.confirmed_at.isoformat(),
            "days": (now - one.confirmed_at).days,
            "to_do": to_do(kind, one),
        }

    return View(
        columns={
            "Days": lambda one: str((now - one.confirmed_at).days),
            "Name": lambda one: one.name,
            "Outlet": lambda one: one.outlet or "",
            "City": lambda one: ", ".join(filter(None, (one.city, one.country))),
            "Confirmed": lambda one: f"{one.confirmed_at:%Y-%m-%d}",
            "To do": lambda one: to_do(kind, one),
        },
        record=record,
    )


def to_do(kind: ContactKind, one: "Stale") -> str:
    """What to do about somebody whom nobody has confirmed, as a sentence."""
    then = f"then `{group_of(kind)} confirm {one.uid}`"
    bounced = f"the last mail to {one.email} came back; " if one.last_delivery in ("bounced", "refused") else ""
    if one.phone:
        return f"{bounced}ring {one.phone}, {then}"
    if one.email and not bounced:
        return f"write to {one.email}, {then}"
    return f"{bounced}there is nothing to reach them by; `{group_of(kind)} edit {one.uid} --inactive`, or find it out"
