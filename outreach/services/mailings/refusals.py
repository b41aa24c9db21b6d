"""Too many refusals: a mailing that goes wrong holds itself back before the server thinks worse of us."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine

from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.store import database, mailings

_S = DeliveryStatus
_DONE = (_S.ACCEPTED, _S.BOUNCED, _S.COMPLAINED, _S.REFUSED, _S.FAILED)
_AGAINST = (_S.REFUSED, _S.FAILED)
ENOUGH = 50  # of fewer nothing can be said
PAUSE_ABOVE = 5.0  # percent


def share(counts: Mapping[DeliveryStatus, int]) -> float:
    """How many percent of what is done were refused or given up."""
    done = sum(counts.get(status, 0) for status in _DONE)
    return 100 * sum(counts.get(status, 0) for status in _AGAINST) / done if done else 0.0


class Refusals:
    """What a run has seen of a mailing, counted on from what stood in the ledger when it began."""

    def __init__(self, counts: Mapping[DeliveryStatus, int], *, above: float) -> None:
        self._counts = dict(counts)
        self._above = above

    def note(self, status: DeliveryStatus) -> None:
        """One more stands so."""
        self._counts[status] = self._counts.get(status, 0) + 1

    @property
    def are_too_many(self) -> bool:
        """Whether enough is done to tell, and too much of it was refused."""
        return _are_too_many(self._counts, self._above)

    def hold_back(self, engine: Engine, mailing_id: int, *, now: datetime) -> bool:
        """Pauses the mailing if the ledger, with what other runs have done, says the same; gives whether it did.

        When a person has let it go on, it does so again only when the share has doubled.
        """
        with database.writing(engine) as session:
            mailing = mailings.locked(session, mailing_id)
            counts = mailings.counts(session, mailing_id)
            self._counts = dict(counts)
            if mailing.status != MailingStatus.SENDING or not _are_too_many(counts, self._above):
                return False
            against = sum(counts[status] for status in _AGAINST)
            done = sum(counts[status] for status in _DONE)
            reason = f"{against} of {done} were refused ({share(counts):.1f} %, more than {self._above:g} %)"
            mailings.hold(mailing, reason, now=now)
            mailing.pause_above = round(2 * share(counts), 1)
        return True


def _are_too_many(counts: Mapping[DeliveryStatus, int], above: float) -> bool:
    return sum(counts.get(status, 0) for status in _DONE) >= ENOUGH and share(counts) > above
