"""`outreach advisories preview --serve`: the page that follows an advisory while it is written."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from outreach import bootstrap, resources
from outreach.cli import approval, doors, proofing
from outreach.cli.files import contents
from outreach.cli.output import say, write_bytes
from outreach.errors import WrongUsage

if TYPE_CHECKING:
    from outreach.model.advisory import Advisory
    from outreach.services.advisories import Rendered, Surroundings
    from outreach.services.advisories.preview import Office
    from outreach.store.glance import Rows


def serve(file: Path, *, reader: str | None, port: int, open_it: bool) -> None:
    """Serves the page until Ctrl-C. Raises WrongUsage for standard input or a port in use, NotFound for no file."""
    from outreach.services.advisories.preview import Drafts
    from outreach.web.preview import Desk, Server, Watch

    if str(file) == "-":
        raise WrongUsage("standard input cannot be saved again; give --serve a file")
    contents(file)
    if not doors.has_store():
        say("Note: there is no store yet, so nobody is known; `outreach init` makes one")
    desk = Desk(file, Drafts(file, approval.versions, _rendered), _office(file))
    # Ctrl-C is how it is meant to end.
    with (
        suppress(KeyboardInterrupt),
        Watch(file, lambda: _watched(desk.files())) as watch,
        Server(port, desk, watch) as server,
    ):
        url = server.url_for(reader)
        write_bytes([f"{url}\n".encode()], None)
        say(f"The page follows {file} until Ctrl-C; only this machine can see it")
        # What takes long to load is there when the browser is.
        threading.Thread(target=partial(desk.look, language=None, reader=reader), daemon=True).start()
        if open_it:
            threading.Thread(target=_open, args=(url,), daemon=True).start()
        server.serve_forever()
    doors.close()


def _office(file: Path) -> "Office":
    """This office's doors, each opened anew for every look."""
    from outreach.services.advisories.preview import Office

    return Office(rows=_rows, around=lambda rows: approval.surroundings(rows, file), proof=proofing.proof_as)


def _rendered(advisory: "Advisory", around: "Surroundings", main: "Advisory") -> "Rendered":
    """As `approval.rendered` lays it out, without a word of what is wrong: the page has it."""
    from outreach.services import advisories

    return advisories.rendered(advisory, around, main=main)


@contextmanager
def _rows() -> Iterator["Rows"]:
    """As doors.rows, but a server that is asked again and again is asked over the same lines."""
    if doors.has_store() and doors.store_file() is None:
        from outreach.store import database

        with doors.reading() as session:
            yield database.rows_of(session)
        return
    with bootstrap.rows(doors.settings()) as rows:
        yield rows


def _watched(of_the_advisory: Iterator[Path]) -> Iterator[Path]:
    """What else changes the page: the templates, and the directory."""
    from outreach.web.preview.watching import files_below

    yield from of_the_advisory
    for folder in resources.folders("templates", own=doors.settings().templates):
        yield from files_below(folder)
    # Not the log beside it, which readers touch as well: each look would be a change.
    yield from filter(None, [doors.store_file()])


def _open(url: str) -> None:
    import webbrowser

    if not webbrowser.open(url):
        say("No browser was found here; open the address yourself")
