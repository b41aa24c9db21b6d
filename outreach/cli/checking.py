"""`outreach advisories check`: what is wrong with some advisories, for people and for programs."""

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli import approval, doors
from outreach.cli.output import Output, View, say, show, show_record, write_bytes
from outreach.errors import AdvisoryProblem, InvalidFile, NotFound, OutreachError
from outreach.model.advisory import Level, Problem, Verdict

if TYPE_CHECKING:
    from outreach.store.glance import Rows


class Told(StrEnum):
    """How the problems are told."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    SARIF = "sarif"


_Found = tuple[Path, Problem]
_COLUMNS: dict[str, Callable[[_Found], str]] = {
    "Line": lambda found: str(found[1].line),
    "Level": lambda found: found[1].level.value,
    "Rule": lambda found: found[1].rule,
    "Problem": lambda found: found[1].message,
}
PROBLEMS: View[_Found] = View(columns=_COLUMNS, record=lambda found: _record(found[1]))
PROBLEMS_OF_FILES: View[_Found] = View(
    columns={"File": lambda found: str(found[0]), **_COLUMNS}, record=PROBLEMS.record
)


def check(files: Sequence[Path], *, told: Told, into: Path | None) -> None:
    """Tells what is wrong with `files`, each in all its languages.

    Raises AdvisoryProblem; for a file that is no advisory, its own error.
    """
    with doors.rows() as rows:
        verdicts, unreadable = _verdicts(rows, list(dict.fromkeys(files)))
    # People read of what cannot be read on the error's line; a program looks for every file in what it asked for.
    all_told = verdicts if told is Told.TABLE else _with_unreadable(verdicts, unreadable)
    if all_told:
        _tell(all_told, is_alone=len(files) == 1, told=told, into=into)
    for file, verdict in verdicts.items():
        if not verdict.errors:
            say(f"{file} may go out{_aside(verdict)}")
        elif len(verdicts) > 1:
            say(_refusal(file, verdict))
    for error in unreadable.values():
        raise error
    _refuse(verdicts)


def _verdicts(rows: "Rows", files: Sequence[Path]) -> tuple[dict[Path, Verdict], dict[Path, OutreachError]]:
    """One file that cannot be read does not hide what is wrong with the others."""
    from outreach.services import advisories

    found: dict[Path, Verdict] = {}
    unreadable: dict[Path, OutreachError] = {}
    for file in files:
        try:
            whole = approval.versions(file)
            verdicts = advisories.check_all(whole, approval.surroundings(rows, file))
            found |= {Path(name): verdict for name, verdict in verdicts.items()}
        except InvalidFile as error:
            # It may be the version in another language.
            unreadable[Path(error.file)] = error
        except NotFound as error:
            unreadable[file] = error
    for further in list(unreadable.values())[1:]:
        say(f"Error: {further}")
    return found, unreadable


def _with_unreadable(verdicts: Mapping[Path, Verdict], unreadable: Mapping[Path, OutreachError]) -> dict[Path, Verdict]:
    return {**verdicts, **{file: Verdict((_unreadable(error),)) for file, error in unreadable.items()}}


def _unreadable(error: OutreachError) -> Problem:
    """Why a file could not be checked at all, as if it were a rule that it breaks."""
    if isinstance(error, InvalidFile):
        return Problem("unreadable", Level.ERROR, error.line or 1, error.problem)
    return Problem("unreadable", Level.ERROR, 1, str(error))


def _tell(verdicts: Mapping[Path, Verdict], *, is_alone: bool, told: Told, into: Path | None) -> None:
    if told is Told.SARIF:
        from outreach.formats import sarif

        write_bytes([sarif.log(verdicts).encode()], into)
    elif told is Told.JSON:
        records = [{"file": str(file), **_verdict({file: verdict})} for file, verdict in verdicts.items()]
        show_record(_verdict(verdicts) if is_alone else records, file=into)
    elif found := [(file, problem) for file, verdict in verdicts.items() for problem in verdict.problems]:
        show(found, PROBLEMS if len(verdicts) == 1 else PROBLEMS_OF_FILES, output=Output(told.value), file=into)


def _verdict(verdicts: Mapping[Path, Verdict]) -> dict[str, Any]:
    """The record of an advisory; of one in several languages, each problem says in which file it is."""
    where = {file: {"file": str(file)} if len(verdicts) > 1 else {} for file in verdicts}
    every = list(verdicts.items())
    return {
        "ok": not any(verdict.errors for verdict in verdicts.values()),
        "problems": [where[file] | _record(one) for file, verdict in every for one in verdict.problems],
        "silenced": [
            where[file] | _record(one.problem) | {"reason": one.reason}
            for file, verdict in every
            for one in verdict.silenced
        ],
    }


def _record(problem: Problem) -> dict[str, Any]:
    return {"rule": problem.rule, "level": problem.level.value, "line": problem.line, "message": problem.message}


def _refuse(verdicts: Mapping[Path, Verdict]) -> None:
    bad = {file: verdict for file, verdict in verdicts.items() if verdict.errors}
    if len(verdicts) > 1 and bad:
        raise AdvisoryProblem(f"{len(bad)} of {len(verdicts)} must not go out as they are")
    for file, verdict in bad.items():
        raise AdvisoryProblem(_refusal(file, verdict))


def _refusal(file: Path, verdict: Verdict) -> str:
    return (
        f"{file} must not go out as it is: {verdict.errors} error{'s' if verdict.errors > 1 else ''}{_silent(verdict)}"
    )


def _aside(verdict: Verdict) -> str:
    return (f"; {len(verdict.problems)} to look at" if verdict.problems else "") + _silent(verdict)


def _silent(verdict: Verdict) -> str:
    rules = dict.fromkeys(one.problem.rule for one in verdict.silenced)
    return f"; {len(verdict.silenced)} silenced in the file ({', '.join(rules)})" if rules else ""
