"""Making two entries one, and parting them again: everything that hangs on an entry, put aside row by row."""

from outreach.store.merging.joining import Moved, merge
from outreach.store.merging.parting import Parted, part

__all__ = ["Moved", "Parted", "merge", "part"]
