"""Domains that ask for time get it, and keep no other waiting (R-13)."""

from datetime import timedelta
from itertools import chain

import pytest
from sqlalchemy import Engine

from outreach.model import reply
from outreach.model.mailing import DeliveryStatus as S
from outreach.services.mailings.slowing import Slowing
from tests.press_room import NOW, counts, expect_agreement, plan, recipient, send
from tests.smtp_server import Visit, serving

TOO_FAST = "421 4.7.28 too much from you"


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def said(slowing: Slowing, domain: str, status: S, words: str, *, ticket: int = 1) -> None:
    slowing.begin(ticket, domain)
    slowing.end(ticket, status, words)


@pytest.mark.parametrize(
    "words",
    [
        TOO_FAST,
        "421 4.7.0 unusual rate of unsolicited mail originating from your address",
        "450 4.7.1 rate limit exceeded",
        "451 too many messages",
        "452 4.7.0 throttled, try again",
    ],
)
def test_who_says_too_fast_gets_one_at_a_time_with_a_gap_that_doubles(words: str) -> None:
    clock = Clock()
    slowing = Slowing(4, clock)

    said(slowing, "slow.example.com", S.DEFERRED, words)
    first = slowing.wait()
    clock.now += 1.0
    after_it = slowing.must_wait("slow.example.com")
    said(slowing, "slow.example.com", S.DEFERRED, words)

    assert reply.read(words).is_too_fast
    assert (first, after_it, slowing.wait()) == (1.0, False, 2.0)
    assert slowing.left_out() == ["slow.example.com"]
    assert not slowing.must_wait("other.example.com")


@pytest.mark.parametrize("words", ["451 4.7.1 greylisted", "421 closing", "452 4.2.2 mailbox full", "550 5.7.1 no"])
def test_what_says_nothing_of_our_speed_slows_nothing(words: str) -> None:
    slowing = Slowing(4, Clock())

    said(slowing, "a.example.com", S.DEFERRED, words)

    assert (slowing.left_out(), slowing.wait()) == ([], None)


def test_the_gap_is_halved_when_ten_were_taken_and_gone_in_the_end() -> None:
    clock = Clock()
    slowing = Slowing(4, clock)
    for _ in range(2):
        said(slowing, "slow.example.com", S.DEFERRED, TOO_FAST)

    gaps = []
    for _ in range(20):
        clock.now += 10
        slowing.begin(1, "slow.example.com")
        gaps.append(slowing.wait())
        slowing.end(1, S.ACCEPTED, "250 ok")

    assert gaps == [2.0] * 10 + [1.0] * 10
    assert (slowing.wait(), slowing.left_out()) == (None, [])


def test_while_one_is_on_its_way_there_no_second_is_begun() -> None:
    clock = Clock()
    slowing = Slowing(4, clock)
    said(slowing, "slow.example.com", S.DEFERRED, TOO_FAST)
    clock.now += 5

    slowing.begin(1, "slow.example.com")
    clock.now += 5

    assert slowing.must_wait("slow.example.com")


def test_a_domain_that_is_told_too_fast_gets_the_rest_in_time_and_the_others_at_once(engine: Engine) -> None:
    refused: list[str] = []

    def script(visit: Visit) -> str | None:
        if visit.stage == "rcpt" and "slow" in str(visit.recipient) and not refused:
            refused.append(str(visit.recipient))
            return TOO_FAST
        return None

    people = [recipient(f"r{n}@{'slow' if n < 4 else 'fast'}.example.com") for n in range(1, 11)]
    number = plan(engine, recipients=people).id
    with serving(script) as server:
        send(engine, number, server, connections=1)
        first = [received.recipient.partition("@")[2][:4] for received in server.record]
        send(engine, number, server, now=lambda: NOW + timedelta(hours=1))

    assert first[:7] == ["fast"] * 7
    assert first[7:] == ["slow"] * 2
    assert counts(engine, number) == {"accepted": 10}
    expect_agreement(engine, number, server)


def test_one_slow_domain_of_five_does_not_hold_up_the_others(engine: Engine) -> None:
    def script(visit: Visit) -> float | None:
        return 0.4 if visit.stage == "data" and "slow" in str(visit.recipient) else None

    domains = ["slow", "one", "two", "three", "four"]
    people = chain.from_iterable([recipient(f"r{n}@{domain}.example.com") for domain in domains] for n in range(10))
    number = plan(engine, recipients=list(people)).id

    with serving(script) as server:
        send(engine, number, server, connections=4)

    order = ["slow" in received.recipient for received in server.record]
    last_of_others = len(order) - order[::-1].index(False)
    assert sum(order[:last_of_others]) <= 6
    assert counts(engine, number) == {"accepted": 50}
    expect_agreement(engine, number, server)
