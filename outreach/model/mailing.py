"""The life of a mailing and of its deliveries: the states, which may follow which, and when to try again."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from zlib import crc32


class MailingStatus(StrEnum):
    """Where a mailing stands as a whole."""

    PLANNED = "planned"
    SENDING = "sending"
    STOPPED = "stopped"
    # A person, or too many refusals, held it back until a person says `resume`.
    PAUSED = "paused"
    # Its time went by and nobody sent it: a person decides whether it is still worth sending.
    MISSED = "missed"
    FINISHED = "finished"
    CANCELLED = "cancelled"


# While a mailing stands so, nothing of it is handed out.
NOT_WANTED = (MailingStatus.PAUSED, MailingStatus.CANCELLED)


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
    COMPLAINED = "complained"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"


_S = DeliveryStatus
FOLLOWING: dict[DeliveryStatus, frozenset[DeliveryStatus]] = {
    # A message that never reached the wire goes back to where it was claimed from.
    _S.PLANNED: frozenset({_S.SENDING, _S.CANCELLED, _S.SUPPRESSED}),
    _S.SENDING: frozenset({_S.ACCEPTED, _S.REFUSED, _S.DEFERRED, _S.UNKNOWN, _S.PLANNED}),
    _S.DEFERRED: frozenset({_S.SENDING, _S.FAILED, _S.CANCELLED, _S.SUPPRESSED}),
    # A person decides about an unknown: it arrived, or it is to be sent again. Or the sender that had it in hand, and
    # was thought to be gone, comes back with the server's answer.
    _S.UNKNOWN: frozenset({_S.ACCEPTED, _S.PLANNED, _S.REFUSED, _S.DEFERRED}),
    _S.ACCEPTED: frozenset({_S.BOUNCED, _S.COMPLAINED}),
}


def may_follow(before: DeliveryStatus, after: DeliveryStatus) -> bool:
    """Whether a delivery may move from `before` to `after`. Whatever is not listed is final."""
    return after in FOLLOWING.get(before, frozenset())


# Greylisting lets the second try through after a few minutes, mostly five (RFC 6647 §2): not a moment before.
FIRST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=2)


def pause(attempts: int, *, of: int) -> timedelta:
    """How long to leave delivery `of` alone after so many attempts (RFC 5321 §4.5.4.1): twice as long each time.

    Up to two fifths more, by delivery and attempt, so that what was put off together does not come back together.
    """
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(attempts, 1) - 1, 16)
    share = crc32(f"{of} {attempts}".encode()) / 2**32
    longest = min(doubled, LONGEST_PAUSE)
    return timedelta(seconds=longest.total_seconds() * (1.0 + 0.4 * share))


def standing(counts: Mapping[DeliveryStatus, int]) -> MailingStatus:
    """Where a mailing that was begun, and not cancelled, stands: finished only when nothing is open or unknown."""
    if counts.get(_S.SENDING):
        return MailingStatus.SENDING
    is_open = any(counts.get(status) for status in (_S.PLANNED, _S.DEFERRED, _S.UNKNOWN))
    return MailingStatus.STOPPED if is_open else MailingStatus.FINISHED
