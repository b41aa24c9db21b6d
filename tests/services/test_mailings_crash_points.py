"""SIGKILL at each of eleven named points (R-1). `python -m tests.kill_bench` does each twenty times on both stores."""

import pytest
from sqlalchemy import Engine

from tests.crashing import LINES, POINTS, crashed

PLACES = [*(("sqlite", point) for point in POINTS), *(("postgresql", point) for point in POINTS[::3])]


@pytest.mark.parametrize(("made_url", "point"), PLACES, indirect=["made_url"])
def test_killed_at_a_named_point_nobody_is_lost_and_nobody_has_two(engine: Engine, point: str) -> None:
    for seed in range(2):
        assert crashed(engine, point, seed) <= LINES
