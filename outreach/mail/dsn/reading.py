"""One piece of mail: a report of what was not delivered, or one of the other things that come to a return path."""

import re
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import Message
from enum import StrEnum

from outreach.mail.dsn import clues, feedback, limits, standard, wordings
from outreach.mail.dsn.text import header, plain_text
from outreach.model.bounce import Bounce
from outreach.model.complaint import Complaint

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
    TOO_MUCH = "too much"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mail:
    """A piece of mail: what it is, what it says of each recipient that it was not delivered to, and who complains."""

    sort: Sort
    bounces: tuple[Bounce, ...] = ()
    complaint: Complaint | None = None

    @property
    def reports(self) -> tuple[Bounce | Complaint, ...]:
        """All that it says of messages."""
        return (*self.bounces, self.complaint) if self.complaint else self.bounces


def read(octets: bytes) -> Mail:
    """What a piece of mail is. Never raises: what cannot be read is OTHER, what is not worth the time TOO_MUCH."""
    if limits.are_passed(octets):
        return Mail(Sort.TOO_MUCH)
    beginning = limits.beginning(octets)
    try:
        parsed = message_from_bytes(beginning)
        found = _sorted(parsed)
        return _complete(found, parsed, clues.seals(beginning)) if found.bounces or found.complaint else found
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return Mail(Sort.OTHER)


def _sorted(mail: Message) -> Mail:
    if feedback.is_report(mail):
        complaint = feedback.complaint(mail)
        return Mail(Sort.COMPLAINT if complaint else Sort.OTHER, complaint=complaint)
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
    return Mail(Sort.BOUNCE, found)


def _of_report(mail: Message) -> Mail:
    told = standard.outcomes(mail)
    failed = tuple(bounce for action, bounce in told if action == "failed")
    if failed:
        return Mail(Sort.BOUNCE, failed)
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


def _complete(found: Mail, mail: Message, seals: tuple[str, ...]) -> Mail:
    """With everything in the report that could tell whose it is."""
    ids = clues.message_ids(mail)
    bounces = tuple(replace(one, clues=tuple(dict.fromkeys((*one.clues, *ids))), seals=seals) for one in found.bounces)
    complaint = replace(found.complaint, clues=ids, seals=seals) if found.complaint else None
    return Mail(found.sort, bounces, complaint)
