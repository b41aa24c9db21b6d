"""Where in the world: how far two places are apart, and to which region (UN M49) a country belongs."""

from math import asin, cos, radians, sin, sqrt

_EARTH = 6_371.0  # kilometres, mean radius

# Continent -> subregion -> countries, as UN M49 groups them; Taiwan and Kosovo stand where CLDR puts them.
_REGIONS = {
    "Africa": {
        "Northern Africa": "DZ EG EH LY MA SD TN",
        "Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
        "Middle Africa": "AO CD CF CG CM GA GQ ST TD",
        "Southern Africa": "BW LS NA SZ ZA",
        "Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    },
    "the Americas": {
        "the Caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
        "Central America": "BZ CR GT HN MX NI PA SV",
        "South America": "AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE",
        "Northern America": "BM CA GL PM US",
    },
    "Asia": {
        "Central Asia": "KG KZ TJ TM UZ",
        "Eastern Asia": "CN HK JP KP KR MN MO TW",
        "South-eastern Asia": "BN ID KH LA MM MY PH SG TH TL VN",
        "Southern Asia": "AF BD BT IN IR LK MV NP PK",
        "Western Asia": "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE",
    },
    "Europe": {
        "Eastern Europe": "BG BY CZ HU MD PL RO RU SK UA",
        "Northern Europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
        "Southern Europe": "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
        "Western Europe": "AT BE CH DE FR LI LU MC NL",
    },
    "Oceania": {
        "Australia and New Zealand": "AU CC CX HM NF NZ",
        "Melanesia": "FJ NC PG SB VU",
        "Micronesia": "FM GU KI MH MP NR PW UM",
        "Polynesia": "AS CK NU PF PN TK TO TV WF WS",
    },
}
_SUBREGION = {
    country: subregion
    for subregions in _REGIONS.values()
    for subregion, countries in subregions.items()
    for country in countries.split()
}
_CONTINENT = {subregion: continent for continent, subregions in _REGIONS.items() for subregion in subregions}


def subregion(country: str | None) -> str | None:
    """The subregion of a country (ISO 3166-1 alpha-2): AT is in Western Europe."""
    return _SUBREGION.get(country or "")


def continent(country: str | None) -> str | None:
    """The continent of a country: AT is in Europe."""
    return _CONTINENT.get(subregion(country) or "")


def distance(
    latitude: float | None, longitude: float | None, other_latitude: float | None, other_longitude: float | None
) -> float | None:
    """Kilometres along the great circle between two places in degrees; None where one of them is not known."""
    if latitude is None or longitude is None or other_latitude is None or other_longitude is None:
        return None
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(min(1.0, half)))
