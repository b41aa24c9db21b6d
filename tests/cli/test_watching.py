"""What is seen of a long mailing on a terminal, by the real command on a real terminal of the system."""

import os
import pty
import re
import subprocess
import sys

from tests.cli.conftest import Office
from tests.cli.test_mailings import ADVISORY, planned, ready
from tests.smtp_server import Visit, serving

__all__ = ["ready"]


def _on_a_terminal(office: Office, *arguments: str) -> str:
    ours, theirs = pty.openpty()
    said = b""
    with subprocess.Popen(
        [sys.executable, "-m", "outreach", *arguments],
        cwd=office.folder,
        env=office._environment() | {"TERM": "xterm", "COLUMNS": "120", "PYTHONWARNINGS": "default"},
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ):
        os.close(theirs)
        try:
            while part := os.read(ours, 65536):
                said += part
        except OSError:  # what the other end of a terminal says when nobody is there any more
            pass
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", said.decode())


def test_a_long_mailing_shows_rate_refusals_and_its_domains(ready: Office) -> None:
    def unfriendly(visit: Visit) -> str | float | None:
        if visit.stage == "rcpt" and visit.recipient in ("a1@one.example.com", "a2@one.example.com"):
            return "550 5.1.1 no such user"
        return 0.01 if visit.stage == "end" else None

    people = [f"A{n},a{n}@{'one' if n < 20 else 'two'}.example.com,House" for n in range(111)]
    ready.file("more.csv", "\n".join(["name,email,outlet", *people, ""]))
    ready.ok("lists", "import", "Press", "more.csv")
    ready.file("advisory.md", ADVISORY)
    number = planned(ready)

    with serving(unfriendly) as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        said = _on_a_terminal(ready, "mailings", "send", str(number), "--yes")

    assert re.search(r"Sending .* \d+/120 \d:\d\d:\d\d \d+/s, 2 refused", said), said
    assert re.search(r"two\.example\.com +91 +0 +0 +0", said)
    assert re.search(r"one\.example\.com +18 +2 +0 +0", said)
    assert "a1@one.example.com: refused (550 5.1.1 no such user)" in said
