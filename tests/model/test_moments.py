from datetime import UTC, date, datetime

import pytest

from outreach.model import moments
from outreach.model.advisory import Moment
from outreach.store import gazetteer


def moment(written: str, *, zone: str | None = None, day: date | None = None) -> Moment:
    return moments.moment(written, zone=zone, city=gazetteer.city, day=day)


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "instant", "zone"),
    [
        ("2017-09-05 18:00 Europe/Vienna", "2017-09-05 16:00", "Europe/Vienna"),
        ("2017-09-05T18:00 Europe/Vienna", "2017-09-05 16:00", "Europe/Vienna"),
        ("2017-09-05 18:00:00 Wien", "2017-09-05 16:00", "Europe/Vienna"),
        ("2017-09-05 18:00 New York", "2017-09-05 22:00", "America/New_York"),
        ("2017-09-05 18:00 UTC", "2017-09-05 18:00", "UTC"),
        ("2026-12-08 09:00 Africa/Nairobi", "2026-12-08 06:00", "Africa/Nairobi"),
        ("2026-12-08 09:00 Asia/Kolkata", "2026-12-08 03:30", "Asia/Kolkata"),
        ("2026-12-08 09:00 Asia/Kathmandu", "2026-12-08 03:15", "Asia/Kathmandu"),
        ("2026-12-08 09:00 Pacific/Apia", "2026-12-07 20:00", "Pacific/Apia"),
        ("2026-12-08 09:00 Australia/Lord_Howe", "2026-12-07 22:00", "Australia/Lord_Howe"),
        ("2026-12-08 9:00 America/Santiago", "2026-12-08 12:00", "America/Santiago"),
        ("2026-03-01 09:00 Africa/Casablanca", "2026-03-01 09:00", "Africa/Casablanca"),
        ("2026-12-08 09:00 Africa/Casablanca", "2026-12-08 08:00", "Africa/Casablanca"),
    ],
)
def test_a_local_time_is_an_instant(written: str, instant: str, zone: str) -> None:
    assert moment(written) == Moment(utc(instant), zone)


def test_what_is_left_out_is_taken_from_around_it() -> None:
    assert moment("13:00", zone="Europe/Vienna", day=date(2026, 12, 8)) == Moment(
        utc("2026-12-08 12:00"), "Europe/Vienna"
    )


SKIPPED = [
    ("Europe/London", "2026-03-29 01:30", "2027-03-28 01:30"),
    ("Europe/Sofia", "2026-03-29 03:30", "2027-03-28 03:30"),
    ("America/New_York", "2026-03-08 02:30", "2027-03-14 02:30"),
    ("America/Santiago", "2026-09-06 00:30", "2027-09-05 00:30"),
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2027-10-03 02:15"),
    ("Africa/Casablanca", "2026-03-22 02:30", "2027-03-14 02:30"),
    ("Pacific/Apia", "2011-12-30 00:00", "2011-12-30 23:59"),
]
TWICE = [
    ("Europe/London", "2026-10-25 01:30", "2027-10-31 01:30"),
    ("Europe/Sofia", "2026-10-25 03:30", "2027-10-31 03:30"),
    ("America/New_York", "2026-11-01 01:30", "2027-11-07 01:30"),
    ("America/Santiago", "2026-04-04 23:30", "2027-04-03 23:30"),
    ("Australia/Lord_Howe", "2026-04-05 01:45", "2027-04-04 01:45"),
    ("Africa/Casablanca", "2026-02-15 02:30", "2027-02-07 02:30"),
]


@pytest.mark.parametrize(("zone", "written"), [(zone, time) for zone, *times in SKIPPED for time in times])
def test_an_hour_that_does_not_exist_is_never_guessed(zone: str, written: str) -> None:
    with pytest.raises(moments.BadTime, match="does not exist") as caught:
        moment(f"{written} {zone}")

    assert caught.value.rule == "skipped-time"


@pytest.mark.parametrize(("zone", "written"), [(zone, time) for zone, *times in TWICE for time in times])
def test_an_hour_that_comes_twice_is_never_guessed(zone: str, written: str) -> None:
    with pytest.raises(moments.BadTime, match="comes twice") as caught:
        moment(f"{written} {zone}")

    assert caught.value.rule == "ambiguous-time"


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("2026-10-25 02:30+02:00 Europe/Vienna", "2026-10-25 00:30"),
        ("2026-10-25 02:30+01:00 Europe/Vienna", "2026-10-25 01:30"),
        ("2026-10-25 02:30 +0100 Europe/Vienna", "2026-10-25 01:30"),
        ("2026-12-08 09:00Z UTC", "2026-12-08 09:00"),
    ],
)
def test_an_offset_says_which_of_the_two_is_meant(written: str, instant: str) -> None:
    assert moment(written).instant == utc(instant)


@pytest.mark.parametrize(
    ("written", "rule", "says"),
    [
        ("tomorrow", "bad-time", "not a time"),
        ("", "bad-time", "not a time"),
        ("2026-12-08 24:00 UTC", "bad-time", "23:59"),
        ("2026-12-08 10:60 UTC", "bad-time", "23:59"),
        ("2026-02-30 10:00 UTC", "bad-time", "no day 2026-02-30"),
        ("0001-01-01 00:00 Pacific/Apia", "bad-time", "year 1"),
        ("9999-12-31 23:59 America/New_York", "bad-time", "year 9999"),
        ("2026-12-08 Europe/Vienna", "bad-time", "no hour"),
        ("10:00 Europe/Vienna", "bad-time", "no day"),
        ("2026-12-08 10:00+05:00 Europe/Vienna", "bad-time", "not at +05:00"),
        ("2026-12-08 10:00+99:00 Europe/Vienna", "bad-time", "no clock"),
        ("2026-12-08 10:00", "hour-without-zone", "whose clock"),
        ("2026-12-08 10:00 EST", "ambiguous-zone", "more than one clock"),
        ("2026-12-08 10:00 BST", "ambiguous-zone", "more than one clock"),
        ("2026-12-08 10:00 GMT", "ambiguous-zone", "more than one clock"),
        ("2026-12-08 10:00 Europe/Vienne", "unknown-timezone", "IANA"),
        ("2026-12-08 10:00 ../../etc/passwd", "unknown-timezone", "IANA"),
        ("2026-12-08 10:00 Viennna", "unknown-timezone", "Vienna"),
    ],
)
def test_what_is_no_time_is_refused_with_a_reason(written: str, rule: str, says: str) -> None:
    with pytest.raises(moments.BadTime) as caught:
        moment(written)

    assert caught.value.rule == rule
    assert says in str(caught.value)
