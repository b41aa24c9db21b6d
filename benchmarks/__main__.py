"""Runs every benchmark and prints its rows."""

import sys
import tempfile
from pathlib import Path

from benchmarks import exporting, finding, listing


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, run in (("listing", listing.run), ("finding", finding.run), ("exporting", exporting.run)):
            print(f"## {name}")
            (Path(folder) / name).mkdir()
            for row in run(Path(folder) / name):
                print(row)
                sys.stdout.flush()


main()
