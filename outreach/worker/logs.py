"""What a worker says while it runs: lines of text, or of JSON, on stderr. No address in anything above debug level."""

import json
import logging
import re
from datetime import UTC, datetime

_ADDRESS = re.compile(r"(?:\"[^\"\s]*(?: [^\"]*)?\"|[^\s<>\"'(),;:\[\]]+)@[^\s<>\"'(),;:]+")
_OURS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_LOGGERS = ("outreach", "procrastinate", "psycopg.pool")


def without_addresses(text: str) -> str:
    """`text`, where nobody can be read off: servers name whom they refuse, and errors what they were about."""
    return _ADDRESS.sub("(address)", text)


class _Lines(logging.Formatter):
    """What is common to both forms: the facts of a record, harmless unless it is for debugging."""

    def facts(self, record: logging.LogRecord) -> dict[str, object]:
        """When, how grave, from where, what, and what is known beside."""
        is_for_us = record.levelno <= logging.DEBUG
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.name.startswith("outreach"):
            said |= {name: value for name, value in vars(record).items() if name not in _OURS}
        if record.exc_info and record.exc_info[1]:
            said["exception"] = _of_the_database(record.exc_info[1]) or self.formatException(record.exc_info)
        return said if is_for_us else {name: _harmless(value) for name, value in said.items()}


def _of_the_database(error: BaseException) -> str | None:
    """In a line what a database says that is away: the way there through the engine says nothing."""
    first: BaseException | None = error
    while first is not None and not type(first).__module__.startswith("psycopg"):
        first = first.__cause__
    return None if first is None else f"{type(first).__name__}: {_first_line(str(first))}"


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]


def _harmless(value: object) -> object:
    if isinstance(value, dict):
        return {without_addresses(str(name)): _harmless(inner) for name, inner in value.items()}
    return value if isinstance(value, int | float) else without_addresses(str(value))


class Text(_Lines):
    """For people and the system's journal."""

    def format(self, record: logging.LogRecord) -> str:
        """A line, and below it the way to a mistake."""
        facts = self.facts(record)
        head = f"{facts.pop('at')} {facts.pop('level')}: {facts.pop('message')}"
        way = facts.pop("exception", None)
        facts.pop("logger")
        rest = " ".join(f"{name}={value}" for name, value in facts.items())
        return head + (f" ({rest})" if rest else "") + (f"\n{way}" if way else "")


class Json(_Lines):
    """For programs: an object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The facts."""
        return json.dumps(self.facts(record), ensure_ascii=False, default=str)


def begin(lines: logging.Formatter, *, verbose: bool) -> None:
    """From now on what happens is said on stderr; `verbose` adds each message, with its address."""
    out = logging.StreamHandler()
    out.setFormatter(lines)
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [out], False
        # The engine says much; what it does is told by our own lines.
        quiet = logging.INFO if name == "outreach" else logging.WARNING
        logger.setLevel(logging.DEBUG if verbose and name == "outreach" else quiet)
