"""The live preview, as a press officer starts and ends it."""

import socket
import sys
import time

import pytest

from tests.cli.conftest import Office
from tests.cli.preview_server import LivePreview
from tests.web.preview.conftest import STATEMENT, ask


@pytest.fixture
def ready(office: Office) -> Office:
    office.file("advisory.md", STATEMENT.replace("contacts: [Vienna]\n", ""))
    return office


def test_it_prints_its_address_serves_and_ends_quietly_with_ctrl_c(ready: Office) -> None:
    with LivePreview(ready, "advisory.md") as running:
        url, port = running.url, running.port
        page, view = ask(url), ask(f"{url}view").json
        code, out, err = running.press_ctrl_c()

    assert (page.status, code, out) == (200, 0, "")
    assert view["mail"]["subject"] == "Harbour cities agree on a night train"
    assert url.startswith("http://127.0.0.1:")
    assert "until Ctrl-C" in err
    assert "Traceback" not in err
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


def test_it_writes_nothing(ready: Office) -> None:
    ready.ok("init")
    before = {file: file.read_bytes() for file in ready.folder.rglob("*") if file.is_file()}

    with LivePreview(ready, "advisory.md", "--as", "nobody@example.com") as running:
        view = ask(running.url.replace("?", "view?")).json
        ask(running.url.partition("?")[0] + "readers?q=zoe")
        running.press_ctrl_c()

    assert [problem["message"] for problem in view["problems"] if problem["level"] == "error"] == [
        "no person with the address named 'nobody@example.com'; add them with `outreach journalists add`"
    ]
    assert {file: file.read_bytes() for file in ready.folder.rglob("*") if file.is_file()} == before


def test_it_asks_a_postgresql_store_again_and_again(ready: Office, postgres_store: str) -> None:
    ready.settings["OUTREACH_DATABASE_URL"] = postgres_store

    with LivePreview(ready, "advisory.md") as running:
        views = [ask(f"{running.url}view").json for _ in range(8)]
        found = ask(f"{running.url}readers?q=nobody").json
        code, _, err = running.press_ctrl_c()

    assert {view["errors"] for view in views} == {0}
    assert (found, code) == ([], 0)
    assert "Traceback" not in err


def test_a_port_in_use_is_wrong_usage_that_says_what_to_do(ready: Office) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = ready("advisories", "preview", "advisory.md", "--serve", "--port", str(taken.getsockname()[1]))

    assert answer.code == 2
    assert "in use" in answer.err
    assert "give another --port, or none" in answer.err


def test_a_port_can_be_chosen_and_the_browser_opened(ready: Office) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    opened = ready.folder / "opened"
    browser = ready.file("browser.py", f"import pathlib, sys\npathlib.Path({str(opened)!r}).write_text(sys.argv[1])\n")
    ready.settings["BROWSER"] = f"{sys.executable} {browser} %s"

    with LivePreview(ready, "advisory.md", "--port", str(port), "--open") as running:
        deadline = time.monotonic() + 20
        while not opened.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        code, _, _ = running.press_ctrl_c()

    assert (running.port, code) == (port, 0)
    assert opened.read_text() == running.url


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["advisory.md", "--serve", "--format", "text"], 2, "leave out --format, --language and -o"),
        (["advisory.md", "--serve", "-o", "proof.eml"], 2, "leave out --format, --language and -o"),
        (["advisory.md", "--open"], 2, "add --serve"),
        (["advisory.md", "--port", "0"], 2, "add --serve"),
        (["-", "--serve"], 2, "give --serve a file"),
        (["missing.md", "--serve"], 3, "missing.md"),
        ([".", "--serve"], 5, "cannot be read"),
    ],
    ids=["a format", "a file to write", "open", "port", "standard input", "no file", "a folder"],
)
def test_what_does_not_go_together_is_refused(ready: Office, arguments: list[str], code: int, sentence: str) -> None:
    answer = ready("advisories", "preview", *arguments)

    assert (answer.code, answer.out) == (code, "")
    assert sentence in answer.err
