"""What in a piece of mail could tell which message of ours it is about."""

import re
from email.message import Message

from outreach.mail.dsn.text import header, plain_text
from outreach.model.report import seals_in

_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_RETURNED = re.compile(r"^[ \t]*(?:Message-ID|Message-Id|Message-id):[ \t]*(<[^<>\s]+>)", re.MULTILINE)
# Soft line breaks of quoted-printable, and folds: both may stand in the middle of an address.
_BROKEN = re.compile(rb"=\r?\n|\r?\n[ \t]+")


def message_ids(mail: Message) -> tuple[str, ...]:
    """Everything that could be the Message-ID of ours: of what came back with the report, and of what it answers."""
    answered = _MESSAGE_ID.findall(f"{header(mail, 'In-Reply-To')} {header(mail, 'References')}")
    return tuple(dict.fromkeys((*_returned(mail), *answered)))


def seals(octets: bytes) -> tuple[str, ...]:
    """Everything that looks like a token of ours: in the addresses it came to, in the copy of our message."""
    return seals_in(_BROKEN.sub(b"", octets).decode("latin-1"))


def _returned(mail: Message) -> list[str]:
    """The Message-IDs of what came back with the report, as a part of its own or copied into the text."""
    found = []
    for part in mail.walk():
        kind = part.get_content_type()
        if part is not mail and part["Message-ID"]:
            found += _MESSAGE_ID.findall(header(part, "Message-ID"))
        if kind in ("text/rfc822-headers", "message/rfc822", "text/plain") and not part.is_multipart():
            found += _RETURNED.findall(plain_text(part))
    return found
