"""Everything that the store holds of one person, as programs read it and as a person does (GDPR, Art. 15)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from outreach.store import database, life, privacy
from outreach.store.merging import belongings
from outreach.store.privacy import Person

# What is made of other fields, or is only a number of ours.
_OURS = {"id", "contact_id", "name_key", "sort_key", "key", "email_key", "delivery_id"}
_TITLES = {
    "contact": "In the directory",
    "phone": "Numbers",
    "email": "Addresses",
    "card_extra": "From their vCard",
    "membership": "Places on lists",
    "shift": "Duty and absences",
}


def export(session: Session, person: Person, *, now: datetime) -> dict[str, Any]:
    """All of it, with values that JSON can hold: the entry, history, lists, messages, suppressions and merges."""
    ids = [person.contact_id] if person.contact_id is not None else []
    events = life.events(database.rows_of(session), person.uids[0])
    found = {
        "exported_at": now,
        "name": person.name,
        "uids": person.uids,
        "names": person.names,
        "addresses": person.keys,
        "numbers": person.numbers,
        "directory": belongings.put_aside(session, ids) if ids else {},
        "lists": privacy.lists(session, person),
        "history": [
            {"at": e.at, "what": e.what, "by": e.by, "source": e.source, "fields": e.fields, "about": e.about}
            for e in events
        ],
        "deliveries": privacy.deliveries(session, person),
        "suppressions": privacy.silences(session, person),
        "merges": privacy.merges(session, person),
    }
    plain: dict[str, Any] = _plain(found)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def in_words(found: Mapping[str, Any]) -> str:
    """The same for the person to read, a paragraph for each kind of thing."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    yield f"What we hold about {found['name']}, on {found['exported_at'][:16].replace('T', ' ')} UTC"
    for table, rows in found["directory"].items():
        yield from _paragraph(_TITLES.get(table, table), [_facts(row) for row in rows])
    yield from _paragraph("On the lists", found["lists"])
    yield from _paragraph("What happened", [_event(event) for event in found["history"]])
    yield from _paragraph("Messages", [_message(delivery) for delivery in found["deliveries"]])
    yield from _paragraph("Gets no mail", [f"{one['address']}: {one['reason']}" for one in found["suppressions"]])
    merged = [
        f"{one['at'][:10]}: {one['gone_name']} ({one['gone_uid']}) into {one['kept_uid']}" for one in found["merges"]
    ]
    yield from _paragraph("Entries that were made one", merged)


def _paragraph(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ("", title, *(f"  {line}" for line in lines))


def _facts(row: Mapping[str, Any]) -> str:
    said = {name: value for name, value in row.items() if name not in _OURS and value not in (None, "", [], {})}
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in said.items())


def _event(event: Mapping[str, Any]) -> str:
    changes = "; ".join(
        f"{name}: {before or '-'} -> {after or '-'}" for name, (before, after) in event["fields"].items()
    )
    by = f"by {event['by']}" if event["by"] else ""
    return ", ".join(filter(None, (event["at"][:16].replace("T", " "), event["what"], by, event["about"], changes)))


def _message(delivery: Mapping[str, Any]) -> str:
    number, title, when = delivery["mailing_id"], delivery["title"], delivery["changed_at"][:16].replace("T", " ")
    return (
        f"{when}: mailing {number}, {title}, to {delivery['address']}: {delivery['status']} ({delivery['message_id']})"
    )
