"""What a single word may be, by the tables alone."""

from dataclasses import dataclass
from enum import Flag, auto
from functools import lru_cache

from outreach.formats.contact_block.given_names import is_given_name
from outreach.formats.contact_block.tokens import Token
from outreach.formats.contact_block.vocabulary import headings, organisations, places, roles
from outreach.model.text import fold


class May(Flag):
    """What a word may be part of; most words are several things, or nothing known."""

    NOTHING = 0
    ROLE = auto()
    TOPIC = auto()
    LEGAL = auto()
    ORGANISATION = auto()
    CORE = auto()
    INFORMATION = auto()
    COMPANION = auto()
    STREET = auto()
    STOP = auto()
    TIME = auto()
    GIVEN = auto()
    COURTESY = auto()
    DEGREE = auto()
    PARTICLE = auto()
    CONNECTOR = auto()
    JOINER = auto()
    STATE = auto()


# What a heading that opens contacts is made of.
OF_HEADINGS = May.CORE | May.INFORMATION | May.COMPANION | May.CONNECTOR | May.JOINER | May.TOPIC

_TABLES = (
    (roles.NOUNS, May.ROLE),
    (roles.TOPICS, May.TOPIC),
    (organisations.LEGAL_FORMS, May.LEGAL),
    (organisations.KEYWORDS, May.ORGANISATION),
    (headings.CORE, May.CORE),
    (headings.INFORMATION, May.INFORMATION),
    (headings.COMPANIONS, May.COMPANION),
    (places.STREETS, May.STREET),
    (places.STOPWORDS, May.STOP),
    (places.MONTHS_AND_DAYS, May.TIME),
    (places.STATE_NAMES, May.STATE),
    (roles.COURTESY, May.COURTESY),
    (roles.DEGREES, May.DEGREE),
    (roles.PARTICLES, May.PARTICLE),
    (roles.CONNECTORS, May.CONNECTOR),
    (roles.JOINERS, May.JOINER),
)


# "Dr.", "Mag.", "Ltd." have their full stop; at the end of a longer word it ends a sentence.
_ABBREVIATED = 4


@lru_cache(maxsize=20_000)
def kinds(word: str) -> May:
    """Everything that the word of this key may be."""
    found = May.NOTHING
    for table, kind in _TABLES:
        if word in table:
            found |= kind
    return found


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a chunk, with what is known of it; `written` has the full stop of an abbreviation.

    `is_capital`: it starts with a capital, or is of a script that has none; `is_digits`: it holds a digit.
    """

    token: Token
    written: str
    key: str
    folded: str
    may: May
    is_given: bool
    is_capital: bool
    is_digits: bool

    @property
    def text(self) -> str:
        """The word as written."""
        return self.token.text

    @property
    def is_caseless(self) -> bool:
        """Of a script without capitals: Arabic, Hebrew, Chinese, Thai."""
        return all(not c.isupper() and not c.islower() for c in self.text) and any(c.isalpha() for c in self.text)

    @property
    def is_initial(self) -> bool:
        """One capital, or a few with full stops: J, J.R."""
        letters = self.text.replace(".", "").replace("-", "")
        return letters.isupper() and (len(letters) == 1 or ("." in self.text and len(letters) < 4))

    @property
    def is_capitals(self) -> bool:
        """All capitals, two at least."""
        return len(self.text) > 1 and self.text.isupper()


def word(token: Token, line: str = "") -> Word:
    """The word of a token that stands in `line`."""
    folded = fold(token.text)
    its_key = folded.replace(" ", "") or token.text
    is_stopped = line[token.end : token.end + 1] == "." and ("." in token.text or len(token.text) <= _ABBREVIATED)
    text = token.text + "." * is_stopped
    first = next((c for c in token.text if c.isalpha()), "a")
    return Word(
        token,
        text,
        its_key,
        folded,
        kinds(its_key),
        is_given=is_given_name(folded) and not token.text.islower(),
        is_capital=first.isupper() or not first.islower(),
        is_digits=any(c.isdigit() for c in token.text),
    )
