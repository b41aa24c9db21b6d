"""A person taken out of the store, with every trace of them (GDPR, Art. 17).

What stays is what must: that an address wants no mail, as a digest; and the ledger's counts, under a pseudonym.
"""

import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.model.erasure import pseudonym
from outreach.model.mailing import DeliveryStatus, MailingStatus, standing
from outreach.store import mailings, privacy
from outreach.store.privacy import Person

_UNDECIDED = {
    DeliveryStatus.SENDING: "is on the wire just now; try again when it is through",
    DeliveryStatus.UNKNOWN: "may or may not have arrived; decide with `outreach mailings resolve` first",
}


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: messages put under a pseudonym, messages cancelled, suppressions kept as digests.

    `traces` are the places that still name the person ("table.column" -> rows): texts as they were published.
    """

    messages: int
    cancelled: int
    sealed: int
    traces: dict[str, int]


def erase(session: Session, person: Person, *, suppress: bool, now: datetime) -> Erased:
    """Erases the person; with `suppress` none of their addresses is ever written to again, whatever is imported.

    Raises WrongUsage while a message to them is on the wire or unknown. The file is wiped afterwards (database.wipe).
    """
    theirs = privacy.deliveries(session, person)
    for delivery in theirs:
        if problem := _UNDECIDED.get(DeliveryStatus(delivery["status"])):
            raise WrongUsage(f"a message of mailing {delivery['mailing_id']} to {person.name} {problem}")
    token = secrets.token_hex(6)
    keys = dict.fromkeys([*person.own, *(delivery["key"] for delivery in theirs)])
    called = {key: pseudonym(token, number) for number, key in enumerate(keys, start=1)}
    numbers = [delivery["id"] for delivery in theirs]
    cancelled = mailings.cancel_some(session, numbers, reply="erased at the person's own wish", now=now)
    messages = privacy.hide_in_ledger(session, person, called)
    sealed = privacy.seal_silences(session, person, all_of_them=suppress, now=now)
    privacy.forget_in_directory(session, person)
    _stand_anew(session, Counter(delivery["mailing_id"] for delivery in theirs), now=now)
    return Erased(messages, cancelled, sealed, privacy.traces(session, person))


def _stand_anew(session: Session, mailing_ids: Counter[int], *, now: datetime) -> None:
    """A mailing whose last open message was theirs is finished by that."""
    for mailing_id in mailing_ids:
        mailing = mailings.locked(session, mailing_id)
        if mailing.status in (MailingStatus.STOPPED, MailingStatus.SENDING):
            mailing.status, mailing.changed_at = standing(mailings.counts(session, mailing_id)), now
