"""Speaking SMTP (RFC 5321): one kept-open line, one letter at a time, and the truth about where it broke."""

import contextlib
import select
import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass

from outreach.errors import InvalidValue, ServerUnavailable
from outreach.mail import addresses, delivery_notices, smtp_greeting, wire
from outreach.mail.letter import Connection, Letter
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused, shown
from outreach.mail.smtp_url import Server

_LOST = "connection lost before the message was complete"
_NO_ANSWER = "connection lost after the message was complete, before the server's answer"
_PIECE = 1 << 18  # octets; each piece has the whole timeout
_GOODBYE = 5.0  # seconds
# The server wants another account, or another way of saying who we are: true for every recipient (RFC 4954 §6).
_ABOUT_US = frozenset({530, 534, 535, 538})
_CLOSING = 421


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    """An SMTP server, with the patience to have with it in seconds."""

    server: Server
    timeout: float = 60.0
    end_timeout: float = 600.0
    context: ssl.SSLContext | None = None

    @property
    def where(self) -> str:
        """The server's URL without the account."""
        return str(self.server)

    def connection(self) -> Connection:
        """A line to the server, not yet open."""
        return SmtpConnection(self)


class SmtpConnection:
    """A line to an SMTP server. See `transport.Connection`."""

    def __init__(self, transport: SmtpTransport) -> None:
        self._transport = transport
        self._smtp: smtplib.SMTP | None = None
        self._unfinished = False
        self._aborted = threading.Event()

    def open(self) -> None:
        """Connect, greet, secure and log in, unless that was done. Raises ServerUnavailable."""
        if self._smtp is None:
            self._expect_wanted()
            here = self._transport
            self._smtp = smtp_greeting.dialled(here.server, timeout=here.timeout, context=here.context)
            self._unfinished = False
            self._expect_wanted()

    def send(self, letter: Letter) -> str:
        """Hand over `letter`; gives the server's final reply. Raises as `transport.Connection` says."""
        content = wire.data(letter.content)
        _expect_plain(letter)
        self._start(letter)
        self._command(f"RCPT TO:<{letter.recipient}>{self._told(letter)}", good=(250, 251, 252))
        if not letter.is_ours():
            raise LetterLost(f"the letter to {letter.recipient} was in hand for too long; it is not begun")
        self._command("DATA", good=(354,))
        self._put(content)
        return self._answer()

    def close(self) -> None:
        """QUIT, with little patience, and hang up."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        with contextlib.suppress(OSError, smtplib.SMTPException):
            if smtp.sock is not None:
                smtp.sock.settimeout(_GOODBYE)
                smtp.docmd("QUIT")
        smtp.close()

    def abort(self) -> None:
        """Shut the socket down under a `send` in another thread."""
        self._aborted.set()
        line = self._smtp.sock if self._smtp is not None else None
        if line is not None:
            with contextlib.suppress(OSError):
                # Not SSLSocket's own: it forgets its encryption first, and the other thread may be writing.
                socket.socket.shutdown(line, socket.SHUT_RDWR)

    def _expect_wanted(self) -> None:
        """Nothing, unless we have hung up meanwhile: nothing goes out any more. Raises ServerUnavailable."""
        if self._aborted.is_set():
            self._drop()
            raise ServerUnavailable(f"the line to {self._transport.where} was hung up here; send again to go on")

    def _told(self, letter: Letter) -> str:
        """What RCPT asks for where the server offers it: word of a failure or a delay."""
        return delivery_notices.of_recipient(letter) if self._smtp and self._smtp.has_extn("dsn") else ""

    def _start(self, letter: Letter) -> None:
        """MAIL FROM. A kept-open line that the server has closed meanwhile is opened again, once."""
        kept = self._smtp is not None
        try:
            self._mail(letter)
        except RecipientDeferred:
            if not kept or self._smtp is not None:
                raise
            self._mail(letter)

    def _mail(self, letter: Letter) -> None:
        self._clear()
        self.open()
        assert self._smtp is not None
        self._command(f"MAIL FROM:<{letter.sender}>{_parameters(self._smtp, letter)}", good=(250,))

    def _clear(self) -> None:
        """RSET after a letter that was not taken; a server that minds it gets a new line."""
        if self._smtp is None or not self._unfinished:
            return
        try:
            code, _ = self._smtp.docmd("RSET")
        except (OSError, smtplib.SMTPException):
            code = _CLOSING
        if code != 250:
            self._drop()

    def _command(self, line: str, *, good: tuple[int, ...]) -> None:
        """Say `line` and expect a `good` reply. Raises for every other; what it means depends on its first digit."""
        if self._smtp is None:
            raise RecipientDeferred(_LOST)
        self._unfinished = True
        try:
            code, text = self._smtp.docmd(line)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error
        if code not in good:
            self._refuse(code, shown(code, text))

    def _refuse(self, code: int, reply: str) -> None:
        if code in _ABOUT_US:
            self._drop()
            raise ServerUnavailable(f"{self._transport.where} does not accept us: {reply}; check the account")
        if 500 <= code < 600:
            raise RecipientRefused(reply)
        if code == _CLOSING or not 400 <= code < 500:
            self._drop()
        raise RecipientDeferred(reply)

    def _put(self, content: bytes) -> None:
        """All of `content` and the final dot, each piece with its own timeout.

        The dot goes by itself, and only while the server is still listening: until it is gone the message is not
        complete, and what goes wrong before it has put nobody in possession of anything.
        """
        assert self._smtp is not None
        try:
            for start in range(0, len(content), _PIECE):
                self._smtp.send(content[start : start + _PIECE])
            if _has_spoken(self._smtp):
                self._refuse_early(*self._smtp.getreply())
            self._smtp.send(wire.FINAL_DOT)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error

    def _refuse_early(self, code: int, text: bytes) -> None:
        self._drop()
        self._refuse(code, shown(code, text))

    def _answer(self) -> str:
        """The reply to the final dot: from here on only the server knows whether the message arrived."""
        smtp = self._smtp
        assert smtp is not None
        try:
            self._be_patient(self._transport.end_timeout)
            code, text = smtp.getreply()
            self._be_patient(self._transport.timeout)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise OutcomeUnknown(_NO_ANSWER) from error
        reply = shown(code, text)
        if 200 <= code < 300:
            self._unfinished = False
            return reply
        if not 400 <= code < 600:
            self._drop()
            raise OutcomeUnknown(f"an answer that is none: {reply}")
        self._refuse(code, reply)
        raise AssertionError("unreachable")  # pragma: no cover

    def _be_patient(self, seconds: float) -> None:
        if self._smtp is not None and self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()


def _has_spoken(smtp: smtplib.SMTP) -> bool:
    """Whether something has come from the server, or the end of the line, while it should only listen.

    Inside TLS what has come may be TLS's own, and is not looked at.
    """
    if smtp.sock is None or isinstance(smtp.sock, ssl.SSLSocket):
        return False
    looking = select.poll()
    looking.register(smtp.sock, select.POLLIN)
    return bool(looking.poll(0))


def _expect_plain(letter: Letter) -> None:
    """Nothing, if both addresses can stand in a command. Raises RecipientRefused before an octet is sent."""
    for address in (letter.sender, letter.recipient):
        try:
            deliverable = addresses.deliverable(address)
        except InvalidValue as error:
            raise RecipientRefused(str(error)) from error
        if deliverable != address:
            raise RecipientRefused(f"{address!r} has a domain outside ASCII; it goes as {deliverable}")


def _expect_fitting(smtp: smtplib.SMTP, letter: Letter) -> None:
    """Nothing, if the server takes messages of this size; 0 means of any (RFC 1870 §4). Raises RecipientRefused."""
    limit = smtp.esmtp_features.get("size", "").strip()
    if limit.isdecimal() and 0 < int(limit) < len(letter.content):
        size = f"{len(letter.content):,} octets, and the server takes {int(limit):,} at most"
        raise RecipientRefused(f"the message is too large: {size}; make its attachments smaller, or link to them")


def _parameters(smtp: smtplib.SMTP, letter: Letter) -> str:
    """The parameters of MAIL FROM: SIZE (RFC 1870), DSN (RFC 3461), SMTPUTF8 where the message needs it (RFC 6531)."""
    _expect_fitting(smtp, letter)
    size = f" SIZE={len(letter.content)}" if smtp.has_extn("size") else ""
    size += delivery_notices.of_message(letter) if smtp.has_extn("dsn") else ""
    head = letter.content.partition(b"\r\n\r\n")[0]
    if letter.sender.isascii() and letter.recipient.isascii() and head.isascii():
        smtp.command_encoding = "ascii"
        return size
    if not smtp.has_extn("smtputf8"):
        raise RecipientRefused("needs SMTPUTF8, which the server does not offer")
    smtp.command_encoding = "utf-8"
    return f"{size} BODY=8BITMIME SMTPUTF8"
