"""A recipient of a mailing: one mailbox, and what a message may say about the person behind it."""

from dataclasses import dataclass, field

# What `{{ recipient.… }}` may name in an advisory. Each is text; empty where the directory knows nothing.
MERGE_FIELDS = (
    "name",
    "prefix",
    "given_name",
    "family_name",
    "email",
    "title",
    "outlet",
    "city",
    "country",
    "language",
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One mailbox that a mailing goes to. `key` is the address as it is compared; `fields` has every merge field."""

    address: str
    key: str
    contact_id: int | None = None
    fields: dict[str, str] = field(default_factory=dict)
