"""The parts of a message in octets (RFC 2045 to 2049): texts, the pictures that the HTML shows, files that go along."""

import base64
import binascii
import re
from collections.abc import Sequence
from email.utils import encode_rfc2231
from functools import lru_cache

from outreach.errors import InvalidValue
from outreach.mail import headers
from outreach.model.message import Attachment, Inline

_HARMLESS = bytes(range(32, 61)) + bytes(range(62, 127)) + b"\r\n"
# Quoted-printable takes three octets for one, base64 four for three.
_BASE64_PAYS = 0.18
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
# What a type may say beside itself: plain tokens (RFC 2045 §5.1).
_PARAMETERS = re.compile(r"(?:; [a-z]+=[A-Za-z0-9._-]+)*")
_LONGEST_NAME = 255
_PICTURES = frozenset({"image/png", "image/jpeg"})
_CONTENT_ID = re.compile(r"[A-Za-z0-9._-]{1,80}@[A-Za-z0-9.-]{1,80}")


def body(subtype: str, text: str) -> bytes:
    """A text with its fields, as it stands between two boundaries. Raises InvalidValue for what is no Unicode text."""
    encoding, octets = _transferable(text)
    fields = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return fields.encode() + octets


def related(inline: Sequence[Inline], *, mark: str) -> tuple[bytes, bytes]:
    """What stands before the HTML and after it: nothing, where no picture goes along with it."""
    if not inline:
        return b"", b""
    opening = f'Content-Type: multipart/related; type="text/html"; boundary="{mark}"\r\n\r\n--{mark}\r\n'
    pictures = (f"--{mark}\r\n".encode() + _shown(picture) for picture in inline)
    return opening.encode(), b"".join((*pictures, f"--{mark}--\r\n".encode()))


def _shown(picture: Inline) -> bytes:
    if picture.content_type not in _PICTURES or not _CONTENT_ID.fullmatch(picture.cid):
        raise InvalidValue("picture", picture.cid, "is no PNG or JPEG with a Content-ID like logo@example.org")
    return (
        f"Content-Type: {picture.content_type}\r\nContent-ID: <{picture.cid}>\r\nContent-Disposition: inline\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + _in_base64(picture.content)


def _transferable(text: str) -> tuple[str, bytes]:
    """How `text` travels, and its octets on lines of at most 76 (RFC 2045 §6.7, §6.8), ended by CRLF."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    lines = plain.removesuffix("\n").split("\n")
    try:
        known = [_line(line) for line in lines]
    except UnicodeEncodeError:
        raise InvalidValue("text", ascii(text), "holds characters that are not Unicode text") from None
    quoted, sizes, harmful = zip(*known, strict=True)
    if sum(harmful) > _BASE64_PAYS * sum(sizes):
        return "base64", _in_base64("".join(f"{line}\r\n" for line in lines).encode())
    # The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1); the text keeps its own.
    return "quoted-printable", b"".join((*quoted, b"\r\n"))


@lru_cache(maxsize=8192)
def _line(line: str) -> tuple[bytes, int, int]:
    """A line as it is quoted, with its line end; how many octets it has, and how many of them must be quoted.

    Most lines are the same in all messages of a mailing, and no line depends on another.
    """
    octets = f"{line}\r\n".encode()
    return binascii.b2a_qp(octets, istext=True), len(octets), len(octets.translate(None, _HARMLESS))


def _in_base64(octets: bytes) -> bytes:
    return base64.encodebytes(octets).replace(b"\n", b"\r\n")


def attached(file: Attachment) -> bytes:
    """A file with its fields. Raises InvalidValue for a type or a name that cannot stand in a field."""
    kind, parted, said = file.content_type.partition(";")
    kind, parameters = kind.lower(), parted + said
    if not _TYPE.fullmatch(kind) or not _PARAMETERS.fullmatch(parameters):
        raise InvalidValue("content type", file.content_type, "is no media type; write it like application/pdf")
    # A message or a multipart must not be in base64 (RFC 2046 §5.2.1); as plain octets anything may.
    if kind.startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    return (
        f"Content-Type: {kind}{parameters}\r\nContent-Disposition: attachment;\r\n {_filename(file.filename)}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    ).encode() + _in_base64(file.content)


def _filename(name: str) -> str:
    """The file name as a parameter: quoted where it is ASCII, percent-encoded where it is not (RFC 2231 §4)."""
    line = headers.checked(name, field="file name")
    if not line or len(line.encode()) > _LONGEST_NAME or re.search(r"[/\\]", line):
        raise InvalidValue("file name", name, "is empty, longer than 255 octets, or holds a slash; rename the file")
    if line.isascii() and '"' not in line and "=?" not in line and "%" not in line:
        return f'filename="{line}"'
    return f"filename*={encode_rfc2231(line, 'utf-8')}"
