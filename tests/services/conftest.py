"""What the tests of services share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from outreach.store import database


@pytest.fixture
def sqlite(made_store: Path, tmp_path: Path) -> Iterator[Engine]:
    """A store on SQLite alone, for what is the same on both."""
    made = database.engine(f"sqlite:///{shutil.copy(made_store, tmp_path / 'outreach.db')}")
    yield made
    made.dispose()
