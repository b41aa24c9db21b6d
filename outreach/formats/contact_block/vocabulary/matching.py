"""How the tables of words are written and looked up: `stem*`, `*ending`, or the whole word, each by its key."""

import re

from outreach.model.text import fold


def key(word: str) -> str:
    """One word as it is looked up: folded, in one piece ("Porte-parole" -> "porteparole"); a lone sign is itself."""
    return fold(word).replace(" ", "") or word.strip(".,:;*")


def keyed_words(table: str) -> frozenset[str]:
    """The words of a table by their keys."""
    return frozenset(key(word) for word in table.split()) - {""}


def keyed_phrases(table: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a table, one a line, as tuples of keys, the longest first."""
    phrases = {tuple(key(word) for word in line.split()) for line in table.splitlines() if line.strip()}
    return tuple(sorted(phrases, key=lambda words: (-len(words), words)))


class Words:
    """A table of words; `word in table` for a word's key."""

    def __init__(self, table: str) -> None:
        entries = table.split()
        self._whole = frozenset(key(entry) for entry in entries if "*" not in entry)
        starts = [re.escape(key(entry)) + r"\w*" for entry in entries if entry.endswith("*")]
        ends = [r"\w*" + re.escape(key(entry)) for entry in entries if entry.startswith("*")]
        self._shaped = re.compile("|".join(starts + ends) or r"(?!)")

    def __contains__(self, word: str) -> bool:
        return word in self._whole or bool(self._shaped.fullmatch(word))
