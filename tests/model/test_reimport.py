"""What a file may change of somebody who is known, and what stays as it was typed here."""

from datetime import datetime

import pytest

from outreach.model.card import CarriedProperty, Relation
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.reimport import Outcome, decide
from outreach.store import gazetteer
from tests.factories import officer

MIRA = Origin(datetime.fromisoformat("2026-11-02T10:00:00+00:00"), "Mira")
VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")
KNOWN = officer(title="Spokesperson", city=VIENNA, phones=["+43 1 9999 123"], emails=["mira@example.org"])


def test_what_a_person_typed_stays_and_the_report_says_who_and_when() -> None:
    decision = decide(KNOWN, officer(title="Press officer"), hands={"title": MIRA})

    assert (decision.outcome, decision.draft) == (Outcome.UNCHANGED, KNOWN)
    assert [str(left) for left in decision.left] == [
        "title: 'Spokesperson' stays, Mira changed it by hand on 2026-11-02; --theirs takes 'Press officer'"
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "Mira Holm"}, "name"),
        ({"title": "Head"}, "title"),
        ({"organisation": "IOM"}, "organisation"),
        ({"city": GENEVA}, "city"),
        ({"outlet": "The Example"}, "outlet"),
        ({"languages": ["de"]}, "languages"),
        ({"beats": ["trade"]}, "beats"),
        ({"notes": "ring twice"}, "notes"),
        ({"phones": ["+43 660 1234567"]}, "phone +436601234567"),
        ({"emails": ["other@example.org"]}, "email other@example.org"),
        ({"carried": [CarriedProperty("BDAY", "1980-01-01")]}, "card BDAY"),
        ({"related": [Relation("assistant", "Ana")]}, "related Ana"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_each_field_is_taken_unless_it_was_typed_here(said: dict[str, object], field: str) -> None:
    draft = officer(**({"name": "Mira Olsen"} | said))

    taken, held = decide(KNOWN, draft, hands={}), decide(KNOWN, draft, hands={field: MIRA})

    assert (taken.outcome, list(taken.changes), taken.left) == (Outcome.UPDATED, [field], ())
    assert (held.outcome, held.draft, [left.field for left in held.left]) == (Outcome.UNCHANGED, KNOWN, [field])


def test_a_number_that_was_taken_out_by_hand_is_not_brought_back() -> None:
    decision = decide(officer(), officer(phones=["+43 1 9999 123"], title="Head"), hands={"phone +4319999123": MIRA})

    assert (decision.draft.phones, decision.draft.title) == ([], "Head")
    assert "phone +4319999123 stays out, Mira took it out by hand" in str(decision.left[0])


def test_an_empty_cell_never_erases() -> None:
    assert decide(KNOWN, officer(), hands={}).draft == KNOWN


def test_a_country_alone_does_not_argue_with_a_city() -> None:
    assert decide(KNOWN, ContactDraft(kind=KNOWN.kind, name=KNOWN.name, country="CH"), hands={}).changes == {}
