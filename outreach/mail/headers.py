"""Header fields: values that cannot break out of their line, in the form of RFC 5322 and RFC 2047."""

import base64
import quopri
import re
from collections.abc import Sequence
from email import base64mime, quoprimime
from email.header import Header
from functools import lru_cache

from outreach.errors import InvalidValue
from outreach.mail.addresses import NamedAddress, deliverable
from outreach.model.text import one_line

_ENCODED_WORD = re.compile(r"=\?([^?]*)\?([bBqQ])\?(.*?)(?:\?=|$)", re.DOTALL)
_LINE_ENDS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_OCTETS = re.compile(rb"[\x00-\x1f\x7f]")
_QUOTED = re.compile(r'([\\"])')
_TOKENS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_MESSAGE_ID = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>")
_PREFERRED = 78  # RFC 5322 §2.1.1
_ENCODED = 76  # RFC 2047 §2: a line with an encoded word
_NESTED = 8
_LONGEST_FEEDBACK = 600


@lru_cache(maxsize=1024)
def unstructured(name: str, value: str) -> str:
    """The line(s) `name: value` of a free text (Subject), folded with CRLF, encoded (RFC 2047) where it must be."""
    return f"{name}: {_encoded(checked(value, field=name), name)}\r\n"


def mailbox(name: str, mailbox: NamedAddress) -> str:
    """The line(s) of an address field: the name quoted or encoded as it needs, the address with an ASCII domain."""
    address = deliverable(mailbox.address)
    shown = checked(mailbox.name, field=name)
    return f"{name}: {_phrase(shown, name, room=len(address))}<{address}>\r\n" if shown else f"{name}: {address}\r\n"


def phrase_and_id(name: str, phrase: str, identifier: str) -> str:
    """The line(s) of List-ID (RFC 2919 §3): `phrase <identifier>`. Raises InvalidValue for what is no identifier."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+", identifier) or len(identifier) > 255:
        raise InvalidValue(name, identifier, "is no list identifier; write it like press.example.org")
    shown = checked(phrase, field=name)
    return f"{name}: {_phrase(shown, name, room=len(identifier)) if shown else ''}<{identifier}>\r\n"


def uris(name: str, addresses: tuple[str, ...]) -> str:
    """The line(s) of List-Unsubscribe (RFC 2369): each URI in brackets, folded between URIs and never inside one."""
    for uri in addresses:
        if not re.fullmatch(r"(mailto|https):[!-;=?-~]{1,900}", uri) or "," in uri:
            raise InvalidValue(name, uri, "is no mailto: or https: address that can stand in a header")
    return f"{name}: " + ",\r\n ".join(f"<{uri}>" for uri in addresses) + "\r\n"


def unsubscribe(addresses: tuple[str, ...]) -> str:
    """List-Unsubscribe, and, where one of its URIs is https, the promise that a POST there is enough (RFC 8058)."""
    if not addresses:
        return ""
    one_click = any(uri.startswith("https:") for uri in addresses)
    promise = "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" if one_click else ""
    return uris("List-Unsubscribe", addresses) + promise


def feedback_id(parts: str) -> str:
    """The line of Feedback-ID, four words with colons between; nothing for none. Raises InvalidValue."""
    if parts and (not re.fullmatch(r"[A-Za-z0-9._-]+(:[A-Za-z0-9._-]+){3}", parts) or len(parts) > _LONGEST_FEEDBACK):
        raise InvalidValue("Feedback-ID", parts, "is not four words with colons between")
    return f"Feedback-ID: {parts}\r\n" if parts else ""


def thread(message_ids: Sequence[str]) -> str:
    """In-Reply-To and References of a message that goes on with `message_ids`, oldest first; nothing for none.

    Raises InvalidValue for what is no Message-ID (RFC 5322 §3.6.4).
    """
    for message_id in message_ids:
        if not _MESSAGE_ID.fullmatch(message_id):
            raise InvalidValue("Message-ID", message_id, "is none that a message can answer")
    references = "\r\n ".join(message_ids)
    return f"In-Reply-To: {message_ids[-1]}\r\nReferences: {references}\r\n" if message_ids else ""


def checked(value: str, *, field: str) -> str:
    """`value` on one line, if neither it nor what its encoded words (RFC 2047) stand for can end a line.

    Some readers and writers decode an encoded word that was meant literally (CVE-2024-6923): so what it hides is looked
    at too, down to words within words. Raises InvalidValue.
    """
    line = one_line(value, field=field.lower())
    if "=?" in line:
        _expect_harmless(line, field)
    return line


def _expect_harmless(value: str, field: str) -> None:
    shown = value
    for _ in range(_NESTED):
        decoded = _ENCODED_WORD.sub(lambda word: _decoded(word, field), shown)
        if _LINE_ENDS.search(decoded):
            raise InvalidValue(field.lower(), value, "hides a control character in an encoded word; type it without")
        if decoded == shown:
            return
        shown = decoded
    raise InvalidValue(field.lower(), value, "holds encoded words within encoded words; type it as plain text")


def _decoded(word: re.Match[str], field: str) -> str:
    charset, encoding, text = word[1].partition("*")[0], word[2].lower(), word[3]
    octets = _octets(encoding, text)
    if _CONTROL_OCTETS.search(octets):
        raise InvalidValue(field.lower(), word[0], "hides a control character in an encoded word; type it without")
    try:
        return octets.decode(charset or "ascii", "replace")
    except (LookupError, UnicodeError, ValueError):
        return octets.decode("latin-1").encode("ascii", "replace").decode()


def _octets(encoding: str, text: str) -> bytes:
    octets = text.encode("utf-8", "replace")
    if encoding == "q":
        return quopri.decodestring(octets, header=True)
    # Readers differ in what they do after a "=" in the middle: each stretch is looked at by itself.
    return b"".join(_stretch(part) for part in octets.split(b"="))


def _stretch(part: bytes) -> bytes:
    digits = re.sub(rb"[^A-Za-z0-9+/]", b"", part)
    whole = digits[:-1] if len(digits) % 4 == 1 else digits
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def _encoded(value: str, name: str) -> str:
    # A long word cannot be folded, and what looks like an encoded word must not be taken for one.
    plain = value.isascii() and "=?" not in value and all(len(word) < _PREFERRED - 12 for word in value.split(" "))
    if plain and len(name) + 2 + len(value) <= _PREFERRED:
        return value
    return _words(value, "us-ascii" if plain else "utf-8", name)


def _words(value: str, charset: str, name: str) -> str:
    """`value` in as many encoded words, or folded lines, as it takes."""
    return Header(value, charset, header_name=name).encode(linesep="\r\n")


def one_word(value: str, *, room: int) -> str:
    """`value` as the one encoded word that `_words` would make of it, in a twentieth of the time; else nothing.

    A message has one name that nobody else has: the one of its reader.
    """
    octets = value.encode("utf-8", "replace")
    coder = base64mime if base64mime.header_length(octets) < quoprimime.header_length(octets) else quoprimime
    word = coder.header_encode(octets, "utf-8")
    return word if len(word) <= room else ""


def _phrase(value: str, name: str, *, room: int) -> str:
    """`value` as the phrase before an angle bracket, with the space or fold that follows it."""
    if not value.isascii() or "=?" in value or len(value) > _PREFERRED - 20:
        text = one_word(value, room=_ENCODED - len(name) - 2) or _words(value, "utf-8", name)
    else:
        text = value if _TOKENS.fullmatch(value) else '"' + _QUOTED.sub(r"\\\1", value) + '"'
    width = len(text.rpartition("\n")[2]) + (0 if "\n" in text else len(name) + 2)
    return text + ("\r\n " if width + room + 3 > _PREFERRED else " ")
