"""`outreach mailings prove`: a report that can be filed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from outreach.cli import doors
from outreach.cli.options import FileOption, FormatOption, MailingArgument
from outreach.cli.output import Output, say, show_record, write_bytes
from outreach.errors import InvalidFile, Unproven, WrongUsage

if TYPE_CHECKING:
    from outreach.services.mailings import Proof

AgainstOption = Annotated[
    Path | None, typer.Option("--against", metavar="REPORT", help="A report filed earlier (json): is its history kept?")
]


def prove_mailing(
    mailing_id: MailingArgument,
    against: AgainstOption = None,
    output: FormatOption = Output.TABLE,
    file: FileOption = None,
) -> None:
    """Prove a mailing: every count, every message against its hash, every move from planned to where it stands.

    The last line is a hash that covers every move in order; file it, and nobody can change the history unseen.

    \b
    Examples:
      outreach mailings prove 3
      outreach mailings prove 3 --format json -o mailing-3.json
      outreach mailings prove 3 --against mailing-3.json
    """
    from outreach.services import mailings
    from outreach.store import database

    if output is Output.CSV:
        raise WrongUsage("a proof is printed as text or json; leave --format csv out")
    with database.reading(database.still(doors.engine())) as session:
        proof = mailings.prove(session, mailing_id, now=doors.now())
    problems = proof.problems + (_kept(proof, against) if against else [])
    if output is Output.JSON:
        show_record(_record(proof, problems), file=file)
    else:
        write_bytes([(line + "\n").encode() for line in _report(proof, problems)], file)
    if problems:
        raise Unproven(f"mailing {mailing_id} does not hold: {problems[0]}" + _more(len(problems) - 1))
    if file is not None:
        say(f"Everything holds; the seal is {proof.seal}")


def _more(others: int) -> str:
    return f" (and {others} more; the report lists them)" if others else ""


def _report(proof: "Proof", problems: list[str]) -> list[str]:
    counts = ", ".join(f"{number} {status}" for status, number in proof.counts.items() if number)
    return [
        f"Mailing {proof.mailing_id}: {proof.title}",
        f"Checked {proof.at:%Y-%m-%d %H:%M:%S} UTC; it is {proof.status}: {counts}",
        *(f"{number} {what}" for what, number in proof.checks.items()),
        *(f"DOES NOT HOLD: {problem}" for problem in problems),
        "Something does not hold." if problems else "Everything holds.",
        f"Seal after {len(proof.chain)} moves: {proof.seal}",
    ]


def _record(proof: "Proof", problems: list[str]) -> dict[str, Any]:
    return {
        "id": proof.mailing_id,
        "uid": proof.uid,
        "title": proof.title,
        "status": proof.status,
        "checked_at": proof.at.isoformat(),
        "counts": proof.counts,
        "checked": proof.checks,
        "ok": not problems,
        "problems": problems,
        "seal": proof.seal,
        "moves": [
            {
                "id": move.id,
                "address": move.address,
                "at": move.at.isoformat(),
                "before": move.before,
                "after": move.after,
                "reply": move.reply,
                "hash": link,
            }
            for move, link in proof.chain
        ],
    }


def _kept(proof: "Proof", file: Path) -> list[str]:
    """What of the history in an earlier report is not in this one. Raises InvalidFile."""
    import json

    from outreach.cli.files import contents

    try:
        filed = json.loads(contents(file))
        uid, seal, length = filed["uid"], filed["seal"], len(filed["moves"])
    except (ValueError, KeyError, TypeError) as error:
        raise InvalidFile(str(file), "is no report of `outreach mailings prove --format json`") from error
    if uid != proof.uid:
        return [f"{file} is the report of another mailing"]
    links = [link for _, link in proof.chain]
    if length > len(links):
        return [f"{file} has {length} moves, and there are {len(links)} now"]
    if length and links[length - 1] != seal:
        return [f"the first {length} moves are not those of {file}: the history was changed since it was filed"]
    return []
