"""Speaking SMTP (RFC 5321): one kept-open line, one letter at a time, and the truth about where it broke.

    MAIL RCPT DATA | the message, its final dot |            where the server offers PIPELINING (RFC 2920)
    MAIL | RCPT | DATA | the message, its final dot |        elsewhere; at each | the server is waited for

Whether the letter is still ours is asked right before DATA, and once more before the first octet of a message that the
server has had a while to ask for (docs/decisions/0032).
"""

import ssl
import threading
from dataclasses import dataclass
from typing import NoReturn

from outreach.errors import ServerUnavailable
from outreach.mail import smtp_envelope, smtp_greeting, wire
from outreach.mail.letter import Connection, Letter
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused, shown
from outreach.mail.smtp_line import Line, LineBroken
from outreach.mail.smtp_url import Server
from outreach.mail.steps import Steps, in_a_thread, walked

_LOST = "connection lost before the message was complete"
_NO_ANSWER = "connection lost after the message was complete, before the server's answer"
# The server wants another account, or another way of saying who we are: true for every recipient (RFC 4954 §6).
_ABOUT_US = frozenset({530, 534, 535, 538})
_CLOSING = 421
_GO_ON = 354


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
        walked(self._opened())

    def _opened(self) -> Steps[Line]:
        if self._line is None:
            self._expect_wanted()
            self._line = yield from in_a_thread(self._dialled)
            self._unfinished = False
            self._expect_wanted()
        return self._line

    def _dialled(self) -> Line:
        here = self._transport
        smtp = smtp_greeting.dialled(here.server, timeout=here.timeout, context=here.context)
        return Line(smtp, patience=here.timeout)

    def sending(self, letter: Letter) -> Steps[str]:
        """Hand over `letter`; gives the server's final reply. Raises as `transport.Connection` says."""
        content = wire.data(letter.content)
        smtp_envelope.expect_plain(letter)
        yield from self._start(letter)
        try:
            _expect_ours(letter)
        except LetterLost:
            self._drop()
            raise
        yield from self._put(content)
        return (yield from self._answer())

    def closing(self) -> Steps[None]:
        """QUIT, with little patience, and hang up."""
        line, self._line = self._line, None
        if line is not None:
            yield from line.goodbye()

    def abort(self) -> None:
        """Shut the socket down under whoever waits for it."""
        self._aborted.set()
        line = self._line
        if line is not None:
            line.hang_up()

    def _expect_wanted(self) -> None:
        """Nothing, unless we have hung up meanwhile: nothing goes out any more. Raises ServerUnavailable."""
        if self._aborted.is_set():
            self._drop()
            raise ServerUnavailable(f"the line to {self._transport.where} was hung up here; send again to go on")

    def _start(self, letter: Letter) -> Steps[None]:
        """All that comes before the message. A kept-open line that was closed meanwhile is opened again, once."""
        kept = self._line is not None
        try:
            yield from self._mail(letter)
        except RecipientDeferred:
            if not kept or self._line is not None:
                raise
            yield from self._mail(letter)
        yield from self._recipient(letter)

    def _mail(self, letter: Letter) -> Steps[None]:
        """MAIL, and the other two with it where the server takes them together."""
        yield from self._clear()
        line = yield from self._opened()
        mail = smtp_envelope.mail(line, letter)
        if line.pipelines:
            _expect_ours(letter)
            yield from self._say(mail, smtp_envelope.rcpt(line, letter), "DATA")
            yield from self._expect(250, unheard=2)
        else:
            yield from self._say(mail)
            yield from self._expect(250)

    def _recipient(self, letter: Letter) -> Steps[None]:
        """RCPT and DATA, as far as they have not been said."""
        line = self._line
        assert line is not None
        if line.pipelines:
            yield from self._expect(250, 251, 252, unheard=1)
        else:
            yield from self._say(smtp_envelope.rcpt(line, letter))
            yield from self._expect(250, 251, 252)
            _expect_ours(letter)
            yield from self._say("DATA")
        yield from self._expect(_GO_ON)

    def _pass_over(self, unheard: int) -> Steps[None]:
        """The answers to commands that went along with one that was refused: they mean nothing now.

        A server that asks for the message all the same is hung up on: whatever we say next it would take for one.
        """
        line = self._line
        if line is None:
            return
        try:
            for _ in range(unheard):
                code, _ = yield from line.reply()
                if code == _GO_ON:
                    self._drop()
                    return
        except LineBroken:
            self._drop()

    def _clear(self) -> Steps[None]:
        """RSET after a letter that was not taken; a server that minds it gets a new line."""
        if self._line is None or not self._unfinished:
            return
        try:
            yield from self._line.say("RSET")
            code, _ = yield from self._line.reply()
        except LineBroken:
            code = _CLOSING
        if code != 250:
            self._drop()

    def _say(self, *commands: str) -> Steps[None]:
        """Write `commands` in one piece. Raises RecipientDeferred where the line is gone."""
        if self._line is None:
            raise RecipientDeferred(_LOST)
        self._unfinished = True
        try:
            yield from self._line.say(*commands)
        except LineBroken as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error

    def _expect(self, *good: int, unheard: int = 0) -> Steps[None]:
        """A `good` reply. Raises for every other; what it means depends on its first digit.

        `unheard` are the answers that are still to come to what was said with it.
        """
        if self._line is None:
            raise RecipientDeferred(_LOST)
        try:
            code, text = yield from self._line.reply()
        except LineBroken as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error
        if code not in good:
            if 400 <= code < 600 and code != _CLOSING:
                yield from self._pass_over(unheard)
            self._refuse(code, shown(code, text))

    def _refuse(self, code: int, reply: str) -> NoReturn:
        if code in _ABOUT_US:
            self._drop()
            raise ServerUnavailable(f"{self._transport.where} does not accept us: {reply}; check the account")
        if 500 <= code < 600:
            raise RecipientRefused(reply)
        if code == _CLOSING or not 400 <= code < 500:
            self._drop()
        raise RecipientDeferred(reply)

    def _put(self, content: bytes) -> Steps[None]:
        """All of `content` and the final dot, each piece with its own timeout.

        The dot goes by itself, and only while the server is still listening: until it is gone the message is not
        complete, and what goes wrong before it has put nobody in possession of anything.
        """
        assert self._line is not None
        try:
            yield from self._line.put(content)
            if self._line.has_spoken():
                code, text = yield from self._line.reply()
                self._drop()
                self._refuse(code, shown(code, text))
            yield from self._line.put(wire.FINAL_DOT)
        except LineBroken as error:
            self._drop()
            raise RecipientDeferred(_LOST) from error

    def _answer(self) -> Steps[str]:
        """The reply to the final dot: from here on only the server knows whether the message arrived."""
        line = self._line
        assert line is not None
        try:
            line.patience = self._transport.end_timeout
            code, text = yield from line.reply()
            line.patience = self._transport.timeout
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

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _expect_ours(letter: Letter) -> None:
    if not letter.is_ours():
        raise LetterLost(f"the letter to {letter.recipient} was in hand for too long; it is not begun")
