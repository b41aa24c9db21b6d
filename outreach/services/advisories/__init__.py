"""Advisories, from file to approval: read, checked against the directory, laid out, frozen for a mailing."""

from outreach.services.advisories.approval import Rendered, approved, rendered
from outreach.services.advisories.checking import check, refuse_errors, verdict
from outreach.services.advisories.correcting import called_off, correction
from outreach.services.advisories.files import attachment_in, load
from outreach.services.advisories.people import contacts, directory
from outreach.services.advisories.rules.surroundings import Surroundings, World
from outreach.services.advisories.starting import new
from outreach.services.advisories.world import world

__all__ = [
    "Rendered",
    "Surroundings",
    "World",
    "approved",
    "attachment_in",
    "called_off",
    "check",
    "contacts",
    "correction",
    "directory",
    "load",
    "new",
    "refuse_errors",
    "rendered",
    "verdict",
    "world",
]
