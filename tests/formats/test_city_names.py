import pytest

from outreach.formats import city_names
from outreach.formats.advisory import words
from outreach.services.intake import likeliest

CITIES = "Vienna Brussels Athens Cairo|New York|Buenos Aires|Geneva|The Hague|Munich|Milan|Hamburg|Strasbourg|Bonn"


@pytest.mark.parametrize(
    ("city", "language", "named"),
    [
        ("Vienna", "fr", "Vienne"),
        ("Brussels", "fr", "Bruxelles"),
        ("Kolkata", "de", "Kalkutta"),
        ("New York", "es", "Nueva York"),
        ("Geneva", "de-AT", "Genf"),
        ("Lisbon", "zh-Hant-TW", "里斯本"),
        ("Vienna", "sv", "Wien"),
        ("Frankfurt am Main", "fr", "Frankfurt am Main"),
    ],
)
def test_a_city_is_called_as_its_readers_call_it(city: str, language: str, named: str) -> None:
    assert city_names.named(city, timezone=None, language=language) == named


def test_a_namesake_elsewhere_keeps_its_name() -> None:
    assert city_names.named("Vienna", timezone="America/New_York", language="fr") == "Vienna"
    assert city_names.named("Geneva", timezone="America/New_York", language="fr") == "Geneva"


@pytest.mark.parametrize(
    ("city", "language", "of", "at"),
    [
        ("Vienne", "fr", "de Vienne", "À Vienne"),
        ("Athènes", "fr", "d’Athènes", "À Athènes"),
        ("Le Caire", "fr", "du Caire", "Au Caire"),
        ("La Haye", "fr", "de La Haye", "À La Haye"),
        ("Hambourg", "fr", "de Hambourg", "À Hambourg"),
        ("Helsinki", "fr-CH", "d’Helsinki", "À Helsinki"),
        ("Yaoundé", "fr", "de Yaoundé", "À Yaoundé"),
        ("Il Cairo", "it", "del Cairo", "Al Cairo"),
        ("L’Aia", "it", "dell’Aia", "All’Aia"),
        ("Atene", "it", "di Atene", "Ad Atene"),
        ("Cairo", "pt", "do Cairo", "No Cairo"),
        ("Lisboa", "pt-BR", "de Lisboa", "Em Lisboa"),
        ("El Cairo", "es", "de El Cairo", "En El Cairo"),
    ],
)
def test_small_words_join_the_city_as_the_language_joins_them(city: str, language: str, of: str, at: str) -> None:
    usual = {"fr": "À {}", "it": "A {}", "pt": "Em {}", "es": "En {}"}[language[:2]]

    assert city_names.of(city, language=language) == of
    assert city_names.at(city, language=language, usual=usual) == at


@pytest.mark.parametrize("language", words.languages())
@pytest.mark.parametrize("city", CITIES.replace(" ", "|", 3).split("|"))
def test_every_name_leads_back_to_the_city(city: str, language: str) -> None:
    named = city_names.named(city, timezone=None, language=language)

    found = likeliest(city_names.english(named) or named, None)

    assert found is not None
    assert found.name == city
