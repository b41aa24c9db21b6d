"""The parts of a message, before and after it is made out to somebody."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Parts:
    """Subject, plain text and HTML of the same content.

    Before merging they are Jinja2 templates in which only `recipient` is left to fill in; after it they are final.
    """

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message; `content_type` is `type/subtype`, perhaps with parameters (RFC 2045 §5.1)."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Inline:
    """A picture that the HTML shows as `cid:…` (RFC 2392); `cid` is its Content-ID without the brackets."""

    cid: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An advisory ready to be planned: checked, rendered, with everything but the recipient settled.

    `source` is the advisory file's text, kept for the record; `reply_to` is the first officer's public address.
    """

    title: str
    source: str
    parts: Parts
    language: str = "en"
    attachments: tuple[Attachment, ...] = ()
    inline: tuple[Inline, ...] = ()
    embargo_at: datetime | None = None
    reply_to: str | None = None
