"""The ledger: mailings, what becomes of each of their deliveries, and every step of it.

Its functions take a session and commit nothing, like those of every other room; but who sends commits after each step,
because a mail that is sent cannot be rolled back (see services/mailings/sending).
"""

from outreach.store.mailings.claiming import Delivery, claim
from outreach.store.mailings.expiring import expire
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
    hold,
    locked,
    numbered,
    refused,
    shared_with_earlier,
    standings,
    waiting,
)
from outreach.store.mailings.last_word import LastWord
from outreach.store.mailings.ledger import (
    bounce,
    cancel,
    cancel_some,
    complain,
    put_back,
    recover,
    renew,
    resolve,
    suppress,
)
from outreach.store.mailings.pacing import Taken, take, taken
from outreach.store.mailings.proof import moves
from outreach.store.mailings.settling import Answered, settle_all

__all__ = [
    "Answered",
    "Delivery",
    "LastWord",
    "Planned",
    "Taken",
    "add",
    "attachments",
    "awaited",
    "awaited_by",
    "awaited_by_any",
    "bounce",
    "cancel",
    "cancel_some",
    "claim",
    "complain",
    "corrections_of",
    "counts",
    "deliveries",
    "delivery_of_word",
    "delivery_to",
    "everything",
    "expire",
    "hold",
    "last_moved",
    "locked",
    "moves",
    "numbered",
    "put_back",
    "recover",
    "refused",
    "renew",
    "resolve",
    "settle_all",
    "shared_with_earlier",
    "standings",
    "suppress",
    "take",
    "taken",
    "unfinished",
    "waiting",
    "was_begun",
    "without_zone",
    "zones",
]
