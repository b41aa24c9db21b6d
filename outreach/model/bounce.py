"""A bounce: what came back of a message that a server had taken, and whether its address is dead."""

import re
from dataclasses import dataclass

_CODE = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# RFC 3463 §3.2, RFC 7505, and what Exchange (5.1.10) and Postfix (5.4.4, no such domain) make of it.
_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4"})
_VAGUE = frozenset({"5.0.0", "5.1.0", "5.3.0", "5.5.0", ""})
_NOBODY = re.compile(
    r"(user|recipient|mailbox|address|account)\s+(is\s+)?(unknown|not\s+found|invalid|does(n't|\s+not)\s+exist)"
    r"|(unknown|no\s+such|invalid)\s+(local\s+)?(user|recipient|mailbox|address|person|domain)"
    r"|does(n't| not) (exist|have an account)|no mailbox here by that name|(wasn't|couldn't be) found"
    r"|not (listed in|a known user)|host (or domain name )?not found|unrouteable address",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(r"too (quickly|many|fast)|rate limit|temporar|quota|(mailbox|inbox).{0,20}\bfull", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounce:
    """What one report says of one recipient. `status` is the enhanced code (RFC 3463), "" where there is none.

    `clues` are what could be the Message-ID of ours: the envelope id, the returned headers, In-Reply-To; `seals` what
    could be a token of ours. `recipients` are the addresses that it names, ours first.
    """

    recipients: tuple[str, ...]
    status: str
    reason: str
    clues: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()

    @property
    def is_hard(self) -> bool:
        """Whether nobody will ever read mail at the address: no such person, no such domain, a closed account.

        A full mailbox, and a server that dislikes us (5.7.x), say nothing about the address.
        """
        if self.status.startswith("4") or _FOR_NOW.search(self.reason):
            return False
        return self.status in _DEAD or (self.status in _VAGUE and bool(_NOBODY.search(self.reason)))

    @property
    def in_words(self) -> str:
        """The code and the reason on one line, for the ledger."""
        said = self.reason if not self.status or self.status in self.reason else f"{self.status} {self.reason}"
        return said.strip()[:400] or "no reason given"


def code_in(text: str) -> str:
    """The first enhanced status code in a text, or ""."""
    found = _CODE.search(text)
    return found[1] if found else ""


def status_of(said: str, reason: str) -> str:
    """The code of a report's Status field, or the more exact one that its reason holds."""
    status = code_in(said)
    inside = code_in(reason)
    return inside if inside and (not status or (status.endswith(".0.0") and inside[0] == status[0])) else status
