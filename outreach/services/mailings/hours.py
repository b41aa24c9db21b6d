"""Whose hour it is: the zones of a mailing's readers against the hours in which it may come."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from outreach.model.local_hours import LocalHours
from outreach.store import mailings
from outreach.store.rows import MailingRow


@dataclass(frozen=True, slots=True)
class ReadersHours:
    """The hours of a mailing, if it keeps any, and the zones its readers are in."""

    hours: LocalHours | None
    zones: tuple[str, ...] = ()

    @classmethod
    def of(cls, session: Session, mailing: MailingRow) -> "ReadersHours":
        """Those of `mailing`."""
        if mailing.local_hours is None:
            return cls(None)
        return cls(LocalHours.parse(mailing.local_hours), tuple(mailings.zones(session, mailing.id or 0)))

    def awake(self, now: datetime) -> list[str] | None:
        """The zones where it is the hour, looked up anew each time; None where every hour is."""
        if self.hours is None:
            return None
        return [zone for zone in self.zones if self.hours.is_open(zone, now)]

    def opening(self, zone: str | None, now: datetime) -> datetime | None:
        """When the hours in `zone` began, or begin next; None where every hour is."""
        return None if self.hours is None or zone is None else self.hours.opening(zone, now)
