"""Cities by the names that people use."""

import pytest

from outreach.errors import NotFound
from outreach.store import gazetteer


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Vienna", "Vienna, AT"),
        ("Wien", "Vienna, AT"),
        ("Viena", "Vienna, AT"),
        ("ウィーン", "Vienna, AT"),
        ("Genève", "Geneva, CH"),
        ("geneve", "Geneva, CH"),
        ("Genf", "Geneva, CH"),
        ("Nueva York", "New York, US"),
        ("New York City", "New York, US"),
        ("Vienna, US", "Vienna, US"),
        ("Birmingham", "Birmingham, GB"),
        ("Frankfurt", "Frankfurt am Main, DE"),
        ("Kiev", "Kyiv, UA"),
        ("القاهرة", "Cairo, EG"),
    ],
)
def test_a_city_is_found_by_any_of_its_names(name: str, city: str) -> None:
    assert str(gazetteer.city(name)) == city


def test_a_city_knows_its_clock() -> None:
    assert gazetteer.city("New York").timezone == "America/New_York"


def test_a_country_tells_namesakes_apart() -> None:
    assert gazetteer.city("Valencia", country="ES").country == "ES"
    assert "Valencia, ES" in map(str, gazetteer.rivals("Valencia"))
    assert gazetteer.rivals("Vienna") == []


@pytest.mark.parametrize(
    ("name", "guess"),
    [("Viennna", "Vienna, AT"), ("Wein", "Vienna, AT"), ("Nwe York", "New York, US"), ("Genva", "Geneva, CH")],
)
def test_a_misspelled_city_is_guessed_at(name: str, guess: str) -> None:
    with pytest.raises(NotFound, match=guess):
        gazetteer.city(name)


@pytest.mark.parametrize("name", ["", "|", "---", "\t"])
def test_no_name_is_no_city(name: str) -> None:
    with pytest.raises(NotFound):
        gazetteer.city(name)


def test_every_line_of_the_gazetteer_is_whole() -> None:
    from zoneinfo import available_timezones

    zones = available_timezones()
    lines = gazetteer._table().decode().splitlines()

    assert len(lines) > 60_000
    assert all(line.count("\t") == 9 for line in lines)
    assert {line.split("\t")[7] for line in lines} <= zones
    assert gazetteer.by_id(2761369).name == "Vienna"
