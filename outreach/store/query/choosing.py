"""Those whom a condition chooses."""

from collections.abc import Iterator
from itertools import islice

from outreach.model.card import Card
from outreach.store import cards
from outreach.store.glance import Rows
from outreach.store.query.condition import Condition

_IDS = "SELECT c.id FROM contact c WHERE {where}"
# Cards are read by three queries: where few are meant, the condition is worked out once for all three.
_ASKED_ONCE = 5_000


def chosen(rows: Rows, condition: Condition) -> Iterator[Card]:
    """The cards of those whom `condition` chooses, by family name."""
    some = islice(rows(_IDS.format(where=condition.sql), **condition.values), _ASKED_ONCE + 1)
    ids = [str(id_) for (id_,) in some]
    if len(ids) > _ASKED_ONCE:
        return cards.chosen(rows, condition.sql, **condition.values)
    return cards.chosen(rows, f"c.id IN ({', '.join(ids)})") if ids else iter(())
