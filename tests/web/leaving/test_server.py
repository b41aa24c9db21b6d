"""The way off on the web: to look changes nothing, to post is enough, and nobody takes off anybody else."""

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes
from functools import partial

import pytest
from sqlalchemy import Engine

from outreach.model.token import Purpose, sealed
from outreach.services.mailings import WayOff
from outreach.store import database, suppressions
from outreach.web.leaving import Office, Server
from tests.press_room import NOW, message, plan

KEY = "a key that nobody knows"
ONE_CLICK = ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded")
MULTIPART = (
    '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n',
    "multipart/form-data; boundary=x",
)


class Visitor:
    """Asks the server."""

    def __init__(self, server: Server, engine: Engine) -> None:
        self._server, self.engine = server, engine

    def asks(
        self, method: str, path: str, body: str | None = None, kind: str = "text/plain", **headers: str
    ) -> tuple[int, str]:
        """The status and the page."""
        line = http.client.HTTPConnection("127.0.0.1", self._server.server_port, timeout=10)
        line.request(method, path, body=body, headers=({"Content-Type": kind} if body is not None else {}) | headers)
        answer = line.getresponse()
        page = answer.read().decode()
        assert answer.getheader("Set-Cookie") is None
        line.close()
        return answer.status, page

    @property
    def suppressed(self) -> list[str]:
        with database.reading(self.engine) as session:
            return [row.address for row in suppressions.everyone(session)]


@pytest.fixture
def visitor(engine: Engine) -> Iterator[Visitor]:
    office = Office(partial(database.reading, engine), partial(database.writing, engine), KEY, lambda: NOW)
    with Server("127.0.0.1", 0, office) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Visitor(server, engine)
        server.shutdown()
        thread.join()


@pytest.fixture
def path(engine: Engine) -> str:
    """Where the mail of r1@example.com leads."""
    made = plan(engine, way_off=WayOff(KEY, page="https://press.example.org"))
    header = str(message_from_bytes(message(engine, made.id, "r1@example.com"))["List-Unsubscribe"])
    found = re.search(r"<https://press\.example\.org(/[^>]+)>", header)
    assert found
    return found[1]


@pytest.mark.parametrize("sent", [ONE_CLICK, MULTIPART, ("", "text/plain")], ids=["urlencoded", "multipart", "button"])
def test_one_post_is_enough_and_a_second_changes_nothing(visitor: Visitor, path: str, sent: tuple[str, str]) -> None:
    first, again = visitor.asks("POST", path, *sent), visitor.asks("POST", path, *sent)

    assert first == again
    assert first[0] == 200
    assert "You are unsubscribed" in first[1]
    assert visitor.suppressed == ["r1@example.com"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"])
def test_whoever_only_looks_changes_nothing_and_the_reader_still_can(visitor: Visitor, path: str, method: str) -> None:
    for _ in range(20):
        visitor.asks(method, path)

    assert visitor.suppressed == []
    assert visitor.asks("POST", path, *ONE_CLICK)[0] == 200
    assert visitor.suppressed == ["r1@example.com"]


LOOKERS = {
    "a browser": {"User-Agent": "Mozilla/5.0"},
    "Safe Links": {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) SafeLinks"},
    "a proxy of pictures": {"User-Agent": "Mozilla/5.0 GoogleImageProxy", "Accept": "image/*"},
    "a scanner": {"User-Agent": "BarracudaCentral/1.0"},
    "a preview": {"User-Agent": "Slackbot-LinkExpanding 1.0"},
    "nobody": {"User-Agent": ""},
}
PREFETCHES: dict[str, dict[str, str]] = {
    "none": {},
    "Purpose": {"Purpose": "prefetch"},
    "Sec-Purpose": {"Sec-Purpose": "prefetch;prerender"},
    "Range": {"Range": "bytes=0-0"},
    "a form's words in the address": {"X-Requested-With": "XMLHttpRequest"},
}


@pytest.mark.parametrize("who", LOOKERS.values(), ids=LOOKERS.keys())
def test_no_scanner_takes_anybody_off_however_it_looks(visitor: Visitor, path: str, who: dict[str, str]) -> None:
    for how in PREFETCHES.values():
        for method in ("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"):
            visitor.asks(method, f"{path}?List-Unsubscribe=One-Click", **who, **how)

    assert visitor.suppressed == []
    assert visitor.asks("POST", path, *ONE_CLICK, **who)[0] == 200
    assert visitor.suppressed == ["r1@example.com"]


def test_a_thousand_looks_use_no_token_up(visitor: Visitor, path: str) -> None:
    for _ in range(1000):
        visitor.asks("GET", path)

    assert visitor.asks("POST", path, *ONE_CLICK)[0] == 200
    assert visitor.suppressed == ["r1@example.com"]


def test_the_page_has_one_button_and_names_nobody(visitor: Visitor, path: str) -> None:
    status, page = visitor.asks("GET", path)

    assert status == 200
    assert page.count("<button") == 1
    assert "method=post" in page
    assert "example.com" not in page


def test_a_web_server_in_front_may_put_a_folder_before_the_path(visitor: Visitor, path: str) -> None:
    assert visitor.asks("POST", f"/press{path}?from=mail", *ONE_CLICK)[0] == 200
    assert visitor.suppressed == ["r1@example.com"]


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path[:-1] + ("a" if path[-1] != "a" else "b"),
        lambda path: path.replace("/unsubscribe/", "/other/"),
        lambda path: path + "/",
        lambda path: path.partition(".")[0],
        lambda _path: "/",
        lambda _path: "/unsubscribe/",
        lambda _path: "/unsubscribe/" + "a" * 5000,
        lambda _path: "/unsubscribe/" + sealed("nobody.there", key=KEY, purpose=Purpose.UNSUBSCRIBE),
        lambda path: "/unsubscribe/" + sealed(path[13:].rpartition(".")[0], key="x", purpose=Purpose.UNSUBSCRIBE),
    ],
    ids=["seal", "place", "slash", "half", "root", "empty", "long", "unknown", "another key"],
)
def test_what_we_have_not_sent_out_takes_nobody_off(visitor: Visitor, path: str, change: Callable[[str], str]) -> None:
    changed = change(path)
    status, page = visitor.asks("POST", changed, *ONE_CLICK)

    if changed == path + "/":  # browsers and people add one
        assert status == 200
        return
    assert status == 404
    assert page == visitor.asks("GET", "/")[1]
    assert visitor.suppressed == []
