"""Who belongs with whom: RELATED (RFC 6350 §6.6.6), Apple's X-ABRELATEDNAMES, and the properties of older programs."""

from collections.abc import Iterator

from outreach.formats.vcard import labels
from outreach.formats.vcard.doubts import one_line_of
from outreach.formats.vcard.escaping import escaped
from outreach.formats.vcard.forms import URI
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.formats.vcard.version import Version
from outreach.model.card import Relation

# What older programs call the people around somebody: property -> kind.
_OLDER = {
    "X-ASSISTANT": "assistant",
    "X-EVOLUTION-ASSISTANT": "assistant",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
    "X-MANAGER": "manager",
    "X-EVOLUTION-MANAGER": "manager",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-SPOUSE": "spouse",
    "X-EVOLUTION-SPOUSE": "spouse",
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
}
NAMES = frozenset({"RELATED", "X-ABRELATEDNAMES", *_OLDER})
_NO_KIND = frozenset({"pref", "uri", "text", "home", "work", "other"})

_TYPES = frozenset(
    "contact acquaintance friend met co-worker colleague co-resident neighbor child parent sibling spouse kin muse"
    " crush date sweetheart me agent emergency".split()
)
# What Apple has a word of its own for, in every language of its phones.
_OF_APPLE = frozenset(
    "mother father parent brother sister son daughter child friend spouse partner assistant manager".split()
)


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


def relations_of(card: RawCard) -> list[Relation]:
    """The relations that `card` says, each once."""
    found = (Relation(_kind(card, each), one_line_of(each.text)) for each in card.properties if each.name in NAMES)
    return list(dict.fromkeys(relation for relation in found if relation.value))


def _kind(card: RawCard, found: Property) -> str:
    """Its label, its types, or what the older property is called."""
    label = labels.plain(card.label_of(found)).casefold()
    types = sorted(kind for kind in found.types - _NO_KIND if not kind.startswith("x-"))
    return _OLDER.get(found.name) or label or ",".join(types)
