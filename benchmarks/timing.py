"""Whole commands, timed in turn: A B A B …, so that a machine that slows down slows both."""

import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """Median wall seconds, and the peak memory of the largest run in MB."""

    seconds: float
    megabytes: float


def in_turn(
    commands: Mapping[str, Sequence[str]], *, environment: Mapping[str, str], rounds: int = 7
) -> dict[str, Measure]:
    """Each command's figures over `rounds` counted runs, after one that is not counted."""
    # Bytecode is what an installed program has; without it every start would be a compilation.
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | dict(environment)
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for count in range(rounds + 1):
        for name, command in commands.items():
            measured = _once(command, env)
            if count:
                runs[name].append(measured)
    return {
        name: Measure(statistics.median(s for s, _ in found), max(m for _, m in found)) for name, found in runs.items()
    }


# A process starts with the memory of the one that made it: a small one stands between, so that its peak is its own.
_LAUNCHER = """
import os, resource, subprocess, sys, time
begun = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
code = process.wait()
seconds = time.perf_counter() - begun
print(code, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _once(command: Sequence[str], env: Mapping[str, str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MB (of its largest process)."""
    launched = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], env=env, capture_output=True, text=True, check=True
    )
    code, seconds, kilobytes = launched.stdout.split()
    if code != "0":
        raise RuntimeError(f"{command}: {launched.stderr}")
    return float(seconds), int(kilobytes) / 1024


def row(name: str, peer: str, measures: Mapping[str, Measure]) -> str:
    """One line: the command, the peer, both medians and their ratio."""
    ours, theirs = measures[name], measures[peer]
    return (
        f"{name:<44} {ours.seconds:7.3f} s {ours.megabytes:6.0f} MB | {peer:<34} {theirs.seconds:7.3f} s "
        f"| ratio {ours.seconds / theirs.seconds:6.3f}"
    )
