"""Rows of a table as drafts of contacts, each row by itself: one that cannot be read is named, with its field."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from outreach.errors import InvalidValue, NotFound, OutreachError
from outreach.formats.spreadsheet.columns import fields_of
from outreach.formats.spreadsheet.table import table
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.intake import NO_ADDRESS, Intake, Rejection
from outreach.model.text import fold
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber, Visibility

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft

CityLookup = Callable[[str, str | None], City]
Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Recipe:
    """How the rows of one file are read: the field of each column, whom they are of, what may not be empty.

    `region` (ISO 3166) is where numbers written nationally are when the row's city and country say nothing.
    """

    columns: tuple[str, ...]
    kind: ContactKind
    region: str | None = None
    required: tuple[str, ...] = ()

    @cached_property
    def phones(self) -> list[tuple[str, ...]]:
        """The columns of numbers, each with those that say its kind, visibility and usage."""
        return [_beside(field, "kind", "visibility", "usage") for field in self.columns if _PHONE.fullmatch(field)]

    @cached_property
    def emails(self) -> list[tuple[str, ...]]:
        """The columns of addresses, each with those that say its visibility and usage."""
        return [_beside(field, "visibility", "usage") for field in self.columns if _EMAIL.fullmatch(field)]


def read(
    content: bytes,
    *,
    filename: str,
    kind: ContactKind,
    city: CityLookup,
    region: str | None = None,
    named: Mapping[str, str] | None = None,
) -> Intake:
    """The drafts in a CSV or XLSX file. `named` maps headers to fields (or to "" to leave a column out).

    Raises InvalidFile where a column is missing or unknown; a bad row is a Rejection.
    """
    found = table(content, filename=filename)
    recipe = Recipe(tuple(fields_of(found, named or {})), kind, region)
    intake = Intake(warnings=list(found.warnings))
    for row in found.rows:
        draft = read_row(row, recipe, city=city)
        if isinstance(draft, Rejection):
            intake.rejected.append(draft)
        else:
            intake.drafts.append((row[0], draft))
    return intake


def read_row(row: Row, recipe: Recipe, *, city: CityLookup) -> "ContactDraft | Rejection":
    """The draft in a row, or what is wrong with the row."""
    number, cells = row
    said = {field: text for field, cell in zip(recipe.columns, cells, strict=False) if field and (text := cell.strip())}
    try:
        draft = _draft(said, recipe, city=city)
        if "email" in recipe.required and not draft.emails:
            raise InvalidValue("email", draft.name, NO_ADDRESS)
    except OutreachError as error:
        return _rejection(number, said, error, cells)
    return draft


def _draft(row: Mapping[str, str], recipe: Recipe, *, city: CityLookup) -> "ContactDraft":
    # A list that is printed as CSV comes by here as well, and need not wait for SQLModel.
    from outreach.model.contact import ContactDraft
    from outreach.model.country import country_code

    country = country_code(row["country"]) if "country" in row else None
    place = city(row["city"], country) if "city" in row else None
    given, family = row.get("given_name", ""), row.get("family_name", "")
    if given and not family:  # "Prénom; Nom": beside a given name, the name is the family's
        family = row.get("name", "")
    where = (place.country if place else None) or country or recipe.region
    return ContactDraft(
        kind=recipe.kind,
        name=f"{given} {family}".strip() if given else row.get("name", family),
        given_name=given,
        family_name=family if given else "",
        title=row.get("title"),
        organisation=row.get("organisation"),
        outlet=row.get("outlet"),
        city=place,
        country=country,
        languages=list(_several(row.get("languages", ""))),
        beats=list(_several(row.get("beats", ""), separators=r"[;,|]")),
        notes=row.get("notes"),
        phones=[_phone(row, *names, region=where) for names in recipe.phones if names[0] in row],
        emails=[_email(row, *names) for names in recipe.emails if names[0] in row],
    )


def _phone(
    row: Mapping[str, str], field: str, kind: str, visibility: str, usage: str, *, region: str | None
) -> PhoneNumber:
    number = PhoneNumber.parse(row[field], region=region, kind=_phone_kind(row.get(kind)))
    if visibility in row or usage in row:
        return replace(number, visibility=_visibility(row.get(visibility)), usage=row.get(usage))
    return number


def _email(row: Mapping[str, str], field: str, visibility: str, usage: str) -> EmailAddress:
    address = EmailAddress.parse(row[field])
    if visibility in row or usage in row:
        return replace(address, visibility=_visibility(row.get(visibility)), usage=row.get(usage))
    return address


def _beside(field: str, *said: str) -> tuple[str, ...]:
    """The names of the columns that say more of `field`: phone_kind_2 of phone_2."""
    what, _, number = field.partition("_")
    return (field, *(f"{what}_{word}_{number}".rstrip("_") for word in said))


def _visibility(text: str | None) -> Visibility:
    try:
        return Visibility(fold(text or Visibility.PUBLIC))
    except ValueError:
        raise InvalidValue("visibility", text, f"is none of {', '.join(Visibility)}") from None


# Many people write for the same languages and beats.
@lru_cache(maxsize=10_000)
def _several(text: str, *, separators: str = r"[;,|\s]") -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in re.split(separators, text) if part.strip()))


def _phone_kind(text: str | None) -> PhoneKind | None:
    if text is None:
        return None
    try:
        return PhoneKind(fold(text))
    except ValueError:
        raise InvalidValue("phone_kind", text, f"is none of {', '.join(PhoneKind)}") from None


_PHONE = re.compile(r"phone(_\d+)?")
_EMAIL = re.compile(r"email(_\d+)?")


def _rejection(number: int, row: Mapping[str, str], error: OutreachError, cells: Sequence[str]) -> Rejection:
    name = " ".join(row[field] for field in ("given_name", "family_name", "name") if field in row)
    if isinstance(error, InvalidValue):
        return Rejection(number, error.field, error.value, error.problem, tuple(cells), name)
    if isinstance(error, NotFound):
        return Rejection(number, error.noun, error.name, str(error), tuple(cells), name)
    return Rejection(number, "row", name, str(error), tuple(cells), name)
