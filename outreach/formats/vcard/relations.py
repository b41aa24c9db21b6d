"""Who belongs with whom: RELATED (RFC 6350 §6.6.6), Apple's X-ABRELATEDNAMES, and the properties of older programs."""

from collections.abc import Iterator

from outreach.formats.vcard.escaping import escaped
from outreach.formats.vcard.forms import URI
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
