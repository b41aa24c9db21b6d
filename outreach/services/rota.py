"""Writing the rota: by hand, from a file, all of it or nothing."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from outreach.errors import AlreadyThere, InvalidFile, InvalidValue, NotFound, OutreachError
from outreach.model import rota as model
from outreach.model.card import Card, ContactKind
from outreach.model.city import City
from outreach.model.office import Place, place_of, zone_called
from outreach.model.rota import Entry, RotaFile, Shift, ShiftKind, Span
from outreach.model.text import fold
from outreach.store import cards, gazetteer, rota
from outreach.store.glance import Rows

if TYPE_CHECKING:
    from sqlmodel import Session

_MAILBOX = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
# Nothing that a file says is all wrong in a hundred ways: the first few are told.
_MOST_PROBLEMS = 20


@dataclass(slots=True)
class Report:
    """What became of a file: how many stretches are new, were there already, or were replaced, and the doubts."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    warnings: list[str] = field(default_factory=list)


def spans(start: str, end: str, *, zone: str | None, weekly_until: date | None = None) -> list[Span]:
    """The stretch from `start` to `end`, and the same on the wall clock each week up to `weekly_until`.

    Raises InvalidValue for an hour that is skipped or comes twice, in any of the weeks.
    """
    found = [model.span(start, end, zone=zone, city=gazetteer.city)]
    if weekly_until is None:
        return found
    there = zone_called(found[0].zone)
    begins, ends = (moment.astimezone(there) for moment in (found[0].starts, found[0].ends))
    if (weekly_until - begins.date()).days > _LONGEST.days:
        raise InvalidValue("weekly", weekly_until, f"is more than {_LONGEST.days} days ahead; say it again later")
    for week in range(1, (weekly_until - begins.date()).days // 7 + 1):
        later = timedelta(weeks=week)
        found.append(
            model.span(*(f"{moment.replace(tzinfo=None) + later:%Y-%m-%d %H:%M}" for moment in (begins, ends)),
                zone=found[0].zone, city=gazetteer.city)
        )  # fmt: skip
    return found


_LONGEST = timedelta(days=750)


def add(
    session: "Session", officer: Card, times: Sequence[Span], *, kind: ShiftKind, city: City | None, note: str | None
) -> list[Shift]:
    """Puts an officer on duty, or away, for these times. Raises AlreadyThere where all of it is in the rota."""
    city = _elsewhere(city, officer, kind)
    shifts = [
        Shift(
            officer=officer.uid,
            name=officer.name,
            kind=kind,
            starts=time.starts,
            ends=time.ends,
            zone=time.zone,
            place=_place(city) if city else place_of(officer),
            note=note,
            uid=str(uuid.uuid4()),
        )
        for time in times
    ]
    if not _write(session, [(shift, city) for shift in shifts]):
        raise AlreadyThere(f"{officer.name} is {_said(kind)} then already; `outreach officers rota` shows it")
    return shifts


def _elsewhere(city: City | None, officer: Card, kind: ShiftKind) -> City | None:
    """The city of a duty where it is not the officer's own. Raises InvalidValue where it would be for none."""
    if city is None and officer.city is None and kind is ShiftKind.DUTY:
        raise InvalidValue("city", "", f"{officer.name} is in no city; say which one the duty is for")
    return None if city is None or _place(city) == place_of(officer) else city


def _said(kind: ShiftKind) -> str:
    return "on duty" if kind is ShiftKind.DUTY else "away"


def _place(city: City) -> Place:
    return city.name, city.country, city.latitude, city.longitude


def _write(session: "Session", shifts: Iterable[tuple[Shift, City | None]]) -> int:
    from outreach.store import cities

    rows: list[tuple[Shift, int | None]] = []
    for shift, city in shifts:
        if city is not None:
            cities.row(session, city)
        rows.append((shift, city.id if city else None))
    session.flush()
    return rota.add(session, rows)


def take_in(session: "Session", rows: Rows, file: RotaFile, *, filename: str) -> Report:
    """Writes a rota that was read, or nothing of it. What came with the same UID before is replaced.

    Raises InvalidFile with what is wrong, a line each.
    """
    team = _Team(cards.everybody(rows, ContactKind.OFFICER))
    problems = list(file.problems)
    shifts: list[tuple[Shift, City | None]] = []
    for entry in file.entries:
        try:
            shifts += _shifts(entry, team)
        except OutreachError as error:
            problems.append(f"{entry.place}: {error}")
    if problems:
        raise InvalidFile(filename, _told(problems))
    replaced = rota.remove_of_calendar(session, file.uids)
    added = _write(session, shifts)
    return Report(added, len(shifts) - added, replaced, list(file.warnings))


def _told(problems: Sequence[str]) -> str:
    several = dict.fromkeys(problems)
    shown = "\n  ".join(list(several)[:_MOST_PROBLEMS])
    more = f"\n  and {len(several) - _MOST_PROBLEMS} more" if len(several) > _MOST_PROBLEMS else ""
    return f"nothing was written; mend this first:\n  {shown}{more}"


def _shifts(entry: Entry, team: "_Team") -> list[tuple[Shift, City | None]]:
    from_calendar = entry.uid is not None
    city = _city(entry.city, team, is_certain=not from_calendar) if entry.city else None
    found: list[tuple[Shift, City | None]] = []
    for officer in team.meant(entry.who):
        elsewhere = _elsewhere(city, officer, entry.kind)
        time = entry.when(officer.timezone or (city.timezone if city else None))
        shift = Shift(
            officer=officer.uid,
            kind=entry.kind,
            starts=time.starts,
            ends=time.ends,
            zone=time.zone,
            note=entry.note,
            uid=entry.uid,
        )
        found.append((shift, elsewhere))
    return found


def _city(name: str, team: "_Team", *, is_certain: bool) -> City | None:
    """The city that a duty is for. A calendar's location may be a room: only a city in which we are is one."""
    if is_certain:
        return gazetteer.city(name)
    called = gazetteer.namesakes(name)
    return next((city for city in called if (city.name, city.country) in team.cities), None)


class _Team:
    """The officers, as a file names them: by address, UID or name."""

    def __init__(self, officers: Iterable[Card]) -> None:
        everybody = list(officers)
        self.cities = {(card.city, card.country) for card in everybody}
        self._by_address = {email.key: card for card in everybody for email in card.emails}
        self._by_uid = {card.uid: card for card in everybody}
        self._by_name: dict[str, list[Card]] = {}
        for card in everybody:
            self._by_name.setdefault(fold(card.name), []).append(card)

    def meant(self, who: Sequence[str]) -> list[Card]:
        """Those whom the texts name: by address before by name, for a meeting lists its guests beside its title.

        Raises NotFound where they name nobody of ours, InvalidValue where a name is that of several.
        """
        texts = [*who]
        addresses = [found for text in texts for found in _MAILBOX.findall(text)]
        known = [self._by_address[key] for key in map(str.casefold, addresses) if key in self._by_address]
        known += [self._by_uid[text] for text in texts if text in self._by_uid]
        if not known:
            known = [card for text in texts for card in self._named_in(text)]
        if not known:
            raise NotFound(
                "press officer", texts[-1] if texts else "", suggestions=self._near(texts),
                advice="name them in full, or by e-mail address",
            )  # fmt: skip
        return list({card.uid: card for card in known}.values())

    def _named_in(self, text: str) -> list[Card]:
        said = f" {fold(text)} "
        found = [name for name in self._by_name if name and f" {name} " in said]
        # "Ana de la Cruz" is not also "Ana de".
        longest = [name for name in found if not any(name != other and name in other for other in found)]
        for name in longest:
            if len(self._by_name[name]) > 1:
                raise InvalidValue("who", text, f"{len(self._by_name[name])} officers are called so; give an address")
        return [self._by_name[name][0] for name in longest]

    def _near(self, texts: Sequence[str]) -> tuple[str, ...]:
        from rapidfuzz import process, utils

        names: Mapping[str, str] = {card.name: card.name for cards_ in self._by_name.values() for card in cards_}
        found = process.extract(" ".join(texts[-1:]), names, limit=2, score_cutoff=80, processor=utils.default_process)
        return tuple(match[0] for match in found)


def shifts(rows: Rows, *, start: datetime, end: datetime, place: Place | None, officer: str | None) -> list[Shift]:
    """The rota from `start` to `end`; for one city, or of one officer (UID), where they are named."""
    found = rota.between(rows, start, end)
    return [
        shift
        for shift in found
        if (place is None or shift.place == place) and (officer is None or shift.officer == officer)
    ]


def calendar(rows: Rows, stretches: Sequence[Shift]) -> bytes:
    """Stretches of the rota as a calendar for any calendar program."""
    from outreach.formats.rota import writing

    addresses = {card.uid: card.emails[0].address for card in cards.everybody(rows, ContactKind.OFFICER) if card.emails}
    return writing.calendar(
        [
            (
                shift.name,
                addresses.get(shift.officer),
                shift.kind,
                shift.starts,
                shift.ends,
                shift.uid or f"shift-{shift.id}@outreach.invalid",
                shift.place[0] if shift.place else None,
            )
            for shift in stretches
        ]
    )
