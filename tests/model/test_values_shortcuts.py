"""The shortcuts of the value types say what the validators say."""

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.model.values import EmailAddress, PhoneNumber

_locals = st.one_of(
    st.sampled_from(["info", "Sales", "a.b", "a..b", ".a", "a.", "a+b", "-a", "x" * 64, "é", '"a b"', "POSTMASTER"]),
    st.from_regex(r"[A-Za-z0-9._+-]{1,40}", fullmatch=True),
)
_domains = st.sampled_from(
    [
        "example.org",
        "Example.ORG",
        "example",
        "exa_mple.org",
        "-a.org",
        "bücher.example",
        "xn--bcher-kva.example",
        "[127.0.0.1]",
        "localhost",
        "a..org",
        "example.org.",
        "a" * 64 + ".org",
        "sub.desk.example.com",
        "test",
        "1.2",
    ]
)


@given(_locals, _domains)
def test_an_address_is_what_the_validator_says(local: str, domain: str) -> None:
    written = f"{local}@{domain}"
    try:
        expected: str | None = validate_email(written, check_deliverability=False).normalized
    except EmailNotValidError:
        expected = None

    if expected is None:
        with pytest.raises(InvalidValue):
            EmailAddress.parse(written)
    else:
        assert EmailAddress.parse(written).address == expected


@given(st.sampled_from(["+1", "+43", "+44", "+39", "+39 0", "+41", "+254", "+883", "+800"]), st.integers(0, 10**11))
def test_a_number_is_what_the_plan_says(country: str, rest: int) -> None:
    written = f"{country} {rest}"
    try:
        parsed = phonenumbers.parse(written)
        possible = phonenumbers.is_possible_number(parsed)
    except phonenumbers.NumberParseException:
        possible = False

    if not possible:
        with pytest.raises(InvalidValue):
            PhoneNumber.parse(written)
        return
    number = PhoneNumber.parse(written)
    assert number.valid == phonenumbers.is_valid_number(parsed)
    assert number.e164 == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    assert number.printed == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    is_mobile = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE
    assert (number.kind.value == "mobile") == is_mobile
