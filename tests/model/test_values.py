"""Numbers, addresses and lines of text, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.model.text import fold, one_line
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber


@pytest.mark.parametrize(
    ("written", "region", "e164", "extension"),
    [
        ("+43 660 1234567", None, "+436601234567", None),
        ("0043 660 1234567", None, "+436601234567", None),
        ("+43 (0) 660-1234567", None, "+436601234567", None),
        ("+44 (0)20 7946 0018", None, "+442079460018", None),
        ("+39 (0)6 1234567", None, "+39061234567", None),
        ("020 7946 0018", "GB", "+442079460018", None),
        ("202/555-0143", "US", "+12025550143", None),
        ("(202)-555-0143", "CA", "+12025550143", None),
        ("+49 30 23125–014", None, "+493023125014", None),
        ("+33.1.99.00.12.34", None, "+33199001234", None),
        ("+1 202 555 0143 ext. 45", None, "+12025550143", "45"),
        ("+1 202 555 0143 x45", None, "+12025550143", "45"),
        ("tel:+12025550143;ext=45", None, "+12025550143", "45"),
        ("＋４３ 660 1234567", None, "+436601234567", None),
    ],
)
def test_a_number_is_read_as_it_is_written(written: str, region: str | None, e164: str, extension: str | None) -> None:
    number = PhoneNumber.parse(written, region=region)

    assert (number.e164, number.extension, number.valid) == (e164, extension, True)


@pytest.mark.parametrize(
    ("written", "region", "problem"),
    [
        ("0660 1234567", None, "no city or country says where"),
        ("1-800-FLOWERS", "US", "holds letters"),
        ("+43 660 12345O7", None, "holds letters"),
        ("+999 123456", None, "country code that does not exist"),
        ("+43 1 23456789012345", None, "too few or too many digits"),
        ("", None, "cannot be read"),
        ("+43\r\n660", None, "control character"),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_a_reason(written: str, region: str | None, problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem):
        PhoneNumber.parse(written, region=region)


def test_a_number_that_is_only_possible_is_kept_with_a_warning() -> None:
    number = PhoneNumber.parse("+44 121 270557")

    assert (number.e164, number.written, number.valid) == ("+44121270557", "+44 121 270557", False)
    assert number.warning
    assert "possible but not valid" in number.warning


def test_a_number_knows_its_kind_its_print_and_its_uri() -> None:
    number = PhoneNumber.parse("0660 1234567 ext. 9", region="AT")

    assert number.kind is PhoneKind.MOBILE
    assert number.international == "+43 660 1234567 ext. 9"
    assert number.uri == "tel:+436601234567;ext=9"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Mira@Example.ORG", "Mira@example.org"),
        ("mailto:mira@example.org", "mira@example.org"),
        ("<mira@example.org>", "mira@example.org"),
        ("jürgen@müller.example.org", "jürgen@müller.example.org"),
        ("用户@例子.example.org", "用户@例子.example.org"),
        ("o'hara+press@example.org", "o'hara+press@example.org"),
    ],
)
def test_an_address_is_normalised(written: str, address: str) -> None:
    assert EmailAddress.parse(written).address == address


def test_case_makes_no_second_mailbox() -> None:
    assert EmailAddress.parse("Mira@Example.ORG").key == EmailAddress.parse("mira@example.org").key


@pytest.mark.parametrize(
    "written",
    [
        "",
        "mira",
        "mira@",
        "@example.org",
        "a b@example.org",
        "a@b@example.org",
        "a@example",
        "a@example.org\r\nBcc: x@y.z",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue, match="email"):
        EmailAddress.parse(written)


@pytest.mark.parametrize(
    "character", ["\x00", "\n", "\r", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202e", "\u2066"]
)
def test_no_control_character_gets_onto_a_line(character: str) -> None:
    with pytest.raises(InvalidValue, match="control character"):
        one_line(f"Mira{character}Olsen")


def test_a_lone_surrogate_is_no_text() -> None:
    with pytest.raises(InvalidValue, match="not Unicode"):
        one_line("Mira\ud800")


@given(st.text())
def test_a_line_is_one_line_or_refused(text: str) -> None:
    try:
        line = one_line(text)
    except InvalidValue:
        return

    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


@given(st.text())
def test_folding_is_settled_after_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Genève – Cité", "geneve cite"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Łódź", "łodz"),
        ("O'Hara", "o hara"),
    ],
)
def test_folding_takes_case_and_accents_away(text: str, key: str) -> None:
    assert fold(text) == key
