"""A letter's envelope as a server is told it: MAIL and RCPT, with what the server offers (RFC 5321 §4.1.1)."""

from outreach.errors import InvalidValue
from outreach.mail import addresses, delivery_notices
from outreach.mail.letter import Letter
from outreach.mail.replies import RecipientRefused
from outreach.mail.smtp_line import Line


def mail(line: Line, letter: Letter) -> str:
    """MAIL. Raises RecipientRefused for a letter that this server cannot take."""
    return f"MAIL FROM:<{letter.sender}>{_parameters(line, letter)}"


def rcpt(line: Line, letter: Letter) -> str:
    """RCPT, which asks for word of a failure or a delay where the server offers it."""
    told = delivery_notices.of_recipient(letter) if line.offers("dsn") else ""
    return f"RCPT TO:<{letter.recipient}>{told}"


def expect_plain(letter: Letter) -> None:
    """Nothing, if both addresses can stand in a command. Raises RecipientRefused before an octet is sent."""
    for address in (letter.sender, letter.recipient):
        try:
            deliverable = addresses.deliverable(address)
        except InvalidValue as error:
            raise RecipientRefused(str(error)) from error
        if deliverable != address:
            raise RecipientRefused(f"{address!r} has a domain outside ASCII; it goes as {deliverable}")


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
