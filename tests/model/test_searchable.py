"""What people are found by, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.model.searchable import asked_words, searchable, words_of
from outreach.store import gazetteer
from tests.factories import officer


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Genève", "geneve"),
        ("Sørensen", "SOREN"),
        ("Łódź", "lodz"),
        ("Müller", "muller"),
        ("Müller", "Mueller"),
        ("Straße", "STRASSE"),
        ("ＡＢＣ", "abc"),
        ("Οδυσσεύς", "οδυσσευς"),
        ("Сергей Королёв", "королев"),
        ("أحمد", "احمد"),
        ("مُحَمَّد", "محمد"),
        ("हिन्दी समाचार", "हिन्दी"),
        ("東京都庁", "京都"),
        ("東京都庁", "庁"),
        ("とうきょう", "きょう"),
        ("김대중", "대중"),
        ("김대중", "중"),
        ("กรุงเทพมหานคร", "เทพ"),
        ("ka\u00admi", "kami"),
    ],
    ids=lambda value: value,
)
def test_a_word_is_found_by_its_beginning_and_in_scripts_without_spaces_by_any_piece(written: str, asked: str) -> None:
    assert asked_words(asked)
    assert is_found(written, asked)


@pytest.mark.parametrize(("written", "asked"), [("Olsen", "lsen"), ("हिन्दी", "न्दी"), ("東京", "京東")], ids=str)
def test_nothing_is_found_by_what_it_does_not_begin_with(written: str, asked: str) -> None:
    assert not is_found(written, asked)


@given(st.text())
def test_every_text_is_found_by_itself(text: str) -> None:
    assert all(is_found(text, word) for word in text.split() if asked_words(word))


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), min_size=1, max_size=12), st.data())
def test_han_is_found_by_any_piece(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text) - 1))
    piece = text[at : data.draw(st.integers(at + 1, len(text)))]

    assert is_found(text, piece)


def is_found(written: str, asked: str) -> bool:
    return all(any(word.startswith(begun) for word in words_of(written)) for begun in asked_words(asked))


def test_every_word_stands_bare_and_with_its_field() -> None:
    draft = officer(
        "Mira Olsen",
        city=gazetteer.city("Vienna"),
        languages=["pt-BR"],
        beats=["Migration"],
        phones=["+43 1 9999 123 ext. 7"],
        emails=["Mira@Example.org"],
    )

    words, parts = searchable(draft)

    assert words.split() == (
        "mira _n_mira olsen _n_olsen migration _b_migration vienna at _c_2761369 _k_at _l_pt _l_pt_br".split()
    )
    assert parts == "43199991237 mira@example.org"
