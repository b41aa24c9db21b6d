"""Names in parts."""

import pytest

from outreach.model.person_name import PersonName, split


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mira Olsen", PersonName("Mira", "Olsen")),
        ("Moisés", PersonName("Moisés")),
        ("Dr. Ludwig van der Berg", PersonName("Ludwig", "van der Berg", prefix="Dr.")),
        ("Mag. Eva M. Huber, BSc MBA", PersonName("Eva", "Huber", "M.", "Mag.", "BSc MBA")),
        ("John Doe Jr.", PersonName("John", "Doe", suffix="Jr.")),
        ("Olsen, Mira", PersonName("Mira", "Olsen")),
        ("Ana María de la Cruz", PersonName("Ana", "de la Cruz", "María")),
        ("Jean-Noël d'Hérouville", PersonName("Jean-Noël", "d'Hérouville")),
        ("Сидорова Анна Петровна", PersonName("Анна", "Сидорова", "Петровна")),
        ("山田 太郎", PersonName("太郎", "山田")),
        ("김 민준", PersonName("민준", "김")),
        ("Dr.", PersonName("Dr.")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_name_is_split_as_a_careful_reader_would(name: str, parts: PersonName) -> None:
    assert split(name) == parts


@pytest.mark.parametrize("name", ["Mira Olsen", "Dr. Ludwig van der Berg", "Eva M. Huber, BSc MBA"])
def test_the_parts_make_the_name_again(name: str) -> None:
    assert str(split(name)) == name
