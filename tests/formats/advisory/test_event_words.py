import pytest

from outreach.formats.advisory import event_words


@pytest.mark.parametrize(
    ("text", "inside", "expected"),
    [
        ("The meeting opens at 11:00.", True, True),
        ("Ama Mensah speaks at 11:15.", True, False),
        ("Tuesday 8 December, 18:00, Town Hall", False, True),
        ("Doors open at 09:00.", False, False),
        ("Accreditation starts at 09:00.", False, False),
        ("The gala starts at 19:00.", False, False),
        ("Die Tagung beginnt um 9 Uhr.", False, True),
        ("Einlass ist um 9 Uhr.", False, False),
        ("会议上午9时开幕", False, True),
    ],
)
def test_which_sentences_say_when_the_event_begins(text: str, inside: bool, expected: bool) -> None:
    assert event_words.is_of_the_event(text, about="Autumn meeting", inside=inside) is expected


def test_a_gala_that_is_the_event_begins_when_the_text_says() -> None:
    assert event_words.is_of_the_event("The gala starts at 19:00.", about="Harbour gala", inside=False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The meeting opens on 9 December.", True),
        ("Nous avons le plaisir de vous convier le 11 décembre.", True),
        ("Wir laden Sie am 9. Dezember ein.", True),
        ("The meeting was announced on 1 December.", False),
        ("A second meeting takes place on 15 December.", False),
        ("The exhibition opens to the public on 12 December.", False),
        ("Registration opens on 2 December.", False),
        ("You may attend the dinner on 9 December.", False),
        ("El segundo encuentro se celebra el 12 de diciembre.", False),
    ],
)
def test_which_sentences_name_the_day_of_the_event(text: str, expected: bool) -> None:
    assert event_words.begins(text, about="Autumn meeting") is expected
