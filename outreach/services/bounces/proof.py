"""Whose a report is: told by what we have sealed, or named, ourselves, and by nothing else that it says."""

from dataclasses import dataclass, field

from sqlmodel import Session

from outreach.model.report import Report
from outreach.model.token import Purpose, opened
from outreach.services.mailings import return_path
from outreach.store import bounces, mailings
from outreach.store.rows import DeliveryRow


@dataclass(frozen=True, slots=True)
class Seals:
    """The `key` of our tokens. Where every message has a return path of its own, they `are_everywhere`.

    Then a report without one is none of a server of ours; a Message-ID alone could be worked out by another reader.
    """

    key: str = field(repr=False)
    are_everywhere: bool = False


def delivery(session: Session, report: Report, seals: Seals) -> DeliveryRow | None:
    """The delivery that the report is provably about: by a token of ours in it, else by our Message-ID."""
    for word in report.seals:
        if (found := _sealed(session, word, seals.key)) is not None:
            return found
    if report.seals or seals.are_everywhere:
        return None
    return bounces.by_message_id(session, report.clues)


def is_about_us(session: Session, report: Report) -> bool:
    """Whether a report that proves nothing speaks of mail of ours all the same: it is false, or it lost too much."""
    known = bounces.by_message_id(session, report.clues) is not None
    return bool(report.seals) or known or bounces.had_mail(session, report.recipients)


def _sealed(session: Session, word: str, key: str) -> DeliveryRow | None:
    if (number := return_path.numbered(word, key=key)) is not None:
        return bounces.numbered(session, number)
    reader = opened(word, key=key, purpose=Purpose.UNSUBSCRIBE)
    return mailings.delivery_of_word(session, reader) if reader else None
