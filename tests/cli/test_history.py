"""Who changed what, and what is right today, as a press officer asks it."""

import json

import pytest

from tests.cli.conftest import Office

ADDED = (
    "journalists", "add", "Zoë Łukasz", "--city", "Vienna", "--outlet", "The Example", "--title", "Reporter",
    "--phone", "+43 1 9999 123", "--email", "zoe@example.org", "--language", "fr", "--beat", "ports",
    "--organisation", "Example Group", "--notes", "rings back", "--usage", "office hours",
)  # fmt: skip
EDITED = (
    "journalists", "edit", "zoe@example.org", "--name", "Zoë Łukasz-Berg", "--city", "Geneva",
    "--outlet", "Example Radio", "--title", "Editor", "--organisation", "Forum", "--notes", "rings never", "--inactive",
    "--drop", "+43 1 9999 123", "--phone", "+41 22 555 01 23", "--drop", "zoe@example.org",
    "--email", "z.berg@example.org", "--language", "de", "--beat", "trade",
)  # fmt: skip


def test_an_edit_of_everything_loses_nothing(office: Office) -> None:
    office.ok(*ADDED)

    office.ok(*EDITED)

    added, edited = office.ok("journalists", "history", "z.berg@example.org", "--format", "json").json
    before = {line["field"]: line["after"] for line in added["fields"]}
    gone = {line["field"]: line["before"] for line in edited["fields"] if line["before"]}
    assert gone == before
    assert before == {
        "name": "Zoë Łukasz", "title": "Reporter", "organisation": "Example Group", "outlet": "The Example",
        "city": "Vienna, AT", "notes": "rings back", "languages": "fr", "beats": "ports",
        "phone +4319999123": "work, public, office hours", "email zoe@example.org": "work, public",
    }  # fmt: skip
    assert (added["what"], edited["what"], edited["source"]) == ("added", "changed", "by hand")
    assert edited["by"]


def test_who_was_removed_and_came_back_has_two_histories_and_both_are_found(office: Office) -> None:
    office.ok(*ADDED)
    office.ok("journalists", "remove", "zoe@example.org", "--yes")

    gone = office.ok("journalists", "history", "ZOE@example.org", "--format", "json").json
    office.ok(*ADDED)
    back = office.ok("journalists", "history", "ZOË ŁUKASZ")

    assert [line["what"] for line in gone] == ["added", "removed"]
    assert back.out.count("added") == 1
    assert "was removed under another entry; `journalists history " in back.err
    old = back.err.partition("history ")[2].partition("`")[0]
    assert [line["what"] for line in office.ok("journalists", "history", old, "--format", "json").json] == [
        "added",
        "removed",
    ]
    assert office("journalists", "history", "Somebody Else").code == 3


def test_a_merge_and_its_undoing_are_history(office: Office) -> None:
    office.ok(*ADDED)
    office.ok("journalists", "add", "Z. Łukasz", "--email", "z@example.com", "--mobile", "+43 660 1234567")
    before = office.ok("journalists", "--format", "json").json

    preview = office.ok("journalists", "merge", "zoe@example.org", "z@example.com", "--dry-run")
    refused = office("journalists", "merge", "zoe@example.org", "z@example.com", stdin="n\n")
    unchanged = office.ok("journalists", "--format", "json").json
    office.ok("journalists", "merge", "zoe@example.org", "z@example.com", "--yes")
    [one] = office.ok("journalists", "--format", "json").json
    told = office.ok("journalists", "history", "Z. Łukasz", "--format", "json").json
    office.ok("journalists", "unmerge", "Z. Łukasz")

    assert "Together" in preview.out
    assert "z@example.com" in preview.out
    assert refused.code == 130
    assert unchanged == before
    assert [email["address"] for email in one["emails"]] == ["zoe@example.org", "z@example.com"]
    assert [line["what"] for line in told] == ["added", "added", "merged"]
    assert office.ok("journalists", "--format", "json").json == before
    assert office("journalists", "unmerge", "Z. Łukasz").code == 3


def test_pairs_are_proposed_with_reasons_until_somebody_says_that_they_are_two(office: Office) -> None:
    office.ok(*ADDED)
    office.ok("journalists", "add", "Zoe Lukasz", "--outlet", "The Example", "--email", "zoe.l@example.com")

    [pair] = office.ok("journalists", "duplicates", "--format", "json").json
    table = office.ok("journalists", "duplicates", "--city", "Wien")
    office.ok("journalists", "distinct", pair["one"]["uid"], pair["other"]["uid"])
    again = office("journalists", "distinct", "zoe.l@example.com", "zoe@example.org")
    refused = office("journalists", "merge", "zoe.l@example.com", "zoe@example.org", "--yes")
    none = office.ok("journalists", "duplicates", "--format", "json").json
    office.ok("journalists", "distinct", "zoe.l@example.com", "zoe@example.org", "--undo")

    assert pair["score"] == pair["reasons"][0]["weight"] == 0.87
    assert pair["reasons"][0]["sentence"].endswith("at the same outlet, The Example")
    assert "+ the same name" in table.out
    assert (again.code, refused.code, none) == (4, 2, [])
    assert len(office.ok("journalists", "duplicates", "--format", "json").json) == 1


def test_two_of_one_name_and_address_are_told_apart_by_uid(office: Office) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{}\r\nFN:Ana Ek\r\n{}END:VCARD\r\n"
    office.ok("officers", "import", "-", stdin=card.format("one", "EMAIL:a@example.org\r\n"))
    office.ok("officers", "import", "-", stdin=card.format("two", "EMAIL:b@example.org\r\n"))
    office.ok("officers", "edit", "two", "--email", "a@example.org", "--drop", "b@example.org")

    answer = office("officers", "merge", "Ana Ek", "one")

    assert (answer.code, "say which one: one, two" in answer.err) == (2, True), answer.err


def test_what_is_confirmed_is_fresh(office: Office) -> None:
    office.ok(*ADDED)
    office.ok("journalists", "edit", "zoe@example.org", "--title", "Editor")

    stale = office.ok("journalists", "stale", "--days", "0", "--format", "json").json
    office.ok("journalists", "confirm", "zoe@example.org", "--phone", "01 9999123", "--yes")
    [after_one] = office.ok("journalists", "--format", "json").json
    refused = office("journalists", "confirm", "zoe@example.org", stdin="n\n")
    office.ok("journalists", "confirm", "Zoë Łukasz", "zoe@example.org", "--yes")
    [after_all] = office.ok("journalists", "--format", "json").json

    assert [(one["name"], one["days"]) for one in stale] == [("Zoë Łukasz", 0)]
    assert stale[0]["to_do"].startswith("ring +43 1 9999123, then `journalists confirm ")
    assert after_one["confirmed_at"] == stale[0]["confirmed_at"] == after_one["emails"][0]["verified_at"]
    assert after_one["phones"][0]["verified_at"] > after_one["confirmed_at"]
    assert (refused.code, "Reporter" in refused.out, "Editor" in refused.out) == (130, False, True)
    assert after_all["confirmed_at"] == after_all["emails"][0]["verified_at"] > after_one["confirmed_at"]
    assert office.ok("journalists", "stale", "--format", "json").json == []


def test_each_field_says_where_it_came_from(office: Office) -> None:
    file = office.file("press.csv", "name,outlet,email\nZoë Łukasz,The Example,zoe@example.org\n")
    office.ok("journalists", "import", file)
    office.ok("journalists", "edit", "zoe@example.org", "--title", "Editor")

    sources = office.ok("journalists", "show", "zoe@example.org", "--sources", "--format", "json").json

    assert {line["field"]: line["source"] for line in sources} == {
        "name": "press.csv, row 2", "outlet": "press.csv, row 2", "title": "by hand",
        "email zoe@example.org": "press.csv, row 2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "phone"),
    [
        (("--visibility", "internal"), {"visibility": "internal", "usage": "office hours", "kind": "work"}),
        (("--usage", "text only"), {"visibility": "press", "usage": "text only", "kind": "work"}),
        (("--usage", ""), {"visibility": "press", "usage": None, "kind": "work"}),
        ((), {"visibility": "press", "usage": "office hours", "kind": "work"}),
    ],
    ids=["visibility", "usage", "no usage", "nothing"],
)
def test_saying_a_number_again_changes_only_what_is_said_of_it(
    office: Office, said: tuple[str, ...], phone: dict[str, str | None]
) -> None:
    office.ok(*ADDED, "--visibility", "press")

    office.ok("journalists", "edit", "zoe@example.org", "--phone", "01/9999 123", *said)

    [card] = office.ok("journalists", "--format", "json").json
    [number] = card["phones"]
    assert {name: number[name] for name in phone} == phone
    assert (number["written"], card["emails"][0]["visibility"]) == ("+43 1 9999 123", "press")
    assert number["verified_at"] > card["confirmed_at"]


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("edit", "zoe@example.org", "--usage", "x"), 2, "name them with --phone or --email"),
        (("edit", "zoe@example.org", "--phone", "01 9999 123", "--usage", "x" * 61), 5, "few words"),
        (("confirm", "zoe@example.org", "--phone", "+43 660 1234567", "--yes"), 3, "no number or address"),
        (("confirm", "zoe@example.org", "z", "--phone", "1", "--yes"), 2, "name one person"),
        (("merge", "zoe@example.org", "Zoë Łukasz", "--yes"), 2, "one entry already"),
        (("distinct", "zoe@example.org", "Zoë Łukasz"), 2, "one entry"),
        (("distinct", "zoe@example.org", "nobody"), 3, "nobody"),
        (("unmerge", "zoe@example.org"), 3, "no merge"),
        (("duplicates", "--least", "2"), 2, "least"),
    ],
    ids=lambda value: " ".join(value)[:30] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(office: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    office.ok(*ADDED)

    answer = office("journalists", *arguments)

    assert (answer.code, sentence in answer.err) == (code, True), answer.err


@pytest.mark.parametrize("command", ["duplicates", "merge", "unmerge", "distinct", "history", "confirm", "stale"])
def test_help_speaks_of_the_kind(office: Office, command: str) -> None:
    officers, journalists = (office.ok(group, command, "--help").out for group in ("officers", "journalists"))

    assert f"outreach officers {command}" in officers
    assert f"outreach journalists {command}" in journalists
    assert "{" not in json.dumps(officers.partition("Arguments")[0].partition("Usage")[2].partition("\n")[2])


def test_what_becomes_of_an_outlet_is_history_of_its_journalists(office: Office) -> None:
    office.ok(*ADDED)

    office.ok("outlets", "edit", "The Example", "--name", "The Example Times")
    office.ok("outlets", "remove", "The Example Times", "--yes")

    _, *changes = office.ok("journalists", "history", "zoe@example.org", "--format", "json").json
    assert [line["fields"] for line in changes] == [
        [{"field": "outlet", "before": "The Example", "after": "The Example Times"}],
        [{"field": "outlet", "before": "The Example Times", "after": None}],
    ]


@pytest.mark.parametrize(
    "command", [("history", "zoe@example.org"), ("stale", "--days", "0"), ("duplicates",)], ids=" ".join
)
def test_a_question_loads_no_database_library(office: Office, command: tuple[str, ...]) -> None:
    office.ok(*ADDED)
    office.settings["PYTHONPROFILEIMPORTTIME"] = "1"

    said = office.cold("journalists", *command, "--format", "json")

    assert "outreach.store.glance" in said.err
    assert "sqlalchemy" not in said.err
    assert "rich" not in said.err.split()
