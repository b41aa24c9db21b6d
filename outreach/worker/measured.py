"""A way out that counts what goes through it: how many letters are on the wire, and how long each takes."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from outreach.worker.metrics import Metrics

if TYPE_CHECKING:
    from outreach.mail.letter import Connection, Letter, Transport


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
        line: Connection = cast("Connection", _Line(self.transport.connection(), self.metrics))
        return line


class _Line:
    """A line whose letters are counted; in all else it is the line that it holds."""

    def __init__(self, line: Any, metrics: Metrics) -> None:
        self._line, self._metrics = line, metrics

    def __getattr__(self, name: str) -> Any:
        return getattr(self._line, name)

    def send(self, letter: "Letter") -> str:
        with self._counted():
            said: str = self._line.send(letter)
        return said

    def sending(self, letter: "Letter") -> Generator[Any, None, str]:
        """The same, of a line that goes in steps."""
        with self._counted():
            said: str = yield from self._line.sending(letter)
        return said

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._metrics.in_flight.track_inprogress(), self._metrics.seconds.time():
            yield
