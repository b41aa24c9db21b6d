"""In time: what is due goes, what was missed waits for a person, and everybody is written to by daylight (R-10)."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from outreach.errors import WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.model.local_hours import LocalHours
from outreach.model.recipient import Recipient
from outreach.services import mailings
from outreach.store import database
from tests.press_room import NOW, counts, expect_agreement, plan, planned, recipient, send, status, statuses
from tests.smtp_server import Visit, serving

_HOURS = LocalHours.parse("8-18")


def reader(name: str, zone: str | None) -> Recipient:
    """Somebody in this time zone."""
    card = Card(uid=name, kind=ContactKind.JOURNALIST, name=name, timezone=zone)
    return replace(recipient(f"{name}@example.com"), card=card)


def due(engine: Engine, now: datetime) -> tuple[list[int], list[int]]:
    with database.writing(engine) as session:
        return mailings.due(session, now=now)


@pytest.mark.parametrize(
    ("late", "goes"),
    [
        (timedelta(minutes=-1), None),
        (timedelta(0), True),
        (timedelta(minutes=1), True),
        (timedelta(minutes=59), True),
        (timedelta(minutes=61), False),
        (timedelta(days=3), False),
    ],
    ids=str,
)
def test_what_is_late_by_more_than_an_hour_needs_a_person(engine: Engine, late: timedelta, goes: bool | None) -> None:
    at = NOW + timedelta(hours=2)
    number = plan(engine, send_at=at).id

    ready, missed = due(engine, at + late)

    assert (ready, missed) == ([number] if goes else [], [number] if goes is False else [])
    assert status(engine, number) == ("missed" if goes is False else "planned")
    assert due(engine, at + late)[1] == []
    if goes is False:
        with serving() as server:
            assert send(engine, number, server, now=lambda: at + late).status == "finished"
        assert set(server.copies.values()) == {1}


def test_what_was_planned_without_a_time_is_never_due(engine: Engine) -> None:
    planned(engine, 2, now=NOW)

    assert due(engine, NOW) == due(engine, NOW + timedelta(days=1)) == ([], [])


def test_who_was_put_off_is_due_when_it_is_time(engine: Engine) -> None:
    number = planned(engine, 2, now=NOW)

    def greylisting(visit: Visit) -> str | None:
        return "451 4.7.1 later" if visit.stage == "rcpt" else None

    with serving(greylisting) as server:
        send(engine, number, server)

    assert due(engine, NOW + timedelta(minutes=2)) == ([], [])
    assert due(engine, NOW + timedelta(minutes=10)) == ([number], [])
    assert due(engine, NOW + timedelta(hours=9)) == ([], [number])


def test_what_was_stopped_goes_on_and_what_is_under_way_is_left_alone(engine: Engine) -> None:
    number, seen = planned(engine, 6, now=NOW), []

    def look(_step: mailings.Step) -> None:
        seen.append(due(engine, NOW))

    with serving() as server:
        send(engine, number, server, limit=2)
        assert due(engine, NOW + timedelta(minutes=5)) == ([number], [])
        send(engine, number, server, limit=3, connections=1, progress=look)

    assert seen[:2] == [([], []), ([], [])]


def test_everybody_gets_it_by_daylight_where_they_are(engine: Engine) -> None:
    people = [
        reader("vienna", "Europe/Vienna"),
        reader("newyork", "America/New_York"),
        reader("tokyo", "Asia/Tokyo"),
        reader("nowhere", None),
        recipient("stranger@example.com"),
    ]
    number = plan(engine, recipients=people, local_hours=_HOURS).id  # it is 9:00 UTC
    got: dict[str, datetime] = {}

    with serving() as server:
        send(engine, number, server)
        now = NOW
        while status(engine, number) != "finished":
            for received in server.record:
                got.setdefault(received.recipient.partition("@")[0], now)
            with database.reading(engine) as session:
                next_one = mailings.next_due(session, number, now=now)
            assert next_one is not None
            assert due(engine, next_one - timedelta(minutes=1)) == ([], [])
            now = next_one
            assert due(engine, now) == ([number], [])
            send(engine, number, server, now=lambda at=now: at)

    assert sorted(got) == ["newyork", "nowhere", "stranger", "vienna"]
    assert [got[name] for name in ("vienna", "nowhere", "stranger")] == [NOW, NOW, NOW]
    assert got["newyork"].hour == 13
    assert (now.hour, set(server.copies.values())) == (23, {1})  # 8:00 in Tokyo


def test_no_message_leaves_after_hours_though_the_mailing_is_running(engine: Engine) -> None:
    number = plan(engine, recipients=[reader(f"r{n}", "Europe/Vienna") for n in range(1, 13)], local_hours=_HOURS).id
    evening = NOW.replace(hour=16, minute=59)
    clock = Counter[str]()

    def ticking() -> datetime:
        clock["asked"] += 1
        return evening + timedelta(seconds=10 * clock["asked"])

    with serving() as server:
        outcome = send(engine, number, server, now=ticking, connections=1)

    assert 0 < len(server.record) < 12
    assert outcome.status == "stopped"
    assert set(counts(engine, number)) == {"accepted", "planned"}


def test_a_pause_is_seen_while_it_runs_and_resume_goes_on(engine: Engine) -> None:
    number = planned(engine, 30, now=NOW)

    def pause(step: mailings.Step) -> None:
        if step.done == 5:
            with database.writing(engine) as session:
                mailings.pause(session, number, now=NOW)

    with serving() as server:
        outcome = send(engine, number, server, progress=pause)
        assert (outcome.status, outcome.pause_reason) == ("paused", None)
        assert len(server.record) < 15
        assert due(engine, NOW) == ([], [])
        with pytest.raises(WrongUsage, match="is paused"):
            send(engine, number, server)
        with database.writing(engine) as session:
            assert mailings.lift(session, number, now=NOW) == "stopped"
        send(engine, number, server)

    assert set(statuses(engine, number).values()) == {"accepted"}
    expect_agreement(engine, number, server)


def test_what_is_paused_before_its_time_is_planned_again_when_it_is_lifted(engine: Engine) -> None:
    number = plan(engine, send_at=NOW + timedelta(hours=1)).id

    with database.writing(engine) as session:
        assert mailings.pause(session, number, now=NOW) == 3
    with database.writing(engine) as session:
        assert mailings.lift(session, number, now=NOW) == "planned"

    assert due(engine, NOW + timedelta(hours=1)) == ([number], [])


def test_what_is_over_cannot_be_paused(engine: Engine) -> None:
    number = planned(engine, 1, now=NOW)
    with serving() as server:
        send(engine, number, server)

    with database.writing(engine) as session, pytest.raises(WrongUsage, match="is finished"):
        mailings.pause(session, number, now=NOW)
