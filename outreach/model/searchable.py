"""What somebody is found by: text as it is searched, made from a draft when it is written."""

from typing import TYPE_CHECKING, NamedTuple

from outreach.model.text import fold

if TYPE_CHECKING:
    from outreach.model.contact import ContactDraft


class Searchable(NamedTuple):
    """`words` are found by their beginnings, `parts` (numbers and addresses) by any piece of them."""

    words: str
    parts: str


def searchable(draft: "ContactDraft") -> Searchable:
    """What the person in `draft` is found by: name, outlet, city, beats, notes; numbers and addresses."""
    said = [draft.name, draft.title, draft.organisation, draft.outlet, str(draft.city or ""), *draft.beats, draft.notes]
    parts = [*(phone.e164 for phone in draft.phones), *(email.key for email in draft.emails)]
    return Searchable(fold(" ".join(filter(None, said))), " ".join(parts))
