"""The server of the way off: to look changes nothing, whoever looks; to post is enough (RFC 8058)."""

import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from urllib.parse import urlsplit

from sqlmodel import Session

from outreach.errors import NotFound, OutreachError, WrongUsage
from outreach.services import unsubscribing
from outreach.services.mailings.leaving import PLACE
from outreach.web.leaving import pages

_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LONGEST_BODY = 100_000
_LONGEST_TOKEN = 200


@dataclass(frozen=True, slots=True)
class Office:
    """What the server needs of the office: sessions, the key that sealed the tokens, the clock."""

    reading: Callable[[], AbstractContextManager[Session]]
    writing: Callable[[], AbstractContextManager[Session]]
    key: str
    now: Callable[[], datetime]


class Server(ThreadingHTTPServer):
    """Serves the page at `host` and `port`; 0 takes a free one. Raises WrongUsage."""

    daemon_threads = True

    def __init__(self, host: str, port: int, office: Office) -> None:
        self.office = office
        try:
            super().__init__((host, port), Handler)
        except (OSError, OverflowError) as error:
            raise WrongUsage(f"{host} port {port} cannot be used ({error}); give another --host or --port") from error

    def server_bind(self) -> None:
        """Binds without asking the name service who we are."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]


class Handler(BaseHTTPRequestHandler):
    """One connection: of a browser, a mail program, or a scanner that opens every link."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "outreach", ""
    timeout = 30

    def do_GET(self) -> None:
        """The page with the button, for whoever holds a token of ours."""
        self._answer(self._look)

    def do_HEAD(self) -> None:
        """The same without the page."""
        self.do_GET()

    def do_POST(self) -> None:
        """The button, or a mail program's one click: what is in the body does not matter, the token does."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > _LONGEST_BODY:
            self.close_connection = True
        else:
            self.rfile.read(int(length))
        self._answer(self._leave)

    def _look(self, token: str) -> bytes:
        with self.server.office.reading() as session:
            unsubscribing.reader(session, token, key=self.server.office.key)
        return pages.ASK

    def _leave(self, token: str) -> bytes:
        office = self.server.office
        with office.writing() as session:
            unsubscribing.unsubscribe(session, token, key=office.key, now=office.now())
        return pages.DONE

    def _answer(self, act: Callable[[str], bytes]) -> None:
        try:
            self._send(HTTPStatus.OK, act(_token_in(self.path)))
        except NotFound:
            self._send(HTTPStatus.NOT_FOUND, pages.NOTHING)
        except OutreachError:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, pages.LATER)
        except OSError:
            self.close_connection = True  # nobody listens any more
        except Exception:
            traceback.print_exc()
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, pages.LATER)

    def _send(self, status: HTTPStatus, page: bytes) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Length": str(len(page))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        """Nothing: a token in a log would be one that others can use."""


def _token_in(path: str) -> str:
    """What stands for the reader in `path`, whatever the web server in front has put before it. Raises NotFound."""
    place, _, token = urlsplit(path).path.strip("/").rpartition("/")
    if place.rpartition("/")[2] != PLACE or len(token) > _LONGEST_TOKEN:
        raise NotFound("page", "of this name")
    return token
