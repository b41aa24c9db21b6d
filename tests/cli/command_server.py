"""A process that has the libraries and the tables loaded and forks for each command: the real one, without the wait.

Nothing else of ours is loaded before the fork: a command loads its own modules as it always does and runs in a process
of its own. The line from the tests carries, for each command, what it is and its three streams.
"""

import atexit
import gc
import json
import os
import runpy
import socket
import sys
import traceback
from importlib import import_module
from typing import NoReturn

# What most commands load sooner or later; the tables take as long as all of the rest.
_LIBRARIES = (
    "alembic.command",
    "alembic.config",
    "concurrent.futures",
    "email.policy",
    "jinja2.sandbox",
    "logging.config",
    "outreach.store.rows",
    "phonenumbers",
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.orm",
    "sqlmodel",
    "typer",
    "typer.main",
    "uuid",
    "zoneinfo",
)
_LONGEST = 1_000_000  # octets of a command line with its environment


def serve(line: socket.socket) -> None:
    """Forks for each command until the tests hang up."""
    for name in _LIBRARIES:
        import_module(name)
    import_module("sqlalchemy.orm").configure_mappers()
    gc.freeze()
    while True:
        asked, streams, _, _ = socket.recv_fds(line, _LONGEST, 3)
        if not asked:
            return
        child = os.fork()
        if child == 0:
            line.close()
            _become(**json.loads(asked), streams=streams)
        for stream in streams:
            os.close(stream)
        _, status = os.waitpid(child, 0)
        line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _become(arguments: list[str], folder: str, environment: dict[str, str], streams: list[int]) -> NoReturn:
    """Does what `python -m outreach` does, and ends."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.path[0] = folder
    sys.argv[1:] = arguments
    code = 1
    try:
        runpy.run_module("outreach", run_name="__main__", alter_sys=True)
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:  # as the interpreter does
        traceback.print_exc()
    finally:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        # Taking everything down that was loaded would take as long as the command.
        os._exit(code)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as line:
        serve(line)
