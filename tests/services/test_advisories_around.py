"""The rules that ask the world around an advisory: the directory, the rota, the office hours, the readers' clocks."""

from collections import Counter
from dataclasses import replace

import pytest

from outreach.model.advisory import Moment, Problem
from outreach.model.card import ContactKind
from outreach.model.listing import Listing
from outreach.model.office import Office
from outreach.model.recipient import Recipient
from outreach.model.rota import Shift
from outreach.model.values import Visibility
from outreach.services import advisories
from outreach.services.advisories.rules import recipients
from tests import duty
from tests.advisories import ANA, KARL, LI, MIRA, ROSA, RUTH, SHIFTS, read, surroundings, world
from tests.duty import utc

RELEASE = """---
kind: press-release
headline: Harbour cities agree on a night train
dateline: {dateline}
{more}contacts: [{contacts}]
---
{body}
"""
EVENT = """event:
  when: {when} Europe/Vienna
  until: {until}
"""


def release(
    body: str = "The cities agreed.", *, dateline: str = "Vienna", contacts: str = "Mira Olsen", more: str = ""
) -> str:
    return RELEASE.format(body=body, dateline=dateline, contacts=contacts, more=more)


def found(text: str, **around: object) -> list[Problem]:
    return advisories.check(read(text), surroundings(**around))  # type: ignore[arg-type]


def rules(text: str, **around: object) -> list[str]:
    return [problem.rule for problem in found(text, **around)]


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Call Mira Olsen on +1 202 555 0123.", True),
        ("Mira Olsen: +1 202 555 0123", True),
        ("| Mira Olsen | +1 202 555 0123 |", True),
        ("Write to Mira Olsen (li.wei@example.org).", True),
        ("[Mira Olsen](mailto:li.wei@example.org)", True),
        ("Please ask Ana-Lucía Ortíz in Geneva, tel. +1 202 555 0123.", True),
        ("Call Mira Olsen on +1 202 555 0123, or Li Wei on +43 1 5550 1234.", True),
        ("Call Mira Olsen on +43 1 5550 1234, or Li Wei on +1 202 555 0123.", False),
        ("Call Mira Olsen or +1 202 555 0123.", False),
        ("Mira Olsen (+43 1 5550 1234) is in Vienna; for New York ring +1 202 555 0123.", False),
        ("Mira Olsen spoke. Call +1 202 555 0123.", False),
        ("Mira Olsen’s colleague has +1 202 555 0123.", False),
        ("Ask Mira Olsen, +1 202 555 0123 (Li Wei).", False),
        ("Ama Mensah is ready for questions on +1 202 555 0123.", False),
        ("- Mira Olsen\n- +1 202 555 0123", False),
        ("New York: +1 202 555 0123", False),
        ("Li Wei, New York Press Officer: +1 202 555 0123", False),
    ],
)
def test_a_number_after_a_name_is_that_persons(text: str, is_wrong: bool) -> None:
    assert ("wrong-persons-contact" in rules(release(text))) is is_wrong


@pytest.mark.parametrize(
    "number", ["0800 202 020", "+43 800 202020", "0810 101 010", "+1 800 555 0199", "116 123", "+800 1234 5678"]
)
def test_hotlines_are_nobodys_in_the_directory(number: str) -> None:
    assert rules(release(f"Anybody may ring {number}, by day and by night.")) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("+43 1 5550 1234", []),
        ("01 5550-1234", []),
        ("0043 1 55501234", []),
        ("mira.olsen@example.org", []),
        ("[Mira](mailto:Mira.Olsen@example.org?subject=Train)", []),
        ("+43 1 9999 171", ["hidden-contact"]),
        ("(01) 9999-171", ["hidden-contact"]),
        ("[ring](tel:+4319999171)", ["hidden-contact"]),
        ("+43 1 9999 172", ["hidden-contact"]),
        ("+43 1 9999\n171", ["hidden-contact"]),
        ("+43 1 5550\n1234", []),
        ("+43 1 5550 1234\n2026 was a good year", []),
        ("+43 1 9999 140", ["outdated-contact"]),
        ("peer.holm@example.org", ["outdated-contact"]),
        ("+43 1 9999 199", ["unlisted-contact"]),
        ("+44 20 7946 0018", ["unlisted-contact"]),
        ("somebody@example.net", ["unlisted-contact"]),
        ("+43 1 9999 180, ines@example.com", ["unlisted-contact", "unlisted-contact"]),
    ],
    ids=[
        "public",
        "public, national",
        "public, double zero",
        "public address",
        "public address in a link",
        "internal",
        "internal, national",
        "internal in a link",
        "for the press",
        "internal, over two lines",
        "public, over two lines",
        "public, with figures under it",
        "who has left",
        "address of who has left",
        "nobody's",
        "nobody's abroad",
        "nobody's address",
        "a journalist's",
    ],
)
def test_what_stands_in_the_text_is_held_against_the_directory(written: str, expected: list[str]) -> None:
    assert rules(release(f"Questions: {written}")) == expected


def test_the_headline_and_the_event_are_read_too() -> None:
    text = release(more="event:\n  what: Ring 01 9999 171\n  rsvp: peer.holm@example.org\n").replace(
        "night train", "night train, 01 9999 199"
    )

    assert [(problem.line, problem.rule) for problem in found(text)] == [
        (3, "unlisted-contact"),
        (6, "hidden-contact"),
        (7, "outdated-contact"),
    ]


@pytest.mark.parametrize(
    ("dateline", "home", "expected"),
    [("Vienna", None, 1), ("Geneva", "AT", 1), ("Geneva", None, 0)],
    ids=["the dateline's country", "our own country", "neither"],
)
def test_national_numbers_are_read_where_the_text_comes_from(dateline: str, home: str | None, expected: int) -> None:
    text = release("Questions: 01 9999 171", dateline=dateline)

    assert rules(text, around=world(home_country=home)).count("hidden-contact") == expected


@pytest.mark.parametrize(
    ("address", "mailboxes", "is_ours"),
    [
        ("office@press.example", ["office@press.example"], True),
        ("bounces@press.example", ["bounces@press.example"], True),
        ("press@press.example", ["office@press.example"], True),
        ("rsvp+october@press.example", ["office@press.example"], True),
        ("press.vienna@press.example", ["office@press.example"], True),
        ("Accreditation@Press.Example", ["office@press.example"], True),
        ("press@example.org", [], True),
        ("peter.miller@press.example", ["office@press.example"], False),
        ("press@other.example", ["office@press.example"], False),
    ],
    ids=[
        "the sender",
        "the return path",
        "a desk of ours",
        "with a tag",
        "of a city",
        "in capitals",
        "a desk at the domain of an officer",
        "a person whom nobody knows",
        "a desk elsewhere",
    ],
)
def test_mailboxes_of_our_own_need_not_be_listed(address: str, mailboxes: list[str], is_ours: bool) -> None:
    problems = rules(release(f"Write to {address}"), around=world(mailboxes=mailboxes))

    assert problems == ([] if is_ours else ["unlisted-contact"])


def test_a_desk_of_ours_that_is_listed_as_internal_is_still_ours() -> None:
    hidden = rules(release("Write to peer.holm@example.org"), around=world(mailboxes=["peer.holm@example.org"]))

    assert hidden == []


def test_of_a_shared_number_the_public_entry_counts() -> None:
    shared = replace(ROSA.phones[0])
    assert rules(release(f"Ring {shared.international}")) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [("+43 1 9999 100 ext. 11", []), ("+43 1 9999 100 ext. 12", ["hidden-contact"]), ("+43 1 9999 100", [])],
    ids=["a public extension", "an internal one", "the switchboard alone"],
)
def test_behind_a_switchboard_the_extension_counts(written: str, expected: list[str]) -> None:
    entries = [
        Listing("Mira Olsen", ContactKind.OFFICER, True, Visibility.PUBLIC, "11"),
        Listing("Rosa Falk", ContactKind.OFFICER, True, Visibility.INTERNAL, "12"),
    ]
    around = replace(world(), listings=lambda _numbers, _addresses: {"+4319999100": entries})

    assert rules(release(f"Questions: {written}"), around=around) == expected


def test_every_line_with_a_hidden_number_is_told_once() -> None:
    lines = [problem.line for problem in found(release("Ring 01 9999 171\n\nor ring 01 9999 171, 01 9999 171"))]

    assert lines == [7, 9]


def test_figures_of_every_kind_raise_no_alarm() -> None:
    body = """A/RES/71/1 of 25.09.2015, EUR 1.234.567,00, 2 345 678 people, 10:00-13:00, 1945-1950, S/2026/123,
12 000 000 euros, 08/12/2026, ISBN 978-3-16-148410-0, https://example.org/+4319999171?mail=nobody@example.net, and
{{ recipient.email }}"""

    assert rules(release(body)) == []


def test_without_a_world_only_the_text_is_judged() -> None:
    advisory = read(release("Ring 01 9999 171", contacts="Karl Moos, Linz"))

    assert advisories.check(advisory, replace(surroundings(), world=None)) == []


AWAY_TODAY = duty.away(KARL, "2026-11-24 08:00", "2026-11-24 12:00")
BOTH_AWAY = [*SHIFTS, duty.away(RUTH, "2026-12-08 10:00", "2026-12-08 11:00")]
MEETING = EVENT.format(when="2026-12-08 10:00", until="2026-12-08 13:00")


@pytest.mark.parametrize(
    ("more", "shifts", "told"),
    [
        (MEETING, SHIFTS, "on the day of the event; Ruth Adler is there"),
        (MEETING, BOTH_AWAY, "on the day of the event; nobody else in Salzburg is there"),
        ("embargo: 2026-12-07 18:00 Europe/Vienna\n", SHIFTS, "when the embargo ends; Ruth Adler"),
        ("", [AWAY_TODAY], "when it goes out; Ruth Adler"),
        (
            "embargo: 2026-12-07 18:00 Europe/Vienna\n" + MEETING,
            SHIFTS,
            "when the embargo ends and on the day of the event",
        ),
    ],
    ids=["event", "nobody else", "embargo", "sending", "embargo and event"],
)
def test_an_officer_who_is_away_when_needed_is_told(more: str, shifts: list[Shift], told: str) -> None:
    problems = [
        problem.message
        for problem in found(release(contacts="Karl Moos", more=more), around=world(shifts=shifts))
        if problem.rule == "officer-away"
    ]

    assert len(problems) == 1
    assert problems[0].startswith("Karl Moos is away ")
    assert told in problems[0]


def test_of_a_city_every_officer_is_looked_at() -> None:
    away = [one.message for one in found(release(contacts="Salzburg", more=MEETING), around=world(shifts=BOTH_AWAY))]

    assert [message.partition(" is away")[0] for message in away] == ["Karl Moos", "Ruth Adler"]


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2026-12-08 23:00", "2026-12-11 23:00"),
        ("2026-12-01 23:00", "2026-12-07 23:00"),
        ("2026-11-23 08:00", "2026-11-24 09:00"),
    ],
    ids=["from the day after the event", "until the eve of the event", "until it goes out"],
)
def test_whoever_is_back_in_time_is_not_told(starts: str, ends: str) -> None:
    shifts = [duty.away(KARL, starts, ends)]

    assert rules(release(contacts="Karl Moos", more=MEETING), around=world(shifts=shifts)) == []


def test_a_later_sending_is_looked_at_instead_of_now() -> None:
    text, around = release(contacts="Karl Moos"), world(shifts=[AWAY_TODAY])

    assert rules(text, around=around) == ["officer-away"]
    assert rules(text, around=around, send_at=utc("2026-11-25 09:00")) == []


def test_hours_of_an_absence_are_told_where_they_are_not_whole_days() -> None:
    (problem,) = found(release(contacts="Karl Moos"), around=world(shifts=[AWAY_TODAY]))

    assert "is away from Tuesday 24 November 2026, 08:00, to 12:00," in problem.message


def answered(contacts: str, offices: list[Office], shifts: list[Shift], more: str = "", **around: object) -> list[str]:
    text = release(contacts=contacts, more=more)
    problems = found(text, around=world(offices=offices, shifts=shifts), **around)
    return [problem.message.partition(";")[0] for problem in problems if problem.rule == "nobody-answers"]


def test_hours_after_sending_that_nobody_covers_are_told_on_the_offices_clocks() -> None:
    vienna, york = duty.office("Vienna", "Mo-Fr 09:00-12:00"), duty.office("New York", "Mo-Fr 08:00-17:00")

    alone = answered("Mira Olsen", [vienna, york], [])
    together = answered("Mira Olsen, Li Wei", [vienna, york], [])

    assert alone == ["nobody in Vienna answers on Tuesday 24 November 2026 from 12:00 to 14:00, right after sending"]
    assert together == [
        "nobody in New York and Vienna answers on Tuesday 24 November 2026 from 06:00 to 08:00 in New York "
        "(12:00 to 14:00 in Vienna), right after sending"
    ]


def test_a_duty_covers_hours_in_which_the_office_is_closed() -> None:
    vienna = duty.office("Vienna", "Mo-Fr 09:00-12:00")
    on_duty = duty.shift(ANA, "2026-11-24 11:00", "2026-11-24 13:00", city="Vienna")

    assert answered("Mira Olsen", [vienna], [replace(on_duty, officer=MIRA.uid)]) == []


def test_where_no_hours_and_no_rota_are_set_nothing_is_known() -> None:
    at_night = utc("2026-11-24 22:00")

    assert answered("Mira Olsen, Li Wei", [], [], now=at_night) == []
    assert answered("Mira Olsen", [duty.office("Vienna", None)], [], now=at_night) == []


def test_a_rota_alone_says_that_hours_are_kept() -> None:
    last_week = duty.shift(MIRA, "2026-11-20 17:00", "2026-11-20 22:00")

    assert len(answered("Mira Olsen", [], [last_week], now=utc("2026-11-24 15:00"))) == 1
    assert answered("Mira Olsen", [], [last_week], now=utc("2026-11-24 09:00")) == []


def test_after_an_embargo_its_end_is_what_counts() -> None:
    vienna = duty.office("Vienna", "Mo-Fr 09:00-12:00")

    told = answered("Mira Olsen", [vienna], [], "embargo: 2026-11-27 10:00 Europe/Vienna\n")

    assert told == [
        "nobody in Vienna answers on Friday 27 November 2026 from 12:00 to 14:00, right after the embargo ends"
    ]


def test_an_event_at_which_nobody_answers_is_told_even_on_a_holiday() -> None:
    vienna = duty.office("Vienna", "Mo-Su 09:00-18:00", holidays="AT")

    told = answered("Mira Olsen", [vienna], [], MEETING)

    assert told == ["nobody in Vienna answers on Tuesday 8 December 2026 from 10:00 to 13:00, during the event"]


def test_of_an_event_of_several_days_the_nights_are_not_counted() -> None:
    vienna = duty.office("Vienna", "Mo-Su 09:00-14:00")
    meeting = EVENT.format(when="2026-12-09 10:00", until="2026-12-11 13:00")

    assert answered("Mira Olsen", [vienna], [], meeting) == []


def test_contacts_whom_nobody_knows_do_not_hide_the_others() -> None:
    assert rules(release(contacts="Nobody At All, Linz")) == ["nobody-answers", "unknown-contact"]


LIFT = Moment.at(utc("2026-12-08 08:00"), zone="Europe/Vienna")


@pytest.mark.parametrize(
    ("embargo", "zones", "told"),
    [
        (
            LIFT,
            {"Europe/Vienna": 2, "America/New_York": 3},
            "3 of 5 readers, for most at 03:00 on Tuesday (New York)",
        ),
        (LIFT, {"Europe/Vienna": 3, "America/New_York": 3}, None),
        (LIFT, {"Europe/Vienna": 5}, None),
        (LIFT, {}, None),
        (None, {"America/New_York": 3}, None),
        (Moment(utc("2026-12-05 11:00"), "UTC"), {"Europe/Vienna": 1}, "12:00 on Saturday (Vienna)"),
        (Moment(utc("2026-12-04 09:00"), "UTC"), {"Africa/Cairo": 2, "Europe/Vienna": 1}, "11:00 on Friday (Cairo)"),
        (Moment(utc("2026-12-06 09:00"), "UTC"), {"Africa/Cairo": 2, "Europe/Vienna": 1}, None),
        (Moment(utc("2026-12-08 05:00"), "UTC"), {"Europe/Vienna": 1}, None),
        (Moment(utc("2026-12-08 04:59"), "UTC"), {"Europe/Vienna": 1}, "05:59 on Tuesday (Vienna)"),
    ],
    ids=[
        "most at night",
        "half at night",
        "nobody",
        "no readers known",
        "no embargo",
        "Saturday",
        "Friday in Cairo",
        "Sunday in Cairo",
        "six in the morning",
        "before six",
    ],
)
def test_an_embargo_that_ends_at_night_for_most_readers_is_told(
    embargo: Moment | None, zones: dict[str, int], told: str | None
) -> None:
    problems = [problem.message for problem in recipients.problems(embargo, Counter(zones), line=4)]

    assert [told in problem for problem in problems] == ([True] if told else [])


def test_readers_are_counted_by_the_zone_of_their_city() -> None:
    readers = [Recipient(f"r{n}@example.com", "", card=card) for n, card in enumerate([MIRA, ROSA, LI, None])]

    assert recipients.by_zone(readers) == {"Europe/Vienna": 2, "America/New_York": 1}


def test_an_embargo_that_has_ended_is_not_looked_at() -> None:
    text = release(more="embargo: 2026-11-24 03:00 Europe/Vienna\n")

    assert rules(text, zones={"Europe/Vienna": 1}) == ["embargo-in-the-past"]


def test_an_embargo_at_night_can_be_silenced() -> None:
    text = release(more="embargo: 2026-12-07 09:00 Europe/Vienna\nignore:\n  embargo-at-night-there: For radio only\n")

    verdict = advisories.verdict(read(text), surroundings(zones={"America/New_York": 1}))

    assert [one.problem.rule for one in verdict.silenced] == ["embargo-at-night-there"]
    assert verdict.problems == ()
