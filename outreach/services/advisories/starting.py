"""A new advisory to write on: its dates fit, its contacts exist, and what is to be filled in stands in [CAPITALS]."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from outreach.formats.advisory import dates, pages
from outreach.model.advisory import Kind
from outreach.model.city import City

# What a template of a new advisory may ask for.
NAMES = frozenset({"headline", "language", "city", "contacts", "day", "eve", "weekday_and_day"})
_LEAD = timedelta(days=7)
_PLAIN = re.compile(r"[^\W\d_][\w ’'().-]*", re.ASCII)


def new(
    kind: Kind,
    *,
    city: City,
    now: datetime,
    headline: str | None = None,
    language: str = "en",
    contacts: Sequence[str] = (),
    templates: Path | None = None,
) -> str:
    """The text of a new advisory of `kind` from `city`, its event a working week from `now`.

    `contacts` are cities or officers; `templates` is the user's own folder, where advisories/KIND.LANGUAGE.md comes
    before advisories/KIND.md. Raises TemplateProblem.
    """
    day = _working_day(now.astimezone(ZoneInfo(city.timezone)))
    data = {
        "headline": _quoted(headline or _HEADLINES.get(language.partition("-")[0], _HEADLINES["en"])),
        "language": language,
        "city": _quoted(str(city)),
        "contacts": "[" + ", ".join(map(_quoted, contacts)) + "]" if contacts else "",
        "day": f"{day:%Y-%m-%d}",
        "eve": f"{_day_before(day):%Y-%m-%d}",
        "weekday_and_day": dates.weekday_and_day(day, language=language),
    }
    book = pages.pages(templates)
    return book.fill(_in_language(kind, language, book) or f"advisories/{kind}.md", data)


def is_spoken(kind: Kind, language: str, *, templates: Path | None = None) -> bool:
    """Whether there is a template of `kind` in `language`; ours without a tag are English."""
    return language.partition("-")[0] == "en" or _in_language(kind, language, pages.pages(templates)) is not None


def _in_language(kind: Kind, language: str, book: pages.Pages) -> str | None:
    return next(filter(book.has, (f"advisories/{kind}{ending}.md" for ending in _endings(language))), None)


_HEADLINES = {
    "en": "[HEADLINE: WHO DOES WHAT]",
    "fr": "[TITRE : QUI FAIT QUOI]",
    "es": "[TITULAR: QUIÉN HACE QUÉ]",
    "de": "[TITEL: WER MACHT WAS]",
}


def _endings(language: str) -> Iterator[str]:
    """Of a template's name, from the special to the general: .fr-CH, .fr, and none (RFC 4647 §3.4)."""
    while language:
        yield f".{language}"
        language = language.rpartition("-")[0]


def _working_day(local: datetime) -> datetime:
    day = datetime.combine(local.date() + _LEAD, time())
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _day_before(day: datetime) -> datetime:
    return day - timedelta(days=3 if day.weekday() == 0 else 1)


def _quoted(text: str) -> str:
    """`text` as YAML: plain where it can stand plain, else in double quotes (JSON's are YAML's)."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
