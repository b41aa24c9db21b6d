"""Mailings from plan to proof: what the counters call."""

from outreach.services.mailings.correcting import Said, call_off, correct, earlier
from outreach.services.mailings.deciding import cancel, resolve_as_sent, resolve_for_resending
from outreach.services.mailings.handing_over import leave_to_workers
from outreach.services.mailings.interruption import Interruption
from outreach.services.mailings.leaving import WayOff
from outreach.services.mailings.manners import Manners
from outreach.services.mailings.outcome import Outcome, Step
from outreach.services.mailings.pausing import lift, pause
from outreach.services.mailings.planning import Plan, plan, plan_for_lists
from outreach.services.mailings.proving import Proof, prove
from outreach.services.mailings.readiness import expect_ready
from outreach.services.mailings.restored import release
from outreach.services.mailings.sending import resume, send
from outreach.services.mailings.showing import doubts, message, overview, show, show_with_deliveries
from outreach.services.mailings.terms import Terms
from outreach.services.mailings.timing import coming, due, may_join, next_due, oldest_due

__all__ = [
    "Interruption",
    "Manners",
    "Outcome",
    "Plan",
    "Proof",
    "Said",
    "Step",
    "Terms",
    "WayOff",
    "call_off",
    "cancel",
    "coming",
    "correct",
    "doubts",
    "due",
    "earlier",
    "expect_ready",
    "leave_to_workers",
    "lift",
    "may_join",
    "message",
    "next_due",
    "oldest_due",
    "overview",
    "pause",
    "plan",
    "plan_for_lists",
    "prove",
    "release",
    "resolve_as_sent",
    "resolve_for_resending",
    "resume",
    "send",
    "show",
    "show_with_deliveries",
]
