"""The real command, in a process and a folder of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Answer:
    """What a command said: its exit code, its answer and its talk."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Commands:
    """The `outreach` command, each time in a process of its own (see command_server)."""

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._line.settimeout(120)
        with theirs:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.command_server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=os.environ | {"PYTHONWARNINGS": "error"},
                cwd=Path(__file__).parent.parent.parent,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )

    def run(self, arguments: Sequence[str], *, folder: Path, environment: dict[str, str], stdin: bytes) -> Answer:
        """What the command says, run in `folder`."""
        asked = {"arguments": arguments, "folder": str(folder), "environment": environment}
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            socket.send_fds(self._line, [json.dumps(asked).encode()], [given.fileno(), out.fileno(), err.fileno()])
            code = int(self._line.recv(100))
            out.seek(0)
            err.seek(0)
            return Answer(code, out.read().decode(), err.read().decode())

    def close(self) -> None:
        """Hangs up."""
        self._line.close()
        self._server.wait(timeout=10)


@pytest.fixture(scope="session")
def commands() -> Iterator[Commands]:
    made = Commands()
    yield made
    made.close()


class Office:
    """A press office: a folder with a store, in which commands are run."""

    def __init__(self, folder: Path, commands: Commands) -> None:
        self.folder = folder
        self.commands = commands
        self.settings: dict[str, str] = {}

    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"") -> Answer:
        answer = self.commands.run(
            [str(argument) for argument in arguments],
            folder=self.folder,
            environment=self._environment(),
            stdin=stdin.encode() if isinstance(stdin, str) else stdin,
        )
        assert "Traceback" not in answer.err, answer.err
        return answer

    def cold(self, *arguments: str) -> Answer:
        """The same from nothing, in an interpreter that has loaded no library."""
        command = [sys.executable, "-m", "outreach", *arguments]
        ran = subprocess.run(
            command, capture_output=True, text=True, cwd=self.folder, env=self._environment(), check=True
        )
        return Answer(ran.returncode, ran.stdout, ran.stderr)

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("OUTREACH_")}
        ours = {
            "OUTREACH_DATABASE_URL": f"sqlite:///{self.folder / 'outreach.db'}",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "PYTHONWARNINGS": "error",
        }
        return kept | ours | self.settings

    def ok(self, *arguments: str | Path, stdin: str | bytes = b"") -> Answer:
        """A command that has to succeed."""
        answer = self(*arguments, stdin=stdin)
        assert answer.code == 0, answer.err
        return answer

    def file(self, name: str, content: str | bytes) -> Path:
        """A file in the office's folder."""
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path


@pytest.fixture(scope="module")
def furnished(commands: Commands, made_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office with an empty store, for all tests of a module: what they plan is planned without a command."""
    office = Office(tmp_path_factory.mktemp("office"), commands)
    shutil.copy(made_store, office.folder / "outreach.db")
    office.settings |= {"OUTREACH_SENDER": "press@example.org", "OUTREACH_ORGANISATION": "Forum"}
    return office


@pytest.fixture
def office(tmp_path: Path, commands: Commands) -> Office:
    return Office(tmp_path, commands)
