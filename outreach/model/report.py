"""A report about a message of ours, a bounce or a complaint, and what in it could tell whose it is."""

import re
from typing import Protocol

# A return path's token, `bounces+12.abc…@`, and a reader's token behind `unsubscribe`, as `model.token` seals them.
_OF_RETURN_PATH = re.compile(r"\+(\d{1,19}\.[a-z2-7]{16})@", re.IGNORECASE)
_OF_READER = re.compile(r"unsubscribe[-/]([0-9a-f]{1,64}\.[0-9a-f]{1,64}\.[a-z2-7]{26})(?![a-z2-7])", re.IGNORECASE)
_MOST = 20


class Report(Protocol):
    """`recipients` are the addresses that it names, ours first. `clues` could be the Message-ID of ours.

    `seals` look like tokens of ours: only the key tells whether they are.
    """

    @property
    def recipients(self) -> tuple[str, ...]:
        """The addresses that it names."""

    @property
    def clues(self) -> tuple[str, ...]:
        """What could be the Message-ID of ours."""

    @property
    def seals(self) -> tuple[str, ...]:
        """What looks like a token of ours."""


def seals_in(text: str) -> tuple[str, ...]:
    """Everything in `text` that looks like a token of ours, in small letters; of very many the first few."""
    found = (match[1].lower() for form in (_OF_RETURN_PATH, _OF_READER) for match in form.finditer(text))
    return tuple(dict.fromkeys(found))[:_MOST]
