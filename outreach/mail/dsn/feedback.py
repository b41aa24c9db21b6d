"""Feedback reports (RFC 5965): a reader has pressed "this is spam", and their provider tells us."""

import re
from email import message_from_string
from email.message import Message

from outreach.mail.dsn.text import header, plain_text
from outreach.model.complaint import Complaint

# Of the registered types (RFC 5965 §7.3, RFC 6591, RFC 6650) those by which a reader says no; the rest are machines'
# findings (auth-failure, virus), or say the contrary (not-spam).
_AGAINST = frozenset({"abuse", "fraud", "opt-out", "opt-out-list", "other"})
# Outlook.com sends no such report, but our message with a field that says to whom.
_OF_OUTLOOK = "X-HmXmrOriginalRecipient"


def is_report(mail: Message) -> bool:
    """Whether it is a feedback report, of whatever kind."""
    declared = str(mail.get_param("report-type") or "").lower() == "feedback-report"
    return declared or bool(_of_outlook(mail)) or _fields(mail) is not None


def complaint(mail: Message) -> Complaint | None:
    """What it says against a message of ours; None where it says nothing against one, or not what."""
    if (fields := _fields(mail)) is not None:
        kind = header(fields, "Feedback-Type").lower()
        if kind not in _AGAINST:
            return None
        named = [_address(header(fields, name)) for name in ("Original-Rcpt-To", "Removal-Recipient")]
        by = header(fields, "Reporting-MTA").rpartition(";")[2].strip() or header(fields, "User-Agent")
        return Complaint(_distinct(*named, *_written_to(mail)), kind, by[:80])
    if address := _of_outlook(mail):
        return Complaint(_distinct(_address(address)), "abuse", "Outlook.com")
    return None


def _fields(mail: Message) -> Message | None:
    """The fields of the report; some send them as a text instead of a part of its own type."""
    part = next((part for part in mail.walk() if part.get_content_type() == "message/feedback-report"), None)
    if part is None:
        return None
    payload = part.get_payload()
    if isinstance(payload, list):
        inside = next((one for one in payload if isinstance(one, Message)), None)
        if inside is not None and inside.keys():
            return inside
        return message_from_string(str(inside.get_payload()).strip() if inside is not None else "")
    return message_from_string(str(payload).strip())


def _of_outlook(mail: Message) -> str:
    if not re.match(r"complaint about message from", header(mail, "Subject"), re.IGNORECASE):
        return ""
    return next((header(part, _OF_OUTLOOK) for part in mail.walk() if part[_OF_OUTLOOK]), "")


def _written_to(mail: Message) -> list[str]:
    """To whom our message was, where its copy still says so."""
    copies = [part for part in mail.walk() if part is not mail and part["To"] and part["From"]]
    headers = [
        message_from_string(plain_text(part))
        for part in mail.walk()
        if part.get_content_type() == "text/rfc822-headers"
    ]
    return [_address(header(copy, "To")) for copy in (*copies, *headers)]


def _address(written: str) -> str:
    found = re.search(r"[^\s<>;,\"]+@[^\s<>;,\"]+", written)
    return found[0] if found else ""


def _distinct(*addresses: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, addresses)))
