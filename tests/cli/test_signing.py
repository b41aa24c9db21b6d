"""Signed mail, as a press officer sends it, to a real SMTP server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.cli.test_mailings import planned, ready  # noqa: F401 - the fixture
from tests.dkim_keys import by_opendkim, ed25519_key, rsa_key
from tests.smtp_server import SmtpServer, serving


@pytest.fixture
def server(ready: Office) -> Iterator[SmtpServer]:  # noqa: F811
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        yield server


def test_a_mailing_goes_out_with_both_signatures_and_its_exact_bytes_are_printed(
    ready: Office,  # noqa: F811
    server: SmtpServer,
    tmp_path: Path,
) -> None:
    records = {"r1": rsa_key(tmp_path / "rsa.pem"), "e1": ed25519_key(tmp_path / "ed.pem")}
    ready.settings |= {"OUTREACH_DKIM_KEY": "rsa.pem, ed.pem", "OUTREACH_DKIM_SELECTOR": "r1,e1"}
    number = planned(ready)
    before = ready.ok("mailings", "message", str(number), "r1@example.com").out

    sent = ready.ok("mailings", "send", str(number), "--yes")
    rsa_key(tmp_path / "rsa.pem")  # the key is changed afterwards
    after = ready.ok("mailings", "message", str(number), "r1@example.com").out

    got = next(received.content for received in server.record if received.recipient == "r1@example.com")
    assert "unsigned" not in sent.err
    assert after.encode() == before.encode() == got
    assert got.count(b"DKIM-Signature:") == 2
    assert by_opendkim(got, records, tmp_path) == "pass"


def test_a_key_may_be_changed_between_plan_and_send(ready: Office, server: SmtpServer, tmp_path: Path) -> None:  # noqa: F811
    ready.settings |= {"OUTREACH_DKIM_KEY": "dkim.pem", "OUTREACH_DKIM_SELECTOR": "e1"}
    ed25519_key(tmp_path / "dkim.pem")
    number = planned(ready)
    record = ed25519_key(tmp_path / "dkim.pem")

    ready.ok("mailings", "send", str(number), "--yes")

    assert by_opendkim(server.record[0].content, {"e1": record}, tmp_path) == "pass"


def test_without_a_key_mail_goes_unsigned_and_that_is_said_once(ready: Office, server: SmtpServer) -> None:  # noqa: F811
    number = planned(ready)

    sent = ready.ok("mailings", "send", str(number), "--yes")
    ready.settings |= {"OUTREACH_DKIM_KEY": "dkim.pem", "OUTREACH_DKIM_SELECTOR": "e1"}  # not even there

    assert sent.err.count("OUTREACH_DKIM_KEY is not set") == 1
    shown = ready.ok("mailings", "message", str(number), server.record[0].recipient).out
    assert shown.encode() == server.record[0].content


@pytest.mark.parametrize(
    ("settings", "code", "problem"),
    [
        ({"OUTREACH_DKIM_KEY": "none.pem", "OUTREACH_DKIM_SELECTOR": "e1"}, 5, "none.pem"),
        ({"OUTREACH_DKIM_KEY": "ed.pem"}, 5, "OUTREACH_DKIM_SELECTOR"),
        ({"OUTREACH_DKIM_KEY": "ed.pem,ed.pem", "OUTREACH_DKIM_SELECTOR": "e1"}, 5, "names 1 for 2 keys"),
        ({"OUTREACH_DKIM_KEY": "short.pem", "OUTREACH_DKIM_SELECTOR": "e1"}, 5, "too short"),
    ],
    ids=["no file", "no selector", "one selector for two", "too short"],
)
def test_a_key_that_does_not_serve_stops_before_anything_is_sent(
    ready: Office,  # noqa: F811
    server: SmtpServer,
    tmp_path: Path,
    settings: dict[str, str],
    code: int,
    problem: str,
) -> None:
    ed25519_key(tmp_path / "ed.pem")
    rsa_key(tmp_path / "short.pem", bits=1024)
    number = planned(ready)
    ready.settings |= settings

    answer = ready("mailings", "send", str(number), "--yes")

    assert (answer.code, server.connections) == (code, 0)
    assert problem in answer.err


def test_a_signature_of_a_strangers_domain_is_doubted(ready: Office, server: SmtpServer, tmp_path: Path) -> None:  # noqa: F811
    ed25519_key(tmp_path / "ed.pem")
    ready.settings |= {
        "OUTREACH_DKIM_KEY": "ed.pem",
        "OUTREACH_DKIM_SELECTOR": "e1",
        "OUTREACH_DKIM_DOMAIN": "example.net",
    }
    number = planned(ready)

    sent = ready.ok("mailings", "send", str(number), "--yes")

    assert "for DMARC the signature does not count" in sent.err
    assert len(server.record) == 9
