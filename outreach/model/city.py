"""A city, as the gazetteer knows it: where an officer sits, where an advisory is dated from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """A city of the gazetteer. `id` is its GeoNames id, `country` ISO 3166-1 alpha-2, `timezone` an IANA zone."""

    id: int
    name: str
    country: str
    timezone: str
    division: str = ""
    latitude: float = 0.0
    longitude: float = 0.0
    population: int = 0
    other_names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"
