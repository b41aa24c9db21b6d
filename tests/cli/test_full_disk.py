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
from tests.crashing import expect_agreement, go_on, now
from tests.press_room import planned
from tests.real_servers import missing
from tests.smtp_server import Visit, serving

_PEOPLE = 20
_LINES = 3


@pytest.fixture
def small(made_store: Path, commands: Commands, tmp_path: Path) -> Iterator[Office]:
    """An office with a mailing, on a disk of its own, which is small."""
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
        shutil.copy(made_store, disk / "outreach.db")
        store = database.engine(f"sqlite:///{disk / 'outreach.db'}")
        planned(store, _PEOPLE, now=now())
        store.dispose()
        office = Office(disk, commands)
        office.settings["OUTREACH_SMTP_CONNECTIONS"] = str(_LINES)
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

        assert (answer.code, f"the file system {small.folder} has 0.0 MB free" in answer.err) == (5, True), answer.err
        assert begun_since <= _LINES
        assert len(server.record) <= full_at + _LINES
        engine = database.engine(f"sqlite:///{small.folder / 'outreach.db'}")
        assert database.problems(engine) == []
        expect_agreement(engine, 1, server, people=_PEOPLE, in_flight=_LINES)
        go_on(engine, 1, server, people=_PEOPLE, in_flight=_LINES)
        engine.dispose()
