"""Complaints (R-32, RFC 5965): who complains gets nothing more, and a mailing with too many holds itself back."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.model.complaint import Rate
from outreach.services import mailings
from outreach.services.bounces import Seals
from outreach.services.mailings import return_path
from outreach.store import bounces as written_down
from outreach.store import database
from tests.bounced import complaint
from tests.press_room import NOW, counts, status
from tests.taken import KEY, SEALS, collected, delivery_number, message_id, page, suppressed, taken


def by_id(engine: Engine, number: int, address: str, **changes: str) -> bytes:
    """A complaint with our Message-ID in it."""
    return complaint(who=address, returned_id=message_id(engine, number, address), **changes)


def first(engine: Engine, number: int, count: int) -> list[bytes]:
    return [by_id(engine, number, f"r{n}@example.com") for n in range(1, count + 1)]


def test_who_complains_is_suppressed_and_it_shows_everywhere(engine: Engine) -> None:
    number = taken(engine, 5)

    found, _ = collected(engine, [by_id(engine, number, "r2@example.com")])

    assert found == {"messages": 1, "complained": 1, "suppressed": 1, "complaint": 1}
    reason = "complaint on 2026-11-24, mailing 1: complaint (abuse), reported by mx.example.net"
    assert suppressed(engine) == {"r2@example.com": reason}
    with database.reading(engine) as session:
        shown = mailings.show_with_deliveries(session, number)
        [listed] = written_down.everything(database.rows_of(session))
        [of_mailing] = written_down.rates(database.rows_of(session))
        problems = mailings.prove(session, number, now=NOW).problems
    assert shown["counts"]["complained"] == 1
    assert shown["complaint_rate"] == 20.0
    assert shown["deliveries"][1]["status"] == "complained"
    assert shown["deliveries"][1]["reply"] == "complaint (abuse), reported by mx.example.net"
    assert (listed.address, listed.kind, listed.suppressed) == ("r2@example.com", "complained", reason)
    assert of_mailing.rate == Rate(1, 5)
    assert problems == []


def test_one_complaint_counts_once(engine: Engine) -> None:
    number = taken(engine, 5)
    mail = first(engine, number, 1)

    found, _ = collected(engine, mail * 5)

    assert found == {"messages": 5, "complained": 1, "suppressed": 1, "already": 4, "complaint": 5}
    assert counts(engine, number)["complained"] == 1


@pytest.mark.parametrize(
    ("readers", "complaints", "is_told", "is_paused"),
    [
        (1001, 1, False, False),
        (1000, 1, True, False),
        (100, 1, True, False),
        (100, 2, True, False),
        (1001, 3, True, False),
        (1000, 3, True, True),
    ],
    ids=["below 0.1 %", "0.1 %", "one of a hundred", "two of a hundred", "below 0.3 %", "0.3 %"],
)
def test_from_a_tenth_of_a_percent_on_it_is_told_and_at_three_the_mailing_holds_itself_back(
    engine: Engine, readers: int, complaints: int, is_told: bool, is_paused: bool
) -> None:
    number = taken(engine, readers)

    found, all_of_it = collected(engine, first(engine, number, complaints))

    assert found["complained"] == complaints
    assert any("receivers want it below 0.1 %" in said for said in all_of_it.told) is is_told
    assert (found.get("paused", 0), status(engine, number)) == ((1, "paused") if is_paused else (0, "stopped"))


def test_a_paused_mailing_says_why_and_goes_on_when_told_until_the_share_has_doubled(engine: Engine) -> None:
    number = taken(engine, 30)
    reports = first(engine, number, 8)
    collected(engine, reports[:3])
    with database.writing(engine) as session:
        assert mailings.show(session, number)["pause_reason"].startswith("3 of 30 complained (10.00 %)")
        mailings.lift(session, number, now=NOW)

    collected(engine, reports[:6])
    at_the_double = status(engine, number)
    collected(engine, reports)

    assert (at_the_double, status(engine, number)) == ("stopped", "paused")


def test_of_a_mailing_that_is_finished_nothing_is_held_back(engine: Engine) -> None:
    number = taken(engine, 30, waiting=0)

    found, _ = collected(engine, first(engine, number, 5))

    assert "paused" not in found
    assert found["complained"] == 5


def test_the_last_thirty_days_are_told_before_the_next_mailing_goes(engine: Engine) -> None:
    number = taken(engine, 200)
    collected(engine, first(engine, number, 1))

    with database.reading(engine) as session:
        soon = mailings.doubts(session, number, now=NOW + timedelta(days=1))
        later = mailings.doubts(session, number, now=NOW + timedelta(days=31))
        rolling = written_down.rate_of_late(database.rows_of(session), now=NOW + timedelta(days=1))

    assert rolling == Rate(1, 200)
    assert any("in the last 30 days 1 of 200 complained (0.50 %)" in doubt for doubt in soon)
    assert not any("complained" in doubt for doubt in later)


@pytest.mark.parametrize("seals", [SEALS, Seals(KEY, are_everywhere=True)], ids=["some", "everywhere"])
@pytest.mark.parametrize("by", ["return path", "unsubscribe link"])
def test_a_complaint_from_which_the_address_was_struck_out_is_known_by_our_token(
    engine: Engine, by: str, seals: Seals
) -> None:
    number = taken(engine, 3)
    nobody = "redacted@example.net"
    if by == "return path":
        path = return_path.verp("bounces@example.org", key=KEY)(delivery_number(engine, number, "r2@example.com"))
        mail = complaint(who=nobody, returned_id="<redacted@example.net>", mail_from=path)
    else:
        mail = complaint(who=nobody, returned_id="<x@y>", way_off=page(engine, number, "r2@example.com"))

    found, _ = collected(engine, [mail], seals=seals)

    assert found["complained"] == 1
    assert list(suppressed(engine)) == ["r2@example.com"]


def test_forged_complaints_change_nothing_and_are_told(engine: Engine) -> None:
    number = taken(engine, 5)
    forged = return_path.verp("bounces@example.org", key="another key")(1)
    link = page(engine, number, "r1@example.com")[:-1] + "7"
    mail = [
        complaint(who="r1@example.com"),
        complaint(who="r2@example.com", mail_from=forged),
        by_id(engine, number, "r3@example.com", mail_from=forged),
        complaint(who="r4@example.com", way_off=link),
        complaint(who="somebody@example.net"),
    ]

    found, all_of_it = collected(engine, mail)

    assert found == {"messages": 5, "quarantined": 4, "unmatched": 1, "complaint": 5}
    assert suppressed(engine) == {}
    assert counts(engine, number) == {"accepted": 5, "planned": 1}
    assert [said for said in all_of_it.told if "r2@example.com" in said] == [
        "not believed, its token is none of ours: a report about r2@example.com (complaint (abuse), reported by "
        "mx.example.net); nothing was changed"
    ]


def test_where_every_message_has_a_return_path_a_message_id_alone_is_not_believed(engine: Engine) -> None:
    number = taken(engine, 3)

    found, _ = collected(engine, first(engine, number, 1), seals=Seals(KEY, are_everywhere=True))

    assert found == {"messages": 1, "quarantined": 1, "complaint": 1}
    assert suppressed(engine) == {}


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus", "dkim", ""], ids=str)
def test_what_is_no_readers_no_is_no_complaint(engine: Engine, kind: str) -> None:
    number = taken(engine, 3)

    found, _ = collected(engine, [by_id(engine, number, "r1@example.com", kind=kind)])

    assert found == {"messages": 1, "other": 1}


@pytest.mark.parametrize(
    "changes",
    [{"kind": "opt-out"}, {"kind": "Fraud"}, {"returned": "text/rfc822-headers"}, {"report_type": "abuse"}],
    ids=["an opt-out", "in capitals", "headers alone", "another type of report"],
)
def test_what_is_a_readers_no_is_a_complaint_however_it_is_written(engine: Engine, changes: dict[str, str]) -> None:
    number = taken(engine, 3)

    found, _ = collected(engine, [by_id(engine, number, "r1@example.com", **changes)])

    assert found["complained"] == 1


def test_outlooks_own_way_of_telling_is_understood(engine: Engine) -> None:
    number = taken(engine, 3)
    mail = (
        "From: staff@hotmail.example\nSubject: complaint about message from 192.0.2.7\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="=_o"\n\n--=_o\nContent-Type: message/rfc822\n\n'
        "X-HmXmrOriginalRecipient: r1@example.com\nFrom: Press <press@example.org>\n"
        f"Message-ID: {message_id(engine, number, 'r1@example.com')}\n\nDear colleague\n\n--=_o--\n"
    )

    found, _ = collected(engine, [mail.encode()])

    assert found["complained"] == 1
