"""Showing: what programs read, and the octets that are proved to be the ones that were planned."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from outreach.errors import AdvisoryProblem, OutreachError
from outreach.model.message import Attachment
from outreach.model.recipient import MERGE_FIELDS
from outreach.services import mailings
from outreach.services.mailings.form import Writer, restored
from outreach.store import database
from outreach.store import mailings as ledger
from outreach.store.rows import AttachmentRow
from tests.press_room import approved, message, plan

PDF = Attachment("factsheet.pdf", "application/pdf", b"%PDF-1.7\n" * 20)


def test_a_delivery_is_shown_with_the_keys_of_the_public_contract(engine: Engine) -> None:
    made = plan(engine)

    with database.reading(engine) as session:
        shown = mailings.show_with_deliveries(session, made.id)
    expected = {"address", "status", "attempts", "reply", "message_id", "sha256", "changed_at"}
    assert expected <= set(shown["deliveries"][0])
    assert {"id", "status", "counts", "total", "deliveries"} <= set(shown)


@pytest.mark.parametrize("change", ["merge", "form", "attachment", "sha256"])
def test_a_message_that_was_tampered_with_is_not_shown_as_the_one_planned(engine: Engine, change: str) -> None:
    made = plan(engine, approved=approved(attachments=[PDF]))
    with database.writing(engine) as session:
        delivery = ledger.delivery_to(session, made.id, "r1@example.com")
        mailing = ledger.numbered(session, made.id)
        if change == "merge":
            delivery.merge = delivery.merge | {"name": "Mallory"}
        elif change == "form":
            english = mailing.form["forms"]["en"] | {"text": "Buy now, {{ recipient.name }}"}
            mailing.form = mailing.form | {"forms": {"en": english}}
        elif change == "attachment":
            session.exec(select(AttachmentRow)).one().content = b"other"
        else:
            delivery.sha256 = "0" * 64

    with pytest.raises(AdvisoryProblem, match=r"r1@example.* is not the one that was planned"):
        message(engine, made.id, "r1@example.com")


def test_a_form_of_another_version_is_not_guessed_at(engine: Engine) -> None:
    made = plan(engine)
    with database.writing(engine) as session:
        mailing = ledger.numbered(session, made.id)
        mailing.form = mailing.form | {"version": 99}

    with pytest.raises(OutreachError, match="another version of outreach"):
        message(engine, made.id, "r1@example.com")


def test_mailings_are_listed_the_newest_first(engine: Engine) -> None:
    numbers = [plan(engine).id for _ in range(3)]

    with database.reading(engine) as session:
        assert [shown["id"] for shown in mailings.overview(session)] == numbers[::-1]


@pytest.mark.parametrize("version", [1, 2])
def test_a_form_of_an_older_version_still_makes_the_message_that_was_planned(version: int) -> None:
    kept = {
        "version": 1,
        "uid": "0123456789abcdef0123456789abcdef",
        "from": ["Press Office", "press@example.org"],
        "reply_to": "mira@example.org",
        "date": "2026-11-24T09:00:00+00:00",
        "list": ["Vienna press", "vienna-press.example.org"],
        "unsubscribe": ["mailto:press@example.org?subject=unsubscribe"],
        "language": "en",
        "subject": "Talks open \u2013 today",
        "text": 'Dear {{ recipient.name }},\n\n{% if recipient.city == "Vienna" %}Come.{% else %}Read.{% endif %}\n',
        "html": "<p>Dear {{ recipient.name }},</p>",
    }
    fields = dict.fromkeys(MERGE_FIELDS, "") | {"name": "Zoë O\u2019Brien", "city": "Vienna", "email": "z@example.com"}

    forms = kept if version == 1 else {"version": 2, "forms": {"": kept}}
    Writer(restored(forms), []).proven(
        fields,
        address="z@example.com",
        message_id="<0123456789abcdef0123456789abcdef.96d2c0f10807fc910f62@example.org>",
        digest="914f833515804a54bf0196092cf3e439e5167c5f43b67a90f5009480c1e5cd8c",
    )
