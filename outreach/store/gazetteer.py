"""The gazetteer: the world's cities by any of the names that people use. Read-only, shipped in data/cities.tsv."""

from functools import cache, lru_cache

from outreach import resources
from outreach.errors import NotFound
from outreach.model.city import City
from outreach.model.text import fold

# A namesake this many times smaller is not what anybody means by the bare name.
_OUTWEIGHED = 8
# Of the names that look like a misspelled one, those this near to the best (of 1) are told apart by size.
_AS_LIKELY = 0.08


@cache
def _table() -> bytes:
    # Searched as bytes: finding a name in the whole file takes less time than building an index of it.
    return resources.path("data", "cities.tsv").read_bytes()


def _city(line: bytes) -> City:
    id_, name, country, division, lat, lon, population, zone, others, _ = line.decode().split("\t")
    names = tuple(others.split("|")) if others else ()
    return City(int(id_), name, country, zone, division, float(lat), float(lon), int(population), names)


def _lines_with(needle: bytes) -> list[bytes]:
    table, found, at = _table(), [], 0
    while (at := table.find(needle, at)) >= 0:
        start, end = table.rfind(b"\n", 0, at) + 1, table.index(b"\n", at)
        found.append(table[start:end])
        at = end
    return found


@lru_cache(maxsize=4_000)
def _called(key: str) -> tuple[City, ...]:
    return tuple(_city(line) for line in _lines_with(b"|" + key.encode() + b"|"))


def namesakes(name: str, *, country: str | None = None) -> list[City]:
    """Every city called `name` in any language, the likeliest first. "Vienna, US" and `country` both narrow it."""
    place, comma, region = name.rpartition(",")
    if comma and len(region.strip()) == 2 and region.strip().isalpha():
        name, country = place, region.strip().upper()
    key = fold(name)
    if not key:
        return []
    cities = [city for city in _called(key) if not country or city.country == country.upper()]
    return sorted(cities, key=lambda city: (-_weight(city, key), city.id))


def _weight(city: City, key: str) -> int:
    # A name that is the city's own outweighs the same word as a foreign name of a much larger place.
    return city.population * (_OUTWEIGHED if fold(city.name) == key else 1) + 1


def city(name: str, *, country: str | None = None) -> City:
    """The city that a press officer means by `name`. Raises NotFound, with the nearest names."""
    found = namesakes(name, country=country)
    if not found:
        raise NotFound(
            "city", name, suggestions=suggestions(name), advice="`outreach cities list TEXT` searches the gazetteer"
        )
    return found[0]


def rivals(name: str, *, country: str | None = None) -> list[City]:
    """Other cities of that name that somebody might have meant: not much smaller than the one `city` gives."""
    found = namesakes(name, country=country)
    key = fold(name.rpartition(",")[0] or name)
    return [other for other in found[1:] if _weight(other, key) * _OUTWEIGHED > _weight(found[0], key)]


@lru_cache(maxsize=4_000)
def by_id(city_id: int) -> City:
    """The city of that GeoNames id. Raises NotFound."""
    prefix = f"{city_id}\t".encode()
    table = _table()
    at = 0 if table.startswith(prefix) else table.find(b"\n" + prefix) + 1
    if at == 0 and not table.startswith(prefix):
        raise NotFound("city", str(city_id))
    return _city(table[at : table.index(b"\n", at)])


def search(text: str, *, limit: int = 50) -> list[City]:
    """Cities of which a name starts with `text`, the largest first."""
    key = fold(text)
    lines = _lines_with(b"|" + key.encode()) if key else _table().split(b"\n", limit)[:limit]
    return [_city(line) for line in lines[:limit]]


def suggestions(name: str) -> tuple[str, ...]:
    """Up to three cities whose names look like `name`, for an error's "did you mean"."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    key = fold(name)
    keys: dict[str, bytes] = {}
    for line in _table().splitlines():
        for word in _keys(line):
            keys.setdefault(word, line)
    near = process.extract(key, list(keys), scorer=DamerauLevenshtein.normalized_similarity, limit=30, score_cutoff=0.6)
    best = max((score for _, score, _ in near), default=0)
    likely = {_city(keys[word]) for word, score, _ in near if score >= best - _AS_LIKELY}
    return tuple(str(c) for c in sorted(likely, key=lambda c: -c.population)[:3])


def _keys(line: bytes) -> list[str]:
    return line.rpartition(b"\t")[2].decode().strip("|").split("|")
