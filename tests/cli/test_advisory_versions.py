"""One advisory in several languages, as a press officer types it."""

import icalendar
import pytest

from tests.cli.conftest import Office
from tests.cli.test_advisories import ADVISORY, ready  # noqa: F401 - a fixture

FRENCH = """---
headline: Les villes portuaires signent à Vienne
event:
  what: Signature
  who: [La présidente]
  where: Hôtel de ville
  why: Il est temps
  rsvp: accreditation@example.org avant le 2199-09-04 12:00
---
Bonjour {{ recipient.given_name or "à tous" }},

venez voir qui signe.
"""


@pytest.fixture
def bilingual(ready: Office) -> Office:  # noqa: F811
    ready.file("advisory.fr.md", FRENCH)
    ready.ok("journalists", "add", "Zoë Łukasz", "--email", "zoe@example.com", "--language", "fr-CA")
    ready.ok("journalists", "add", "Ken Mori", "--email", "ken@example.com", "--language", "ja")
    return ready


def test_all_versions_are_checked_whichever_is_named(bilingual: Office) -> None:
    for name in ("advisory.md", "advisory.fr.md"):
        answer = bilingual.ok("advisories", "check", name, "--format", "json")

        assert answer.json == {"ok": True, "problems": [], "silenced": []}
        assert "advisory.fr.md may go out" in answer.err


def test_a_problem_names_its_file_where_there_are_several(bilingual: Office) -> None:
    bilingual.file("advisory.fr.md", FRENCH.replace("event:", "embargo: 2199-09-05 08:00 Paris\nevent:"))

    json, table = (bilingual("advisories", "check", "advisory.md", "--format", form) for form in ("json", "table"))

    assert json.code == table.code == 6
    [problem] = json.json["problems"]
    assert set(problem) == {"file", "rule", "level", "line", "message"}
    assert (problem["file"], problem["rule"], problem["line"]) == ("advisory.fr.md", "versions-disagree", 3)
    assert table.out.split()[:2] == ["File", "Line"]


def test_a_problem_of_an_advisory_alone_has_the_keys_it_always_had(ready: Office) -> None:  # noqa: F811
    ready.file("advisory.md", ADVISORY.replace("Dear", "[NAME] Dear"))

    [problem] = ready("advisories", "check", "advisory.md", "--format", "json").json["problems"]

    assert set(problem) == {"rule", "level", "line", "message"}


def test_a_version_that_cannot_be_read_is_named(bilingual: Office) -> None:
    bilingual.file("advisory.fr.md", "Bonjour\n")

    answer = bilingual("advisories", "check", "advisory.md")

    assert (answer.code, "advisory.fr.md, line 1: must start with ---" in answer.err) == (5, True)


@pytest.mark.parametrize(
    ("asked", "language", "reason", "greeting"),
    [
        pytest.param([], "en", "the file that was named", "Dear Alex", id="nobody"),
        pytest.param(["--language", "fr-BE"], "fr", "asked for", "Bonjour Alex", id="a language"),
        pytest.param(
            ["--as", "zoe@example.com"], "fr", "the reader's first language with", "Bonjour Zoë", id="a reader"
        ),
        pytest.param(
            ["--as", "ken@example.com"], "en", "the reader reads ja; there are en, fr", "Dear Ken", id="another"
        ),
    ],
)
def test_a_preview_shows_the_version_of_the_reader_and_says_why(
    bilingual: Office, asked: list[str], language: str, reason: str, greeting: str
) -> None:
    answer = bilingual.ok("advisories", "preview", "advisory.md", *asked)

    assert f"Language: {language} ({reason}" in answer.err
    assert greeting in answer.out


def test_a_preview_of_a_version_is_of_that_one(bilingual: Office) -> None:
    assert "Bonjour Alex" in bilingual.ok("advisories", "preview", "advisory.fr.md").out


def test_a_language_that_is_not_there_is_not_found(bilingual: Office) -> None:
    answer = bilingual("advisories", "preview", "advisory.md", "--language", "de")

    assert (answer.code, "there are en, fr" in answer.err) == (3, True)


def test_an_advisory_alone_says_nothing_of_languages(ready: Office) -> None:  # noqa: F811
    assert "Language:" not in ready.ok("advisories", "preview", "advisory.md").err


def test_every_version_is_rendered_and_is_one_event(bilingual: Office) -> None:
    bilingual.ok("advisories", "render", "advisory.md", "-o", "out")

    files = {file.name: file.read_bytes() for file in (bilingual.folder / "out").iterdir()}
    assert set(files) == {
        *("message.eml", "message.txt", "message.html", "message.md", "event.ics"),
        *("message.fr.eml", "message.fr.txt", "message.fr.html", "message.fr.md", "event.fr.ics"),
    }
    english, french = (
        icalendar.Calendar.from_ical(files[name]).walk("VEVENT")[0] for name in ("event.ics", "event.fr.ics")
    )
    assert english["UID"] == french["UID"]
    assert (english["SUMMARY"], french["SUMMARY"]) == (
        "Harbour cities sign in Vienna",
        "Les villes portuaires signent à Vienne",
    )
    assert b"Language: fr" in files["message.fr.eml"] or b"Content-Language: fr" in files["message.fr.eml"]
