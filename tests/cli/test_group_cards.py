"""The people of a city as one name in an address book: a group card beside their own."""

import pytest

from tests.cli.conftest import Office


@pytest.fixture
def abroad(office: Office) -> Office:
    """An office with two officers in Vienna, one in Geneva, and one nowhere."""
    office.ok("officers", "add", "Mira Olsen", "--city", "Vienna", "--phone", "01 9999 123")
    office.ok("officers", "add", "Sam Example", "--city", "Wien")
    office.ok("officers", "add", "Ada Example", "--city", "Geneva")
    office.ok("officers", "add", "Zoë O'Brien")
    return office


def _uids(office: Office) -> dict[str, str]:
    return {each["name"]: each["uid"] for each in office.ok("officers", "list", "--format", "json").json}


@pytest.mark.parametrize(
    ("version", "mark", "member"),
    [("3.0", "X-ADDRESSBOOKSERVER-KIND:group", "X-ADDRESSBOOKSERVER-MEMBER"), ("4.0", "KIND:group", "MEMBER")],
)
def test_each_city_has_a_group_of_its_officers(abroad: Office, version: str, mark: str, member: str) -> None:
    uids = _uids(abroad)

    written = abroad.ok("officers", "export", "--groups", "--vcard-version", version).out

    cards = written.replace("\r\n ", "").split("BEGIN:VCARD")[1:]
    groups = {card.split("FN:")[1].split("\r\n")[0]: card for card in cards if mark in card}
    assert list(groups) == ["Press officers in Geneva", "Press officers in Vienna"]
    members = {line for line in groups["Press officers in Vienna"].split("\r\n") if line.startswith(member)}
    assert members == {f"{member}:urn:uuid:{uids[name]}" for name in ("Mira Olsen", "Sam Example")}
    assert len(cards) == 6


def test_a_group_keeps_its_file_when_the_folder_is_written_again(abroad: Office) -> None:
    abroad.ok("officers", "export", "--groups", "--vdir", "cards")
    before = {file.name for file in (abroad.folder / "cards").iterdir()}

    said = abroad.ok("officers", "export", "--groups", "--vdir", "cards").err

    assert "0 new or changed" in said
    assert {file.name for file in (abroad.folder / "cards").iterdir()} == before
    assert len(before) == 6


def test_without_the_option_there_are_people_alone(abroad: Office) -> None:
    assert abroad.ok("officers", "export").out.count("BEGIN:VCARD") == 4


def test_groups_are_no_spreadsheet(abroad: Office) -> None:
    answer = abroad("officers", "export", "--groups", "--format", "csv")

    assert answer.code == 2
    assert "--groups" in answer.err


def test_people_come_in_where_groups_stand_beside_them(abroad: Office, office: Office) -> None:
    abroad.ok("officers", "export", "--groups", "-o", "all.vcf")
    for name in ("Mira Olsen", "Sam Example", "Ada Example", "Zoë O'Brien"):
        abroad.ok("officers", "remove", name, "--yes")

    office("officers", "import", "all.vcf")

    assert sorted(_uids(office)) == ["Ada Example", "Mira Olsen", "Sam Example", "Zoë O'Brien"]
