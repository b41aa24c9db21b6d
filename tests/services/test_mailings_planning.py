"""Planning: what is frozen, who is left out, and what stops it all."""

from email import message_from_bytes
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from outreach.errors import InvalidValue, OutreachError, TemplateProblem
from outreach.formats import calendar
from outreach.mail.addresses import NamedAddress
from outreach.model.history import Origin
from outreach.model.mailing import DeliveryStatus
from outreach.model.message import Attachment, Edition, Parts
from outreach.model.values import EmailAddress
from outreach.services import mailings
from outreach.store import contacts, database, mailing_lists, suppressions
from outreach.store import mailings as store_mailings
from outreach.store.rows import AttachmentRow, ContactRow, DeliveryRow, MailingRow, MoveRow
from tests import factories
from tests.advisories import SAMPLES, sample, surroundings
from tests.advisories import approved as ready
from tests.press_room import NOW, PARTS, SENDER, approved, message, plan, recipient, recipients, statuses

PDF = Attachment("factsheet.pdf", "application/pdf", b"%PDF-1.7\n" * 20)


def is_empty(engine: Engine) -> bool:
    with database.reading(engine) as session:
        tables = (MailingRow, DeliveryRow, AttachmentRow, MoveRow)
        return not any(session.exec(select(table)).first() for table in tables)


def test_a_plan_freezes_a_message_for_each_recipient(engine: Engine) -> None:
    made = plan(engine, approved=approved(attachments=[PDF], reply_to="duty@example.org"))

    with database.reading(engine) as session:
        shown = mailings.show_with_deliveries(session, made.id)
    assert (made.recipients, made.excluded) == (3, [])
    assert (shown["id"], shown["status"], shown["total"]) == (made.id, "planned", 3)
    assert shown["counts"] == dict.fromkeys([str(s) for s in DeliveryStatus], 0) | {"planned": 3}
    for delivery in shown["deliveries"]:
        octets = message(engine, made.id, delivery["address"])
        assert sha256(octets).hexdigest() == delivery["sha256"]
        assert message_from_bytes(octets)["Message-ID"] == delivery["message_id"]
        assert message_from_bytes(octets)["To"].endswith(f"<{delivery['address']}>")


def test_the_calendar_entry_is_frozen_with_the_rest(engine: Engine) -> None:
    invited = ready(sample("faultless/invitation"), surroundings(SAMPLES / "faultless"))
    made = plan(engine, approved=invited)

    octets = message(engine, made.id, "r1@example.com")

    with database.reading(engine) as session:
        kept = calendar.among(store_mailings.attachments(session, made.id))
    (entry,) = [part for part in message_from_bytes(octets).walk() if part.get_content_type() == "text/calendar"]
    assert kept is not None
    assert entry.get_payload(decode=True) == kept == invited.attachments[0].content
    assert calendar.attachment(kept) == invited.attachments[0]


def test_a_message_says_on_which_list_and_how_to_get_off_it(engine: Engine) -> None:
    made = plan(engine, approved=approved(reply_to="duty@example.org"))

    read = message_from_bytes(message(engine, made.id, "r1@example.com"))

    assert read["List-ID"] == "Vienna press <vienna-press.example.org>"
    assert read["List-Unsubscribe"] == "<mailto:press@example.org?subject=unsubscribe>"
    assert read["Reply-To"] == "duty@example.org"
    assert read["From"] == "Press Office <press@example.org>"
    assert read["Date"] == "Tue, 24 Nov 2026 09:00:00 +0000"


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (["Vienna", "Geneva"], "Organisation <press.example.org>"),
        (["Genève – ONU"], "=?utf-8?b?R2Vuw6h2ZSDigJMgT05V?= <geneve-onu.example.org>"),
        (["Вена"], "=?utf-8?b?0JLQtdC90LA=?= <list-34bce5aabea2.example.org>"),
    ],
    ids=str,
)
def test_a_list_is_named_so_that_mail_can_be_sorted_by_it(engine: Engine, lists: list[str], expected: str) -> None:
    made = plan(engine, lists=lists)

    assert message_from_bytes(message(engine, made.id, "r1@example.com"))["List-ID"] == expected


def test_one_missing_field_stops_it_all_and_names_the_person(engine: Engine) -> None:
    people = [*recipients(5), recipient("eve@example.com", "Eve Park", given_name=""), recipient("f@example.com", "F")]
    parts = Parts(PARTS.subject, "Dear {{ recipient.given_name }}", PARTS.html)
    named = [recipient(r.address, r.fields["name"], given_name="Zoë") for r in people[:5]]

    with pytest.raises(
        TemplateProblem, match=r"given_name.*Eve Park <eve@example\.com> and 1 more recipient;"
    ) as problem:
        plan(engine, approved=approved(parts=parts), recipients=[*named, *people[5:]])

    assert "nothing was planned" in str(problem.value)
    assert is_empty(engine)


@pytest.mark.parametrize(
    ("what", "raised", "words"),
    [
        (recipient("eve@example.com", "Eve\r\nBcc: x@example.com"), InvalidValue, "Eve"),
        (recipient("eve@example.com", "=?UTF-8?Q?=0A?=Bcc: x@example.com"), InvalidValue, "encoded word"),
        (recipient("eve@example.com>", "Eve"), InvalidValue, "Eve <eve@example.com>>"),
    ],
    ids=["control character", "hidden control character", "address"],
)
def test_what_could_forge_a_header_stops_it_all(
    engine: Engine, what: Any, raised: type[OutreachError], words: str
) -> None:
    with pytest.raises(raised) as problem:
        plan(engine, recipients=[*recipients(3), what])

    assert words in str(problem.value)
    assert is_empty(engine)


@pytest.mark.parametrize(
    "changes",
    [
        {"approved": approved(parts=Parts("=?UTF-8?Q?=0A?=Bcc: evil@example.com", "x", "x"))},
        {"approved": approved(parts=Parts("{{ recipient.nonsense }}", "x", "x"))},
        {"approved": approved(parts=Parts("a", "{% if %}", "x"))},
        {"approved": approved(attachments=[Attachment("a\nb", "text/plain", b"")])},
        {"approved": approved(reply_to="düty@example.org")},
        {"sender": NamedAddress("présse@example.org")},
        {"recipients": []},
        {"recipients": recipients(1), "excluded": {"r1@example.com": "suppressed: asked"}},
    ],
    ids=["subject", "unknown field", "syntax", "attachment", "reply-to", "sender", "nobody", "nobody left"],
)
def test_what_cannot_be_planned_leaves_no_trace(engine: Engine, changes: dict[str, Any]) -> None:
    with pytest.raises(OutreachError):
        plan(engine, **changes)

    assert is_empty(engine)


def test_one_mailbox_gets_one_message(engine: Engine) -> None:
    made = plan(engine, recipients=[recipient("Zoe@example.com", "First"), recipient("zoe@EXAMPLE.com", "Second")])

    assert statuses(engine, made.id) == {"Zoe@example.com": "planned"}
    assert b"Dear First" in message(engine, made.id, "ZOE@example.com")


def test_who_is_left_out_is_named_with_the_reason(engine: Engine) -> None:
    excluded = {"r2@example.com": "suppressed: asked", "r9@example.com": "on the excluded list Local"}

    made = plan(engine, excluded=excluded)

    assert made.excluded == [{"address": "r2@example.com", "reason": "suppressed: asked"}]
    assert made.recipients == 2
    assert "r2@example.com" not in statuses(engine, made.id)


def _on_list(session: Session, name: str, *addresses: str) -> None:
    made = mailing_lists.create(session, name, now=NOW)
    for address in addresses:
        contact = contacts.by_address(session, EmailAddress.parse(address))
        if contact is None:
            contact = contacts.add(
                session, factories.journalist(f"Zoë of {address}", emails=[address]), origin=Origin(NOW)
            )
        mailing_lists.put_on(session, made, contact, email=contact.emails[0], now=NOW)


def test_lists_are_joined_and_the_excluded_and_the_suppressed_left_out(engine: Engine) -> None:
    with database.writing(engine) as session:
        _on_list(session, "Vienna", "a@example.com", "b@example.com", "c@example.com")
        _on_list(session, "Geneva", "c@example.com", "d@example.com", "e@example.com")
        _on_list(session, "Local", "d@example.com", "z@example.com")
        suppressions.add(session, EmailAddress("e@example.com"), reason="asked by e-mail", now=NOW)

        made = mailings.plan_for_lists(
            session,
            Edition(approved()),
            mailings.Terms(sender=SENDER, organisation=None, now=NOW),
            audience=mailing_lists.audience(session, ["Vienna", "Geneva"], now=NOW),
            lists=["Vienna", "Geneva"],
            exclude=["Local"],
        )

    assert set(statuses(engine, made.id)) == {"a@example.com", "b@example.com", "c@example.com"}
    assert sorted(made.excluded, key=lambda left_out: left_out["address"]) == [
        {"address": "d@example.com", "reason": "on the excluded list Local"},
        {"address": "e@example.com", "reason": "suppressed: asked by e-mail"},
    ]


def test_the_same_mailing_planned_twice_is_two_mailings(engine: Engine) -> None:
    first, second = plan(engine), plan(engine)

    assert first.id != second.id
    assert message(engine, first.id, "r1@example.com") != message(engine, second.id, "r1@example.com")


def test_what_was_planned_does_not_change_with_the_directory(engine: Engine) -> None:
    with database.writing(engine) as session:
        _on_list(session, "Vienna", "a@example.com")
        made = mailings.plan_for_lists(
            session,
            Edition(approved()),
            mailings.Terms(sender=SENDER, organisation=None, now=NOW),
            audience=mailing_lists.audience(session, ["Vienna"], now=NOW),
            lists=["Vienna"],
        )
    before = message(engine, made.id, "a@example.com")

    with database.writing(engine) as session:
        for contact in session.exec(select(ContactRow)):
            session.delete(contact)

    assert message(engine, made.id, "a@example.com") == before
