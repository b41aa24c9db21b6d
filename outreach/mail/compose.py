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

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from functools import cache
from hashlib import sha256

from outreach.errors import InvalidValue
from outreach.mail import headers, mime, wire
from outreach.mail.addresses import NamedAddress, needs_smtputf8
from outreach.model.message import Attachment, Inline, Parts

# A field with its folds, as RFC 5322 §2.2 has it; no CR and no LF but at the ends of its lines.
_FIELD = re.compile(rb"^([!-9;-~]+):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", re.MULTILINE)
_TOKEN_FORM = re.compile(r"[A-Za-z0-9._-]+")
_THREAD = ("In-Reply-To", "References")
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

    def way_off(self, token: str) -> str:
        """The first of the reader's own ways off the list, as a URI; "" where there is none."""
        return self.unsubscribe[0].replace(TOKEN, token) if self.unsubscribe else ""

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
        self._opening, closing = self._around(attachments)
        self._boundary = f"--{self._inner}\r\n".encode()
        self._opens_html, closes_html = mime.related(inline, mark=f"=_r{mark}")
        self._rest = closes_html + f"--{self._inner}--\r\n".encode() + closing
        _expect_clean(self._opens_html + self._rest)
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
                self._boundary,
                mime.body("plain", parts.text),
                self._boundary,
                self._opens_html,
                mime.body("html", parts.html),
                self._rest,
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
            (*(mark + b"\r\n" + mime.attached(file) for file in attachments), mark + b"--\r\n")
        )


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


def _expect_clean(octets: bytes) -> None:
    if octets and not (wire.is_clean(octets) and max(map(len, octets.split(b"\r\n"))) <= wire.LONGEST_LINE):
        raise AssertionError("what goes along with the messages has a line that cannot be sent")


def expect_intended(finished: bytes, fields: list[str], *, to: NamedAddress) -> None:
    """Nothing, if a reader finds the intended fields, once each, and nothing else: the last door before a hash.

    Below them stand only lines that were looked at as they were encoded, and files that were when the composer was
    made.
    """
    head = finished[: finished.index(b"\r\n\r\n") + 2]
    names = _FIELD.findall(head)
    whole = [name.decode() for name in names] == fields and _FIELD.sub(b"", head) == b""
    if not whole or max(map(len, head.split(b"\r\n"))) > wire.LONGEST_LINE:
        raise InvalidValue("message to", to.address, "would not hold exactly the headers it should; nothing was made")
