"""Valid objects to start a test from; a test changes the one field it is about."""

from collections.abc import Sequence

from outreach.model.card import ContactKind
from outreach.model.contact import ContactDraft
from outreach.model.values import EmailAddress, PhoneNumber


def contact(kind: ContactKind, name: str, **fields: object) -> ContactDraft:
    """A contact of `kind`; phones and e-mails may be given as people write them."""
    phones: Sequence[str] = fields.pop("phones", ())  # type: ignore[assignment]
    emails: Sequence[str] = fields.pop("emails", ())  # type: ignore[assignment]
    return ContactDraft(
        kind=kind,
        name=name,
        phones=[PhoneNumber.parse(phone) for phone in phones],
        emails=[EmailAddress.parse(email) for email in emails],
        **fields,  # type: ignore[arg-type]
    )


def officer(name: str = "Mira Olsen", **fields: object) -> ContactDraft:
    """A press officer."""
    return contact(ContactKind.OFFICER, name, **fields)


def journalist(name: str = "Tomás O'Neill", **fields: object) -> ContactDraft:
    """A journalist."""
    return contact(ContactKind.JOURNALIST, name, **fields)
