"""Text that people type: what may stand on one line, and how two spellings are compared."""

import re
import unicodedata

from outreach.errors import InvalidValue

# C0, DEL, C1 (with NEL), LINE and PARAGRAPH SEPARATOR: each ends a line, or worse, somewhere on the way of a mail.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Overrides and isolates turn what is read away from what is written.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
# People do not type these: soft hyphen, zero width space, word joiner, byte order mark.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")

_BETWEEN_WORDS = re.compile("[^a-z0-9]+")
# Most names: there is nothing to fold but the case.
_PLAIN = re.compile("[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def one_line(text: str, *, field: str = "text") -> str:
    """`text` trimmed, NFC, with single spaces, and certain to hold no control character.

    Raises InvalidValue for control characters, for bidirectional overrides and for lone surrogates: they change what a
    header or a card says.
    """
    if text.isascii() and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text  # most of what comes in, and nothing below would change it
    trimmed = text.strip(" \t\r\n")
    found = _CONTROL.search(trimmed) or _DIRECTION.search(trimmed)
    if found:
        raise InvalidValue(field, text, f"holds the control character U+{ord(found[0]):04X}; type it without")
    try:
        trimmed.encode("utf-8")
    except UnicodeEncodeError:
        raise InvalidValue(field, ascii(text), "holds characters that are not Unicode text") from None
    return unicodedata.normalize("NFC", " ".join(visible(trimmed).split()))


def visible(text: str) -> str:
    """`text` without the characters that nobody sees: soft hyphens, zero width spaces, byte order marks."""
    return _INVISIBLE.sub("", text)


def fold(text: str) -> str:
    """`text` as it is compared: no case, no accents, letters and digits with single spaces between.

    >>> fold("Genève – Cité")
    'geneve cite'
    """
    if _PLAIN.fullmatch(text):
        return text.lower()
    if text.isascii():
        return " ".join(_BETWEEN_WORDS.sub(" ", text.lower()).split())
    # Decomposed twice: folding the case of some letters makes new ones that fall apart again.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
