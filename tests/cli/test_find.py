"""Finding people, and lists that fill themselves, at the counter."""

import pytest

from tests.cli.conftest import Office


@pytest.fixture
def staffed(office: Office) -> Office:
    office.file(
        "officers.csv",
        "name,city,phone,email,languages\n"
        "Mira Olsen,Vienna,+43 660 3776404,mira@example.org,de\n"
        "Olga Berg,Geneva,+1 202-555-0143,olga@example.org,fr\n",
    )
    office.ok("officers", "import", "officers.csv")
    office.ok("journalists", "add", "Ana Ek", "--city", "Vienna", "--outlet", "ORF", "--email", "ana@example.com")
    office.ok("journalists", "add", "Bo Ny", "--city", "Wien", "--email", "bo@example.com", "--beat", "migration")
    return office


def test_people_of_both_kinds_are_found_with_what_matched(staffed: Office) -> None:
    table = staffed.ok("find", "0660", "377")
    found = staffed.ok("find", "wien", "--format", "json").json

    assert "Mira Olsen" in table.out
    assert "phone: +43 660 3776404" in table.out
    assert [(one["name"], one["kind"]) for one in found] == [
        ("Ana Ek", "journalist"),
        ("Bo Ny", "journalist"),
        ("Mira Olsen", "officer"),
    ]
    assert found[2]["found_by"] == [{"field": "city", "text": "Vienna"}]


def test_finding_is_narrowed_by_kind_and_by_number(staffed: Office) -> None:
    officers = staffed.ok("find", "vienna", "--kind", "officer", "--format", "csv").out

    assert "Mira Olsen" in officers
    assert "Ana Ek" not in officers
    assert len(staffed.ok("find", "example", "--limit", "2", "--format", "json").json) == 2


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("nobody", "try fewer words"),
        ("cty:Vienna", "no field named 'cty' (did you mean city?)"),
        ('NEAR("', "searched for as plain words"),
        ("city:Viennna", "did you mean Vienna, AT"),
    ],
)
def test_nobody_found_is_an_exit_code_of_its_own(staffed: Office, asked: str, word: str) -> None:
    answer = staffed("find", asked)

    assert answer.code == 3
    assert answer.out == ""
    assert word in answer.err


def test_lists_and_exports_take_the_same_query(staffed: Office) -> None:
    listed = staffed.ok("journalists", "list", "--where", "city:Wien -outlet:ORF", "--format", "json").json
    bare = staffed.ok("officers", "--where", "phone:555 OR language:de", "--format", "json").json
    exported = staffed.ok("journalists", "export", "--where", "beat:migr", "--format", "csv").out
    narrowed = staffed.ok("officers", "--city", "Geneva", "--where", "language:de", "--format", "json").json

    assert [one["name"] for one in listed] == ["Bo Ny"]
    assert sorted(one["name"] for one in bare) == ["Mira Olsen", "Olga Berg"]
    assert "Bo Ny" in exported
    assert "Ana Ek" not in exported
    assert narrowed == []


def test_a_query_that_cannot_be_read_is_an_invalid_value(staffed: Office) -> None:
    answer = staffed("officers", "list", "--where", "cty:Vienna")

    assert answer.code == 5
    assert "no field named 'cty' (did you mean city?)" in answer.err


def test_a_living_list_is_made_shown_and_changed(staffed: Office) -> None:
    dry = staffed.ok("lists", "create", "Vienna", "--where", "city:Wien kind:journalist", "--dry-run").err
    made = staffed.ok("lists", "create", "Vienna", "--where", "city:Wien kind:journalist").err
    listed = staffed.ok("lists", "--format", "json").json
    refused = staffed("lists", "remove", "Vienna", "ana@example.com")
    edited = staffed.ok("lists", "edit", "Vienna", "--where", "city:Wien -outlet:ORF").err
    shown = staffed.ok("lists", "show", "Vienna", "--format", "json").json

    assert "Would make" in dry
    assert "its query finds 2 people now" in made
    assert [(one["name"], one["members"], one["living"], one["query"]) for one in listed] == [
        ("Vienna", 2, True, "city:Wien kind:journalist")
    ]
    assert refused.code == 2
    assert "narrow the query" in refused.err
    assert "its query finds 2 people now" in edited
    assert [one["name"] for one in shown] == ["Bo Ny", "Mira Olsen"]


def test_a_store_is_checked_with_its_index_and_indexed_anew(staffed: Office) -> None:
    assert "The store is sound" in staffed.ok("database", "check").err
    assert "anew" in staffed.ok("database", "reindex").err
    assert "Mira Olsen" in staffed.ok("find", "mira").out
