import pytest

from outreach.formats.advisory import lengths, prose


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Harbour cities meet in Vienna", 5),
        ("The night-train's 40 carriages – and more", 6),
        ("Les villes portuaires d’accord : un train", 6),
        ("مدن الموانئ تجتمع في القاهرة", 5),
        ("港口城市在北京开会", 5),
        ("2026年12月", 3),
        ("* one\n* two", 2),
        ("| A | B |\n|---|---|", 2),
        ("", 0),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert lengths.words(text) == words


def test_a_merge_field_is_one_word_and_the_target_of_a_link_none() -> None:
    text = 'Dear {{ recipient.given_name or "dear colleague" }}, see [the map](https://example.org/a-map-of-all).'

    assert lengths.words(prose.prose(text)) == 5
