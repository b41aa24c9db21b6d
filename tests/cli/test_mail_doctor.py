"""`outreach doctor --mail`, as a press officer types it, against a name server of the test."""

from collections.abc import Iterator

import pytest

from tests import name_server
from tests.cli.conftest import Office
from tests.name_server import text

ZONE = {
    ("example.org", "TXT"): [text("v=spf1 ip4:192.0.2.25 -all")],
    ("example.org", "MX"): ["10 mx.example.org."],
    ("mx.example.org", "A"): ["192.0.2.1"],
    ("_dmarc.example.org", "TXT"): [text("v=DMARC1; p=none; rua=mailto:dmarc@example.org")],
    ("25.2.0.192.in-addr.arpa", "PTR"): ["mail.example.org."],
    ("mail.example.org", "A"): ["192.0.2.25"],
}
USUAL = ("doctor", "--mail", "--from-ip", "192.0.2.25", "--nameserver")


@pytest.fixture
def where() -> Iterator[str]:
    with name_server.serving(ZONE) as where:
        yield where


@pytest.fixture
def ready(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "Press <press@example.org>", "OUTREACH_PUBLIC_URL": "https://example.org"}
    return office


def test_both_tables_are_shown_and_nothing_is_wrong(ready: Office, where: str) -> None:
    answer = ready.ok(*USUAL, where)

    assert "192.0.2.25 may send for example.org (0 look-ups)" in answer.out
    assert "One click takes a reader off" in answer.out
    assert "Nothing is wrong with the mail of example.org" in answer.err


def test_programs_get_checks_and_rules(ready: Office, where: str) -> None:
    found = ready.ok(*USUAL, where, "--format", "json").json

    assert found["domain"] == "example.org"
    assert {check["check"]: check["state"] for check in found["checks"]} == {
        "SPF": "ok",
        "DKIM": "advice",
        "DMARC": "ok",
        "Alignment": "ok",
        "MX": "ok",
        "PTR": "ok",
        "TLS": "unknown",
        "One-click": "ok",
        "List-Unsubscribe": "ok",
    }
    assert {"rule", "gmail", "yahoo", "microsoft", "state", "advice"} == set(found["rules"][0])


def test_what_is_wrong_ends_with_5_and_says_what_to_publish(ready: Office, where: str) -> None:
    ready.settings["OUTREACH_RETURN_PATH"] = "bounces@mail.example.org"

    answer = ready(*USUAL, where)

    assert answer.code == 5
    assert 'mail.example.org. IN TXT "v=spf1 mx ip4:192.0.2.25 -all"' in answer.out
    assert "2 checks failed (SPF, MX)" in answer.err


def test_a_name_server_that_is_not_there_is_not_called_an_empty_zone(ready: Office) -> None:
    with name_server.serving(ZONE) as where:
        pass
    ready.settings |= {"OUTREACH_PUBLIC_URL": "https://example.org"}

    answer = ready("doctor", "--mail", "--nameserver", where)

    assert answer.code == 7
    assert "gave no answer about SPF" in answer.err
    assert "no SPF record" not in answer.out


@pytest.mark.parametrize(
    ("options", "code", "sentence"),
    [
        (("--nameserver", "127.0.0.1"), 2, "--mail only"),
        (("--mail", "--from-ip", "mail.example.org"), 5, "no IP address"),
        (("--mail", "--nameserver", "127.0.0.1:port"), 5, "no name server"),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_said(ready: Office, options: tuple[str, ...], code: int, sentence: str) -> None:
    answer = ready("doctor", *options)

    assert (answer.code, sentence in answer.err) == (code, True)


def test_without_a_sender_there_is_nothing_to_check(office: Office) -> None:
    answer = office("doctor", "--mail")

    assert answer.code == 5
    assert "OUTREACH_SENDER" in answer.err
