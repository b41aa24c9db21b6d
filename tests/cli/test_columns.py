"""Tables in plain text: columns stand under each other in every script."""

import pytest

from outreach.cli.columns import aligned, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("Vienna", 6), ("Genève", 6), ("Gene\u0300ve", 6), ("ウィーン", 8), ("서울", 4), ("", 0)],
    ids=["ascii", "composed", "decomposed", "katakana", "hangul", "nothing"],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, columns: int) -> None:
    assert width(text) == columns


def test_a_cell_of_several_lines_keeps_its_neighbours_in_place() -> None:
    table = list(aligned(["City", "Phone"], [["ウィーン", "1\n22"], ["Bern", "3"]]))

    assert table == ["City      Phone", "--------  -----", "ウィーン  1", "          22", "Bern      3"]
