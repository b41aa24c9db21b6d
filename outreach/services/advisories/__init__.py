"""Advisories, from file to approval: read, checked against the directory, laid out, frozen for a mailing."""

from outreach.services.advisories.approval import Rendered, rendered
from outreach.services.advisories.checking import check, refuse_errors, verdict
from outreach.services.advisories.correcting import Correction, called_off, correction
from outreach.services.advisories.edition import edition, rendered_versions
from outreach.services.advisories.files import attachment_in, load
from outreach.services.advisories.library import library_in
from outreach.services.advisories.people import contacts, directory
from outreach.services.advisories.rules.recipients import by_zone
from outreach.services.advisories.rules.surroundings import Surroundings, World
from outreach.services.advisories.starting import is_spoken, new
from outreach.services.advisories.versions import Versions, check_all
from outreach.services.advisories.versions import read as read_versions
from outreach.services.advisories.world import world

__all__ = [
    "Correction",
    "Rendered",
    "Surroundings",
    "Versions",
    "World",
    "attachment_in",
    "by_zone",
    "called_off",
    "check",
    "check_all",
    "contacts",
    "correction",
    "directory",
    "edition",
    "is_spoken",
    "library_in",
    "load",
    "new",
    "read_versions",
    "refuse_errors",
    "rendered",
    "rendered_versions",
    "verdict",
    "world",
]
