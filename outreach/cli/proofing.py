"""Who reads a preview, and what they would get."""

from typing import TYPE_CHECKING

from outreach import bootstrap
from outreach.cli import doors, people
from outreach.errors import InvalidValue
from outreach.model.card import ContactKind

if TYPE_CHECKING:
    from outreach.model.message import Approved
    from outreach.model.recipient import Recipient
    from outreach.services.proofs import Proof


def proof_as(approved: "Approved", who: str | None) -> "Proof":
    """What the one whom `who` means would get. Raises NotFound, InvalidValue, TemplateProblem."""
    return proof(approved, reader(who))


def proof(approved: "Approved", reader: "Recipient") -> "Proof":
    """What `reader` would get if the mailing were planned now. Raises TemplateProblem for a field that is empty."""
    from outreach.services import proofs

    settings = doors.settings()
    return proofs.proof(
        approved,
        reader,
        sender=bootstrap.sender(settings) if settings.sender else None,
        organisation=settings.organisation,
        now=doors.now(),
        page=settings.public_url,
        mailbox=settings.return_path,
    )


def reader(who: str | None) -> "Recipient":
    """Whom `who` means, at that address or at their first one; somebody invented where nobody is named.

    Raises NotFound, and InvalidValue for somebody without an address.
    """
    from outreach.services import mailing_lists, proofs

    if who is None:
        return proofs.SAMPLE_READER
    with doors.reading() as session:
        return mailing_lists.recipient(session, who if "@" in who else _address(who))


def _address(name: str) -> str:
    with doors.rows() as rows:
        card = people.one(rows, ContactKind.JOURNALIST, name)
    if not card.emails:
        raise InvalidValue("--as", name, "has no e-mail address, so no mail would reach them")
    return card.emails[0].address
