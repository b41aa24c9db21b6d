"""Certificates made for a test: an authority that exists nowhere else, and what it signs, rightly or wrongly."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Owner:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: Key

    def written(self, file: Path, *chain: "Owner") -> Path:
        """The key, the certificate and the `chain` above it, as a server wants them in one file."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        certificates = [owner.certificate.public_bytes(Encoding.PEM) for owner in (self, *chain)]
        file.write_bytes(key + b"".join(certificates))
        return file

    def trusted(self, file: Path) -> Path:
        """The certificate alone, for those who are to trust it."""
        file.write_bytes(self.certificate.public_bytes(Encoding.PEM))
        return file


def short_key() -> Key:
    """A key that was long enough thirty years ago."""
    return rsa.generate_private_key(65537, 1024)  # what nobody should make is the point


def issued(
    *names: str, by: Owner | None = None, since: timedelta = -_DAY, until: timedelta = 30 * _DAY, key: Key | None = None
) -> Owner:
    """A certificate for a server with these names or addresses, from `since` to `until` of now; self-signed by None."""
    return _signed(names[0], by, _alternatives(names), is_authority=False, since=since, until=until, key=key)


def authority(name: str, *, by: Owner | None = None) -> Owner:
    """One that signs others; `by` another one, or its own root."""
    return _signed(name, by, None, is_authority=True, since=-_DAY, until=60 * _DAY, key=None)


def _signed(
    name: str,
    by: Owner | None,
    names: x509.SubjectAlternativeName | None,
    *,
    is_authority: bool,
    since: timedelta,
    until: timedelta,
    key: Key | None,
) -> Owner:
    own = key or ec.generate_private_key(ec.SECP256R1())
    now, subject = datetime.now(UTC), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    made = x509.CertificateBuilder(issuer, subject, own.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now + since).not_valid_after(now + until)
    made = made.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    if names:
        made = made.add_extension(names, critical=False)
    return Owner(made.sign(by.key if by else own, SHA256()), own)


def _alternatives(names: tuple[str, ...]) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([_alternative(name) for name in names])


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def server_side(file: Path) -> ssl.SSLContext:
    """What a server with the certificate in `file` needs; it minds nothing, not even a weak key."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(file)
    return context
