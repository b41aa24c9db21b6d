"""Octets as they go over the wire: CRLF and nothing else ends a line, and no line but the last is a lone dot."""

import re

_LOOSE_END = re.compile(rb"\r\n|\r|\n")
FINAL_DOT = b".\r\n"
LONGEST_LINE = 998  # RFC 5322 §2.1.1, without CRLF


def is_clean(content: bytes) -> bool:
    """Whether every line ends with CRLF, and no CR or LF stands alone (RFC 5321 §2.3.8)."""
    ends = content.count(b"\r\n")
    return ends == content.count(b"\n") == content.count(b"\r") and content.endswith(b"\r\n")


def normalised(content: bytes) -> bytes:
    """`content` with CRLF for every line end of whatever kind, the last line included."""
    if is_clean(content):
        return content
    lines = _LOOSE_END.sub(b"\r\n", content)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def data(content: bytes) -> bytes:
    """What follows the server's 354, but for the final dot: `content` normalised, dots stuffed (RFC 5321 §4.5.2).

    Every octet of a message that reaches a socket comes out of this function: `smtplib` repairs text but sends bytes as
    they are, and a server that takes a bare LF for a line end would read a second message in them (SMTP smuggling).
    """
    clean = normalised(content)
    if clean is not content and not is_clean(clean):  # pragma: no cover - would be a mistake in `normalised`
        raise AssertionError("a bare CR or LF is left in the message")
    stuffed = clean.replace(b"\r\n.", b"\r\n..")
    return b"." + stuffed if stuffed.startswith(b".") else stuffed
