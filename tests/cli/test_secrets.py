"""Three secrets are in the settings, and nowhere else: not in an answer, not in a sentence, not in a file (R-17)."""

import base64
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outreach.store import database
from tests.cli.conftest import Office
from tests.press_room import planned
from tests.raw_server import Heard, conversing

PASSWORD, KEY, STORE = "c4n4ry/Smtp+s3cret", "c4n4ry-key-of-the-office", "c4n4ry-of-the-store"
# What a password can look like when it comes back.
_FORMS = {
    *(PASSWORD, PASSWORD.replace("/", "%2F"), KEY, STORE),
    *(base64.b64encode(said.encode()).decode() for said in (PASSWORD, f"\0zoe\0{PASSWORD}")),
}


@pytest.fixture(scope="module")
def guarded(furnished: Office) -> Office:
    """An office with all three secrets, and a mailing to one person."""
    furnished.settings |= {"OUTREACH_SMTP_PASSWORD": PASSWORD, "OUTREACH_SECRET_KEY": KEY}
    furnished.settings |= {"OUTREACH_PUBLIC_URL": "https://press.example.org"}
    store = database.engine(f"sqlite:///{furnished.folder / 'outreach.db'}")
    planned(store, 1, now=datetime.now(UTC))
    store.dispose()
    return furnished


def repeating(answer: Callable[[bytes], bytes], mechanisms: bytes) -> Callable[[socket.socket, Heard], None]:
    """A server that answers each word of a login with what it was told, in an answer of its own kind."""

    def talk(line: socket.socket, heard: Heard) -> None:
        line.sendall(b"220 mx.example.org ESMTP\r\n")
        for said in heard.lines(line):
            if said[:4].upper() == b"EHLO":
                line.sendall(b"250-mx.example.org\r\n250 AUTH " + mechanisms + b"\r\n")
            elif said[:4].upper() in (b"RSET", b"QUIT"):
                line.sendall(b"250 ok\r\n")
            elif said.upper() == b"AUTH LOGIN" or (said[:10].upper() == b"AUTH LOGIN" and b" " in said[5:]):
                line.sendall(b"334 UGFzc3dvcmQ6\r\n")
            else:
                line.sendall(answer(said))

    return talk


SERVERS = {
    "wrong password": (lambda said: b"535 5.7.8 no: " + said + b"\r\n", b"PLAIN LOGIN"),
    "LOGIN alone": (lambda said: b"535 5.7.8 no: " + said + b"\r\n", b"LOGIN"),
    "decoded": (lambda said: b"535 no: " + base64.b64decode(said.split()[-1]) + b"\r\n", b"PLAIN"),
}


@pytest.mark.parametrize(("answer", "mechanisms"), SERVERS.values(), ids=SERVERS)
def test_a_server_that_repeats_the_password_is_not_quoted(
    guarded: Office, answer: Callable[[bytes], bytes], mechanisms: bytes
) -> None:
    with conversing(repeating(answer, mechanisms)) as server:
        guarded.settings["OUTREACH_SMTP_URL"] = f"smtp://zoe@127.0.0.1:{server.port}"
        sent = guarded("mailings", "send", "1", "--yes", "--format", "json")

    assert any(form.encode() in bytes(server.octets) for form in _FORMS)  # it was told the password
    assert sent.code == 7
    assert "OUTREACH_SMTP_PASSWORD" in sent.err or "try again later" in sent.err
    expect_no_secret(sent.out, sent.err, folder=guarded.folder)


def test_settings_and_troubles_are_shown_without_secrets(guarded: Office) -> None:
    guarded.settings["OUTREACH_SMTP_URL"] = f"smtps://zoe:{PASSWORD.replace('/', '%2F')}@127.0.0.1:1"
    said = [
        guarded("mailings", "send", "1", "--yes"),
        guarded("doctor", "--format", "json"),
        guarded("mailings", "message", "1", "r1@example.com"),
    ]
    guarded.settings["OUTREACH_DATABASE_URL"] = f"postgresql+psycopg://zoe:{STORE}@127.0.0.1:1/store"
    said += [guarded("mailings"), guarded("doctor")]

    assert said[0].code == 7
    assert all("127.0.0.1:1" in answer.out + answer.err for answer in (*said[:2], *said[3:]))
    expect_no_secret(*(answer.out + answer.err for answer in said), folder=guarded.folder)


def expect_no_secret(*said: str, folder: Path) -> None:
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert any(file.name == "outreach.db" for file in files)
    for form in _FORMS:
        assert form not in "".join(said)
        assert [file for file in files if form.encode() in file.read_bytes()] == []
