"""What is said to be safe is safe: how the process writes to the disk, seen from outside by strace (R-9)."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Office
from tests.real_servers import missing
from tests.smtp_server import serving

_ADVISORY = "---\nkind: press-release\nheadline: Talks open\ndateline: Vienna\ncontacts: [Vienna]\n---\nTalks open.\n"
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


@pytest.fixture
def ready(office: Office) -> Office:
    office.settings |= {"OUTREACH_SENDER": "press@example.org", "OUTREACH_ORGANISATION": "Forum"}
    office.settings |= {"OUTREACH_SMTP_CONNECTIONS": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    office.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "m@example.org")
    office.ok("lists", "create", "Press")
    office.file("people.csv", "name,email\n" + "".join(f"Reader {n},r{n}@example.com\n" for n in range(5)))
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", _ADVISORY)
    office.ok("mailings", "plan", "advisory.md", "--list", "Press")
    return office


def test_sending_is_on_the_disk_before_data_and_sent_before_it_is_said(ready: Office) -> None:
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        one = traced(ready, "mailings", "send", "1", "--yes", "--limit", "1", "--format", "json")
        rest = traced(ready, "mailings", "send", "1", "--yes", "--format", "json")
    assert len(server.record) == 5

    assert (one.events.count("data"), one.events.count("yes"), one.events.count("told")) == (1, 1, 1)
    before = one.events[: one.events.index("data")]
    assert before[-1] == "sync"  # what was written last is safe, and 'sending' was
    assert "journal" in before
    answered = one.between("yes", "told")
    assert "journal" in answered
    assert answered[-1] == "sync"
    assert rest.events.count("data") == 4
    assert expect_safe_before_said(rest.events) == 4


def expect_safe_before_said(events: list[str]) -> int:
    """Nothing is said that was not on the disk since the server's yes; gives how many were said."""
    yes = safe = told = 0
    for event in events:
        yes += event == "yes"
        safe = yes if event == "sync" else safe
        told += event == "told"
        assert told <= safe
    return told
