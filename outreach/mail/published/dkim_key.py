"""A DKIM key as it is published (RFC 6376 §3.6.1, RFC 8463 §4), and what to publish for a key of ours."""

import base64
import binascii
from dataclasses import dataclass
from pathlib import Path

from outreach.errors import InvalidValue
from outreach.mail.published.tags import BadRecord, tags

LEAST_BITS, GOOD_BITS = 1024, 2048  # RFC 8301 §3.2
_ED25519_OCTETS = 32


@dataclass(frozen=True, slots=True)
class DkimKey:
    """A published key. `octets` are empty where it was revoked; `bits` is the length of an RSA modulus, else 256."""

    kind: str
    octets: bytes
    bits: int
    is_testing: bool = False

    @property
    def is_revoked(self) -> bool:
        """Whether the record says that nothing signed with it counts any more."""
        return not self.octets

    @property
    def record(self) -> str:
        """The record to publish."""
        return f"v=DKIM1; k={self.kind}; p={base64.b64encode(self.octets).decode()}"


def parse(record: str) -> DkimKey:
    """The key in a record at `selector._domainkey.domain`. Raises BadRecord."""
    found = tags(record)
    if found.get("v", "DKIM1") != "DKIM1" or ("v" in found and next(iter(found)) != "v"):
        raise BadRecord("does not begin with v=DKIM1")
    if "p" not in found:
        raise BadRecord("has no key (p=)")
    if "email" not in (services := [s.strip() for s in found.get("s", "*").split(":")]) and "*" not in services:
        raise BadRecord("is not for mail (s=)")
    octets = _octets(found["p"])
    kind = found.get("k", "rsa")
    testing = "y" in [flag.strip() for flag in found.get("t", "").split(":")]
    return DkimKey(kind, octets, _bits(kind, octets) if octets else 0, testing)


def _octets(written: str) -> bytes:
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except binascii.Error as error:
        raise BadRecord("its key (p=) is no base64; a piece of it may be missing") from error


def _bits(kind: str, octets: bytes) -> int:
    if kind == "ed25519":
        if len(octets) != _ED25519_OCTETS:
            raise BadRecord(f"its Ed25519 key has {len(octets)} octets instead of 32")
        return 256
    if kind != "rsa":
        raise BadRecord(f"its kind of key, k={kind}, is neither rsa nor ed25519")
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(octets)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadRecord("its key (p=) is no RSA key; a piece of it may be missing") from error
    if not isinstance(key, RSAPublicKey):
        raise BadRecord("its key (p=) is no RSA key")
    return key.key_size


def of_file(file: Path) -> DkimKey:
    """The public half of the private key in a PEM file, as it is to be published. Raises InvalidValue."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    try:
        key = serialization.load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise InvalidValue("OUTREACH_DKIM_KEY", file, f"cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise InvalidValue("OUTREACH_DKIM_KEY", file, "is no private key in PEM without a password") from error
    if isinstance(key, Ed25519PrivateKey):
        return DkimKey("ed25519", key.public_key().public_bytes_raw(), 256)
    if isinstance(key, RSAPrivateKey):
        form, shape = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.Encoding.DER
        return DkimKey("rsa", key.public_key().public_bytes(shape, form), key.key_size)
    raise InvalidValue("OUTREACH_DKIM_KEY", file, "is neither an RSA nor an Ed25519 key")
