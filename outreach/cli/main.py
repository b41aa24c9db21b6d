"""The way in: the command groups, loaded when they are asked for, and the one place where errors become exit codes."""

import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from outreach import __version__, errors

# Group or command -> its module in outreach.cli, in the order of the help page.
_ROOMS = {
    "init": "init",
    "demo": "demo",
    "doctor": "doctor",
    "officers": "officers",
    "journalists": "journalists",
    "offices": "offices",
    "outlets": "outlets",
    "cities": "cities",
    "lists": "lists",
    "advisories": "advisories",
    "mailings": "mailings",
    "suppressions": "suppressions",
    "database": "database",
}

EXIT_CODES: dict[type[errors.OutreachError], int] = {
    errors.WrongUsage: 2,
    errors.NotFound: 3,
    errors.AlreadyThere: 4,
    errors.InvalidValue: 5,
    errors.InvalidFile: 5,
    errors.StoreUnavailable: 5,
    errors.TemplateProblem: 6,
    errors.AdvisoryProblem: 6,
    errors.ServerUnavailable: 7,
    errors.SomeNotDelivered: 8,
    errors.StoreOutdated: 9,
}
_INTERRUPTED = 130


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


class Building(TyperGroup):
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
      outreach advisories check advisory.md            before anybody else reads it
      outreach mailings plan advisory.md --list Vienna
    """


def main() -> None:
    """Runs the command line; every error that a person can mend is one sentence on stderr and an exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit code (docs: README, "Exit codes")."""
    try:
        result = get_command(app).main(arguments, prog_name="outreach", standalone_mode=False)
    except errors.OutreachError as error:
        typer.echo(f"Error: {error}", err=True)
        return EXIT_CODES[type(error)] if type(error) in EXIT_CODES else _inherited_code(error)
    except typer.Abort:
        typer.echo("Stopped; nothing was done.", err=True)
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answer has seen enough (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except typer.TyperException as error:
        error.show()  # type: ignore[attr-defined]
        return 2
    return result if isinstance(result, int) else 0


def _inherited_code(error: errors.OutreachError) -> int:
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))
