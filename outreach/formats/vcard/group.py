"""A card that stands for several people: the press officers of a city, as one name in an address book."""

from collections.abc import Iterable
from urllib.parse import quote

from outreach.formats.vcard.escaping import escaped, folded
from outreach.formats.vcard.version import Version
from outreach.formats.vcard.writing import END, HEAD, uid_of_4


def group(name: str, uid: str, members: Iterable[str], version: Version = Version.V3) -> bytes:
    """A card of the people whose cards have the UIDs `members`: RFC 6350 §6.1.4, and Apple's properties in 3.0."""
    urns = [_urn(member) for member in members]
    if version is Version.V3:
        said = [f"UID:{escaped(uid)}", "X-ADDRESSBOOKSERVER-KIND:group"]
        said += [f"X-ADDRESSBOOKSERVER-MEMBER:{urn}" for urn in urns]
    else:
        said = ["KIND:group", uid_of_4(uid), *(f"MEMBER:{urn}" for urn in urns)]
    lines = [f"FN:{escaped(name)}", f"N:{escaped(name)};;;;", *said]
    return "\r\n".join([HEAD[version], *map(folded, lines), END]).encode("utf-8", "replace")


def _urn(uid: str) -> str:
    # MEMBER is a URI (§6.6.5). Address books look for the UID behind this prefix whether it is a UUID or not; all that
    # no URI may hold is percent-encoded, which a UUID has nothing of.
    return f"urn:uuid:{quote(uid.encode('utf-8', 'replace'), safe='')}"
