"""An .eml file: the text of a mail, the plain part first, the HTML part where there is no other."""

import email
import email.policy
from email.message import EmailMessage

from outreach.errors import InvalidFile

_LITTLE = 40


def body(content: bytes, *, filename: str) -> tuple[str, bool]:
    """The text of the mail, and whether it is HTML. Raises InvalidFile where there is none."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    try:
        plain, html = (mail.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    except (AttributeError, KeyError, ValueError) as error:
        raise InvalidFile(filename, "is not a mail that can be read; save it again as .eml or as text") from error
    text = _content(plain)
    if html is not None and len(text.strip()) < _LITTLE:
        return _content(html), True
    if not text.strip():
        raise InvalidFile(filename, "is a mail without text; save the release itself as a file")
    return text, False


def _content(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return ""
    try:
        return octets.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        # A charset that Python has never heard of: mail of our time is UTF-8.
        return octets.decode("utf-8", "replace")
