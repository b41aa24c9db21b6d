"""brand.toml: what it may say, and what is said of a mistake in it."""

from pathlib import Path

import pytest

from outreach.errors import TemplateProblem
from outreach.formats import brand as brands
from outreach.model.brand import Brand
from tests.formats.brand.pictures import jpeg, png

WHOLE = """\
name = "Harbour Cities Forum"
short_name = "HCF"
address = "Harbour Street 1, 1010 Vienna"
font = ["Georgia", "Times New Roman", "serif"]

[light]
accent = "#7a1f3d"
background = "#fff8ee"

[logo]
file = "logo.png"
width = 160

[links]
Website = "https://example.org"
"On Mastodon" = "https://social.example/@harbour"
"""
PICTURES = {
    "logo.png": png(),
    "logo.jpg": jpeg(),
    "heavy.png": png(padding=40_000),
    "wide.png": png(601, 10),
    "high.jpg": jpeg(10, 601),
    "logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "lying.png": b"<?xml version='1.0'?><svg/>",
    "moving.gif": b"GIF89a" + bytes(20),
    "torn.png": png()[:20],
    "torn.jpg": jpeg()[:20],
    "empty.png": b"",
}


def read(text: str) -> tuple[Brand, list[TemplateProblem]]:
    def picture(name: str) -> bytes:
        if name not in PICTURES:
            raise ValueError(f"no file named {name!r} beside brand.toml")
        return PICTURES[name]

    return brands.read(text, file="brand.toml", picture_named=picture)


def test_everything_can_be_said() -> None:
    brand, problems = read(WHOLE)

    assert problems == []
    assert (brand.name, brand.short_name, brand.address) == (
        "Harbour Cities Forum", "HCF", "Harbour Street 1, 1010 Vienna",
    )  # fmt: skip
    assert brand.font == ("Georgia", "Times New Roman", "serif")
    assert (str(brand.light.accent), str(brand.light.text)) == ("#7a1f3d", "#1b2733")
    assert brand.logo is not None
    assert (brand.logo.alt, brand.logo.width, brand.logo.height) == ("HCF", 160, 40)
    assert brand.links == (("Website", "https://example.org"), ("On Mastodon", "https://social.example/@harbour"))


def test_the_one_that_we_ship_changes_nothing() -> None:
    shipped = Path(__file__).parents[3] / "templates" / "brand.toml"

    assert read(shipped.read_text()) == (Brand(), [])


def test_what_we_ship_says_in_comments_is_right_as_well() -> None:
    shipped = (Path(__file__).parents[3] / "templates" / "brand.toml").read_text()
    said = "\n".join(
        line.removeprefix("# ") if " = " in line or line.startswith("# [") else line for line in shipped.split("\n")
    )

    brand, problems = read(said)

    assert problems == []
    assert (brand.name, len(brand.links), brand.font[0]) == ("Harbour Cities Forum", 2, "Georgia")
    assert brand.logo is not None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param("\nnmae = 'x'", 2, "'nmae' is no key of a brand (did you mean name?)", id="key"),
        pytest.param(
            "[light]\naccnt = '#000'", 2, "'accnt' is no key of [light] (did you mean accent?)", id="colour key"
        ),
        pytest.param("[colours]\naccent = '#000'", 1, "there are name, short_name", id="table"),
        pytest.param("[logo]\nfile='logo.png'\nalt='x'\nsize=3", 4, "there are file, alt, width", id="logo key"),
        pytest.param("name = 3", 1, "name: must be text in quotes", id="number for a name"),
        pytest.param('name = "a\\nb"', 1, "name: holds the control character U+000A", id="two lines"),
        pytest.param('address = "a\\u202eb"', 1, "address: holds the control character U+202E", id="direction"),
        pytest.param(f"address = '{'x' * 301}'", 1, "300 are the most", id="long address"),
        pytest.param("light = '#fff'", 1, "light has keys of its own", id="text for a table"),
        pytest.param("[dark]\n\naccent = 'blue'", 3, "dark.accent: 'blue' is no colour", id="no colour"),
        pytest.param("[dark]\naccent = '#fff;}'", 2, "is no colour", id="more than a colour"),
        pytest.param(
            "[light]\ntext='#111111'\naccent = '#777777'",
            3,
            "[light] accent #777777 on background #ffffff has a contrast of 4.4; 4.5 is the least",
            id="faint accent",
        ),
        pytest.param(
            "[dark]\nbackground = '#ffffff'\ntext = '#111111'",
            2,
            "accent #86bdf5 on background #ffffff",
            id="background",
        ),
        pytest.param("dark = { text = '#333333' }", 1, "[dark] text #333333 on background #18212b", id="inline table"),
        pytest.param("font = ['Georgia']", 1, "must end in serif, sans-serif or monospace", id="font alone"),
        pytest.param("font = 'Georgia; } * { x, serif'", 1, "is no name of a font", id="more than a font"),
        pytest.param("font = ['url(https://example.org/x)', 'serif']", 1, "is no name of a font", id="font from afar"),
        pytest.param("[logo]\nfile='logo.png'", 1, "the logo has no alt", id="no alt"),
        pytest.param("[logo]\nalt='x'", 1, "the logo has no file", id="no file"),
        pytest.param("[logo]\nalt='x'\nfile='lgo.png'", 3, "no file named 'lgo.png'", id="missing file"),
        pytest.param("[logo]\nalt='x'\nfile='heavy.png'", 3, "40,000 are the most", id="heavy"),
        pytest.param("[logo]\nalt='x'\nfile='wide.png'", 3, "is 601 by 10 pixels; 600 by 600", id="wide"),
        pytest.param("[logo]\nalt='x'\nfile='high.jpg'", 3, "is 10 by 601 pixels", id="high"),
        pytest.param("[logo]\nalt='x'\nfile='logo.svg'", 3, "an SVG, which Gmail does not show", id="SVG"),
        pytest.param("[logo]\nalt='x'\nfile='lying.png'", 3, "an SVG", id="SVG with another name"),
        pytest.param("[logo]\nalt='x'\nfile='moving.gif'", 3, "save it as PNG or JPEG", id="GIF"),
        pytest.param("[logo]\nalt='x'\nfile='torn.png'", 3, "broken PNG", id="torn PNG"),
        pytest.param("[logo]\nalt='x'\nfile='torn.jpg'", 3, "broken JPEG", id="torn JPEG"),
        pytest.param("[logo]\nalt='x'\nfile='empty.png'", 3, "is no picture", id="empty"),
        pytest.param("[logo]\nalt='x'\nfile='logo.png'\nwidth='9px'", 4, "number of pixels from 16 to 520", id="width"),
        pytest.param("[logo]\nalt='x'\nfile='logo.png'\nwidth=true", 4, "number of pixels", id="no width"),
        pytest.param("[links]\n\nUs = 'javascript:alert(1)'", 3, "is no web address", id="script"),
        pytest.param("[links]\nUs = 'https://{{ recipient.city }}'", 2, "is no web address", id="merge field"),
        pytest.param("[links]\nUs = 'https://[::1'", 2, "is no web address", id="torn address"),
        pytest.param("links = 3", 1, "under [links]", id="links"),
        pytest.param("name = 'a'\nname = 'b'", 2, "is not TOML", id="twice"),
        pytest.param("name = \n", 1, "is not TOML", id="no value"),
        pytest.param("name = 'a'\n[light", 2, "is not TOML", id="open bracket"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    _, problems = read(text)

    assert [(problem.template, problem.line) for problem in problems] == [("brand.toml", line)]
    assert words in problems[0].problem


def test_all_mistakes_are_told_at_once() -> None:
    _, problems = read("nmae = 'x'\n[light]\naccent = 'blue'\n[logo]\nalt = 'x'\nfile = 'none.png'\n")

    assert [problem.line for problem in problems] == [1, 3, 6]
