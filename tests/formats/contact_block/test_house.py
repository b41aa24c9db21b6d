"""The block that we write reads back as the officers that it was written for."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.formats import contact_block
from outreach.formats.contact_block import house
from outreach.model.card import Card, ContactKind
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber
from tests.formats.contact_block.gazetteer_lookup import read

GIVEN = ["Mira", "Zoë", "Íñigo", "Jean-Noël", "Đorđe", "Ana María", "Seán", "Łukasz", "Άννα", "Ольга", "محمد", "Nnamdi"]
FAMILY = ["Olsen", "O'Hara", "d'Hérouville", "van der Berg", "Saint-Aubin", "Żółć", "Παπαδοπούλου", "Петрова", "العربي"]
TITLES = [None, "Spokesperson", "Head of Communications", "Press Officer, Migration", "Chargée de presse (a.i.)"]
CITIES = [None, "Vienna", "Geneva", "New York", "Nairobi", "Bangkok", "Buenos Aires", "Frankfurt am Main"]
NUMBERS = ["+43 1 9999 123", "+41 22 555 01 23", "+1 202 555 0143", "+44 20 7946 0018 ext. 42", "+43 660 1234567"]
ADDRESSES = ["mira@example.org", "o'hara+press@example.com", "zoë@example.net", "press.office-1@sub.example.org"]

people = st.builds(
    lambda given, family, title, city, numbers, kind, addresses: Card(
        uid="u",
        kind=ContactKind.OFFICER,
        name=f"{given} {family}",
        title=title,
        city=city,
        phones=tuple(PhoneNumber.parse(number, kind=kind) for number in numbers),
        emails=tuple(map(EmailAddress.parse, addresses)),
    ),
    st.sampled_from(GIVEN),
    st.sampled_from(FAMILY),
    st.sampled_from(TITLES),
    st.sampled_from(CITIES),
    st.lists(st.sampled_from(NUMBERS), max_size=3, unique=True),
    st.sampled_from(PhoneKind),
    st.lists(st.sampled_from(ADDRESSES), max_size=2, unique=True),
).filter(lambda card: card.phones or card.emails)
blocks = st.lists(people, min_size=1, max_size=4, unique_by=lambda card: card.name)


@settings(deadline=None, max_examples=200)
@given(blocks, st.sampled_from(list(house.STYLES)))
def test_a_written_block_reads_back_as_the_same_officers(cards: list[Card], language: str) -> None:
    found = read(contact_block.write(cards, language=language))

    assert [(o.name, o.city, o.role) for o in found] == [(card.name, card.city, card.title) for card in cards]
    assert [[(p.e164, p.extension, p.kind) for p in o.phones] for o in found] == [
        [(p.e164, p.extension, p.kind) for p in card.phones] for card in cards
    ]
    assert [[e.address for e in o.emails] for o in found] == [[e.address for e in card.emails] for card in cards]


@settings(deadline=None, max_examples=200)
@given(blocks, st.sampled_from(list(house.STYLES)), st.integers(40, 110), st.sampled_from(["", "    "]))
def test_a_block_that_was_wrapped_reads_back_as_well(
    cards: list[Card], language: str, width: int, hanging: str
) -> None:
    lines = contact_block.write(cards, language=language).splitlines()
    wrapped = [
        textwrap.fill(line, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
        for line in lines
    ]

    found = read("\n".join(wrapped) + "\n")

    assert [(o.name, o.city, o.role) for o in found] == [(card.name, card.city, card.title) for card in cards]
    assert [[(p.e164, p.extension, p.kind) for p in o.phones] for o in found] == [
        [(p.e164, p.extension, p.kind) for p in card.phones] for card in cards
    ]
    assert [[e.address for e in o.emails] for o in found] == [[e.address for e in card.emails] for card in cards]


def test_the_house_style_is_the_one_of_the_first_release() -> None:
    card = Card(
        uid="u",
        kind=ContactKind.OFFICER,
        name="Joe Lowry",
        city="Vienna",
        phones=(PhoneNumber.parse("+43660 3776404", kind=PhoneKind.WORK),),
        emails=(EmailAddress.parse("jlowry@iom.int"),),
    )

    assert contact_block.write([card]) == (
        "For more information please contact:\nIn Vienna: Joe Lowry, Tel +43 660 3776404, Email jlowry@iom.int\n"
    )


@pytest.mark.parametrize(
    "other",
    [
        "In Geneva: Amina Said, Spokesperson, Tel: 022 555 01 23, Email: amina@example.org",
        "Geneva – Amina Said, Spokesperson – 022 555 01 23 – amina@example.org",
    ],
)
def test_a_paragraph_half_in_our_style_is_read_as_one(other: str) -> None:
    ours = "In Vienna: Mira Olsen, Tel +43 1 9999123, Email mira@example.org"

    found = read(f"For more information please contact:\n{ours}\n{other}\n")

    assert [(o.name, o.city, [p.e164 for p in o.phones], [e.address for e in o.emails]) for o in found] == [
        ("Mira Olsen", "Vienna", ["+4319999123"], ["mira@example.org"]),
        ("Amina Said", "Geneva", ["+41225550123"], ["amina@example.org"]),
    ]


def test_a_national_number_is_no_part_of_a_name() -> None:
    [found] = read("In Paris: Adèle Fournier, Spokesperson, Tel 01 99 00 12 34, Email adele@example.org\n")

    assert (found.name, found.role, found.phones[0].e164) == ("Adèle Fournier", "Spokesperson", "+33199001234")


def test_a_bracket_above_a_wrapped_line_is_not_where_a_title_begins() -> None:
    block = "Mira Olsen (Head of Press, Europe),\nTel +43 1 9999123, Email mira@example.org"

    assert [o.role for o in read(f"time (CEST, 10:00 UTC)\nDear Alex,\n{block}")] == ["Head of Press, Europe"]
