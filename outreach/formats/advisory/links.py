"""Numbers to ring and addresses to write to, made links in a line of text (RFC 3966, RFC 6068)."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from outreach.model.card import Card

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def marked_up(cards: Sequence[Card]) -> dict[str, Markup]:
    """What is printed of these people, and the HTML for it: names in bold, numbers and addresses as links."""
    found = {card.name: Markup("<strong>{}</strong>").format(card.name) for card in cards}
    for card in cards:
        found |= {phone.international: _link(phone.uri, phone.international, "tel") for phone in card.phones}
        found |= {email.address: _link(_mailto(email.address), email.address, "mail") for email in card.emails}
    return found


def linked(line: str, *, known: Mapping[str, Markup] | None = None) -> Markup:
    """`line` as HTML, with what is `known` of it as given there, and every other address made a link."""
    shapes = {**_seen(line), **(known or {})}
    if not shapes:
        return escape(line)
    # Longest first: a number is also the beginning of the same number with an extension.
    pattern = re.compile("|".join(re.escape(shown) for shown in sorted(shapes, key=len, reverse=True)))
    out, at = Markup(), 0
    for found in pattern.finditer(line):
        out += escape(line[at : found.start()]) + shapes[found[0]]
        at = found.end()
    return out + escape(line[at:])


def _seen(line: str) -> dict[str, Markup]:
    addresses = {found[0]: _link(_mailto(found[0]), found[0], "mail") for found in _ADDRESS.finditer(line)}
    return addresses | {found[0]: _link(found[0], found[0], "web") for found in _WEB.finditer(line)}


def _link(target: str, shown: str, kind: str) -> Markup:
    return Markup('<a class="{}" href="{}">{}</a>').format(kind, target, shown)


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe="@!$'*+-._~")
