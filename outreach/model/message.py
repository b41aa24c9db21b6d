"""The parts of a message, before and after it is made out to somebody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from outreach.model import language
from outreach.model.recipient import Recipient


@dataclass(frozen=True, slots=True)
class Parts:
    """Subject, plain text and HTML of the same content.

    Before merging they are Jinja2 templates in which only `recipient` and `reader` are left to fill in; after it they
    are final.
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


def _like_everybody(_recipient: Recipient) -> Mapping[str, str]:
    """A reader of whom nothing is known."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An advisory ready to be planned: checked, rendered, with everything but the recipient settled.

    `source` is the advisory file's text, kept for the record; `reply_to` is the first officer's public address.
    `for_reader` says what is the recipient's own: READER_FIELDS, and `reply_to` where another officer is nearer.
    """

    title: str
    source: str
    parts: Parts
    language: str = "en"
    attachments: tuple[Attachment, ...] = ()
    inline: tuple[Inline, ...] = ()
    embargo_at: datetime | None = None
    reply_to: str | None = None
    for_reader: Callable[[Recipient], Mapping[str, str]] = _like_everybody


@dataclass(frozen=True, slots=True)
class Edition:
    """An advisory ready to be planned, in every language it is there in; `others` has none of the main one's."""

    main: Approved
    others: Mapping[str, Approved] = field(default_factory=dict)

    @property
    def versions(self) -> dict[str, Approved]:
        """Every version by its language, the main one first."""
        return {self.main.language: self.main, **self.others}

    def for_reader(self, languages: Sequence[str]) -> Approved:
        """What goes to somebody who reads `languages`, best first: the first there is, else English, else the main."""
        versions = self.versions
        return versions[language.chosen(languages, list(versions))]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a mailing said in one language: the advisory's file, the calendar entry that went along, the frozen text."""

    source: str
    entry: bytes | None = None
    text: str = ""
