# ruff: noqa: N802 - aiosmtpd finds its hooks by these names
"""A real SMTP server (aiosmtpd) on loopback that does what a script tells it, and keeps its own record.

A script is asked at every stage of every visit and says what happens there:

    connect -> ehlo -> mail -> rcpt -> data -> told -> content (half of the message is read) -> end -> ended
                                                                        |              the record is written
                                                                        the whole message is read

`told` is after the 354 and `content` is asked twice: whether it wants to be asked in the middle of the message, then
there. Both are asked only if it says yes. Where the server has them, `starttls` and `auth` come after `ehlo`.

It gives None (go on as a good server does), a reply ("550 5.1.1 no such user"; a 421 also hangs up), HANG_UP (FIN),
BREAK (RST), or a number of seconds to wait before going on. `record` holds what the server took on itself to deliver,
written before the reply goes out: it is the judge of what was sent twice.
"""

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

HANG_UP = "hang up"
_NOTICES = re.compile(r" (RET|ENVID|NOTIFY|ORCPT)=[!-~]+")
BREAK = "break"


@dataclass(frozen=True)
class Visit:
    """Where a script is asked: the stage, which connection and which message of the server's life, and to whom."""

    stage: str
    connection: int
    message: int
    recipient: str | None


@dataclass(frozen=True)
class Received:
    """A message that the server took on."""

    sender: str
    recipient: str
    content: bytes

    @property
    def message_id(self) -> str:
        return str(BytesHeaderParser().parsebytes(self.content)["Message-ID"])


Script = Callable[[Visit], str | float | None]


def good(_visit: Visit) -> None:
    """The script of a server without a fault."""


class SmtpServer:
    def __init__(self, script: Script, port: int) -> None:
        self.script, self.port = script, port
        self.record: list[Received] = []
        self.logins: list[tuple[str, bytes, bytes]] = []
        self.octets = bytearray()  # all that clients have sent, outside TLS
        self.pieces: list[bytes] = []  # the same as it came
        self.connections = 0
        self.messages = 0
        # What EHLO says beside aiosmtpd's own.
        self.offers: tuple[str, ...] = ("PIPELINING",)
        self.asked: list[str] = []  # MAIL and RCPT as they came, from a server that offers DSN
        self.open: list[asyncio.BaseTransport] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def copies(self) -> Counter[str]:
        """How many messages the server has for each recipient."""
        return Counter(received.recipient for received in self.record)


class _Handler:
    def __init__(self, server: SmtpServer) -> None:
        self._server = server

    async def handle_EHLO(
        self, smtp: "_Scripted", session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [responses[0], *(f"250-{offer}" for offer in self._server.offers), *responses[1:]]

    async def handle_DATA(self, smtp: "_Scripted", _session: Session, envelope: Envelope) -> str:
        if await smtp.scripted("end"):
            return "421 said already"
        assert isinstance(envelope.original_content, bytes)
        for recipient in envelope.rcpt_tos:
            self._server.record.append(Received(str(envelope.mail_from), recipient, envelope.original_content))
        return "421 said already" if await smtp.scripted("ended") else f"250 2.0.0 taken as {self._server.messages}"


class _Scripted(SMTP):
    server: SmtpServer
    said = False

    async def scripted(self, stage: str, recipient: str | None = None) -> bool:
        """Whether the script took over: then nothing else is said at this stage."""
        to = recipient or (self.envelope.rcpt_tos[-1] if self.envelope and self.envelope.rcpt_tos else None)
        action = self.server.script(Visit(stage, self.number, self.server.messages, to))
        if isinstance(action, int | float):
            await asyncio.sleep(action)
            return False
        if action is None:
            return False
        if action == BREAK:
            self.transport.abort()
        elif action != HANG_UP:
            await super().push(action)
        if action == HANG_UP or action.startswith("421"):
            self.transport.close()
        self.said = True
        return True

    async def push(self, status: Any) -> None:
        if self.said and status == "421 said already":
            self.said = False
            return
        await super().push(status)

    async def _handle_client(self) -> None:
        self.server.connections += 1
        self.number = self.server.connections
        self.server.open.append(self.transport)
        if await self.scripted("connect"):
            self.transport.close()
        else:
            await super()._handle_client()

    def data_received(self, data: bytes) -> None:
        self.server.octets += data
        self.server.pieces.append(bytes(data))
        super().data_received(data)

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self.scripted("ehlo"):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:
        if not await self.scripted("starttls"):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self.scripted("auth"):
            await super().smtp_AUTH(arg)

    def without_notices(self, arg: str) -> str:
        """`arg` without the parameters of DSN, which aiosmtpd does not know."""
        self.server.asked.append(arg)
        return _NOTICES.sub("", arg) if "DSN" in self.server.offers else arg

    async def smtp_MAIL(self, arg: str) -> None:
        self.server.messages += 1
        arg = self.without_notices(arg)
        if not await self.scripted("mail"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:
        arg = self.without_notices(arg)
        if not await self.scripted("rcpt", arg.partition("<")[2].partition(">")[0]):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if await self.scripted("data"):
            return
        to = self.envelope.rcpt_tos[-1] if self.envelope.rcpt_tos else None
        if to and self.server.script(Visit("content", self.number, self.server.messages, to)):
            await super().push("354 go on")
            if await self.scripted("told"):
                return
            await self._reader.read(100)
            await self.scripted("content")
            return
        await super().smtp_DATA(arg)


@contextmanager
def serving(script: Script = good, *, port: int = 0, implicit_tls: Any = None, **options: Any) -> Iterator[SmtpServer]:
    """A server on loopback, in a thread of its own, until the context ends. `options` are aiosmtpd's."""
    loop = asyncio.new_event_loop()
    server = SmtpServer(script, port)

    def protocol() -> SMTP:
        made = _Scripted(_Handler(server), hostname="mx.example.org", loop=loop, **options)
        made.server = server
        return made

    listening = loop.run_until_complete(loop.create_server(protocol, "127.0.0.1", port, ssl=implicit_tls))
    server.port = listening.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, name="smtp server", daemon=True)
    thread.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(_shut(listening, server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _shut(listening: asyncio.Server, server: SmtpServer) -> None:
    listening.close()
    for line in server.open:
        with suppress(AttributeError):  # Python 3.11.2 (Debian 12) cannot abort a TLS line that is closed already
            line.abort()  # type: ignore[attr-defined]
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0.01)
