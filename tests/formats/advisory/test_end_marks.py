import pytest

from outreach.formats.advisory import end_marks


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "###",
            "\\###",
            "# # #",
            "-30-",
            "– 30 –",
            "ENDS",
            "END",
            "Ends",
            "**ENDS**",
            "*ends*",
            "- ENDS -",
            "--ENDS--",
        ),
        *(
            "- ENDS -",
            "(ends)",
            "-ends-",
            "/ends",
            "### END ###",
            "*** END OF RELEASE ***",
            "***",
            "* * *",
            "- FIN -",
            "— Fin —",
        ),
        *("FIN DU COMMUNIQUÉ", "Fin du communiqué", "FIN DEL COMUNICADO", "ENDE", "(Ende)", "FINE", "FIM"),
        *("* * * КОНЕЦ * * *", "- انتهى -", "\uff08完\uff09"),
    ],
)
def test_an_end_mark_that_is_typed_is_found_once(mark: str) -> None:
    found = list(end_marks.found(f"They arrive in summer.\n\n{mark}\n"))

    assert [at for at, _ in found] == [24]


@pytest.mark.parametrize("mark", ["###", "(ends)", "-30-", "-ends-", "■"])
def test_an_end_mark_behind_the_last_sentence_is_found(mark: str) -> None:
    assert list(end_marks.found(f"They arrive in summer. {mark}\n"))


@pytest.mark.parametrize(
    "body",
    [
        "First part.\n\n* * *\n\nSecond part.",
        "First part.\n\n---\n\nSecond part.",
        "- The beginning\n- The end",
        "ENDS meet in the middle. The End of History is a book.",
        "### Notes to editors\n\nText.",
        "| A | B |\n|---|---|\n| 30 | 12 |",
        "Am Ende steht der Anfang.",
    ],
)
def test_lines_that_part_or_go_on_are_no_end_marks(body: str) -> None:
    assert list(end_marks.found(body)) == []
