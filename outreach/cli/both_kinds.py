"""How a command that officers and journalists have in common is put into a group, with a help page for each kind."""

from collections.abc import Callable

import typer

from outreach.model.card import ContactKind

# What a help page's examples are about, by kind: the group, the noun, and two invented people.
_WORDS = {
    ContactKind.OFFICER: {
        "group": "officers",
        "noun": "press officer",
        "one": "Mira Olsen",
        "address": "mira@example.org",
        "other": "m.olsen@example.org",
    },
    ContactKind.JOURNALIST: {
        "group": "journalists",
        "noun": "journalist",
        "one": "Tomás O'Neill",
        "address": "tomas@example.com",
        "other": "t.oneill@example.net",
    },
}


def noun(kind: ContactKind) -> str:
    """What one of that kind is called."""
    return _WORDS[kind]["noun"]


def group_of(kind: ContactKind) -> str:
    """The command group of that kind."""
    return _WORDS[kind]["group"]


def put_in(app: typer.Typer, kind: ContactKind, name: str, page: str, command: Callable[..., None]) -> None:
    """Puts `command` into the group as `name`; `page` is its help, with {group}, {noun}, {one}, {address}, {other}."""
    app.command(name, help=page.format(**_WORDS[kind]))(command)
