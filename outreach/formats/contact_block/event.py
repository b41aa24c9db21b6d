"""What the reader of a block comes upon, one after the other."""

from dataclasses import dataclass

from outreach.formats.contact_block.scoring import NEVER, Kind
from outreach.formats.contact_block.tokens import Token
from outreach.formats.contact_block.vocabulary.labels import Label
from outreach.formats.contact_block.word_kinds import Word

NEW_LINE = "\n"
# A likeness from which on a name is no town's: a first name that is known, or an address named after it.
SURE_NAME = 2.5
# What sets a town off from the people in it: "In Vienna: …", "Geneva – …", a cell of its own.
SETTING_OFF = frozenset(":-–—|\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the reader of a block comes upon: words of a kind, or a fact (then `token` is set).

    `before` and `after` are what parts it from its neighbours: a line end, a comma, a colon, or nothing.
    """

    kind: Kind | None
    text: str
    line: int
    before: str = ""
    after: str = ""
    words: tuple[Word, ...] = ()
    score: float = 0.0
    likeness: float = NEVER
    token: Token | None = None
    town: str | None = None
    country: str | None = None
    field: Label | None = None

    @property
    def is_fact(self) -> bool:
        """Whether it is a number or an address."""
        return self.token is not None

    @property
    def opens_line(self) -> bool:
        """Whether it is the first on its line."""
        return self.before == NEW_LINE

    @property
    def opens_place(self) -> bool:
        """Whether it is a town or a country that opens its line and is set off from what follows."""
        return self.opens_line and self.after in SETTING_OFF and bool(self.town or self.country)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a block: its number in the document, its cleaned text, its tokens."""

    number: int
    text: str
    tokens: tuple[Token, ...]
