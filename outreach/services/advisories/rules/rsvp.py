"""Answers asked for by a day: whether that day comes before the event, and has not gone by."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from outreach.formats.advisory import days, hours, prose
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.hours import day_meant, instant, zone_of
from outreach.services.advisories.rules.readable import body
from outreach.services.advisories.rules.surroundings import Surroundings

# What asks for an answer in the text, by a day that follows.
_ASKS = re.compile(
    "|".join(
        (
            r"\br\.?s\.?v\.?p\b",
            r"\b(?:register|registration|accreditation|sign up|reply|confirm)\b[^.]{0,50}?"
            r"\b(?:by|until|no later|closes?|deadline|ends?)\b",
            r"\b(?:deadline|last day|closing date) (?:for|to|of) (?:the )?(?:\w+ )?"
            r"(?:registrations?|register|accreditations?|rsvps?|repl(?:y|ies)|sign up)\b[^.]{0,30}?\b(?:is|was|:)",
            r"\b(?:date limite|clôture)\b[^.]{0,20}?\b(?:inscriptions?|accréditations?|réponses?)\b",
            r"\b(?:fecha límite|plazo)\b[^.]{0,20}?\b(?:inscrip\w+|acredita\w+|confirma\w+)\b",
            r"\b(?:prazo|data[- ]limite)\b[^.]{0,20}?\b(?:inscri\w+|credencia\w+|confirma\w+)\b",
            r"\b(?:anmelde|akkreditierungs)(?:schluss|frist)\b|\bfrist für (?:die )?(?:anmeldung|akkreditierung)",
            r"\b(?:termine|scadenza)\b[^.]{0,20}?\b(?:iscrizion\w+|accredit\w+|conferm\w+)\b",
            r"\b(?:крайний|последний) (?:срок|день)\b[^.]{0,20}?\b(?:регистра\w+|аккредита\w+|подтвержд\w+)",
            r"(?:آخر موعد|الموعد النهائي)[^.]{0,20}?(?:التسجيل|الاعتماد)|(?:报名|注册|登记)截止",
            r"\b(?:accréditation|inscri\w+|s[’']inscrire|réponse|répondre|confirmer)\b[^.]{0,50}?"
            r"\b(?:avant|jusqu|d[’']ici|au plus tard)",
            r"\b(?:inscri\w+|confirm\w+|acredit\w+)\b[^.]{0,50}?\b(?:antes|hasta|até)\b",
            r"\b(?:anmeld\w+|akkredit\w+|melden)\b[^.]{0,50}?\bbis\b",
            r"\b(?:accredit\w+|iscri\w+|conferm\w+)\b[^.]{0,50}?\b(?:entro|prima)\b",
            r"\b(?:аккредит\w+|регистр\w+|подтверд\w+)\b[^.]{0,50}?\bдо\b",
            r"(?:التسجيل|الاعتماد|الرد)[^.]{0,40}?(?:قبل|حتى)",
            r"报名截止|前报名",
        )
    ),
    re.IGNORECASE,
)
# Further from the event than this, a day in the text is no deadline for it.
_NEAR = timedelta(days=60)


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What nobody could answer in time for."""
    event = advisory.event
    if event is None:
        return
    if event.rsvp:
        yield from _late(prose.prose(event.rsvp), advisory.line("event.rsvp"), advisory, around)
    for passage in body(advisory) if event.when else ():
        if found := _ASKS.search(passage.text):
            line = passage.line_at(found.start())
            yield from _late(_sentence(passage.text, found), line, advisory, around, within=_NEAR)


def _sentence(text: str, asked: re.Match[str]) -> str:
    """From where an answer is asked for to the end of what is said about it."""
    end = re.search(r"(?<!\d)[.;!?](?:\s|$)|\n\s*\n", text[asked.end() :])
    return text[asked.start() : asked.end() + end.start()] if end else text[asked.start() :]


def _late(
    text: str, line: int, advisory: Advisory, around: Surroundings, *, within: timedelta = timedelta.max
) -> Iterator[Problem]:
    deadlines = sorted(_deadlines(text, advisory, near=day_meant(advisory, around)))
    when = advisory.event.when if advisory.event else None
    if not deadlines or (when and abs(deadlines[0][0] - when.instant) > within):
        return
    (first, is_exact), (last, _) = deadlines[0], deadlines[-1]
    if last < around.sending:
        was = "was" if last < around.now else "will have been"
        why = f"the last day to answer {was} {last:%Y-%m-%d}; nobody can answer in time"
        yield broken("rsvp-in-the-past", line, why)
    # Of an event that is over, nothing else needs to be said.
    if when is None or when.instant < around.sending:
        return
    if first > (when.instant if is_exact else _end_of_day(when.local.date(), when.zone)):
        why = f"answers are asked for by {first:%Y-%m-%d}, after the event on {when.local:%Y-%m-%d}"
        yield broken("rsvp-after-event", line, why)


def _deadlines(text: str, advisory: Advisory, *, near: date) -> Iterator[tuple[datetime, bool]]:
    """The instants by which `text` asks for answers, each with whether its hour is told; else it is the day's end."""
    named, told = days.mentions(text, language=advisory.language), hours.mentions(text)
    hour = told[0] if len(told) == 1 and len(named) == 1 else None
    for day in filter(None, (named_day.nearest(near) for named_day in named)):
        if hour and (moment := instant(hour, day, advisory)):
            yield moment + timedelta(days=hour.hour // 24), True
        else:
            yield _end_of_day(day, zone_of(advisory) or "UTC"), False


def _end_of_day(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(23, 59), tzinfo=ZoneInfo(zone)).astimezone(UTC)
