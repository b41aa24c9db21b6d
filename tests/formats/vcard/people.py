"""Invented cards to write, and a gazetteer of a few cities to read them with."""

from datetime import UTC, datetime

from outreach.model.card import Card, ContactKind
from outreach.model.city import City
from outreach.model.person_name import PersonName
from outreach.model.text import fold
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber

CITIES = (
    City(1, "Vienna", "AT", "Europe/Vienna", other_names=("Wien",)),
    City(2, "Geneva", "CH", "Europe/Zurich", other_names=("Genève",)),
    City(3, "New York", "US", "America/New_York"),
    City(4, "Berlin", "DE", "Europe/Berlin"),
    City(5, "Paris", "FR", "Europe/Paris"),
    City(6, "Budapest", "HU", "Europe/Budapest"),
    City(7, "Amman", "JO", "Asia/Amman", other_names=("عمّان",)),
    City(8, "Oslo", "NO", "Europe/Oslo"),
)


def city(name: str, country: str | None) -> City | None:
    """The city of that name in any language, in that country if one is said."""
    for found in CITIES:
        if fold(name) in map(fold, (found.name, *found.other_names)) and country in (None, found.country):
            return found
    return None


def card(**fields: object) -> Card:
    """An officer with something in every field."""
    complete: dict[str, object] = {
        "uid": "4f2a1c3e-0000-4000-8000-0000000000a1",
        "kind": ContactKind.OFFICER,
        "name": "Dr. Zoë Example-Müller",
        "parts": PersonName("Zoë", "Example-Müller", prefix="Dr."),
        "title": "Spokesperson, Head of Press",
        "organisation": "Example Agency; Vienna",
        "city": "Vienna",
        "country": "AT",
        "timezone": "Europe/Vienna",
        "languages": ("de", "en"),
        "beats": ("migration", "health, food"),
        "notes": "Rings back.\nNever before 10:00; not on Sundays.",
        "phones": (
            PhoneNumber.parse("+43 660 5550101"),
            PhoneNumber.parse("+43 1 5550102 ext. 12", kind=PhoneKind.WORK),
            PhoneNumber.parse("+43 1 5550103", kind=PhoneKind.DUTY),
            PhoneNumber.parse("+43 1 5550104", kind=PhoneKind.FAX),
        ),
        "emails": (
            EmailAddress.parse("zoe@example.org"),
            EmailAddress.parse("zoe@example.net", kind=EmailKind.HOME),
            EmailAddress.parse("duty@example.org", kind=EmailKind.DUTY),
        ),
        "changed_at": datetime(2026, 11, 24, 9, 30, 15, 999, tzinfo=UTC),
    }
    return Card(**(complete | fields))  # type: ignore[arg-type]
