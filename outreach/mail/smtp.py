"""Speaking SMTP (RFC 5321): one kept-open line, one letter at a time, and the truth about where it broke.

    MAIL, RCPT | DATA | the message | its final dot         each | is a wait for the server

MAIL and RCPT go together where the server offers PIPELINING (RFC 2920). DATA never goes with them, though it might: it
is said when there is a recipient, so that no server has an empty message to end, and after the last look at whether
the letter is still ours (docs/decisions/0032).
"""

import ssl
import threading
from dataclasses import dataclass

from outreach.errors import InvalidValue, ServerUnavailable
from outreach.mail import addresses, delivery_notices, smtp_greeting, wire
from outreach.mail.letter import Connection, Letter
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused, shown
from outreach.mail.smtp_line import Line, LineBroken
from outreach.mail.smtp_url import Server

_LOST = "connection lost before the message was complete"
_NO_ANSWER = "connection lost after the message was complete, before the server's answer"
_PIECE = 1 << 18  # octets; each piece has the whole timeout
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
        self._line: Line | None = None
        self._unfinished = False
        self._aborted = threading.Event()

    def open(self) -> None:
        """Connect, greet, secure and log in, unless that was done. Raises ServerUnavailable."""
        self._opened()

    def _opened(self) -> Line:
        if self._line is None:
            self._expect_wanted()
            here = self._transport
            self._line = Line(smtp_greeting.dialled(here.server, timeout=here.timeout, context=here.context))
            self._unfinished = False
            self._expect_wanted()
        return self._line

    def send(self, letter: Letter) -> str:
        """Hand over `letter`; gives the server's final reply. Raises as `transport.Connection` says."""
        content = wire.data(letter.content)
        _expect_plain(letter)
        self._start(letter)
        if not letter.is_ours():
            raise LetterLost(f"the letter to {letter.recipient} was in hand for too long; it is not begun")
        self._say("DATA")
        self._expect(354)
        self._put(content)
        return self._answer()

    def close(self) -> None:
        """QUIT, with little patience, and hang up."""
        line, self._line = self._line, None
        if line is not None:
            line.goodbye()

    def abort(self) -> None:
        """Shut the socket down under a `send` in another thread."""
        self._aborted.set()
        line = self._line
        if line is not None:
            line.hang_up()

    def _expect_wanted(self) -> None:
        """Nothing, unless we have hung up meanwhile: nothing goes out any more. Raises ServerUnavailable."""
        if self._aborted.is_set():
            self._drop()
            raise ServerUnavailable(f"the line to {self._transport.where} was hung up here; send again to go on")

    def _start(self, letter: Letter) -> None:
        """MAIL and RCPT. A kept-open line that the server has closed meanwhile is opened again, once."""
        kept = self._line is not None
        try:
            self._mail(letter)
        except RecipientDeferred:
            if not kept or self._line is not None:
                raise
            self._mail(letter)
        self._recipient(letter)

    def _mail(self, letter: Letter) -> None:
        self._clear()
        line = self._opened()
        mail = f"MAIL FROM:<{letter.sender}>{_parameters(line, letter)}"
        self._say(*((mail, _rcpt(line, letter)) if line.pipelines else (mail,)))
        try:
            self._expect(250)
        except (RecipientRefused, RecipientDeferred):
            if line.pipelines:
                self._pass_over()
            raise

    def _recipient(self, letter: Letter) -> None:
        if self._line is not None and not self._line.pipelines:
            self._say(_rcpt(self._line, letter))
        self._expect(250, 251, 252)

    def _pass_over(self) -> None:
        """The answer to an RCPT whose MAIL was refused means nothing; RSET takes back what the server made of it."""
        try:
            if self._line is not None:
                self._line.reply()
        except LineBroken:
            self._drop()

    def _clear(self) -> None:
        """RSET after a letter that was not taken; a server that minds it gets a new line."""
        if self._line is None or not self._unfinished:
            return
        try:
            self._line.say("RSET")
            code, _ = self._line.reply()
        except LineBroken:
            code = _CLOSING
        if code != 250:
            self._drop()

    def _say(self, *commands: str) -> None:
        """Write `commands` in one piece. Raises RecipientDeferred where the line is gone."""
        if self._line is None:
            raise RecipientDeferred(_LOST)
        self._unfinished = True
        try:
            self._line.say(*commands)
        except LineBroken as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error

    def _expect(self, *good: int) -> None:
        """A `good` reply. Raises for every other; what it means depends on its first digit."""
        if self._line is None:
            raise RecipientDeferred(_LOST)
        try:
            code, text = self._line.reply()
        except LineBroken as error:
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
        assert self._line is not None
        try:
            for start in range(0, len(content), _PIECE):
                self._line.put(content[start : start + _PIECE])
            if self._line.has_spoken():
                self._refuse_early(*self._line.reply())
            self._line.put(wire.FINAL_DOT)
        except LineBroken as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error

    def _refuse_early(self, code: int, text: bytes) -> None:
        self._drop()
        self._refuse(code, shown(code, text))

    def _answer(self) -> str:
        """The reply to the final dot: from here on only the server knows whether the message arrived."""
        line = self._line
        assert line is not None
        try:
            line.be_patient(self._transport.end_timeout)
            code, text = line.reply()
            line.be_patient(self._transport.timeout)
        except LineBroken as error:
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

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _expect_plain(letter: Letter) -> None:
    """Nothing, if both addresses can stand in a command. Raises RecipientRefused before an octet is sent."""
    for address in (letter.sender, letter.recipient):
        try:
            deliverable = addresses.deliverable(address)
        except InvalidValue as error:
            raise RecipientRefused(str(error)) from error
        if deliverable != address:
            raise RecipientRefused(f"{address!r} has a domain outside ASCII; it goes as {deliverable}")


def _rcpt(line: Line, letter: Letter) -> str:
    """RCPT, which asks for word of a failure or a delay where the server offers it."""
    told = delivery_notices.of_recipient(letter) if line.offers("dsn") else ""
    return f"RCPT TO:<{letter.recipient}>{told}"


def _expect_fitting(line: Line, letter: Letter) -> None:
    """Nothing, if the server takes messages of this size; 0 means of any (RFC 1870 §4). Raises RecipientRefused."""
    limit = line.largest
    if limit is not None and limit < len(letter.content):
        size = f"{len(letter.content):,} octets, and the server takes {limit:,} at most"
        raise RecipientRefused(f"the message is too large: {size}; make its attachments smaller, or link to them")


def _parameters(line: Line, letter: Letter) -> str:
    """The parameters of MAIL FROM: SIZE (RFC 1870), DSN (RFC 3461), SMTPUTF8 where the message needs it (RFC 6531)."""
    _expect_fitting(line, letter)
    size = f" SIZE={len(letter.content)}" if line.offers("size") else ""
    size += delivery_notices.of_message(letter) if line.offers("dsn") else ""
    head = letter.content.partition(b"\r\n\r\n")[0]
    if letter.sender.isascii() and letter.recipient.isascii() and head.isascii():
        return size
    if not line.offers("smtputf8"):
        raise RecipientRefused("needs SMTPUTF8, which the server does not offer")
    return f"{size} BODY=8BITMIME SMTPUTF8"
