"""Putting people on mailing lists and taking them off, by their addresses."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from outreach.errors import NotFound
from outreach.model.contact import ContactDraft
from outreach.model.history import Origin
from outreach.model.intake import Intake, Rejection
from outreach.model.recipient import Recipient
from outreach.model.values import EmailAddress
from outreach.services import contacts as directory
from outreach.store import contacts, mailing_lists
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
    owner, email = _owner(session, address)
    return mailing_lists.recipient(email.address, email.key, owner, city=owner.city, outlet=owner.outlet)


def import_to(session: Session, name: str, people: Intake, *, origin: Origin) -> directory.Report:
    """Takes everybody in `people` into the directory and puts them on the list. Raises NotFound.

    Who has no address cannot be on a list: `expect_addresses` tells before.
    """
    mailing_list = mailing_lists.named(session, name)

    def put_on(row: ContactRow, draft: ContactDraft) -> None:
        key = draft.emails[0].key
        email = next(email for email in row.emails if email.key == key)
        mailing_lists.put_on(session, mailing_list, row, email=email, now=origin.at)

    return directory.take_in(session, people, origin=origin, then=put_on)


def expect_addresses(people: Intake) -> Intake:
    """`people` with those rejected who have no e-mail address."""
    problem = "is empty; somebody on a mailing list needs an address"
    without = [Rejection(row, "email", draft.name, problem) for row, draft in people.drafts if not draft.emails]
    people.drafts = [(row, draft) for row, draft in people.drafts if draft.emails]
    people.rejected = sorted([*people.rejected, *without], key=lambda bad: bad.row)
    return people
