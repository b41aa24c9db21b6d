"""`outreach worker`, as an administrator runs it: what it says, what it tells Prometheus, and how it ends."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from outreach.store import database
from tests.cli.conftest import Office
from tests.cli.test_mailings import planned, ready
from tests.smtp_server import Visit, serving

__all__ = ["ready"]


@pytest.fixture
def office(office: Office, emptied_postgres: str) -> Office:
    """An office with a store that workers can share."""
    office.settings["OUTREACH_DATABASE_URL"] = emptied_postgres
    return office


class Running:
    """A worker, and what it has said so far."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self.process, self._log = process, log

    @property
    def said(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self._log.read_text().splitlines()]

    @property
    def metrics(self) -> str:
        [place] = [str(line["place"]) for line in self.said if "place" in line]
        with urlopen(place) as answer:
            return str(answer.read().decode())


@contextmanager
def worker(office: Office, *options: str) -> Iterator[Running]:
    log = office.folder / "log"
    command = [sys.executable, "-m", "outreach", "worker", "--log", "json", *options]
    environment = office._environment() | {"PYTHONWARNINGS": "default"}
    with log.open("w") as out, subprocess.Popen(command, cwd=office.folder, env=environment, stderr=out) as process:
        try:
            yield Running(process, log)  # type: ignore[arg-type]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def _unfriendly(visit: Visit) -> str | None:
    said = {
        "r2@example.com": "550 5.7.1 <r2@example.com>: Reader2 takes nothing from you",
        "r3@example.com": "452 4.2.2 r3@example.com: mailbox full",
    }
    return said.get(visit.recipient or "") if visit.stage == "rcpt" else None


def test_a_worker_tells_what_it_does_and_names_nobody(ready: Office) -> None:
    first, second = planned(ready), planned(ready)
    store = database.engine(ready.settings["OUTREACH_DATABASE_URL"])
    with store.begin() as connection:
        connection.exec_driver_sql(f"UPDATE delivery SET sha256 = 'x' WHERE mailing_id = {second} AND key LIKE 'r5%%'")
    store.dispose()

    def stands(number: int) -> dict[str, object]:
        shown = ready.ok("mailings", "show", str(number), "--format", "json").json
        return {"status": shown["status"]} | {name: count for name, count in shown["counts"].items() if count}

    with serving(_unfriendly) as server:
        ready.settings |= {"OUTREACH_SMTP_URL": server.url, "OUTREACH_SMTP_CONNECTIONS": "1"}
        with worker(ready, "--metrics", "127.0.0.1:0") as running:
            until(lambda: any("place" in line for line in running.said))
            for number in (first, second):
                ready.ok("mailings", "send", str(number), "--by-worker", "--yes")
            until(lambda: stands(second)["status"] == "paused")
            metrics = running.metrics

    assert running.process.returncode == 0
    assert stands(first) == {"status": "stopped", "accepted": 7, "refused": 1, "deferred": 1}
    for line in (
        'outreach_messages_total{outcome="refused"} 2.0',
        'outreach_refusals_total{class="mailbox"} 2.0',
        'outreach_refusals_total{class="policy"} 2.0',
        'outreach_mailings{status="paused"} 1.0',
        "outreach_in_flight 0.0",
        "outreach_message_seconds_count 13.0",
        "outreach_oldest_due_seconds 0.0",
        "outreach_store_up 1.0",
    ):
        assert line in metrics
    said = running.said
    assert {"worker begun", "mailing taken up", "share sent", "worker ended"} <= {line["message"] for line in said}
    assert [line["mailing"] for line in said if line["level"] == "error"] == [second]
    assert not [line for line in said if "@" in str(line) or "Reader" in str(line) or "example.com" in str(line)]
    assert "@" not in metrics


def test_what_is_left_to_the_workers_is_not_sent_from_here(ready: Office) -> None:
    number = planned(ready)

    tried = ready.ok("mailings", "send", str(number), "--by-worker", "--dry-run")
    left = ready.ok("mailings", "send", str(number), "--by-worker", "--yes")
    shown = ready.ok("mailings", "show", str(number), "--format", "json").json

    assert "9 of 9 messages, to the workers" in tried.err
    assert "was one ever started on this store?" in left.err
    assert (shown["counts"]["planned"], shown["send_at"] is not None) == (9, True)


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("worker", "--metrics", "9464x"), 5, "write 127.0.0.1:9464"),
        (("worker", "--log", "xml"), 2, "xml"),
        (("mailings", "send", "--due", "--by-worker"), 2, "--by-worker goes with a mailing's number"),
        (("mailings", "send", "77", "--by-worker"), 3, "77"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_bad_input_gets_one_sentence(office: Office, arguments: tuple[str, ...], code: int, sentence: str) -> None:
    answer = office(*arguments)

    assert (answer.code, sentence in answer.err) == (code, True), answer.err


@pytest.mark.parametrize("command", [("worker",), ("mailings", "send", "1", "--by-worker")], ids=" ".join)
def test_on_sqlite_it_says_what_serves_there(office: Office, command: tuple[str, ...]) -> None:
    office.settings["OUTREACH_DATABASE_URL"] = f"sqlite:///{office.folder / 'outreach.db'}"
    office.ok("init")

    answer = office(*command)

    assert answer.code == 2
    assert "workers need a PostgreSQL store" in answer.err
    assert "`outreach mailings send --due`" in answer.err
