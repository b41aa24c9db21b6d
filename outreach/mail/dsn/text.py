"""Headers and texts of mail by strangers, as words: whatever their encoding says, or is."""

from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

# Characters of a text, of a line and of a header. The report stands at the beginning, in lines of people; longer ones
# are there to keep a reader busy.
_ENOUGH, _LINE, _HEADER = 100_000, 500, 5_000


def header(mail: Message, name: str) -> str:
    """A header on one line, its encoded words read; "" where there is none."""
    raw = next((value for known, value in mail.raw_items() if known.lower() == name.lower()), None)
    if raw is None:
        return ""
    # Octets beyond ASCII are UTF-8 as a rule (RFC 6532), whatever they should be.
    text = str(raw).encode("utf-8", "surrogateescape").decode("utf-8", "replace")[:_HEADER]
    try:
        return " ".join(str(make_header(decode_header(text))).split())
    except (HeaderParseError, UnicodeError, LookupError, ValueError):
        return " ".join(text.split())


def plain_text(mail: Message) -> str:
    """The first text that a person would read; of HTML only what is between its tags."""
    parts = [part for part in mail.walk() if part.get_content_maintype() == "text"]
    plain = next((part for part in parts if part.get_content_subtype() != "html"), None)
    if plain is not None:
        return _decoded(plain)
    return _without_tags(_decoded(parts[0])) if parts else ""


def _decoded(part: Message) -> str:
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return ""
    try:
        text = octets.decode(part.get_content_charset() or "utf-8", "replace")
    except LookupError:
        text = octets.decode("utf-8", "replace")
    return "\n".join(line[:_LINE] for line in text[:_ENOUGH].splitlines())


def _without_tags(text: str) -> str:
    import html
    import re

    broken = re.sub(r"(?i)<(br|/p|/div|/tr|/h\d)[^<>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^<>@]*>", " ", broken))
