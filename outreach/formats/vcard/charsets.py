"""In which characters the octets of a vCard are written: what it says, and what it means."""

import codecs
import re

# Of all that Python can decode, what a phone or an office may have written. Not utf-7, not escapes: they hide things.
_WRITTEN_BY_PHONES = re.compile(
    r"utf-8|utf-16.*|ascii|iso8859.*|cp\d+|shift_jis.*|euc_.*|iso2022.*|gb.*|big5.*|koi8.*|mac-.*|tis-620|johab|hz"
)
_ONE_OCTET_EACH = re.compile(r"iso8859.*|cp(?!9[345]\d)\d+|koi8.*|mac-.*|tis-620|ascii")
# What stands at the start of a file whose every other octet is NUL.
_WIDE_STARTS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"B\0", "utf-16-le"), (b"\0B", "utf-16-be"))


def in_octets(content: bytes) -> bytes:
    """`content` with UTF-16 turned into UTF-8, and lines that end in CR alone into lines that end in LF."""
    wide = next((codec for start, codec in _WIDE_STARTS if content.startswith(start)), None)
    if wide:
        content = content.decode(wide, "replace").encode()
    if b"\n" not in content:
        content = content.replace(b"\r", b"\n")
    return content


def decoded(octets: bytes, charset: str | None) -> tuple[str, bool]:
    """`octets` as text, and whether that is a guess: they are not in `charset`, nor in UTF-8.

    RFC 6350 §3.1 knows UTF-8 alone; 2.1 says `CHARSET=`, and old phones say nothing and mean Windows-1252.
    """
    for codec in _candidates(charset):
        try:
            return octets.decode(codec), False
        except UnicodeDecodeError:
            continue
    return octets.decode("cp1252", "replace"), True


def _candidates(charset: str | None) -> tuple[str, ...]:
    named = _codec(charset)
    if named is None:
        return ("utf-8",)
    # A file saved anew in UTF-8 keeps its old labels, and what is valid UTF-8 by chance is rare. Not so in Shift JIS.
    return ("utf-8", named) if _ONE_OCTET_EACH.fullmatch(named) else (named, "utf-8")


def _codec(charset: str | None) -> str | None:
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    return name if _WRITTEN_BY_PHONES.fullmatch(name) else None
