"""What the command groups have in common: a bare group lists, and help is plain text that shows examples as typed."""

from typing import Any

import typer
from typer.core import TyperGroup


class Listing(TyperGroup):
    """A group of which the bare name, with or without options, is its `list` command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with `list` put before them where no command is named."""
        bare = not args or (args[0].startswith("-") and args[0] not in ("--help", "-h"))
        if bare and not ctx.resilient_parsing:
            args = ["list", *args]
        return super().parse_args(ctx, args)


def group(about: str) -> typer.Typer:
    """A group of commands that is described by `about`."""
    return typer.Typer(
        cls=Listing,
        help=about,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def plain_group(about: str) -> typer.Typer:
    """A group in which there is nothing to list: its bare name shows its help."""
    return typer.Typer(
        help=about,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def single() -> typer.Typer:
    """A command that stands alone."""
    return typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
