"""The people of the contact block: whether they can be reached, and are the ones meant."""

from collections.abc import Iterator

from outreach.errors import NotFound
from outreach.model.advisory import Advisory, Problem
from outreach.model.card import Card
from outreach.model.rules import broken
from outreach.model.text import fold
from outreach.model.values import PhoneKind
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """Who cannot be found, who cannot be rung."""
    if not advisory.contacts and "contacts" not in advisory.lines:
        why = "nobody stands in the contact block; add contacts: with cities or officers"
        yield broken("missing-contacts", advisory.line("contacts"), why)
    for number, who in enumerate(advisory.contacts):
        yield from _found(who, around, line=advisory.line(f"contacts.{number}"))


def _found(who: str, around: Surroundings, *, line: int) -> Iterator[Problem]:
    try:
        cards = around.contacts_for(who)
    except NotFound as missing:
        yield broken("unknown-contact", line, str(missing))
        return
    if not cards:
        why = f"there are no press officers in {who}; `outreach officers --city {who!r}` would show them"
        yield broken("city-without-officers", line, why)
    if len(cards) > 1 and all(fold(card.name) == fold(who) for card in cards):
        why = f"{len(cards)} officers are called {who!r}; name the one meant by e-mail address"
        yield broken("ambiguous-contact", line, why)
        return
    for card in cards:
        yield from _reachable(card, line=line)


def _reachable(card: Card, *, line: int) -> Iterator[Problem]:
    if not card.active:
        yield broken("inactive-contact", line, f"{card.name} is no longer a press officer; name somebody who is")
        return
    edit = f"`outreach officers edit {card.name!r}` adds one"
    if not any(phone.kind is not PhoneKind.FAX for phone in card.phones):
        yield broken("no-public-number", line, f"{card.name} has no number that the public may see; {edit}")
    if not card.emails:
        yield broken("no-public-address", line, f"{card.name} has no address that the public may see; {edit}")
