"""Many people at once: who of them is known, and new ones written, a few statements for a thousand."""

from outreach.store.contact_batches.known import Known, are_strangers, known, rows, rows_of
from outreach.store.contact_batches.writing import Writer

__all__ = ["Known", "Writer", "are_strangers", "known", "rows", "rows_of"]
