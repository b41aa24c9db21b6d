"""Runs every benchmark and prints its rows."""

import sys
import tempfile
from pathlib import Path

from benchmarks import exporting, finding, importing, listing

_ALL = {"listing": listing.run, "finding": finding.run, "exporting": exporting.run, "importing": importing.run}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, run in _ALL.items():
            print(f"## {name}")
            (Path(folder) / name).mkdir()
            for row in run(Path(folder) / name):
                print(row)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
