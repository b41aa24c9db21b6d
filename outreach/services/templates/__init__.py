"""Templates that people can own: which there are, a copy to change, and whether what was changed still works."""

from outreach.services.templates.checking import check
from outreach.services.templates.listing import OURS, YOURS, Listed, copy, listed, text

__all__ = ["OURS", "YOURS", "Listed", "check", "copy", "listed", "text"]
