"""A recipient of a mailing: one mailbox, and what a message may say about the person behind it."""

from dataclasses import dataclass, field

from outreach.model.card import Card

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
# What else differs from reader to reader, and is for the page around the text: `{{ reader.… }}`. `contact` says which
# line of the contact block comes first ("02"; empty: the block stands as it is), `way_off` is the address that takes
# them off our lists; the others are hours on the reader's own clock, empty where it shows the same as ours.
READER_FIELDS = ("contact", "event_clock", "embargo_clock", "way_off")


@dataclass(frozen=True, slots=True)
class Recipient:
    """One mailbox that a mailing goes to. `key` is the address as it is compared; `fields` has every merge field.

    `card` says where the person is and what they read, None where the directory does not know them.
    """

    address: str
    key: str
    contact_id: int | None = None
    fields: dict[str, str] = field(default_factory=dict)
    card: Card | None = None
