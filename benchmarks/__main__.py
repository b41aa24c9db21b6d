"""Runs every benchmark, or those that are named, and prints their rows."""

import sys
import tempfile
from pathlib import Path

from benchmarks import composing, exporting, finding, importing, listing, sending

_ALL = {
    "listing": listing.run,
    "finding": finding.run,
    "composing": composing.run,
    "exporting": exporting.run,
    "importing": importing.run,
    "sending": sending.run,
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or _ALL:
            print(f"## {name}")
            (Path(folder) / name).mkdir()
            for row in _ALL[name](Path(folder) / name):
                print(row)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
