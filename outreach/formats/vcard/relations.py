"""Who belongs with whom: RELATED (RFC 6350 §6.6.6), Apple's X-ABRELATEDNAMES, and the properties of older programs."""

from collections.abc import Iterator

from outreach.formats.vcard import labels
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.escaping import escaped
from outreach.formats.vcard.forms import URI
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.formats.vcard.version import Version
from outreach.model.card import Relation

_TYPES = frozenset(
    "contact acquaintance friend met co-worker colleague co-resident neighbor child parent sibling spouse kin muse"
    " crush date sweetheart me agent emergency".split()
)
# What Apple has a word of its own for, in every language of its phones.
_OF_APPLE = frozenset(
    "mother father parent brother sister son daughter child friend spouse partner assistant manager".split()
)
# Properties that say the kind by their name: what it is there, or None where a label or TYPE says it.
_KINDS = {
    "RELATED": None,
    "X-ABRELATEDNAMES": None,
    **{
        f"X-{program}{kind}": kind.lower()
        for program in ("", "MS-", "EVOLUTION-")
        for kind in ("ASSISTANT", "MANAGER", "SPOUSE")
    },
}
NAMES = frozenset(_KINDS)
MOST = 50
_LONGEST = 1000


def related_to(card: RawCard, doubts: Doubts) -> list[Relation]:
    """Who belongs with the person of `card`, each once."""
    found: dict[Relation, None] = {}
    for each in (p for p in card.properties if p.name in NAMES):
        value = doubts.line_of(each)
        relation = Relation(_KINDS[each.name] or _kind(card, each), value)
        if not value or relation in found:
            continue
        if len(value) > _LONGEST or len(relation.kind) > _LONGEST or len(found) == MOST:
            doubts.warn(f"{each.name} on line {each.line} was left out: a card holds {MOST} relations of a line each")
        else:
            found[relation] = None
    return list(found)


def kind_called(label: str) -> str:
    """What the directory calls a relation that a card calls `label`."""
    return one_line_of(labels.plain(label).lower())


def _kind(card: RawCard, found: Property) -> str:
    label = card.labels.get(found.header.group)
    return kind_called(label or ",".join(sorted(found.types - {"pref"})))


def lines(relation: Relation, version: Version, *, number: int) -> Iterator[str]:
    """The lines of one relation, unfolded; a kind that is no TYPE of RFC 6350 stands as the label of group `number`."""
    if version is Version.V3:
        name, kind = f"X-ABRELATEDNAMES:{escaped(relation.value)}", relation.kind
    else:
        types = relation.kind.split(",")
        typed = _TYPES.issuperset(types)
        value = f":{relation.value}" if URI.fullmatch(relation.value) else f";VALUE=text:{escaped(relation.value)}"
        name, kind = f"RELATED{f';TYPE={relation.kind}' if typed else ''}{value}", "" if typed else relation.kind
    if not kind:
        yield name
        return
    yield f"item{number}.{name}"
    yield f"item{number}.X-ABLabel:{f'_$!<{kind.capitalize()}>!$_' if kind in _OF_APPLE else escaped(kind)}"
