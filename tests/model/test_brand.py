"""Colours that go together, and those that cannot be read."""

import pytest

from outreach.model.brand import DARK, LIGHT, Palette
from outreach.model.colour import Colour


@pytest.mark.parametrize(
    ("front", "back", "ratio"),
    [("#000", "#ffffff", 21), ("#fff", "#fff", 1), ("#767676", "#fff", 4.54), ("#777", "#fff", 4.47)],
)
def test_the_contrast_is_that_of_wcag(front: str, back: str, ratio: float) -> None:
    assert Colour.parse(front).contrast(Colour.parse(back)) == pytest.approx(ratio, abs=0.01)
    assert Colour.parse(back).contrast(Colour.parse(front)) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("written", "colour"), [("#0a5ea8", "#0a5ea8"), ("#07C", "#0077cc"), ("#FFFFFF", "#ffffff")])
def test_a_colour_is_read_as_css_reads_it(written: str, colour: str) -> None:
    assert str(Colour.parse(written)) == colour


@pytest.mark.parametrize(
    "written", ["blue", "0a5ea8", "#12345", "#12345678", "rgb(0,0,0)", "#00000g", "", "#fff;}", "url(https://x)"]
)
def test_what_is_no_colour_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no colour; write it like #0a5ea8"):
        Colour.parse(written)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_a_palette_of_the_same_colours_is_the_same(palette: Palette) -> None:
    assert palette.chosen(accent=palette.accent, text=palette.text, background=palette.background) == palette


@pytest.mark.parametrize(
    ("accent", "text", "background"),
    [
        ("#7a1f3d", "#2b1a10", "#fff8ee"),
        ("#005a2b", "#333333", "#e9f5e1"),
        ("#767676", "#767676", "#ffffff"),
        ("#ffd400", "#ffffff", "#101010"),
        ("#9ad0ff", "#fafafa", "#003a70"),
    ],
)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_follows_from_readable_colours_is_readable(
    palette: Palette, accent: str, text: str, background: str
) -> None:
    new = palette.chosen(accent=Colour.parse(accent), text=Colour.parse(text), background=Colour.parse(background))

    for name in ("heading", "muted", "quote", "correction"):
        assert new.shades[name].is_readable_on(new.background), name
    for front in (new.text, new.accent, new.shades["heading"]):
        assert front.is_readable_on(new.shades["panel"])


def test_an_accent_alone_changes_no_shade_that_it_can_be_read_on() -> None:
    assert LIGHT.chosen(accent=Colour.parse("#7a1f3d")).shades == LIGHT.shades
