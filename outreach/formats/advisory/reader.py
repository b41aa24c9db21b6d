"""What each reader gets differently: their own clock beside ours, and the officer nearest to them first.

The page is laid out once for all readers. Where they differ, merge code is laid into it, and filled in at the end with
everything else that is theirs (READER_FIELDS of model/recipient).
"""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from outreach.formats import city_names
from outreach.formats.advisory import dates
from outreach.formats.advisory.codes import Added
from outreach.model.advisory import Moment


def adapted(data: Mapping[str, Any], added: Added, *, before_clock: str = " ") -> dict[str, Any]:
    """`data` of a page template (see view) with codes where readers differ; `before_clock` parts ours from theirs."""
    return {
        **data,
        "release": data["release"] + (_clock("embargo_clock", added, before_clock) if data["embargoed"] else ""),
        "facts": [_fact(fact, added, before_clock) for fact in data["facts"]],
        "contacts": data["contacts"] | {"lines": _in_turn(data["contacts"]["lines"], added)},
    }


def clock(start: Moment, end: Moment, *, timezone: str, city: str, language: str) -> str:
    """What clocks in `city` show from `start` to `end`: "04:00–07:00 New York", with the day where it is another.

    Empty where they show the same as the moment's own.
    """
    there = ZoneInfo(timezone)
    first, last = start.instant.astimezone(there), end.instant.astimezone(there)
    if (first.utcoffset(), last.utcoffset()) == (start.local.utcoffset(), end.local.utcoffset()):
        return ""
    shown = city_names.named(city, timezone=timezone, language=language)
    return dates.elsewhere(first, last, ours=start.local, city=shown, language=language)


def contact(position: int) -> str:
    """The value of `reader.contact` that puts the line at `position` (from 0) first; the first one stands there."""
    return f"{position:03}" if position else ""


def _clock(field: str, added: Added, before: str) -> str:
    shown, asked, end = f"{{{{ reader.{field} }}}}", f"{{% if reader.{field} %}}", "{% endif %}"
    return f"{added.deciding(asked)}{before}({added.printing(shown)}){added.deciding(end)}"


def _fact(fact: dict[str, Any], added: Added, before: str) -> dict[str, Any]:
    if fact["key"] != "when":
        return fact
    theirs = _clock("event_clock", added, before)
    return fact | {"theirs": theirs, "text_html": fact["text_html"] + Markup(theirs)}  # noqa: S704 - codes only


def _in_turn(lines: Sequence[dict[str, Any]], added: Added) -> list[dict[str, Any]]:
    """The lines of the contact block, each place holding whom the reader finds there.

    Whoever comes first has left a place, and those before it move down by one: so every place but the first knows two.
    """
    if len(lines) < 2:
        return list(lines)
    return [_first(lines, added), *(_later(lines, at, added) for at in range(1, len(lines)))]


def _first(lines: Sequence[dict[str, Any]], added: Added) -> dict[str, Any]:
    branches = [
        (f'{{% {"elif" if at > 1 else "if"} reader.contact == "{contact(at)}" %}}', lines[at])
        for at in range(1, len(lines))
    ]
    return _choice([*branches, ("{% else %}", lines[0])], added)


def _later(lines: Sequence[dict[str, Any]], at: int, added: Added) -> dict[str, Any]:
    moved = f'{{% if reader.contact >= "{contact(at)}" %}}'
    return _choice([(moved, lines[at - 1]), ("{% else %}", lines[at])], added)


def _choice(branches: Sequence[tuple[str, dict[str, Any]]], added: Added) -> dict[str, Any]:
    codes = [added.deciding(code) for code, _ in branches]
    end = added.deciding("{% endif %}")
    text = "".join(code + line["text"] for code, (_, line) in zip(codes, branches, strict=True)) + end
    html = Markup().join(Markup(code) + line["text_html"] for code, (_, line) in zip(codes, branches, strict=True))  # noqa: S704
    return {"text": text, "text_html": html + Markup(end)}  # noqa: S704 - codes only
