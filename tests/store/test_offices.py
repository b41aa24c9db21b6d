"""Offices are kept as they were said, and there is one headquarters."""

import pytest
from sqlalchemy import Engine

from outreach.errors import NotFound
from outreach.model import opening_hours
from outreach.store import database, gazetteer, offices

VIENNA, GENEVA = gazetteer.city("Vienna"), gazetteer.city("Geneva")


def test_an_office_says_what_was_said_of_it_and_keeps_the_rest(engine: Engine) -> None:
    with database.writing(engine) as session:
        is_new = offices.write(session, VIENNA, {"hours": "24/7", "holidays": "AT-9", "countries": ["SK", "HU"]})
    with database.writing(engine) as session:
        is_new_again = offices.write(session, VIENNA, {"languages": ["de"], "beats": ["migration"]})
    with database.reading(engine) as session:
        [office] = offices.everywhere(database.rows_of(session))

    assert (is_new, is_new_again) == (True, False)
    assert (office.city, office.country, office.timezone) == ("Vienna", "AT", "Europe/Vienna")
    assert (office.latitude, office.longitude) == (VIENNA.latitude, VIENNA.longitude)
    assert (office.hours, office.holidays) == (opening_hours.parse("24/7"), "AT-9")
    assert (office.countries, office.languages, office.beats) == (("SK", "HU"), ("de",), ("migration",))


def test_a_new_headquarters_takes_the_place_of_the_old(engine: Engine) -> None:
    with database.writing(engine) as session:
        offices.write(session, VIENNA, {"is_headquarters": True})
        offices.write(session, GENEVA, {"is_headquarters": True})
    with database.reading(engine) as session:
        found = offices.everywhere(database.rows_of(session))

    assert {office.city: office.is_headquarters for office in found} == {"Vienna": False, "Geneva": True}


def test_an_office_that_is_not_there_cannot_be_removed(engine: Engine) -> None:
    with database.writing(engine) as session:
        offices.write(session, VIENNA, {"hours": "24/7"})
        offices.remove(session, VIENNA)
    with database.writing(engine) as session, pytest.raises(NotFound, match="no office named 'Vienna'"):
        offices.remove(session, VIENNA)
