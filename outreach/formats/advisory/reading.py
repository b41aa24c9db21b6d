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
from outreach.model.advisory import Advisory, Event, Kind, Moment, Problem, Silence
from outreach.model.city import City
from outreach.model.rules import broken
from outreach.model.text import one_line

_KEYS = tuple("kind headline language dateline embargo event contacts attachments boilerplate ignore".split())
_EVENT_KEYS = ("what", "who", "when", "until", "timezone", "where", "why", "rsvp")
_LONGEST_BODY = 60_000
_MERGE = re.compile(r"\{\{|\{%|\{#")


@dataclass
class _Reader:
    city: Callable[[str], City]
    main: Advisory | None = None
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)

    def note(self, problem: Problem) -> None:
        self.problems.append(problem)


def read(
    text: str, *, file: str, city: Callable[[str], City], language: str = "en", main: Advisory | None = None
) -> Advisory:
    """The advisory in `text`. `file` names it in messages; `city` is the gazetteer (raises NotFound).

    `language` is the one meant where the file says none. A version of `main` in another language has from it what it
    leaves out and what is the same in every language: kind, dateline, embargo, hours, contacts, attachments. What is
    wrong but can be told together is in `problems`; raises InvalidFile where there is nothing to talk about.
    """
    reader = _Reader(city, main)
    clean, found = writable.cleaned(text)
    reader.problems += found
    table, body, body_line = front_matter.split(clean, file=file)
    body = _cut(body, body_line, reader)
    _check_keys(table, reader, known=_KEYS, prefix="")
    place = _text(table, reader, "dateline")
    dateline = _city(place, reader)
    silences = _silences(table, reader)
    if main and main.dateline and "dateline" not in table.entries:
        dateline, place = main.dateline, main.dateline.name
    return Advisory(
        file=file,
        kind=_kind(table, reader),
        headline=_text(table, reader, "headline"),
        language=_language(table, reader, default=language),
        dateline=dateline,
        place=re.sub(r",\s*[A-Za-z]{2}$", "", place),
        embargo=_embargo(table, reader),
        event=_event(table, reader, zone=dateline.timezone if dateline else None),
        contacts=_shared(main.contacts if main else (), table, reader, "contacts"),
        attachments=_shared(main.attachments if main else (), table, reader, "attachments"),
        boilerplate=tuple(dict.fromkeys(_shared(main.boilerplate if main else (), table, reader, "boilerplate"))),
        body=body,
        body_line=body_line,
        source=text,
        lines=MappingProxyType(reader.lines),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.line)),
        silences=silences,
    )


def _cut(body: str, line: int, reader: _Reader) -> str:
    if len(body) > _LONGEST_BODY:
        reader.note(broken("too-long", line, f"the body has more than {_LONGEST_BODY:,} characters"))
    return body[:_LONGEST_BODY]


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


def _shared(main: tuple[str, ...], table: Table, reader: _Reader, key: str) -> tuple[str, ...]:
    return _texts(table, reader, key) if key in table.entries else main


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


def _silences(table: Table, reader: _Reader) -> tuple[Silence, ...]:
    """The rules under `ignore`, each with its reason; whether there are such rules is for the checker to tell."""
    value = table.entries.get("ignore")
    if value is None or (isinstance(value, Text) and value.text is None):
        return ()
    if not isinstance(value, Table):
        why = "ignore must name rules with reasons, one on a line: long-headline: the minister's full title must stand"
        reader.note(broken("wrong-shape", value.line, why))
        return ()
    for key, line in value.twice:
        reader.note(broken("duplicate-key", line, f"{key!r} stands here a second time; keep one"))
    reader.lines.update({f"ignore.{rule}": line for rule, line in value.lines.items()})
    return tuple(
        Silence(rule, _text(value, reader, rule, prefix="ignore."), line) for rule, line in value.lines.items()
    )


def _kind(table: Table, reader: _Reader) -> Kind | None:
    written = _text(table, reader, "kind")
    kinds = [str(kind) for kind in Kind]
    if not written and reader.main and "kind" not in table.entries:
        return reader.main.kind
    if not written:
        reader.note(broken("missing-kind", 1, f"kind is missing; there are {', '.join(kinds)}"))
        return None
    if written not in kinds:
        line = reader.lines["kind"]
        reader.note(broken("unknown-kind", line, f"{written!r} is no kind of advisory{_hint(written, kinds)}"))
        return None
    return Kind(written)


def _language(table: Table, reader: _Reader, *, default: str) -> str:
    from babel import Locale, UnknownLocaleError

    written = _text(table, reader, "language") or default
    try:
        return str(Locale.parse(written.replace("-", "_"))).replace("_", "-")
    except (ValueError, UnknownLocaleError):
        why = f"{written!r} is not a language tag (BCP 47); write en, fr, pt-BR"
        reader.note(broken("unknown-language", reader.lines["language"], why))
        return default


def _city(written: str, reader: _Reader) -> City | None:
    try:
        return reader.city(written) if written else None
    except NotFound as missing:
        reader.note(broken("unknown-city", reader.lines["dateline"], str(missing)))
        return None


def _embargo(table: Table, reader: _Reader) -> Moment | None:
    if reader.main and "embargo" not in table.entries:
        return reader.main.embargo
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
    value, shared = table.entries.get("event"), reader.main.event if reader.main else None
    if value is None or (isinstance(value, Text) and value.text is None):
        return Event(when=shared.when, until=shared.until, timezone=shared.timezone) if shared else None
    if not isinstance(value, Table):
        reader.note(broken("wrong-shape", value.line, f"event must have keys: {', '.join(_EVENT_KEYS)}"))
        return None
    _check_keys(value, reader, known=_EVENT_KEYS, prefix="event.")
    zone = _zone(value, reader) or (shared.timezone if shared else None) or zone
    when, until = _hours(value, reader, zone=zone, shared=shared)
    texts = {key: _text(value, reader, key, prefix="event.") for key in ("what", "where", "why", "rsvp")}
    return Event(
        who=_texts(value, reader, "who", prefix="event."),
        when=when,
        until=until,
        timezone=when.zone if when else zone,
        **texts,
    )


def _hours(
    event: Table, reader: _Reader, *, zone: str | None, shared: Event | None
) -> tuple[Moment | None, Moment | None]:
    """From when until when: as the file says, or else as the event says that it shares with the main version."""
    written = event.entries
    when = shared.when if shared and "when" not in written else _moment(event, reader, "when", zone=zone)
    if when is None:
        return None, None
    if shared and "until" not in written:
        return when, shared.until
    return when, _moment(event, reader, "until", zone=zone, like=when)


def _zone(event: Table, reader: _Reader) -> str | None:
    written = _text(event, reader, "timezone")
    try:
        return moments.place_zone(written, city=reader.city) if written else None
    except moments.BadTime as bad:
        reader.note(broken(bad.rule, reader.lines["event.timezone"], f"timezone: {bad}"))
        return None
