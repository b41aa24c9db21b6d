"""Other processes that share a long piece of work with this one."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from typing import Any


def cores() -> int:
    """How many processes can work at once."""
    # Not every system can say which cores this process may use, and a container may have fewer than the machine.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def context() -> Any:
    """How another process is made (a context of multiprocessing).

    A fork has everything loaded and begins at once, but where another thread runs (one that draws a progress bar), it
    could inherit a lock that nobody opens. Other systems' own libraries start threads that we do not see.
    """
    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


def settle_in() -> None:
    """What another process does first."""
    # Whoever stops the command by a key is told so by the one that was asked.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # People come and go by the thousand and never refer to one another: there is nothing for a collector to find.
    gc.disable()


def set_apart_what_is_loaded() -> None:
    """Before a long piece of work: what is there now stays, and the collector need not go through it every time."""
    gc.collect()
    gc.freeze()
