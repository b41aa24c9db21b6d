"""What a mail server's reply means (RFC 5321 §4.2, RFC 3463): a code, whose matter it is, and why in plain words."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    """Whose matter a refusal or a delay is. Only of `ADDRESS` can it be said that the address is no good."""

    ADDRESS = "address"
    MAILBOX = "mailbox"
    POLICY = "policy"
    MESSAGE = "message"
    SERVER = "server"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that was read: `code` is the enhanced one where there is one ("5.1.1"), else the plain one ("550").

    `matter` and `reason` are None where nothing was refused or put off.
    """

    code: str | None
    matter: Matter | None = None
    reason: str | None = None

    @property
    def is_about_us(self) -> bool:
        """Whether it says that the domain takes nothing from us, whoever it is for: what 5.7.1 alone does not say."""
        if self.matter is not Matter.POLICY or self.code is None:
            return False
        return self.reason == _LISTED or self.code.partition(".")[2] not in _ABOUT_ONE_MESSAGE

    @property
    def is_too_fast(self) -> bool:
        """Whether it says that we send too much at once."""
        return self.reason == _TOO_FAST


_M = Matter
_TOO_FAST = "too much mail from us at once"
_LISTED = "our server is on a block list"
_ABOUT_ONE_MESSAGE = frozenset({"", "7.0", "7.1", "7.2"})
# By subject and detail (RFC 3463 §3, RFC 5248; 1.10 and 7.27 from RFC 7505, the rest of 7 from RFC 7372 and RFC 8616).
_MEANING: dict[str, tuple[Matter, str]] = {
    "1.1": (_M.ADDRESS, "no such mailbox"),
    "1.2": (_M.ADDRESS, "no such domain"),
    "1.3": (_M.ADDRESS, "the address is not well-formed"),
    "1.4": (_M.ADDRESS, "the address is ambiguous"),
    "1.6": (_M.ADDRESS, "the mailbox has moved"),
    "1.7": (_M.POLICY, "our address is not accepted"),
    "1.8": (_M.POLICY, "our domain is not accepted"),
    "1.10": (_M.ADDRESS, "the domain takes no mail"),
    "2.1": (_M.MAILBOX, "the mailbox is disabled"),
    "2.2": (_M.MAILBOX, "mailbox full"),
    "2.3": (_M.MESSAGE, "too large for the mailbox"),
    "2.4": (_M.MAILBOX, "the mailbox is a list that cannot be opened up"),
    "3.1": (_M.SERVER, "the server's disk is full"),
    "3.2": (_M.SERVER, "the server takes no mail just now"),
    "3.4": (_M.MESSAGE, "too large for the server"),
    "4.1": (_M.SERVER, "no answer from the recipient's server"),
    "4.2": (_M.SERVER, "the line to the recipient's server broke"),
    "4.4": (_M.SERVER, "the recipient's server cannot be found"),
    "4.6": (_M.SERVER, "mail runs in a circle there"),
    "4.7": (_M.SERVER, "given up there after too long"),
    "5.3": (_M.SERVER, "too many recipients at once"),
    "7.1": (_M.POLICY, "refused by policy"),
    "7.2": (_M.POLICY, "we may not write to that list"),
    "7.8": (_M.POLICY, "our login is not accepted"),
    "7.13": (_M.MAILBOX, "the account is disabled"),
    "7.20": (_M.POLICY, "no DKIM signature that passes"),
    "7.21": (_M.POLICY, "no DKIM signature that is accepted"),
    "7.22": (_M.POLICY, "the DKIM signature is not of the sender's domain"),
    "7.23": (_M.POLICY, "SPF says that our server may not send for us"),
    "7.24": (_M.POLICY, "SPF could not be checked"),
    "7.25": (_M.POLICY, "our server's name and address do not agree (PTR)"),
    "7.26": (_M.POLICY, "neither SPF nor DKIM vouches for us"),
    "7.27": (_M.POLICY, "our domain takes no mail itself"),
    "7.28": (_M.POLICY, _TOO_FAST),
    "7.29": (_M.POLICY, "the ARC seal does not hold"),
}
_OF_SUBJECT = {
    "1": (_M.ADDRESS, "the address is not accepted"),
    "2": (_M.MAILBOX, "the mailbox does not take it"),
    "3": (_M.SERVER, "the server does not take it"),
    "4": (_M.SERVER, "trouble on the way there"),
    "5": (_M.SERVER, "a misunderstanding with the server"),
    "6": (_M.MESSAGE, "the message's form is not accepted"),
    "7": (_M.POLICY, "refused by policy"),
}
# What servers say who give no enhanced code, or one that says nothing (5.0.0, or 5.7.1 for everything). In this order.
_IN_WORDS: tuple[tuple[str, Matter, str], ...] = (
    (r"grey-?list", _M.POLICY, "greylisted: strangers have to come again"),
    (
        r"(user|recipient|mailbox|address(ee)?|account)( \S+){0,3} (is )?"
        r"(unknown|not found|does(n't| not) exist|invalid|not (a )?valid|unavailable|rejected: user unknown)"
        r"|unknown (user|recipient|local part|mailbox)|no such (user|recipient|mailbox|person)|no mailbox here",
        _M.ADDRESS,
        "no such mailbox",
    ),
    (
        r"(mailbox|quota|inbox)( \S+){0,3} (is )?(full|exceeded)|over ?quota|exceeded storage",
        _M.MAILBOX,
        "mailbox full",
    ),
    (
        r"(account|mailbox|user)( \S+){0,2} (is )?(disabled|inactive|suspended|locked)",
        _M.MAILBOX,
        "the mailbox is disabled",
    ),
    (r"black-?list|block-?list|blocked|spamhaus|\brbl\b|dnsbl|reputation", _M.POLICY, _LISTED),
    (r"unusual rate|rate[ -]?limit|too many (messages|connections|mails)|throttl|too fast", _M.POLICY, _TOO_FAST),
    (r"\bspam\b|junk|unsolicited|content rejected", _M.POLICY, "taken for spam"),
    (r"relay(ing)? (access )?(denied|not permitted)|not permitted to relay", _M.POLICY, "it does not pass our mail on"),
    (r"(message|size)( \S+){0,2} (too (large|big)|exceeds)", _M.MESSAGE, "too large for the server"),
    (r"(domain|host)( \S+){0,2} (not found|unknown|does not exist)", _M.ADDRESS, "no such domain"),
    (
        r"polic(y|ies)|not (allowed|authori[sz]ed)|access denied|administrative prohibition",
        _M.POLICY,
        "refused by policy",
    ),
)
_PLAIN = {
    "421": (_M.SERVER, "the server is closing, or busy"),
    "450": (_M.MAILBOX, "the mailbox is not free just now"),
    "451": (_M.SERVER, "trouble at the server"),
    "452": (_M.SERVER, "no room at the server just now"),
    "521": (_M.ADDRESS, "the domain takes no mail"),
    "550": (_M.OTHER, "refused"),
    "551": (_M.ADDRESS, "the mailbox is elsewhere"),
    "552": (_M.MAILBOX, "mailbox full, or the message too large"),
    "553": (_M.ADDRESS, "the address is not accepted"),
    "556": (_M.ADDRESS, "the domain takes no mail"),
}
_CODES = re.compile(
    # What the ledger may say before the server's own words.
    r"(?:given up after \d+ attempts: )?(?:not tried: \S+ refuses us \()?"
    r"(?P<plain>[2-5]\d\d)(?:[ -]+(?P<class>[245])\.(?P<detail>\d{1,3}\.\d{1,3})\b)?"
)
_VAGUE = frozenset({"0.0", "7.0", "7.1"})


def read(reply: str | None) -> Reply:
    """What `reply` says, as the ledger keeps it ("550 5.1.1 no such user"); what is no reply has no code."""
    found = _CODES.match(reply or "")
    if reply is None or found is None:
        return Reply(None)
    plain, detail = found["plain"], found["detail"]
    code = f"{found['class']}.{detail}" if detail else plain
    if plain[0] not in "45":
        return Reply(code)
    return Reply(code, *_meaning(plain, detail, reply[found.end() :]))


def _meaning(plain: str, detail: str | None, words: str) -> tuple[Matter, str]:
    if detail is None or detail in _VAGUE:
        for pattern, matter, reason in _IN_WORDS:
            if re.search(pattern, words, re.IGNORECASE):
                return matter, reason
    if detail in _MEANING:
        return _MEANING[detail]
    if detail is not None and detail.partition(".")[0] in _OF_SUBJECT:
        return _OF_SUBJECT[detail.partition(".")[0]]
    return _PLAIN.get(plain, (_M.OTHER, "refused" if plain[0] == "5" else "put off"))
