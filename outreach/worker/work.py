"""What a worker does: looks what is due, and sends of a mailing by the very service that `mailings send` runs."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING

from outreach.errors import OutreachError, ServerUnavailable
from outreach.services import mailings
from outreach.store import database
from outreach.worker.measured import Measured
from outreach.worker.metrics import Metrics

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from outreach.mail.letter import Transport

AHEAD = timedelta(seconds=30)  # what goes within that time gets a job for the very instant
_OFFERS = 5.0  # seconds between two offers of a share: whoever took the last may be gone
_FIRST_REST, _LONGEST_REST = 15.0, 300.0  # seconds after a mail server that was not there

log = logging.getLogger("outreach.worker")


@dataclass
class Work:
    """The hands of one worker: where the store is, where mail goes, and how."""

    engine: "Engine"
    transport: "Transport"
    manners: mailings.Manners
    connections: int
    now: Callable[[], datetime]
    metrics: Metrics = field(default_factory=Metrics)
    _rest: float = 0.0
    _rests_until: float = 0.0

    def look(self) -> dict[int, datetime | None]:
        """The mailings to send: now (None), or soon and exactly when. What was missed is told, once."""
        with database.writing(self.engine) as session:
            now = self.now()
            ready, missed = mailings.due(session, now=now)
            soon = mailings.coming(session, now=now, within=AHEAD)
        for mailing_id in missed:
            log.warning("mailing missed: a person sends it or cancels it", extra={"mailing": mailing_id})
        return {**soon, **dict.fromkeys(ready)}

    def send(self, mailing_id: int, *, stop: mailings.Interruption, offer: Callable[[], None]) -> bool:
        """Sends what can go of the mailing now; gives whether there is more, because it was asked to stop.

        `offer` tells other workers that there is something to share.
        """
        if monotonic() < self._rests_until or not self._may_join(mailing_id):
            return False
        log.info("mailing taken up", extra={"mailing": mailing_id})
        try:
            outcome = mailings.send(
                *(self.engine, mailing_id),
                transport=Measured(self.transport, self.metrics),
                connections=self.connections,
                now=self.now,
                progress=self._watch(mailing_id, offer),
                manners=self.manners,
                stop=stop,
            )
        except KeyboardInterrupt:
            log.info("mailing laid down", extra={"mailing": mailing_id})
            return True
        except OutreachError as trouble:
            self._note(mailing_id, trouble)
            return False
        done = {str(status): number for status, number in outcome.this_run.items()}
        facts = {"mailing": mailing_id, "status": str(outcome.status), "done": done}
        log.log(logging.WARNING if outcome.pause_reason else logging.INFO, "share sent", extra=facts)
        return False

    def _may_join(self, mailing_id: int) -> bool:
        with database.writing(self.engine) as session:
            return mailings.may_join(session, mailing_id, now=self.now())

    def _watch(self, mailing_id: int, offer: Callable[[], None]) -> Callable[[mailings.Step], None]:
        offer_at = 0.0

        def step(done: mailings.Step) -> None:
            nonlocal offer_at
            self._rest = 0.0
            self.metrics.note(done.status, done.reply)
            log.debug("%s: %s (%s)", done.address, done.status, done.reply, extra={"mailing": mailing_id})
            # Not before something went: a server that is not there would have the workers call each other for ever.
            if done.total - done.done > self.connections and monotonic() >= offer_at:
                offer_at = monotonic() + _OFFERS
                offer()

        return step

    def _note(self, mailing_id: int, trouble: OutreachError) -> None:
        log.error("mailing stopped: %s", trouble, extra={"mailing": mailing_id})
        if isinstance(trouble, ServerUnavailable):
            self._rest = min(max(_FIRST_REST, 2 * self._rest), _LONGEST_REST)
            self._rests_until = monotonic() + self._rest
