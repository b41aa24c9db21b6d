"""The bulk-sender rules of Gmail, Yahoo and Microsoft (2024-2025), judged by what the checks found.

Gmail and Yahoo ask for them since February 2024, Microsoft's outlook.com since May 2025, of whoever sends some 5,000
messages a day. An advisory to a few hundred newsrooms is below that; the filters behind it are the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outreach.services.mail_check.finding import GRAVITY, Finding, State

REQUIRED, ASKED = "required", "recommended"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what each receiver makes of it, the checks that decide it, and what to do about it."""

    rule: str
    gmail: str
    yahoo: str
    microsoft: str
    checks: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A rule, and how we stand to it."""

    rule: Rule
    state: State


_ALL = (REQUIRED, REQUIRED, REQUIRED)
_RATE = "see postmaster.google.com, senders.yahooinc.com, and SNDS and JMRP of Outlook; stop at 0.3 %, aim below 0.1 %"
RULES = (
    Rule("SPF passes", *_ALL, ("SPF",), "publish the SPF record above; else 550 5.7.27 or 5.7.515"),
    Rule("DKIM signs", *_ALL, ("DKIM",), "sign, and publish the key; else 550 5.7.30 or 5.7.515"),
    Rule("DMARC is published, p=none or stricter", *_ALL, ("DMARC",), "publish the DMARC record above"),
    Rule(
        "From aligns with SPF or DKIM", *_ALL, ("Alignment",), "sign in the name of the domain of From; else 550 5.7.26"
    ),
    Rule(
        "The sending host has PTR and A that agree",
        REQUIRED,
        REQUIRED,
        ASKED,
        ("PTR",),
        "ask your provider; else 5.7.25",
    ),
    Rule(
        "The line is protected by TLS",
        REQUIRED,
        ASKED,
        ASKED,
        ("TLS",),
        "use smtps:// or smtp+starttls://; else 4.7.29",
    ),
    Rule(
        "One click takes a reader off (RFC 8058), within two days",
        *(REQUIRED, REQUIRED, ASKED),
        ("One-click", "List-Unsubscribe"),
        "set OUTREACH_PUBLIC_URL to an https address",
    ),
    Rule("From can be answered", ASKED, ASKED, REQUIRED, ("MX",), "publish an MX for the domain of From"),
    Rule("Spam complaints stay under 0.3 %", REQUIRED, REQUIRED, ASKED, (), _RATE),
    Rule("Dead addresses are taken off", ASKED, ASKED, ASKED, (), "`outreach bounces collect` does it"),
)


def judged(findings: Iterable[Finding]) -> list[RuleFinding]:
    """Every rule with how we stand to it; what no check can see is unknown."""
    states = {finding.check: finding.state for finding in findings}
    return [RuleFinding(rule, _state(rule, states)) for rule in RULES]


def _state(rule: Rule, states: Mapping[str, State]) -> State:
    return max((states[check] for check in rule.checks), key=GRAVITY.index, default=State.UNKNOWN)
