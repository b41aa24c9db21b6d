"""Advisories, from file to approval: read, checked against the directory, laid out, frozen for a mailing."""

from outreach.services.advisories.approval import Rendered, approved, rendered
from outreach.services.advisories.checking import check
from outreach.services.advisories.edition import Edition, approved_versions, rendered_versions
from outreach.services.advisories.files import attachment_in, load
from outreach.services.advisories.people import contacts, directory
from outreach.services.advisories.rules.surroundings import Surroundings
from outreach.services.advisories.starting import new
from outreach.services.advisories.versions import Found, Versions, check_all, chosen
from outreach.services.advisories.versions import read as read_versions

__all__ = [
    "Edition",
    "Found",
    "Rendered",
    "Surroundings",
    "Versions",
    "approved",
    "approved_versions",
    "attachment_in",
    "check",
    "check_all",
    "chosen",
    "contacts",
    "directory",
    "load",
    "new",
    "read_versions",
    "rendered",
    "rendered_versions",
]
