"""Putting people on mailing lists and taking them off, by their addresses."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from outreach.errors import NotFound
from outreach.model.history import Origin
from outreach.model.intake import Incoming
from outreach.model.recipient import Recipient
from outreach.model.values import EmailAddress
from outreach.services import imports
from outreach.services.imports import Hands, Placed, Report
from outreach.store import contacts, list_batches, mailing_lists, suppressions
from outreach.store.rows import ContactRow, EmailRow


def add(session: Session, name: str, addresses: Sequence[str], *, now: datetime) -> list[tuple[str, bool]]:
    """Puts the owners of `addresses` on a list: each address with whether it is new there. Raises NotFound."""
    mailing_list = mailing_lists.named(session, name)
    added = []
    for text in addresses:
        owner, email = _owner(session, text)
        added.append((email.address, mailing_lists.put_on(session, mailing_list, owner, email=email, now=now)))
    return added


def remove(session: Session, name: str, addresses: Sequence[str], *, now: datetime) -> None:
    """Takes the owners of `addresses` off a list. Raises NotFound, and WrongUsage for whom the list's query finds."""
    mailing_list = mailing_lists.named(session, name)
    for text in addresses:
        mailing_lists.take_off(session, mailing_list, _owner(session, text)[0], now=now)


def _owner(session: Session, text: str) -> tuple[ContactRow, EmailRow]:
    email = EmailAddress.parse(text)
    owner = contacts.by_address(session, email)
    if owner is None:
        raise NotFound("person with the address", text, advice="add them with `outreach journalists add`")
    return owner, next(row for row in owner.emails if row.key == email.key)


def recipient(session: Session, address: str) -> Recipient:
    """The owner of `address`, as a mailing would reach them. Raises NotFound."""
    _, email = _owner(session, address)
    return mailing_lists.recipient(session, email)


def import_to(
    session: Session,
    name: str,
    people: Incoming,
    *,
    origin: Origin,
    report: Report | None = None,
    hands: Hands | None = None,
) -> Report:
    """Takes everybody in `people` into the directory and puts them on the list. Raises NotFound.

    Who has no address cannot be on a list: `people` is read with an address required. A suppressed address goes on the
    list too, gets nothing, and is told of.
    """
    list_id = mailing_lists.named(session, name).id or 0

    def put_on(placed: Sequence[Placed]) -> Iterator[str]:
        list_batches.put_on(session, list_id, [(found.contact_id, found.keys) for found in placed], now=origin.at)
        reasons = suppressions.suppressed(session, [key for found in placed for key in found.keys])
        for found in placed:
            for key in found.keys:
                if key in reasons:
                    yield f"row {found.row}, {found.name}: {key} is suppressed ({reasons[key]}) and gets nothing"

    return imports.take_in(session, people, origin=origin, report=report, hands=hands, then=put_on)
