"""Whether our mail will be believed: what our domains publish, our mail server, and what the big receivers ask for."""

from outreach.services.mail_check.checking import check
from outreach.services.mail_check.finding import Finding, Setup, State
from outreach.services.mail_check.rules import RuleFinding, judged

__all__ = ["Finding", "RuleFinding", "Setup", "State", "check", "judged"]
