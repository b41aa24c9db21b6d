"""A proof: what one reader would get, made exactly as a mailing makes it."""

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime

from outreach.mail.addresses import NamedAddress
from outreach.model.message import Approved, Inline, Parts
from outreach.model.recipient import Recipient
from outreach.services.mailings.form import Form, Writer, heading, parts
from outreach.services.mailings.leaving import WayOff
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
# What seals the link of a proof is no secret, and no mailing is called so: the link takes nobody off.
_NO_KEY, _NO_MAILING = "sample", "proof"
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
    page: str | None = None,
    mailbox: str | None = None,
) -> Proof:
    """What `reader` would get if the mailing were planned now. Raises TemplateProblem for a field that is empty.

    The way off the list leads to `page` or `mailbox` (see leaving.WayOff), and takes nobody off.
    """
    way_off = WayOff(_NO_KEY, page=page, mailbox=mailbox)
    terms = Terms(sender=sender or _NOBODY, organisation=organisation, now=now, way_off=way_off)
    shared = heading(approved, terms, uid=_NO_MAILING, lists=lists)
    message_id = shared.message_id(reader.key)
    fields = merged(approved, reader, form=approved.language) | {"token": way_off.token(message_id)}
    form = Form(shared, parts(approved, terms), inline=approved.inline)
    writer = Writer({approved.language: form}, approved.attachments)
    message = writer.message(fields, address=reader.address, message_id=message_id)
    return Proof(writer.parts(fields), message, approved.inline)
