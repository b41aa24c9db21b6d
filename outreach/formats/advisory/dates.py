"""Instants in words: the clock of the place first, and UTC beside it for everybody else."""

import re
from datetime import UTC, date, datetime

from outreach.formats import city_names
from outreach.formats.advisory import words
from outreach.model import moments
from outreach.model.advisory import Event, Moment

_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?\b")
# What follows an hour where the writer says whose it is.
_GOES_ON = re.compile(r"\s*(?:[^\W\d_]|\()")
# "le 1er décembre": CLDR's patterns know no ordinals.
_FIRST_OF_THE_MONTH = {"fr": "1er", "it": "1º"}
_WITH_THE_GENERAL = {"en": "en_GB", "pt": "pt_PT"}


def day(when: date, *, language: str) -> str:
    """5 September 2017, in `language`."""
    return _date(when, "d MMMM y" if _locale(language) == "en_GB" else "long", language)


def weekday_and_day(when: date, *, language: str) -> str:
    """Tuesday 5 September 2017, in `language`."""
    return _date(when, "EEEE d MMMM y" if _locale(language) == "en_GB" else "full", language)


def _date(when: date, pattern: str, language: str) -> str:
    from babel.dates import format_date

    said = _spaced(format_date(when, pattern, locale=_locale(language)))
    first = _FIRST_OF_THE_MONTH.get(language.partition("-")[0])
    return re.sub(r"(?<!\d)1(?=[ \u00a0]\w)", first, said, count=1) if first and when.day == 1 else said


def embargo(moment: Moment, *, language: str, place: str | None = None) -> str:
    """The line that says until when a text is embargoed: `place` names its clock (default: the zone's city)."""
    phrase = words.of(language).embargo
    date_ = weekday_and_day(moment.local, language=language)
    return phrase.format(time=_there(moment, moment, language=language, place=place), date=date_)


def event(happening: Event, *, language: str, place: str | None = None) -> str:
    """When an event is, from when until when. Empty where the event does not say."""
    start, end = happening.when, happening.until
    if start is None:
        return ""
    phrase = words.of(language).when
    starts = weekday_and_day(start.local, language=language)
    if end is None or end.local.date() == start.local.date():
        return phrase.format(date=starts, time=_there(start, end or start, language=language, place=place))
    first = phrase.format(date=starts, time=_time(start.local, language))
    ends = weekday_and_day(end.local, language=language)
    return f"{first} – {phrase.format(date=ends, time=_there(end, end, language=language, place=place))}"


def elsewhere(first: datetime, last: datetime, *, ours: datetime, city: str, language: str) -> str:
    """What clocks in another city show from `first` to `last`, with the days where they are not the day of `ours`."""
    phrase = words.of(language).when
    if first.date() == last.date():
        time = f"{_span(first, last, language)} {city}"
        same = first.date() == ours.date()
        return time if same else phrase.format(date=weekday_and_day(first, language=language), time=time)
    days = (weekday_and_day(moment, language=language) for moment in (first, last))
    times = (_time(first, language), f"{_time(last, language)} {city}")
    return " – ".join(phrase.format(date=day, time=time) for day, time in zip(days, times, strict=True))


def rsvp(happening: Event, *, language: str, place: str | None = None) -> str:
    """How to answer, with the days that stand there as 2017-09-04 written out.

    An hour is on the event's clock, and says so unless the writer goes on in words of their own: "12:00 in Geneva".
    """

    def written_out(found: re.Match[str]) -> str:
        try:
            when = datetime.fromisoformat(f"{found[1]} {found[2] or '00:00'}")
        except ValueError:
            return found[0]
        date_ = weekday_and_day(when, language=language)
        if not found[2]:
            return date_
        is_said = _GOES_ON.match(found.string, found.end())
        time = found[2] if is_said else _on_the_clock(when, happening.timezone, language, place)
        return words.of(language).when.format(date=date_, time=time)

    return _ISO.sub(written_out, happening.rsvp)


def _on_the_clock(when: datetime, zone: str | None, language: str, place: str | None) -> str:
    """12:00 Vienna time (CET, 11:00 UTC); where nothing says which clock it is, or it shows no such hour, 12:00."""
    try:
        moment = moments.resolved(when, zone=zone) if zone else None
    except moments.BadTime:
        moment = None
    return _there(moment, moment, language=language, place=place) if moment else f"{when:%H:%M}"


def _there(start: Moment, end: Moment, *, language: str, place: str | None) -> str:
    """18:00 Vienna time (CEST, 16:00 UTC); of two moments, 10:00–13:00 Vienna time (CEST, 08:00–11:00 UTC)."""
    utc = _utc(start, end, language)
    if start.zone == "UTC":
        return utc
    name = _clock(start, language)
    clock = f"{name}, {utc}" if name else utc
    city = place or city_names.of_zone(start.zone, language=language if words.known(language) else "en")
    of_city = city_names.of(city, language=language)
    time = _span(start.local, end.local, language)
    return words.of(language).time_there.format(time=time, city=city, of_city=of_city, utc=clock)


def _utc(start: Moment, end: Moment, language: str) -> str:
    from babel.dates import format_skeleton

    phrases, there = words.of(language), start.instant.astimezone(UTC)
    time = _span(there, end.instant.astimezone(UTC), language)
    if there.date() == start.local.date():
        return phrases.utc_that_day.format(time=time)
    return phrases.utc_other_day.format(time=time, day=format_skeleton("MMMMd", there, locale=_locale(language)))


def _span(start: datetime, end: datetime, language: str) -> str:
    first, last = _time(start, language), _time(end, language)
    phrases = words.of(language)
    return phrases.hour.format(time=first) if first == last else phrases.span.format(start=first, end=last)


def _time(moment: datetime, language: str) -> str:
    from babel.dates import format_time

    if words.direction(language) == "rtl":
        return f"{moment:%H:%M}"
    return _spaced(format_time(moment.replace(tzinfo=None), "short", locale=_locale(language)))


def _clock(moment: Moment, language: str) -> str:
    """The name of the clock as readers know it: CEST, in German MESZ; empty where it has none."""
    from babel.dates import get_timezone_name

    if not words.of(language).names_clocks:
        return ""
    names = (get_timezone_name(moment.local, "short", locale=_locale(language)), moment.local.tzname() or "")
    return next((name for name in names if name.isalpha()), "")


def _locale(language: str) -> str:
    # Dates in a language that we have no words in would stand between English ones.
    return _WITH_THE_GENERAL.get(language, language.replace("-", "_")) if words.known(language) else "en_GB"


def _spaced(text: str) -> str:
    # CLDR's narrow no-break space is missing from many mail fonts.
    return text.replace("\u202f", "\u00a0")
