import pytest

from outreach.formats.advisory import open_values, placeholders


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
        "It covers XX countries.",
        "The meeting ends on XX December.",
        "El plan cubre XX países.",
        "In XX Ländern",
        "It has TK members.",
        "The figure rose by __ per cent.",
        "It cost $__ million.",
        "Details: DD Month YYYY",
        "am TT Monat JJJJ",
        "Quote to come.",
        "See the map (link to be added).",
        "[Quote from the DG]",
        "[… to be completed]",
        "Photo: [photographer]",
        "Texte à venir.",
        "« Insérer citation », a dit la présidente.",
        "[Zitat einfügen]",
        "HIER ZITAT EINFÜGEN",
        "[insérer la citation]",
        "[inserire citazione]",
        "[вставить цитату]",
        "[ВСТАВИТЬ ЦИТАТУ]",
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
        "Psalm XXX and Sonnet XXX were read.",
        "El siglo XX cambió: del siglo XX millones de personas recuerdan poco.",
        "Louis XX never reigned; Article XX of GATT applies; XX chromosomes; the XX Congress",
        "TK Elevator and TK Maxx",
        "It grew by __one__ per cent in _two_ years.",
        "“[the] minister went”, “we [laughs] know”, “the [photographer] was first”",
        "More details to come in spring; the text to come is longer.",
        "Les textes à venir le diront. « Ajouter du sel suffit », dit-il.",
        "“???” he typed.",
        "“Insert coin”, it says.",
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
        "Speaker: t.b.c.",
        "TBC: Water report to be launched",
        "The winner is to be announced later.",
        "(name to be confirmed)",
        "Porte-parole : à confirmer",
        "**Lieu :** à préciser",
        "(lieu à préciser)",
        "Lieu et date à confirmer.",
        "Portavoz: por confirmar",
        "Lugar: a confirmar",
        "| Sala | por definir |",
        "Local: a definir",
        "Portavoce: da confermare",
        "Ort wird noch bekannt gegeben",
        "Der Saal steht noch nicht fest.",
        "Место: уточняется",
        "Время и место уточняются.",
        "المكان: يحدد لاحقا",
        "地点待定",
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
        "The details of the plan were to be announced in 2019.",
        "To be confirmed in office, judges need 60 votes; they need to be confirmed by the Senate.",
        "To be confirmed, a judge needs 60 votes.",
        "The winners are to be announced on 3 May.",
        "Le ministre tient à préciser que la date reste à définir les règles.",
        "El tribunal volvió a confirmar la sentencia y a definir el lugar.",
        "Una tarea da definire bene: il programma",
        "Как уточняется в докладе, место известно.",
    ],
)
def test_what_only_sounds_like_it_is_no_open_value(text: str) -> None:
    assert list(placeholders.undecided(text)) == []


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N/A", "n.a.", "k. A.", "?", "..."])
def test_a_value_can_say_nothing(text: str) -> None:
    assert open_values.says_nothing(text)


@pytest.mark.parametrize("text", ["", "Na", "Room 4", "???", "S.O.S. Hall"])
def test_a_short_value_says_something(text: str) -> None:
    assert not open_values.says_nothing(text)
