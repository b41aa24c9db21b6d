"""Zones as they are met in the world, each with the verdict that an office should get, from a real name server."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from outreach.mail.addresses import NamedAddress
from outreach.mail.published import dkim_key
from outreach.mail.published.names import name_server
from outreach.mail.smtp_url import Server
from outreach.services import mail_check
from outreach.services.mail_check import Setup
from tests import name_server as zones
from tests.name_server import Zone, text
from tests.press_room import NOW
from tests.smtp_server import serving

HOST = "192.0.2.25"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path_factory.mktemp("key") / "dkim.pem"
    file.write_bytes(made.private_bytes(*form))
    return file


def good(key: Path) -> dict[tuple[str, str], list[str]]:
    """The zone of an office with which everything is right."""
    return {
        ("example.org", "TXT"): [text("v=spf1 ip4:192.0.2.25 -all"), text("site-verification=1")],
        ("example.org", "MX"): ["20 mx2.example.org.", "10 mx1.example.org."],
        ("mx1.example.org", "A"): ["192.0.2.1"],
        ("s1._domainkey.example.org", "TXT"): [text(dkim_key.of_file(key).record)],
        ("_dmarc.example.org", "TXT"): [text("v=DMARC1; p=none; rua=mailto:dmarc@example.org")],
        ("25.2.0.192.in-addr.arpa", "PTR"): ["mail.example.org."],
        ("mail.example.org", "A"): [HOST],
    }


def setup(key: Path, **changes: Any) -> Setup:
    usual: dict[str, Any] = {
        "sender": NamedAddress("press@example.org"),
        "return_path": NamedAddress("bounces@example.org"),
        "hosts": (HOST,),
        "dkim_key": (key,),
        "dkim_selector": "s1",
        "public_url": "https://press.example.org",
    }
    return Setup(**usual | changes)


def states(zone: Zone, office: Setup) -> dict[str, str]:
    return {finding.check: finding.state.value for finding in findings(zone, office)}


def findings(zone: Zone, office: Setup) -> list[mail_check.Finding]:
    with zones.serving(zone) as where:
        return mail_check.check(office, name_server(where), now=NOW)


def test_an_office_with_which_everything_is_right_gets_no_advice(key: Path) -> None:
    found = states(good(key), setup(key))

    assert found.pop("TLS") == "unknown"
    assert set(found.values()) == {"ok"}


_Z = Mapping[tuple[str, str], list[str]]
SPF, DMARC, DKIM = ("example.org", "TXT"), ("_dmarc.example.org", "TXT"), ("s1._domainkey.example.org", "TXT")
CASES: dict[str, tuple[_Z, str, str, str]] = {
    "no SPF": ({SPF: []}, "SPF", "wrong", "no SPF record"),
    "two SPF records": ({SPF: [text("v=spf1 mx -all"), text("v=spf1 -all")]}, "SPF", "wrong", "2 SPF records"),
    "another host": ({SPF: [text("v=spf1 ip4:192.0.2.26 -all")]}, "SPF", "wrong", "fail"),
    "softly another host": ({SPF: [text("v=spf1 ip4:192.0.2.26 ~all")]}, "SPF", "wrong", "softfail"),
    "everybody": ({SPF: [text("v=spf1 +all")]}, "SPF", "wrong", "everybody"),
    "a typing error": ({SPF: [text("v=spf1 ipv4:192.0.2.25 -all")]}, "SPF", "wrong", "no mechanism"),
    "eleven look-ups": (
        {SPF: [text("v=spf1 ip4:192.0.2.25 " + " ".join(f"a:h{n}.example.org" for n in range(11)) + " -all")]},
        *("SPF", "wrong", "11 look-ups"),
    ),
    "a name server that fails": ({("example.org", "SERVFAIL"): [""]}, "SPF", "unanswered", "no answer"),
    "no key": ({DKIM: []}, "DKIM", "wrong", "no key"),
    "a revoked key": ({DKIM: [text("v=DKIM1; p=")]}, "DKIM", "wrong", "revoked"),
    "half a key": ({DKIM: [text("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0B")]}, "DKIM", "wrong", "missing"),
    "two keys": ({DKIM: [text("v=DKIM1; p="), text("v=DKIM1; p=AAAA")]}, "DKIM", "wrong", "2 records"),
    "somebody else's key": (
        {DKIM: [text("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")]},
        *("DKIM", "wrong", "not ours"),
    ),
    "no DMARC": ({DMARC: []}, "DMARC", "wrong", "no DMARC record"),
    "two DMARC records": ({DMARC: [text("v=DMARC1; p=none"), text("v=DMARC1; p=reject")]}, "DMARC", "wrong", "2 rec"),
    "a policy that is none": ({DMARC: [text("v=DMARC1; p=some")]}, "DMARC", "wrong", "no policy"),
    "no reports": ({DMARC: [text("v=DMARC1; p=reject")]}, "DMARC", "advice", "p=reject"),
    "no MX": ({("example.org", "MX"): []}, "MX", "wrong", "nobody can answer"),
    "a null MX": ({("example.org", "MX"): ["0 ."]}, "MX", "wrong", "null MX"),
    "an MX that is nowhere": ({("mx1.example.org", "A"): []}, "MX", "wrong", "has an address"),
    "a host without a name": ({("25.2.0.192.in-addr.arpa", "PTR"): []}, "PTR", "wrong", "has no name"),
    "a name that leads elsewhere": ({("mail.example.org", "A"): ["192.0.2.9"]}, "PTR", "wrong", "does not lead back"),
}


@pytest.mark.parametrize(("changed", "check", "state", "found"), CASES.values(), ids=CASES.keys())
def test_a_zone_gets_its_verdict(key: Path, changed: _Z, check: str, state: str, found: str) -> None:
    [finding] = [one for one in findings({**good(key), **changed}, setup(key)) if one.check == check]

    assert finding.state == state
    assert found in finding.found
    assert finding.advice


@pytest.mark.parametrize(
    ("changed", "check", "state"),
    [
        ({"dkim_selector": None}, "DKIM", "advice"),
        ({"dkim_key": (Path("/nowhere.pem"),)}, "DKIM", "wrong"),
        ({"dkim_key": ()}, "DKIM", "ok"),
        ({"public_url": None}, "One-click", "advice"),
        ({"public_url": "http://press.example.org"}, "One-click", "wrong"),
        ({"hosts": ()}, "PTR", "unknown"),
        ({"hosts": ()}, "SPF", "unknown"),
        ({"return_path": NamedAddress("b@example.net")}, "Alignment", "advice"),
        ({"return_path": NamedAddress("b@example.net"), "dkim_domain": "example.net"}, "Alignment", "wrong"),
        ({"return_path": NamedAddress("b@bounces.example.org")}, "Alignment", "ok"),
        ({"server": Server.parse("smtp://127.0.0.1:9")}, "TLS", "wrong"),
    ],
    ids=str,
)
def test_a_setting_gets_its_verdict(key: Path, changed: dict[str, Any], check: str, state: str) -> None:
    assert states(good(key), setup(key, **changed))[check] == state


@pytest.mark.parametrize("kind", [SPF, DKIM, DMARC], ids=["SPF", "DKIM", "DMARC"])
def test_what_is_missing_is_given_as_a_record_that_then_passes(key: Path, kind: tuple[str, str]) -> None:
    zone = good(key)
    zone[kind] = []
    [publish] = [one.publish for one in findings(zone, setup(key)) if one.publish]

    name, _, content = publish.partition(" IN TXT ")
    zone[(name.rstrip("."), "TXT")] = [text(content.strip('"'))]

    assert set(states(zone, setup(key)).values()) == {"ok", "unknown"}


def test_the_server_is_asked_how_it_protects_the_line_and_gets_no_letter(key: Path) -> None:
    with serving() as server:
        found = states(good(key), setup(key, server=Server.parse(server.url)))

    assert found["TLS"] == "unknown"  # on this machine: how it sends on cannot be seen
    assert (server.connections, server.messages) == (1, 0)


def test_a_rule_stands_as_bad_as_the_worst_check_behind_it(key: Path) -> None:
    rules = mail_check.judged(findings(good(key), setup(key, public_url="http://press.example.org")))

    by_name: Callable[[str], str] = lambda name: next(r.state.value for r in rules if name in r.rule.rule)  # noqa: E731
    assert (by_name("One click"), by_name("SPF"), by_name("complaints")) == ("wrong", "ok", "unknown")
