"""Writing the rota: who is meant, all or nothing, and the same file twice."""

from datetime import date, datetime

import pytest
from sqlalchemy import Engine

from outreach.errors import AlreadyThere, InvalidFile, InvalidValue
from outreach.formats import rota as form
from outreach.model.card import ContactKind
from outreach.model.history import Origin
from outreach.model.rota import Shift, ShiftKind
from outreach.services import rota
from outreach.store import cards, contacts, database, gazetteer
from outreach.store import rota as kept
from tests.duty import utc
from tests.factories import officer
from tests.formats.rota.test_calendar import NIGHT, ics

LONG_AGO = utc("2020-01-01 00:00")


@pytest.fixture
def team(engine: Engine, now: datetime) -> Engine:
    """A store with four officers, of whom two have one name."""
    people = [
        officer("Mira Olsen", uid="mira", city=gazetteer.city("Vienna"), emails=["mira@example.org"]),
        officer("Tom Berg", uid="tom", city=gazetteer.city("Geneva"), emails=["tom@example.org"]),
        officer("Ana Ek", uid="ana", emails=["ana@example.org"]),
        officer("Jo Lee", uid="jo1", city=gazetteer.city("Vienna"), emails=["jo1@example.org"]),
        officer("Jo Lee", uid="jo2", city=gazetteer.city("Geneva"), emails=["jo2@example.org"]),
    ]
    with database.writing(engine) as session:
        for draft in people:
            contacts.add(session, draft, origin=Origin(now))
    return engine


def take_in(engine: Engine, content: str | bytes, now: datetime) -> rota.Report:
    raw = content.encode() if isinstance(content, str) else content
    file = form.read(raw, filename="rota", city=gazetteer.city, now=now)
    with database.writing(engine) as session:
        return rota.take_in(session, database.rows_of(session), file, filename="rota")


def everything(engine: Engine) -> list[Shift]:
    with database.reading(engine) as session:
        return kept.between(database.rows_of(session), LONG_AGO, utc("2030-01-01 00:00"))


@pytest.mark.parametrize(
    ("lines", "officers"),
    [
        (("SUMMARY:Mira Olsen",), ["mira"]),
        (("SUMMARY:Press duty: MIRA OLSEN (Vienna)",), ["mira"]),
        (("SUMMARY:Duty <mira@example.org>",), ["mira"]),
        (("SUMMARY:Press duty", "ATTENDEE:mailto:Mira@Example.org", "ATTENDEE:mailto:guest@example.com"), ["mira"]),
        (("SUMMARY:Mira Olsen and Tom Berg",), ["mira", "tom"]),
        (("SUMMARY:Jo Lee", "ATTENDEE:mailto:jo2@example.org"), ["jo2"]),
    ],
)
def test_an_event_names_its_officers(team: Engine, now: datetime, lines: tuple[str, ...], officers: list[str]) -> None:
    take_in(team, ics((*NIGHT, *lines)), now)

    assert sorted(shift.officer for shift in everything(team)) == officers


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ((*NIGHT, "SUMMARY:Mira Olson"), r"no press officer named 'Mira Olson' \(did you mean Mira Olsen"),
        ((*NIGHT, "SUMMARY:Jo Lee"), "2 officers are called so; give an address"),
        ((*NIGHT, "SUMMARY:Ana Ek"), "Ana Ek is in no city; say which one the duty is for"),
        ((*NIGHT, "RRULE:FREQ=HOURLY", "SUMMARY:Mira Olsen"), "FREQ=HOURLY is not followed"),
    ],
)
def test_one_bad_event_keeps_the_whole_file_out(team: Engine, now: datetime, event: tuple[str, ...], says: str) -> None:
    with pytest.raises(InvalidFile, match=says):
        take_in(team, ics((*NIGHT, "SUMMARY:Mira Olsen"), event), now)

    assert everything(team) == []


def test_a_calendar_that_is_read_again_replaces_what_it_said(team: Engine, now: datetime) -> None:
    weekly = (*NIGHT, "UID:weekly", "SUMMARY:Mira Olsen")
    other = (*NIGHT, "UID:other", "SUMMARY:Tom Berg")

    first = take_in(team, ics((*weekly, "RRULE:FREQ=WEEKLY;COUNT=3"), other), now)
    second = take_in(team, ics((*weekly, "RRULE:FREQ=WEEKLY;COUNT=2")), now)
    third = take_in(team, ics((*weekly, "STATUS:CANCELLED")), now)

    assert [(r.added, r.replaced) for r in (first, second, third)] == [(4, 0), (2, 3), (0, 2)]
    assert [shift.uid for shift in everything(team)] == ["other"]


def test_a_table_that_is_read_again_adds_nothing(team: Engine, now: datetime) -> None:
    table = (
        "who,from,to,city,kind\nMira Olsen,2026-12-24 18:00,06:00,Wien,\ntom@example.org,2026-12-24,2026-12-26,,away\n"
    )

    first, second = take_in(team, table, now), take_in(team, table, now)

    assert [(r.added, r.unchanged) for r in (first, second)] == [(2, 0), (0, 2)]
    assert [(s.officer, s.kind, s.starts) for s in everything(team)] == [
        ("tom", ShiftKind.AWAY, utc("2026-12-23 23:00")),
        ("mira", ShiftKind.DUTY, utc("2026-12-24 17:00")),
    ]


def test_a_table_is_told_everything_that_is_wrong_with_it(team: Engine, now: datetime) -> None:
    table = (
        "who,from,to,city\n"
        "Nobody,2026-12-24,2026-12-24,\n"
        "Mira Olsen,2026-10-25 02:30,06:00,\n"
        "Mira Olsen,2026-12-24,2026-12-24,Atlantis City\n"
        "Mira Olsen,2026-12-24,2026-12-24,Vienna\n"
    )

    with pytest.raises(InvalidFile) as caught:
        take_in(team, table, now)

    lines = str(caught.value).split("\n")
    assert "row 2: no press officer named 'Nobody'" in lines[1]
    assert "row 3: from '2026-10-25 02:30': 2026-10-25 02:30 comes twice" in lines[2]
    assert "row 4: no city named 'Atlantis City'" in lines[3]
    assert everything(team) == []


def test_an_officer_in_no_city_can_be_on_duty_for_one(team: Engine, now: datetime) -> None:
    take_in(team, "who,from,to,city\nAna Ek,2026-12-24 18:00,06:00,Vienna\n", now)

    [shift] = everything(team)
    assert shift.place is not None
    assert (shift.officer, shift.place[0], shift.starts) == ("ana", "Vienna", utc("2026-12-24 17:00"))


def test_what_is_exported_can_be_imported_and_changes_nothing(team: Engine, now: datetime) -> None:
    take_in(
        team, ics((*NIGHT, "UID:weekly", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Mira Olsen", "LOCATION:Geneva")), now
    )
    before = [(s.officer, s.kind, s.starts, s.ends, s.place, s.uid) for s in everything(team)]

    with database.reading(team) as session:
        rows = database.rows_of(session)
        exported = rota.calendar(
            rows, rota.shifts(rows, start=LONG_AGO, end=utc("2030-01-01 00:00"), place=None, officer=None)
        )
    take_in(team, exported, now)

    assert len(before) == 3
    assert [(s.officer, s.kind, s.starts, s.ends, s.place, s.uid) for s in everything(team)] == before


def test_a_weekly_duty_keeps_its_hours_on_the_wall() -> None:
    spans = rota.spans("2027-03-20 18:00", "22:00", zone="Europe/Vienna", weekly_until=date(2027, 4, 3))

    assert [span.starts for span in spans] == [utc(f"{day} {hour}:00") for day, hour in
        (("2027-03-20", 17), ("2027-03-27", 17), ("2027-04-03", 16))]  # fmt: skip


@pytest.mark.parametrize(
    ("until", "says"),
    [(date(2027, 4, 4), "2027-03-28 02:30 does not exist"), (date(2039, 1, 1), "more than 750 days ahead")],
)
def test_a_weekly_duty_that_cannot_be_is_refused(until: date, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        rota.spans("2027-03-21 02:30", "06:00", zone="Europe/Vienna", weekly_until=until)


def test_the_same_duty_by_hand_is_there_already(team: Engine) -> None:
    spans = rota.spans("2026-12-24 18:00", "06:00", zone="Europe/Vienna")
    with database.writing(team) as session:
        [mira] = cards.named(database.rows_of(session), ContactKind.OFFICER, "Mira Olsen")
        rota.add(session, mira, spans, kind=ShiftKind.DUTY, city=None, note=None)
    with database.writing(team) as session, pytest.raises(AlreadyThere, match="on duty then already"):
        rota.add(session, mira, spans, kind=ShiftKind.DUTY, city=gazetteer.city("Vienna"), note=None)
