"""Every template by name: where it comes from, what it is for, its text, and a copy of it in one's own folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from outreach import resources
from outreach.errors import AlreadyThere, InvalidFile, NotFound

OURS, YOURS = "built in", "yours"
_ENDINGS = frozenset({".html", ".txt", ".md", ".css", ".toml"})
_PURPOSES = {
    "advisories/correction.md": "what `advisories new correction` starts from",
    "advisories/media-advisory.md": "what `advisories new media-advisory` starts from",
    "advisories/press-release.md": "what `advisories new press-release` starts from",
    "advisories/statement.md": "what `advisories new statement` starts from",
    "brand.toml": "your name, colours, font, logo, address and links",
    "mail/base.html": "the page around every mail, in blocks that the kinds can change",
    "mail/brand.css": "the colours and the font of brand.toml",
    "mail/correction.html": "a correction as HTML",
    "mail/media-advisory.html": "a media advisory as HTML",
    "mail/message.md": "every kind as Markdown",
    "mail/message.txt": "every kind as plain text",
    "mail/outlook.css": "the dark colours of Outlook.com",
    "mail/press-release.html": "a press release as HTML",
    "mail/statement.html": "a statement as HTML",
    "mail/style.css": "the looks of every mail",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A template: its name, where it comes from (`OURS` or `YOURS`), what it is for, its file."""

    name: str
    source: str
    purpose: str
    file: Path


def listed(own: Path | None) -> list[Listed]:
    """The templates that are in force, by name: those in the `own` folder, and those of ours that are not replaced."""
    found: dict[str, Listed] = {}
    for folder in resources.folders("templates", own=own):
        source = YOURS if own is not None and folder == own else OURS
        for name in _names(folder):
            found.setdefault(name, Listed(name, source, _purpose(name), folder / name))
    return [found[name] for name in sorted(found)]


def text(own: Path | None, name: str) -> bytes:
    """The template `name` that is in force, as it is in its file. Raises NotFound, and InvalidFile."""
    template = _named(listed(own), name)
    try:
        return template.file.read_bytes()
    except OSError as error:
        raise InvalidFile(str(template.file), f"cannot be read ({error.strerror})") from error


def copy(name: str, *, into: Path, dry_run: bool = False) -> Path:
    """Our template `name` copied to the user's folder `into`; gives the new file. Nothing is written on a dry run.

    Raises NotFound, AlreadyThere where the folder has one of that name, InvalidFile where it cannot be written.
    """
    template = _named(listed(None), name)
    target = into / template.name
    if target.exists() or target.is_symlink():
        raise AlreadyThere(f"{target} is there already; change that, or take it away to begin anew")
    if not dry_run:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                out.write(template.file.read_bytes())
        except OSError as error:
            raise InvalidFile(str(target), f"cannot be written ({error.strerror})") from error
    return target


def _names(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix in _ENDINGS and not file.name.startswith("."):
            yield file.relative_to(folder).as_posix()


def _purpose(name: str) -> str:
    if name.startswith("boilerplate/"):
        return "boilerplate: an advisory names it under boilerplate"
    if name.startswith("advisories/") and name not in _PURPOSES:
        return "what `advisories new` starts from in that language"
    return _PURPOSES.get(name, "for other templates to include")


def _named(templates: list[Listed], name: str) -> Listed:
    for template in templates:
        if template.name == name:
            return template
    names = [template.name for template in templates]
    short = [known for known in names if known.rpartition("/")[2].partition(".")[0] == name.partition(".")[0]]
    near = short[:2] or get_close_matches(name, names, n=2)
    raise NotFound("template", name, suggestions=tuple(near), advice="`outreach advisories templates list` has all")
