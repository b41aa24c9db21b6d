"""What a contact block says about one officer, or about a desk."""

from dataclasses import dataclass
from typing import Any

from outreach.formats.contact_block.vocabulary.matching import key
from outreach.formats.contact_block.word_kinds import OF_HEADINGS, May, kinds
from outreach.model.values import EmailAddress, PhoneNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundOfficer:
    """An officer as a block names them; a press desk without a person has no `name` and tells its `organisation`.

    `country` is ISO 3166-1 alpha-2; `lines` are the first and the last line of the document that tell of them, from 1.
    """

    name: str | None = None
    role: str | None = None
    organisation: str | None = None
    city: str | None = None
    country: str | None = None
    phones: tuple[PhoneNumber, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    lines: tuple[int, int] = (0, 0)
    warnings: tuple[str, ...] = ()

    @property
    def title(self) -> str | None:
        """The role, where it is somebody's: what only says that contacts follow ("Press contacts") is nobody's."""
        words = [kinds(key(word)) for word in (self.role or "").split()]
        is_heading = all(word & OF_HEADINGS for word in words) and any(word & May.CORE for word in words)
        return None if is_heading else self.role

    def as_json(self) -> dict[str, Any]:
        """The officer as `officers extract --format json` prints it: what is absent is None or an empty list."""
        return {
            "name": self.name,
            "role": self.role,
            "organisation": self.organisation,
            "city": self.city,
            "country": self.country,
            "phones": [
                {
                    "e164": phone.e164,
                    "extension": phone.extension,
                    "kind": str(phone.kind),
                    "written": phone.written,
                    "valid": phone.valid,
                }
                for phone in self.phones
            ],
            "emails": [email.address for email in self.emails],
            "lines": list(self.lines),
            "warnings": list(self.warnings),
        }
