"""A second process reads a large file along; nothing of it shows."""

from outreach.formats.spreadsheet import Recipe
from outreach.model.card import ContactKind
from outreach.services import preparing


def test_two_processes_give_what_one_gives_in_the_same_order() -> None:
    recipe = Recipe(("name", "city", "email", "phone"), ContactKind.OFFICER)
    rows = [
        (n, [f"Given{n}", "Vienna", f"p{n}@example.org", "12" if n % 97 == 0 else "01 9999 123"]) for n in range(9_500)
    ]

    alone = list(preparing.prepared(rows, recipe, size=0))
    beside = list(preparing.prepared(rows, recipe, size=preparing.WORTH_A_PROCESS))

    assert beside == alone


def test_who_stops_reading_in_the_middle_leaves_no_process_behind() -> None:
    recipe = Recipe(("name",), ContactKind.OFFICER)
    people = preparing.prepared(((n, [f"Given{n}"]) for n in range(9_500)), recipe, size=preparing.WORTH_A_PROCESS)

    next(people)
    people.close()  # type: ignore[attr-defined]

    import multiprocessing

    assert multiprocessing.active_children() == []
