"""Cities by the names that readers know: Wien in German, Vienne in French, and the small words before them.

The names are CLDR's, which has one city for each time zone; those of other cities that news comes from stand below.
"""

import re
from functools import cache, lru_cache

from outreach.model import language as tags
from outreach.model.text import fold

# The zones of the IANA database that CLDR knows by an older name.
_CLDR_ZONES = {
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Yangon": "Asia/Rangoon",
    "Europe/Kyiv": "Europe/Kiev",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
}
_COLUMNS = ("fr", "es", "de", "it", "pt", "ru", "ar", "zh", "zh-Hant")
_OTHERS = {
    ("Geneva", "Europe/Zurich"): "Genève|Ginebra|Genf|Ginevra|Genebra|Женева|جنيف|日内瓦|日內瓦",
    ("The Hague", "Europe/Amsterdam"): "La Haye|La Haya|Den Haag|L’Aia|Haia|Гаага|لاهاي|海牙|海牙",
    ("Strasbourg", "Europe/Paris"): "Strasbourg|Estrasburgo|Straßburg|Strasburgo|Estrasburgo|Страсбург|ستراسبورغ|"
    "斯特拉斯堡|史特拉斯堡",
    ("Munich", "Europe/Berlin"): "Munich|Múnich|München|Monaco di Baviera|Munique|Мюнхен|ميونخ|慕尼黑|慕尼黑",
    ("Hamburg", "Europe/Berlin"): "Hambourg|Hamburgo|Hamburg|Amburgo|Hamburgo|Гамбург|هامبورغ|汉堡|漢堡",
    ("Milan", "Europe/Rome"): "Milan|Milán|Mailand|Milano|Milão|Милан|ميلانو|米兰|米蘭",
    ("Barcelona", "Europe/Madrid"): "Barcelone|Barcelona|Barcelona|Barcellona|Barcelona|Барселона|برشلونة|"
    "巴塞罗那|巴塞隆納",
    ("Bonn", "Europe/Berlin"): "Bonn|Bonn|Bonn|Bonn|Bonn|Бонн|بون|波恩|波昂",
}
_VOWEL = re.compile(r"(?i)[aeiouàâéèêëîïôöùûü]|y(?![aeiou])|h(?:elsinki|iroshima|onolulu)")
_OF = {
    "fr": (("Le ", "du "), ("Les ", "des ")),
    "it": (("Il ", "del "), ("L’", "dell’"), ("La ", "della ")),
}
_PORTUGUESE_ARTICLES = {"Cairo": "o", "Rio de Janeiro": "o", "Porto": "o", "Cidade do México": "a"}


def named(city: str, *, timezone: str | None, language: str) -> str:
    """The city that the gazetteer calls `city`, in `timezone` where that is known, as readers of `language` call it."""
    if language.partition("-")[0] == "en":
        return city
    zone = _zones().get(fold(city))
    if zone and timezone in (zone, None):
        return of_zone(zone, language=language)
    for (name, where), names in _OTHERS.items():
        column = tags.lookup([language], _COLUMNS)
        if column and name == city and timezone in (where, None):
            return names.split("|")[_COLUMNS.index(column)]
    return city


@lru_cache(maxsize=500)
def of_zone(zone: str, *, language: str) -> str:
    """The city that the IANA zone is named after, in `language`."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(_CLDR_LANGUAGES.get(language, language).replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    known = locale.time_zones.get(zone) or locale.time_zones.get(_CLDR_ZONES.get(zone, ""), {})
    return str(known.get("city") or zone.rpartition("/")[2].replace("_", " "))


_CLDR_LANGUAGES = {"pt": "pt-PT"}


def english(city: str) -> str | None:
    """The gazetteer's name of the city that one of our languages calls `city`; None for any other."""
    return _from_abroad().get(fold(city))


@cache
def _from_abroad() -> dict[str, str]:
    zones = {
        fold(of_zone(zone, language=language)): of_zone(zone, language="en")
        for language in reversed(_COLUMNS)
        for zone in _zones().values()
    }
    return zones | {fold(name): city for (city, _), names in _OTHERS.items() for name in names.split("|")}


def of(city: str, *, language: str) -> str:
    """The city behind "of": de Vienne, d’Athènes, du Caire; del Cairo; do Rio de Janeiro; de Viena."""
    stem = language.partition("-")[0]
    for article, joined in _OF.get(stem, ()):
        if city.startswith(article):
            return joined + city.removeprefix(article)
    if stem == "pt" and city in _PORTUGUESE_ARTICLES:
        return f"d{_PORTUGUESE_ARTICLES[city]} {city}"
    if stem == "fr" and _VOWEL.match(city):
        return f"d’{city}"
    return f"{'di' if stem == 'it' else 'de'} {city}"


def at(city: str, *, language: str, usual: str) -> str:
    """The city behind "in", at the head of a line: Au Caire; Ad Atene; No Cairo; else `usual`, {} being the city."""
    stem = language.partition("-")[0]
    for before, article in BEFORE.get(stem, ()):
        if article and city.startswith(article):
            return before + city.removeprefix(article)
    if stem == "it" and city.startswith("A"):
        return f"Ad {city}"
    if stem == "pt" and city in _PORTUGUESE_ARTICLES:
        return f"N{_PORTUGUESE_ARTICLES[city]} {city}"
    return usual.format(city)


# What "in" may become before a city, and the article of the name that is in it.
BEFORE = {
    "fr": (("Au ", "Le "), ("Aux ", "Les ")),
    "it": (("Al ", "Il "), ("All’", "L’"), ("Alla ", "La "), ("Ad ", "")),
    "pt": (("No ", ""), ("Na ", "")),
}


@cache
def _zones() -> dict[str, str]:
    """Folded English name -> the zone that is named after the city."""
    from babel import Locale

    # Russian spells all of them its own way, so CLDR has them all there.
    there = set(Locale("ru").time_zones) - set(_CLDR_ZONES.values()) | set(_CLDR_ZONES)
    return {fold(of_zone(zone, language="en")): zone for zone in sorted(there) if not zone.startswith("Etc/")}
