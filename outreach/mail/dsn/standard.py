"""Delivery status notifications as RFC 3464 wants them, and as servers that nearly do so write them."""

import base64
import re
from email import message_from_string
from email.message import Message

from outreach.mail.dsn.text import header
from outreach.model.bounce import Bounce, status_of

_XTEXT = re.compile(r"\+([0-9A-F]{2})")  # RFC 3461 §4


def is_report(mail: Message) -> bool:
    """Whether some part of it is a delivery status, whatever the whole calls itself."""
    return any(
        part.get_content_type() in ("message/delivery-status", "message/global-delivery-status") for part in mail.walk()
    )


def outcomes(mail: Message) -> list[tuple[str, Bounce]]:
    """Each recipient's Action (RFC 3464 §2.3.3), in lower case, and what is said of them."""
    found = []
    for part in mail.walk():
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = _blocks(part)
            envelope = next(
                (header(block, "Original-Envelope-Id") for block in blocks if block["Original-Envelope-Id"]), ""
            )
            clues = (_xtext(envelope),) if envelope else ()
            found += [
                _outcome(block, clues) for block in blocks if block["Final-Recipient"] or block["Original-Recipient"]
            ]
    return found


def _blocks(part: Message) -> list[Message]:
    """The fields of the message and of each recipient; some servers send them as plain text, or in base64."""
    payload = part.get_payload()
    blocks = [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []
    if any(block.keys() for block in blocks):
        return blocks
    text = "\n\n".join(str(block.get_payload()) for block in blocks) if blocks else str(payload)
    if header(part, "Content-Transfer-Encoding").lower() == "base64":
        text = base64.b64decode(text).decode("utf-8", "replace")
    return [message_from_string(block.strip()) for block in re.split(r"\r?\n\s*\r?\n", text) if block.strip()]


def _outcome(block: Message, clues: tuple[str, ...]) -> tuple[str, Bounce]:
    recipients = [_address(header(block, name)) for name in ("Original-Recipient", "Final-Recipient")]
    reason = header(block, "Diagnostic-Code").partition(";")[2].strip() or header(block, "Diagnostic-Code")
    status = status_of(header(block, "Status"), reason)
    action = header(block, "Action").split(" ")[0].rstrip(";").lower() or ("failed" if status.startswith("5") else "")
    return action, Bounce(tuple(dict.fromkeys(filter(None, recipients))), status, reason, clues)


def _address(field: str) -> str:
    """The address in `rfc822;ines@example.com` (RFC 3464 §2.3.1)."""
    _, found, address = field.partition(";")
    return _xtext((address if found else field).strip().strip("<>"))


def _xtext(text: str) -> str:
    return _XTEXT.sub(lambda found: chr(int(found[1], 16)), text)
