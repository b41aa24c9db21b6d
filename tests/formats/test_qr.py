"""A QR code holds what rings somebody, and says what it had no room for."""

from outreach.formats import qr
from outreach.formats.vcard import read
from outreach.model.card import Card, ContactKind
from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, PhoneNumber


def _card(**fields: object) -> Card:
    usual: dict[str, object] = {
        "uid": "u1",
        "kind": ContactKind.OFFICER,
        "name": "Mira Olsen",
        "parts": PersonName("Mira", "Olsen"),
        "organisation": "Harbour; Cities, Forum",
        "title": "Spokesperson",
        "phones": (PhoneNumber("+4319999123", extension="12"), PhoneNumber("+436601234567")),
        "emails": (EmailAddress("mira@example.org"),),
    }
    return Card(**(usual | fields))  # type: ignore[arg-type]


def test_what_the_code_holds_reads_back_as_the_same_person() -> None:
    text = qr.text(_card())

    [found] = read(text.encode(), city=lambda *_: None, kind=ContactKind.OFFICER).drafts
    assert (found.draft.name, found.draft.organisation, found.draft.title) == (
        "Mira Olsen",
        "Harbour; Cities, Forum",
        "Spokesperson",
    )
    assert [(phone.e164, phone.extension) for phone in found.draft.phones] == [
        ("+4319999123", "12"),
        ("+436601234567", None),
    ]
    assert [email.address for email in found.draft.emails] == ["mira@example.org"]


def test_everything_fits_of_a_usual_card() -> None:
    made, left_out = qr.code(_card())

    assert left_out == []
    assert made.error == "M"


def test_what_has_no_room_is_left_out_from_the_end_and_named() -> None:
    addresses = tuple(EmailAddress(f"somebody.with.a.long.name.{n}@subdivision.example.org") for n in range(30))

    small, left_out = qr.fitting(_card(emails=addresses))

    assert len(qr.text(small).encode()) <= 700
    assert small.emails[0] == addresses[0]
    assert left_out[0] == addresses[-1].address
    assert len(small.emails) + len(small.phones) + len(left_out) == len(addresses) + 2


def test_a_name_can_end_no_line() -> None:
    text = qr.text(_card(name="Mira\r\nTEL:+1900", parts=PersonName("Mira\nTEL:+1900", "Olsen")))

    assert sum(line.startswith("TEL") for line in text.splitlines()) == 2
