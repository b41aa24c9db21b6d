"""DMARC and DKIM records, read as receivers read them."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from outreach.errors import InvalidValue
from outreach.mail.published import dkim_key, dmarc
from outreach.mail.published.tags import BadRecord


def _pem(key: rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    no_password = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)


@pytest.mark.parametrize(
    ("record", "policy", "subdomains", "strict", "reports"),
    [
        ("v=DMARC1; p=none", "none", "none", False, ()),
        ("v=DMARC1;p=reject;sp=none;adkim=s;aspf=s", "reject", "none", True, ()),
        ("v=DMARC1; p=Quarantine; rua=mailto:a@example.org, mailto:b@example.org!10m; pct=50; fo=1;",
         "quarantine", "quarantine", False, ("mailto:a@example.org", "mailto:b@example.org!10m")),
    ],
    ids=str,
)  # fmt: skip
def test_a_dmarc_record_says_its_policy(
    record: str, policy: str, subdomains: str, strict: bool, reports: tuple[str, ...]
) -> None:
    found = dmarc.parse(record)

    assert (found.policy, found.subdomains, found.strict_dkim, found.strict_spf) == (policy, subdomains, strict, strict)
    assert found.reports == reports


@pytest.mark.parametrize(
    "record",
    [
        "v=DMARC2; p=none",
        "p=none; v=DMARC1",
        "v=DMARC1",
        "v=DMARC1; p=all",
        "v=DMARC1; p=none; sp=most",
        "v=DMARC1; p=none; p=reject",
        "v=DMARC1; p=none; pct=150",
        "v=DMARC1; p=none; adkim=strict",
        "v=DMARC1; p=none; rua=postmaster@example.org",
        "v=DMARC1 p=none",
        "v=DMARC1; none",
    ],
)
def test_a_dmarc_record_that_receivers_ignore_is_bad(record: str) -> None:
    with pytest.raises(BadRecord):
        dmarc.parse(record)


@pytest.mark.parametrize(
    ("domain", "sender", "strict", "organisation", "fits"),
    [
        ("example.org", "example.org", True, "example.org", True),
        ("mail.example.org", "example.org", False, "example.org", True),
        ("mail.example.org", "example.org", True, "example.org", False),
        ("mail.example.org", "press.example.org", False, "example.org", True),
        ("mail.example.org", "press.example.org", False, "press.example.org", False),
        ("Example.ORG.", "example.org", True, "example.org", True),
        ("badexample.org", "example.org", False, "example.org", False),
        ("example.net", "example.org", False, "example.org", False),
    ],
)
def test_domains_are_aligned_as_the_record_wants(
    domain: str, sender: str, strict: bool, organisation: str, fits: bool
) -> None:
    assert dmarc.aligned(domain, sender, strict=strict, organisation=organisation) is fits


@pytest.mark.parametrize("bits", [1024, 2048])
def test_an_rsa_key_is_read_back_from_its_record(bits: int, tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(_pem(rsa.generate_private_key(public_exponent=65537, key_size=bits)))

    ours = dkim_key.of_file(file)

    assert dkim_key.parse(ours.record) == ours
    assert (ours.kind, ours.bits) == ("rsa", bits)


def test_an_ed25519_key_is_published_as_its_32_octets(tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(_pem(ed25519.Ed25519PrivateKey.generate()))

    ours = dkim_key.of_file(file)

    assert ours.record.startswith("v=DKIM1; k=ed25519; p=")
    assert len(base64.b64decode(ours.record.rpartition("p=")[2])) == 32
    assert dkim_key.parse(ours.record) == ours


@pytest.mark.parametrize(
    "content",
    [b"no key", _pem(ec.generate_private_key(ec.SECP256R1()))],
    ids=["text", "elliptic curve"],
)
def test_a_file_that_holds_no_dkim_key_says_so(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "dkim.pem"
    file.write_bytes(content)

    with pytest.raises(InvalidValue, match="OUTREACH_DKIM_KEY"):
        dkim_key.of_file(file)


def test_the_example_of_rfc_8463_is_read() -> None:
    key = dkim_key.parse("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")

    assert (key.kind, len(key.octets), key.is_revoked) == ("ed25519", 32, False)


def test_an_empty_key_is_a_revoked_one_and_a_test_is_told() -> None:
    assert dkim_key.parse("v=DKIM1; p=").is_revoked
    assert dkim_key.parse("v=DKIM1; t=y:s; p=").is_testing


@pytest.mark.parametrize(
    "record",
    [
        "v=DKIM2; p=",
        "k=rsa; v=DKIM1; p=",
        "v=DKIM1; k=rsa",
        "v=DKIM1; k=dsa; p=AAAA",
        "v=DKIM1; p=%%%",
        "v=DKIM1; p=AAAA",
        "v=DKIM1; k=ed25519; p=AAAA",
        "v=DKIM1; s=chat; p=AAAA",
        "v=DKIM1; p=AAAA; p=BBBB",
    ],
)
def test_a_key_record_that_receivers_ignore_is_bad(record: str) -> None:
    with pytest.raises(BadRecord):
        dkim_key.parse(record)
