import pytest

from outreach.formats.advisory import embargo_words


@pytest.mark.parametrize(
    "text",
    [
        "EMBARGOED until 9 December, 10 a.m.",
        "Embargo : 9 décembre, 12 h",
        "Sperrfrist: 10. Dezember 2026, 10 Uhr",
        "Sob embargo até 10 de dezembro, 10h",
        "**Bajo embargo** hasta el 10 de diciembre",
        "Not for publication before 10 December 2026.",
        "Ne pas diffuser avant le 10 décembre.",
        "No publicar antes del 10 de diciembre.",
        "Nicht zur Veröffentlichung vor dem 10. Dezember",
        "Non diffondere prima del 10 dicembre",
        "Não divulgar antes de 10 de dezembro",
        "Не публиковать до 10 декабря",
        "لا ينشر قبل 10 ديسمبر",
        "12月10日前不得发布",
    ],
)
def test_an_embargo_is_told_in_many_words(text: str) -> None:
    assert embargo_words.told(text, is_embargoed=False)


@pytest.mark.parametrize(
    "text",
    [
        "The embargo lifts on 10 December.",
        "L’embargo est levé le 10 décembre.",
        "El embargo termina el 10 de diciembre.",
        "Die Sperrfrist endet am 10. Dezember.",
        "Frei ab Mittwoch, 9. Dezember, 11 Uhr",
        "L’embargo scade il 10 dicembre.",
        "O embargo termina em 10 de dezembro.",
        "Эмбарго снимается 10 декабря.",
        "ينتهي الحظر في 10 ديسمبر",
    ],
)
def test_words_for_the_end_of_any_embargo_count_under_one_only(text: str) -> None:
    assert embargo_words.told(text, is_embargoed=True)
    assert not embargo_words.told(text, is_embargoed=False)


@pytest.mark.parametrize(
    "text",
    [
        "The embargo on arms, imposed on 14 December 2001, ends next year.",
        "The report was under embargo until 3 May.",
        "Eintritt frei ab 10 Uhr",
        "They were not for publication.",
    ],
)
def test_a_story_about_an_embargo_tells_none(text: str) -> None:
    assert not embargo_words.told(text, is_embargoed=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FOR IMMEDIATE RELEASE", True),
        ("**Pour diffusion immédiate**", True),
        ("Zur sofortigen Veröffentlichung.", True),
        ("The text was for immediate release.", False),
    ],
)
def test_a_line_can_say_that_a_text_is_for_now(text: str, expected: bool) -> None:
    assert embargo_words.is_for_now(text) is expected
