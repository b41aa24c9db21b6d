"""The life of a mailing and of its deliveries: which states there are, and which may follow which."""

from enum import StrEnum


class MailingStatus(StrEnum):
    """Where a mailing stands as a whole."""

    PLANNED = "planned"
    SENDING = "sending"
    STOPPED = "stopped"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class DeliveryStatus(StrEnum):
    """Where one recipient's message stands."""

    PLANNED = "planned"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DEFERRED = "deferred"
    FAILED = "failed"
    UNKNOWN = "unknown"
    BOUNCED = "bounced"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"


_S = DeliveryStatus
FOLLOWING: dict[DeliveryStatus, frozenset[DeliveryStatus]] = {
    # A message that never reached the wire goes back to where it was claimed from.
    _S.PLANNED: frozenset({_S.SENDING, _S.CANCELLED, _S.SUPPRESSED}),
    _S.SENDING: frozenset({_S.ACCEPTED, _S.REFUSED, _S.DEFERRED, _S.UNKNOWN, _S.PLANNED}),
    _S.DEFERRED: frozenset({_S.SENDING, _S.FAILED, _S.CANCELLED, _S.SUPPRESSED}),
    # Only a person decides about an unknown: it arrived, or it is to be sent again.
    _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.PLANNED}),
    _S.ACCEPTED: frozenset({_S.BOUNCED}),
}


def may_follow(before: DeliveryStatus, after: DeliveryStatus) -> bool:
    """Whether a delivery may move from `before` to `after`. Whatever is not listed is final."""
    return after in FOLLOWING.get(before, frozenset())
