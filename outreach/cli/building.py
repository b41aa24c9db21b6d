"""The whole building, by Typer: the command groups, loaded when they are asked for, their help pages and completion."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from outreach import __version__
from outreach.cli.groups import Uncut

# Group or command -> its module in outreach.cli, in the order of the help page.
_ROOMS = {
    "init": "init",
    "demo": "demo",
    "doctor": "doctor",
    "find": "find",
    "officers": "officers",
    "journalists": "journalists",
    "offices": "offices",
    "outlets": "outlets",
    "cities": "cities",
    "lists": "lists",
    "advisories": "advisories",
    "mailings": "mailings",
    "bounces": "bounces",
    "suppressions": "suppressions",
    "privacy": "privacy",
    "serve": "serve",
    "worker": "worker",
    "database": "database",
}


class Rooms(Mapping[str, Any]):
    """The commands by their names, each imported when it is asked for: listing officers never loads the mail room."""

    def __getitem__(self, name: str) -> Any:
        """The group or command called `name`."""
        command = get_command(import_module(f"outreach.cli.{_ROOMS[name]}").app)
        command.name = name
        return command

    def __iter__(self) -> Iterator[str]:
        """The names, in the order of the help page."""
        return iter(_ROOMS)

    def __len__(self) -> int:
        """How many there are."""
        return len(_ROOMS)


class Building(Uncut):
    """The `outreach` command: a group over the rooms."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = Rooms()


app = typer.Typer(
    cls=Building,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"outreach {__version__}")
        raise typer.Exit


@app.callback()
def outreach(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """The press office in a box: a directory, advisories, mailings that are accounted for, vCards.

    \b
    Examples:
      outreach demo                                    see everything once, on sample data
      outreach officers extract release.txt --save     from an old press release into the directory
      outreach officers --city Vienna                  who is there
      outreach find 0660 377                           whose number begins so
      outreach advisories check advisory.md            before anybody else reads it
      outreach mailings plan advisory.md --list Vienna
    """


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit code; KeyboardInterrupt where somebody said no to a question."""
    try:
        result = get_command(app).main(arguments, prog_name="outreach", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except typer.TyperException as error:
        error.show()  # type: ignore[attr-defined]
        return 2
    return result if isinstance(result, int) else 0
