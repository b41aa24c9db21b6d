"""For this reader: the nearest officer first, our clock and theirs, answers to the officer who is near."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from sqlalchemy import Engine

from outreach.model.card import Card, ContactKind
from outreach.model.history import Origin
from outreach.model.office import Office
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.model.rota import Shift
from outreach.services import advisories
from outreach.store import contacts, database, gazetteer, mailing_lists
from tests import duty
from tests.advisories import ANA, LI, MIRA, contacts_for, read, surroundings, world
from tests.advisories import approved as ready
from tests.factories import journalist
from tests.press_room import message, plan

TEXT = """---
kind: media-advisory
headline: Harbour cities meet in Vienna
dateline: Vienna
embargo: {embargo}
event:
  what: Opening of the session
  who: [Director General]
  when: {when}
  {until}
  where: Town Hall
  why: Ports are on the table
contacts: [Vienna, Geneva, New York]
---
Dear {{{{ recipient.given_name or "colleague" }}}},

The session opens.
"""
BLOCK = ["Mira Olsen", "Ana-Lucía Ortíz", "Li Wei"]


def reader(address: str, city: str | None, **fields: object) -> Recipient:
    place = gazetteer.city(city) if city else None
    known = dict.fromkeys(MERGE_FIELDS, "") | {"name": "Ines Adler", "given_name": "Ines", "email": address}
    card = Card(
        uid=address,
        kind=ContactKind.JOURNALIST,
        name="Ines Adler",
        city=place.name if place else None,
        country=place.country if place else None,
        timezone=place.timezone if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        **fields,  # type: ignore[arg-type]
    )
    return Recipient(address, address, None, known, card)


def located(card: Card) -> Card:
    place = gazetteer.city(card.city or "")
    where = {"country": place.country, "latitude": place.latitude, "longitude": place.longitude}
    return replace(card, timezone=place.timezone, **where)  # type: ignore[arg-type]


def sent(
    engine: Engine,
    *readers: Recipient,
    embargo: str = "none",
    when: str = "2026-12-08 10:00",
    until: str = "until: 2026-12-08 13:00",
    offices: tuple[Office, ...] = (),
    shifts: tuple[Shift, ...] = (),
) -> list[object]:
    """What each of `readers` gets, parsed."""
    around = surroundings(around=world(shifts=shifts))
    around = replace(around, offices=offices, contacts_for=lambda who: [located(c) for c in contacts_for(who)])
    approved = ready(read(TEXT.format(embargo=embargo, when=when, until=until)), around)
    made = plan(engine, approved=approved, recipients=list(readers))
    octets = [message(engine, made.id, reader.address) for reader in readers]
    return [message_from_bytes(each, policy=policy.default) for each in octets]


def text(mail) -> str:  # type: ignore[no-untyped-def]
    return str(mail.get_body(("plain",)).get_content()).replace("\r\n", "\n")


def html(mail) -> str:  # type: ignore[no-untyped-def]
    return str(mail.get_body(("html",)).get_content())


def order(body: str) -> list[str]:
    return sorted(BLOCK, key=body.index)


@pytest.mark.parametrize(
    ("city", "expected", "reply_to"),
    [
        ("Vienna", BLOCK, "mira.olsen@example.org"),
        ("Lausanne", ["Ana-Lucía Ortíz", "Mira Olsen", "Li Wei"], "ana.ortiz@example.org"),
        ("Chicago", ["Li Wei", "Mira Olsen", "Ana-Lucía Ortíz"], "li.wei@example.org"),
        (None, BLOCK, "mira.olsen@example.org"),
    ],
)
def test_the_nearest_officer_comes_first_and_gets_the_answers(
    engine: Engine, city: str | None, expected: list[str], reply_to: str
) -> None:
    offices = tuple(
        Office(city=c.name, country=c.country, timezone=c.timezone, latitude=c.latitude, longitude=c.longitude)
        for c in map(gazetteer.city, ["Vienna", "Geneva", "New York"])
    )
    [mail] = sent(engine, reader("ines@example.com", city), offices=offices)

    assert order(text(mail)) == expected
    assert order(html(mail)) == expected
    assert all(body.count(name) == 1 for body in (text(mail), html(mail)) for name in BLOCK)
    assert mail["Reply-To"] == reply_to  # type: ignore[index]


@pytest.mark.parametrize(
    ("away", "first", "reply_to"),
    [
        ([LI], "Ana-Lucía Ortíz", "ana.ortiz@example.org"),
        ([MIRA, ANA, LI], "Li Wei", "li.wei@example.org"),
    ],
    ids=["on leave", "all of them on leave"],
)
def test_whoever_is_on_leave_keeps_their_line_and_nobody_is_sent_to_them_first(
    engine: Engine, away: list[Card], first: str, reply_to: str
) -> None:
    leave = tuple(duty.away(card, "2026-11-23 00:00", "2026-11-28 00:00") for card in away)
    [mail] = sent(engine, reader("ines@example.com", "New York"), shifts=leave)

    assert order(text(mail))[0] == first
    assert all(body.count(name) == 1 for body in (text(mail), html(mail)) for name in BLOCK)
    assert mail["Reply-To"] == reply_to  # type: ignore[index]


def test_somebody_unknown_answers_to_the_first_who_is_there(engine: Engine) -> None:
    known = dict.fromkeys(MERGE_FIELDS, "") | {"name": "X Y", "email": "x@example.com"}
    leave = duty.away(MIRA, "2026-11-23 00:00", "2026-11-28 00:00")
    [mail] = sent(engine, Recipient("x@example.com", "x@example.com", None, known), shifts=(leave,))

    assert order(text(mail)) == BLOCK
    assert mail["Reply-To"] == "ana.ortiz@example.org"  # type: ignore[index]


def test_each_line_of_the_block_keeps_its_links_wherever_it_stands(engine: Engine) -> None:
    near, far = sent(engine, reader("a@example.com", "Vienna"), reader("b@example.com", "Chicago"))

    def lines(mail: object) -> list[str]:
        return sorted(line for line in html(mail).splitlines() if "tel:" in line)

    assert lines(near) == lines(far)
    assert len(lines(near)) == 3
    assert all('href="mailto:' in line and "style=" in line for line in lines(far))


def test_an_hour_stands_there_in_the_events_clock_and_in_the_readers(engine: Engine) -> None:
    [mail] = sent(engine, reader("ines@example.com", "New York"), embargo="2026-12-07 18:00 Vienna")

    assert (
        "When:  Tuesday 8 December 2026, 10:00–13:00 Vienna time (CET,\n"
        "       09:00–12:00 UTC)\n"
        "       (04:00–07:00 New York)\n"
    ) in text(mail)
    assert "EMBARGOED until 18:00 Vienna time (CET, 17:00 UTC), Monday 7 December\n2026\n(12:00 New York)" in text(mail)
    assert "UTC) (04:00–07:00 New York)" in html(mail)
    assert "7 December 2026 (12:00 New York)" in html(mail)


def test_another_day_there_is_named_with_its_weekday(engine: Engine) -> None:
    [mail] = sent(engine, reader("ines@example.com", "Tokyo"), embargo="2026-12-07 18:00 Vienna")

    assert "(Tuesday 8 December 2026, 02:00 Tokyo)" in text(mail)
    assert "(18:00–21:00 Tokyo)" in text(mail)


def test_an_event_of_several_days_has_both_days_there(engine: Engine) -> None:
    [mail] = sent(engine, reader("ines@example.com", "Tokyo"), until="until: 2026-12-09 17:00")

    shown = "(Tuesday 8 December 2026, 18:00 – Thursday 10 December 2026, 01:00 Tokyo)"
    assert shown in " ".join(text(mail).split())


@pytest.mark.parametrize(
    ("city", "when"),
    [("Berlin", "2026-12-08 10:00"), ("Algiers", "2026-12-08 10:00"), (None, "2026-12-08 10:00")],
    ids=["the same zone rules", "the same offset that day", "no city is known"],
)
def test_the_same_hour_is_not_said_twice(engine: Engine, city: str | None, when: str) -> None:
    [mail] = sent(engine, reader("ines@example.com", city), when=when)

    shown = next(block for block in text(mail).split("\n\n") if "When:" in block)
    assert shown.count("UTC") == 1
    assert shown.count("10:00") == 1


def test_a_clock_that_differs_only_in_summer_is_named_in_summer(engine: Engine) -> None:
    [mail] = sent(engine, reader("ines@example.com", "Algiers"), when="2027-07-06 10:00", until="")

    assert "(09:00 Algiers)" in text(mail)


def test_an_office_that_answers_for_a_country_comes_first_there(engine: Engine) -> None:
    vienna, geneva = (gazetteer.city(name) for name in ("Vienna", "Geneva"))
    offices = (
        Office(
            city="Geneva",
            country="CH",
            timezone=geneva.timezone,
            latitude=geneva.latitude,
            longitude=geneva.longitude,
            countries=("SK",),
        ),
        Office(
            city="Vienna",
            country="AT",
            timezone=vienna.timezone,
            latitude=vienna.latitude,
            longitude=vienna.longitude,
            is_headquarters=True,
        ),
    )
    [mail] = sent(engine, reader("ines@example.com", "Bratislava"), offices=offices)

    assert order(text(mail))[0] == "Ana-Lucía Ortíz"


def test_somebody_unknown_to_the_directory_gets_the_block_as_it_was_written(engine: Engine) -> None:
    known = dict.fromkeys(MERGE_FIELDS, "") | {"name": "X Y", "email": "x@example.com"}
    [mail] = sent(engine, Recipient("x@example.com", "x@example.com", None, known))

    assert order(text(mail)) == BLOCK
    assert mail["Reply-To"] == "mira.olsen@example.org"  # type: ignore[index]


def test_an_author_cannot_ask_for_what_the_page_asks_for() -> None:
    body = TEXT.format(embargo="none", when="2026-12-08 10:00", until="") + "\n{{ reader.event_clock }}\n"

    problems = advisories.check(read(body), surroundings())

    assert "unknown-merge-field" in {problem.rule for problem in problems}


def test_a_mailing_list_knows_where_its_people_are(engine: Engine) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    with database.writing(engine) as session:
        mailing_lists.create(session, "Press", now=now, where='city:"New York"')
        draft = journalist(
            emails=["ines@example.com"], city=gazetteer.city("New York"), languages=["en", "fr"], beats=["migration"]
        )
        contacts.add(session, draft, origin=Origin(now, "test"))
    with database.reading(engine) as session:
        [found] = mailing_lists.audience(session, ["Press"], now=now)

    assert found.card is not None
    assert (found.card.city, found.card.timezone) == ("New York", "America/New_York")
    assert (found.card.languages, found.card.beats) == (("en", "fr"), ("migration",))
    assert found.card.latitude == pytest.approx(40.7, abs=0.1)
