"""What a line of a contact block is made of."""

from dataclasses import dataclass
from enum import StrEnum

from outreach.formats.contact_block.vocabulary.labels import Label


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
