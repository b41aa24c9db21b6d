"""The way off a list: each reader's own, inside the message that is frozen, and nobody else's."""

import random
import re
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.formats import way_off as shown
from outreach.mail import compose, signing
from outreach.model.message import Parts
from outreach.model.token import Purpose, opened, sealed
from outreach.services.mailings import WayOff
from outreach.store import database, mailings
from tests.dkim_keys import by_opendkim, rsa_key
from tests.mail.test_compose import HEADING, PARTS, ZOE
from tests.press_room import approved, message, plan, send
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


HTML = (
    '<!DOCTYPE html><html lang="en"><body><h1>Talks</h1><p class="foot-words">Forum</p>\n'
    '<p class="end" style="margin: 0; color: #52606d;">###</p></body></html>\n'
)
TALKS = Parts("Talks", "Talks open.\n\n###\n", HTML)


def parts_of(engine: Engine, number: int, address: str) -> dict[str, str]:
    """The texts of what `address` gets, by their subtype."""
    read = message_from_bytes(message(engine, number, address), policy=policy.default)
    return {part.get_content_subtype(): str(part.get_content()) for part in read.walk() if not part.is_multipart()}


@pytest.mark.parametrize(("page", "begins"), [("https://press.example.org", "https:"), (None, "mailto:")], ids=str)
def test_every_reader_sees_their_own_way_off_in_the_text_and_in_the_page(
    engine: Engine, page: str | None, begins: str
) -> None:
    made = plan(engine, way_off=WayOff(KEY, page=page), approved=approved(parts=TALKS))

    for address in ("r1@example.com", "r2@example.com"):
        [link, *_], _ = way_off(engine, made.id, address)
        texts = parts_of(engine, made.id, address)
        assert link.startswith(begins)
        assert texts["plain"].split("\r\n")[2:5] == ["###", "", f"Unsubscribe from our press mail: {link}"]
        assert f'href="{link}" style="color: #52606d; ' in texts["html"]
        assert texts["html"].index(link) < texts["html"].index('class="end"')


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ">Unsubscribe from our press mail</a>"),
        ("de-AT", ">Unsere Pressemitteilungen abbestellen</a>"),
        ("fr", ">Ne plus recevoir nos courriels de presse</a>"),
        ("pt-BR", ">Deixar de receber nossos e-mails de imprensa</a>"),
        ("zh-Hant-TW", ">取消訂閱我們的新聞郵件</a>"),
        ("uk", '<p class="foot-words way-off" lang="en" dir="ltr" '),
    ],
)
def test_it_is_in_the_language_of_the_mail(language: str, words: str) -> None:
    assert words in shown.added(TALKS, language=language).html


@pytest.mark.parametrize(
    "html", ["<html><body><p>Talks</p></body></html>", "<p>Talks</p>", "</body><p>x</p></BODY >"], ids=str
)
def test_a_template_of_somebodys_own_gets_it_too(html: str) -> None:
    made = shown.added(Parts("Talks", "Talks", html), language="en")

    assert made.html.count("{{ reader.way_off }}") == made.text.count("{{ reader.way_off }}") == 1
    assert made.html.rindex("</a>") < (made.html.lower().rfind("</body") if "body" in html else len(made.html))


def test_what_was_planned_without_it_is_rebuilt_as_it_was(engine: Engine) -> None:
    without = plan(engine)
    before = message(engine, without.id, "r1@example.com")
    with database.writing(engine) as session:
        mailing = mailings.numbered(session, without.id)
        assert mailing.form["version"] == 4
        mailing.form = mailing.form | {"version": 3}

    assert message(engine, without.id, "r1@example.com") == before
    assert b"nsubscribe from" not in before


def test_a_hundred_thousand_altered_tokens_are_nobodys() -> None:
    token = sealed("0123456789abcdef0123456789abcdef.4567890abcdef4567890", key=KEY, purpose=Purpose.UNSUBSCRIBE)
    chance, octets = random.Random(5), bytearray(token.encode())
    accepted = 0

    for _ in range(100_000):
        altered = bytearray(octets)
        for _ in range(chance.randint(1, 3)):
            altered[chance.randrange(len(altered))] ^= 1 << chance.randrange(7)
        said = altered.decode("latin-1")
        accepted += said != token and opened(said, key=KEY, purpose=Purpose.UNSUBSCRIBE) is not None

    assert accepted == 0


def test_two_hundred_swapped_seals_are_nobodys() -> None:
    words = [f"{n:032x}.{n:020x}" for n in range(200)]
    tokens = [sealed(word, key=KEY, purpose=Purpose.UNSUBSCRIBE) for word in words]

    swapped = [f"{word}.{token.rpartition('.')[2]}" for word, token in zip(words, tokens[1:] + tokens[:1], strict=True)]

    assert [opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE) for token in tokens] == words
    assert [token for token in swapped if opened(token, key=KEY, purpose=Purpose.UNSUBSCRIBE)] == []
