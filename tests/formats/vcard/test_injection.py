"""No text, wherever it stands, can add a line to a card or end it."""

from collections import Counter

import pytest
import vobject

from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.model.card import Card, CarriedProperty, Photo, Relation
from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, PhoneNumber
from tests.formats.vcard import strict
from tests.formats.vcard.people import card

EVIL = "NOTE:injected"
PAYLOADS = {
    "LF": f"x\n{EVIL}",
    "CR": f"x\r{EVIL}",
    "CRLF": f"x\r\n{EVIL}",
    "LFCR": f"x\n\r{EVIL}",
    "CRCRLF": f"x\r\r\n{EVIL}",
    "two lines": f"x\r\n\r\n{EVIL}\r\n",
    "leading": f"\r\n{EVIL}",
    "trailing": "x\r\n",
    "VT": f"x\x0b{EVIL}",
    "FF": f"x\x0c{EVIL}",
    "FS GS RS": f"x\x1c{EVIL}\x1d{EVIL}\x1e{EVIL}",
    "NEL": f"x\x85{EVIL}",
    "LINE SEPARATOR": f"x\u2028{EVIL}",
    "PARAGRAPH SEPARATOR": f"x\u2029{EVIL}",
    "NUL": f"x\x00{EVIL}",
    "NUL CRLF": f"x\x00\r\n{EVIL}",
    "folded": f"x\r\n {EVIL}",
    "end and begin": "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Evil",
    "end in small letters": "x\nend:vcard\n",
    "escaped newline": f"x\\n{EVIL}",
    "escaped backslash": f"x\\\\n{EVIL}\\",
    "lone backslash": "x\\",
    "quoted-printable": f"x=0D=0A{EVIL}=\r\n",
    "encoded word": f"x=?UTF-8?Q?=0A?={EVIL}",
    "RFC 6868": f"x^n{EVIL}^'",
    "parameter": f'x";TYPE=evil:{EVIL}',
    "separators": "x,y;z:w",
    "group": f"x\r\nitem1.{EVIL}",
    "long": "x" * 70 + f"\r\n{EVIL}" + "é" * 80,
    "surrogate": f"x\udc0a\ud800{EVIL}",
    "only controls": "\r\n\x00\x0b",
}
FIELDS = (
    *("uid", "kind", "name", "title", "organisation", "outlet", "city", "country", "timezone", "notes"),
    *("languages", "beats", "parts.given", "parts.family", "parts.additional", "parts.prefix", "parts.suffix"),
    *("phone.e164", "phone.extension", "phone.kind", "phone.printed", "email.address", "email.kind"),
    *("phone.usage", "email.usage", "photo.media_type", "related.kind", "related.value"),
    *("carried.name", "carried.value", "carried.parameters", "carried.group"),
)


def _card_with(field: str, text: str) -> Card:
    where, _, part = field.partition(".")
    if where == "parts":
        return card(parts=PersonName(**({"given": "x", "family": "y"} | {part: text})))
    if where == "phone":
        return card(phones=(PhoneNumber(**({"e164": "+4315550101"} | {part: text})),))  # type: ignore[arg-type]
    if where == "email":
        return card(emails=(EmailAddress(**({"address": "a@example.org"} | {part: text})),))  # type: ignore[arg-type]
    if where == "photo":
        return card(photo=Photo(b"\xff\xd8\xff", text))
    if where == "related":
        return card(related=(Relation(**({"kind": "x", "value": "y"} | {part: text})),))
    if where == "carried":
        return card(carried=(CarriedProperty(**({"name": "X-A", "value": "b"} | {part: text})),))
    return card(**{field: (text,) if field in ("languages", "beats") else text})


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_no_field_can_add_a_line(payload: str, version: Version) -> None:
    for field in FIELDS:
        harmless = Counter(strict.names(vcard.one(_card_with(field, "en"), version=version)))

        written = vcard.one(_card_with(field, payload), version=version)

        found = Counter(strict.names(written))
        assert found["BEGIN"] == found["END"] == 1, field
        assert not found - harmless, field
        (read,) = vobject.readComponents(written.decode())
        assert len(list(read.getChildren())) == found.total() - 2, field


def test_types_come_from_a_closed_set_whatever_the_row_says() -> None:
    number = PhoneNumber("+4315550101", kind="x\r\nNOTE:inj")  # type: ignore[arg-type]

    written = vcard.one(card(phones=(number,)))

    assert ("TEL", ";TYPE=VOICE,PREF", "+4315550101") in strict.properties(written)
