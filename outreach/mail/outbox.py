"""The outbox: a Maildir that takes the mail where there is no server, or where nobody wants to send yet."""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from outreach.errors import ServerUnavailable
from outreach.mail import wire
from outreach.mail.letter import Connection, Letter
from outreach.mail.replies import LetterLost
from outreach.mail.steps import Steps, in_a_thread

_WRITTEN = "250 written to outbox"


@dataclass(frozen=True, slots=True)
class OutboxTransport:
    """The Maildir at `folder`; any mail reader opens it, and so does `mailbox.Maildir`."""

    folder: Path

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.folder)

    def connection(self) -> Connection:
        """A way into the folder."""
        return OutboxConnection(self.folder)


class OutboxConnection:
    """A way into the outbox. See `transport.Connection`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """Make the three folders of a Maildir. Raises ServerUnavailable."""
        try:
            for part in ("tmp", "new", "cur"):
                (self._folder / part).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise self._unavailable(error) from error

    def sending(self, letter: Letter) -> Steps[str]:
        """Write `letter` to `new`, to stay there through a power cut. The octets are those that a server would get.

        The file is named after the Message-ID: a message that comes again takes the place of its first copy, wherever
        a mail reader has put that meanwhile. Raises ServerUnavailable and LetterLost.
        """
        return in_a_thread(lambda: self._put(letter))

    def _put(self, letter: Letter) -> str:
        self.open()
        if not letter.is_ours():
            raise LetterLost(f"the letter to {letter.recipient} was in hand for too long; it is not begun")
        name = f"{sha256(letter.message_id.encode()).hexdigest()[:32]}.outreach"
        try:
            self._write(name, wire.normalised(letter.content))
        except OSError as error:
            raise self._unavailable(error) from error
        return _WRITTEN

    def closing(self) -> Steps[None]:
        """Nothing is held open."""
        yield from ()

    def abort(self) -> None:
        """Nothing waits."""

    def _write(self, name: str, content: bytes) -> None:
        draft = self._folder / "tmp" / f"{name}.{os.getpid()}"
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        seen = next((self._folder / "cur").glob(f"{name}:*"), None)
        final = seen or self._folder / "new" / name
        draft.replace(final)
        _settle(final.parent)

    def _unavailable(self, error: OSError) -> ServerUnavailable:
        why = error.strerror or type(error).__name__
        return ServerUnavailable(f"cannot write to the outbox {self._folder} ({why}); make room or set OUTREACH_OUTBOX")


def _settle(folder: Path) -> None:
    """A new name in a folder is safe only when the folder itself is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
