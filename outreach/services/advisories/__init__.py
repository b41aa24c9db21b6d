"""Advisories, from file to approval: read, checked against the directory, laid out, frozen for a mailing."""

from outreach.services.advisories.approval import Rendered, approved, rendered
from outreach.services.advisories.checking import check
from outreach.services.advisories.files import attachment_in, load
from outreach.services.advisories.library import library_in
from outreach.services.advisories.people import contacts, directory
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.starting import new

__all__ = [
    "Rendered",
    "Surroundings",
    "approved",
    "attachment_in",
    "check",
    "contacts",
    "directory",
    "library_in",
    "load",
    "new",
    "rendered",
]
