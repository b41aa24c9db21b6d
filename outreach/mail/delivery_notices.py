"""Asking for word of failures and delays, in the parameters of MAIL and RCPT (DSN, RFC 3461)."""

import re

from outreach.mail.letter import Letter

_PLAIN = re.compile("[!-*,-<>-~]*")
_LONGEST_ENVELOPE_ID = 100  # RFC 3461 §4.4, in octets of xtext
_LONGEST_RECIPIENT = 500  # RFC 3461 §4.2


def of_message(letter: Letter) -> str:
    """Of MAIL: the headers are enough, and the Message-ID names it. An id that is too long stays away."""
    envelope = xtext(letter.message_id.strip("<>"))
    return " RET=HDRS" + (f" ENVID={envelope}" if envelope and len(envelope) <= _LONGEST_ENVELOPE_ID else "")


def of_recipient(letter: Letter) -> str:
    """Of RCPT: when to tell us, and the address as we know it, which a forwarder on the way may change.

    An address outside ASCII has a form of its own (RFC 6533), which few servers know; it goes without.
    """
    original = f"rfc822;{xtext(letter.recipient)}" if letter.recipient.isascii() else ""
    known = f" ORCPT={original}" if original and len(original) <= _LONGEST_RECIPIENT else ""
    return f" NOTIFY=FAILURE,DELAY{known}"


def xtext(text: str) -> str:
    """`text` (ASCII) as a parameter's value: + and = and what is no printing character in hexadecimal (RFC 3461 §4)."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(c if "!" <= c <= "~" and c not in "+=" else f"+{ord(c):02X}" for c in text)
