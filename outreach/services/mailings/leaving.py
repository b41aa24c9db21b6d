"""How a reader gets off our lists: by the button of their mail program, or by a letter (RFC 2369, RFC 8058)."""

from dataclasses import dataclass, field
from urllib.parse import quote

from outreach.mail.addresses import NamedAddress
from outreach.mail.compose import TOKEN
from outreach.model.token import Purpose, sealed

PLACE = "unsubscribe"


@dataclass(frozen=True, slots=True)
class WayOff:
    """What seals the readers' tokens (`key`), the web address of the page that takes them, and the mailbox that does.

    Without a page there is only the mailbox; without a mailbox it is the sender's.
    """

    key: str = field(repr=False)
    page: str | None = None
    mailbox: str | None = None

    def uris(self, sender: NamedAddress) -> tuple[str, ...]:
        """The addresses of List-Unsubscribe, with a gap for the token. A page without TLS has no place there."""
        page = self.page if self.page and self.page.startswith("https://") else None
        mailbox = quote(self.mailbox or sender.address, safe="@")
        letter = f"mailto:{mailbox}?subject=unsubscribe-{TOKEN}"
        return (f"{page}/{PLACE}/{TOKEN}", letter) if page else (letter,)

    def token(self, message_id: str) -> str:
        """What takes the reader of that message off, and nobody else."""
        return sealed(message_id.strip("<>").partition("@")[0], key=self.key, purpose=Purpose.UNSUBSCRIBE)
