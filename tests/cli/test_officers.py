"""The commands on press officers, as a press officer types them."""

import csv
import io

import pytest

from tests.cli.conftest import Office

MIRA = ("officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "Mira@Example.ORG")


def test_an_officer_is_found_by_any_name_of_the_city(office: Office) -> None:
    office.ok(*MIRA, "--language", "de", "--title", "Spokesperson")

    [officer] = office.ok("officers", "--city", "Viena", "--format", "json").json

    assert officer["name"] == "Mira Olsen"
    assert (officer["city"], officer["country"], officer["timezone"]) == ("Vienna", "AT", "Europe/Vienna")
    assert officer["languages"] == ["de"]
    [phone], [email] = officer["phones"], officer["emails"]
    assert phone.pop("verified_at") == email.pop("verified_at") == officer["confirmed_at"]
    assert officer["phones"] == [
        {
            "e164": "+4319999123",
            "international": "+43 1 9999123",
            "extension": None,
            "kind": "work",
            "visibility": "public",
            "written": "01 9999 123",
            "valid": True,
            "usage": None,
        }
    ]
    assert officer["emails"] == [{"address": "Mira@example.org", "kind": "work", "visibility": "public", "usage": None}]
    assert office.ok("officers", "list", "--city", "Geneva", "--format", "json").json == []


def test_an_edit_changes_what_is_named_and_nothing_else(office: Office) -> None:
    office.ok(*MIRA, "--language", "de", "--notes", "ring twice")

    office.ok("officers", "edit", "mira olsen", "--mobile", "0660 1234567", "--drop", "+43 1 9999123")
    [officer] = office.ok("officers", "--format", "json").json

    assert [(p["e164"], p["kind"]) for p in officer["phones"]] == [("+436601234567", "mobile")]
    assert (officer["languages"], officer["notes"], officer["title"]) == (["de"], "ring twice", None)


def test_a_dry_run_changes_nothing(office: Office) -> None:
    office.ok(*MIRA)
    before = office.ok("officers", "--format", "json").out

    office.ok("officers", "edit", "Mira Olsen", "--title", "Head of Press", "--dry-run")
    office.ok("officers", "remove", "Mira Olsen", "--dry-run")
    office.ok("officers", "add", "Somebody Else", "--dry-run")

    assert office.ok("officers", "--format", "json").out == before


def test_removing_asks_first(office: Office) -> None:
    office.ok(*MIRA)

    declined = office("officers", "remove", "Mira Olsen", stdin="n\n")
    still_there = office.ok("officers", "--format", "json").json
    office.ok("officers", "remove", "Mira Olsen", stdin="y\n")

    assert declined.code == 130
    assert len(still_there) == 1
    assert office.ok("officers", "--format", "json").json == []


def test_what_is_doubtful_is_kept_with_a_word(office: Office) -> None:
    added = office.ok("officers", "add", "Ana Ek", "--phone", "+44 121270557")

    [officer] = office.ok("officers", "--format", "json").json

    assert "possible but not valid" in added.err
    assert officer["phones"][0]["valid"] is False


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("officers", "--city", "Viennna"), 3, "did you mean Vienna, AT"),
        (("officers", "show", "Mira Olson"), 3, "did you mean Mira Olsen?"),
        (MIRA, 4, "in the directory already"),
        (("officers", "add", "A", "--phone", "12x45"), 5, "holds letters"),
        (("officers", "add", "A", "--phone", "0660 1234567"), 5, "no city or country says where"),
        (("officers", "add", "A", "--phone", "+43 1 23456789012345"), 5, "too few or too many digits"),
        (("officers", "add", "A", "--email", "a@b@c"), 5, "email 'a@b@c'"),
        (("officers", "add", "A\nBcc: x"), 5, "control character U+000A"),
        (("officers", "add", "A\u202eB"), 5, "control character U+202E"),
        (("officers", "add", "   "), 5, "is empty"),
        (("officers", "add", "A", "--language", "klingonish"), 5, "language tag"),
        (("officers", "edit", "Mira Olsen", "--drop", "x@example.org"), 3, "x@example.org"),
        (("officers", "import", "nowhere.csv"), 3, "no file named 'nowhere.csv'"),
        (("officers", "frobnicate"), 2, "No such command"),
        (("officers", "list", "--format", "yaml"), 2, "yaml"),
        (("officer",), 2, "Did you mean 'officers'"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence_and_changes_nothing(
    office: Office, arguments: tuple[str, ...], code: int, sentence: str
) -> None:
    office.ok(*MIRA)
    before = office.ok("officers", "--format", "json").out

    answer = office(*arguments)

    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
    assert office.ok("officers", "--format", "json").out == before


def test_a_csv_export_comes_back_as_the_same_people(office: Office) -> None:
    office.ok(*MIRA, "--mobile", "+43 660 1234567", "--language", "de", "--title", "=HYPERLINK(1)")
    exported = office.ok("officers", "list", "--format", "csv").out
    office.ok("officers", "remove", "Mira Olsen", "--yes")

    office.ok("officers", "import", "-", stdin=exported)

    assert office.ok("officers", "list", "--format", "csv").out == exported
    assert all(not cell.startswith(("=", "+")) for row in csv.reader(io.StringIO(exported)) for cell in row)


def test_an_import_that_is_repeated_changes_nothing(office: Office) -> None:
    file = office.file("officers.csv", "name,city,email,phone\nMira Olsen,Vienna,mira@example.org,01 9999 123\n")
    office.ok("officers", "import", file)

    again = office.ok("officers", "import", file, "--format", "json").json

    assert (again["added"], again["updated"], again["unchanged"], again["rejected"]) == (0, 0, 1, [])


def test_a_bad_row_keeps_the_whole_file_out_unless_told_otherwise(office: Office) -> None:
    file = office.file("officers.csv", "name,city,phone\nMira Olsen,Vienna,01 9999 123\nAna Ek,Nowhereville,\n")

    refused = office("officers", "import", file, "--format", "json")
    nobody = office.ok("officers", "--format", "json").json
    office("officers", "import", file, "--keep-going")

    assert refused.code == 5
    assert [(bad["row"], bad["field"], bad["value"]) for bad in refused.json["rejected"]] == [
        (3, "city", "Nowhereville")
    ]
    assert nobody == []
    assert [officer["name"] for officer in office.ok("officers", "--format", "json").json] == ["Mira Olsen"]


def test_a_number_is_dropped_with_its_extension_or_without(office: Office) -> None:
    office.ok(
        "officers", "add", "Ana Ek", "--city", "Nairobi", "--phone", "020 271 2345", "--phone", "020 271 2345 ext. 17"
    )

    office.ok("officers", "edit", "Ana Ek", "--drop", "020 271 2345")
    [officer] = office.ok("officers", "--format", "json").json
    office.ok("officers", "edit", "Ana Ek", "--drop", "+254 20 271 2345")

    assert [phone["extension"] for phone in officer["phones"]] == ["17"]
    assert office.ok("officers", "--format", "json").json[0]["phones"] == []


@pytest.mark.parametrize(
    "question", [("officers",), ("lists",), ("suppressions",), ("officers", "add", "A", "--dry-run"), ("mailings",)]
)
def test_a_question_makes_no_store(office: Office, question: tuple[str, ...]) -> None:
    answer = office.ok(*question)

    assert "there is no store at" in answer.err
    assert not (office.folder / "outreach.db").exists()


def test_somebody_is_shown_by_a_part_of_the_name_but_changed_only_by_all_of_it(office: Office) -> None:
    for name in ("Mira Olsen", "Ana-Lucía Ortíz", "Mikael Ortega"):
        office.ok("officers", "add", name, "--city", "Wien", "--phone", "01 9999 123")

    assert "Ana-Lucía Ortíz" in office.ok("officers", "show", "ortiz").out
    assert "Mira Olsen" in office.ok("officers", "show", "mi ols").out
    several, nobody, change = (
        office("officers", "show", "mi"),
        office("officers", "show", "Xaver"),
        office("officers", "remove", "ortiz", "--yes"),
    )

    assert (several.code, nobody.code, change.code) == (2, 3, 3)
    assert "2 press officers have 'mi' in their names; say which one: Mikael Ortega, Mira Olsen" in several.err


def test_a_groups_help_shows_examples_and_whole_sentences(office: Office) -> None:
    for group in ("officers", "journalists", "lists", "mailings", "advisories", "offices", "outlets", "cities"):
        page = office.ok(group, "--help").out
        assert f"  outreach {group} " in page or f"  outreach {group}\n" in page
        assert "..." not in page.partition("Commands:")[2]
