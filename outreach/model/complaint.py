"""A complaint: a reader told their provider that mail of ours was not wanted; and how many of them are too many."""

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.model.mailing import DeliveryStatus

# What the large receivers ask for in their rules for bulk senders: stay below the first, never reach the second.
WARN_AT, PAUSE_AT = 0.1, 0.3  # percent of what was taken
ENOUGH = 3  # one reader's wrong click in a list of a hundred is 1 %, and says nothing
ROLLING_DAYS = 30
# What a server has once taken, whatever came back of it later.
_TAKEN = (DeliveryStatus.ACCEPTED, DeliveryStatus.BOUNCED, DeliveryStatus.COMPLAINED)


@dataclass(frozen=True, slots=True)
class Complaint:
    """What one feedback report says (see `report.Report`).

    `kind` is its Feedback-Type (RFC 5965 §7.3), `by` the domain or program that reports it, "" where it does not say.
    """

    recipients: tuple[str, ...]
    kind: str
    by: str = ""
    clues: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """What it says on one line, for the ledger."""
        return f"complaint ({self.kind})" + (f", reported by {self.by}" if self.by else "")


@dataclass(frozen=True, slots=True)
class Rate:
    """How many complained `of` those whose server had taken the message."""

    complaints: int
    of: int

    @classmethod
    def among(cls, counts: Mapping[DeliveryStatus, int]) -> "Rate":
        """The rate of a mailing of which so many deliveries stand where."""
        return cls(counts.get(DeliveryStatus.COMPLAINED, 0), sum(counts.get(status, 0) for status in _TAKEN))

    @property
    def percent(self) -> float:
        """The share in percent."""
        return 100 * self.complaints / self.of if self.of else 0.0

    @property
    def is_a_worry(self) -> bool:
        """Whether receivers begin to think worse of us for it."""
        return self.complaints > 0 and self.percent >= WARN_AT

    def is_too_much(self, *, above: float = 0.0) -> bool:
        """Whether a mailing has to stop: enough complaints to tell, the share too large, and larger than `above`."""
        return self.complaints >= ENOUGH and self.percent >= PAUSE_AT and self.percent > above

    def __str__(self) -> str:
        return f"{self.complaints} of {self.of} complained ({self.percent:.2f} %)"
