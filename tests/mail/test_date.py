"""The Date of a message is the instant that was meant, by everybody's reading (RFC 5322 §3.3, R-21)."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import pytest

from outreach.mail import compose
from tests.mail.test_compose import HEADING, PARTS, ZOE

DATES = [
    datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    datetime(2026, 1, 1, 0, 0, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC),
    datetime(2028, 2, 29, 12, 0, tzinfo=UTC),
    datetime(2100, 2, 28, 12, 0, tzinfo=UTC),
    datetime(1999, 12, 31, 23, 0, tzinfo=UTC),
    datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC),
    datetime(2026, 11, 24, 9, 0, 0, 999_999, tzinfo=UTC),
    datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=14))),
    datetime(2026, 11, 24, 9, 0, tzinfo=timezone(-timedelta(hours=12))),
    datetime(2026, 11, 24, 9, 0, tzinfo=timezone(timedelta(hours=5, minutes=45))),
    datetime(2026, 11, 24, 9, 0, tzinfo=timezone(-timedelta(hours=3, minutes=30))),
    *(
        datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo(zone))
        for zone in ("Europe/Vienna", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")
    ),
    datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Vienna")),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Vienna")),
    datetime(2026, 3, 1, 9, 0, tzinfo=ZoneInfo("Africa/Casablanca")),
]
_FORM = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")


@pytest.mark.parametrize("date", DATES, ids=str)
def test_a_date_is_read_back_as_the_same_instant(date: datetime) -> None:
    message = compose.message(replace(HEADING, date=date), PARTS, to=ZOE, key="k")

    written = str(message_from_bytes(message)["Date"])
    assert _FORM.fullmatch(written)
    meant = date.astimezone(UTC).replace(microsecond=0)
    assert parsedate_to_datetime(written).astimezone(UTC) == meant
    assert message_from_bytes(message, policy=policy.default)["Date"].datetime.astimezone(UTC) == meant


def test_there_are_twenty() -> None:
    assert len(DATES) == 20
