"""`outreach journalists export` of 100,000 people, two numbers each, against vobject serialising the same people."""

import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from benchmarks import stores, timing
from outreach.model.card import Card, ContactKind
from outreach.store import cards, glance

_PEOPLE = 100_000
# vobject is asked for a part of them, and its time is taken as many times.
_ASKED = 5_000


def run(folder: Path) -> Iterator[str]:
    """One row: the whole command, with its peak memory, against vobject's serialising alone."""
    file = folder / "outreach.db"
    stores.fill(file, 0, _PEOPLE, 0)
    ours, theirs = f"journalists export, {_PEOPLE:,} people", f"vobject serialising (from {_ASKED:,})"
    command = [sys.executable, "-m", "outreach", "journalists", "export", "-o", str(folder / "people.vcf")]
    measures = timing.in_turn({ours: command}, environment={"OUTREACH_DATABASE_URL": f"sqlite:///{file}"}, rounds=3)
    seconds = _by_vobject(file) * _PEOPLE / _ASKED
    yield timing.row(ours, theirs, {**measures, theirs: timing.Measure(seconds, 0)})


def _by_vobject(file: Path) -> float:
    with glance.glancing(file) as rows:
        people = list(islice(cards.everybody(rows, ContactKind.JOURNALIST), _ASKED))
    made = _as_vobjects(people)
    begun = time.perf_counter()
    for card in made:
        card.serialize()
    return time.perf_counter() - begun


def _as_vobjects(people: Sequence[Card]) -> list[object]:
    """The same people as vobject has them; making these is not counted."""
    import vobject

    made = []
    for person in people:
        card = vobject.vCard()
        card.add("fn").value = person.name
        card.add("n").value = vobject.vcard.Name(family=person.parts.family, given=person.parts.given)
        card.add("org").value = [person.outlet or ""]
        card.add("title").value = person.title or ""
        card.add("adr").value = vobject.vcard.Address(city=person.city or "", country=person.country or "")
        card.add("uid").value = person.uid
        for phone in person.phones:
            tel = card.add("tel")
            tel.value, tel.type_param = phone.international, "WORK"
        for email in person.emails:
            address = card.add("email")
            address.value, address.type_param = email.address, "INTERNET"
        made.append(card)
    return made
