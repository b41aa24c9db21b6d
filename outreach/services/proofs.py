"""A proof: what one reader would get, made exactly as a mailing makes it."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from outreach.formats import merge
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Approved, Inline, Parts
from outreach.model.recipient import Recipient
from outreach.services.mailings.form import Form, Writer, heading
from outreach.services.mailings.planning import merged
from outreach.services.mailings.terms import Terms

# Who reads a proof when nobody is named: somebody with every field filled in.
SAMPLE_READER = Recipient(
    "reader@example.com",
    "reader@example.com",
    None,
    {
        "name": "Alex Reader",
        "prefix": "",
        "given_name": "Alex",
        "family_name": "Reader",
        "email": "reader@example.com",
        "title": "Correspondent",
        "outlet": "The Example",
        "city": "Vienna",
        "country": "AT",
        "language": "en",
    },
)
_NOBODY = NamedAddress("press-office@example.invalid", "Press office (OUTREACH_SENDER is not set)")


@dataclass(frozen=True, slots=True)
class Proof:
    """The parts as the reader sees them, the pictures that the HTML shows, and the whole message in octets."""

    parts: Parts
    message: bytes
    pictures: tuple[Inline, ...] = ()

    @property
    def page(self) -> str:
        """The HTML as a page that stands alone: with its pictures in it (RFC 2397)."""
        page = self.parts.html
        for picture in self.pictures:
            octets = b64encode(picture.content).decode()
            page = page.replace(f"cid:{picture.cid}", f"data:{picture.content_type};base64,{octets}")
        return page


def proof(
    approved: Approved,
    reader: Recipient,
    *,
    sender: NamedAddress | None,
    organisation: str | None,
    now: datetime,
    lists: tuple[str, ...] = (),
) -> Proof:
    """What `reader` would get if the mailing were planned now. Raises TemplateProblem for a field that is empty."""
    terms = Terms(sender=sender or _NOBODY, organisation=organisation, now=now)
    shared = heading(approved, terms, uid="proof", lists=lists)
    fields = merged(approved, reader, form=approved.language)
    writer = Writer({approved.language: Form(shared, approved.parts, inline=approved.inline)}, approved.attachments)
    message = writer.message(fields, address=reader.address, message_id=shared.message_id(reader.key))
    return Proof(merge.compiled(approved.parts).fill(fields), message, approved.inline)
