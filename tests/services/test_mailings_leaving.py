"""The way off a list: each reader's own, inside the message that is frozen, and nobody else's."""

import re
from dataclasses import replace
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.mail import compose, signing
from outreach.model.token import Purpose, opened, sealed
from outreach.services.mailings import WayOff
from tests.dkim_keys import by_opendkim, rsa_key
from tests.mail.test_compose import HEADING, PARTS, ZOE
from tests.press_room import message, plan, send
from tests.smtp_server import serving

KEY = "a key that nobody knows"
PAGE = WayOff(KEY, page="https://press.example.org")


def way_off(engine: Engine, number: int, address: str) -> tuple[list[str], str | None]:
    """The addresses of List-Unsubscribe, and what List-Unsubscribe-Post promises."""
    read = message_from_bytes(message(engine, number, address))
    found = re.findall(r"<([^>]*)>", str(read["List-Unsubscribe"]))
    return found, read["List-Unsubscribe-Post"]


def test_the_page_comes_first_then_the_letter_and_one_click_is_promised(engine: Engine) -> None:
    made = plan(engine, way_off=PAGE)

    (page, letter), promise = way_off(engine, made.id, "r1@example.com")

    token = page.removeprefix("https://press.example.org/unsubscribe/")
    assert letter == f"mailto:press@example.org?subject=unsubscribe-{token}"
    assert promise == "List-Unsubscribe=One-Click"
    assert opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE) is not None
    assert "example.com" not in token


def test_every_reader_has_a_token_of_their_own_that_fits_their_message(engine: Engine) -> None:
    made = plan(engine, way_off=PAGE)

    words = {}
    for address in ("r1@example.com", "r2@example.com", "r3@example.com"):
        (page, _), _ = way_off(engine, made.id, address)
        words[address] = opened(page.rpartition("/")[2], key=KEY, purpose=Purpose.UNSUBSCRIBE)
        message_id = str(message_from_bytes(message(engine, made.id, address))["Message-ID"])
        assert message_id.startswith(f"<{words[address]}@")
    assert len(set(words.values())) == 3


@pytest.mark.parametrize("page", [None, "http://press.example.org"], ids=["no page", "a page without TLS"])
def test_without_a_page_on_https_there_is_the_letter_and_no_promise(engine: Engine, page: str | None) -> None:
    made = plan(engine, way_off=WayOff(KEY, page=page, mailbox="bounces@press.example.org"))

    (letter,), promise = way_off(engine, made.id, "r1@example.com")

    assert letter.startswith("mailto:bounces@press.example.org?subject=unsubscribe-")
    assert promise is None


def test_the_way_off_stands_inside_the_signature(engine: Engine, tmp_path: Path) -> None:
    record = rsa_key(tmp_path / "dkim.pem")
    made = plan(engine, way_off=PAGE)
    signer = signing.signer([signing.key(tmp_path / "dkim.pem", selector="s", domain="example.org")])

    with serving() as server:
        send(engine, made.id, server, sign=signer)

    got = server.record[0].content
    assert b"List-Unsubscribe:List-Unsubscribe-Post:Feedback-ID" in got.replace(b"\r\n  ", b"")
    assert by_opendkim(got, {"s": record}, tmp_path) == "pass"
    touched = got.replace(b"One-Click", b"Two-Click")
    assert by_opendkim(touched, {"s": record}, tmp_path) != "pass"


@pytest.fixture(scope="module")
def long_lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a key that several tests sign with, and its record."""
    folder = tmp_path_factory.mktemp("key")
    return folder, rsa_key(folder / "dkim.pem")


@pytest.mark.parametrize("length", range(40, 901, 43))
def test_a_long_address_is_not_folded_and_stays_inside_the_signature(length: int, long_lived: tuple[Path, str]) -> None:
    folder, record = long_lived
    page = "https://press.example.org/".ljust(length, "p")
    signer = signing.signer([signing.key(folder / "dkim.pem", selector="s", domain="example.org")])

    octets = compose.message(replace(HEADING, unsubscribe=(page, "mailto:a@example.org")), PARTS, to=ZOE, key="k")

    assert f"List-Unsubscribe: <{page}>,\r\n <mailto:a@example.org>\r\n".encode() in octets
    assert by_opendkim(signer(octets) + octets, {"s": record}, folder) == "pass"


def test_feedback_names_the_mailing_the_list_the_office_and_the_senders_domain(engine: Engine) -> None:
    made = plan(engine, uid="0123456789abcdef0123456789abcdef")

    read = message_from_bytes(message(engine, made.id, "r1@example.com"))

    assert read["Feedback-ID"] == "0123456789abcdef0123456789abcdef:vienna-press:organisation:example.org"


def test_a_token_with_one_letter_changed_is_nobodys() -> None:
    token = sealed("0123.4567", key=KEY, purpose=Purpose.UNSUBSCRIBE)

    others = {
        token[:place] + other + token[place + 1 :]
        for place in range(len(token))
        for other in map(chr, range(32, 127))
        if other != token[place]
    }

    assert len(others) == len(token) * 94
    assert [other for other in others if opened(other, key=KEY, purpose=Purpose.UNSUBSCRIBE)] == []
    assert opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE) == "0123.4567"


@pytest.mark.parametrize("token", ["", ".", "a", "a.b", "ä.ö", "\ud800.x", "a" * 10_000], ids=ascii)
def test_what_is_no_token_opens_nothing(token: str) -> None:
    assert opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE) is None


def test_a_token_is_good_for_its_purpose_and_under_its_key_alone() -> None:
    token = sealed("x", key=KEY, purpose=Purpose.BOUNCE)

    assert opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE) is None
    assert opened(token, key=KEY + "!", purpose=Purpose.BOUNCE) is None
