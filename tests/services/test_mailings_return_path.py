"""Return paths: a bounce says by itself whose it is; and what we ask a server to tell us (RFC 3461)."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from outreach.errors import InvalidValue
from outreach.mail import delivery_notices
from outreach.services.mailings import return_path
from tests.press_room import plan, recipient, send
from tests.smtp_server import serving

KEY = "a key that nobody knows"


def test_every_delivery_has_a_return_path_of_its_own_that_says_whose_it_is(engine: Engine) -> None:
    made = plan(engine)

    with serving() as server:
        send(engine, made.id, server, return_path=return_path.verp("bounces@press.example.org", key=KEY))

    paths = [received.sender for received in server.record]
    assert len(set(paths)) == 3
    for path in paths:
        assert re.fullmatch(r"bounces\+\d+\.[a-z2-7]{16}@press\.example\.org", path)
        assert return_path.delivery_of(path, key=KEY) is not None
        assert return_path.delivery_of(path.upper(), key=KEY) == return_path.delivery_of(path, key=KEY)


def test_without_a_return_path_bounces_go_to_the_sender(engine: Engine) -> None:
    made = plan(engine)

    with serving() as server:
        send(engine, made.id, server)

    assert {received.sender for received in server.record} == {"press@example.org"}


def test_the_part_before_the_at_is_never_longer_than_64_octets() -> None:
    longest = return_path.verp("b" * 27 + "@example.org", key=KEY)

    assert len(longest(10**19 - 1).rpartition("@")[0]) == 64


@pytest.mark.parametrize("address", ["b" * 28 + "@example.org", "a+b@example.org", "ü@example.org", "nobody"])
def test_a_return_path_without_room_for_a_token_is_refused(address: str) -> None:
    with pytest.raises(InvalidValue):
        return_path.verp(address, key=KEY)


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.replace("+7.", "+8."),
        lambda path: path.replace("bounces+", "bounces+1"),
        lambda path: path[:12] + ("a" if path[12] != "a" else "b") + path[13:],
        lambda _path: "bounces@press.example.org",
        lambda _path: "bounces+@press.example.org",
    ],
    ids=["another number", "a longer number", "another seal", "no token", "an empty token"],
)
def test_a_return_path_that_we_have_not_made_is_nobodys(change: Callable[[str], str]) -> None:
    path = return_path.verp("bounces@press.example.org", key=KEY)(7)

    assert return_path.delivery_of(path, key=KEY) == 7
    assert change(path) != path
    assert return_path.delivery_of(change(path), key=KEY) is None


def test_a_server_that_offers_it_is_asked_for_word_of_failures_and_delays(engine: Engine) -> None:
    made = plan(engine, recipients=[recipient("zoe+press=a@example.com")])

    with serving() as server:
        server.offers = ("DSN",)
        send(engine, made.id, server)

    mail, rcpt = server.asked
    [received] = server.record
    envelope = received.message_id.strip("<>")
    assert mail.endswith(f" RET=HDRS ENVID={envelope}")
    assert rcpt == ("TO:<zoe+press=a@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;zoe+2Bpress+3Da@example.com")


def test_a_server_that_does_not_offer_it_is_asked_for_nothing(engine: Engine) -> None:
    made = plan(engine, recipients=[recipient("zoe@example.com")])

    with serving() as server:
        send(engine, made.id, server)

    assert not [line for line in server.asked if "NOTIFY" in line or "RET=" in line or "ENVID" in line]
    assert len(server.record) == 1


@pytest.mark.parametrize(
    ("text", "expected"), [("a@example.com", "a@example.com"), ("a+b=c", "a+2Bb+3Dc"), ("a b\r\n", "a+20b+0D+0A")]
)
def test_a_parameters_value_cannot_break_out(text: str, expected: str) -> None:
    assert delivery_notices.xtext(text) == expected
