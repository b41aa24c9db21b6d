"""How likely it is that two entries are one person: on invented pairs of which it is known."""

import csv
from math import prod
from pathlib import Path

import pytest

from outreach.model.card import Card, ContactKind
from outreach.model.person_name import split
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.services.duplicates import Resemblance, resemblance

PROPOSED = 0.7
SAMPLES = Path(__file__).parents[2] / "samples" / "duplicates"
Labelled = tuple[str, str, str]


def labelled(file: str) -> tuple[list[Labelled], list[Labelled]]:
    """The pairs that are one person, and those that are two: a case, and twice "name; outlet; city; phones; addresses".

    The weights were set on `pairs.csv`; `unseen.csv` was written after that.
    """
    with (SAMPLES / file).open(encoding="utf-8", newline="") as lines:
        rows = [(row["truth"], (row["case"], row["one"], row["other"])) for row in csv.DictReader(lines)]
    return [pair for truth, pair in rows if truth == "same"], [pair for truth, pair in rows if truth == "two"]


SAME, DIFFERENT = labelled("pairs.csv")


def card(line: str) -> Card:
    name, outlet, city, phones, emails = (cell.strip() for cell in line.split(";"))
    return Card(
        uid=line,
        kind=ContactKind.JOURNALIST,
        name=name,
        parts=split(name),
        outlet=outlet or None,
        city=city or None,
        country="XX" if city else None,
        phones=tuple(PhoneNumber.parse(text) for text in phones.split(",") if text),
        emails=tuple(EmailAddress.parse(text) for text in emails.split(",") if text),
    )


def compared(pair: tuple[str, str, str]) -> Resemblance:
    return resemblance(card(pair[1]), card(pair[2]), shared={})


@pytest.mark.parametrize(
    ("file", "least_precision", "least_recall"), [("pairs.csv", 0.97, 0.97), ("unseen.csv", 0.94, 0.85)]
)
def test_of_what_is_proposed_nearly_all_is_right_and_most_is_proposed(
    file: str, least_precision: float, least_recall: float
) -> None:
    same, different = labelled(file)

    missed = [pair[0] for pair in same if compared(pair).score < PROPOSED]
    wrong = [pair[0] for pair in different if compared(pair).score >= PROPOSED]

    found = len(same) - len(missed)
    assert found / (found + len(wrong)) >= least_precision, wrong
    assert found / len(same) >= least_recall, missed


@pytest.mark.parametrize("pair", [*SAME, *DIFFERENT], ids=lambda pair: pair[0])
def test_the_score_is_its_reasons_and_the_same_from_either_side(pair: tuple[str, str, str]) -> None:
    found, turned = compared(pair), resemblance(card(pair[2]), card(pair[1]), shared={})

    chance = 1 - prod(1 - reason.weight for reason in found.reasons if reason.speaks_for)
    doubt = prod(reason.weight for reason in found.reasons if not reason.speaks_for)
    assert 0 <= found.score <= 1
    assert found.score == pytest.approx(chance * doubt, abs=0.006)
    assert turned.score == found.score


def test_a_number_or_mailbox_says_less_the_more_people_have_it() -> None:
    one = card("Ilse Kern; ; ; +43 1 9999 123; ilse@example.org")
    other = card("Ilse Kern; ; ; +43 1 9999 123; ilse@example.org")

    scores = [
        resemblance(one, other, shared={"+4319999123": holders, "ilse@example.org": holders}).score
        for holders in (2, 3, 9)
    ]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
