"""Who is sending: a name for this run, and whether another run is still there to finish what it has in hand."""

import os
import secrets
import socket
from pathlib import Path

_GONE = "gone"
_ALIVE = "alive"


def this_run() -> str:
    """A name that no other run has: host, process, when the process began, and a few random letters."""
    return f"{socket.gethostname()} {os.getpid()} {_began(os.getpid())} {secrets.token_hex(4)}"


def is_gone(sender: str) -> bool:
    """Whether the run called `sender` was one of this host and its process is no more.

    Of other hosts nothing is known here: what they have in hand is lost only when its lease is up.
    """
    try:
        host, process, began, _ = sender.rsplit(" ", 3)
        int(process)
    except ValueError:
        return False  # a name that we cannot read: the lease decides
    return host == socket.gethostname() and _began(int(process)) != began


def _began(process: int) -> str:
    """When `process` began, in words that differ for a later process of the same number; `gone` if it is not there."""
    if Path("/proc/self/stat").exists():
        return _began_on_linux(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return _GONE
    except PermissionError:
        pass
    return _ALIVE


def _began_on_linux(process: int) -> str:
    # Clock ticks since the machine was started, and which start that was (proc_pid_stat(5): state is 3, starttime 22).
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return _GONE
    boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    return _GONE if fields[0] in "ZX" else f"{boot[:8]}-{fields[19]}"
