"""What each setting holds, and how its text becomes that. A text that cannot raises ValueError with why."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

_SMTP_SCHEMES = ("smtp", "smtp+starttls", "smtps")


def _text(text: str) -> str:
    from outreach.model.text import one_line

    return one_line(text)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) < 1:
        raise ValueError("is not a whole number of at least 1")
    return int(text)


def _percent(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 100:
        raise ValueError("is not a whole number of percent from 1 to 100")
    return int(text)


def _stretch(text: str) -> timedelta:
    found = re.fullmatch(r"([1-9]\d{0,3})(m|h|d)", text.strip())
    if found is None:
        raise ValueError("is no stretch of time; write 90m, 36h or 2d")
    return int(found[1]) * {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}[found[2]]


def _country(text: str) -> str:
    if len(text) != 2 or not (text.isascii() and text.isalpha()):
        raise ValueError("is not an ISO 3166 country code; write AT, CH, US")
    return text.upper()


def _smtp(text: str) -> str:
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(text)
        complete = parts.scheme in _SMTP_SCHEMES and parts.hostname and (parts.port is None or parts.port)
    except ValueError:
        complete = False
    if not complete:
        raise ValueError("is not a mail server; write smtps://user@host, smtp+starttls://user@host or smtp://host:port")
    return text


def _web(text: str) -> str:
    from urllib.parse import urlsplit

    if urlsplit(text).scheme not in ("http", "https"):
        raise ValueError("is not a web address; write https://press.example.org")
    return text.rstrip("/")


def _folder(text: str) -> Path:
    folder = Path(text).expanduser()
    if not folder.is_dir():
        raise ValueError("is not a folder")
    return folder


def _path(text: str) -> Path:
    return Path(text).expanduser()


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(_path(part.strip()) for part in text.split(",") if part.strip())


KNOWN: dict[str, Callable[[str], Any]] = {
    "database_url": _text,
    "smtp_url": _smtp,
    "smtp_password": str,
    "smtp_connections": _count,
    "outbox": _path,
    "sender": _text,
    "organisation": _text,
    "home_country": _country,
    "public_url": _web,
    "secret_key": str,
    "dkim_key": _paths,
    "dkim_selector": _text,
    "dkim_domain": _text,
    "return_path": _text,
    "rate": _count,
    "domain_rate": _count,
    "templates": _folder,
    "give_up_after": _stretch,
    "max_refusals": _percent,
}
