"""What a live preview shows: an advisory in one language for one reader, with everything that is wrong with it."""

from outreach.services.advisories.preview.drafts import Draft, Drafts
from outreach.services.advisories.preview.readers import Reader, readers
from outreach.services.advisories.preview.view import Office, View, view

__all__ = ["Draft", "Drafts", "Office", "Reader", "View", "readers", "view"]
