"""Two people side by side: columns that a reader's eye keeps apart, read one after the other."""

import re
from collections.abc import Sequence

_GAP = re.compile(r"\t+| {3,}")
_MOST_COLUMNS = 4


def unrolled(lines: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """The numbered lines, with runs of lines that stand in the same columns unrolled column by column."""
    result: list[tuple[int, str]] = []
    run: list[tuple[int, list[str]]] = []
    for number, text in lines:
        cells = [cell.strip() for cell in _GAP.split(text.strip())]
        if 1 < len(cells) <= _MOST_COLUMNS and (not run or len(run[0][1]) == len(cells)):
            run.append((number, cells))
            continue
        result += _read(run)
        run = [(number, cells)] if 1 < len(cells) <= _MOST_COLUMNS else []
        if not run:
            result.append((number, text))
    return result + _read(run)


def _read(run: list[tuple[int, list[str]]]) -> list[tuple[int, str]]:
    if _are_columns([cells for _, cells in run]):
        return [(number, cells[column]) for column in range(len(run[0][1])) for number, cells in run if cells[column]]
    return [(number, "\t".join(cells)) for number, cells in run]


def _are_columns(rows: list[list[str]]) -> bool:
    """Whether each row repeats itself: numbers beside numbers, addresses beside addresses, words beside words."""
    if len(rows) < 2:
        return False
    alike = [len({_shape(cell) for cell in row if cell}) == 1 for row in rows]
    facts = [
        row for row, same in zip(rows, alike, strict=True) if same and _shape(next(filter(None, row), "")) != "words"
    ]
    return all(alike) and bool(facts)


def _shape(cell: str) -> str:
    if "@" in cell:
        return "address"
    return "number" if sum(map(str.isdigit, cell)) > 6 else "words"
