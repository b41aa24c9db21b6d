"""Who may be in the directory twice: pairs with a score between 0 and 1, and the reasons that make it up."""

from outreach.services.duplicates.evidence import Reason, Resemblance, Shared, resemblance
from outreach.services.duplicates.proposing import Pair, pairs

__all__ = ["Pair", "Reason", "Resemblance", "Shared", "pairs", "resemblance"]
