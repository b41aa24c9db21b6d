"""Whose card it is: FN and N, or what stands in for them."""

from outreach.errors import InvalidValue
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.raw_card import RawCard
from outreach.model import person_name
from outreach.model.person_name import PersonName

_NAMELESS = "has no FN, N, ORG or EMAIL that would tell whose card it is; add a name"


def name_of(card: RawCard, doubts: Doubts) -> tuple[str, PersonName]:
    """The name as it is shown, and in its parts. Raises InvalidValue where there is none.

    FN is required (RFC 6350 §6.2.1), and phones leave it out: then it is made of N, else of ORG, else of EMAIL.
    """
    parts = _parts(card)
    fn = card.first("FN")
    shown = doubts.line_of(fn) if fn else ""
    if shown:
        # N is empty for a desk or a company, which has no given name and is not to be taken apart.
        desk = shown == _organisation(card)
        return shown, parts if str(parts) or desk else person_name.split(shown)
    if str(parts):
        return str(parts), parts
    for name in ("ORG", "EMAIL"):
        found = card.first(name)
        shown = one_line_of(found.components[0] if name == "ORG" else found.text) if found else ""
        if shown:
            doubts.warn(f"the card has no name; it was named after its {name}, {shown!r}")
            return shown, PersonName()
    raise InvalidValue("card", "without a name", _NAMELESS)


def _parts(card: RawCard) -> PersonName:
    """N: family; given; additional; prefix; suffix (RFC 6350 §6.2.2). Lists inside a component become one text."""
    found = card.first("N")
    if found is None:
        return PersonName()
    family, given, additional, prefix, suffix = [one_line_of(c) for c in [*found.components, *[""] * 5][:5]]
    return PersonName(given, family, additional, prefix, suffix)


def _organisation(card: RawCard) -> str:
    found = card.first("ORG")
    return one_line_of(found.components[0]) if found else ""
