"""`outreach demo`: the main job once, for real, on sample data, with a mail server of its own on loopback."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Annotated

import typer

from outreach import resources
from outreach.cli import doors
from outreach.cli.groups import single
from outreach.cli.output import say
from outreach.errors import WrongUsage

app = single()

_MARK = ".outreach-demo"
_LIST = "Harbour correspondents"


@app.command()
def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where everything is put; a demo's own folder.")] = Path(
        "demo"
    ),
) -> None:
    """See everything once, on sample data: from an old press release to mail in mailboxes and cards on phones.

    Nothing leaves this machine: the mail goes to a server that the demo starts on loopback.

    \b
    Example:
      outreach demo --folder look
    """
    from outreach.mail import sample_server

    _clear(folder)
    _lay_out(folder, now=doors.now())
    with sample_server.listening(folder / "received") as smtp_url:
        for title, command in _steps():
            say(f"\n# {title}")
            _run(command, folder=folder, settings=_settings(folder, smtp_url))
    _tell_where(folder)


def _clear(folder: Path) -> None:
    """Puts an earlier demo aside, with whatever somebody has made of it since. Raises WrongUsage."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _MARK).exists():
            raise WrongUsage(f"{folder} holds something else already; name another folder with --folder")
        aside = next(place for n in count(1) if not (place := folder.with_name(f"{folder.name}-{n}")).exists())
        folder.rename(aside)
        say(f"The demo that was in {folder} is in {aside} now")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _MARK).touch()


def _lay_out(folder: Path, *, now: datetime) -> None:
    """The sample files; the advisory's event is two weeks from now, or on the Monday after that."""
    for name in ("release.txt", "journalists.csv"):
        shutil.copy(resources.path("data", f"demo/{name}"), folder / name)
    day = now + timedelta(days=14)
    day += timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)
    advisory = resources.path("data", "demo/advisory.md").read_text(encoding="utf-8")
    dates = {
        "day": f"{day:%Y-%m-%d}",
        "eve": f"{day - timedelta(days=1):%Y-%m-%d}",
        "embargo": f"{day:%Y-%m-%d} 09:00",
        "weekday": f"{day:%A} {day.day} {day:%B}",
    }
    (folder / "advisory.md").write_text(advisory.format(**dates), encoding="utf-8")


def _settings(folder: Path, smtp_url: str) -> dict[str, str]:
    return {
        "OUTREACH_DATABASE_URL": f"sqlite:///{(folder / 'outreach.db').resolve()}",
        "OUTREACH_SMTP_URL": smtp_url,
        "OUTREACH_SENDER": "Harbour Cities Forum press office <press@example.org>",
        "OUTREACH_ORGANISATION": "Harbour Cities Forum",
    }


def _steps() -> Iterator[tuple[str, list[str]]]:
    yield "Make the store of this office", ["init"]
    yield "Read the press officers out of an old release, and keep them", [
        "officers", "extract", "release.txt", "--country", "FR", "--save",
    ]  # fmt: skip
    yield "Who is there, by city", ["officers"]
    yield "… and in New York, under the name that a colleague in Madrid uses", ["officers", "--city", "Nueva York"]
    yield "A mailing list of 40 journalists in 12 countries", ["lists", "create", _LIST]
    yield "… from a spreadsheet", ["lists", "import", _LIST, "journalists.csv"]
    yield "Check an advisory before anybody reads it", ["advisories", "check", "advisory.md"]
    yield (
        "… and look at it as text, HTML, mail and calendar entry",
        ["advisories", "render", "advisory.md", "-o", "rendered"],
    )
    yield "Write all 40 messages, and freeze them", ["mailings", "plan", "advisory.md", "--list", _LIST]
    yield "Send them, one message a person", ["mailings", "send", "1", "--yes"]
    yield "The ledger", ["mailings", "show", "1", "--deliveries"]
    yield "One message, exactly as it went", [
        "mailings", "message", "1", "sean.oconnor@example.com", "-o", "sean-oconnor.eml",
    ]  # fmt: skip
    yield "The officers, as cards for any phone", ["officers", "export", "-o", "officers.vcf", "--vdir", "cards"]


def _run(command: list[str], *, folder: Path, settings: Mapping[str, str]) -> None:
    """Runs one command as a person would; the demo stops where one fails."""
    say(f"$ outreach {shlex.join(command)}")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("OUTREACH_")}
    # The command is ours, word by word.
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "outreach", *command], cwd=folder, env={**inherited, **settings}, check=False
    )
    if ran.returncode:
        raise typer.Exit(ran.returncode)


def _tell_where(folder: Path) -> None:
    received = sum(1 for _ in (folder / "received" / "new").iterdir())
    say(f"\n# Done: {received} messages arrived at the demo's own mail server. Everything is in {folder.resolve()}:")
    for name, what in {
        "outreach.db": "the store: directory, lists, and the ledger of every message",
        "release.txt": "the old release that the officers were read from",
        "advisory.md": "the advisory as it is written; change it and `outreach advisories check` it",
        "rendered": "the advisory as text, HTML, mail and calendar entry; open message.html in a browser",
        "received": "what arrived, as a Maildir",
        "sean-oconnor.eml": "one message, byte for byte; any mail program opens it",
        "officers.vcf": "the officers for any phone",
        "cards": "the same, one file a person, for khard and vdirsyncer",
    }.items():
        say(f"  {name:<18}{what}")
