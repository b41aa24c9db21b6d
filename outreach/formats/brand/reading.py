"""`brand.toml` read into a Brand: everything that is wrong with it at once, each with its line."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import urlsplit

from outreach.errors import InvalidValue, TemplateProblem
from outreach.formats.brand import lines, picture
from outreach.model.brand import DARK, LIGHT, Brand, Logo, Palette
from outreach.model.colour import LEAST_CONTRAST, Colour
from outreach.model.text import one_line

FILE = "brand.toml"
T = TypeVar("T")
_KEYS = ("name", "short_name", "address", "font", "light", "dark", "logo", "links")
_COLOURS = ("accent", "text", "background")
_LOGO = ("file", "alt", "width")
_FONT = re.compile(r"-?[A-Za-z][A-Za-z0-9 -]{0,60}")
_GENERIC = frozenset({"serif", "sans-serif", "monospace", "system-ui"})
_LONGEST = 300
_NARROWEST, _WIDEST, _USUAL = 16, 520, 240
_MOST_LINKS = 12


@dataclass
class _Reader:
    """Takes values, and notes what is wrong with them."""

    file: str
    lines: Mapping[tuple[str, ...], int]
    problems: list[TemplateProblem] = field(default_factory=list)

    def note(self, why: str, *path: str) -> None:
        self.problems.append(TemplateProblem(self.file, why, line=lines.line(self.lines, path)))

    def take(self, table: Mapping[str, Any], *path: str, check: Callable[[Any], T]) -> T | None:
        """The checked value of the last key of `path` in `table`; None where there is none, or a wrong one."""
        if path[-1] not in table:
            return None
        try:
            return check(table[path[-1]])
        except (ValueError, InvalidValue) as wrong:
            why = wrong.problem if isinstance(wrong, InvalidValue) else str(wrong)
            self.note(f"{'.'.join(path)}: {why}", *path)
            return None

    def table(self, whole: Mapping[str, Any], key: str, known: tuple[str, ...]) -> Mapping[str, Any]:
        """The table called `key`, its keys looked through; empty where there is none."""
        found = whole.get(key, {})
        if not isinstance(found, dict):
            self.note(f"{key} has keys of its own: write [{key}] on a line, then {', '.join(known)} under it", key)
            return {}
        self.expect(found, known, key)
        return found

    def expect(self, table: Mapping[str, Any], known: tuple[str, ...], *path: str) -> None:
        """Note every key of `table` that is not `known`."""
        for key in table:
            if key not in known:
                near = get_close_matches(key.casefold(), known, n=1)
                hint = f" (did you mean {near[0]}?)" if near else f"; there are {', '.join(known)}"
                where = f"[{'.'.join(path)}]" if path else "a brand"
                self.note(f"{key!r} is no key of {where}{hint}", *path, key)


def read(text: str, *, file: str, picture_named: Callable[[str], bytes]) -> tuple[Brand, list[TemplateProblem]]:
    """The brand in `text`, and what is wrong with it; what is wrong is left as the templates have it.

    `file` names it in messages; `picture_named` reads a file beside it and raises ValueError with a sentence.
    """
    reader = _Reader(file, lines.of_keys(text))
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r" \(at line (\d+), column \d+\)$| \(at end of document\)$", str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        why = str(error)[: place.start()] if place else str(error)
        return Brand(), [TemplateProblem(file, f"is not TOML: {why}", line=line)]
    reader.expect(whole, _KEYS)
    name = reader.take(whole, "name", check=_line) or ""
    short_name = reader.take(whole, "short_name", check=_line) or ""
    brand = Brand(
        name=name,
        short_name=short_name,
        address=reader.take(whole, "address", check=_line) or "",
        font=reader.take(whole, "font", check=_font) or (),
        light=_palette(reader, whole, "light", LIGHT),
        dark=_palette(reader, whole, "dark", DARK),
        logo=_logo(reader, whole, alt=short_name or name, picture_named=picture_named),
        links=_links(reader, whole),
    )
    return brand, sorted(reader.problems, key=lambda problem: problem.line or 1)


def _line(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text in quotes")  # noqa: TRY004 - what a person wrote, not what a program passed
    if len(value) > _LONGEST:
        raise ValueError(f"has {len(value)} characters; {_LONGEST} are the most")
    return one_line(value)


def _font(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else str(value).split(",")
    fonts = tuple(_line(name).strip("'\" ") for name in names)
    for font in fonts:
        if not _FONT.fullmatch(font):
            raise ValueError(f"{font!r} is no name of a font; letters, digits, spaces and hyphens can stand in one")
    if not fonts or fonts[-1] not in _GENERIC:
        raise ValueError("must end in serif, sans-serif or monospace, for readers who have none of the others")
    return fonts


def _palette(reader: _Reader, whole: Mapping[str, Any], key: str, default: Palette) -> Palette:
    table = reader.table(whole, key, _COLOURS)
    found = {name: reader.take(table, key, name, check=_colour) for name in _COLOURS}
    palette = default.chosen(**found)
    for name in ("accent", "text"):
        front: Colour = getattr(palette, name)
        if not front.is_readable_on(palette.background):
            pair = f"{name} {front} on background {palette.background}"
            why = f"[{key}] {pair} has a contrast of {_ratio(front, palette.background)}; {LEAST_CONTRAST} is the least"
            reader.note(f"{why} that can be read (WCAG 2.2, 1.4.3)", key, name if found[name] else "background")
    return palette


def _ratio(front: Colour, back: Colour) -> str:
    # Rounded down: 4.46 must not be said to be 4.5.
    return f"{int(front.contrast(back) * 10) / 10:.1f}"


def _colour(value: object) -> Colour:
    return Colour.parse(_line(value))


def _logo(reader: _Reader, whole: Mapping[str, Any], *, alt: str, picture_named: Callable[[str], bytes]) -> Logo | None:
    if "logo" not in whole:
        return None
    table = reader.table(whole, "logo", _LOGO)
    words = reader.take(table, "logo", "alt", check=_line) or alt
    if table and not words:
        reader.note("the logo has no alt: the words that stand there while pictures are off", "logo")
    if table and "file" not in table:
        reader.note("the logo has no file: the name of a PNG or JPEG beside this file", "logo")
    width = reader.take(table, "logo", "width", check=_width)

    def found(value: object) -> Logo:
        name = _line(value)
        content = picture_named(name)
        try:
            kind, wide, high = picture.measured(content)
        except ValueError as wrong:
            raise ValueError(f"{name} {wrong}") from wrong
        shown = width or min(wide, _USUAL)
        return Logo(kind, content, words, shown, max(1, round(high * shown / wide)))

    return reader.take(table, "logo", "file", check=found)


def _width(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not _NARROWEST <= value <= _WIDEST:
        raise ValueError(f"must be a number of pixels from {_NARROWEST} to {_WIDEST}, without quotes")
    return value


def _links(reader: _Reader, whole: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    table = whole.get("links", {})
    if not isinstance(table, dict) or len(table) > _MOST_LINKS:
        reader.note(
            f'links are at most {_MOST_LINKS} lines under [links], like Website = "https://example.org"', "links"
        )
        return ()
    found = []
    for words in table:
        target = reader.take(table, "links", words, check=_web)
        label = reader.take({words: words}, "links", words, check=_line)
        if target and label:
            found.append((label, target))
    return tuple(found)


def _web(value: object) -> str:
    target = _line(value)
    try:
        parts = urlsplit(target)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"[\s<>\"'`\\{}]", target):
        raise ValueError(f"{target!r} is no web address; write it like https://example.org")
    return target
