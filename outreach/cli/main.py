"""The way in: the express lane or the whole building, and the one place where errors become exit codes."""

import os
import sys

from outreach import errors
from outreach.cli import express
from outreach.cli.output import say

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


def main() -> None:
    """Runs the command line; every error that a person can mend is one sentence on stderr and an exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs one command and gives its exit code (docs: README, "Exit codes")."""
    try:
        return _answer(arguments)
    except errors.OutreachError as error:
        say(f"Error: {error}")
        return EXIT_CODES[type(error)] if type(error) in EXIT_CODES else _inherited_code(error)
    except KeyboardInterrupt:
        say("Stopped; nothing was done.")
        return _INTERRUPTED
    except BrokenPipeError:
        # Whoever read our answer has seen enough (`| head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _answer(arguments: list[str]) -> int:
    quick = express.answer_to(arguments)
    if quick is not None:
        quick()
        return 0
    from outreach.cli import building

    return building.run(arguments)


def _inherited_code(error: errors.OutreachError) -> int:
    return next(code for kind, code in EXIT_CODES.items() if isinstance(error, kind))
