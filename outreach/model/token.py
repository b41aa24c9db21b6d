"""Tokens: words that we give out and know again, and that nobody else can make (HMAC-SHA256, RFC 2104)."""

import base64
import hmac
from enum import StrEnum

_OCTETS = 16


class Purpose(StrEnum):
    """What a token is good for: one of another purpose is worth nothing."""

    UNSUBSCRIBE = "unsubscribe"
    BOUNCE = "bounce"


def sealed(word: str, *, key: str, purpose: Purpose, octets: int = _OCTETS) -> str:
    """`word` with a dot and a seal of so many octets behind it, in small letters and figures."""
    seal = hmac.digest(key.encode(), f"outreach {purpose} {word}".encode(), "sha256")[:octets]
    return f"{word}.{base64.b32encode(seal).decode().rstrip('=').lower()}"


def opened(token: str, *, key: str, purpose: Purpose, octets: int = _OCTETS) -> str | None:
    """The word in `token`, if we have sealed it for that purpose."""
    if not token.isascii():
        return None
    word, _, _ = token.rpartition(".")
    genuine = sealed(word, key=key, purpose=purpose, octets=octets)
    return word if hmac.compare_digest(genuine.encode(), token.encode()) else None
