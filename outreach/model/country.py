"""Countries: ISO 3166-1 alpha-2 codes, and the names that people write for them."""

from functools import cache, lru_cache

from outreach.errors import InvalidValue
from outreach.model.text import fold

_LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "nl", "ru", "ar", "zh")
# What people write and no locale lists.
_USUAL = {
    "usa": "US",
    "u s a": "US",
    "united states of america": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "uae": "AE",
}


@lru_cache(maxsize=1_000)
def country_code(text: str) -> str:
    """The code of the country that `text` names: a code, or its name in one of ten languages. Raises InvalidValue."""
    key = fold(text)
    if len(text.strip()) == 2 and text.strip().upper() in _codes():
        return text.strip().upper()
    try:
        return _names()[key]
    except KeyError:
        raise InvalidValue(
            "country", text, "is no country that we know; write its ISO 3166 code, like AT, CH, US"
        ) from None


def name_of(code: str, *, language: str = "en") -> str:
    """What the country is called in `language`; the code itself where that is not known."""
    return _territories(language).get(code, code)


def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    found = dict(Locale.parse(language, sep="-").territories)
    return {str(code): str(name) for code, name in found.items() if len(str(code)) == _CODE and str(code).isalpha()}


_CODE = 2  # letters; the rest are regions of the world


@cache
def _codes() -> frozenset[str]:
    return frozenset(_territories("en"))


@cache
def _names() -> dict[str, str]:
    names = {fold(name): code for language in _LANGUAGES for code, name in _territories(language).items()}
    return names | _USUAL
