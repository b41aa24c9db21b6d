"""Offices, the rota, who is on call and who is nearest, as a press officer types them."""

import csv
import io

import pytest

from tests.cli.conftest import Office

EVE = "2026-12-24 20:00"


@pytest.fixture
def staffed(office: Office) -> Office:
    """An office in which Mira sits in Vienna, Joe in Geneva."""
    mira = ("--city", "Vienna", "--phone", "01 9999 123", "--duty", "+43 1 9999 124", "--email", "mira@example.org")
    office.ok("officers", "add", "Mira Olsen", *mira)
    office.ok("officers", "add", "Joe Novak", "--city", "Geneva", "--phone", "+41 22 999 91 23")
    return office


def test_an_office_is_listed_with_what_was_said_of_it(staffed: Office) -> None:
    staffed.ok("offices", "set", "Wien", "--hours", "Mo-Fr 09:00-17:30", "--holidays", "AT-9", "--headquarters")
    staffed.ok(
        "offices", "set", "Vienna", "--answers-for-country", "Slovakia", "--language", "German", "--beat", "migration"
    )

    geneva, vienna = staffed.ok("offices", "--format", "json").json

    assert (geneva["city"], geneva["hours"], geneva["holidays"]) == ("Geneva", None, "CH")
    assert {key: vienna[key] for key in vienna if key not in ("local_time", "open")} == {
        "city": "Vienna",
        "country": "AT",
        "timezone": "Europe/Vienna",
        "hours": "Mo-Fr 09:00-17:30",
        "holidays": "AT-9",
        "headquarters": True,
        "countries": ["SK"],
        "languages": ["de"],
        "beats": ["migration"],
    }
    assert "Mo-Fr 09:00-17:30" in staffed.ok("offices", "show", "Viena").out
    assert (
        "2027-10-26,National Day"
        in staffed.ok("offices", "holidays", "Vienna", "--year", "2027", "--format", "csv").out
    )


def test_an_office_is_forgotten_after_a_question(staffed: Office) -> None:
    staffed.ok("offices", "set", "Vienna", "--hours", "24/7")

    dry = staffed.ok("offices", "remove", "Vienna", "--dry-run")
    declined = staffed("offices", "remove", "Vienna", stdin="n\n")
    kept = staffed.ok("offices", "--format", "json").json[1]["hours"]
    staffed.ok("offices", "remove", "Vienna", "--yes")

    assert ("Would remove" in dry.err, declined.code, kept) == (True, 130, "24/7")
    assert staffed.ok("offices", "--format", "json").json[1]["hours"] is None


def test_who_is_on_duty_is_on_call(staffed: Office) -> None:
    staffed.ok("officers", "rota", "add", "Mira Olsen", "--from", "2026-12-24 18:00", "--to", "06:00")

    [answer] = staffed.ok("officers", "on-call", "--city", "Wien", "--at", EVE, "--format", "json").json
    everywhere = staffed.ok("officers", "on-call", "--at", f"{EVE} Europe/Vienna", "--format", "json").json

    assert answer["uid"]
    assert {
        key: answer[key] for key in ("city", "officer", "number", "usage", "local_time", "timezone", "why", "until")
    } == {
        "city": "Vienna",
        "officer": "Mira Olsen",
        "number": "+4319999124",
        "usage": None,
        "local_time": "2026-12-24T20:00+01:00",
        "timezone": "Europe/Vienna",
        "why": "on duty for Vienna by the rota",
        "until": "2026-12-25T06:00+01:00",
    }
    assert [(found["city"], found["officer"]) for found in everywhere] == [
        ("Geneva", "Mira Olsen"),
        ("Vienna", "Mira Olsen"),
    ]


def test_who_is_away_is_not_on_call_and_the_hours_are_uncovered(staffed: Office) -> None:
    staffed.ok("offices", "set", "Vienna", "--hours", "Mo-Fr 09:00-17:00")
    staffed.ok(
        "officers", "rota", "away", "Mira Olsen", "--from", "2026-12-21", "--to", "2026-12-22", "--note", "leave"
    )
    staffed.ok("officers", "rota", "away", "Joe Novak", "--from", "2026-12-21", "--to", "2026-12-22")

    [answer] = staffed.ok(
        "officers", "on-call", "--city", "Vienna", "--at", "2026-12-21 10:00", "--format", "json"
    ).json
    gaps = staffed.ok(
        "officers", "on-call", "--uncovered", "--city", "Vienna", "--from", "2026-12-20", "--to", "2026-12-23",
        "--format", "json",
    ).json  # fmt: skip

    assert (answer["officer"], answer["number"], answer["rule"]) == (None, None, "nobody")
    assert [(gap["local_from"], gap["local_to"], gap["hours"]) for gap in gaps] == [
        ("2026-12-20T00:00+01:00", "2026-12-23T09:00+01:00", 81.0),
        ("2026-12-23T17:00+01:00", "2026-12-24T00:00+01:00", 7.0),
    ]


def test_uncovered_hours_are_those_that_pass_when_the_clocks_change(staffed: Office) -> None:
    asked = ("officers", "on-call", "--uncovered", "--city", "Vienna", "--format", "json")

    [autumn] = staffed.ok(*asked, "--from", "2026-10-25", "--to", "2026-10-25").json
    [spring] = staffed.ok(*asked, "--from", "2027-03-28", "--to", "2027-03-28").json

    assert (autumn["from"], autumn["to"], autumn["hours"]) == ("2026-10-24T22:00+00:00", "2026-10-25T23:00+00:00", 25.0)
    assert (spring["hours"], spring["local_from"], spring["local_to"]) == (
        23.0,
        "2027-03-28T00:00+01:00",
        "2027-03-29T00:00+02:00",
    )


def test_a_rota_goes_out_as_a_table_or_a_calendar_and_comes_back(staffed: Office) -> None:
    staffed.ok(
        "officers", "rota", "add", "mira@example.org", "--from", "2030-12-05 18:00", "--to", "22:00",
        "--weekly-until", "2030-12-20", "--note", "key in the safe",
    )  # fmt: skip
    shown = staffed.ok("officers", "rota", "--format", "json").json

    table = staffed.ok("officers", "rota", "list", "--format", "csv").out
    staffed.ok("officers", "rota", "export", "-o", "duty.ics")
    again = [
        staffed.ok("officers", "rota", "import", file, "--format", "json").json
        for file in (staffed.file("rota.csv", table), "duty.ics")
    ]

    assert [row["local_from"] for row in shown] == [f"2030-12-{day}T18:00+01:00" for day in ("05", "12", "19")]
    assert next(csv.DictReader(io.StringIO(table)))["note"] == "key in the safe"
    assert [(found["added"], found["unchanged"], found["replaced"]) for found in again] == [(0, 3, 0), (3, 0, 3)]
    assert len(staffed.ok("officers", "rota", "list", "--city", "Vienna", "--format", "json").json) == 3
    assert staffed.ok("officers", "rota", "list", "--who", "Joe Novak", "--format", "json").json == []


def test_a_stretch_is_removed_by_its_number(staffed: Office) -> None:
    staffed.ok("officers", "rota", "add", "Mira Olsen", "--from", "2030-12-05 18:00", "--to", "22:00")
    [shift] = staffed.ok("officers", "rota", "--format", "json").json

    dry = staffed.ok("officers", "rota", "remove", str(shift["id"]), "--dry-run")
    declined = staffed("officers", "rota", "remove", str(shift["id"]), stdin="n\n")
    kept = staffed.ok("officers", "rota", "--format", "json").json
    staffed.ok("officers", "rota", "remove", str(shift["id"]), "--yes")

    assert ("Would remove 1" in dry.err, declined.code, kept) == (True, 130, [shift])
    assert staffed.ok("officers", "rota", "--format", "json").json == []


def test_a_dry_run_of_the_rota_writes_nothing(staffed: Office) -> None:
    file = staffed.file("rota.csv", "who,from,to\nMira Olsen,2030-12-05 18:00,22:00\n")

    staffed.ok("officers", "rota", "add", "Mira Olsen", "--from", "2030-12-05 18:00", "--to", "22:00", "--dry-run")
    staffed.ok("officers", "rota", "import", file, "--dry-run")
    staffed.ok("offices", "set", "Vienna", "--hours", "24/7", "--dry-run")

    assert staffed.ok("officers", "rota", "--format", "json").json == []
    assert staffed.ok("offices", "--format", "json").json[1]["hours"] is None


def test_the_nearest_officer_is_named_with_the_reason(staffed: Office) -> None:
    staffed.ok("journalists", "add", "Tomás O'Neill", "--city", "Graz", "--email", "tomas@example.com")

    said = staffed.ok("officers", "nearest", "tomas@example.com").out
    found = staffed.ok("officers", "nearest", "Tomás O'Neill", "--format", "json").json

    assert said.splitlines()[0] == "Mira Olsen answers: in Vienna, in the reader's country, Austria."
    assert (found["officer"], found["rule"], found["email"]) == ("Mira Olsen", "country", "mira@example.org")


def test_those_are_listed_whose_office_is_open(staffed: Office) -> None:
    staffed.ok("offices", "set", "Vienna", "--hours", "24/7")
    staffed.ok("offices", "set", "Geneva", "--hours", "Mo-Su off")

    awake = staffed.ok("officers", "--awake", "--format", "json").json

    assert [officer["name"] for officer in awake] == ["Mira Olsen"]


def test_what_is_only_asked_writes_nothing_and_makes_no_store(office: Office) -> None:
    assert office.ok("officers", "on-call", "--format", "json").json == []
    assert office.ok("offices", "--format", "json").json == []
    assert office.ok("officers", "rota", "--format", "json").json == []
    assert not (office.folder / "outreach.db").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("officers", "on-call", "--city", "Viennna"), 3, "did you mean Vienna, AT"),
        (("officers", "on-call", "--city", "Lima"), 3, "no office named 'Lima'"),
        (("officers", "on-call", "--at", "soon"), 5, "'soon' is not a time"),
        (("officers", "on-call", "--city", "Vienna", "--at", "2026-10-25 02:30"), 5, "comes twice in Europe/Vienna"),
        (("officers", "on-call", "--from", "2026-10-25"), 2, "go with --uncovered"),
        (("officers", "on-call", "--uncovered", "--from", "2026-01-01", "--to", "2036-01-01"), 2, "more than 750 days"),
        (("officers", "nearest", "Nobody"), 3, "no journalist named 'Nobody'"),
        (("officers", "rota", "add", "Mira Olson", "--from", EVE, "--to", "22:00"), 3, "did you mean Mira Olsen"),
        (("officers", "rota", "add", "Mira Olsen", "--from", "2027-03-28 02:30", "--to", "06:00"), 5, "does not exist"),
        (("officers", "rota", "add", "Mira Olsen", "--from", EVE, "--to", "2026-12-24 19:00"), 5, "is not after"),
        (("officers", "rota", "remove", "99"), 3, "no stretch of the rota named '99'"),
        (("officers", "rota", "import", "nowhere.ics"), 3, "no file named"),
        (("offices", "set", "Vienna"), 2, "nothing was said"),
        (("offices", "set", "Vienna", "--hours", "nine to five"), 5, "write it like Mo-Fr 09:00-17:30"),
        (("offices", "set", "Vienna", "--holidays", "Austria"), 5, "no ISO 3166 code"),
        (("offices", "set", "Vienna", "--answers-for-country", "Narnia"), 5, "no country that we know"),
        (("offices", "remove", "Lima"), 3, "no office named 'Lima'"),
    ],
    ids=lambda value: " ".join(value)[:50] if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(staffed: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    answer = staffed(*arguments)

    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err


def test_a_bad_file_is_told_line_by_line_and_nothing_of_it_is_written(staffed: Office) -> None:
    file = staffed.file("rota.csv", "who,from,to\nMira Olsen,2030-12-05,2030-12-05\nNobody,2030-12-05,2030-12-05\n")

    answer = staffed("officers", "rota", "import", file)

    assert (answer.code, answer.out) == (5, "")
    assert "row 3: no press officer named 'Nobody'" in answer.err
    assert staffed.ok("officers", "rota", "--format", "json").json == []


def test_a_city_without_an_office_is_told_of_the_nearest(staffed: Office) -> None:
    told = staffed("officers", "on-call", "--city", "Paris")

    assert told.code == 3
    assert "no office named 'Paris'; the nearest is Geneva (410 km): --city 'Geneva'" in told.err


def test_where_nobody_is_anywhere_the_way_to_begin_is_told(office: Office) -> None:
    assert "no officer is in any city yet" in office("officers", "on-call", "--city", "Paris").err
