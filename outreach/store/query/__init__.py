"""A query of the one language as plain SQL on `c`, a row of contact, that both stores take."""

from outreach.store.query.asking import asked_for, cities_called
from outreach.store.query.choosing import chosen
from outreach.store.query.compiling import compiled, members
from outreach.store.query.condition import EVERYBODY, Condition

__all__ = ["EVERYBODY", "Condition", "asked_for", "chosen", "cities_called", "compiled", "members"]
