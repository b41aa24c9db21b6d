"""Refusals: what they mean, when there are too many, and that nobody else is hit by them (R-11, R-12, R-14)."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from outreach.mail import transport
from outreach.services import mailings
from outreach.store import database
from outreach.store import mailings as ledger
from tests.press_room import NOW, counts, expect_agreement, plan, planned, recipient, send, status, statuses
from tests.smtp_server import Script, SmtpServer, Visit, good, serving


def every(number: int, said: str = "550 5.1.1 no such user") -> Script:
    """A script that refuses every so-manyth."""

    def script(visit: Visit) -> str | None:
        bad = visit.stage == "rcpt" and int(str(visit.recipient).partition("@")[0][1:]) % number == 0
        return said if bad else None

    return script


def resume(engine: Engine, number: int, server: SmtpServer) -> mailings.Outcome:
    where = transport.smtp(server.url, timeout=5)
    return mailings.resume(engine, number, transport=where, connections=4, now=lambda: NOW)


def test_a_mailing_holds_itself_back_when_too_many_are_refused_and_goes_on_when_told(engine: Engine) -> None:
    number = planned(engine, 120, now=NOW)

    with serving(every(10)) as server:
        first = send(engine, number, server)
        assert (first.status, status(engine, number)) == ("paused", "paused")
        assert first.pause_reason is not None
        assert "were refused" in first.pause_reason
        assert 50 <= len(server.record) + first.this_run["refused"] <= 58
        rest = resume(engine, number, server)

    assert (rest.status, rest.pause_reason) == ("finished", None)
    assert counts(engine, number) == {"accepted": 108, "refused": 12}
    expect_agreement(engine, number, server)


def test_it_holds_itself_back_again_when_the_share_has_doubled(engine: Engine) -> None:
    number = planned(engine, 200, now=NOW)

    with serving(every(10)) as server:
        send(engine, number, server)
        server.script = every(2)
        again = resume(engine, number, server)
        assert again.status == "paused"
        server.script = good
        assert resume(engine, number, server).status == "finished"

    expect_agreement(engine, number, server)


def test_too_many_refusals_move_the_limit_of_refusals_alone(engine: Engine) -> None:
    number = planned(engine, 120, now=NOW)

    with serving(every(10)) as server:
        send(engine, number, server)

    with database.reading(engine) as session:
        mailing = ledger.numbered(session, number)
        assert (mailing.pause_above or 0) > 5
        assert mailing.complaints_above is None


def test_few_refusals_do_not_stop_a_mailing_nor_do_many_in_a_small_one(engine: Engine) -> None:
    large, small = planned(engine, 110, now=NOW), planned(engine, 40, now=NOW)

    with serving(every(25)) as server:
        assert send(engine, large, server).status == "finished"
        server.script = every(2)
        assert send(engine, small, server).status == "finished"


def test_fifteen_bad_ones_of_fifty_at_three_stages_and_the_rest_arrives(engine: Engine) -> None:
    bad = {"mail": range(1, 6), "rcpt": range(11, 16), "data": range(21, 26)}
    seen: dict[int, int] = {}

    def script(visit: Visit) -> str | None:
        if visit.stage == "mail":
            seen[visit.connection] = seen.get(visit.connection, 0) + 1
            return "550 5.7.1 not now" if visit.message in bad["mail"] else None
        if visit.stage in ("rcpt", "data") and int(str(visit.recipient).partition("@")[0][1:]) in bad[visit.stage]:
            return "550 5.1.1 no such user" if visit.stage == "rcpt" else "554 5.6.0 no"
        return None

    number = planned(engine, 50, now=NOW)
    with serving(script) as server:
        send(engine, number, server)

    assert (counts(engine, number), len(server.record)) == ({"accepted": 35, "refused": 15}, 35)


@pytest.mark.parametrize(
    "said", ["550 5.7.26 unauthenticated", "550 5.7.515 access denied", "554 5.7.1 blocked by list"]
)
def test_a_domain_that_refuses_us_is_left_alone_and_its_readers_are_only_put_off(engine: Engine, said: str) -> None:
    people = [recipient(f"r{n}@{'strict' if n % 2 else 'open'}.example.com") for n in range(1, 41)]
    number = plan(engine, recipients=people).id

    def strict(visit: Visit) -> str | None:
        return said if visit.stage == "rcpt" and "strict" in str(visit.recipient) else None

    with serving(strict) as server:
        send(engine, number, server, connections=2)
        first = counts(engine, number)
        assert (first["accepted"], first["refused"] <= 5, first["refused"] + first["deferred"]) == (20, True, 20)
        server.script = good
        send(engine, number, server, now=lambda: NOW + timedelta(hours=1))

    assert counts(engine, number) == {"accepted": 40 - first["refused"], "refused": first["refused"]}
    expect_agreement(engine, number, server)


def test_an_address_that_is_not_there_says_nothing_of_its_domain(engine: Engine) -> None:
    number = planned(engine, 30, now=NOW)

    with serving(every(1)) as server:
        send(engine, number, server)

    assert counts(engine, number) == {"refused": 30}


def test_a_setting_says_when_to_give_up(engine: Engine) -> None:
    number = planned(engine, 1, now=NOW)

    with serving(every(1, "451 4.2.1 later")) as server:
        for minutes in (0, 10, 40, 70):
            moment = NOW + timedelta(minutes=minutes)
            send(engine, number, server, now=lambda at=moment: at, give_up_after=timedelta(hours=1))

    assert statuses(engine, number) == {"r1@example.com": "failed"}


@pytest.mark.parametrize(
    ("said", "code", "matter", "reason"),
    [
        ("550 5.1.1 no such user", "5.1.1", "address", "no such mailbox"),
        ("552 5.2.2 over quota", "5.2.2", "mailbox", "mailbox full"),
        ("550 5.7.26 unauthenticated", "5.7.26", "policy", "neither SPF nor DKIM vouches for us"),
        ("451 4.7.1 greylisted", "4.7.1", "policy", "greylisted: strangers have to come again"),
    ],
)
def test_a_refusal_is_shown_with_its_code_and_in_words(
    engine: Engine, said: str, code: str, matter: str, reason: str
) -> None:
    number = planned(engine, 2, now=NOW)

    with serving(every(2, said)) as server:
        send(engine, number, server)

    with database.reading(engine) as session:
        good_one, bad_one = mailings.show_with_deliveries(session, number)["deliveries"]
    assert (bad_one["code"], bad_one["class"], bad_one["reason"]) == (code, matter, reason)
    assert (good_one["code"], good_one["class"], good_one["reason"]) == ("2.0.0", None, None)
