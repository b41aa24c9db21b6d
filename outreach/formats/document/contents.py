"""Which kind of file it is, by name and by content, and who reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from outreach.errors import InvalidFile
from outreach.formats.document import message, page, plain, word
from outreach.formats.encoding import decoded


class Kind(StrEnum):
    """What wrote the file."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    EML = "eml"


@dataclass(frozen=True, slots=True)
class Document:
    """Lines of visible text; line 1 is `lines[0]`. For text and Markdown they are the lines of the file.

    A TAB stands between the cells of a table's row.
    """

    lines: tuple[str, ...]
    kind: Kind = Kind.TEXT
    filename: str = "-"


# A press release is a few pages; pictures make a .docx larger.
_LARGEST_FILE, _LARGEST_TEXT, _LONGEST_LINE = 25_000_000, 5_000_000, 100_000
_BY_NAME = {
    "html": Kind.HTML,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "md": Kind.MARKDOWN,
    "markdown": Kind.MARKDOWN,
    "docx": Kind.DOCX,
    "eml": Kind.EML,
}
_READERS: dict[Kind, Callable[[str], list[str]]] = {
    Kind.TEXT: plain.lines,
    Kind.MARKDOWN: plain.lines,
    Kind.HTML: page.lines,
}
# What other programs' files start with, and what to do with them.
_FOREIGN = {
    b"%PDF": "is a PDF; save it as text or as .docx",
    b"{\\rtf": "is an RTF file; save it as .docx",
    b"\xd0\xcf\x11\xe0": "is an old Office file; save it as .docx",
    b"\x89PNG": "is a picture, not a press release",
    b"\xff\xd8\xff": "is a picture, not a press release",
    b"GIF8": "is a picture, not a press release",
    b"\x1f\x8b": "is an archive; unpack it first",
    b"\x7fELF": "is a program, not a press release",
}
_HTML_START = re.compile(r"(?i)\A\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.DOTALL)
_HTML_TAG = re.compile(r"(?i)</(?:p|div|span|table|td|a|li|strong)>|<br\s*/?>")
_MAIL_HEADER = re.compile(rb"(?im)^(?:MIME-Version|Message-ID|Received|Return-Path):")
_HEADER_LINE = re.compile(rb"[!-9;-~]+:|[ \t]")
_FEW_TAGS = 4


def read(content: bytes, *, filename: str) -> Document:
    """The visible lines of a file. Raises InvalidFile for what is empty, no text, too large or broken.

    `filename` decides together with the content; standard input is called "-".
    """
    _refuse_foreign(content, filename)
    kind = _kind(content, filename)
    if kind is Kind.DOCX:
        lines = word.lines(content, filename=filename)
    elif kind is Kind.EML:
        body, is_html = message.body(content, filename=filename)
        lines = page.lines(body) if is_html else plain.lines(body)
    else:
        text = _text(content, filename)
        kind = Kind.HTML if kind is Kind.TEXT and _looks_like_html(text) else kind
        lines = _READERS[kind](text)
    return Document(_checked(lines, filename), kind, filename)


def _refuse_foreign(content: bytes, filename: str) -> None:
    if len(content) > _LARGEST_FILE:
        raise InvalidFile(filename, f"is larger than {_LARGEST_FILE // 1_000_000} MB; that is no press release")
    for start, problem in _FOREIGN.items():
        if content.startswith(start):
            raise InvalidFile(filename, problem)


def _kind(content: bytes, filename: str) -> Kind:
    if content.startswith(b"PK\x03\x04"):
        return Kind.DOCX
    named = _BY_NAME.get(filename.rpartition(".")[2].lower(), Kind.TEXT)
    if named is Kind.TEXT and _looks_like_mail(content):
        return Kind.EML
    return named


def _looks_like_mail(content: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", content[:20_000], maxsplit=1)[0]
    return bool(_MAIL_HEADER.search(head)) and all(_HEADER_LINE.match(line) for line in head.splitlines())


def _looks_like_html(text: str) -> bool:
    return bool(_HTML_START.match(text[:4000])) or len(_HTML_TAG.findall(text[:200_000])) >= _FEW_TAGS


def _text(content: bytes, filename: str) -> str:
    if len(content) > _LARGEST_TEXT:
        raise InvalidFile(
            filename, f"holds more than {_LARGEST_TEXT // 1_000_000} MB of text; that is no press release"
        )
    text = decoded(content, filename=filename)
    controls = sum(text[:64_000].count(chr(code)) for code in range(32) if code not in (9, 10, 11, 12, 13, 27))
    if controls * 50 > len(text[:64_000]):
        raise InvalidFile(filename, "is not text (it is full of control characters); is it the right file?")
    return text


def _checked(lines: list[str], filename: str) -> tuple[str, ...]:
    long = next((number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE), None)
    if long:
        raise InvalidFile(filename, f"has more than {_LONGEST_LINE:,} characters on one line", line=long)
    if not any(line.strip() for line in lines):
        raise InvalidFile(filename, "holds no text")
    return tuple(lines)
