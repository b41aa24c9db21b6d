"""Keys made for a test, their records in the name service, and a stranger who verifies with them: Debian's OpenDKIM."""

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

DOMAIN = "example.org"


def rsa_key(file: Path, *, bits: int = 2048) -> str:
    """Writes an RSA key to `file`; gives the TXT record of its public half."""
    return _written(generate_private_key(65537, bits), file)


def ed25519_key(file: Path) -> str:
    """Writes an Ed25519 key to `file`; gives the TXT record of its public half."""
    return _written(Ed25519PrivateKey.generate(), file)


def _written(key: RSAPrivateKey | Ed25519PrivateKey, file: Path) -> str:
    file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = key.public_key()
    if isinstance(key, Ed25519PrivateKey):
        octets = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return f"v=DKIM1; k=ed25519; p={base64.b64encode(octets).decode()}"
    octets = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(octets).decode()}"


def by_opendkim(message: bytes, records: dict[str, str], folder: Path) -> str:
    """What OpenDKIM says of `message`: "pass" or its complaint. `records` are the keys by selector."""
    program = shutil.which("opendkim", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("opendkim is not installed; .ci/run installs it")
        pytest.skip("opendkim is not installed: apt install opendkim")
    lines = [f"{selector}._domainkey.{DOMAIN} {record}\n" for selector, record in records.items()]
    (folder / "keys.txt").write_text("".join(lines))
    (folder / "opendkim.conf").write_text(f"Mode v\nTestPublicKeys {folder / 'keys.txt'}\nSyslog no\n")
    (folder / "message.eml").write_bytes(message)
    command = [program, "-x", folder / "opendkim.conf", "-vv", "-t", folder / "message.eml"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    said = ran.stdout + ran.stderr
    return "pass" if ran.returncode == 0 and "verification (s=" in said and "succeeded" in said else said
