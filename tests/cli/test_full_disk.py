"""A disk that runs full while mail goes out: it stops at once, says which, and goes on when there is room (R-7)."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from outreach.store import database
from tests.cli.conftest import Commands, Office
from tests.press_room import counts, statuses
from tests.real_servers import missing
from tests.smtp_server import SmtpServer, Visit, good, serving

_ADVISORY = "---\nkind: press-release\nheadline: Talks open\ndateline: Vienna\ncontacts: [Vienna]\n---\nTalks open.\n"
_PEOPLE = 20
_LINES = 3
_SETTINGS = {
    "OUTREACH_SENDER": "press@example.org",
    "OUTREACH_ORGANISATION": "Forum",
    "OUTREACH_SMTP_CONNECTIONS": str(_LINES),
}


@pytest.fixture(scope="module")
def made(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an office with a mailing that is planned."""
    office = Office(tmp_path_factory.mktemp("office"), commands)
    office.settings |= _SETTINGS
    office.ok("officers", "add", "Mira Olsen", "--city", "Wien", "--phone", "01 9999 123", "--email", "m@example.org")
    office.ok("lists", "create", "Press")
    office.file("people.csv", "name,email\n" + "".join(f"Reader {n},r{n}@example.com\n" for n in range(_PEOPLE)))
    office.ok("lists", "import", "Press", "people.csv")
    office.file("advisory.md", _ADVISORY)
    office.ok("mailings", "plan", "advisory.md", "--list", "Press")
    return office.folder


@pytest.fixture
def small(made: Path, commands: Commands, tmp_path: Path) -> Iterator[Office]:
    """The same office on a disk of its own, which is small."""
    if os.geteuid():
        missing("a small disk must be mounted by root", "run the tests as root")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        missing("no small disk can be mounted here", mounted.stderr.strip())
    try:
        shutil.copytree(made, disk, dirs_exist_ok=True)
        office = Office(disk, commands)
        office.settings |= _SETTINGS
        yield office
    finally:
        subprocess.run(["umount", disk], check=True)


def fill(disk: Path) -> None:
    """Not one octet is left."""
    with (disk / "other programs' files").open("ab", buffering=0) as file:
        for size in (65536, 4096, 1):
            with suppress(OSError):
                while file.write(b"x" * size):
                    pass


@pytest.mark.parametrize("stage", ["before it begins", "connect", "mail", "data", "end", "ended"])
def test_a_full_disk_stops_the_mailing_and_room_lets_it_go_on(small: Office, stage: str) -> None:
    begun_since = full_at = 0
    is_full = False

    def script(visit: Visit) -> None:
        nonlocal is_full, begun_since, full_at
        if not is_full and visit.stage == stage and (stage == "connect" or visit.message >= 5):
            fill(small.folder)
            is_full, full_at = True, visit.message
        elif is_full:
            begun_since += visit.stage == "mail"

    if stage == "before it begins":
        fill(small.folder)
    with serving(script) as server:
        small.settings["OUTREACH_SMTP_URL"] = server.url
        answer = small("mailings", "send", "1", "--yes")
        (small.folder / "other programs' files").unlink()
        server.script = good

        assert (answer.code, f"the file system {small.folder} has 0.0 MB free" in answer.err) == (5, True), answer.err
        assert begun_since <= _LINES
        assert len(server.record) <= full_at + _LINES
        engine = database.engine(f"sqlite:///{small.folder / 'outreach.db'}")
        assert database.problems(engine) == []
        small("mailings", "send", "1", "--yes")
        decide_and_finish(small, server)
        assert (counts(engine, 1), len(server.copies)) == ({"accepted": _PEOPLE}, _PEOPLE)
        engine.dispose()

    assert set(server.copies.values()) == {1}
    assert small("mailings", "prove", "1").code == 0


def decide_and_finish(office: Office, server: SmtpServer) -> None:
    """A person looks into the server's log for what nobody knows; there are never more than were in flight."""
    engine = database.engine(f"sqlite:///{office.folder / 'outreach.db'}")
    unknown = [address for address, stands in statuses(engine, 1).items() if stands == "unknown"]
    engine.dispose()
    assert len(unknown) <= _LINES
    for address in unknown:
        office.ok("mailings", "resolve", "1", address, "--sent" if server.copies[address] else "--resend")
    office.ok("mailings", "send", "1", "--yes")
