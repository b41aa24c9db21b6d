"""Reports in words alone: qmail, Exim, Sendmail, old Exchange, Gmail, Domino and the like."""

import re
from email.message import Message

from outreach.mail.dsn.text import header
from outreach.model.bounce import Bounce, code_in

_SERVER = re.compile(r"mailer-?daemon|postmaster|mail ?delivery|microsoftexchange|mdaemon", re.IGNORECASE)
_SUBJECT = re.compile(
    r"undeliver|delivery (status|fail|has failed|notification)|returned mail|return(ed)? to sender|failure notice|"
    r"mail (delivery|system) (fail|error)|non[- ]?(remis|delivery)|unzustellbar|nicht zugestellt|warning: message|"
    r"mail delivery failed|message (not|could not be) delivered|no se pudo entregar|impossibile recapitare",
    re.IGNORECASE,
)
_ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
# Where the copy of our message begins.
_COPY = re.compile(
    r"^(-{2,}.*(copy of the message|original message|message header|returned message|this is a copy).*|"
    r"Below this line is a copy of the message.*|Original message follows.*|-{3,} ?Original message ?-{3,}.*|"
    r"(Received|From|Message-ID|Return-Path|DKIM-Signature): .*)$",
    re.IGNORECASE | re.MULTILINE,
)
# Each way of naming who it did not reach; the reason is what follows.
_NAMED = (
    re.compile(rf"^[ \t]*<(?P<who>{_ADDRESS})>[ \t]*:?(?P<rest>.*)$", re.MULTILINE),
    re.compile(rf"^[ \t]*'?(?P<who>{_ADDRESS})'? on (?:\w{{3}}, )?\d.*(?P<rest>)$", re.MULTILINE),
    re.compile(rf"^[ \t]*(?P<who>{_ADDRESS})[ \t]*(?P<rest>)$", re.MULTILINE),
    re.compile(rf"\((?P<who>{_ADDRESS})\)(?P<rest>.*)$", re.MULTILINE),
    re.compile(
        rf"(?P<rest>.*\b(?:to|recipient|address|user)\s*:?\s+[<'\"(]?(?P<who>{_ADDRESS}).*)$", re.MULTILINE | re.I
    ),
)


def is_from_a_server(mail: Message) -> bool:
    """Whether it is written by a mail server: by its sender, or its subject."""
    senders = " ".join(header(mail, name) for name in ("From", "Sender"))
    return bool(_SERVER.search(senders) or header(mail, "X-Failed-Recipients")) or bool(
        _SUBJECT.search(header(mail, "Subject"))
    )


def failures(mail: Message, text: str) -> tuple[Bounce, ...]:
    """Whom it did not reach, and why, in the words before the copy of our message."""
    copy = _COPY.search(text)
    told = text[: copy.start()] if copy else text
    named = header(mail, "X-Failed-Recipients")
    if named:
        reason = _reason(told)
        return tuple(Bounce((who.strip(),), code_in(reason), reason) for who in named.split(",") if who.strip())
    if not _speaks_of_failure(mail, told):
        return ()
    for pattern in _NAMED:
        if found := list(pattern.finditer(told)):
            ends = [*(one.start() for one in found[1:]), len(told)]
            return tuple(_bounce(one, told[one.end() : end]) for one, end in zip(found, ends, strict=True))
    return ()


def _speaks_of_failure(mail: Message, told: str) -> bool:
    words = r"could ?n[o']t|not (be )?(deliver|reach)|undeliver|fail(ed|ure)|rejected|unable to|unknown|returned|error"
    return bool(_SUBJECT.search(header(mail, "Subject")) or re.search(words, told, re.IGNORECASE))


def _bounce(found: re.Match[str], after: str) -> Bounce:
    reason = _reason(f"{found['rest']}\n{after}")
    return Bounce((found["who"],), code_in(reason), reason)


def _reason(text: str) -> str:
    """The lines that say why, on one: those from the first with a code or a well-known word on, else the first few."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    speaks = re.compile(
        r"\b[45]\d\d\b|[45]\.\d+\.\d+|unknown|not found|exist|full|quota|reject|refus|unrouteable|not listed", re.I
    )
    first = next((number for number, line in enumerate(lines) if speaks.search(line)), 0)
    return " ".join(" ".join(lines[first : first + 3]).split())
