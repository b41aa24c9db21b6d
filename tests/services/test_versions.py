"""Several files, one advisory: who gets which, what a version has from the main file, where two disagree."""

from collections.abc import Callable
from pathlib import Path

import icalendar
import pytest

from outreach.errors import AdvisoryProblem, InvalidFile, NotFound
from outreach.formats import merge
from outreach.model.advisory import Problem
from outreach.model.message import Edition
from outreach.services import advisories
from outreach.services.advisories import Versions
from outreach.store import gazetteer
from tests.advisories import surroundings
from tests.formats.test_merge import fields

MAIN = """\
---
kind: media-advisory
headline: Harbour cities meet in Vienna
language: en
dateline: Vienna
embargo: 2026-12-08 09:00 Europe/Vienna
event:
  what: Opening of the autumn meeting
  who: [Ama Mensah]
  when: 2026-12-08 10:00
  until: 13:00
  where: Town Hall, Room 4
  why: The cities vote on a night train
  rsvp: press@example.org by 2026-12-04 12:00
contacts: [Vienna, Geneva]
---
The Secretary General opens the meeting.
"""
FRENCH = """\
---
headline: Les villes portuaires se réunissent à Vienne
event:
  what: Ouverture de la réunion d’automne
  who: [Ama Mensah]
  where: Hôtel de ville, salle 4
  why: Les villes votent sur un train de nuit
  rsvp: press@example.org avant le 2026-12-04 12:00
---
La Secrétaire générale ouvre la réunion.
"""
GERMAN = FRENCH.replace("Les villes portuaires se réunissent à Vienne", "Hafenstädte tagen in Wien")


def content(path: Path) -> bytes:
    if not path.exists():
        raise NotFound("file", str(path))
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Versions]:
    """Writes advisory.md and the versions given by tag, and reads them back, by the name of any of them."""

    def written(main: str = MAIN, *, name: str = "advisory.md", **others: str) -> Versions:
        (tmp_path / "advisory.md").write_text(main)
        for tag, text in others.items():
            (tmp_path / f"advisory.{tag.replace('_', '-')}.md").write_text(text)
        return advisories.read_versions(tmp_path / name, content=content, city=gazetteer.city)

    return written


def disagreements(versions: Versions) -> list[tuple[str, int, str]]:
    found = [(file, problem) for file, problem in problems(versions) if problem.rule == "versions-disagree"]
    return [(file, problem.line, problem.message) for file, problem in found]


def problems(versions: Versions) -> list[tuple[str, Problem]]:
    verdicts = advisories.check_all(versions, surroundings())
    return [(Path(file).name, problem) for file, verdict in verdicts.items() for problem in verdict.problems]


def edition_of(versions: Versions) -> Edition:
    around = surroundings()
    return advisories.edition(versions, around, verdicts=advisories.check_all(versions, around))


def test_files_beside_each_other_are_one_advisory_whichever_is_named(folder: Callable[..., Versions]) -> None:
    for name in ("advisory.md", "advisory.fr.md"):
        versions = folder(name=name, fr=FRENCH, de=GERMAN, pt_BR=FRENCH)

        assert versions.languages == ("en", "de", "fr", "pt-BR")
        assert disagreements(versions) == []


@pytest.mark.parametrize(
    "name", ["advisory.v2.md", "advisory.final.md", "other.fr.md", "advisoryfr.md", "advisory.fr.txt"]
)
def test_other_files_are_other_advisories(folder: Callable[..., Versions], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("not read")

    assert folder().languages == ("en",)


def test_a_version_without_a_main_file_is_an_advisory_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "advisory.fr.md").write_text(MAIN.replace("language: en", "language: fr"))

    versions = advisories.read_versions(tmp_path / "advisory.fr.md", content=content, city=gazetteer.city)

    assert versions.languages == ("fr",)


def test_a_version_alone_is_in_the_language_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "advisory.fr.md").write_text(FRENCH)

    assert (
        advisories.read_versions(tmp_path / "advisory.fr.md", content=content, city=gazetteer.city).main.language
        == "fr"
    )


def test_a_version_that_is_not_there_is_not_found(folder: Callable[..., Versions]) -> None:
    with pytest.raises(NotFound):
        folder(name="advisory.fr.md")


def test_a_version_that_is_no_advisory_is_named(folder: Callable[..., Versions]) -> None:
    with pytest.raises(InvalidFile, match=r"advisory\.fr\.md"):
        folder(fr="no front matter")


def test_a_version_has_from_the_main_file_what_it_leaves_out(folder: Callable[..., Versions]) -> None:
    english, french = folder(fr=FRENCH).all

    assert (french.kind, french.embargo, french.dateline) == (english.kind, english.embargo, english.dateline)
    assert french.contacts == english.contacts
    assert french.event is not None
    assert english.event is not None
    assert (french.event.when, french.event.until) == (english.event.when, english.event.until)
    assert french.event.what == "Ouverture de la réunion d’automne"


@pytest.mark.parametrize(
    ("languages", "gets"),
    [
        pytest.param(["fr"], "fr", id="theirs"),
        pytest.param(["ja", "de-AT"], "de", id="their second"),
        pytest.param(["ja"], "en", id="English for everybody else"),
        pytest.param([], "en", id="nobody knows"),
    ],
)
def test_a_reader_gets_the_first_of_their_languages(
    folder: Callable[..., Versions], languages: list[str], gets: str
) -> None:
    german_first = folder(
        MAIN.replace("language: en", "language: de"), fr=FRENCH, en=FRENCH.replace("headline", "language: en\nheadline")
    )

    assert german_first.for_reader(languages).language == gets


def test_without_an_english_version_the_main_file_is_for_everybody_else(folder: Callable[..., Versions]) -> None:
    assert folder(MAIN.replace("language: en", "language: de"), fr=FRENCH).for_reader(["ja"]).language == "de"


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        pytest.param("kind: statement", 2, "has kind statement, and advisory.md, line 2", id="kind"),
        pytest.param("embargo: none", 2, "embargo none, and advisory.md, line 6, has 2026-12-08 09:00", id="embargo"),
        pytest.param("embargo: 2026-12-08 09:00 London", 2, "Europe/London", id="embargo's clock"),
        pytest.param("dateline: Genève", 2, "has dateline Geneva, CH", id="dateline"),
        pytest.param("language: es", 2, "the file's name says fr, line 2 says es", id="language"),
    ],
)
def test_two_versions_that_disagree_are_told_with_both_files_and_lines(
    folder: Callable[..., Versions], change: str, line: int, says: str
) -> None:
    [(file, at, message)] = disagreements(folder(fr=FRENCH.replace("---\n", f"---\n{change}\n", 1)))

    assert (file, at) == ("advisory.fr.md", line)
    assert says in message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param("when: 2026-12-08 11:00", "advisory.fr.md, line 4, has when 2026-12-08 11:00", id="when"),
        pytest.param("until: 14:00", "advisory.md, line 11, has 2026-12-08 13:00", id="until"),
    ],
)
def test_hours_that_disagree_are_told(folder: Callable[..., Versions], change: str, says: str) -> None:
    [(_, line, message)] = disagreements(folder(fr=FRENCH.replace("event:\n", f"event:\n  {change}\n")))

    assert line == 4
    assert says in message


def test_the_same_hour_written_for_another_clock_is_another_hour_for_readers(folder: Callable[..., Versions]) -> None:
    [(_, _, message)] = disagreements(
        folder(fr=FRENCH.replace("event:\n", "event:\n  when: 2026-12-08 09:00 Europe/London\n"))
    )

    assert "Europe/London" in message


def test_a_version_may_repeat_what_it_shares(folder: Callable[..., Versions]) -> None:
    french = MAIN.replace("language: en", "language: fr").replace("dateline: Vienna", "dateline: Vienne")

    assert disagreements(folder(fr=french)) == []


@pytest.mark.parametrize("key", ["why", "rsvp"])
def test_what_only_one_version_says_is_told(folder: Callable[..., Versions], key: str) -> None:
    silent = "".join(line for line in FRENCH.splitlines(keepends=True) if not line.startswith(f"  {key}:"))

    [(_, _, message)] = disagreements(folder(fr=silent))

    assert f"says {key}; advisory.fr.md" in message


def test_one_language_twice_is_told(folder: Callable[..., Versions]) -> None:
    twice = disagreements(folder(en=FRENCH))
    also = disagreements(folder(**{"zh-TW": FRENCH, "zh-Hant-TW": FRENCH}))

    assert [(file, "there can be one" in message) for file, _, message in twice] == [("advisory.en.md", True)]
    assert ("advisory.zh-TW.md", True) in [(file, "there can be one" in message) for file, _, message in also]


def test_a_region_may_be_said_in_the_file_alone(folder: Callable[..., Versions]) -> None:
    assert disagreements(folder(pt=FRENCH.replace("---\n", "---\nlanguage: pt-BR\n", 1))) == []


def test_what_is_wrong_with_the_main_file_is_not_said_of_those_that_have_it_from_there(
    folder: Callable[..., Versions],
) -> None:
    found = problems(folder(MAIN.replace("Geneva]", "Oslo]"), fr=FRENCH))

    assert [(file, problem.rule) for file, problem in found] == [("advisory.md", "city-without-officers")]


def test_an_edition_has_every_version_in_its_language_and_one_event(folder: Callable[..., Versions]) -> None:
    edition = edition_of(folder(fr=FRENCH, de=GERMAN))

    assert list(edition.versions) == ["en", "de", "fr"]
    assert edition.for_reader(["fr-CA"]).title == "Les villes portuaires se réunissent à Vienne"
    assert edition.for_reader(["ja"]) is edition.main
    assert "Secrétaire" in merge.compiled(edition.others["fr"].parts).fill(fields()).text
    entries = [
        event
        for mail in (edition.main, *edition.others.values())
        for event in icalendar.Calendar.from_ical(mail.attachments[0].content).walk("VEVENT")
    ]
    assert len({str(entry["UID"]) for entry in entries}) == 1
    assert len({str(entry["SUMMARY"]) for entry in entries}) == 3


def test_one_version_with_an_error_keeps_all_of_them_from_going_out(folder: Callable[..., Versions]) -> None:
    versions = folder(fr=FRENCH.replace("La Secrétaire", "[NOM] La Secrétaire [FIRST NAME]"))

    with pytest.raises(AdvisoryProblem, match=r"advisory\.fr\.md must not go out"):
        edition_of(versions)
