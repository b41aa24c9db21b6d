"""An advisory file read into an Advisory: everything that is wrong with it at once, each with its line."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from outreach.errors import InvalidValue, NotFound
from outreach.formats.advisory import front_matter, writable
from outreach.formats.advisory.front_matter import Items, Table, Text, Value
from outreach.model import moments
from outreach.model.advisory import Advisory, Event, Kind, Moment, Problem
from outreach.model.city import City
from outreach.model.rules import broken
from outreach.model.text import one_line

_KEYS = ("kind", "headline", "language", "dateline", "embargo", "event", "contacts", "attachments", "boilerplate")
_EVENT_KEYS = ("what", "who", "when", "until", "timezone", "where", "why", "rsvp")
_LONGEST_BODY = 60_000
_MERGE = re.compile(r"\{\{|\{%|\{#")


@dataclass
class _Reader:
    city: Callable[[str], City]
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def note(self, problem: Problem) -> None:
        self.problems.append(problem)


def read(text: str, *, file: str, city: Callable[[str], City]) -> Advisory:
    """The advisory in `text`. `file` names it in messages; `city` is the gazetteer (raises NotFound).

    What is wrong but can be told together is in `problems`; raises InvalidFile where there is nothing to talk about.
    """
    reader = _Reader(city)
    clean, found = writable.cleaned(text)
    reader.problems += found
    table, body, body_line = front_matter.split(clean, file=file)
    if len(body) > _LONGEST_BODY:
        reader.note(broken("too-long", body_line, f"the body has more than {_LONGEST_BODY:,} characters"))
        body = body[:_LONGEST_BODY]
    _check_keys(table, reader, known=_KEYS, prefix="")
    place = _text(table, reader, "dateline")
    dateline = _city(place, reader)
    return Advisory(
        file=file,
        kind=_kind(table, reader),
        headline=_text(table, reader, "headline"),
        language=_language(table, reader),
        dateline=dateline,
        place=re.sub(r",\s*[A-Za-z]{2}$", "", place),
        embargo=_embargo(table, reader),
        event=_event(table, reader, zone=dateline.timezone if dateline else None),
        contacts=_texts(table, reader, "contacts"),
        attachments=_texts(table, reader, "attachments"),
        boilerplate=tuple(dict.fromkeys(_texts(table, reader, "boilerplate"))),
        body=body,
        body_line=body_line,
        source=text,
        lines=MappingProxyType(reader.lines),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.line)),
    )


def _check_keys(table: Table, reader: _Reader, *, known: tuple[str, ...], prefix: str) -> None:
    for key, line in table.lines.items():
        reader.lines[prefix + key] = line
        if key not in known:
            reader.note(broken("unknown-key", line, f"{key!r} is no key of an advisory{_hint(key, known)}"))
    for key, line in table.twice:
        reader.note(broken("duplicate-key", line, f"{key!r} stands here a second time; keep one"))


def _hint(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word.casefold(), list(known), n=1)
    return f" (did you mean {near[0]}?)" if near else f"; there are {', '.join(known)}"


def _text(table: Table, reader: _Reader, key: str, *, prefix: str = "") -> str:
    """A value that is one text; a list is put together with commas."""
    return ", ".join(_texts(table, reader, key, prefix=prefix))


def _texts(table: Table, reader: _Reader, key: str, *, prefix: str = "") -> tuple[str, ...]:
    """A value that is a list of texts, or one."""
    value = table.entries.get(key)
    many: tuple[Value, ...] = () if value is None else value.items if isinstance(value, Items) else (value,)
    found = []
    for number, item in enumerate(many):
        if isinstance(value, Items):
            reader.lines[f"{prefix}{key}.{number}"] = item.line
        if text := _line(item, reader, key=key):
            found.append(text)
    return tuple(found)


def _line(value: Value, reader: _Reader, *, key: str) -> str:
    if not isinstance(value, Text):
        why = f"{key} must be text; a value that starts with {{ or [ needs quotes around it"
        reader.note(broken("wrong-shape", value.line, why))
        return ""
    if value.cut:
        why = f"{value.cut!r} is read as a comment and lost; put the whole value in quotes"
        reader.note(broken("cut-by-comment", value.line, why))
    if _MERGE.search(value.text or ""):
        why = f"{key} is the same for everybody; merge fields work in the body only"
        reader.note(broken("merge-in-front-matter", value.line, why))
    try:
        return one_line((value.text or "").replace("\n", " "), field=key)
    except InvalidValue as refused:
        reader.note(broken("control-character", value.line, f"{key} {refused.problem}"))
        return ""


def _kind(table: Table, reader: _Reader) -> Kind | None:
    written = _text(table, reader, "kind")
    kinds = [str(kind) for kind in Kind]
    if not written:
        reader.note(broken("missing-kind", 1, f"kind is missing; there are {', '.join(kinds)}"))
        return None
    if written not in kinds:
        line = reader.lines["kind"]
        reader.note(broken("unknown-kind", line, f"{written!r} is no kind of advisory{_hint(written, kinds)}"))
        return None
    return Kind(written)


def _language(table: Table, reader: _Reader) -> str:
    from babel import Locale, UnknownLocaleError

    written = _text(table, reader, "language") or "en"
    try:
        return str(Locale.parse(written.replace("-", "_"))).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        why = f"{written!r} is not a language tag (BCP 47); write en, fr, pt-BR"
        reader.note(broken("unknown-language", reader.lines["language"], why))
        return "en"


def _city(written: str, reader: _Reader) -> City | None:
    try:
        return reader.city(written) if written else None
    except NotFound as missing:
        reader.note(broken("unknown-city", reader.lines["dateline"], str(missing)))
        return None


def _embargo(table: Table, reader: _Reader) -> Moment | None:
    if _text(table, reader, "embargo").casefold() in {"none", ""}:
        return None
    return _moment(table, reader, "embargo", zone=None)


def _moment(table: Table, reader: _Reader, key: str, *, zone: str | None, like: Moment | None = None) -> Moment | None:
    prefix = "" if key == "embargo" else "event."
    value = table.entries.get(key)
    if isinstance(value, Items | Table):
        reader.note(broken("wrong-shape", value.line, f"{key} must be one time, like 2017-09-05 18:00"))
    if not isinstance(value, Text) or not value.text:
        return None
    try:
        day = like.local.date() if like else None
        return moments.moment(value.text, zone=like.zone if like else zone, city=reader.city, day=day)
    except moments.BadTime as bad:
        reader.note(broken(bad.rule, reader.lines[prefix + key], f"{key}: {bad}"))
        return None


def _event(table: Table, reader: _Reader, *, zone: str | None) -> Event | None:
    value = table.entries.get("event")
    if value is None or (isinstance(value, Text) and value.text is None):
        return None
    if not isinstance(value, Table):
        reader.note(broken("wrong-shape", value.line, f"event must have keys: {', '.join(_EVENT_KEYS)}"))
        return None
    _check_keys(value, reader, known=_EVENT_KEYS, prefix="event.")
    zone = _zone(value, reader) or zone
    when = _moment(value, reader, "when", zone=zone)
    texts = {key: _text(value, reader, key, prefix="event.") for key in ("what", "where", "why", "rsvp")}
    return Event(
        who=_texts(value, reader, "who", prefix="event."),
        when=when,
        until=_moment(value, reader, "until", zone=zone, like=when) if when else None,
        timezone=when.zone if when else zone,
        **texts,
    )


def _zone(event: Table, reader: _Reader) -> str | None:
    written = _text(event, reader, "timezone")
    try:
        return moments.place_zone(written, city=reader.city) if written else None
    except moments.BadTime as bad:
        reader.note(broken(bad.rule, reader.lines["event.timezone"], f"timezone: {bad}"))
        return None
