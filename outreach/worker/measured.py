"""A way out that counts what goes through it: how many letters are on the wire, and how long each takes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from outreach.worker.metrics import Metrics

if TYPE_CHECKING:
    from outreach.mail.letter import Connection, Letter, Transport
    from outreach.mail.steps import Steps


@dataclass(frozen=True)
class Measured:
    """`transport`, with `metrics` of it."""

    transport: "Transport"
    metrics: Metrics

    @property
    def where(self) -> str:
        """The place, as shown to people."""
        return self.transport.where

    def connection(self) -> "Connection":
        """A new line to it, not yet open."""
        return _Line(self.transport.connection(), self.metrics)


@dataclass(frozen=True)
class _Line:
    line: "Connection"
    metrics: Metrics

    def open(self) -> None:
        self.line.open()

    def sending(self, letter: "Letter") -> "Steps[str]":
        with self.metrics.in_flight.track_inprogress(), self.metrics.seconds.time():
            return (yield from self.line.sending(letter))

    def closing(self) -> "Steps[None]":
        return self.line.closing()

    def abort(self) -> None:
        self.line.abort()
