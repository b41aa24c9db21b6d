"""Rules that weigh the text against the front matter: the same advisory with one thing changed."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.services import advisories
from tests.advisories import read, surroundings

_ADVISORY = """---
kind: media-advisory
headline: Harbour cities meet in Vienna
language: en
dateline: Vienna
embargo: EMBARGO
event:
  what: Opening of the autumn meeting
  who: [Ama Mensah, Jonas Berg]
  when: 2026-12-08 10:00
  until: 2026-12-08 13:00
  where: Town Hall, Room 4
  why: The cities vote on a common night train
  rsvp: press@example.org by ANSWER
contacts: [Vienna]
---
TEXT
"""


def _rules(
    *, text: str = "All are welcome.", answer: str = "4 December", embargo: str = "none", now: str = "2026-11-24 09:00"
) -> list[str]:
    written = _ADVISORY.replace("TEXT", text).replace("ANSWER", answer).replace("EMBARGO", embargo)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    return [problem.rule for problem in advisories.check(read(written), surroundings(now=at))]


@pytest.mark.parametrize(
    ("answer", "rules"),
    [
        ("2026-12-04 12:00", []),
        ("Monday 7 December, noon", []),
        ("8 December", []),
        ("8 December, 09:00", []),
        ("8 December, 09:30 Vienna time", []),
        ("8 December, 08:00 UTC", []),
        ("8 December, 10:00 UTC", ["rsvp-after-event"]),
        ("7 December, 5 p.m. ET", []),
        ("Friday noon", []),
        ("form on https://example.org/rsvp?event=2026-01-01", []),
        ("4 December; pictures are online from 10 December", []),
        ("24 November 2026, 18:00", []),
        ("24 November 2026", []),
        ("24 November 2026, 09:00", ["rsvp-in-the-past"]),
        ("23 November", ["rsvp-in-the-past"]),
        ("20.11.2026", ["rsvp-in-the-past"]),
        ("20/11/2026", ["rsvp-in-the-past"]),
        ("noon on Friday 20 Nov.", ["rsvp-in-the-past"]),
        ("8 December, 10:30", ["rsvp-after-event"]),
        ("5 p.m. on Tuesday 8 December", ["rsvp-after-event"]),
        ("10 December 2026, 18:00 Vienna time", ["rsvp-after-event"]),
        ("8 January 2027", ["rsvp-after-event"]),
        ("12/15/2026", ["rsvp-after-event"]),
    ],
)
def test_an_answer_is_asked_for_between_now_and_the_event(answer: str, rules: list[str]) -> None:
    assert _rules(answer=answer) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Please RSVP by Friday 20 November.", ["rsvp-in-the-past"]),
        ("Registration closes on 10 December.", ["rsvp-after-event"]),
        ("- Photographers register by 9 December.", ["rsvp-after-event"]),
        ("Please confirm your attendance by 7 December.", []),
        ("Registration opened on 2 November and closes on 4 December.", []),
        ("Ships register by 31 December 2027 under the new rules.", []),
        ("It is published on 10 December.", []),
    ],
)
def test_answers_asked_for_in_the_text_are_weighed_too(text: str, rules: list[str]) -> None:
    assert _rules(text=text) == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Embargoed UNTIL 11:00 VIENNA TIME", ["embargo-mismatch"]),
        ("Embargoed UNTIL 09:00 VIENNA TIME", []),
        ("Embargoed UNTIL 08:00 UTC", []),
        ("Embargo until Friday 4 December 10:00", ["embargo-mismatch"]),
        ("Embargo until Monday 7 December 09:00 (08:00 UTC, 03:00 in New York)", []),
        ("SPERRFRIST: 7. Dezember, 10:00 Uhr", ["embargo-mismatch"]),
        ("Sous embargo jusqu’au 4 décembre", ["embargo-mismatch"]),
        ("The report was under embargo until 4 December.", []),
        ("Embargoed UNTIL DELIVERY", []),
        ("Embargoed UNTIL 03:00 NEW YORK TIME", []),
    ],
)
def test_an_embargo_that_the_text_tells_is_the_front_matters(text: str, rules: list[str]) -> None:
    found = _rules(text=text, embargo="2026-12-07 09:00 Vienna")

    assert [rule for rule in found if rule == "embargo-mismatch"] == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Films are shown in New York on December 3 at 10 a.m. EDT.", ["unclear-hour"]),
        ("Doors open at 09:30 CEST on 9 December.", ["unclear-hour"]),
        ("Lunch is at 13:00 CET (8 a.m. PDT) on 9 December.", ["unclear-hour"]),
        ("Doors open at 09:30 CET on 8 December.", []),
        ("A film is shown in Sydney on 9 December at 15:00 AEDT.", []),
        ("Films are shown in New York on 1 July 2027 at 10 a.m. EDT.", []),
    ],
)
def test_a_clock_is_named_as_it_is_on_that_day(text: str, rules: list[str]) -> None:
    assert _rules(text=text) == rules


@pytest.mark.parametrize(
    ("send_at", "rules"),
    [
        ("2026-12-03 18:00", []),
        ("2026-12-04 18:00", ["rsvp-in-the-past"]),
        ("2026-12-07 09:00", ["embargo-in-the-past", "rsvp-in-the-past"]),
        ("2026-12-08 12:00", ["embargo-in-the-past", "event-in-the-past", "rsvp-in-the-past"]),
    ],
)
def test_what_is_sent_later_is_judged_as_of_then(send_at: str, rules: list[str]) -> None:
    text = _ADVISORY.replace("TEXT", "All are welcome.").replace("ANSWER", "4 December, 12:00")
    written = read(text.replace("EMBARGO", "2026-12-07 09:00 Vienna"))
    at = datetime.fromisoformat(send_at).replace(tzinfo=UTC)

    problems = advisories.check(written, surroundings(send_at=at))

    assert sorted(problem.rule for problem in problems) == rules


def test_of_an_event_that_is_over_nothing_else_is_said_about_answers() -> None:
    assert _rules(answer="1 January 2027", now="2026-12-20 09:00") == ["event-in-the-past"]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting opens at 11:00 on Tuesday 8 December 2026.",
        "Join us at 11 a.m. on Tuesday, December 8.",
        "When: Tuesday 8 December 2026, 14:00",
        "| Tuesday 8 December, 09:00 | Town Hall |",
        "You are invited on **Tuesday 8 December** at **11:00** to the opening.",
        "The meeting opens at 11:00 in Room 4 on 8 December.",
        "The meeting opens at 11:00 in Wien on 8 December.",
        "The meeting opens on 2026-12-08 at 10:00 UTC.",
        "The press conference is on Tuesday 8 December\nat 9 o'clock.",
        "We look forward to seeing you on 8 December at 11:00.",
        "The opening (8 December, 15:00) is open to the press.",
    ],
)
def test_another_hour_for_the_event_contradicts_the_front_matter(text: str) -> None:
    assert _rules(text=text) == ["hour-mismatch"]


@pytest.mark.parametrize(
    "text",
    [
        "The meeting opens at 10 a.m. on Tuesday 8 December 2026 and ends at 13:00.",
        "The meeting ends at 13:00 on Tuesday 8 December.",
        "The meeting opens on 8 December 2026 at 09:00 UTC.",
        "The meeting opens on 8 December 2026 at 4 a.m. New York time.",
        "The meeting is on 8 December from 10:00 to 13:00.",
        "Doors open at 09:00 on 8 December.",
        "Accreditation opens at 08:30 on Tuesday 8 December 2026.",
        "Ama Mensah speaks at 11:15 on Tuesday 8 December 2026.",
        "Lunch is served at 13:30 on 8 December.",
        "A second meeting opens on Thursday 10 December at 11:00.",
        "Another session opens from 8 to 10 December at 11:00.",
        "The first paper was sent at 11:00.",
        "The results will be announced on 8 December at 18:00.",
        "Photo opportunity: 8 December, 09:45.",
        "The bus leaves the hotel at 09:15 on 8 December.",
        "On 8 December 2025 the meeting opened at 11:00.",
    ],
)
def test_hours_of_other_things_contradict_nothing(text: str) -> None:
    assert _rules(text=text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The train leaves on Sunday 28 March 2027 at 02:30.", ["skipped-time"]),
        ("The train leaves on Sunday 31 October 2027 at 2.30 a.m.", ["ambiguous-time"]),
        ("The train leaves on Sunday 31 October 2027 at 02:30 CEST.", []),
        ("The train leaves on Sunday 28 March 2027 at 02:30 UTC.", []),
        ("The train leaves on Sunday 28 March 2027 at 02:30 New York time.", []),
        ("Clocks go from 02:00 to 03:00 on 28 March 2027; 02:30 is left out.", []),
        ("Clocks go forward at 02:00 on Sunday 28 March 2027.", []),
        ("The train leaves on Saturday 27 March 2027 at 02:30.", []),
    ],
)
def test_hours_on_the_days_when_clocks_change_are_asked_of_the_place(text: str, rules: list[str]) -> None:
    assert _rules(text=text) == rules


@pytest.mark.parametrize(
    ("embargo", "rules"),
    [
        ("2026-12-07 09:00 Vienna", []),
        ("2026-12-07 06:00 Vienna", []),
        ("2026-12-07 05:59 Vienna", ["embargo-at-night"]),
        ("2026-12-07 04:30 UTC", ["embargo-at-night"]),
        ("2026-12-05 09:00 Vienna", ["embargo-at-weekend"]),
        ("2026-12-05 00:00 Vienna", ["embargo-at-night", "embargo-at-weekend"]),
        ("2026-12-06 10:00 Cairo", []),
        ("2026-12-04 10:00 Cairo", ["embargo-at-weekend"]),
        ("2026-11-20 03:00 Vienna", ["embargo-in-the-past"]),
    ],
)
def test_an_embargo_ends_when_somebody_is_at_work_there(embargo: str, rules: list[str]) -> None:
    assert _rules(embargo=embargo) == rules


_CODES = (
    "{{",
    "}}",
    "{%",
    "%}",
    "<<",
    ">>",
    "*|",
    "|*",
    "“",
    "”",
    "«",
    "»",
    "`",
    "```",
    "[",
    "](",
    ")",
    "|",
    "> ",
    "@",
)
_DAYS = ("24:00", "12 p.m.", "31 June", "99.99.2026", "2026-02-30", "25:61", "midnight", "EST", "12月40日", "الساعة 10")
_WORDS = (
    "None",
    "nan",
    "Dear",
    ",",
    "###",
    "* * *",
    "die der das",
    "le la les",
    "RSVP by",
    "+999 12345",
    " ",
    "\n",
    "\n\n",
)
_PIECES = st.sampled_from((*_CODES, *_DAYS, *_WORDS))


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(_PIECES, max_size=30))
def test_no_text_makes_the_checker_stumble(pieces: list[str]) -> None:
    written = _ADVISORY.replace("ANSWER", "4 December").replace("EMBARGO", "none").replace("TEXT", "".join(pieces))
    last = written.count("\n") + 1

    problems = advisories.check(read(written), surroundings())

    assert all(1 <= problem.line <= last for problem in problems)
