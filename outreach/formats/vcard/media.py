"""Pictures, sounds and keys in a card: octets in base64, and what the versions call their kind."""

import binascii
import re
from base64 import b64encode
from urllib.parse import unquote_to_bytes

# What a file of each kind begins with (and goes on with), so that no picture is believed by its label alone.
_PICTURES = (
    ("image/jpeg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", re.compile(rb"RIFF....WEBP", re.DOTALL)),
)
UNKNOWN = "application/octet-stream"
# TYPE of 2.1 and 3.0 beside the media type of 4.0. Whatever is not in here has none.
TYPES = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "audio/basic": "BASIC",
    "audio/wav": "WAVE",
    "audio/ogg": "OGG",
    "audio/mpeg": "MP3",
    "application/pgp-keys": "PGP",
    "application/pkix-cert": "X509",
}
_MEDIA_TYPES = {kind.lower(): media_type for media_type, kind in TYPES.items()} | {"jpg": "image/jpeg"}
_DATA = re.compile(rb"\s*data:([A-Za-z0-9.+/-]*)((?:;[^,;]*)*),", re.IGNORECASE)
_DATA_URI = re.compile(r"data:([a-z0-9.+/-]+);base64,([A-Za-z0-9+/]+={0,2})")


def sniffed(content: bytes) -> str | None:
    """The media type of a picture by its first octets, or None if it is none that an address book shows."""
    return next((media_type for media_type, start in _PICTURES if start.match(content)), None)


def data_uri(content: bytes, media_type: str) -> str:
    """`content` as 4.0 has it (RFC 2397)."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"


def encoded(content: bytes, media_type: str) -> str:
    """`content` as 3.0 has it: parameters, colon and value."""
    return _in_3(media_type, b64encode(content).decode())


def encoded_uri(uri: str) -> str | None:
    """A data: URI of ours as 3.0 has it; None for anything else."""
    found = _DATA_URI.fullmatch(uri)
    return _in_3(found[1], found[2]) if found else None


def _in_3(media_type: str, base64: str) -> str:
    kind = TYPES.get(media_type)
    return f";ENCODING=b;TYPE={kind}:{base64}" if kind else f";ENCODING=b:{base64}"


def content_of(value: bytes, types: frozenset[str]) -> tuple[bytes, str] | None:
    """The octets in a value of base64 (2.1, 3.0) or a data: URI, and their media type; None where there are none."""
    # Thunderbird escapes the comma of a URI.
    value = value.replace(b"\\,", b",")
    uri = _DATA.match(value)
    if uri:
        named = uri[1].decode().lower()
        rest = value[uri.end() :]
        content = unquote_to_bytes(rest) if b"base64" not in uri[2].lower() else _from_base64(unquote_to_bytes(rest))
    else:
        named = next((_MEDIA_TYPES[kind] for kind in sorted(types) if kind in _MEDIA_TYPES), UNKNOWN)
        content = _from_base64(value)
    return (content, named if named in TYPES else UNKNOWN) if content else None


def _from_base64(value: bytes) -> bytes:
    """Leniently: old phones break the lines anywhere, and forget the filling at the end."""
    try:
        return binascii.a2b_base64(value.rstrip(b"= \t\r\n") + b"==")
    except binascii.Error:
        return b""
