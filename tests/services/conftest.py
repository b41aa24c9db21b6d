"""What the tests of services share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.store import database


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """A store on SQLite alone, for what is the same on both."""
    made = database.engine(f"sqlite:///{tmp_path / 'outreach.db'}")
    database.upgrade(made)
    yield made
    made.dispose()
