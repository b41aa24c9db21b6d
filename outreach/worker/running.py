"""A worker from its start to its end: it goes on when the database was away, and ends well when it is told to."""

import asyncio
import logging
import signal
from dataclasses import dataclass, field

from procrastinate.exceptions import ConnectorException
from psycopg import Error as DatabaseAway

from outreach.services.mailings import Interruption
from outreach.worker import jobs
from outreach.worker.work import Work

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0  # seconds before the engine is tried again
log = logging.getLogger("outreach.worker")


@dataclass
class Worker:
    """Sends what is due in the store at `database_url` until somebody asks it to stop."""

    database_url: str = field(repr=False)
    work: Work
    _asked: int = 0
    _stop: Interruption = field(default_factory=Interruption)
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    def run(self) -> None:
        """Works until SIGINT, SIGTERM or SIGHUP. What is on the wire then is waited for; a second one does not."""
        jobs.prepare(self.work.engine)
        asyncio.run(self._run())

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # what is ignored (nohup) stays ignored
                loop.add_signal_handler(number, self._note)
        log.info("worker begun", extra={"to": self.work.transport.where})
        pause = _FIRST_PAUSE
        while not self._asked:
            # What the engine's end stops is not what a person stops: the next round begins with neither.
            self._stop = Interruption()
            began = loop.time()
            try:
                app = jobs.application(self.database_url, self.work, self._stop)
                await jobs.serve(app, self._ending, ended=self._stop.note)
            except (ConnectorException, DatabaseAway, OSError) as trouble:
                log.warning("the engine is in trouble: %s", trouble.__cause__ or trouble)
            if not self._asked:
                pause = _FIRST_PAUSE if loop.time() - began > _LONGEST_PAUSE else min(2 * pause, _LONGEST_PAUSE)
                await self._doze(pause)
        log.info("worker ended")

    async def _doze(self, seconds: float) -> None:
        log.info("trying again in %.0f seconds", seconds)
        try:
            await asyncio.wait_for(self._ending.wait(), seconds)
        except TimeoutError:
            return

    def _note(self) -> None:
        self._asked += 1
        self._ending.set()
        if self._asked > 1:
            self._stop.note()
