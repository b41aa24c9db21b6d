"""What the page templates are given: an advisory as plain dicts, lists and texts, in the words of its language."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from outreach.formats import city_names
from outreach.formats.advisory import codes, dates, links, words
from outreach.model.advisory import Advisory, Event, Kind
from outreach.model.card import Card
from outreach.model.values import Visibility

END_MARK = "###"
_LONGEST_PREHEADER, _SHORTEST_PREHEADER = 90, 24


def view(advisory: Advisory, *, contacts: Sequence[Card], organisation: str | None, now: datetime) -> dict[str, Any]:
    """The data of a page template; `now` is when it goes out. HTML stands beside text under keys that end in _html."""
    language = _spoken(advisory.language)
    return {
        "kind": str(advisory.kind or Kind.PRESS_RELEASE),
        "kind_label": words.of(language).kinds[advisory.kind or Kind.PRESS_RELEASE],
        "language": advisory.language,
        "direction": words.direction(advisory.language),
        "headline": advisory.headline,
        "organisation": organisation or "",
        "release": release(advisory),
        "embargoed": advisory.embargo is not None,
        "dateline": dateline(advisory, now=now),
        "facts": facts(advisory),
        "contacts": _contacts(contacts, language=language),
        "end_mark": END_MARK,
    }


def release(advisory: Advisory, *, language: str | None = None) -> str:
    """Until when the text is embargoed, or that it is free; in another `language` where one is given."""
    language = _spoken(language or advisory.language)
    if advisory.embargo is None:
        return words.of(language).at_once
    return dates.embargo(advisory.embargo, language=language, place=_place(advisory, advisory.embargo.zone))


def _spoken(language: str) -> str:
    return language if words.known(language) else "en"


def dateline(advisory: Advisory, *, now: datetime) -> str:
    """VIENNA, 5 September 2017: the place in capitals and the day on which the text is free."""
    if advisory.dateline is None:
        return ""
    day = dates.day(_dated(advisory, now=now), language=advisory.language)
    return f"{_city(advisory).upper()}{words.of(advisory.language).comma}{day}"


def _dated(advisory: Advisory, *, now: datetime) -> date:
    if advisory.embargo:
        return advisory.embargo.local.date()
    zone = advisory.dateline.timezone if advisory.dateline else "UTC"
    return now.astimezone(ZoneInfo(zone)).date()


def _place(advisory: Advisory, zone: str) -> str | None:
    """The dateline's city where its clock is the one meant: readers in Geneva do not think of Zurich time."""
    return _city(advisory) if advisory.dateline and advisory.dateline.timezone == zone else None


def _city(advisory: Advisory) -> str:
    """The dateline's city as the writer spells it; where that is the gazetteer's name for it, as readers do."""
    city = advisory.dateline
    if city is None or advisory.place != city.name:
        return advisory.place
    return city_names.named(city.name, timezone=city.timezone, language=advisory.language)


def facts(advisory: Advisory, *, language: str | None = None) -> list[dict[str, Any]]:
    """What the event is, who comes, when and where: `key`, `label`, `text` and `text_html` of each fact that is said.

    In another `language` where one is given, so that two versions can be compared.
    """
    event, language = advisory.event, _spoken(language or advisory.language)
    if event is None:
        return []
    labels = words.of(language)
    rows = [
        ("what", labels.what_label, event.what),
        ("who", labels.who_label, _together(event.who)),
        ("when", labels.when_label, _when(advisory, event, language)),
        ("where", labels.where_label, event.where),
        ("why", labels.why_label, event.why),
        ("rsvp", labels.rsvp_label, rsvp(advisory, event, language=language)),
    ]
    return [
        {"key": key, "label": label, "text": text, "text_html": links.linked(text)} for key, label, text in rows if text
    ]


def _when(advisory: Advisory, event: Event, language: str) -> str:
    if event.when is None:
        return ""
    return dates.event(event, language=language, place=_place(advisory, event.when.zone))


def rsvp(advisory: Advisory, event: Event, *, language: str) -> str:
    """How to answer, its hours on the event's clock."""
    place = _place(advisory, event.timezone) if event.timezone else None
    return dates.rsvp(event, language=language, place=place)


def _together(names: Sequence[str]) -> str:
    return ("; " if any("," in name for name in names) else ", ").join(names)


def _contacts(cards: Sequence[Card], *, language: str) -> dict[str, Any]:
    """The contact block: its heading, and its lines as text and with links to ring and to write."""
    from outreach.formats import contact_block

    public = [card.seen_by(Visibility.PUBLIC) for card in cards]
    block = contact_block.write(public, language=language) if public else ""
    lines = [line for line in block.splitlines() if line.strip()]
    heading = lines.pop(0) if lines else ""
    known = links.marked_up(public)
    return {
        "heading": heading,
        "lines": [{"text": line, "text_html": links.linked(line, known=known)} for line in lines],
    }


def preheader(advisory: Advisory, body: str, *, room: int) -> str:
    """What an inbox shows beside the subject: when and where, or how the text begins, in `room` characters.

    `body` is the plain text of the body. It says nothing that the mail does not say; a mail too short for it has none.
    """
    event = advisory.event
    if event and event.when and advisory.kind is Kind.MEDIA_ADVISORY:
        day = dates.weekday_and_day(event.when.local, language=advisory.language)
        line = f"{day}, {event.when.local:%H:%M} · {event.where}"
    else:
        line = next((block for block in body.split("\n\n") if _opens(block)), "")
    line, room = " ".join(line.split()), min(room, _LONGEST_PREHEADER)
    if room < _SHORTEST_PREHEADER:
        return ""
    return line if len(line) <= room else line[:room].rpartition(" ")[0] + " …"


def _opens(block: str) -> bool:
    return not codes.has_code(block) and not block.endswith(",")
