"""The real command, in a process and a folder of its own."""

import json
import os
import subprocess
import sys
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


class Office:
    """A press office: a folder with a store, in which commands are run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, str] = {}

    def __call__(self, *arguments: str | Path, stdin: str | bytes = b"") -> Answer:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("OUTREACH_")}
        environment |= {
            "OUTREACH_DATABASE_URL": f"sqlite:///{self.folder / 'outreach.db'}",
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "PYTHONWARNINGS": "error",
        }
        ran = subprocess.run(
            [sys.executable, "-m", "outreach", *map(str, arguments)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=self.folder,
            env=environment | self.settings,
            timeout=120,
            check=False,
        )
        answer = Answer(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
        assert "Traceback" not in answer.err, answer.err
        return answer

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


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
