"""Properties that the directory has no field for, written again: none of them can end its line, its card or ours."""

import re
from collections.abc import Iterable, Iterator

from outreach.formats.vcard.escaping import unbroken
from outreach.formats.vcard.forms import ONCE, STANDARD
from outreach.formats.vcard.media import encoded_uri
from outreach.formats.vcard.version import Version
from outreach.model.card import CarriedProperty

# What the rest of the card says, or how a card is built; from a row that somebody tampered with, it is not written.
OURS = frozenset(
    "AGENT BEGIN END VERSION PRODID FN N ORG TITLE ADR CATEGORIES NOTE UID REV TEL EMAIL LANG X-LANG RELATED MEMBER"
    " KIND X-ABRELATEDNAMES X-ADDRESSBOOKSERVER-KIND X-ADDRESSBOOKSERVER-MEMBER".split()
)
LABEL = "X-ABLABEL"
_NAME = re.compile(r"[A-Z0-9-]{1,60}")
_GROUP = re.compile(r"[A-Za-z0-9-]{1,60}")
_WORD = r"[A-Za-z0-9-]+"
_PARAMETER_VALUE = r'(?:"[^"\x00-\x1f\x7f-\x9f\u2028\u2029]*"|[A-Za-z0-9-]*)'
_PARAMETERS = re.compile(rf"(?:;(?:TYPE|LANGUAGE|X-{_WORD})={_PARAMETER_VALUE}(?:,{_PARAMETER_VALUE})*)*")


def lines(carried: Iterable[CarriedProperty], version: Version, *, without: frozenset[str]) -> Iterator[str]:
    """The content lines, unfolded; `without` are names that the card says by itself.

    A property that `version` does not know, or not in this form, stands under its name with an X- before it.
    """
    said = set(without)
    for each in carried:
        if not _NAME.fullmatch(each.name) or each.name in OURS or each.name in without:
            continue
        value = unbroken(each.value)
        rest = _rest(each.name, value, version, said)
        name, rest = (each.name, rest) if rest else (f"X-{each.name}", f":{value}")
        parameters = each.parameters if _PARAMETERS.fullmatch(each.parameters) else ""
        grouped = f"{each.group}." if _GROUP.fullmatch(each.group) else ""
        yield f"{grouped}{'X-ABLabel' if name == LABEL else name}{parameters}{rest}"


def _rest(name: str, value: str, version: Version, said: set[str]) -> str | None:
    form = STANDARD.get(name)
    if form is None:
        return (encoded_uri(value) if version is Version.V3 else None) or f":{value}"
    if name in said:
        return None
    rest = form(value, version)
    if rest and name in ONCE:
        said.add(name)
    return rest
