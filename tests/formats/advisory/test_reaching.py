import pytest

from outreach.formats.advisory import reaching


@pytest.mark.parametrize(
    "text",
    [
        "Call +41 22 555 01 2.",
        "Call +41 22 555 012 345 6.",
        "Call +1 202 055 0123.",
        "Call +1 (202) 555-012.",
        "Call +44 20 7946 012.",
        "Call +999 1 5550 1234.",
        "Tel.: 0041 22 555 01 2",
    ],
)
def test_a_number_that_no_plan_holds_is_bad(text: str) -> None:
    assert len(list(reaching.bad_numbers(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "+43 1 5550 1234 (office), +41 22 555 01 23 ext. 12; 09:00–17:00",
        "+1 (202) 555-0123, +1 202.555.0123, 0043 1 5550 1234, +43 1 5550 1234 09:00",
        "+44 7700 900123",
        "+2.5 per cent, +1 000 000 passengers, +12 345 678 euros, +3 °C to +35 °C",
        "2019-2026, 2026-12-08, A/RES/71/1, S/2026/1234, S-1234",
        "ISBN 978-3-16-148410-0, IBAN AT61 1904 3002 3457 3201, order 00 123 456 789",
    ],
)
def test_good_numbers_and_other_figures_are_left_alone(text: str) -> None:
    assert list(reaching.bad_numbers(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        *("press@example", "press@example,org", "press@example..org", "press@.example.org", "press@-example.org"),
        *("press@@example.org", "press.@example.org", "press@example.o", "press@example_press.org"),
        *("press@ example.org", "press @example.org", "press@example.org@example.org"),
    ],
)
def test_an_address_that_cannot_be_is_bad(text: str) -> None:
    assert len(list(reaching.bad_addresses(f"Write to {text}."))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "mira.olsen@example.org, or press@example.org. Or <press@example.org>?",
        "“press@example.org” (or press@sub.example.co.uk); büro@bücher.example",
        "@harbour_cities, @press@social.example.org and @name.bsky.social",
        "2 kg @ 5 euros",
        "{{ recipient.email }}",
    ],
)
def test_good_addresses_and_other_uses_of_the_sign_are_left_alone(text: str) -> None:
    assert list(reaching.bad_addresses(text)) == []


def test_what_a_link_goes_to_is_read_too() -> None:
    assert reaching.targets("[ring](tel:+4122) or [write](mailto:press@example?subject=x)") == "+4122  press@example"
