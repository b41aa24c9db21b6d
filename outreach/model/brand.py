"""An organisation's looks: its name, its colours by day and by night, its letters, its logo, its address."""

from dataclasses import dataclass, field, replace
from hashlib import sha256

from outreach.model.colour import Colour


def _colour(written: str) -> Colour:
    return Colour.parse(written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a mail in one light. Three are chosen; `shades` has the rest, which follow from them."""

    accent: Colour
    text: Colour
    background: Colour
    shades: dict[str, Colour]

    def chosen(
        self, *, accent: Colour | None = None, text: Colour | None = None, background: Colour | None = None
    ) -> "Palette":
        """This palette with other colours; what is not given stays."""
        new = replace(
            self,
            accent=accent or self.accent,
            text=text or self.text,
            background=background or self.background,
        )
        if (new.text, new.background) != (self.text, self.background):
            new = replace(new, shades=_shades(new.text, new.background, correction=self.shades["correction"]))
        panel = new.shades["panel"]
        if new.accent.is_readable_on(panel) and new.text.is_readable_on(panel):
            return new
        return replace(new, shades={**new.shades, "panel": new.background})


def _shades(text: Colour, background: Colour, *, correction: Colour) -> dict[str, Colour]:
    muted = text.mixed(background, share=0.25)
    return {
        "page": background.mixed(text, share=0.06),
        "heading": text,
        "muted": muted if muted.is_readable_on(background) else text,
        "quote": text,
        "rule": background.mixed(text, share=0.18),
        "strong_rule": background.mixed(text, share=0.35),
        "panel": background.mixed(text, share=0.05),
        "correction": correction if correction.is_readable_on(background) else text,
    }


# As they stand in templates/mail/style.css.
LIGHT = Palette(
    accent=_colour("#0a5ea8"),
    text=_colour("#1b2733"),
    background=_colour("#ffffff"),
    shades={
        "page": _colour("#eef1f4"),
        "heading": _colour("#101820"),
        "muted": _colour("#52606d"),
        "quote": _colour("#34424f"),
        "rule": _colour("#d8dee5"),
        "strong_rule": _colour("#b7c3cf"),
        "panel": _colour("#f4f6f8"),
        "correction": _colour("#9a3412"),
    },
)
DARK = Palette(
    accent=_colour("#86bdf5"),
    text=_colour("#e4eaf0"),
    background=_colour("#18212b"),
    shades={
        "page": _colour("#0f1419"),
        "heading": _colour("#f4f7fa"),
        "muted": _colour("#a6b4c2"),
        "quote": _colour("#cdd7e1"),
        "rule": _colour("#344252"),
        "strong_rule": _colour("#4a5b6d"),
        "panel": _colour("#212c38"),
        "correction": _colour("#ffb38a"),
    },
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that goes along in the mail; `width` and `height` are as it is shown, in CSS pixels."""

    content_type: str
    content: bytes = field(repr=False)
    alt: str
    width: int
    height: int

    @property
    def cid(self) -> str:
        """Its Content-ID, without the brackets (RFC 2392): the same picture has the same one in every mailing."""
        return f"logo.{sha256(self.content).hexdigest()[:20]}@outreach.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What `brand.toml` says; what it does not say is as the templates have it.

    `font` is a list of font names, the last a generic one; `links` are (words, address).
    """

    name: str = ""
    short_name: str = ""
    address: str = ""
    font: tuple[str, ...] = ()
    light: Palette = LIGHT
    dark: Palette = DARK
    logo: Logo | None = None
    links: tuple[tuple[str, str], ...] = ()


PLAIN = Brand()
