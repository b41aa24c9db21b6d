"""The server of the preview: on loopback alone, for one browser that was given the address, and for reading only."""

import secrets
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from outreach import errors
from outreach.errors import WrongUsage
from outreach.web.preview import routes
from outreach.web.preview.desk import Desk
from outreach.web.preview.routes import Answer
from outreach.web.preview.watching import Watch

LOOPBACK = "127.0.0.1"
STATUSES: dict[type[errors.OutreachError], HTTPStatus] = {
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.InvalidValue: HTTPStatus.BAD_REQUEST,
    errors.StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.StoreOutdated: HTTPStatus.SERVICE_UNAVAILABLE,
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-DNS-Prefetch-Control": "off",  # the links of a text under embargo are nobody's business
}
_HEARTBEAT = 5.0  # seconds; what is written to a page that was closed ends its thread


class Server(ThreadingHTTPServer):
    """Serves the preview under an address that nobody can guess. `port` 0 takes a free one. Raises WrongUsage."""

    daemon_threads = True

    def __init__(self, port: int, desk: Desk, watch: Watch) -> None:
        self.desk, self.watch = desk, watch
        self.token = secrets.token_urlsafe(16)
        try:
            super().__init__((LOOPBACK, port), Handler)
        except (OSError, OverflowError) as error:
            advice = "give another --port, or none: then a free one is taken"
            raise WrongUsage(f"port {port} cannot be used ({_reason(error)}); {advice}") from error

    def server_bind(self) -> None:
        """Binds without asking who we are in the name service, which may take seconds to say nothing."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{LOOPBACK}:{self.server_port}/{self.token}/"

    def url_for(self, reader: str | None) -> str:
        """The address of the page, with a reader chosen."""
        return f"{self.url}?{urlencode({'reader': reader})}" if reader else self.url

    def is_ours(self, host: str) -> bool:
        """Whether a Host header names us: another name that leads here is somebody else's page (DNS rebinding)."""
        return host.lower() in (f"{LOOPBACK}:{self.server_port}", f"localhost:{self.server_port}")

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that was closed while it was answered is no error; anything else is a bug and keeps its traceback."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def _reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else "a port is a number from 0 to 65535"


class Handler(BaseHTTPRequestHandler):
    """One connection of a browser."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "outreach", ""
    timeout = 60

    def do_GET(self) -> None:
        """Answers, if it is us who is asked, under the address that was given out."""
        if not self.server.is_ours(self.headers.get("Host", "")):
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, f"This is a preview for this machine alone; {_OPEN}.")
            return
        asked = urlsplit(self.path)
        _, token, *rest = asked.path.split("/", 2)
        if not rest or not secrets.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND, f"There is nothing here; {_OPEN}.")
            return
        if rest == ["changes"]:
            self._tell_changes()
            return
        self._answer(rest[0], {name: values[-1] for name, values in parse_qs(asked.query).items()})

    def __getattr__(self, name: str) -> Callable[[], None]:
        if name.startswith("do_"):  # every other method there is
            return self._refused
        raise AttributeError(name)

    def _refused(self) -> None:
        self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, "A preview is for looking at; nothing can be sent to it.")

    def _answer(self, place: str, query: dict[str, str]) -> None:
        try:
            answer = routes.answer(place, query, desk=self.server.desk, watch=self.server.watch)
        except errors.OutreachError as error:
            self._refuse(STATUSES.get(type(error), HTTPStatus.BAD_REQUEST), str(error))
        except Exception:
            # A bug ends this answer, not the preview.
            traceback.print_exc()
            self._refuse(
                HTTPStatus.INTERNAL_SERVER_ERROR, "The preview failed; the terminal in which it runs says how."
            )
        else:
            self._send(answer)

    def _refuse(self, status: HTTPStatus, sentence: str) -> None:
        self.close_connection = True  # whatever else was sent is not read
        self._send(Answer("text/plain; charset=utf-8", f"{sentence}\n".encode(errors="replace"), status=status))

    def _send(self, answer: Answer) -> None:
        self._begin(answer.status, answer.content_type, policy=answer.policy)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET")
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _begin(self, status: HTTPStatus, content_type: str, *, policy: str) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, "Content-Type": content_type, "Content-Security-Policy": policy}.items():
            self.send_header(name, value)

    def _tell_changes(self) -> None:
        """The number of changes at once and whenever there is another (server-sent events, HTML §9.2)."""
        watch = self.server.watch
        self.close_connection = True
        self._begin(HTTPStatus.OK, "text/event-stream", policy=routes.NOTHING)
        self.send_header("Connection", "close")
        self.end_headers()
        told = -1
        while not watch.is_over:
            changes = watch.wait(told, timeout=_HEARTBEAT)
            self.wfile.write(b": still here\n\n" if changes == told else b"data: %d\n\n" % changes)
            told = changes

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal is for what the writer must know."""


_OPEN = "open the address that `outreach advisories preview --serve` printed"
