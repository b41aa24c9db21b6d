"""Text out of bytes, whatever wrote them: byte order marks, UTF-8, UTF-16, else the likeliest old code page."""

import codecs
import re

from outreach.errors import InvalidFile

# Old code pages that press offices' programs still write, in the order in which a tie is decided.
_CODE_PAGES = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "mac_roman", "shift_jis", "gb18030", "big5"]
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 64_000
_PIECE = 1_000_000
_UTF_16 = 5  # one octet in so many is NUL in UTF-16, at the least, where the letters are Latin


def decoded(content: bytes, *, filename: str) -> str:
    """The text of `content`. Raises InvalidFile for an empty file and for what is no text at all."""
    if not content.strip():
        raise InvalidFile(filename, "is empty")
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError as error:
        raise InvalidFile(filename, f"is not text in the encoding it starts with ({error.encoding})") from error
    if "\x00" in text:
        raise InvalidFile(filename, "is not text (it holds NUL characters); is it the right file?")
    return text


def encoding_of(content: bytes, *, filename: str) -> str:
    """The encoding that `content` is read in. Raises InvalidFile for an empty file and for one that is no text."""
    if not content.strip():
        raise InvalidFile(filename, "is empty")
    found = _encoding(content)
    if b"\x00" in content and not found.startswith("utf-16"):
        raise InvalidFile(filename, "is not text (it holds NUL characters); is it the right file?")
    return found


def doubts(encoding: str) -> tuple[str, ...]:
    """What should be known of a text that was read in `encoding`, a sentence each: an old code page is a guess."""
    if encoding.startswith("utf-"):
        return ()
    return (f"the file is not UTF-8; it was read as {encoding}: look at the accents, or save it as UTF-8",)


def _encoding(content: bytes) -> str:
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:_LOOKED_AT]
    if sample.count(0) * _UTF_16 > len(sample):
        # Every other byte of Latin text in UTF-16 is NUL.
        return "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    return "utf-8" if _is_utf8(content) else _code_page(content)


def _is_utf8(content: bytes) -> bool:
    # Piece by piece: the text of a large file is never in memory as a whole.
    decode = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for start in range(0, len(content), _PIECE):
            decode(content[start : start + _PIECE], final=start + _PIECE >= len(content))
    except UnicodeDecodeError:
        return False
    return True


def _code_page(content: bytes) -> str:
    if _is_western(content):
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_LOOKED_AT], cp_isolation=_CODE_PAGES).best()
    found = best.encoding if best else "latin-1"
    try:
        content.decode(found)
    except UnicodeDecodeError:
        return "latin-1"
    return found


def _is_western(content: bytes) -> bool:
    """Whether `content` reads as Windows-1252: few texts are long enough for statistics, so its letters are asked.

    Read as Windows-1252, a text from elsewhere shows signs that nobody types or rows of accented letters.
    """
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return not _STRANGE.search(text)


# Not in the West: any sign but these, or three accented letters in a row.
_STRANGE = re.compile("[^\x00-\x7f\xa0-\xa9\xab-\xb0\xb7\xbf-\xd6\xd8-\xf6\xf8-\xffªº€Œœ‘-”–—…•„‚‹›™]|[\xc0-\xff]{3}")
