"""A contact as it is read: what lists, vCards, contact blocks and advisories show. People write drafts instead."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, PhoneNumber, Visibility


class ContactKind(StrEnum):
    """A press officer is one of ours; a journalist is one of theirs."""

    OFFICER = "officer"
    JOURNALIST = "journalist"


_READERS = (Visibility.PUBLIC, Visibility.PRESS, Visibility.INTERNAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One press officer or journalist, complete. The words are vCard's: `name` is FN, `parts` is N, `title` is TITLE.

    `country` is ISO 3166-1 alpha-2, `timezone` IANA, `languages` BCP 47, best first; `changed_at` is UTC (REV).
    """

    uid: str
    kind: ContactKind
    name: str
    parts: PersonName = PersonName()
    title: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    city: str | None = None
    country: str | None = None
    timezone: str | None = None
    languages: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    notes: str | None = None
    phones: tuple[PhoneNumber, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    active: bool = True
    changed_at: datetime = field(default=datetime(1970, 1, 1, tzinfo=UTC))

    def seen_by(self, reader: Visibility) -> "Card":
        """The card with only what `reader` may see: the office sees everything."""
        allowed = _READERS[: _READERS.index(reader) + 1]
        return replace(
            self,
            phones=tuple(p for p in self.phones if p.visibility in allowed),
            emails=tuple(e for e in self.emails if e.visibility in allowed),
            notes=self.notes if reader is Visibility.INTERNAL else None,
        )
