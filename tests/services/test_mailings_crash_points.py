"""SIGKILL at each of eleven named points (R-1). `python -m tests.kill_bench` does each twenty times, and much more."""

import pytest
from sqlalchemy import Engine

from tests.crashing import LINES, POINTS, crashed


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_a_named_point_nobody_is_lost_and_nobody_has_two(engine: Engine, point: str) -> None:
    for seed in range(2):
        assert crashed(engine, point, seed) <= LINES
