"""One piece of mail: a report of what was not delivered, or one of the other things that come to a return path."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum

from outreach.mail.dsn import standard, wordings
from outreach.mail.dsn.text import header, plain_text
from outreach.model.bounce import Bounce

_MESSAGE_ID = re.compile(r"<[^<>\s]+@[^<>\s]+>")
_RETURNED = re.compile(r"^[ \t]*(?:Message-ID|Message-Id|Message-id):[ \t]*(<[^<>\s]+>)", re.MULTILINE)
_AWAY = re.compile(
    r"out of (the )?office|auto(mati\w+)?[- ]?(reply|response|antwort)|abwesen|absence|vacation|"
    r"r[ée]ponse automatique|respuesta autom|risposta automatica|afwezig",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"warning|delay(ed)?\b|will (continue to )?(be )?(retr|try)|not yet been delivered|still trying", re.IGNORECASE
)


class Sort(StrEnum):
    """What a piece of mail is."""

    BOUNCE = "bounce"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    AWAY = "out of office"
    COMPLAINT = "complaint"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mail:
    """A piece of mail: what it is, and what it says of each recipient that it was not delivered to."""

    sort: Sort
    bounces: tuple[Bounce, ...] = ()


def read(octets: bytes) -> Mail:
    """What a piece of mail is. Never raises: what cannot be read is OTHER."""
    try:
        return _sorted(message_from_bytes(octets))
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return Mail(Sort.OTHER)


def _sorted(mail: Message) -> Mail:
    report = str(mail.get_param("report-type") or "").lower()
    if report == "feedback-report":
        return Mail(Sort.COMPLAINT)
    if standard.is_report(mail):
        return _of_report(mail)
    if _is_away(mail):
        return Mail(Sort.AWAY)
    if not wordings.is_from_a_server(mail):
        return Mail(Sort.OTHER)
    text = plain_text(mail)
    found = wordings.failures(mail, text)
    if not found:
        return Mail(Sort.OTHER)
    if _LATER.search(header(mail, "Subject")) or _is_later(text):
        return Mail(Sort.DELAYED)
    return Mail(Sort.BOUNCE, _complete(mail, found))


def _of_report(mail: Message) -> Mail:
    told = standard.outcomes(mail)
    failed = tuple(bounce for action, bounce in told if action == "failed")
    if failed:
        return Mail(Sort.BOUNCE, _complete(mail, failed))
    actions = {action for action, _ in told}
    return Mail(Sort.DELAYED if "delayed" in actions else Sort.DELIVERED if actions else Sort.OTHER)


def _is_away(mail: Message) -> bool:
    """An automatic answer of a person's mailbox (RFC 3834), or one that only its subject tells."""
    automatic = header(mail, "Auto-Submitted").lower().startswith("auto-replied")
    marked = any(mail[name] for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress"))
    away = bool(_AWAY.search(header(mail, "Subject")))
    return (
        (automatic or marked or away)
        and not header(mail, "X-Failed-Recipients")
        and (away or not wordings.is_from_a_server(mail))
    )


def _is_later(text: str) -> bool:
    return bool(
        re.search(r"this is (just )?a warning|no action is required on your part|will keep trying", text, re.IGNORECASE)
    )


def _complete(mail: Message, bounces: tuple[Bounce, ...]) -> tuple[Bounce, ...]:
    """With the date of the report, and everything in it that could be the Message-ID of ours."""
    clues = (*_returned(mail), *_MESSAGE_ID.findall(f"{header(mail, 'In-Reply-To')} {header(mail, 'References')}"))
    at = _date(mail)
    return tuple(
        Bounce(one.recipients, one.status, one.reason, tuple(dict.fromkeys((*one.clues, *clues))), at)
        for one in bounces
    )


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


def _date(mail: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(header(mail, "Date"))
    except (ValueError, TypeError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
