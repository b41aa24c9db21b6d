"""What a person may ask of us: to know all that we hold of them, and to have it erased (GDPR, Art. 15 and 17)."""

from outreach.services.privacy.erasing import Erased, erase
from outreach.services.privacy.exporting import export, in_words
from outreach.services.privacy.finding import one

__all__ = ["Erased", "erase", "export", "in_words", "one"]
