"""The ledger as a whole mailing sees it, on SQLite and PostgreSQL: kept, counted, decided about, cancelled."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from outreach.errors import NotFound
from outreach.model.mailing import DeliveryStatus as S
from outreach.model.mailing import MailingStatus
from outreach.model.message import Attachment
from outreach.model.values import EmailAddress
from outreach.store import database, mailings, suppressions
from tests.ledger import NOW, claim, counts, kept, settle


def test_a_mailing_is_kept_with_its_files_and_recipients(engine: Engine) -> None:
    files = (Attachment("b.pdf", "application/pdf", b"\x00\xff"), Attachment("a.txt", "text/plain", b""))

    number = kept(engine, 3, attachments=files)

    with database.reading(engine) as session:
        assert mailings.attachments(session, number) == files
        assert [row.address for row in mailings.deliveries(session, number)] == [f"R{n}@example.com" for n in range(3)]
        assert mailings.delivery_to(session, number, " r1@EXAMPLE.com ").message_id == "<1@x>"
        assert [row.id for row in mailings.everything(session)] == [number]
        assert list(mailings.counts(session, number)) == list(S)


def test_what_is_not_there_is_not_found(engine: Engine) -> None:
    number = kept(engine, 1)

    with database.reading(engine) as session:
        with pytest.raises(NotFound, match="no mailing named '99'"):
            mailings.numbered(session, 99)
        with pytest.raises(NotFound, match="no recipient named 'nobody@example"):
            mailings.delivery_to(session, number, "nobody@example.com")


def test_one_mailbox_stands_once_in_a_mailing(engine: Engine) -> None:
    number = kept(engine, 1)

    columns = "mailing_id, key, merge, message_id, sha256, status, attempts, changed_at"
    again = text(f"INSERT INTO delivery (address, {columns}) SELECT 'x', {columns} FROM delivery")
    with pytest.raises(IntegrityError), database.writing(engine) as session:
        session.connection().execute(again)
    assert counts(engine, number) == {"planned": 1}


def test_a_person_decides_about_one_unknown_or_about_all(engine: Engine) -> None:
    number = kept(engine, 3)
    for delivery in claim(engine, number, 3):
        settle(engine, delivery, S.UNKNOWN)

    with database.writing(engine) as session:
        one = mailings.resolve(session, number, S.ACCEPTED, key="r1@example.com", reply="it arrived", now=NOW)
        rest = mailings.resolve(session, number, S.PLANNED, reply="send it again", now=NOW)

    assert (one, rest) == (1, 2)
    assert counts(engine, number) == {"accepted": 1, "planned": 2}


def test_cancelling_keeps_back_what_was_not_sent(engine: Engine) -> None:
    number = kept(engine, 4)
    first, second = claim(engine, number, 2)
    settle(engine, first, S.ACCEPTED)
    settle(engine, second, S.DEFERRED)

    with database.writing(engine) as session:
        cancelled = mailings.cancel(session, number, now=NOW)

    assert len(cancelled) == 3
    assert counts(engine, number) == {"accepted": 1, "cancelled": 3}
    assert claim(engine, number, 9, now=NOW + timedelta(days=1)) == []


def test_a_mailing_that_was_cancelled_hands_out_nothing_that_came_back(engine: Engine) -> None:
    number = kept(engine, 2)
    first, second = claim(engine, number, 2)
    with database.writing(engine) as session:
        mailings.numbered(session, number).status = MailingStatus.CANCELLED
    settle(engine, first, S.PLANNED)

    assert claim(engine, number, 9) == []
    assert settle(engine, second, S.ACCEPTED) == S.ACCEPTED


def test_who_is_suppressed_after_planning_gets_nothing(engine: Engine) -> None:
    number = kept(engine, 2)
    with database.writing(engine) as session:
        suppressions.add(session, EmailAddress("r0@example.com"), reason="asked", now=NOW)

    taken = claim(engine, number, 9)
    with database.writing(engine) as session:
        suppressed = mailings.suppress(session, number, now=NOW)

    assert [d.address for d in taken] == ["R1@example.com"]
    assert suppressed == 1
    assert counts(engine, number) == {"sending": 1, "suppressed": 1}


def test_only_what_can_go_now_is_waiting(engine: Engine) -> None:
    number = kept(engine, 3)
    first, second = claim(engine, number, 2)
    settle(engine, first, S.DEFERRED)
    settle(engine, second, S.REFUSED)

    with database.reading(engine) as session:
        now, later = (mailings.waiting(session, number, now=NOW + timedelta(hours=hours)) for hours in (0, 1))

    assert (now, later) == (1, 2)


def test_other_mailings_are_not_touched(engine: Engine) -> None:
    number, other = kept(engine, 2), kept(engine, 2, uid="v")
    claim(engine, other, 2)

    with database.writing(engine) as session:
        mailings.cancel(session, number, now=NOW)
        mailings.put_back(session, number, sender="a", now=NOW)
        mailings.recover(session, number, is_gone=lambda _sender: True, now=NOW)

    assert counts(engine, other) == {"sending": 2}
