"""Mail that came back, written down: the delivery is marked, and an address at which nobody is gets nothing more.

The same of complaints: whoever complains gets nothing more either. What does not prove that it is about mail of ours
changes nothing, and is told (docs/decisions/0035).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from outreach.mail import dsn
from outreach.mail.dsn import Sort
from outreach.model.bounce import Bounce
from outreach.model.complaint import Complaint
from outreach.model.mailing import MailingStatus, standing
from outreach.model.values import EmailAddress
from outreach.services.bounces import complaining, proof
from outreach.services.bounces.proof import Seals
from outreach.store import mailings, suppressions
from outreach.store.rows import DeliveryRow

__all__ = ["COUNTED", "Collected", "Seals", "collect", "complaining"]

# What is told of every collection, in this order.
COUNTED = (
    *("messages", "bounced", "hard", "soft", "complained", "suppressed", "already", "paused", "quarantined"),
    *("unmatched", "delayed", "delivered", "out of office", "complaint", "too much", "other"),
)
_MOST_TOLD = 20


@dataclass
class Collected:
    """How many were what (COUNTED), and what somebody should know, a sentence each.

    `bounced` are deliveries that were marked now, hard or soft, `complained` those whose readers did; `already` were
    marked before or never sent. `quarantined` reports speak of mail of ours and do not prove it; `unmatched` ones are
    about no mail of ours. `paused` mailings hold themselves back.
    """

    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    complained_of: set[int] = field(default_factory=set)

    @property
    def counted(self) -> dict[str, int]:
        """Every count, in order."""
        return {name: self.counts[name] for name in COUNTED}


def collect(session: Session, messages: Iterable[bytes], *, seals: Seals, now: datetime) -> Collected:
    """Reads every message and writes down what it says. The same ones again change nothing."""
    found = Collected()
    for octets in messages:
        found.counts["messages"] += 1
        mail = dsn.read(octets)
        if mail.sort is not Sort.BOUNCE:
            found.counts[mail.sort.value] += 1
        for report in mail.reports:
            _note(session, report, found, seals=seals, now=now)
    for mailing_id in sorted(found.complained_of):
        if complaining.hold_back(session, mailing_id, now=now):
            found.counts["paused"] += 1
            found.told.append(f"mailing {mailing_id} is paused; `outreach mailings resume {mailing_id}` goes on")
    if found.complained_of:
        found.told += complaining.worries(session, sorted(found.complained_of), now=now)
    if (more := found.counts["quarantined"] - _MOST_TOLD) > 0:
        found.told.append(f"{more} more reports were not believed")
    return found


def _note(session: Session, report: Bounce | Complaint, found: Collected, *, seals: Seals, now: datetime) -> None:
    delivery = proof.delivery(session, report, seals)
    if delivery is not None and delivery.id is not None:
        found.counts.update(_written_down(session, delivery, report, found, now=now))
    elif not proof.is_about_us(session, report):
        found.counts["unmatched"] += 1
    else:
        found.counts["quarantined"] += 1
        if found.counts["quarantined"] <= _MOST_TOLD:
            found.told.append(_not_believed(report))


def _not_believed(report: Bounce | Complaint) -> str:
    why = "its token is none of ours" if report.seals else "nothing in it proves that it is about mail of ours"
    whom = ", ".join(report.recipients[:2]) or "nobody"
    return f"not believed, {why}: a report about {ascii(whom)[1:-1]} ({report.in_words}); nothing was changed"


def _written_down(
    session: Session, delivery: DeliveryRow, report: Bounce | Complaint, found: Collected, *, now: datetime
) -> list[str]:
    mark = mailings.complain if isinstance(report, Complaint) else mailings.bounce
    if not mark(session, delivery.id or 0, reply=report.in_words, now=now):
        return ["already"]
    _stand_anew(session, delivery, now=now)
    if isinstance(report, Complaint):
        found.complained_of.add(delivery.mailing_id or 0)
        return ["complained", *_suppressed(session, delivery, report.in_words, "complaint", now=now)]
    if not report.is_hard:
        return ["bounced", "soft"]
    return ["bounced", "hard", *_suppressed(session, delivery, report.in_words, "bounced", now=now)]


def _suppressed(session: Session, delivery: DeliveryRow, words: str, why: str, *, now: datetime) -> list[str]:
    if suppressions.suppressed(session, [delivery.key]):
        return []
    reason = f"{why} on {now:%Y-%m-%d}, mailing {delivery.mailing_id}: {words}"
    suppressions.add(session, EmailAddress(delivery.address), reason=reason, now=now)
    session.flush()
    return ["suppressed"]


def _stand_anew(session: Session, delivery: DeliveryRow, *, now: datetime) -> None:
    """A mailing whose last unknown delivery that was is finished by it."""
    mailing = mailings.numbered(session, delivery.mailing_id or 0)
    if mailing.status == MailingStatus.STOPPED and mailing.id is not None:
        mailing.status, mailing.changed_at = standing(mailings.counts(session, mailing.id)), now
