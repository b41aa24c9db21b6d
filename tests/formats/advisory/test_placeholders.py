import pytest

from outreach.formats.advisory import placeholders


@pytest.mark.parametrize(
    "text",
    [
        "[JM: check this!!]",
        "It costs nine million [check].",
        "It costs nine million [please verify with Ama].",
        "Nine cities [or ten??] meet.",
        "[AB: is that so?]",
        "[JM: tbd]",
        "TODO: the quote",
        "The quote: [TODO]",
        "[TODO add the quote]",
        "(TODO: quote)",
        "TODO",
        "- TODO",
        "TODO add the quote",
        "The XXX meeting was long.",
        "Call XXXX.",
        "Dear [NAME]",
    ],
)
def test_what_is_left_to_do_is_seen(text: str) -> None:
    assert any(placeholders.left(text))


@pytest.mark.parametrize(
    "text",
    [
        "TODO sobre el lago",
        "TODO el mundo lo sabe",
        "Lo sabe TODO el mundo, y TODO cambia",
        "SOBRE TODO: el lago",
        "(TODO el mundo lo sabe)",
        "“The lake […] is ours.”",
        "“The lake [...] is ours.”",
        "“The lake [..] is ours.”",
        "“The lake [sic!] is ours, [the ministers] said.”",
        "the XXX Olympiad",
        "the Games of the XXX Olympiad",
        "El XXX Congreso Internacional",
        "the XXX International Congress of lakes",
        "the XXX Ordinary Session",
        "la XXX edición del festival",
        "Super Bowl XXX",
        "Article XXXI",
        "[EU: European Union]",
        "[check-in](https://example.org)",
        "[the check]",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert list(placeholders.left(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "TBC",
        "Venue: TBC",
        "Venue TBC",
        "Date and time TBA, in Vienna",
        "The speaker is TBC.",
        "Ama Mensah (TBC)",
        "Ama Mensah (venue tbc)",
        "8 December 2026 TBC",
        "| Friday | TBC |",
        "Ama Mensah TBC",
        "The room is to be confirmed.",
    ],
)
def test_a_value_that_is_open_is_seen(text: str) -> None:
    assert any(placeholders.undecided(text))


@pytest.mark.parametrize(
    "text",
    [
        "TBC Bank lends the money",
        "Lenders: TBC Bank, Harbour Bank",
        "the bank TBC lends it",
        "a loan from TBC.",
        "TBC’s loan",
    ],
)
def test_a_bank_is_no_open_value(text: str) -> None:
    assert list(placeholders.undecided(text)) == []
