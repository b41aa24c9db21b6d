"""Public holidays by country and by its parts."""

from datetime import date

import pytest

from outreach.errors import InvalidValue
from outreach.model import public_holidays
from tests.duty import office


@pytest.mark.parametrize(("written", "code"), [("AT", "AT"), ("at-9", "AT-9"), (" us-ny ", "US-NY"), ("None", "none")])
def test_a_calendar_has_a_code(written: str, code: str) -> None:
    assert public_holidays.code(written) == code


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("Austria", "no ISO 3166 code"),
        ("ZZ", "holidays of ZZ are not known"),
        ("AT-99", "there are AT-1, AT-2"),
        ("../AT", "no ISO 3166 code"),
    ],
)
def test_an_unknown_calendar_is_refused(written: str, says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        public_holidays.code(written)


def test_an_office_has_its_country_s_holidays_unless_it_says_others() -> None:
    day = date(2026, 10, 26)

    assert public_holidays.of_office(office("Vienna"))(day) == "National Day"
    assert public_holidays.of_office(office("Vienna", holidays="DE-BY"))(day) is None
    assert public_holidays.of_office(office("Vienna", holidays="none"))(day) is None
    assert public_holidays.of_office(office("Vienna", country="ZZ"))(day) is None


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert date(2026, 1, 6) in public_holidays.of_year("DE-BY", 2026)
    assert date(2026, 1, 6) not in public_holidays.of_year("DE-HH", 2026)
