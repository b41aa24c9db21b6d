"""Journalists, outlets and lists, as a press officer types them."""

import pytest

from tests.cli.conftest import Office


@pytest.fixture
def ready(office: Office) -> Office:
    office.ok(
        "journalists", "add", "Tomás O'Neill", "--outlet", "The Example", "--city", "Dublin",
        "--email", "tomas@example.com", "--beat", "migration", "--beat", "labour", "--language", "en",
    )  # fmt: skip
    return office


def test_a_journalist_has_an_outlet_and_beats(ready: Office) -> None:
    [journalist] = ready.ok("journalists", "--format", "json").json

    assert (journalist["outlet"], journalist["beats"]) == ("The Example", ["migration", "labour"])
    assert journalist["timezone"] == "Europe/Dublin"
    assert ready.ok("officers", "--format", "json").json == []


def test_an_outlet_knows_its_journalists(ready: Office) -> None:
    ready.ok("outlets", "edit", "the example", "--name", "The Example Times", "--country", "Ireland")

    assert ready.ok("outlets", "--format", "json").json == [
        {"name": "The Example Times", "country": "IE", "website": None, "journalists": 1}
    ]
    assert "Tomás O'Neill" in ready.ok("outlets", "show", "The Example Times").out


def test_removing_an_outlet_keeps_its_journalists(ready: Office) -> None:
    ready.ok("outlets", "remove", "The Example", "--yes")

    [journalist] = ready.ok("journalists", "--format", "json").json
    assert journalist["outlet"] is None


def test_a_list_takes_in_a_spreadsheet_with_a_report_for_each_row(ready: Office) -> None:
    ready.ok("lists", "create", "Press")
    file = ready.file(
        "people.csv",
        "name,email,outlet,city,country,language,beats\n"
        "Tomás O'Neill,TOMAS@example.com,The Example,Dublin,IE,en,migration\n"
        "Zoë Łukasz,zoe@example.com,Example Radio,Kraków,PL,pl,ports; trade\n"
        "Zoë Łukasz,Zoe@Example.com,Example Radio,Kraków,PL,pl,ports; trade\n",
    )

    report = ready.ok("lists", "import", "Press", file, "--format", "json").json
    again = ready.ok("lists", "import", "press", file, "--format", "json").json

    assert (report["added"], report["rejected"]) == (1, [])
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 3)
    assert [row["members"] for row in ready.ok("lists", "--format", "json").json] == [2]


def test_who_has_no_address_cannot_be_on_a_list(ready: Office) -> None:
    ready.ok("lists", "create", "Press")
    file = ready.file("people.csv", "name,email\nAna Ek,\nZoë Łukasz,zoe@example.com\n")

    answer = ready("lists", "import", "Press", file, "--format", "json")

    assert answer.code == 5
    assert [(bad["row"], bad["field"]) for bad in answer.json["rejected"]] == [(2, "email")]
    assert ready.ok("lists", "show", "Press", "--format", "json").json == []


def test_people_go_on_a_list_and_off_it(ready: Office) -> None:
    ready.ok("lists", "create", "Press")

    first = ready.ok("lists", "add", "Press", "tomas@example.com").err
    second = ready.ok("lists", "add", "Press", "TOMAS@example.com").err
    ready.ok("lists", "remove", "Press", "tomas@example.com")
    gone = ready("lists", "remove", "Press", "tomas@example.com")

    assert "tomas@example.com added" in first
    assert "is on it already" in second
    assert gone.code == 3
    assert len(ready.ok("journalists", "--format", "json").json) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("lists", "create", "press"), 4, "already"),
        (("lists", "show", "Pres"), 3, "did you mean Press"),
        (("lists", "add", "Press", "nobody@example.com"), 3, "nobody@example.com"),
        (("lists", "create", "a\r\nBcc: b"), 5, "control character"),
        (("lists", "create", "…"), 5, "letters or digits"),
        (("outlets", "add", "the example"), 4, "already"),
        (("suppressions", "remove", "x@example.com", "--yes"), 3, "x@example.com"),
        (("journalists", "import", "-"), 5, "is empty"),
        (("journalists", "import", "-", "--map", "x"), 2, "--map"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(ready: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    ready.ok("lists", "create", "Press")

    answer = ready(*arguments)

    assert (answer.code, sentence in answer.err) == (code, True), answer.err


GOOD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ek\r\nTEL;TYPE=CELL:+43 660 1234567\r\nEMAIL:ana@example.org\r\nEND:VCARD\r\n"
)


def test_one_bad_card_is_named_and_the_rest_come_in(office: Office) -> None:
    file = office.file(
        "phone.vcf",
        GOOD + "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n" + GOOD.replace("Ana", "Bo").replace("ana", "bo"),
    )

    answer = office("officers", "import", file, "--format", "json")

    assert answer.code == 5
    assert (answer.json["added"], [bad["row"] for bad in answer.json["rejected"]]) == (2, [7])
    assert [officer["name"] for officer in office.ok("officers", "--format", "json").json] == ["Ana Ek", "Bo Ek"]


def test_cards_go_out_and_come_back_as_the_same_people(office: Office) -> None:
    office.ok("officers", "import", office.file("phone.vcf", GOOD))
    before = office.ok("officers", "--format", "json").json

    for version in ("3.0", "4.0"):
        cards = office.ok("officers", "export", "--vcard-version", version).out
        office.ok("officers", "remove", "Ana Ek", "--yes")
        office.ok("officers", "import", "-", stdin=cards)
        after = office.ok("officers", "--format", "json").json
        assert [(o["uid"], o["name"], o["phones"][0]["e164"]) for o in after] == [
            (o["uid"], o["name"], o["phones"][0]["e164"]) for o in before
        ]


def test_what_is_internal_is_not_exported_unless_asked_for(office: Office) -> None:
    office.ok("officers", "add", "Ana Ek", "--phone", "+43 1 9999 123")
    office.ok("officers", "edit", "Ana Ek", "--mobile", "+43 660 1234567", "--visibility", "internal")

    public, internal = office.ok("officers", "export").out, office.ok("officers", "export", "--internal").out

    assert "1234567" not in public.replace(" ", "")
    assert "1234567" in internal.replace(" ", "")


def test_a_folder_of_cards_is_touched_only_where_somebody_changed(office: Office) -> None:
    office.ok("officers", "add", "Ana Ek")
    office.ok("officers", "add", "Bo Ek")
    office.ok("officers", "export", "--vdir", "cards")
    before = {file.name: file.stat().st_mtime_ns for file in (office.folder / "cards").iterdir()}

    office.ok("officers", "edit", "Bo Ek", "--title", "Spokesperson")
    office.ok("officers", "export", "--vdir", "cards")
    after = {file.name: file.stat().st_mtime_ns for file in (office.folder / "cards").iterdir()}

    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1
