"""Whole blocks in many languages and layouts, invented but for the first, with what a careful person reads in them."""

import json
from pathlib import Path
from typing import Any

import pytest

from outreach.formats import contact_block, document
from outreach.formats.contact_block import FoundOfficer
from outreach.model.text import fold
from tests.formats.contact_block.gazetteer_lookup import city, read

RELEASES = Path(__file__).parents[2] / "samples" / "releases"


def _cases(name: str) -> list[Any]:
    cases = map(json.loads, (RELEASES / name).read_text(encoding="utf-8").splitlines())
    return [pytest.param(case, id=case["id"]) for case in cases]


def _told(officer: FoundOfficer) -> tuple[str, frozenset[str], frozenset[str]]:
    valid = frozenset(phone.e164 for phone in officer.phones if phone.valid and phone.kind != "fax")
    return fold(officer.name or ""), valid, frozenset(email.address for email in officer.emails)


def test_the_first_real_release_gives_its_three_officers_and_nothing_from_its_menus() -> None:
    release = document.read((RELEASES / "vienna-2017.txt").read_bytes(), filename="vienna-2017.txt")

    found = contact_block.read(release, region=None, city=city)

    assert [(o.name, o.city, o.country, o.phones[0].e164, o.emails[0].address, o.lines) for o in found] == [
        ("Joe Lowry", "Vienna", "AT", "+436603776404", "jlowry@iom.int", (38, 38)),
        ("Olivia Headon", "Geneva", "CH", "+41227179435", "oheadon@iom.int", (39, 39)),
        ("Lanna Walsh", "New York", "US", "+19299201127", "lwalsh@iom.int", (40, 40)),
    ]
    assert [len(officer.phones) + len(officer.emails) for officer in found] == [2, 2, 2]
    assert not any(officer.warnings for officer in found)


@pytest.mark.parametrize("case", _cases("blocks.jsonl"))
def test_a_block_gives_the_people_their_numbers_and_addresses(case: dict[str, Any]) -> None:
    expected = {
        (fold(person["name"]), frozenset(person["phones"]), frozenset(person["emails"]))
        for person in case["expected"]
        if person["kind"] == "person"
    }
    desks = [person for person in case["expected"] if person["kind"] == "desk"]

    found = read(case["block"], region=case["region"])

    assert {_told(officer) for officer in found if officer.name} == expected
    numbers = {number for officer in found if not officer.name for number in _told(officer)[1]}
    addresses = {address for officer in found if not officer.name for address in _told(officer)[2]}
    assert numbers == {number for desk in desks for number in desk["phones"]}
    assert addresses == {address for desk in desks for address in desk["emails"]}


def test_a_row_of_a_table_is_one_person_with_the_city_of_its_first_cell() -> None:
    rows = [
        ("Paris", "Anna Berg", "01 99 00 12 34", "anna@example.org"),
        ("Geneva", "Ben Carr", "022 555 12 34", "ben@example.org"),
        ("Nairobi", "Cara Dunn", "+254 20 555 0123", "cara@example.org"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<html><body><h2>Press contacts</h2><table>{cells}</table></body></html>"

    found = contact_block.read(document.read(page.encode(), filename="a.html"), region="FR", city=city)

    assert [(o.city, o.name, [p.e164 for p in o.phones], [e.address for e in o.emails]) for o in found] == [
        ("Paris", "Anna Berg", ["+33199001234"], ["anna@example.org"]),
        ("Geneva", "Ben Carr", ["+41225551234"], ["ben@example.org"]),
        ("Nairobi", "Cara Dunn", ["+254205550123"], ["cara@example.org"]),
    ]
