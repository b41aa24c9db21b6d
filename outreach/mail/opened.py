"""A finished message, opened again as a reader's program opens it: headers, both texts, pictures, attachments."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

from outreach.model.message import Attachment

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_NEWLINE = re.compile(r"\r\n|\r|\n")
_BASE64 = re.compile(r"[A-Za-z0-9+/]{60,76}={0,2}")
_LONG, _LEFT = 24, 3


@dataclass(frozen=True, slots=True)
class Header:
    """One header: as a person reads it, and as it travels, unfolded (RFC 5322 §2.2.3)."""

    name: str
    text: str
    raw: str


@dataclass(frozen=True, slots=True)
class Opened:
    """What is in a message. `pictures` are those that the HTML shows, by Content-ID (RFC 2392) without brackets."""

    message: bytes
    headers: tuple[Header, ...]
    text: str
    html: str
    pictures: Mapping[str, Attachment]
    attachments: tuple[Attachment, ...]

    def header(self, name: str) -> str:
        """The first header of that name, as a person reads it; empty where there is none."""
        return next((header.text for header in self.headers if header.name.lower() == name.lower()), "")


def opened(message: bytes) -> Opened:
    """What is in `message`, which we have made ourselves."""
    mail = message_from_bytes(message, policy=policy.default)
    texts: dict[str, str] = {}
    pictures, attachments = {}, []
    for part in mail.walk():
        kind = part.get_content_type()
        if part.is_multipart():
            continue
        if kind in ("text/plain", "text/html") and kind not in texts and part.get_filename() is None:
            texts[kind] = _text(part)
        elif (name := str(part.get("Content-ID", "")).strip("<> ")) and kind.startswith("image/"):
            pictures[name] = _file(part)
        else:
            attachments.append(_file(part))
    return Opened(
        message,
        tuple(_headers(message, mail)),
        texts.get("text/plain", ""),
        texts.get("text/html", ""),
        pictures,
        tuple(attachments),
    )


def abridged(message: bytes) -> str:
    """The source of `message` for reading: of long runs of base64 only the beginning."""
    lines, run = [], 0
    for line in [*message.decode("utf-8", "replace").split("\r\n"), ""]:
        if _BASE64.fullmatch(line):
            run += 1
            lines.append(line)
            continue
        if run > _LONG:
            del lines[-(run - _LEFT) :]
            lines.append(f"[… {run - _LEFT:,} more lines of base64 …]")
        run = 0
        lines.append(line)
    return "\n".join(lines[:-1])


def _headers(message: bytes, mail: EmailMessage) -> Iterator[Header]:
    block = message.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    for line, (name, value) in zip(_NEWLINE.split(_FOLD.sub("", block)), mail.items(), strict=False):
        yield Header(name, str(value), line.partition(":")[2].strip())


def _octets(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _text(part: EmailMessage) -> str:
    return _NEWLINE.sub("\n", _octets(part).decode("utf-8", "replace"))


def _file(part: EmailMessage) -> Attachment:
    return Attachment(part.get_filename() or "(no name)", part.get_content_type(), _octets(part))
