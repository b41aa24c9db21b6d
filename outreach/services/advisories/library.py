"""The boilerplate library: boilerplate/NAME.LANGUAGE.md in the template folders, found by name and language."""

import re
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path

from outreach import resources
from outreach.errors import InvalidFile, NotFound
from outreach.formats import encoding
from outreach.formats.advisory import writable
from outreach.model.boilerplate import Boilerplate
from outreach.model.rules import broken

FOLDER = "boilerplate"
LAST_LANGUAGE = "en"
_NAME = re.compile(r"(?P<name>[\w-]+)\.(?P<language>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md")
_LARGEST = 20_000

BoilerplateFor = Callable[[str, str], Boilerplate]


def nothing(name: str, language: str) -> Boilerplate:
    """The library of an office that has none. Raises NotFound."""
    raise NotFound(FOLDER, name, advice=_where_to_put(name))


def library_in(templates: Path | None) -> BoilerplateFor:
    """The library in the user's folder `templates`, then in ours: of a name and a language, the text.

    It is given in that language (fr-CA, then fr), else in English. The library raises NotFound, with the nearest name,
    for a text that is not there, and InvalidFile for a file that cannot be read.
    """

    def boilerplate_for(name: str, language: str) -> Boilerplate:
        found = texts(resources.folders("templates", own=templates))
        named = found.get(name.casefold())
        if named is None:
            near = get_close_matches(name.casefold(), found, n=1)
            raise NotFound(FOLDER, name, suggestions=tuple(near), advice=_where_to_put(name))
        for tag in _chain(language):
            if tag.casefold() in named:
                return read(named[tag.casefold()])
        raise NotFound(
            FOLDER,
            name,
            advice=f"there is {', '.join(sorted(file.name for file in named.values()))}, but none in {language}",
        )

    return boilerplate_for


def texts(folders: Iterable[Path]) -> dict[str, dict[str, Path]]:
    """Every text in `folders`, the first first: name -> language -> file, both in small letters."""
    found: dict[str, dict[str, Path]] = {}
    for folder in folders:
        for file in sorted((folder / FOLDER).glob("*.md")):
            if (named := _NAME.fullmatch(file.name)) and file.is_file():
                found.setdefault(named["name"].casefold(), {}).setdefault(named["language"].casefold(), file)
    return found


def read(file: Path) -> Boilerplate:
    """The text in `file`, called NAME.LANGUAGE.md. Raises InvalidFile."""
    named, shown = _NAME.fullmatch(file.name), f"{FOLDER}/{file.name}"
    if named is None:
        raise InvalidFile(shown, "is not called NAME.LANGUAGE.md, like about.en.md")
    if not file.resolve().is_relative_to(file.parent.parent.resolve()):
        raise InvalidFile(shown, "is a link that leads out of the template folder; put the file itself there")
    try:
        if file.stat().st_size > _LARGEST:
            raise InvalidFile(shown, f"has more than {_LARGEST:,} bytes; a boilerplate is a paragraph or two")
        content = file.read_bytes()
    except OSError as error:
        raise InvalidFile(shown, f"cannot be read ({error.strerror})") from error
    body, problems = writable.cleaned(encoding.decoded(content, filename=shown))
    if body.startswith("---\n"):
        problems.append(broken("end-mark-twice", 1, "a boilerplate has no front matter; begin with # and its heading"))
    return Boilerplate(named["name"], named["language"], shown, body, tuple(problems))


def _chain(language: str) -> list[str]:
    """The tag, then the same with less and less said, then English: fr-CA, fr, en."""
    parts = language.split("-")
    return [*("-".join(parts[:length]) for length in range(len(parts), 0, -1)), LAST_LANGUAGE]


def _where_to_put(name: str) -> str:
    return f"put {FOLDER}/{name[:60]}.{LAST_LANGUAGE}.md into your template folder (OUTREACH_TEMPLATES)"
