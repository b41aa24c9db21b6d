"""The express lane: what is asked while a journalist is on the line is answered without loading Typer.

Only words and options that are plainly right are taken here. Whatever else stands on the line (a help page, another
option, a mistake) goes to Typer, which knows every option; a test runs each of these commands both ways and compares.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from outreach.cli.output import Output
from outreach.model.card import ContactKind


class Lane(NamedTuple):
    """One command: the function that answers it, what it is always given, its arguments and its options.

    `options` are option -> (parameter, what makes its value out of text).
    """

    function: str
    given: Mapping[str, Any]
    arguments: tuple[str, ...]
    options: "Options"


Options = Mapping[str, tuple[str, Callable[[str], Any]]]
_FORMAT: Options = {"--format": ("output", Output)}
_LIST: Options = {"--city": ("city", str), **_FORMAT}


def _list(kind: ContactKind) -> Lane:
    return Lane("people.list_people", {"kind": kind}, (), _LIST)


def _show(kind: ContactKind) -> Lane:
    return Lane("people.show_person", {"kind": kind, "output": Output.TABLE}, ("who",), _FORMAT)


def _export(kind: ContactKind) -> Lane:
    return Lane("exports.export_everybody", {"kind": kind}, (), {"-o": ("file", Path), "--output": ("file", Path)})


_ON_CALL: dict[str, Any] = {"city": None, "at": None, "output": Output.TABLE, "file": None}
LANES = {
    ("find",): Lane("finding.show_found", {}, ("text",), _FORMAT),
    ("officers", "on-call"): Lane("on_call.who_answers", _ON_CALL, (), {**_LIST, "--at": ("at", str)}),
    ("officers",): _list(ContactKind.OFFICER),
    ("officers", "list"): _list(ContactKind.OFFICER),
    ("officers", "show"): _show(ContactKind.OFFICER),
    ("officers", "export"): _export(ContactKind.OFFICER),
    ("journalists",): _list(ContactKind.JOURNALIST),
    ("journalists", "list"): _list(ContactKind.JOURNALIST),
    ("journalists", "show"): _show(ContactKind.JOURNALIST),
    ("journalists", "export"): _export(ContactKind.JOURNALIST),
}


def answer_to(line: Sequence[str]) -> Callable[[], None] | None:
    """What answers the command line, or None where Typer must be asked."""
    lane, rest = _lane(line)
    given = _given(lane, rest) if lane else None
    if lane is None or given is None:
        return None
    module, _, name = lane.function.partition(".")
    return partial(getattr(import_module(f"outreach.cli.{module}"), name), **{**lane.given, **given})


def _lane(line: Sequence[str]) -> tuple[Lane | None, Sequence[str]]:
    for length in (2, 1):
        if lane := LANES.get(tuple(line[:length])):
            return lane, line[length:]
    return None, line


def _given(lane: Lane, rest: Sequence[str]) -> dict[str, Any] | None:
    """The parameters that the rest of the line gives, each once; None where one is not plainly right."""
    given: dict[str, Any] = {}
    arguments, words = iter(lane.arguments), iter(rest)
    for word in words:
        option, equals, text = word.partition("=") if word.startswith("--") else (word, "", "")
        name, value = lane.options.get(option, (None, str))
        if name is None and not word.startswith("-"):
            name, text = next(arguments, None), word
        elif not equals:
            text = next(words, "-")
        try:
            if name is None or name in given or text.startswith("-"):
                return None
            given[name] = value(text)
        except ValueError:
            return None
    return given if next(arguments, None) is None else None
