"""On what terms a mailing goes out: from whom, when, and how its readers get off the lists."""

from dataclasses import dataclass
from datetime import datetime

from outreach.mail.addresses import NamedAddress
from outreach.model.local_hours import LocalHours
from outreach.services.mailings.leaving import WayOff


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """From whom a mailing is, and when it goes.

    `now` is when it is planned; nothing goes before `send_at`, nor outside the `local_hours` of its reader's day.
    `way_off` gives each reader one of their own off the lists.
    """

    sender: NamedAddress
    organisation: str | None
    now: datetime
    send_at: datetime | None = None
    way_off: WayOff | None = None
    local_hours: LocalHours | None = None

    @property
    def date(self) -> datetime:
        """What stands in Date."""
        return self.send_at or self.now
