"""Parts into the octets of a message (RFC 5322, RFC 2045-2049): the same parts always give the same octets.

    multipart/mixed                      only if there are attachments
    |-- multipart/alternative
    |   |-- text/plain; charset=utf-8    quoted-printable, or base64 where that is shorter
    |   `-- multipart/related            only if the HTML shows pictures that go along (RFC 2387)
    |       |-- text/html; charset=utf-8 the same
    |       `-- each picture             base64, named by its Content-ID (RFC 2392)
    `-- each attachment                  base64

A composer is made once a mailing: what all its messages share is written once, and a message costs only what differs.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import encode_rfc2231, format_datetime
from functools import cache
from hashlib import sha256

from outreach.errors import InvalidValue
from outreach.mail import headers, wire
from outreach.mail.addresses import NamedAddress, needs_smtputf8
from outreach.model.message import Attachment, Inline, Parts

_HARMLESS = bytes(range(32, 61)) + bytes(range(62, 127)) + b"\r\n"
# Quoted-printable takes three octets for one, base64 four for three.
_BASE64_PAYS = 0.18
_NEWLINE = re.compile("\r\n|\r|\n")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
# What a type may say beside itself: plain tokens (RFC 2045 §5.1).
_PARAMETERS = re.compile(r"(?:; [a-z]+=[A-Za-z0-9._-]+)*")
_TOKEN_FORM = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_NAME = 255
_THREAD = ("In-Reply-To", "References")
_PICTURES = frozenset({"image/png", "image/jpeg"})
_CONTENT_ID = re.compile(r"[A-Za-z0-9._-]{1,80}@[A-Za-z0-9.-]{1,80}")
# Where the reader's own token goes in the URIs of List-Unsubscribe.
TOKEN = "{token}"  # noqa: S105 - a gap, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the headers of all messages of a mailing share.

    `uid` is the mailing's; it makes the boundaries and, with a recipient's key, the Message-IDs. `date` is aware.
    `unsubscribe` holds the URIs of List-Unsubscribe (RFC 2369), perhaps with TOKEN in them; `feedback_id` says to large
    receivers whose complaints to count together; `language` is BCP 47.
    """

    uid: str
    sender: NamedAddress
    date: datetime
    list_id: str
    list_name: str = ""
    unsubscribe: tuple[str, ...] = ()
    reply_to: str | None = None
    language: str = "en"
    feedback_id: str = ""

    @property
    def is_left_by_token(self) -> bool:
        """Whether each reader has a way off the list that is their own."""
        return any(TOKEN in uri for uri in self.unsubscribe)

    def message_id(self, key: str) -> str:
        """The Message-ID of the delivery to `key`: the same in every attempt, so that a second copy can be told."""
        return f"<{self.uid}.{sha256(f'{self.uid} {key}'.encode()).hexdigest()[:20]}@{self.sender.domain}>"


def message(
    heading: Heading,
    parts: Parts,
    *,
    to: NamedAddress,
    key: str,
    attachments: Sequence[Attachment] = (),
    inline: Sequence[Inline] = (),
) -> bytes:
    """One message, complete. For many of one mailing make a Composer. Raises InvalidValue."""
    return Composer(heading, attachments, inline).message(parts, to=to, message_id=heading.message_id(key))


class Composer:
    """Makes the messages of one mailing. Raises InvalidValue for a heading or an attachment that cannot be sent."""

    def __init__(self, heading: Heading, attachments: Sequence[Attachment] = (), inline: Sequence[Inline] = ()) -> None:
        mark = sha256(heading.uid.encode()).hexdigest()[:24]
        # "=_" stands in no quoted-printable and no base64 line (RFC 2045 §6.7): no body can hold the boundary.
        self._inner, self._outer = f"=_a{mark}", f"=_m{mark}"
        self._heading = heading
        self._shared = cache(self._shared_by)
        self._shared(heading.reply_to)
        self._opening, self._closing = self._around(attachments)
        self._opens_html, self._closes_html = _related(inline, mark=f"=_r{mark}")
        self._way_off_names = _field_names(self._way_off("x").encode())

    def message(
        self,
        parts: Parts,
        *,
        to: NamedAddress,
        message_id: str,
        reply_to: str | None = None,
        answers: Sequence[str] = (),
        token: str = "",
    ) -> bytes:
        """The octets for one recipient, CRLF at every line end, no line above 998.

        `reply_to` is theirs where it is not the mailing's; `answers` are the Message-IDs of the thread that it goes on
        with, oldest first (RFC 5322 §3.6.4); `token` is what takes them off the list. Raises InvalidValue.
        """
        shared, names = self._shared(reply_to or self._heading.reply_to)
        own = headers.mailbox("To", to) + headers.unstructured("Subject", parts.subject)
        own += f"Message-ID: {message_id}\r\n{headers.thread(answers)}{self._way_off(token)}"
        fields = [*names, "To", "Subject", "Message-ID", *(_THREAD if answers else ()), *self._way_off_names]
        fields.append("Content-Type")
        finished = b"".join(
            (
                shared,
                own.encode(),
                self._opening,
                f"--{self._inner}\r\n".encode(),
                _body("plain", parts.text),
                f"--{self._inner}\r\n".encode(),
                self._opens_html,
                _body("html", parts.html),
                self._closes_html,
                f"--{self._inner}--\r\n".encode(),
                self._closing,
            )
        )
        expect_intended(finished, fields, to=to)
        return finished

    def _way_off(self, token: str) -> str:
        """List-Unsubscribe where each reader has their own; without a token it cannot be written."""
        if not self._heading.is_left_by_token:
            return ""
        if not _TOKEN_FORM.fullmatch(token):
            raise InvalidValue("unsubscribe token", token, "is none that can stand in an address")
        return headers.unsubscribe(tuple(uri.replace(TOKEN, token) for uri in self._heading.unsubscribe))

    def _shared_by(self, reply_to: str | None) -> tuple[bytes, list[str]]:
        """What stands at the top of every message whose answers go there, and the names of its fields."""
        shared = _shared_fields(replace(self._heading, reply_to=reply_to))
        return shared, _field_names(shared)

    def _around(self, attachments: Sequence[Attachment]) -> tuple[bytes, bytes]:
        alternative = f'Content-Type: multipart/alternative; boundary="{self._inner}"\r\n\r\n'
        if not attachments:
            return alternative.encode(), b""
        opening = f'Content-Type: multipart/mixed; boundary="{self._outer}"\r\n\r\n--{self._outer}\r\n{alternative}'
        mark = f"--{self._outer}".encode()
        return opening.encode(), b"".join(
            (*(mark + b"\r\n" + _attached(file) for file in attachments), mark + b"--\r\n")
        )


def _body(subtype: str, text: str) -> bytes:
    encoding, octets = _transferable(text)
    fields = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return fields.encode() + octets


def _related(inline: Sequence[Inline], *, mark: str) -> tuple[bytes, bytes]:
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


def _shared_fields(heading: Heading) -> bytes:
    for address in filter(None, (heading.sender.address, heading.reply_to)):
        if needs_smtputf8(address):
            problem = "has letters outside ASCII before the @, which most servers refuse in From and Reply-To"
            raise InvalidValue("address", address, problem)
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", heading.language):
        raise InvalidValue("language", heading.language, "is not a language tag (BCP 47); write en, fr, pt-BR")
    lines = [
        headers.mailbox("From", heading.sender),
        headers.mailbox("Reply-To", NamedAddress(heading.reply_to)) if heading.reply_to else "",
        f"Date: {format_datetime(heading.date)}\r\n",
        headers.phrase_and_id("List-ID", heading.list_name, heading.list_id),
        "" if heading.is_left_by_token else headers.unsubscribe(heading.unsubscribe),
        headers.feedback_id(heading.feedback_id),
        # A person wrote it and waits for answers (RFC 3834 §5.1); List-ID is what keeps vacation notices away.
        "Auto-Submitted: no\r\n",
        f"Content-Language: {heading.language}\r\n",
        "MIME-Version: 1.0\r\n",
    ]
    return "".join(lines).encode()


def _field_names(fields: bytes) -> list[str]:
    return [line.partition(b":")[0].decode() for line in fields.split(b"\r\n") if line and not line.startswith(b" ")]


def _transferable(text: str) -> tuple[str, bytes]:
    """How `text` travels, and its octets on lines of at most 76 (RFC 2045 §6.7, §6.8), ended by CRLF."""
    lines = _NEWLINE.sub("\r\n", text)
    try:
        octets = (lines if lines.endswith("\r\n") else lines + "\r\n").encode()
    except UnicodeEncodeError:
        raise InvalidValue("text", ascii(text), "holds characters that are not Unicode text") from None
    if len(octets.translate(None, _HARMLESS)) > _BASE64_PAYS * len(octets):
        return "base64", _in_base64(octets)
    # The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1); the text keeps its own.
    return "quoted-printable", binascii.b2a_qp(octets, istext=True) + b"\r\n"


def _in_base64(octets: bytes) -> bytes:
    return base64.encodebytes(octets).replace(b"\n", b"\r\n")


def _attached(file: Attachment) -> bytes:
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


def expect_intended(finished: bytes, fields: list[str], *, to: NamedAddress) -> None:
    """Nothing, if a reader finds the intended fields, once each, and nothing else: the last door before a hash."""
    found = BytesHeaderParser().parsebytes(finished[: finished.index(b"\r\n\r\n") + 4])
    whole = found.keys() == fields and not found.defects and wire.is_clean(finished)
    if not whole or max(map(len, finished.split(b"\r\n"))) > wire.LONGEST_LINE:
        raise InvalidValue("message to", to.address, "would not hold exactly the headers it should; nothing was made")
