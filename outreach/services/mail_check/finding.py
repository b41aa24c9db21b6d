"""What is looked at, and what was found."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from outreach.mail.addresses import NamedAddress
from outreach.mail.smtp_url import Server


class State(StrEnum):
    """How good it is. UNKNOWN is what nobody can see from here, UNANSWERED what was asked in vain."""

    OK = "ok"
    ADVICE = "advice"
    WRONG = "wrong"
    UNKNOWN = "unknown"
    UNANSWERED = "unanswered"


# From the best to the worst: of several, the worst counts.
GRAVITY = (State.OK, State.UNKNOWN, State.ADVICE, State.UNANSWERED, State.WRONG)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its short name, how good it is, what was found, what to do, and the record to publish, if any."""

    check: str
    state: State
    found: str
    advice: str = ""
    publish: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """How this office sends. `hosts` are the addresses that its mail comes from, where they are known beforehand.

    Of several keys, `dkim_selector` names one each, with commas between.
    """

    sender: NamedAddress
    return_path: NamedAddress
    server: Server | None = None
    hosts: tuple[str, ...] = ()
    dkim_key: tuple[Path, ...] = ()
    dkim_selector: str | None = None
    dkim_domain: str | None = None
    public_url: str | None = None

    @property
    def signer(self) -> str:
        """The domain that signs: the one that is set, else that of From."""
        return self.dkim_domain or self.sender.domain
