"""Where templates/ and data/ are: the user's folder, the installed wheel, the checkout, in this order."""

from collections.abc import Iterator
from pathlib import Path

from outreach.errors import NotFound

_PACKAGE = Path(__file__).resolve().parent


def folders(kind: str, *, own: Path | None = None) -> Iterator[Path]:
    """The folders that may hold `kind` ("templates" or "data"), the user's `own` first; only those that exist."""
    for folder in (own, _PACKAGE / "shipped" / kind, _PACKAGE.parent / kind):
        if folder is not None and folder.is_dir():
            yield folder


def path(kind: str, name: str, *, own: Path | None = None) -> Path:
    """The first file `name` of `kind`. Raises NotFound."""
    for folder in folders(kind, own=own):
        if (folder / name).is_file():
            return folder / name
    raise NotFound(kind.removesuffix("s"), name)
