"""Which press officer answers whom: rule by rule, in their order."""

import random
import string
import time
from dataclasses import replace

import pytest

from outreach.model.card import Card, ContactKind
from outreach.model.country import name_of
from outreach.model.geography import continent, distance, subregion
from outreach.model.nearest import Choice, Directory, Rule, nearest
from outreach.model.office import Office
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from tests.duty import card, office

VIENNA, GENEVA, NEW_YORK = card("Mira Olsen"), card("Joe Novak", "Geneva"), card("Ana Ek", "New York")
NAIROBI, ZURICH = card("Wanjiru Kamau", "Nairobi"), card("Urs Meier", "Zürich")
EVERYBODY = [VIENNA, GENEVA, NEW_YORK, NAIROBI]


def reader(city: str | None = "Vienna", **fields: object) -> Card:
    return card("Tomás O'Neill", city, kind=ContactKind.JOURNALIST, **fields)


@pytest.mark.parametrize(
    ("who", "officer", "rule", "reason"),
    [
        (reader("Vienna"), VIENNA, Rule.CITY, "Mira Olsen answers: in Vienna, the reader's city."),
        (reader("Graz"), VIENNA, Rule.COUNTRY, "Mira Olsen answers: in Vienna, in the reader's country, Austria."),
        (
            reader("Bratislava"),
            NAIROBI,
            Rule.COVERAGE_COUNTRY,
            "Wanjiru Kamau answers: Nairobi answers for Slovakia, the reader's country.",
        ),
        (
            reader("Lisbon", languages=("sv", "fr-BE")),
            GENEVA,
            Rule.COVERAGE_LANGUAGE,
            "Joe Novak answers: Geneva answers those who read French.",
        ),
        (
            reader("Lisbon", beats=("climate", "Migration")),
            NEW_YORK,
            Rule.COVERAGE_BEAT,
            "Ana Ek answers: New York answers for the reader's beat, Migration.",
        ),
        (
            reader("Kampala"),
            NAIROBI,
            Rule.REGION,
            "Wanjiru Kamau answers: Nairobi is the nearest office in Eastern Africa (503 km away).",
        ),
        (
            reader("Budapest"),
            VIENNA,
            Rule.CONTINENT,
            "Mira Olsen answers: Vienna is the nearest office in Europe (214 km away).",
        ),
        (
            reader("Tokyo"),
            GENEVA,
            Rule.HEADQUARTERS,
            "Joe Novak answers: Geneva is headquarters, and no office is nearer to the reader.",
        ),
        (
            reader(None),
            GENEVA,
            Rule.HEADQUARTERS,
            "Joe Novak answers: Geneva is headquarters, and no office is nearer to the reader.",
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Rule) else None,
)
def test_the_first_rule_that_finds_somebody_decides(who: Card, officer: Card, rule: Rule, reason: str) -> None:
    offices = [
        office("Geneva", languages=("fr",), is_headquarters=True),
        office("Nairobi", countries=("SK",)),
        office("New York", beats=("migration",)),
    ]

    choice = nearest(who, EVERYBODY, offices)

    assert choice.officer is not None
    assert (choice.officer.uid, choice.rule, choice.reason) == (officer.uid, rule, reason)


def test_without_headquarters_the_nearest_at_all_answers() -> None:
    choice = nearest(reader("Tokyo"), EVERYBODY, [])

    assert choice.reason == "Mira Olsen answers: Vienna is the nearest office (9,128 km away)."


@pytest.mark.parametrize(
    "officer",
    [
        replace(VIENNA, active=False),
        replace(VIENNA, phones=(), emails=()),
        replace(
            VIENNA,
            phones=(PhoneNumber("+4319999123", visibility=Visibility.INTERNAL),),
            emails=(EmailAddress("mira@example.org", visibility=Visibility.INTERNAL),),
        ),
    ],
    ids=["has left", "no number and no address", "only for the office"],
)
def test_nobody_is_named_whom_the_reader_cannot_reach(officer: Card) -> None:
    choice = nearest(reader("Vienna"), [officer], [])

    assert choice.officer is None
    assert choice.reason == (
        "Nobody answers: there is no active press officer with a number or an address that the press may see."
    )
    assert nearest(reader("Vienna"), [officer, GENEVA], []).officer == GENEVA


def test_a_reader_sees_of_an_officer_only_what_the_press_may_see() -> None:
    hidden = PhoneNumber("+4319999125", visibility=Visibility.INTERNAL)

    choice = nearest(reader(), [replace(VIENNA, phones=(hidden, *VIENNA.phones), notes="ring twice")], [])

    assert choice.officer == VIENNA


def test_nobody_answers_whom_no_rule_places() -> None:
    choice = nearest(reader(None), EVERYBODY, [])

    assert (choice.officer, choice.rule) == (None, Rule.NOBODY)
    assert "of whom no city and no country is known" in choice.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"languages": ("de",)}, {"languages": ("fr",), "beats": ("migration",)}),
        ({"beats": ("Migration",)}, {}),
        ({"name": "Anna Berg"}, {"name": "Berta Berg"}),
    ],
    ids=["a language in common", "the same beat", "the name"],
)
def test_of_several_the_first_is_chosen_by_language_then_beat_then_name(
    one: dict[str, object], other: dict[str, object]
) -> None:
    team = [card(**{"name": "B B", "uid": "1"} | other), card(**{"name": "B B", "uid": "2"} | one)]  # type: ignore[arg-type]
    who = reader("Vienna", languages=("de-AT",), beats=("migration",))

    chosen = {nearest(who, order, []).officer for order in (team, team[::-1])}

    assert chosen == {team[1]}


def test_in_a_country_the_nearer_of_two_alike_answers() -> None:
    choice = nearest(reader("Bern"), [GENEVA, ZURICH, VIENNA], [])

    assert choice.officer == ZURICH


def test_everybody_in_a_large_directory_is_answered_at_once() -> None:
    chance = random.Random(7)
    cities = ["Vienna", "Geneva", "New York", "Nairobi", "Tokyo", "Lima", "Paris", "Cairo", "Sydney", "Delhi"]
    offices: list[Office] = [office(city, countries=("SK",), languages=("fr",)) for city in cities]
    officers = [card(f"Officer {n}", chance.choice(cities), languages=("en",)) for n in range(50)]
    places = [reader(city, languages=("en",), beats=("migration",)) for city in [*cities, "Graz", "Lagos", "Hanoi"]]
    readers = [replace(chance.choice(places), uid=str(n)) for n in range(10_000)]

    def answer_all() -> list[Choice]:
        directory = Directory(officers, offices)
        return [directory.nearest(who) for who in readers]

    def take(what: object) -> float:
        begun = time.perf_counter()
        what()  # type: ignore[operator]
        return time.perf_counter() - begun

    # A peer in the same run: making as many cards as there are readers.
    peer = take(lambda: [replace(who, name="x") for who in readers])
    assert take(answer_all) < 25 * peer


def test_every_country_has_a_region() -> None:
    letters = string.ascii_uppercase
    countries = [a + b for a in letters for b in letters if name_of(a + b) != a + b]

    without = [code for code in countries if subregion(code) is None]

    # Antarctica, islands without people, unions, and codes that stand for none.
    assert set(without) <= set("AC AN AQ CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
    assert (subregion("AT"), continent("AT"), continent(None)) == ("Western Europe", "Europe", None)


def test_a_distance_is_along_the_globe() -> None:
    assert distance(48.2082, 16.3738, 40.7143, -74.006) == pytest.approx(6_795, abs=5)
    assert distance(0, 179.5, 0, -179.5) == pytest.approx(111, abs=1)
    assert distance(None, 0, 0, 0) is None
