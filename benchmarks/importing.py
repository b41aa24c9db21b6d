"""`outreach journalists import` of 100,000 rows against the two validators alone over them, both as whole processes.

The peer does nothing but `phonenumbers.parse` + `is_valid_number` on each number and `validate_email` on each address,
in one process; we also read the file, match, and write everything into SQLite in one durable transaction.
"""

import csv
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

_ROWS = 100_000
_ROUNDS = 3
_PLACES = (("Vienna", "AT"), ("Geneva", "CH"), ("New York", "US"), ("Nairobi", "KE"), ("Dakar", "SN"), ("Amman", "JO"))
# Area codes of the North American plan; 555-0100 to 555-0199 are reserved for fiction in each.
_AREAS = (202, 212, 213, 303, 305, 312, 313, 404, 415, 503, 504, 512, 602, 612, 617, 702, 713, 801, 808, 907)
_BEATS = ("migration; trade", "health", "climate; ports", "labour", "courts; human rights")
_PEER = """
import csv, sys
import phonenumbers
from email_validator import validate_email
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        assert phonenumbers.is_valid_number(phonenumbers.parse(row["phone"]))
        validate_email(row["email"], check_deliverability=False)
"""


def run(folder: Path) -> Iterator[str]:
    """One row: both medians, the ratio, and the memory of all our processes together."""
    file = folder / "people.csv"
    write(file, _ROWS)
    ours, theirs = [], []
    for count in range(_ROUNDS):
        theirs.append(_timed([sys.executable, "-c", _PEER, str(file)], folder))
        ours.append(_timed(_command(file), folder, store=folder / f"{count}.db"))
    seconds, peer = (statistics.median(s for s, _ in measured) for measured in (ours, theirs))
    megabytes = max(m for _, m in ours)
    yield (
        f"{f'journalists import, {_ROWS:,} rows':<44} {seconds:7.3f} s {megabytes:6.0f} MB | "
        f"{'phonenumbers + email-validator alone':<36} {peer:7.3f} s | ratio {seconds / peer:6.3f}"
    )


def write(file: Path, rows: int) -> None:
    """Invented people: a name and an address of their own each; the 2,000 numbers reserved for fiction repeat."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["name", "city", "country", "phone", "email", "outlet", "language", "beats"])
        for n in range(rows):
            city, country = _PLACES[n % len(_PLACES)]
            phone = f"+1 {_AREAS[n // 100 % len(_AREAS)]} 555 01{n % 100:02}"
            address = f"person.{n}@desk{n % 997}.example.org"
            name, outlet = f"Given{n} Family{n * 7919 % 100_003}", f"Example News {n % 500}"
            writer.writerow([name, city, country, phone, address, outlet, ("en", "fr", "es")[n % 3], _BEATS[n % 5]])


def _command(file: Path) -> list[str]:
    return [sys.executable, "-m", "outreach", "journalists", "import", str(file)]


def _timed(command: Sequence[str], folder: Path, *, store: Path | None = None) -> tuple[float, float]:
    """Wall seconds, and MB of the process and its children together at their peak."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if store:
        env["OUTREACH_DATABASE_URL"] = f"sqlite:///{store}"
        subprocess.run([sys.executable, "-m", "outreach", "init"], env=env, check=True, capture_output=True, cwd=folder)
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder)
    peaks: dict[int, float] = {}
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks), daemon=True)
    watcher.start()
    _, errors = process.communicate()
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"{command}: {errors.decode()}")
    watcher.join()
    return seconds, sum(peaks.values())


def _watch(root: int, peaks: dict[int, float]) -> None:
    """The peak of each process of the family, added up: more than they ever had at once, never less."""
    while Path(f"/proc/{root}").exists():
        for pid in [root, *_children(root)]:
            try:
                status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
            except OSError:
                continue
            peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), None)
            if peak:
                peaks[pid] = int(peak) / 1024
        time.sleep(0.05)


def _children(root: int) -> list[int]:
    try:
        return [
            int(pid) for task in Path(f"/proc/{root}/task").iterdir() for pid in (task / "children").read_text().split()
        ]
    except OSError:
        return []
