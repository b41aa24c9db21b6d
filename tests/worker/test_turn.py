"""How long a worker stays with a mailing."""

from collections.abc import Callable

import pytest

from outreach.services.mailings import Interruption
from outreach.worker.turn import LONGEST, SHORTEST, Turn


def turn(moment: list[float], stop: Interruption, others_wait: Callable[[], bool]) -> Turn:
    return Turn(stop, others_wait=others_wait, clock=lambda: moment[0])


@pytest.mark.parametrize(
    ("seconds", "others", "is_over"),
    [
        (SHORTEST - 1, True, False),
        (SHORTEST, True, True),
        (SHORTEST, False, False),
        (LONGEST - 1, False, False),
        (LONGEST + 1, False, True),
    ],
    ids=["too early", "another waits", "alone", "long and alone", "too long"],
)
def test_a_turn_ends_when_another_mailing_waits(seconds: float, others: bool, is_over: bool) -> None:
    moment, stop = [0.0], Interruption()
    mine = turn(moment, stop, lambda: others)

    moment[0] = seconds

    assert (mine.is_asked, mine.is_urgent) == (is_over, False)


def test_whether_others_wait_is_not_asked_all_the_time() -> None:
    moment, asked = [0.0], list[float]()
    mine = turn(moment, Interruption(), lambda: bool(asked.append(moment[0])))

    for tenth in range(200):
        moment[0] = tenth / 10
        assert not mine.is_asked

    assert len(asked) == 17


def test_the_workers_end_is_the_turns_and_a_second_wish_is_urgent() -> None:
    stop = Interruption()
    mine = turn([0.0], stop, lambda: False)

    stop.note()
    assert (mine.is_asked, mine.is_urgent) == (True, False)
    stop.note()
    assert mine.is_urgent
