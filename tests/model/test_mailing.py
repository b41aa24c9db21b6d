"""The life of a mailing and of its deliveries."""

from datetime import timedelta
from itertools import pairwise

import pytest

from outreach.model.mailing import DeliveryStatus as S
from outreach.model.mailing import MailingStatus, may_follow, pause, standing


@pytest.mark.parametrize("final", [S.REFUSED, S.FAILED, S.BOUNCED, S.CANCELLED, S.SUPPRESSED])
def test_what_is_final_stays(final: S) -> None:
    assert not any(may_follow(final, after) for after in S)


def test_pauses_double_up_to_four_hours_and_are_never_shorter_and_never_alike() -> None:
    pauses = [pause(attempt, of=7) for attempt in range(1, 12)]

    assert timedelta(minutes=5) <= pauses[0] <= timedelta(minutes=7)
    assert all(longer > shorter for shorter, longer in pairwise(pauses[:6]))
    assert timedelta(hours=4) <= max(pauses) <= timedelta(hours=4) * 1.4
    assert len({pause(1, of=delivery) for delivery in range(50)}) > 40


@pytest.mark.parametrize(
    ("stands", "expected"),
    [
        ({}, MailingStatus.FINISHED),
        ({S.ACCEPTED: 3, S.REFUSED: 1, S.FAILED: 1, S.SUPPRESSED: 1, S.CANCELLED: 1}, MailingStatus.FINISHED),
        ({S.ACCEPTED: 3, S.UNKNOWN: 1}, MailingStatus.STOPPED),
        ({S.ACCEPTED: 3, S.DEFERRED: 1}, MailingStatus.STOPPED),
        ({S.PLANNED: 1}, MailingStatus.STOPPED),
        ({S.PLANNED: 1, S.SENDING: 1}, MailingStatus.SENDING),
    ],
    ids=str,
)
def test_a_mailing_is_finished_only_when_nothing_is_open(stands: dict[S, int], expected: MailingStatus) -> None:
    assert standing(stands) is expected
