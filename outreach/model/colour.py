"""Colours, and whether one can be read on another (WCAG 2.2)."""

import re
from dataclasses import dataclass

# WCAG 2.2, 1.4.3: the least ratio for text of ordinary size.
LEAST_CONTRAST = 4.5
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of the screen. `str()` gives it as CSS has it: #0a5ea8."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, written: str) -> "Colour":
        """The colour that is written #0a5ea8 or #07c. Raises ValueError."""
        if not _HEX.fullmatch(written):
            raise ValueError(f"{written!r} is no colour; write it like #0a5ea8")
        digits = written[1:] if len(written) == 7 else "".join(digit * 2 for digit in written[1:])
        return cls(*bytes.fromhex(digits))

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
        shares = [value / 255 for value in (self.red, self.green, self.blue)]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(self, other: "Colour") -> float:
        """The ratio of the luminances, 1 to 21 (WCAG 2.2)."""
        dark, light = sorted((self.luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)

    def is_readable_on(self, background: "Colour") -> bool:
        """Whether text of this colour can be read there."""
        return self.contrast(background) >= LEAST_CONTRAST

    def mixed(self, other: "Colour", *, share: float) -> "Colour":
        """This colour with a `share` (0 to 1) of `other` in it."""
        pairs = ((self.red, other.red), (self.green, other.green), (self.blue, other.blue))
        return Colour(*(round(mine + (theirs - mine) * share) for mine, theirs in pairs))
