"""How much speaks for two entries being one person. The score is made of the reasons, and of nothing else.

What speaks for it adds up as independent chances do, 1 - (1 - a)(1 - b)…; what speaks against it then lowers that by a
factor. The weights were set on the pairs in tests/services/duplicates and by what each sign can come from: a number
can be a switchboard's, an address a desk's, a name a twin's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

from outreach.model.card import Card
from outreach.model.mailbox import differ_by_number, is_desk, normal_form
from outreach.model.text import fold
from outreach.model.values import PhoneKind
from outreach.services.duplicates.names import Likeness, Name, likeness, name_of, same_family, same_given

# A number or mailbox in its normal form -> how many people have it.
Shared = Mapping[str, int]
_LIKE = {
    Likeness.SAME: "the same name",
    Likeness.NEAR: "nearly the same name",
    Likeness.PART: "the same given name and a part of the family name",
    Likeness.INITIALS: "the same family name and initial",
    Likeness.SHORT: "the same family name, one given name short for the other",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and what it does: `weight` (0 to 1) adds to the score where it `speaks_for`, else multiplies it."""

    sentence: str
    weight: float
    speaks_for: bool = True


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The reasons for and against two entries being one person."""

    reasons: list[Reason] = field(default_factory=list)

    @property
    def score(self) -> float:
        """Between 0 and 1."""
        chance = 1 - prod(1 - reason.weight for reason in self.reasons if reason.speaks_for)
        return round(chance * prod(reason.weight for reason in self.reasons if not reason.speaks_for), 2)


def resemblance(one: Card, other: Card, *, shared: Shared) -> Resemblance:
    """What speaks for `one` and `other` being one person, and what against it."""
    names = name_of(one.parts, one.name), name_of(other.parts, other.name)
    like = likeness(*names)
    common = [*_mailboxes(one, other, shared), *_numbers(one, other, shared)]
    named = [_name_and_place(one, other, like)] if like else []
    reasons = [*common, *named]
    if reasons:
        reasons += _against(one, other, names, like=like, has_common=bool(common))
    return Resemblance(reasons)


def _mailboxes(one: Card, other: Card, shared: Shared) -> list[Reason]:
    """One mailbox in common is worth as much as several: the one that says most counts."""
    found = []
    theirs = {normal_form(email.key): position for position, email in enumerate(other.emails)}
    for position, email in enumerate(one.emails):
        form = normal_form(email.key)
        if form in theirs:
            exactly = any(address.key == email.key for address in other.emails)
            crossed = (position == 0) != (theirs[form] == 0)
            found.append(
                _mailbox(email.key if exactly else form, shared.get(form, 2), exactly=exactly, crossed=crossed)
            )
    return [max(found, key=lambda reason: reason.weight)] if found else []


def _mailbox(key: str, holders: int, *, exactly: bool, crossed: bool) -> Reason:
    what = "the same mailbox" if exactly else "a form of the same mailbox"
    if holders > 2:
        return Reason(f"{what}, {key}, which {holders} people have", 0.5 if holders == 3 else 0.25)
    if is_desk(key):
        return Reason(f"{what}, {key}, which looks like a desk's", 0.4)
    if crossed:
        return Reason(f"{what}, {key}: the first of one is another address of the other", 0.9)
    return Reason(f"{what}, {key}", 0.88 if exactly else 0.84)


def _numbers(one: Card, other: Card, shared: Shared) -> list[Reason]:
    theirs = {(phone.e164, phone.extension) for phone in other.phones}
    found = []
    for phone in one.phones:
        if (phone.e164, phone.extension) in theirs:
            found.append(_number(phone.international, shared.get(phone.e164, 2), phone.kind, phone.extension))
    return [max(found, key=lambda reason: reason.weight)] if found else []


def _number(shown: str, holders: int, kind: PhoneKind, extension: str | None) -> Reason:
    if holders > 2:
        return Reason(f"the same number, {shown}, which {holders} people have", 0.3 if holders == 3 else 0.1)
    own = kind is PhoneKind.MOBILE or extension is not None
    return Reason(f"the same number, {shown}, which nobody else has", 0.6 if own else 0.45)


def _name_and_place(one: Card, other: Card, like: Likeness) -> Reason:
    where, worth = _place(one, other)
    name = f" ({one.name}, {other.name})" if one.name != other.name else f", {one.name}"
    return Reason(f"{_LIKE[like]}{name}, {where}", round(worth * like.value, 2))


def _place(one: Card, other: Card) -> tuple[str, float]:
    if one.outlet and other.outlet and fold(one.outlet) == fold(other.outlet):
        return f"at the same outlet, {one.outlet}", 0.87
    if one.city and (one.city, one.country) == (other.city, other.country):
        return f"in the same city, {one.city}", 0.83
    if _is_nowhere(one) or _is_nowhere(other):
        return "and nothing says where one of them is", 0.75
    return "but nowhere in common", 0.45


def _is_nowhere(card: Card) -> bool:
    return not (card.outlet or card.city)


def _against(
    one: Card, other: Card, names: tuple[Name, Name], *, like: Likeness | None, has_common: bool
) -> list[Reason]:
    if like is None:
        return [_other_name(one, other, names)]
    found = []
    if (first := names[0].generation) != (second := names[1].generation):
        words = f"{first or 'no addition'}, {second or 'no addition'}"
        found.append(Reason(f"father and child, by their names ({words})", 0.4 if first and second else 0.6, False))
    if one.outlet and other.outlet and fold(one.outlet) != fold(other.outlet):
        found.append(Reason(f"at two outlets, {one.outlet} and {other.outlet}", 0.8 if has_common else 0.65, False))
    if one.city and other.city and (one.city, one.country) != (other.city, other.country):
        found.append(Reason(f"in two cities, {one.city} and {other.city}", 0.9, False))
    return found if has_common else [*found, *_other_addresses(one, other), *_extensions(one, other)]


def _other_name(one: Card, other: Card, names: tuple[Name, Name]) -> Reason:
    if same_given(*names):
        return Reason(f"the family names differ ({one.name}, {other.name}), as after a wedding", 0.85, False)
    if same_family(*names):
        return Reason(f"the given names differ ({one.name}, {other.name}), as in a family", 0.55, False)
    return Reason(f"two names ({one.name}, {other.name})", 0.5, False)


def _other_addresses(one: Card, other: Card) -> list[Reason]:
    """Two personal addresses in one house: it may have renamed one, or told two namesakes apart."""
    pairs = [(mine.key, theirs.key) for mine in one.emails for theirs in other.emails]
    numbered = next((pair for pair in pairs if differ_by_number(*pair)), None)
    if numbered:
        return [Reason(f"their addresses differ by a number, {numbered[0]} and {numbered[1]}", 0.6, False)]
    domains = [pair for pair in pairs if _domain(pair[0]) == _domain(pair[1]) and not any(map(is_desk, pair))]
    if domains:
        return [Reason(f"two addresses in one house, {domains[0][0]} and {domains[0][1]}", 0.88, False)]
    return []


def _domain(key: str) -> str:
    return key.rpartition("@")[2]


def _extensions(one: Card, other: Card) -> list[Reason]:
    ours = {phone.e164: phone.extension for phone in one.phones if phone.extension}
    differing = [p for p in other.phones if p.extension and ours.get(p.e164, p.extension) != p.extension]
    if not differing:
        return []
    return [Reason(f"two extensions of {differing[0].e164}", 0.8, False)]
