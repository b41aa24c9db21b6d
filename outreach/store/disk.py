"""The disk under a SQLite store: which file system it is, and what room it has, for the sentence when it is full."""

import re
import shutil
from pathlib import Path

_ABOUT_THE_DISK = re.compile("disk|full|space", re.IGNORECASE)


def explained(said: str, file: str | None) -> str:
    """What SQLite `said`, and where it is about the disk, the file system that `file` is on and what is free there."""
    if not file or not _ABOUT_THE_DISK.search(said):
        return said
    place = _mount_point(Path(file).absolute())
    try:
        free = shutil.disk_usage(place).free
    except OSError:
        return f"{said}, on the file system {place}"
    return f"{said}; the file system {place} has {free / 1e6:,.1f} MB free"


def _mount_point(file: Path) -> Path:
    return next((folder for folder in (file, *file.parents) if folder.is_mount()), file.parent)
