"""The shortcuts of the value types say what the validators say."""

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.model import numbering
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


_codes = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


@st.composite
def _near_a_real_number(draw: st.DrawFn) -> str:
    """A number of any plan there is, of any type, with some of its last digits changed."""
    code = draw(st.sampled_from(_codes))
    region = draw(st.sampled_from(phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]))
    type_ = draw(st.sampled_from(range(11)))
    example = phonenumbers.example_number_for_type(region, type_)
    number = example or phonenumbers.example_number_for_non_geo_entity(code) or phonenumbers.PhoneNumber(code, 12345678)
    digits = phonenumbers.national_significant_number(number)
    kept = draw(st.integers(0, len(digits)))
    added = draw(st.integers(max(0, len(digits) - kept - 1), len(digits) - kept + 1))
    rest = draw(st.text("0123456789", min_size=added, max_size=added)) if kept < len(digits) else ""
    return f"+{code} {digits[:kept]}{rest}"


@settings(max_examples=1_000)
@given(_near_a_real_number())
def test_the_plans_kept_say_what_phonenumbers_says(written: str) -> None:
    found = numbering.plain(written)

    if found is not None:
        parsed = phonenumbers.parse(written)
        assert phonenumbers.is_valid_number(parsed)
        assert found.e164 == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        assert found.printed == phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        assert found.is_mobile == (phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE)


@pytest.mark.parametrize("written", ["+1 202 555 0100", "+44 20 7946 0000", "+254 712 123456", "+39 312 345 6789"])
def test_plain_numbers_need_nothing_but_the_plans_kept(written: str) -> None:
    assert numbering.plain(written) is not None
