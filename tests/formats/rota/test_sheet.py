"""Rotas as tables."""

import pytest

from outreach.errors import InvalidFile
from outreach.formats import rota
from outreach.model.rota import RotaFile, ShiftKind
from outreach.store import gazetteer
from tests.duty import utc


def read(text: str) -> RotaFile:
    return rota.read(text.encode(), filename="rota.csv", city=gazetteer.city, now=utc("2026-11-24 09:00"))


@pytest.mark.parametrize(
    "header", ["who,from,to,city,kind,note", "Qui;Début;Fin;Ville;Genre;Remarque", "Wer\tVon\tBis\tStadt\tArt\tNotiz"]
)
def test_a_line_is_a_stretch(header: str) -> None:
    sign = next(sign for sign in ",;\t" if sign in header)
    line = sign.join(["Mira Olsen", "2026-12-24 18:00", "06:00", "Geneva", "duty", "key in the safe"])

    [entry] = read(f"{header}\n{line}\n").entries

    assert (entry.who, entry.city, entry.kind, entry.note) == (
        ("Mira Olsen",),
        "Geneva",
        ShiftKind.DUTY,
        "key in the safe",
    )
    assert entry.when("Europe/Vienna").ends == utc("2026-12-25 05:00")


def test_what_is_not_said_is_a_duty_in_their_own_city() -> None:
    [duty, leave] = read(
        "who,from,to,kind\nMira Olsen,2026-12-24,2026-12-26,\nTom Berg,2026-12-24,2026-12-26,Urlaub\n"
    ).entries

    assert (duty.kind, duty.city, leave.kind) == (ShiftKind.DUTY, None, ShiftKind.AWAY)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("who,from\nMira,2026-12-24\n", "no column is called 'to'"),
        ("who,from,to,colour\n", "column 'colour' is unknown"),
        ("who,name,from,to\n", "two columns say who"),
    ],
)
def test_columns_that_are_missing_or_unknown_are_named(text: str, says: str) -> None:
    with pytest.raises(InvalidFile, match=says):
        read(text)


def test_a_bad_line_is_named_by_its_row() -> None:
    file = read("who,from,to,kind\n,2026-12-24,2026-12-26,\nMira,2026-12-24,2026-12-26,party\nTom,,2026-12-26,\n")

    assert [problem.partition(":")[0] for problem in file.problems] == ["row 2", "row 3", "row 4"]
    assert "neither duty nor away" in file.problems[1]
