"""What a live preview shows, and to whom an advisory can be made out in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.errors import NotFound, StoreUnavailable
from outreach.model.advisory import Advisory
from outreach.model.history import Origin
from outreach.model.message import Approved
from outreach.services import advisories, proofs
from outreach.services.advisories import Rendered, Surroundings, Versions, preview
from outreach.services.advisories.preview import Drafts, Office, View
from outreach.services.proofs import Proof
from outreach.store import contacts, database
from outreach.store.glance import Rows
from tests.advisories import NOW, SAMPLES, read, surroundings
from tests.factories import journalist, officer

FAULTLESS = SAMPLES / "faultless"


@pytest.fixture
def directory(engine: Engine, now: datetime) -> Engine:
    people = [
        journalist("Zoë Łukasz", emails=("zoe@example.com", "zoe.lukasz@example.net"), languages=["fr"]),
        journalist("Zora Left", emails=("zora@example.com",), active=False),
        journalist("Zoltan Silent"),
        officer("Zoë Officer", emails=("officer@example.org",)),
    ]
    with database.writing(engine) as session:
        for person in people:
            contacts.add(session, person, origin=Origin(now, "test", "by hand"))
    return engine


def test_readers_are_the_journalists_who_can_be_written_to_at_each_of_their_addresses(
    directory: Engine, now: datetime
) -> None:
    with database.reading(directory) as session:
        found = preview.readers(database.rows_of(session), "zo", limit=20, now=now)

    assert [(reader.address, reader.name, reader.about) for reader in found] == [
        ("zoe@example.com", "Zoë Łukasz", "fr"),
        ("zoe.lukasz@example.net", "Zoë Łukasz", "fr"),
    ]


def test_there_are_at_most_so_many_readers(directory: Engine, now: datetime) -> None:
    with database.reading(directory) as session:
        assert len(preview.readers(database.rows_of(session), "zo", limit=1, now=now)) == 1


def nobody(_sql: str, **_values: object) -> Iterator[tuple[object, ...]]:
    return iter(())


@contextmanager
def closed() -> Iterator[Rows]:
    yield nobody


@contextmanager
def unavailable() -> Iterator[Rows]:
    raise StoreUnavailable("outreach.db", "disk I/O error")
    yield nobody


def proof(approved: Approved, reader: str | None) -> Proof:
    if reader:
        raise NotFound("person with the address", reader)
    return proofs.proof(approved, proofs.SAMPLE_READER, sender=None, organisation=None, now=NOW)


def rendered(advisory: Advisory, around: Surroundings, main: Advisory) -> Rendered:
    return advisories.rendered(advisory, around, main=main)


def view(file: Path, *, reader: str | None = None, office: Office | None = None) -> View:
    usual = Office(closed, lambda _: surroundings(file.parent), proof)
    drafts = Drafts(file, lambda path: Versions(read(path.read_text())), rendered)
    return preview.view(drafts, office or usual, file=str(file), language=None, reader=reader)


def test_a_view_has_the_finished_mail_and_its_calendar_entry() -> None:
    seen = view(FAULTLESS / "invitation.md")

    assert seen.problems == ()
    assert seen.mail is not None
    assert [file.filename for file in seen.mail.attachments] == ["event.ics", "programme.pdf"]
    assert ("Starts, UTC", "Tuesday 8 December 2026, 09:00 UTC") in seen.event
    assert seen.entry.startswith("BEGIN:VCALENDAR\n")
    assert (seen.language, seen.languages, seen.attached) == ("en", ("en",), ("programme.pdf",))


def test_without_an_event_there_is_no_calendar_entry_to_show() -> None:
    seen = view(FAULTLESS / "correction.md")

    assert (seen.event, seen.entry) == ((), "")


@pytest.mark.parametrize("name", sorted(file.stem for file in (SAMPLES / "faulty").glob("*.md")))
def test_a_view_says_of_every_mistake_what_the_checker_says_and_nothing_twice(name: str) -> None:
    file = SAMPLES / "faulty" / f"{name}.md"

    seen = view(file)

    said = advisories.check(read(file.read_text()), surroundings(file.parent))
    assert {(problem.rule, problem.line) for problem in seen.problems} >= {(p.rule, p.line) for p in said}
    assert [problem for problem in seen.problems if problem not in said] == []
    levels = [problem.level.value for problem in seen.problems]
    assert levels == sorted(levels)


def test_a_reader_who_is_nobody_is_a_problem() -> None:
    seen = view(FAULTLESS / "correction.md", reader="nobody@example.com")

    assert seen.mail is None
    assert [problem.message for problem in seen.problems] == ["no person with the address named 'nobody@example.com'"]


def test_a_store_that_cannot_be_read_is_a_problem() -> None:
    seen = view(FAULTLESS / "correction.md", office=Office(unavailable, lambda _: surroundings(), proof))

    assert [problem.message.partition(":")[0] for problem in seen.problems] == ["the store outreach.db cannot be used"]
