"""Numbers and addresses are found wherever they stand, and what only looks like one is not taken for it."""

import pytest

from outreach.formats.advisory import printed

REGIONS = ("AT", "US")


def sure(text: str, *regions: str) -> list[str]:
    return [one.key for one in printed.numbers(text, regions=regions or REGIONS) if one.is_sure]


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("Ring +43 1 9999 123.", "+4319999123"),
        ("Ring +43 (0)1 9999-123.", "+4319999123"),
        ("Ring 0043 1 9999123.", "+4319999123"),
        ("Ring 01 9999 123.", "+4319999123"),
        ("Ring (01) 9999-123.", "+4319999123"),
        ("Tel. 0660/1234567", "+436601234567"),
        ("**+43 1 9999 123**", "+4319999123"),
        ("Call 202-555-0123 now", "+12025550123"),
        ("Call (202) 555-0123 now", "+12025550123"),
        ("[by phone](tel:+12025550123)", "+12025550123"),
        ("+41 22 555 01 23 ext. 12", "+41225550123"),
        ("Durchwahl: +43 1 9999 123, Fax folgt", "+4319999123"),
    ],
    ids=[
        "international",
        "trunk zero",
        "double zero",
        "national",
        "brackets",
        "slash",
        "in bold",
        "american",
        "american with brackets",
        "a link",
        "extension",
        "before a comma",
    ],
)
def test_a_number_is_found_as_it_is_dialled(text: str, e164: str) -> None:
    assert sure(text) == [e164]


@pytest.mark.parametrize(
    "text",
    """In 2026-2027 the cities met
On 8.12.2026 at 10:00-11:30
2026-12-08 10:00
08/12/2026 - 09/12/2026
10:00 to 13:00, 15.30 - 17.00
A/RES/71/1, S/2026/123 and E/CN.4/2006/39, para. 12
EUR 1.234.567,00 was paid, not €1 234 567 or $1,234,567.89
2 345 678 people came, 5 000 000 - 6 000 000 in all
An increase of +12 % and of +1 000 000 euros
ISBN 978-3-16-148410-0
Interviews: +1 202 055 0123, a digit of which is wrong
IBAN AT61 1904 3002 3457 3201
Meeting ID: 812 3456 7890, passcode 123456
48.208174 16.373819
1990 2000 2010 2020
A-1400 Vienna, 1010 Wien
ZVR 123456789, ATU12345678
https://example.org/+4319999123?tel=01%209999%20123
192.168.100.200
CAS 7732-18-5, doi 10.1000/182""".split("\n"),
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert sure(text) == []


def test_a_number_is_read_as_of_each_country_in_turn() -> None:
    assert sure("01 9999 123", "US", "AT") == ["+4319999123"]
    assert sure("01 9999 123", "CH") == []


def test_without_any_country_only_international_numbers_are_read() -> None:
    found = [one.key for one in printed.numbers("01 9999 123 or +43 1 9999 124", regions=())]

    assert found == ["+4319999124"]


def test_a_number_in_two_lines_is_found_on_the_first() -> None:
    found = list(printed.numbers("Questions to:\nMira Olsen, +43 1\n9999 123, at any time", regions=REGIONS))

    assert [(one.line, one.key) for one in found if one.is_sure] == [(1, "+4319999123")]


def test_numbers_under_one_another_are_not_put_together() -> None:
    assert sure("+43 1 9999 123\n+43 1 9999 124\n2026") == ["+4319999123", "+4319999124"]


def test_a_number_stands_on_its_line() -> None:
    (found,) = printed.numbers("one\ntwo\nthree: +43 1 9999 123\n", regions=REGIONS)

    assert (found.line, found.written) == (2, "+43 1 9999 123")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Write to Press@Example.org.", ["press@example.org"]),
        ("[write](mailto:mira.olsen@example.org?subject=x)", ["mira.olsen@example.org"]),
        ("<mira@example.org>, 'ana@example.org'", ["mira@example.org", "ana@example.org"]),
        ("o'brien@example.org", ["o'brien@example.org"]),
        ("https://user@example.org/a@b.example and www.example.org/x@example.com", []),
        ("[map](https://example.org/a)[mail](mailto:mira@example.org)", ["mira@example.org"]),
        ("follow @harbour, harbour@home or @press@social.example.org", []),
        ("a@b..example, @example.org", []),
    ],
    ids=["case", "link", "brackets", "apostrophe", "web addresses", "link after link", "handles", "none"],
)
def test_addresses_are_found_but_not_inside_of_web_addresses(text: str, keys: list[str]) -> None:
    assert [one.key for one in printed.addresses(text)] == keys
