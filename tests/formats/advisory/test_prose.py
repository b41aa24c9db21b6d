import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.formats.advisory import prose


@pytest.mark.parametrize(
    "text",
    [
        "Dear {{ recipient.name }},\n{% if recipient.city %}\nyes{% endif %}{# no #}",
        "`code` and ``co`de``\n```\nfenced\n```\nafter",
        '[a](https://example.org/x_(1).pdf "t") <https://example.org> https://example.org/b.',
        "[a][1]\n\n[1]: map.html",
        "```\nnever closed",
        "",
    ],
)
def test_every_character_keeps_its_place(text: str) -> None:
    made = prose.prose(text)

    assert len(made) == len(text)
    assert [at for at, c in enumerate(made) if c == "\n"] == [at for at, c in enumerate(text) if c == "\n"]


@given(text=st.text(st.sampled_from("{}%#`~[]()<>:/a \n|-.!“”"), max_size=80))
def test_no_text_moves_a_character(text: str) -> None:
    made = prose.prose(text)

    assert len(made) == len(text)
    assert made.count("\n") == text.count("\n")


def test_codes_program_text_and_targets_are_made_blank() -> None:
    made = prose.prose("Dear {{ recipient.name }}, `x = {y}` [map](https://example.org/{z}) end")

    assert made.replace(prose.FIELD, "").split() == ["Dear", ",", "[map]", "end"]
    assert prose.FIELD in made


def test_what_only_readers_of_one_language_get_is_left_out() -> None:
    text = '{% if recipient.language == "de" %}\nGuten Tag\n{% else %}\nHello\n{% endif %}'

    assert "Guten" not in prose.without_other_languages(text)
    assert "Hello" in prose.without_other_languages(text)


def test_passages_are_paragraphs_items_headings_rows_and_quotations() -> None:
    text = "# Head\nOne\ntwo\n\n- item\n  goes on\n- next\n\n| a |\n|---|\n> said\n> so\nend"

    found = [(passage.line, passage.text, passage.is_quotation) for passage in prose.passages(text)]

    assert found == [
        (0, "# Head", False),
        (1, "One\ntwo", False),
        (4, "- item\n  goes on", False),
        (6, "- next", False),
        (8, "| a |", False),
        (9, "|---|", False),
        (10, "> said\n> so", True),
        (12, "end", False),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It opens at 10 a.m. Tuesday. It is open.", 2),
        ("Am 8. Dezember beginnt es. Dann endet es.", 2),
        ("At 10:00. The end.", 2),
        ("Dr. Berg and Mr. Holm came.", 1),
        ("“Yes.” He left.", 2),
        ("一句。两句。", 2),
        ("Wait… what? Yes!", 2),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, number: int) -> None:
    (passage,) = prose.passages(text)

    assert len(list(prose.sentences(passage))) == number


def test_a_sentence_knows_its_line() -> None:
    (passage,) = prose.passages("One.\nTwo goes\non. Three.")

    assert [sentence.line for sentence in prose.sentences(passage)] == [0, 1, 2]
