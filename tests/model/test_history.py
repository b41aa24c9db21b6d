"""Where each field of somebody came from, and when it was last said to be right."""

from dataclasses import replace
from datetime import datetime, timedelta

from outreach.model.card import CarriedProperty, Photo, Relation
from outreach.model.history import Act, Change, Origin, Provenance, difference, fields, provenance
from outreach.model.values import Visibility
from tests.factories import officer

NOW = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
FILE = Origin(NOW, "ana", "officers.csv, row 2", "b1")
HAND = Origin(NOW + timedelta(days=1), "bo")
LATER = Origin(NOW + timedelta(days=2), "cy")


def test_a_field_comes_from_the_last_who_changed_it_and_is_as_fresh_as_its_last_confirmation() -> None:
    changes = [
        Change("a", Act.ADDED, FILE, {"name": (None, "Mira"), "title": (None, "Editor"), "phone 1": (None, "work")}),
        Change("a", Act.CHANGED, HAND, {"title": ("Editor", "Head")}),
        Change("a", Act.CONFIRMED, LATER, {"phone 1": ("work", "work")}),
    ]

    assert provenance(changes, "a") == {
        "name": Provenance("Mira", FILE, FILE.at),
        "title": Provenance("Head", HAND, HAND.at),
        "phone 1": Provenance("work", FILE, LATER.at),
    }


def test_a_confirmation_of_all_confirms_what_is_there() -> None:
    changes = [
        Change("a", Act.ADDED, FILE, {"name": (None, "Mira"), "title": (None, "Editor")}),
        Change("a", Act.CHANGED, HAND, {"title": ("Editor", None)}),
        Change("a", Act.CONFIRMED, LATER, {}),
    ]

    assert provenance(changes, "a") == {"name": Provenance("Mira", FILE, LATER.at)}


def test_what_a_merge_brought_comes_from_where_the_other_entry_had_it() -> None:
    changes = [
        Change("a", Act.ADDED, HAND, {"name": (None, "Mira")}),
        Change("b", Act.ADDED, FILE, {"name": (None, "M."), "title": (None, "Editor")}),
        Change("a", Act.MERGED, LATER, {"title": (None, "Editor"), "notes": (None, "joined")}),
    ]

    assert provenance(changes, "a") == {
        "name": Provenance("Mira", HAND, HAND.at),
        "title": Provenance("Editor", FILE, FILE.at),
        "notes": Provenance("joined", LATER, LATER.at),
    }


def test_every_field_of_a_draft_is_said() -> None:
    known = officer(
        phones=["+43 1 9999 123"], emails=["mira@example.org"], country="AT", given_name="Mira", family_name="Olsen"
    )
    phone, email = known.phones[0], known.emails[0]
    changes = {
        "title": "Head", "organisation": "Forum", "outlet": "The Example", "country": "CH", "notes": "n",
        "languages": ["de"], "beats": ["ports"], "active": False, "family_name": "Olsen Berg", "prefix": "Dr.",
        "phones": [replace(phone, usage="text only")], "emails": [replace(email, visibility=Visibility.PRESS)],
        "photo": Photo(b"x", "image/png"), "related": [Relation("assistant", "Bo")],
        "carried": [CarriedProperty("X-DESK", "2")],
    }  # fmt: skip

    for name, value in changes.items():
        changed = replace(known, **{name: value})
        assert difference(fields(known), fields(changed)), name
