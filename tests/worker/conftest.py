"""A PostgreSQL store with nothing in it and no job of an earlier test."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from outreach.store import database


@pytest.fixture
def shared(emptied_postgres: str) -> Iterator[Engine]:
    """The store that workers share."""
    made = database.engine(emptied_postgres)
    yield made
    made.dispose()
