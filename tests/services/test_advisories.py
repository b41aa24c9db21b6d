import os
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.errors import AdvisoryProblem, InvalidFile, NotFound, TemplateProblem
from outreach.formats import merge
from outreach.mail import compose
from outreach.mail.addresses import NamedAddress
from outreach.mail.compose import Heading
from outreach.model.advisory import Kind, Level
from outreach.model.history import Origin
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.services import advisories
from outreach.store import contacts, database, gazetteer
from tests.advisories import NOW, SAMPLES, read, sample, surroundings
from tests.advisories import approved as ready
from tests.factories import officer
from tests.formats.test_merge import fields


def test_a_faultless_invitation_becomes_everything_that_a_mailing_freezes() -> None:
    advisory, around = sample("faultless/invitation"), surroundings(SAMPLES / "faultless")

    approved = ready(advisory, replace(around, organisation="Harbour Cities Forum"))

    assert (approved.title, approved.language) == ("Harbour cities meet in Vienna", "en")
    assert approved.source == (SAMPLES / "faultless" / "invitation.md").read_text()
    assert approved.embargo_at == datetime.fromisoformat("2026-12-08T08:00:00+00:00")
    assert approved.reply_to == "mira.olsen@example.org"
    assert [(file.filename, file.content_type) for file in approved.attachments] == [
        ("event.ics", "text/calendar; charset=utf-8; method=PUBLISH"),
        ("programme.pdf", "application/pdf"),
    ]
    assert "Dear Amélie," in merge.compiled(approved.parts).fill(fields()).text


def test_a_rendered_advisory_has_its_calendar_entry_and_its_markdown() -> None:
    rendered = advisories.rendered(sample("faultless/invitation"), surroundings(SAMPLES / "faultless"))

    assert rendered.event is not None
    assert b"ORGANIZER:mailto:mira.olsen@example.org" in rendered.event
    assert rendered.markdown.startswith("MEDIA ADVISORY")


def test_without_an_event_there_is_no_calendar_entry() -> None:
    assert advisories.rendered(sample("faultless/correction"), surroundings()).event is None


def test_an_advisory_with_errors_goes_nowhere() -> None:
    text = "---\nkind: media-advisory\nheadlin: x\n---\nDear {{ recipient.first_name }},\n"

    with pytest.raises(AdvisoryProblem) as caught:
        ready(read(text), surroundings())

    assert "line 3: 'headlin' is no key" in str(caught.value)
    assert "and 1 more" in str(caught.value)


def test_an_advisory_with_warnings_only_goes_out() -> None:
    approved = ready(sample("faulty/to-be-confirmed"), surroundings())

    assert "TBC" in approved.parts.text


def test_a_draft_can_be_looked_at_before_it_may_go_out() -> None:
    draft = sample("faulty/placeholder")

    assert "[NAME OF OUTLET]" in advisories.rendered(draft, surroundings()).mail.parts.text
    with pytest.raises(AdvisoryProblem, match="is left over"):
        ready(draft, surroundings())


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("days", range(7))
@pytest.mark.parametrize("language", ["en", "fr", "es", "de", "sv"])
def test_a_new_advisory_has_nothing_wrong_but_what_is_to_be_filled_in(kind: Kind, days: int, language: str) -> None:
    now = NOW + timedelta(days=days)

    text = advisories.new(
        kind, city=gazetteer.city("Vienna"), now=now, language=language, contacts=["Vienna", "New York"]
    )

    found = advisories.check(read(text), surroundings(now=now))
    # The templates are English: in another language the checker may ask for a translation of what they say.
    allowed = {"labels-in-english"} if language == "en" else {"labels-in-english", "mixed-languages"}
    assert {problem.rule for problem in found} - allowed == {"placeholder"}
    assert read(text).kind is kind


@pytest.mark.parametrize("headline", ["Talks: what next", "No", "“Quoted” #3", "a\\b", "{x}", "*x*", "123", "- x", "'"])
def test_a_headline_given_is_the_headline_got(headline: str) -> None:
    text = advisories.new(
        Kind.STATEMENT, city=gazetteer.city("Vienna"), now=NOW, headline=headline, contacts=["Ana-Lucía Ortíz"]
    )

    assert (read(text).headline, read(text).contacts) == (headline, ("Ana-Lucía Ortíz",))
    assert not [problem for problem in read(text).problems if problem.level is Level.ERROR]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", ["fr", "es", "de", "de-AT"])
def test_a_new_advisory_is_prompted_in_its_language(kind: Kind, language: str) -> None:
    english, own = (
        read(advisories.new(kind, city=gazetteer.city("Vienna"), now=NOW, language=tag, headline="x"))
        for tag in ("en", language)
    )

    assert own.language == language
    assert (own.kind, own.event is None) == (kind, english.event is None)
    assert not set(own.body.splitlines()) & set(english.body.splitlines()) - {""}


def test_a_new_advisory_comes_from_ones_own_template_of_its_language(tmp_path: Path) -> None:
    (tmp_path / "advisories").mkdir()
    (tmp_path / "advisories" / "statement.fr.md").write_text(
        "---\nkind: statement\nheadline: {{ headline }}\n---\nBonjour\n"
    )

    french, english = (
        advisories.new(
            Kind.STATEMENT, city=gazetteer.city("Paris"), now=NOW, headline="x", language=language, templates=tmp_path
        )
        for language in ("fr", "en")
    )

    assert french == "---\nkind: statement\nheadline: x\n---\nBonjour\n"
    assert "Bonjour" not in english


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is not text|must start with", id="a picture"),
        pytest.param(b"PK\x03\x04" + bytes(range(256)) * 4, "is not text|must start with", id="an archive"),
        pytest.param(b"---\n" + b"x" * 2_000_000, "more than 1,000,000 bytes", id="large"),
    ],
)
def test_what_is_no_advisory_is_refused_in_one_sentence(content: bytes, says: str) -> None:
    with pytest.raises(InvalidFile, match=says):
        advisories.load(content, file="a.md", city=gazetteer.city)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_advisory_may_come_in_the_encodings_of_office_programs(encoding: str) -> None:
    content = (SAMPLES / "faultless" / "release-in-french.md").read_text().encode(encoding)

    advisory = advisories.load(content, file="a.md", city=gazetteer.city)

    assert advisory.headline == "Train de nuit : les villes portuaires d’accord"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An advisory's folder with a file, a folder, a pipe and links, and a secret beside it."""
    (tmp_path / "canary.txt").write_text("canary")
    inside = tmp_path / "advisory"
    (inside / "sub").mkdir(parents=True)
    (inside / "fact sheet.pdf").write_bytes(b"%PDF")
    (inside / "sub" / "map.png").write_bytes(b"PNG")
    (inside / "link.txt").symlink_to(tmp_path / "canary.txt")
    (inside / "out").symlink_to(tmp_path)
    (inside / "loop").symlink_to(inside / "loop")
    (inside / "same.pdf").symlink_to(inside / "fact sheet.pdf")
    os.mkfifo(inside / "pipe")
    return inside


@pytest.mark.parametrize(
    ("name", "filename", "content_type"),
    [
        ("fact sheet.pdf", "fact sheet.pdf", "application/pdf"),
        ("sub/map.png", "map.png", "image/png"),
        ("./fact sheet.pdf", "fact sheet.pdf", "application/pdf"),
    ],
)
def test_what_lies_beside_the_advisory_is_attached(folder: Path, name: str, filename: str, content_type: str) -> None:
    attachment = advisories.attachment_in(folder)(name)

    assert (attachment.filename, attachment.content_type) == (filename, content_type)


@pytest.mark.parametrize(
    "name",
    [
        *("../canary.txt", "sub/../../canary.txt", "/etc/passwd", "//server/share", "\\\\server\\share", "C:\\x"),
        *("..\\canary.txt", "fact sheet.pdf:stream", "link.txt", "out/canary.txt", "loop", "sub", ".", "pipe", "a\0b"),
        *(
            "~/.ssh/id_rsa",
            "file:///etc/passwd",
            "%2e%2e/canary.txt",
            "sub/..",
            "x" * 5000,
            "/dev/zero",
        ),
    ],
)
def test_nothing_else_is_ever_attached(folder: Path, name: str) -> None:
    with pytest.raises((InvalidFile, NotFound)):
        advisories.attachment_in(folder)(name)


def test_an_attachment_has_a_limit(folder: Path) -> None:
    with (folder / "film.mp4").open("wb") as film:
        film.truncate(26_000_000)

    with pytest.raises(InvalidFile, match="25 MB"):
        advisories.attachment_in(folder)("film.mp4")


def test_the_directory_knows_officers_by_name_address_and_city(engine: Engine, now: datetime) -> None:
    vienna = gazetteer.city("Vienna")
    phones = [
        PhoneNumber.parse("+43 1 5550 1234"),
        PhoneNumber.parse("+43 660 555 0123", visibility=Visibility.INTERNAL),
    ]
    draft = replace(officer("Mira Olsen", city=vienna), phones=phones, emails=[EmailAddress.parse("mira@example.org")])
    with database.writing(engine) as session:
        contacts.add(session, draft, origin=Origin(now))
        contacts.add(session, officer("Peer Holm", city=vienna, active=False), origin=Origin(now))

    with database.reading(engine) as session:
        contacts_for = advisories.directory(database.rows_of(session))
        found = {who: [card.name for card in contacts_for(who)] for who in ("mira olsen", "mira@example.org", "Wien")}
        left = contacts_for("Peer Holm")
        public = contacts_for("Mira Olsen")[0].phones
        nobody = contacts_for("Oslo")
        with pytest.raises(NotFound, match="did you mean Mira Olsen"):
            contacts_for("Mira Olson")

    assert set(map(tuple, found.values())) == {("Mira Olsen",)}
    assert [card.active for card in left] == [False]
    assert [phone.e164 for phone in public] == ["+43155501234"]
    assert nobody == []


def test_an_officer_named_twice_stands_in_the_block_once() -> None:
    advisory = read("---\nkind: statement\nheadline: x\ncontacts: [Vienna, Mira Olsen, Geneva]\n---\nText\n")

    people = advisories.contacts(advisory, contacts_for=surroundings().contacts_for)

    assert [card.name for card in people] == ["Mira Olsen", "Ana-Lucía Ortíz"]


def test_a_broken_template_of_ones_own_stops_the_approval(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "base.html").write_text("{% if %}")

    with pytest.raises(TemplateProblem, match=r"base\.html, line 1"):
        ready(sample("faultless/correction"), replace(surroundings(), templates=tmp_path))


def test_the_event_goes_along_so_that_a_reader_can_add_it() -> None:
    made = advisories.rendered(sample("faultless/invitation"), surroundings(SAMPLES / "faultless"))
    heading = Heading(uid="a" * 32, sender=NamedAddress("press@example.org"), date=NOW, list_id="press.example.org")

    octets = compose.message(
        heading, made.mail.parts, to=NamedAddress("ama@example.org"), key="k", attachments=made.mail.attachments
    )

    mail = message_from_bytes(octets, policy=policy.default)
    assert not [defect for part in mail.walk() for defect in part.defects]
    (event,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert (event.get_param("method"), event.get_filename()) == ("PUBLISH", "event.ics")
    assert event.get_payload(decode=True) == made.event


def test_an_advisory_that_brings_its_own_entry_goes_out_with_that_one(tmp_path: Path) -> None:
    (tmp_path / "theirs.ics").write_text("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    advisory = replace(sample("faultless/invitation"), attachments=("theirs.ics",))

    made = advisories.rendered(advisory, surroundings(tmp_path))

    assert [file.filename for file in made.mail.attachments] == ["theirs.ics"]


def test_an_advisory_without_an_event_has_no_calendar_part() -> None:
    made = advisories.rendered(sample("faultless/correction"), surroundings(SAMPLES / "faultless"))
    heading = Heading(uid="a" * 32, sender=NamedAddress("press@example.org"), date=NOW, list_id="press.example.org")

    octets = compose.message(
        heading, made.mail.parts, to=NamedAddress("ama@example.org"), key="k", attachments=made.mail.attachments
    )

    mail = message_from_bytes(octets, policy=policy.default)
    assert made.event is None
    assert "text/calendar" not in {part.get_content_type() for part in mail.walk()}


def test_the_entry_is_the_same_whenever_it_is_made_but_for_its_stamp() -> None:
    first, second = (
        advisories.rendered(sample("faultless/invitation"), surroundings(SAMPLES / "faultless", now=now)).event
        for now in (NOW, NOW + timedelta(hours=3))
    )

    assert first is not None
    assert second is not None
    differing = set(first.splitlines()) ^ set(second.splitlines())
    assert {line.partition(b":")[0] for line in differing} == {b"DTSTAMP"}


def test_the_dateline_bears_the_day_on_which_the_text_goes_out() -> None:
    around = replace(surroundings(), send_at=NOW + timedelta(days=3))

    rendered = advisories.rendered(sample("faultless/correction"), around)

    assert f"{NOW.day + 3} November 2026" in rendered.mail.parts.text
    assert f"{NOW.day} November 2026" not in rendered.mail.parts.text
