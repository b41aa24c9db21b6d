"""What the command groups have in common: a bare group lists, and help is plain text that shows examples as typed."""

from typing import Any

import typer
from typer.core import TyperGroup

_ANY_LENGTH = 1_000


class Uncut(TyperGroup):
    """A group whose help page shows what each command does in a whole sentence, on as many lines as it takes."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands, each with the first sentence of its help."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        shown = [(name, found) for name, found in commands if found is not None and not found.hidden]
        with formatter.section("Commands"):
            formatter.write_dl([(name, found.get_short_help_str(_ANY_LENGTH)) for name, found in shown])


class Listing(Uncut):
    """A group of which the bare name, with or without options, is its `list` command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with `list` put before them where no command is named."""
        bare = not args or (args[0].startswith("-") and args[0] not in ("--help", "-h"))
        if bare and not ctx.resilient_parsing:
            args = ["list", *args]
        return super().parse_args(ctx, args)


def group(about: str, *examples: str) -> typer.Typer:
    """A group of commands that is described by `about`, and shown by `examples`, a command line each."""
    return typer.Typer(cls=Listing, help=_help(about, examples), **_PLAINLY)


def plain_group(about: str, *examples: str) -> typer.Typer:
    """A group in which there is nothing to list: its bare name shows its help."""
    return typer.Typer(cls=Uncut, help=_help(about, examples), no_args_is_help=True, **_PLAINLY)


_PLAINLY: Any = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "add_completion": False,
    "context_settings": {"help_option_names": ["--help", "-h"]},
}


def _help(about: str, examples: tuple[str, ...]) -> str:
    lines = "".join(f"\n  outreach {example}" for example in examples)
    return f"{about}\n\n\b\nExamples:{lines}" if examples else about


def single() -> typer.Typer:
    """A command that stands alone."""
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
