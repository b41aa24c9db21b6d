"""Whatever somebody types, and wherever: the headers are the ones that we meant, or there is no message (R-22).

The payloads of tests/mail/test_headers, and fifteen ways in, from the directory's files to the finished octets.
"""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message

import pytest

from outreach.errors import OutreachError
from outreach.formats import spreadsheet, vcard
from outreach.mail.addresses import NamedAddress
from outreach.model.card import ContactKind
from outreach.model.message import Approved, Attachment, Parts
from outreach.model.recipient import Recipient
from outreach.services.mailings.form import Form, Writer, heading
from outreach.services.mailings.planning import merged
from outreach.services.mailings.terms import Terms
from tests.mail.test_headers import HARMLESS, PAYLOADS
from tests.press_room import NOW, recipient

INTENDED = [
    "From", "Reply-To", "Date", "List-ID", "List-Unsubscribe", "Feedback-ID", "Auto-Submitted", "Content-Language",
    "MIME-Version", "To", "Subject", "Message-ID", "Content-Type",
]  # fmt: skip
_OF_A_PART = {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition"}
_SUBJECT = "News for {{ recipient.city }} and {{ recipient.outlet }}"
_APPROVED = Approved(title="Talks", source="s", parts=Parts(_SUBJECT, "t", "<p>t"), reply_to="duty@example.org")
_TERMS = Terms(sender=NamedAddress("press@example.org", "Press"), organisation="Forum", now=NOW)
_ZOE = recipient("zoe@example.com", "Zoë", city="Vienna", outlet="Wien heute")


def made(
    *, approved: Approved = _APPROVED, terms: Terms = _TERMS, to: Recipient = _ZOE, lists: tuple[str, ...] = ("A", "B")
) -> list[bytes]:
    """The message, by the way that planning and sending make it."""
    form = Form(heading(approved, terms, uid="0123", lists=lists), approved.parts)
    writer = Writer({"en": form}, approved.attachments)
    fields = merged(approved, to, form="en")
    return [writer.message(fields, address=to.address, message_id=form.heading.message_id(to.key))]


def named(name: str) -> Recipient:
    return recipient("zoe@example.com", name, city="Vienna", outlet="Wien heute")


def _city(_name: str, _country: str | None) -> None:
    return None


def of_a_spreadsheet(text: str) -> list[bytes]:
    file = io.StringIO()
    csv.writer(file).writerows([["name", "email"], [text, "zoe@example.com"]])
    octets = file.getvalue().encode("utf-8", "surrogatepass")
    intake = spreadsheet.read(octets, filename="people.csv", kind=ContactKind.JOURNALIST, city=_city)
    return [message for _, draft in intake.drafts for message in made(to=named(draft.name))]


def of_a_card(text: str) -> list[bytes]:
    raw = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{text}\r\nEMAIL:zoe@example.com\r\nEND:VCARD\r\n"
    octets = raw.encode("utf-8", "surrogatepass")
    found = vcard.read(octets, city=_city, kind=ContactKind.JOURNALIST)
    return [message for each in found.drafts for message in made(to=named(each.draft.name))]


def of_an_escaped_card(text: str) -> list[bytes]:
    return of_a_card(text.replace("\\", "\\\\").replace("\r\n", "\\n").replace("\n", "\\n"))


WAYS_IN: dict[str, Callable[[str], list[bytes]]] = {
    "name of the reader": lambda text: made(to=named(text)),
    "city of the reader": lambda text: made(to=recipient("zoe@example.com", city=text, outlet="W")),
    "outlet of the reader": lambda text: made(to=recipient("zoe@example.com", city="V", outlet=text)),
    "organisation": lambda text: made(terms=replace(_TERMS, organisation=text)),
    "title of the list": lambda text: made(lists=(text,)),
    "name of the sender": lambda text: made(terms=replace(_TERMS, sender=NamedAddress("press@example.org", text))),
    "headline": lambda text: made(approved=replace(_APPROVED, parts=Parts(text, "t", "<p>t"))),
    "where answers go": lambda text: made(approved=replace(_APPROVED, reply_to=f"duty@example.org{text}")),
    "where a reader's answers go": lambda text: made(
        approved=replace(_APPROVED, for_reader=lambda _reader: {"reply_to": f"duty@example.org{text}"})
    ),
    "address of the reader": lambda text: made(to=replace(_ZOE, address=f"zoe@example.com{text}")),
    "language": lambda text: made(approved=replace(_APPROVED, language=text)),
    "file name": lambda text: made(
        approved=replace(_APPROVED, attachments=(Attachment(text, "application/pdf", b"%PDF"),))
    ),
    "cell of a spreadsheet": of_a_spreadsheet,
    "name on a card": of_a_card,
    "name on a card, escaped": of_an_escaped_card,
}


@pytest.mark.parametrize("way", WAYS_IN.values(), ids=WAYS_IN)
def test_sixty_payloads_by_every_way_in_leave_the_headers_as_they_were_meant(way: Callable[[str], list[bytes]]) -> None:
    assert len(PAYLOADS) >= 60
    for payload in (*PAYLOADS, *HARMLESS[:10]):
        for message in _messages(way, payload):
            expect_intended(message, payload)


def _messages(way: Callable[[str], list[bytes]], payload: str) -> list[bytes]:
    try:
        return way(payload)
    except OutreachError:
        return []


def expect_intended(message: bytes, payload: str) -> None:
    for reader in (policy.compat32, policy.default):
        read: Message = message_from_bytes(message, policy=reader)  # type: ignore[arg-type,assignment]
        assert read.keys() == INTENDED, ascii(payload)
        parts = [part for part in read.walk() if part is not read]
        assert all(set(part.keys()) <= _OF_A_PART for part in parts), ascii(payload)
        assert len([part for part in parts if part.get_content_maintype() == "text"]) == 2, ascii(payload)
    head = message.partition(b"\r\n\r\n")[0]
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert b"\n" not in head.replace(b"\r\n", b"")


def test_what_is_harmless_goes_through_by_most_ways() -> None:
    assert all(_messages(way, "Mira O'Brien-Łukasz") for name, way in WAYS_IN.items() if name not in _ADDRESSES)
    assert all(_messages(way, "") for name, way in WAYS_IN.items() if name in _ADDRESSES - {"language"})


_ADDRESSES = {"where answers go", "where a reader's answers go", "address of the reader", "language"}
