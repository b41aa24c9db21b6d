"""Domains that refuse us by their policy: not their readers' fault, so the others there are put off, not refused."""

from collections import Counter

from outreach.model import reply
from outreach.model.mailing import DeliveryStatus

_IN_A_ROW = 3  # refusals by policy, with nothing taken between them


class Unwelcome:
    """What a run has learnt of each domain. The next run asks anew."""

    def __init__(self) -> None:
        self._in_a_row = Counter[str]()
        self._said: dict[str, str] = {}

    def note(self, address: str, status: DeliveryStatus, said: str | None) -> None:
        """What the server said to one of that domain."""
        domain = _domain(address)
        if status is DeliveryStatus.ACCEPTED:
            self._in_a_row[domain] = 0
        elif status is DeliveryStatus.REFUSED and reply.read(said).is_about_us:
            self._in_a_row[domain] += 1
            self._said[domain] = said or ""

    def word(self, address: str) -> str | None:
        """Why not to try `address` now; None where nothing speaks against it."""
        domain = _domain(address)
        if self._in_a_row[domain] < _IN_A_ROW:
            return None
        return f"not tried: {domain} refuses us ({self._said[domain]})"


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
