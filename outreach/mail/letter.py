"""A letter, and the two things that a way out has to be: a place, and lines to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from outreach.mail.steps import Steps


def _always() -> bool:
    """A letter that nobody else could have in hand."""
    return True


@dataclass(frozen=True, slots=True)
class Letter:
    """A finished message in its envelope: the addresses as the server is told them, and the octets.

    `is_ours` is asked last before DATA: who was asleep for too long has lost the letter, and must not begin it.
    """

    sender: str
    recipient: str
    message_id: str
    content: bytes
    is_ours: Callable[[], bool] = _always


class Connection(Protocol):
    """A line to where mail goes, used for one letter at a time and kept open between letters."""

    def open(self) -> None:
        """Make sure that somebody answers. Raises ServerUnavailable."""

    def sending(self, letter: Letter) -> Steps[str]:
        """Hand over `letter`; gives the server's reply. An old line that was closed meanwhile is opened again.

        Raises ServerUnavailable (the letter was not looked at), LetterLost (it was not begun), RecipientRefused,
        RecipientDeferred, OutcomeUnknown.
        """

    def closing(self) -> Steps[None]:
        """Say goodbye and hang up. Never raises."""

    def abort(self) -> None:
        """Hang up at once: what is being sent ends with what is true at its stage."""


class Transport(Protocol):
    """A place that takes mail. `where` names it for people, without a password."""

    @property
    def where(self) -> str:
        """The place, as shown to people."""

    def connection(self) -> Connection:
        """A new line to it, not yet open."""
