"""What is said to be safe is safe: how the process writes to the disk, seen from outside by strace (R-9)."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from outreach.store import database
from tests.cli.conftest import Office
from tests.press_room import planned
from tests.real_servers import missing
from tests.smtp_server import serving

_CALLS = "openat,pwrite64,write,fdatasync,fsync,sendto,sendmsg,recvfrom"


@dataclass(frozen=True)
class Seen:
    """The calls of a process, in order: `journal`, `sync`, `data`, `yes` and `told`."""

    events: list[str]

    @classmethod
    def read(cls, log: str) -> "Seen":
        store, events = set[str](), list[str]()
        for line in log.splitlines():
            call = re.sub(r"^\d+ +", "", line)
            if opened := re.match(r'openat\(.*outreach\.db(-wal)?", .*\) = (\d+)', call):
                store.add(opened[2])
            written = re.match(r"(\w+)\((\d+)", call)
            if written is None:
                continue
            name, handle = written[1], written[2]
            if name in ("fdatasync", "fsync") and handle in store:
                events.append("sync")
            elif name == "pwrite64" and handle in store:
                events.append("journal")
            elif name in ("sendto", "sendmsg") and re.search(r'(^|[" ]|\\n)DATA\\r\\n', call):
                events.append("data")
            elif name == "recvfrom" and "taken as" in call:
                events += ["yes"] * call.count("taken as")
            elif name == "write" and handle == "2" and '\\"accepted\\"' in call:
                events.append("told")
        return cls(events)

    def between(self, first: str, second: str) -> list[str]:
        """What happened after the first `first` and before the next `second`."""
        begin = self.events.index(first)
        return self.events[begin + 1 : self.events.index(second, begin + 1)]


def traced(office: Office, *arguments: str) -> Seen:
    """The real command, watched."""
    program = shutil.which("strace") or missing("strace is not installed", "apt install strace; .ci/run does")
    log = office.folder / "calls"
    command = [program, "-f", "-qq", "-s", "400", "-e", f"trace={_CALLS}", "-o", str(log)]
    command += [sys.executable, "-m", "outreach", *arguments]
    ran = subprocess.run(
        command, capture_output=True, text=True, cwd=office.folder, env=office._environment(), check=False, timeout=120
    )
    if "ptrace" in ran.stderr:
        missing("strace may not watch here", ran.stderr.strip())
    assert ran.returncode == 0, ran.stderr
    return Seen.read(log.read_text(errors="replace"))


def test_sending_is_on_the_disk_before_data_and_sent_before_it_is_said(furnished: Office) -> None:
    furnished.settings |= {"OUTREACH_SMTP_CONNECTIONS": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    store = database.engine(f"sqlite:///{furnished.folder / 'outreach.db'}")
    number = planned(store, 5, now=datetime.now(UTC))
    store.dispose()

    with serving() as server:
        furnished.settings["OUTREACH_SMTP_URL"] = server.url
        seen = traced(furnished, "mailings", "send", str(number), "--yes", "--format", "json")
    assert len(server.record) == 5

    assert (seen.events.count("data"), seen.events.count("yes"), seen.events.count("told")) == (5, 5, 5)
    before = seen.events[: seen.events.index("data")]
    assert "journal" in before
    assert before[-1] == "sync"  # what was written last, that it is being sent, is safe
    assert "journal" in seen.between("yes", "told")
    assert expect_safe_before_said(seen.events) == 5


def expect_safe_before_said(events: list[str]) -> int:
    """Nothing is said that was not on the disk since the server's yes; gives how many were said."""
    yes = safe = told = 0
    for event in events:
        yes += event == "yes"
        safe = yes if event == "sync" else safe
        told += event == "told"
        assert told <= safe
    return told
