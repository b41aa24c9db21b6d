"""DKIM (RFC 6376, RFC 8463): the fields that go in front of a finished message and vouch for it.

The same message and the same keys always give the same fields: t= is the message's own Date, and neither RSA with
PKCS #1 v1.5 nor Ed25519 rolls dice.
"""

import base64
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import InvalidFile, InvalidValue

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

Sign = Callable[[bytes], bytes]

# Signed where they are there, in this order.
_SIGNED = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Reply-To",
    "In-Reply-To",
    "References",
    "List-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Feedback-ID",
    "Content-Type",
    "MIME-Version",
)
# Named once more than they are there: a second one, put in on the way, breaks the signature (RFC 6376 §8.15).
_OVERSIGNED = ("From", "Subject", "To", "Date")
_FIELD = re.compile(rb"(?:[^\r\n]+\r\n)(?:[ \t][^\r\n]*\r\n)*")
_SHORTEST = 2048  # bits of an RSA key; receivers take no notice of less than 1024, and 2048 is what they ask for
_LABELS = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*", re.IGNORECASE)
_WIDTH = 72


def unsigned(_message: bytes) -> bytes:
    """No fields at all."""
    return b""


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, and where its public half stands: the TXT record `selector._domainkey.domain`."""

    algorithm: str
    domain: str
    selector: str
    sign: Callable[[bytes], bytes]


def key(file: Path, *, selector: str, domain: str) -> Key:
    """The key in the PEM `file`. Raises InvalidFile for what cannot sign mail, InvalidValue for odd names."""
    for variable, name in (("OUTREACH_DKIM_SELECTOR", selector), ("OUTREACH_DKIM_DOMAIN", domain)):
        if not _LABELS.fullmatch(name):
            raise InvalidValue(variable, name, "cannot stand in a domain name; nothing was sent")
    algorithm, sign = _read(file)
    return Key(algorithm, domain.lower(), selector.lower(), sign)


def _read(file: Path) -> tuple[str, Callable[[bytes], bytes]]:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        found = load_pem_private_key(file.read_bytes(), password=None)
    except OSError as error:
        raise _useless(file, f"the DKIM key cannot be read ({error.strerror})") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        why = "is locked by a password" if isinstance(error, TypeError) else "holds no private key in PEM"
        raise _useless(file, f"{why}; make one with `openssl genrsa -out dkim.pem 2048`") from error
    if isinstance(found, ed25519.Ed25519PrivateKey):
        # The hash is signed, not the text (RFC 8463 §3).
        return "ed25519-sha256", lambda text: found.sign(sha256(text).digest())
    if not isinstance(found, rsa.RSAPrivateKey):
        raise _useless(file, "is neither an RSA nor an Ed25519 key, and receivers know no other")
    if found.key_size < _SHORTEST:
        raise _useless(file, f"is an RSA key of {found.key_size} bits, too short to be believed; make one of 2048")
    return "rsa-sha256", _by_rsa(found)


def _by_rsa(private: "RSAPrivateKey") -> Callable[[bytes], bytes]:
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.hashes import SHA256

    padding, digest = PKCS1v15(), SHA256()
    return lambda text: private.sign(text, padding, digest)


def _useless(file: Path, problem: str) -> InvalidFile:
    return InvalidFile(str(file), f"{problem}. OUTREACH_DKIM_KEY names it; nothing was sent")


def signer(keys: Sequence[Key]) -> Sign:
    """What makes the DKIM-Signature fields of a message, one for each key, in the order of the keys."""

    def sign(message: bytes) -> bytes:
        head, _, body = message.partition(b"\r\n\r\n")
        fields = {name: (written, said) for name, written, said in map(_canonical, _FIELD.findall(head + b"\r\n"))}
        names, text = _covered(fields)
        bodyhash = base64.b64encode(sha256(canonical_body(body)).digest()).decode()
        sent = _instant(fields["date"][1].decode())
        return b"".join(_signature(key, names, text, bodyhash=bodyhash, sent=sent) for key in keys)

    return sign


@lru_cache(maxsize=64)
def _instant(date: str) -> int:
    return int(parsedate_to_datetime(date).timestamp())


@lru_cache(maxsize=4096)
def _canonical(field: bytes) -> tuple[str, bytes, bytes]:
    """The field's name in small letters; the field in the form `relaxed` (RFC 6376 §3.4.2); its value in that form.

    Most fields are the same in all messages of a mailing.
    """
    name, _, value = field.partition(b":")
    small, said = name.rstrip().lower(), b" ".join(value.split())
    return small.decode("ascii"), small + b":" + said + b"\r\n", said


def _covered(fields: dict[str, tuple[bytes, bytes]]) -> tuple[str, bytes]:
    """The value of h=, folded, and the text that is signed before the signature's own field."""
    present = [name for name in _SIGNED if name.lower() in fields]
    text = b"".join(fields[name.lower()][0] for name in present)
    return _folded((*present, *_OVERSIGNED)), text


@lru_cache(maxsize=64)
def _folded(names: tuple[str, ...]) -> str:
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > _WIDTH - 4:
            lines.append("")
        lines[-1] += f"{name}:"
    return "\r\n  ".join(lines).rstrip(":")


def _signature(key: Key, names: str, text: bytes, *, bodyhash: str, sent: int) -> bytes:
    written = (
        f"DKIM-Signature: v=1; a={key.algorithm}; c=relaxed/relaxed;\r\n d={key.domain};\r\n s={key.selector};"
        f" t={sent};\r\n h={names};\r\n bh={bodyhash};\r\n b="
    )
    own = _canonical(written.encode() + b"\r\n")[1].removesuffix(b"\r\n")
    signed = base64.b64encode(key.sign(text + own)).decode()
    return (written + "\r\n  ".join(_in_pieces(signed)) + "\r\n").encode()


def _in_pieces(text: str) -> Iterable[str]:
    return (text[start : start + _WIDTH] for start in range(0, len(text), _WIDTH))


def canonical_body(body: bytes) -> bytes:
    """`body` in the form `relaxed` (RFC 6376 §3.4.4): runs of blanks as one, none at a line's end, no empty end."""
    text = body.replace(b"\t", b" ")
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    text = text.replace(b" \r\n", b"\r\n")
    text = text.removesuffix(b" ")
    while text.endswith(b"\r\n\r\n"):
        text = text.removesuffix(b"\r\n")
    if text == b"\r\n":
        return b""
    return text if text.endswith(b"\r\n") or not text else text + b"\r\n"


def is_aligned(domain: str, sender_domain: str) -> bool:
    """Whether DMARC takes a signature of `domain` for one of the sender (RFC 7489 §3.1.1, relaxed).

    Without the list of public suffixes two sisters below one domain cannot be told from strangers: they count as such.
    """
    ours, theirs = domain.lower().rstrip("."), sender_domain.lower()
    return ours == theirs or theirs.endswith(f".{ours}") or ours.endswith(f".{theirs}")
