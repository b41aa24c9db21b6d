"""The ledger: mailings, what becomes of each of their deliveries, and every step of it.

Its functions take a session and commit nothing, like those of every other room; but who sends commits after each step,
because a mail that is sent cannot be rolled back (see services/mailings/sending).
"""

from outreach.store.mailings.claiming import Delivery, claim
from outreach.store.mailings.hours import awaited, last_moved, unfinished, was_begun, without_zone, zones
from outreach.store.mailings.keeping import (
    Planned,
    add,
    attachments,
    awaited_by,
    awaited_by_any,
    corrections_of,
    counts,
    deliveries,
    delivery_of_word,
    delivery_to,
    everything,
    locked,
    numbered,
    shared_with_earlier,
    waiting,
)
from outreach.store.mailings.ledger import (
    bounce,
    cancel,
    cancel_some,
    put_back,
    recover,
    renew,
    resolve,
    settle,
    suppress,
)
from outreach.store.mailings.proof import moves

__all__ = [
    "Delivery",
    "Planned",
    "add",
    "attachments",
    "awaited",
    "awaited_by",
    "awaited_by_any",
    "bounce",
    "cancel",
    "cancel_some",
    "claim",
    "corrections_of",
    "counts",
    "deliveries",
    "delivery_of_word",
    "delivery_to",
    "everything",
    "last_moved",
    "locked",
    "moves",
    "numbered",
    "put_back",
    "recover",
    "renew",
    "resolve",
    "settle",
    "shared_with_earlier",
    "suppress",
    "unfinished",
    "waiting",
    "was_begun",
    "without_zone",
    "zones",
]
