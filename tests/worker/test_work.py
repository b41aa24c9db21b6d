"""What a worker does and leaves alone, without the engine: on a real store, to a real server."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import mailings
from outreach.services.mailings import Interruption
from outreach.store import database
from outreach.store import mailings as ledger
from outreach.worker.work import Work
from tests.press_room import NOW, counts, planned, status
from tests.smtp_server import serving


def work(engine: Engine, url: str, *, connections: int = 1) -> Work:
    out = transport.smtp(url, timeout=2, end_timeout=2)
    return Work(engine, transport=out, manners=mailings.Manners(), connections=connections, now=lambda: NOW)


def at(engine: Engine, number: int, **ahead: float) -> None:
    with database.writing(engine) as session:
        ledger.numbered(session, number).send_at = NOW + timedelta(**ahead)


def left(engine: Engine, people: int) -> int:
    """A mailing that is left to the workers."""
    number = planned(engine, people, now=NOW)
    with database.writing(engine) as session:
        mailings.leave_to_workers(session, number, now=NOW)
    return number


def test_a_look_finds_what_is_due_and_when_the_next_is(shared: Engine) -> None:
    now, soon, later, untimed, missed = (planned(shared, 1, now=NOW) for _ in range(5))
    at(shared, now, minutes=-1)
    at(shared, soon, seconds=20)
    at(shared, later, minutes=5)
    at(shared, missed, hours=-2)

    found = work(shared, "smtp://127.0.0.1:1").look()

    assert found == {now: None, soon: NOW + timedelta(seconds=20)}
    assert (status(shared, untimed), status(shared, missed)) == ("planned", "missed")


def test_another_hand_is_called_once_something_went_and_there_is_more(shared: Engine) -> None:
    number, few, offers = left(shared, 6), left(shared, 2), list[int]()

    with serving() as server:
        hand = work(shared, server.url, connections=2)
        hand.send(number, stop=Interruption(), offer=lambda: offers.append(len(server.record)))
        assert len(offers) == 1
        assert offers[0] >= 1
        hand.send(few, stop=Interruption(), offer=lambda: offers.append(0))

    assert len(offers) == 1
    assert (status(shared, number), status(shared, few)) == ("finished", "finished")


@pytest.mark.parametrize("why", ["missed", "paused", "later", "untimed"])
def test_an_old_job_sends_nothing_that_may_not_go(shared: Engine, why: str) -> None:
    number = planned(shared, 2, now=NOW)
    if why in ("missed", "later"):
        at(shared, number, hours=-2 if why == "missed" else 2)
    if why == "paused":
        with database.writing(shared) as session:
            mailings.pause(session, number, now=NOW)

    with serving() as server:
        assert not work(shared, server.url).send(number, stop=Interruption(), offer=lambda: None)

    assert (server.connections, counts(shared, number)) == (0, {"planned": 2})


def test_a_mail_server_that_is_not_there_is_left_alone_for_a_while(shared: Engine) -> None:
    number, offers = left(shared, 5), list[int]()
    with serving() as server:
        port = server.port
    hand = work(shared, f"smtp://127.0.0.1:{port}")

    assert not hand.send(number, stop=Interruption(), offer=lambda: offers.append(1))
    with serving(port=port) as server:
        assert not hand.send(number, stop=Interruption(), offer=lambda: offers.append(1))
        assert not server.connections
        assert not work(shared, server.url).send(number, stop=Interruption(), offer=lambda: None)

    assert (offers, status(shared, number)) == ([], "finished")


def test_who_is_asked_to_stop_says_that_there_is_more(shared: Engine) -> None:
    number, stop = left(shared, 5), Interruption()
    stop.note()

    with serving() as server:
        assert work(shared, server.url).send(number, stop=stop, offer=lambda: None)

    assert (server.record, counts(shared, number)) == ([], {"planned": 5})


@pytest.mark.parametrize("begun", [False, True], ids=["never begun", "begun"])
def test_what_was_missed_goes_when_it_is_left_to_the_workers(shared: Engine, begun: bool) -> None:
    number = planned(shared, 2, now=NOW)
    with serving() as server:
        if begun:
            mailings.send(
                *(shared, number), transport=transport.smtp(server.url), connections=1, now=lambda: NOW, limit=1
            )
        at(shared, number, hours=-3)
        with database.writing(shared) as session:
            ledger.numbered(session, number).status = "missed"
            mailings.leave_to_workers(session, number, now=NOW)
        hand = work(shared, server.url)
        assert hand.look() == {number: None}
        hand.send(number, stop=Interruption(), offer=lambda: None)

    assert (status(shared, number), set(server.copies.values())) == ("finished", {1})
