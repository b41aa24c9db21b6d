"""What a line of a contact block is made of."""

from dataclasses import dataclass
from enum import StrEnum

from outreach.formats.contact_block.vocabulary.labels import Label

# Vowel signs and accents that stand above, below or beside a letter: for a pattern they are no letters themselves.
MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u0670\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd\u0a00-\u0dff"
    "\u0e31\u0e34-\u0e4e\u0eb1-\u0ecd\u1000-\u109f"
)


class Sort(StrEnum):
    """A token's sort: three sorts of facts, the labels before them, words, and what parts them."""

    WORD = "word"
    STOP = "stop"
    LABEL = "label"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"


FACTS = frozenset([Sort.EMAIL, Sort.PHONE])


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a line, from `start` to `end`. `is_glued`: nothing stood between it and the piece before."""

    sort: Sort
    text: str
    line: int
    start: int
    end: int
    is_glued: bool = False
    label: Label | None = None
    extension: str | None = None
