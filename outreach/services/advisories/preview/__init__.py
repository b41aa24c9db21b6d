"""What a live preview shows: an advisory in one language for one reader, with everything that is wrong with it."""

from outreach.services.advisories.preview.readers import Reader, readers
from outreach.services.advisories.preview.versions import OneFile, Versions
from outreach.services.advisories.preview.view import Office, View, view

__all__ = ["Office", "OneFile", "Reader", "Versions", "View", "readers", "view"]
