"""Rendering and composing the messages of a mailing, against a standard library EmailMessage built anew for each.

Both fill in compiled templates and make the octets of the same message: two texts, a PDF, the same headers. Ours also
checks every value and every finished header, which the peer does not.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template

from outreach.formats import advisory
from outreach.mail.addresses import NamedAddress
from outreach.model.card import Card, ContactKind
from outreach.model.message import Approved, Attachment
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.services import advisories
from outreach.services.mailings.form import Form, Writer, heading
from outreach.services.mailings.planning import merged
from outreach.services.mailings.terms import Terms
from outreach.store import gazetteer

_NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
_PDF = Attachment("factsheet.pdf", "application/pdf", bytes(range(256)) * 200)
_CITIES = ("Vienna", "Geneva", "New York", "Nairobi", "Tokyo", "Bogotá", "Amman", "Dakar")
_ROUNDS = 3
_TEXT = """---
kind: media-advisory
headline: Harbour cities meet in Vienna
dateline: Vienna
embargo: 2026-12-07 18:00 Vienna
event:
  what: Opening of the session
  who: [Mayor of Vienna]
  when: 2026-12-08 10:00
  until: 2026-12-08 13:00
  where: Town Hall
  why: Ports are on the table
contacts: [Vienna, Geneva, New York]
attachments: [factsheet.pdf]
---
Dear {{ recipient.given_name or "colleague" }},

""" + "\n\n".join(
    "Harbour cities agree on rules for rescue at sea, and on who pays for the boats and for their crews. " * 3
    for _ in range(6)
)


def run(_folder: Path, *, size: int = 10_000) -> Iterator[str]:
    """One row: so many messages of about 6 KB of text, with a PDF of 50 KB."""
    approved, readers = _approved(), [_reader(number) for number in range(size)]
    terms = Terms(sender=NamedAddress("press@example.org", "Press Office"), organisation="Forum", now=_NOW)
    shared = heading(approved, terms, uid="0123456789abcdef", lists=["Press"])
    form = Form(shared, approved.parts)

    def ours() -> Iterator[bytes]:
        writer = Writer({"en": form}, approved.attachments)
        for reader in readers:
            fields = merged(approved, reader, form="en")
            yield writer.message(fields, address=reader.address, message_id=shared.message_id(reader.key))

    def theirs() -> Iterator[bytes]:
        templates = [_template(part) for part in (approved.parts.subject, approved.parts.text)]
        html = _template(approved.parts.html, autoescape=True)
        for reader in readers:
            yield _message(form, (*templates, html), merged(approved, reader, form="en"), reader, approved.attachments)

    _expect_the_same(ours, theirs)
    one, other = _in_turn(ours, theirs)
    name, peer = f"{size:,} messages, rendered and composed", "EmailMessage for each"
    yield f"{name:<44} {one:7.2f} s           | {peer:<34} {other:7.2f} s | {other / one:6.1f} times as fast"


def _approved() -> Approved:
    around = advisories.Surroundings(
        now=_NOW, contacts_for=_officers, attachment=lambda _name: _PDF, organisation="Forum"
    )
    text = advisory.read(_TEXT, file="advisory.md", city=gazetteer.city)
    return advisories.rendered(text, around).mail


def _officers(city: str) -> list[Card]:
    phone, email = PhoneNumber.parse("+43 1 9999 123"), EmailAddress.parse("press@example.org")
    return [_card(f"Officer of {city}", city, kind=ContactKind.OFFICER, phones=(phone,), emails=(email,))]


def _card(name: str, city: str, *, kind: ContactKind, **more: object) -> Card:
    place = gazetteer.city(city)
    where = {"latitude": place.latitude, "longitude": place.longitude}
    return Card(
        uid=name,
        kind=kind,
        name=name,
        city=place.name,
        country=place.country,
        timezone=place.timezone,
        **where,
        **more,  # type: ignore[arg-type]
    )


def _reader(number: int) -> Recipient:
    name, city = f"Zoë Łukasz{number}", _CITIES[number % len(_CITIES)]
    address = f"reader{number}@example.com"
    fields = dict.fromkeys(MERGE_FIELDS, "") | {"name": name, "given_name": "Zoë", "email": address, "city": city}
    return Recipient(address, address, None, fields, _card(name, city, kind=ContactKind.JOURNALIST))


def _template(source: str, *, autoescape: bool = False) -> Template:
    return Environment(undefined=StrictUndefined, autoescape=autoescape, keep_trailing_newline=True).from_string(source)


def _message(
    form: Form,
    templates: tuple[Template, ...],
    fields: Mapping[str, str],
    reader: Recipient,
    attachments: tuple[Attachment, ...],
) -> bytes:
    known = {"contact": "", "event_clock": "", "embargo_clock": ""} | fields
    subject, text, html = (template.render(recipient=fields, reader=known) for template in templates)
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = f"{form.heading.sender.name} <{form.heading.sender.address}>"
    mail["Reply-To"] = fields.get("reply_to", form.heading.reply_to or "")
    mail["Date"] = format_datetime(form.heading.date)
    mail["To"] = f"{fields['name']} <{reader.address}>"
    mail["Subject"] = subject
    mail["Message-ID"] = form.heading.message_id(reader.key)
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    for file in attachments:
        main, _, sub = file.content_type.partition(";")[0].partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.filename)
    return mail.as_bytes()


def _expect_the_same(ours: Callable[[], Iterator[bytes]], theirs: Callable[[], Iterator[bytes]]) -> None:
    """The first few say the same, as the standard library reads them."""
    for _, one, other in zip(range(20), ours(), theirs(), strict=False):
        if _read(one) != _read(other):
            raise RuntimeError("the peer says something else")


def _read(octets: bytes) -> list[object]:
    mail = message_from_bytes(octets, policy=policy.default)
    if mail.defects:
        raise RuntimeError(f"defects: {mail.defects}")
    headers = [str(mail[name]) for name in ("From", "Reply-To", "To", "Subject", "Message-ID")]
    parts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    return [*headers, *(bytes(part).replace(b"\r\n", b"\n").rstrip() for part in parts if isinstance(part, bytes))]


def _in_turn(ours: Callable[[], Iterator[bytes]], theirs: Callable[[], Iterator[bytes]]) -> tuple[float, float]:
    """The median seconds of both."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for which, made in enumerate((ours, theirs)):
            begun = time.perf_counter()
            for _octets in made():
                pass
            times[which].append(time.perf_counter() - begun)
    return statistics.median(times[0]), statistics.median(times[1])
