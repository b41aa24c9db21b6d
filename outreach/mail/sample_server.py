"""A real SMTP server on loopback that keeps what it accepts: for the demo, and for trying out a mailing."""

import mailbox
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class _Keeper:
    """Puts every accepted message into a Maildir, with its envelope's recipients as a header."""

    def __init__(self, folder: Path) -> None:
        self._box = mailbox.Maildir(folder)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        recipients = ", ".join(envelope.rcpt_tos).encode()
        self._box.add(b"X-Envelope-To: " + recipients + b"\r\n" + envelope.content)
        return "250 OK, kept"


@contextmanager
def listening(folder: Path) -> Iterator[str]:
    """Runs the server as long as the block lasts; gives its `smtp://` URL. Mail is kept in the Maildir `folder`."""
    from aiosmtpd.controller import Controller

    controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=_free_port(), enable_SMTPUTF8=True)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{controller.port}"
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
