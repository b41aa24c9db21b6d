"""What a worker counts, for Prometheus: its own messages, and where the mailings stand in the store that all share."""

import logging
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from outreach.errors import OutreachError, WrongUsage
from outreach.model import reply
from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.services import mailings
from outreach.store import mailings as ledger

if TYPE_CHECKING:
    from sqlmodel import Session

_AGAINST = (DeliveryStatus.REFUSED, DeliveryStatus.DEFERRED, DeliveryStatus.FAILED)
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
log = logging.getLogger("outreach.worker")
Reading = Callable[[], AbstractContextManager["Session"]]


class Metrics:
    """The counters of one worker. No label ever holds an address or a domain."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        here = self.registry
        self._messages = Counter("outreach_messages", "Messages written down, by outcome", ["outcome"], registry=here)
        whose = "Refused or put off, by whose matter it is"
        self._refusals = Counter("outreach_refusals", whose, ["class"], registry=here)
        self.in_flight = Gauge("outreach_in_flight", "Messages on the wire of this worker just now", registry=here)
        how_long = "From handing a message over to the server's answer"
        self.seconds = Histogram("outreach_message_seconds", how_long, buckets=_SECONDS, registry=here)
        for status in DeliveryStatus:
            if status not in (DeliveryStatus.PLANNED, DeliveryStatus.SENDING):
                self._messages.labels(str(status))

    def note(self, status: DeliveryStatus, said: str | None) -> None:
        """A message was written down; the server said so."""
        self._messages.labels(str(status)).inc()
        if status in _AGAINST:
            self._refusals.labels(str(reply.read(said).matter or reply.Matter.OTHER)).inc()

    def watch(self, reading: Reading, *, now: Callable[[], datetime]) -> None:
        """Also tells where the mailings of the store stand, looked up each time that somebody asks."""
        self.registry.register(_Store(reading, now=now))

    def serve(self, host: str, port: int) -> Callable[[], None]:
        """Answers on http://host:port/metrics, in a thread; gives what ends it. Raises WrongUsage."""
        try:
            server, thread = start_http_server(port, addr=host, registry=self.registry)
        except OSError as error:
            raise WrongUsage(f"--metrics: port {port} of {host} cannot be used ({error.strerror})") from error

        log.info("metrics answered", extra={"place": f"http://{host}:{server.server_port}/metrics"})

        def end() -> None:
            server.shutdown()
            server.server_close()
            thread.join()

        return end


class _Store(Collector):
    """Where the mailings stand; of a store that is away, only that it is."""

    def __init__(self, reading: Reading, *, now: Callable[[], datetime]) -> None:
        self._reading, self._now = reading, now

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing: to register is no reason to ask the store."""
        return []

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """As of this moment."""
        try:
            with self._reading() as session:
                now = self._now()
                standing = ledger.standings(session)
                oldest = mailings.oldest_due(session, now=now)
        except OutreachError:
            yield GaugeMetricFamily("outreach_store_up", "Whether the store answers", value=0)
            return
        yield GaugeMetricFamily("outreach_store_up", "Whether the store answers", value=1)
        by_status = GaugeMetricFamily("outreach_mailings", "Mailings in the store, by status", labels=["status"])
        for status in MailingStatus:
            by_status.add_metric([str(status)], standing.get(status, 0))
        yield by_status
        late = 0.0 if oldest is None else max(0.0, (now - oldest).total_seconds())
        yield GaugeMetricFamily("outreach_oldest_due_seconds", "How long the oldest that is due has waited", value=late)
