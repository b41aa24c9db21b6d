"""Those who send in the benchmark of sending: a sink that takes everything, and three peers with the same message.

The sink and `smtp-source` are Postfix's own test programs; mailmerge (PyPI) and nodemailer (npm) are put into the
folder of the benchmark, each by its own installer.
"""

import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from outreach.model.message import Parts

_PEERS = ("mailmerge==2.3.0", "nodemailer@7")
_TEMPLATE = """To: {{ email }}
From: Press Office <press@example.org>
Subject: %s
Content-Type: multipart/alternative; boundary="=_part"
MIME-Version: 1.0

--=_part
Content-Type: text/plain; charset=utf-8

%s
--=_part
Content-Type: text/html; charset=utf-8

%s
--=_part--
"""
_SCRIPT = """
const nodemailer = require("nodemailer");
const { port, count, parts } = JSON.parse(require("fs").readFileSync(process.argv[2]));
const pool = nodemailer.createTransport({
  host: "127.0.0.1", port, ignoreTLS: true, pool: true, maxConnections: 10, maxMessages: Infinity });
const filled = (text, name) => text.replaceAll("{{ recipient.name }}", name);
let next = 0, open = 0;
pool.on("idle", () => {
  while (pool.isIdle() && next < count) {
    const name = `Zoë Łukasz${next}`, to = { name, address: `r${next++}@example.com` };
    open++;
    pool.sendMail({ from: "Press Office <press@example.org>", to, subject: parts.subject,
      text: filled(parts.text, name), html: filled(parts.html, name) },
      (error) => {
        if (error) { console.error(error); process.exit(1); }
        if (--open === 0 && next === count) pool.close();
      });
  }
});
"""


@dataclass(frozen=True)
class Ran:
    """What a command took: seconds on the wall and of CPU, and MB at its peak."""

    seconds: float
    cpu: float
    megabytes: float


@dataclass(frozen=True)
class Peers:
    """The peers, ready to send `parts` to the sink at `port`."""

    folder: Path
    parts: Parts
    port: int

    @classmethod
    def installed(cls, folder: Path, parts: Parts, *, port: int) -> "Peers":
        """Both peers, out of their registries, in `folder`."""
        for command in (
            [sys.executable, "-m", "venv", folder / "venv"],
            [folder / "venv" / "bin" / "pip", "install", "-q", _PEERS[0]],
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, _PEERS[1]],
        ):
            subprocess.run([str(word) for word in command], check=True, capture_output=True)
        (folder / "pool.js").write_text(_SCRIPT)
        return cls(folder, parts, port)

    def mailmerge(self, count: int) -> Ran:
        """One message after another, each over a connection of its own."""
        said = [part.replace("recipient.name", "name") for part in (self.parts.subject, self.parts.text)]
        html = self.parts.html.replace("recipient.name", "name")
        (self.folder / "template.txt").write_text(_TEMPLATE % (*said, html))
        (self.folder / "server.conf").write_text(f"[smtp_server]\nhost = 127.0.0.1\nport = {self.port}\n")
        with (self.folder / "people.csv").open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["email", "name"])
            writer.writerows([f"r{n}@example.com", f"Zoë Łukasz{n}"] for n in range(count))
        options = ["--template", "template.txt", "--database", "people.csv", "--config", "server.conf"]
        command = [str(self.folder / "venv" / "bin" / "mailmerge"), *options, "--no-dry-run", "--no-limit"]
        return ran(command, cwd=self.folder)

    def nodemailer(self, count: int) -> Ran:
        """Its pool of 10 connections."""
        parts = {"subject": self.parts.subject, "text": self.parts.text, "html": self.parts.html}
        asked = self.folder / "asked.json"
        asked.write_text(json.dumps({"port": self.port, "count": count, "parts": parts}))
        return ran(["node", "pool.js", str(asked)], cwd=self.folder)

    def smtp_source(self, count: int, *, octets: int) -> Ran:
        """10 sessions, kept open; it writes no ledger and makes its message once."""
        envelope = ["-f", "press@example.org", "-t", "r@example.com"]
        command = [_program("smtp-source"), "-d", "-s", "10", "-m", str(count), "-l", str(octets), *envelope]
        return ran([*command, f"inet:127.0.0.1:{self.port}"], cwd=self.folder)


@contextmanager
def sink() -> Iterator[int]:
    """Postfix's smtp-sink on a free port, which it gives."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    unprivileged = ["-u", "nobody"] if os.geteuid() == 0 else []
    process = subprocess.Popen([_program("smtp-sink"), *unprivileged, f"inet:127.0.0.1:{port}", "1000"])
    try:
        _wait_for(port)
        yield port
    finally:
        process.kill()
        process.wait()


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        raise RuntimeError(f"no {name}: it is in Debian's package postfix")
    return found


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the sink does not answer")


def ran(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Runs a whole command, which must end well."""
    asked = [sys.executable, "-c", _LAUNCHER, *command]
    env = {**os.environ, **(environment or {})}
    done = subprocess.run(asked, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    code, *figures = done.stdout.split()[-4:]
    if code != "0":
        raise RuntimeError(f"{command}: {done.stderr[-2000:]}")
    return Ran(*map(float, figures))


# A process starts with the memory of the one that made it: a small one stands between, so that its peak is its own.
_LAUNCHER = """
import resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
seconds, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""
