"""A contact as people fill it in: a press officer or a journalist, checked before it becomes a row."""

from dataclasses import dataclass, field
from functools import cache, lru_cache

from outreach.errors import InvalidValue
from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.city import City
from outreach.model.country import country_code
from outreach.model.text import fold, one_line
from outreach.model.values import EmailAddress, PhoneNumber

_NAME_LENGTH = 200


def _checked_name(name: str) -> str:
    line = one_line(name, field="name")
    if not line:
        raise InvalidValue("name", name, "is empty; everybody in the directory has a name")
    if len(line) > _NAME_LENGTH:
        raise InvalidValue("name", name, f"is longer than {_NAME_LENGTH} characters")
    return line


@lru_cache(maxsize=1_000)
def checked_language(language: str) -> str:
    """`language` as a tag (BCP 47); its name in one of six languages will do."""
    from babel import Locale, UnknownLocaleError

    if found := _language_names().get(fold(language)):
        return found
    try:
        return str(Locale.parse(one_line(language, field="language"), sep="-" if "-" in language else "_")).replace(
            "_", "-"
        )
    except (ValueError, UnknownLocaleError):
        raise InvalidValue("language", language, "is not a language tag (BCP 47); write en, fr, pt-BR") from None


@cache
def _language_names() -> dict[str, str]:
    """Folded name -> tag, for the languages that a locale exists of."""
    from babel import Locale
    from babel.localedata import locale_identifiers

    there = frozenset(locale_identifiers())  # asking for each whether it exists takes half a second
    known = (Locale(language).languages for language in ("en", "fr", "es", "de", "it", "pt"))
    return {fold(name): code for names in known for code, name in names.items() if code in there and "_" not in code}


def _checked_country(country: str | None) -> str | None:
    return country_code(country) if country and country.strip() else None


def _line_or_none(text: str | None) -> str | None:
    return (one_line(text) or None) if text else None


def _checked_notes(notes: str | None) -> str | None:
    """Notes may have several lines, each of them one that `one_line` lets through."""
    if notes is None:
        return None
    lines = [one_line(line.expandtabs(1), field="notes") for line in notes.splitlines()]
    return "\n".join(lines).strip("\n") or None


@dataclass(slots=True, kw_only=True)
class ContactDraft:
    """A filled-in form, checked as it is made. Raises InvalidValue where a field cannot stand.

    `uid` is given only by a vCard or an edit. `country` (ISO 3166-1) is for those whose city nobody knows; a city says
    its own.
    """

    kind: ContactKind
    name: str
    prefix: str = ""
    given_name: str = ""
    additional_name: str = ""
    family_name: str = ""
    suffix: str = ""
    title: str | None = None
    organisation: str | None = None
    country: str | None = None
    notes: str | None = None
    active: bool = True
    uid: str | None = None
    city: City | None = None
    outlet: str | None = None
    languages: list[str] = field(default_factory=list)
    beats: list[str] = field(default_factory=list)
    phones: list[PhoneNumber] = field(default_factory=list)
    emails: list[EmailAddress] = field(default_factory=list)
    photo: Photo | None = None
    related: list[Relation] = field(default_factory=list)
    carried: list[CarriedProperty] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = _checked_name(self.name)
        self.title = _line_or_none(self.title)
        self.organisation = _line_or_none(self.organisation)
        self.outlet = _line_or_none(self.outlet)
        self.country = _checked_country(self.country)
        self.notes = _checked_notes(self.notes)
        self.languages = [checked_language(language) for language in self.languages]
        self.beats = [line for beat in self.beats if (line := one_line(beat, field="beat"))]

    @property
    def warnings(self) -> list[str]:
        """What is doubtful and kept all the same, a sentence each."""
        return [phone.warning for phone in self.phones if phone.warning]
