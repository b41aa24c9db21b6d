"""What stands before the colon of a content line: group, name and parameters (RFC 6350 §3.3, vCard 2.1 §2)."""

import re
from binascii import a2b_qp
from dataclasses import dataclass

_NAME = rb"[ \t]*(?:([\w-]{1,60})\.)?([\w-]{1,60})[ \t]*"
_HEADER = re.compile(_NAME + rb'((?:;(?:"[^"\r\n]*"|[^":;\r\n])*+)*+):')
# A quotation mark that nobody closes is a character like others.
_CARELESS_HEADER = re.compile(_NAME + rb"(;[^:\r\n]*)?:")
_PARAMETER = re.compile(r';((?:"[^"]*"|[^;"]|"(?=[^"]*$))*)')
# A number that a Samsung phone's owner gave a name of their own: TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=...,=E5=AE=B6).
_CUSTOM = re.compile(r"X-CUSTOM\((?:.*,)?(.*)\)", re.IGNORECASE)

_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "B", "7BIT", "8BIT"})
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE"})
_TEXTS = frozenset("FN N NICKNAME ORG TITLE ROLE TEL EMAIL ADR LABEL NOTE CATEGORIES UID LANG TZ URL".split())


@dataclass(frozen=True, slots=True)
class Header:
    """`name` and the keys of `parameters` in capitals, `types` (with 2.1's bare words) in small letters.

    `length` is how many octets it takes, colon included.
    """

    group: str
    name: str
    types: frozenset[str]
    parameters: dict[str, str]
    length: int

    @property
    def encoding(self) -> str:
        """QUOTED-PRINTABLE, BASE64, or nothing that matters."""
        encoding = self.parameters.get("ENCODING", "").upper()
        return "BASE64" if encoding == "B" else encoding

    @property
    def is_text(self) -> bool:
        """Whether the value is one that we read."""
        return self.name in _TEXTS

    @property
    def is_binary(self) -> bool:
        """Whether the value is a picture, a sound or a key: octets and no text."""
        return self.name in _BINARY or (self.encoding == "BASE64" and self.name not in _TEXTS)


def header_of(line: bytes) -> Header | None:
    """The header that `line` starts with, or None if it is no content line."""
    found = _HEADER.match(line) or _CARELESS_HEADER.match(line)
    if found is None:
        return None
    group, name, rest = found[1] or b"", found[2], found[3] or b""
    types: set[str] = set()
    parameters: dict[str, str] = {}
    for written in _PARAMETER.findall(rest.decode("utf-8", "replace")):
        _take(written.strip(), types, parameters)
    return Header(
        group.decode("ascii", "replace").lower(),
        name.decode("ascii", "replace").upper(),
        frozenset(types),
        parameters,
        found.end(),
    )


def _take(written: str, types: set[str], parameters: dict[str, str]) -> None:
    custom = _CUSTOM.fullmatch(written)
    if custom:
        parameters["X-LABEL"] = a2b_qp(custom[1].encode()).decode("utf-8", "replace")
        return
    name, equals, value = written.replace('"', "").partition("=")
    key = name.strip().upper()
    if equals and key != "TYPE":
        parameters.setdefault(key, value.strip())
        return
    for word in (value if equals else name).split(","):
        if word.strip().upper() in _ENCODINGS:
            parameters["ENCODING"] = word.strip()
        elif word.strip():
            types.add(word.strip().lower())
