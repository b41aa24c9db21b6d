"""`outreach advisories preview --serve`, running in a process of its own."""

import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from tests.cli.conftest import Office


class LivePreview:
    """The command while it runs. Leaving it presses Ctrl-C."""

    def __init__(self, office: Office, *arguments: str | Path) -> None:
        command = [sys.executable, "-m", "outreach", "advisories", "preview", *map(str, arguments), "--serve"]
        self._process = subprocess.Popen(
            command,
            cwd=office.folder,
            env=office._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        # Its first line is its address; there is none if it could not start.
        self.url = _stream(self._process.stdout).readline().strip()

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.url.split("/")[2].rpartition(":")[2])

    def press_ctrl_c(self) -> tuple[int, str, str]:
        """Its exit code, what else it answered and what it said."""
        self._process.send_signal(signal.SIGINT)
        return self.end()

    def end(self) -> tuple[int, str, str]:
        """The same, when it ends by itself."""
        out, err = self._process.communicate(timeout=20)
        return self._process.returncode, out, err

    def __enter__(self) -> "LivePreview":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(timeout=20)
        for stream in (self._process.stdout, self._process.stderr):
            _stream(stream).close()


def _stream(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
