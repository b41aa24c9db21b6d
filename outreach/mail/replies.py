"""What a server can say to one message, as exceptions, each with the reply that goes into the ledger."""

from outreach.errors import OutreachError


class RecipientRefused(OutreachError):
    """The server will never take this message for this recipient (5xx, RFC 5321 §4.2.1). `reply` is its answer."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        super().__init__(f"refused: {reply}; the others are not affected")


class RecipientDeferred(OutreachError):
    """The message was not taken now and may be later (4xx, or the line broke before it was complete)."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        super().__init__(f"not taken for now: {reply}; it is tried again later")


class OutcomeUnknown(OutreachError):
    """The message was complete and the answer did not come: it may have arrived (RFC 5321 §4.5.3.2.6, RFC 1047)."""

    def __init__(self, reply: str) -> None:
        self.reply = reply
        super().__init__(f"{reply}; it may have arrived, decide with `outreach mailings resolve`")


class LetterLost(OutreachError):
    """Whoever had the letter in hand was asleep past its time: somebody else may have it. Nothing of it was sent."""


def shown(code: int, text: bytes) -> str:
    """A reply on one line, as it is written down: no control characters, not endless."""
    words = " ".join(text.decode("utf-8", "replace").split())
    printable = "".join(c if c.isprintable() else "?" for c in words)
    return f"{code} {printable}"[:500].strip()
