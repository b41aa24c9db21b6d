"""How each noun is shown: the columns of its table, and its JSON record, which is a public promise."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from outreach.cli.output import View
from outreach.model.card import Card, ContactKind
from outreach.model.city import City
from outreach.model.values import EmailAddress, PhoneNumber


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(texts)


def _sheet(cards: Sequence[Card]) -> tuple[list[str], list[list[str]]]:
    from outreach.formats.spreadsheet.cards import sheet

    return sheet(cards)


def officer_record(card: Card) -> dict[str, Any]:
    """The JSON of a press officer."""
    return {
        "uid": card.uid,
        "name": card.name,
        "title": card.title,
        "organisation": card.organisation,
        "city": card.city,
        "country": card.country,
        "timezone": card.timezone,
        "languages": list(card.languages),
        "phones": [
            {
                "e164": phone.e164,
                "international": phone.international,
                "extension": phone.extension,
                "kind": phone.kind,
                "visibility": phone.visibility,
                "written": phone.written,
                "valid": phone.valid,
                "usage": phone.usage,
                "verified_at": _instant(phone.verified_at),
            }
            for phone in card.phones
        ],
        "emails": [
            {
                "address": email.address,
                "kind": email.kind,
                "visibility": email.visibility,
                "usage": email.usage,
                "verified_at": _instant(email.verified_at),
            }
            for email in card.emails
        ],
        "notes": card.notes,
        "active": card.active,
        "confirmed_at": _instant(card.confirmed_at),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def journalist_record(card: Card) -> dict[str, Any]:
    """The JSON of a journalist: an officer's, with outlet and beats."""
    return officer_record(card) | {"outlet": card.outlet, "beats": list(card.beats)}


def _name(card: Card) -> str:
    return card.name if card.active else f"{card.name} (inactive)"


def _phones(card: Card) -> str:
    return _lines(
        [f"{phone.international}{_in_short(phone.usage, '' if phone.valid else 'check')}" for phone in card.phones]
    )


def _emails(card: Card) -> str:
    return _lines([f"{email.address}{_in_short(email.usage)}" for email in card.emails])


def _in_short(*words: str | None) -> str:
    said = ", ".join(word for word in words if word)
    return f" ({said})" if said else ""


def facts(card: Card) -> list[tuple[str, str]]:
    """Everything that is known of one person, line by line."""
    place = ", ".join(filter(None, (card.city, card.country)))
    return [
        ("Name", _name(card)),
        ("Title", card.title or ""),
        ("Outlet", card.outlet or ""),
        ("Organisation", card.organisation or ""),
        ("City", f"{place} ({card.timezone})" if card.timezone else place),
        *(("Phone", _phone_facts(phone)) for phone in card.phones),
        *(("E-mail", _email_facts(email)) for email in card.emails),
        ("Languages", ", ".join(card.languages)),
        ("Beats", ", ".join(card.beats)),
        ("Notes", card.notes or ""),
        ("Changed", f"{card.changed_at:%Y-%m-%d %H:%M} UTC"),
        ("Confirmed", f"{card.confirmed_at:%Y-%m-%d %H:%M} UTC"),
        ("UID", card.uid),
    ]


def _phone_facts(phone: PhoneNumber) -> str:
    said = _in_short(phone.usage, phone.kind, phone.visibility, f"written {phone.written}")
    return f"{phone.international}{said}{'' if phone.valid else ' — possible but not valid, check it'}"


def _email_facts(email: EmailAddress) -> str:
    return f"{email.address}{_in_short(email.usage, email.kind, email.visibility)}"


OFFICERS: View[Card] = View(
    columns={
        "City": lambda card: card.city or card.country or "",
        "Name": _name,
        "Title": lambda card: card.title or "",
        "Phone": _phones,
        "E-mail": _emails,
        "Languages": lambda card: ", ".join(card.languages),
    },
    record=officer_record,
    sheet=_sheet,
)
JOURNALISTS: View[Card] = View(
    columns={
        "Name": _name,
        "Outlet": lambda card: card.outlet or "",
        "City": lambda card: ", ".join(filter(None, (card.city, card.country))),
        "E-mail": _emails,
        "Phone": _phones,
        "Languages": lambda card: ", ".join(card.languages),
        "Beats": lambda card: ", ".join(card.beats),
    },
    record=journalist_record,
    sheet=_sheet,
)
CONTACTS = {ContactKind.OFFICER: OFFICERS, ContactKind.JOURNALIST: JOURNALISTS}


def city_record(city: City) -> dict[str, Any]:
    """The JSON of a city of the gazetteer."""
    return {
        "id": city.id,
        "name": city.name,
        "country": city.country,
        "timezone": city.timezone,
        "latitude": city.latitude,
        "longitude": city.longitude,
        "population": city.population,
        "other_names": list(city.other_names),
    }


CITIES: View[City] = View(
    columns={
        "City": lambda city: city.name,
        "Country": lambda city: city.country,
        "Time zone": lambda city: city.timezone,
        "Population": lambda city: f"{city.population:,}",
        "Also called": lambda city: ", ".join(city.other_names[:8]) + (" …" if len(city.other_names) > 8 else ""),
    },
    record=city_record,
)
