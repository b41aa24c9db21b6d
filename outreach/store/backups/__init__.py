"""Copies of the whole store, made while others work in it, and a store brought back from one."""

from datetime import datetime
from pathlib import Path

from outreach.errors import WrongUsage
from outreach.store import glance
from outreach.store.backups import postgresql, sqlite
from outreach.store.backups.contents import Contents

__all__ = ["Contents", "look", "restore", "save"]


def save(url: str, file: Path) -> Contents:
    """Copies the store at `url` to `file`, whole or not at all; gives what is in the copy.

    Raises InvalidFile where it cannot be written, StoreUnavailable and StoreOutdated for a store that cannot be copied.
    """
    store = _store_file(url, file)
    return sqlite.save(store, file) if store else postgresql.save(url, file)


def look(url: str, file: Path) -> Contents:
    """What is in the backup `file`. Raises InvalidFile for what is none, StoreOutdated for one of a newer outreach."""
    return sqlite.look(file) if _store_file(url, file) else postgresql.look(file)


def restore(url: str, file: Path, *, now: datetime) -> Path | None:
    """Makes the store at `url` what `file` says; gives where what was there before is kept, if anything was.

    Every mailing that is not finished is held (see holding), and whoever is suppressed now stays so. Raises what `look`
    raises, and StoreUnavailable where another program has the store open.
    """
    store = _store_file(url, file)
    return sqlite.restore(store, file, now=now) if store else postgresql.restore(url, file, now=now)


def _store_file(url: str, file: Path) -> Path | None:
    store = glance.sqlite_file(url)
    if store is not None and store.resolve() == file.resolve():
        raise WrongUsage(f"{file} is the store itself; name another file")
    return store
