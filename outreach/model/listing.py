"""A listing: a number or an address as the directory has it, with whose it is and who may see it."""

from dataclasses import dataclass

from outreach.model.card import ContactKind
from outreach.model.values import Visibility


@dataclass(frozen=True, slots=True)
class Listing:
    """One person's entry; the same number may be several people's. `owner` is their name.

    `extension` is that of a number behind a switchboard, or empty.
    """

    owner: str
    kind: ContactKind
    active: bool
    visibility: Visibility
    extension: str = ""

    @property
    def may_be_printed(self) -> bool:
        """Whether it may stand in a text for the press: an officer's who is there, for everybody to see."""
        return self.kind is ContactKind.OFFICER and self.active and self.visibility is Visibility.PUBLIC
