"""A preview of an advisory in the sample office: the real server on a real port, without the command line."""

import json
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from outreach.model.advisory import Advisory
from outreach.model.message import Approved
from outreach.services import advisories, proofs
from outreach.services.advisories import Rendered, Surroundings, Versions
from outreach.services.advisories.preview import Drafts, Office
from outreach.services.proofs import Proof
from outreach.store import gazetteer, glance
from outreach.web.preview import Desk, Server, Watch
from tests.advisories import NOW, surroundings

STATEMENT = """\
---
kind: statement
headline: Harbour cities agree on a night train
dateline: Vienna
contacts: [Vienna]
---
Dear {{ recipient.given_name or "colleague" }},

the cities agreed on Friday to a common timetable.
"""


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(url: str, *, method: str = "GET", host: str | None = None) -> Answer:
    """The server's answer, whatever its status."""
    request = urllib.request.Request(url, method=method, headers={"Host": host} if host is not None else {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, dict(refused.headers), refused.read())


@dataclass(frozen=True)
class Served:
    """A preview that runs: its server, and the file that it follows."""

    server: Server
    file: Path

    def __call__(self, place: str = "", **asked: Any) -> Answer:
        return ask(self.server.url + place, **asked)

    def view(self) -> Any:
        return self("view").json


def read_versions(file: Path) -> Versions:
    return advisories.read_versions(file, content=Path.read_bytes, city=gazetteer.city)


def rendered(advisory: Advisory, around: Surroundings, main: Advisory) -> Rendered:
    return advisories.rendered(advisory, around, main=main)


def proof(approved: Approved, _reader: str | None) -> Proof:
    return proofs.proof(approved, proofs.SAMPLE_READER, sender=None, organisation="Harbour Cities Forum", now=NOW)


@pytest.fixture
def desk(tmp_path: Path, made_store: Path) -> Desk:
    store, file = shutil.copy(made_store, tmp_path / "outreach.db"), tmp_path / "advisory.md"
    file.write_text(STATEMENT)
    office = Office(rows=lambda: glance.glancing(store), around=lambda _: surroundings(tmp_path), proof=proof)
    return Desk(file, Drafts(file, read_versions, rendered), office)


@pytest.fixture
def served(desk: Desk) -> Iterator[Served]:
    yield from serving(desk)


@pytest.fixture
def served_in_two_languages(desk: Desk) -> Iterator[Served]:
    french = STATEMENT.replace("kind:", "language: fr\nkind:").replace(
        "Harbour cities agree", "Les villes sont d’accord"
    )
    desk.file.with_suffix(".fr.md").write_text(french)
    yield from serving(desk)


def serving(desk: Desk) -> Iterator[Served]:
    with Watch(desk.file, desk.files) as watch, Server(0, desk, watch) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield Served(server, desk.file)
        server.shutdown()
        thread.join()
