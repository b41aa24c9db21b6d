"""What a run tells who watches: each step, and how it ended."""

from dataclasses import dataclass

from outreach.model.mailing import DeliveryStatus, MailingStatus

_UNDELIVERED = (DeliveryStatus.REFUSED, DeliveryStatus.DEFERRED, DeliveryStatus.FAILED, DeliveryStatus.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Step:
    """One delivery that was written down: where it stands, what the server said, and how far the run has come."""

    address: str
    status: DeliveryStatus
    reply: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: where the mailing stands, how many deliveries stand where, and what this run did.

    `pause_reason` says why the mailing has held itself back, if it has; `closed` are addresses that get nothing more,
    because the server said that nobody is there.
    """

    mailing_id: int
    status: MailingStatus
    counts: dict[DeliveryStatus, int]
    this_run: dict[DeliveryStatus, int]
    pause_reason: str | None = None
    closed: int = 0

    @property
    def undelivered(self) -> int:
        """How many this run tried and did not get accepted."""
        return sum(self.this_run.get(status, 0) for status in _UNDELIVERED)
