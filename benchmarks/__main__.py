"""Runs every benchmark and prints its rows."""

import sys
import tempfile
from pathlib import Path

from benchmarks import exporting, importing, listing


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, run in (("listing", listing.run), ("exporting", exporting.run), ("importing", importing.run)):
            print(f"## {name}")
            (Path(folder) / name).mkdir()
            for row in run(Path(folder) / name):
                print(row)
                sys.stdout.flush()


main()
