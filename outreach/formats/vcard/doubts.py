"""What a card says that we could not take as it stands: told to the person, and kept in the notes, never lost."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from outreach.formats.vcard.property import Property
from outreach.model.text import one_line

_CONTROL = re.compile("[\x01-\x1f\x7f-\x9f\u2028\u2029]+")
_ODD_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
# iOS puts these around every number that is copied: they turn the direction of text and are no part of it.
_DIRECTION = re.compile("[\x00\u202a-\u202e\u2066-\u2069]")
_MOST_SHOWN = 3


@dataclass(slots=True)
class Doubts:
    """`warnings` are sentences for the person who imports; `notes` are lines for the contact's notes."""

    # Keys alone: each is said once, in the order in which it came up.
    warnings: dict[str, None] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)

    def warn(self, sentence: str) -> None:
        """Adds a warning, once."""
        self.warnings[sentence] = None

    def keep(self, name: str, value: str, *, because: str) -> None:
        """Warns that `value` could not be read as what it is, and keeps it in the notes as it was written."""
        self.warn(f"{because}; kept in the notes as written")
        self.note(name, value)

    def note(self, name: str, value: str) -> None:
        """Keeps `value` in the notes, under its property's name."""
        self.notes[f"{name}: {one_line_of(value)}"] = None

    def line_of(self, found: Property) -> str:
        """The value on one line; a control character in it is left out with a warning."""
        if _ODD_CONTROL.search(found.text) and found.name != "TEL":
            self.warn(f"{found.name} on line {found.line} holds control characters, which were left out")
        return one_line_of(found.text)


def one_line_of(text: str) -> str:
    """`text` on one line, without what nobody can see or type."""
    return one_line(_CONTROL.sub(" ", _DIRECTION.sub("", text)))


def listed(things: Iterable[str]) -> str:
    """`things` with commas, the first few of many.

    >>> listed(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    all_ = list(things)
    shown = ", ".join(all_[:_MOST_SHOWN])
    return f"{shown} and {len(all_) - _MOST_SHOWN} more" if len(all_) > _MOST_SHOWN else shown
