"""DKIM: what we sign, strangers believe; what was touched on the way, they do not."""

import base64
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path

import dkim
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import OutreachError
from outreach.mail import compose, signing
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Parts
from tests.dkim_keys import DOMAIN, by_opendkim, ed25519_key, rsa_key
from tests.mail.test_compose import HEADING, PARTS, ZOE

KINDS = {"rsa": rsa_key, "ed25519": ed25519_key}


class Signature:
    """Keys in a folder, what signs with them, and their records."""

    def __init__(self, folder: Path, *kinds: str) -> None:
        self.folder = folder
        self.records = {kind: KINDS[kind](folder / f"{kind}.pem") for kind in kinds}
        keys = [signing.key(folder / f"{kind}.pem", selector=kind, domain=DOMAIN) for kind in kinds]
        self.fields = signing.signer(keys)

    def on(self, message: bytes) -> bytes:
        return self.fields(message) + message

    def by_dkimpy(self, message: bytes) -> bool:
        """Whether dkimpy believes every signature."""
        found = {f"{selector}._domainkey.{DOMAIN}.": record for selector, record in self.records.items()}
        asked = dkim.DKIM(message)
        try:
            return all(
                asked.verify(idx=number, dnsfunc=lambda name, timeout=5: found[name.decode()].encode())
                for number in range(len(self.records))
            )
        except dkim.DKIMException:
            return False


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Signature:
    return Signature(tmp_path_factory.mktemp("keys"), "rsa", "ed25519")


def message(parts: Parts = PARTS, to: NamedAddress = ZOE) -> bytes:
    return compose.message(HEADING, parts, to=to, key="k")


@pytest.mark.parametrize("kind", KINDS)
def test_opendkim_believes_each_kind_of_key(kind: str, tmp_path: Path) -> None:
    signature = Signature(tmp_path, kind)

    assert by_opendkim(signature.on(message()), signature.records, tmp_path) == "pass"


def test_two_keys_give_two_signatures_and_opendkim_and_dkimpy_believe_both(both: Signature, tmp_path: Path) -> None:
    signed = both.on(message())

    assert signed.count(b"DKIM-Signature: ") == 2
    assert by_opendkim(signed, both.records, tmp_path) == "pass"
    assert both.by_dkimpy(signed)


TOUCHED: dict[str, Callable[[bytes], bytes]] = {
    "the text": lambda signed: signed.replace(b"gr", b"gl"),
    "the subject": lambda signed: signed.replace(b"Subject: ", b"Subject: Re: "),
    "a second From": lambda signed: b"From: Mallory <mallory@example.net>\r\n" + signed,
    "a second Subject": lambda signed: b"Subject: Buy now\r\n" + signed,
    "a second To": lambda signed: b"To: everybody@example.net\r\n" + signed,
    "another list": lambda signed: signed.replace(b"List-Unsubscribe: <", b"List-Unsubscribe: <x"),
    "more text": lambda signed: signed + b"And buy now.\r\n",
}


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=TOUCHED)
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_touched_on_the_way_is_not_believed(
    kind: str, touch: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    signature = Signature(tmp_path, kind)
    signed = signature.on(message(Parts("Greetings", "greetings", "<p>greetings")))

    assert touch(signed) != signed
    assert by_opendkim(touch(signed), signature.records, tmp_path) != "pass"
    assert not signature.by_dkimpy(touch(signed))


@settings(max_examples=100)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=400),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=90),
)
def test_dkimpy_believes_any_text_and_any_subject(both: Signature, text: str, subject: str) -> None:
    assert both.by_dkimpy(both.on(message(Parts(subject or "x", text, f"<p>{text}"))))


@pytest.mark.parametrize(
    "body",
    [b"", b"\r\n", b"\r\n\r\n", b" \r\n", b"a \t b\t\r\n", b"a\r\n \t\r\n\r\n", b"  a  \r\nb", b"a\r\n\r\nb\r\n\r\n"],
    ids=repr,
)
def test_blanks_and_empty_lines_are_read_as_dkimpy_reads_them(body: bytes, both: Signature) -> None:
    head = b"From: press@example.org\r\nTo: zoe@example.com\r\nSubject: x\r\nDate: Tue, 24 Nov 2026 09:00:00 +0000\r\n"

    assert both.by_dkimpy(both.on(head + b"\r\n" + body))


def test_the_same_message_has_the_same_signature_every_time(both: Signature) -> None:
    again = Signature.__new__(Signature)
    keys = [signing.key(both.folder / f"{kind}.pem", selector=kind, domain=DOMAIN) for kind in KINDS]
    again.fields = signing.signer(keys)

    assert both.fields(message()) == both.fields(message()) == again.fields(message())


def test_the_signature_is_of_the_messages_date_and_covers_what_names_the_sender_twice(both: Signature) -> None:
    signature = str(message_from_bytes(both.on(message()))["DKIM-Signature"])
    tags = dict(part.strip().split("=", 1) for part in signature.replace("\r\n", "").split(";"))
    names = tags["h"].replace(" ", "").split(":")

    assert tags["t"] == str(int(HEADING.date.timestamp()))
    assert {name for name in names if names.count(name) == 2} == {"From", "To", "Subject", "Date"}
    assert {"List-Unsubscribe", "List-ID", "Message-ID", "Reply-To", "Content-Type", "MIME-Version"} <= set(names)
    assert "l" not in tags
    assert (tags["v"], tags["c"], tags["d"]) == ("1", "relaxed/relaxed", DOMAIN)
    assert len(base64.b64decode(tags["b"].replace(" ", ""))) == 256


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (None, "cannot be read"),
        (b"", "holds no private key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no private key"),
        (1024, "1024 bits, too short"),
    ],
    ids=["missing", "empty", "broken", "too short"],
)
def test_a_key_that_cannot_sign_mail_is_refused_in_a_sentence(
    content: bytes | int | None, problem: str, tmp_path: Path
) -> None:
    file = tmp_path / "dkim.pem"
    if isinstance(content, int):
        rsa_key(file, bits=content)
    elif content is not None:
        file.write_bytes(content)

    with pytest.raises(OutreachError, match=f"dkim.pem: .*{problem}.*nothing was sent"):
        signing.key(file, selector="press", domain=DOMAIN)


@pytest.mark.parametrize("name", ["", "a b", "a;b", "a\r\nb", "a..b", "-a"])
def test_a_selector_or_a_domain_that_could_break_out_is_refused(name: str, tmp_path: Path) -> None:
    ed25519_key(tmp_path / "dkim.pem")

    with pytest.raises(OutreachError, match="OUTREACH_DKIM_SELECTOR"):
        signing.key(tmp_path / "dkim.pem", selector=name, domain=DOMAIN)
    with pytest.raises(OutreachError, match="OUTREACH_DKIM_DOMAIN"):
        signing.key(tmp_path / "dkim.pem", selector="press", domain=name)


@pytest.mark.parametrize(
    ("domain", "sender", "aligned"),
    [
        ("example.org", "example.org", True),
        ("Example.org", "example.org", True),
        ("example.org", "press.example.org", True),
        ("mail.example.org", "example.org", True),
        ("example.net", "example.org", False),
        ("ample.org", "example.org", False),
    ],
)
def test_a_signature_counts_for_the_senders_own_domain(domain: str, sender: str, aligned: bool) -> None:
    assert signing.is_aligned(domain, sender) is aligned
