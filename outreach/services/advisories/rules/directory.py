"""Numbers and addresses in the text, held against the directory: whether readers may have them, and reach somebody.

Of a number that several people have, the best entry decides: an officer who is there, and may be printed. Addresses of
our own that are no person's are let through: the sender's and the return path's, and mailboxes named after a desk
(press@, rsvp.vienna@ …) at the domain of the sender or of an officer in the contact block.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from outreach.errors import NotFound
from outreach.formats.advisory import printed
from outreach.formats.advisory.printed import Printed
from outreach.model.advisory import Advisory, Problem
from outreach.model.card import ContactKind
from outreach.model.listing import Listing
from outreach.model.rules import broken
from outreach.model.values import Visibility
from outreach.services.advisories.people import contacts
from outreach.services.advisories.rules.readable import front
from outreach.services.advisories.rules.surroundings import Surroundings, World

# What mailboxes are called that are a desk's, in the languages that we write in.
_DESKS = frozenset(
    """press presse prensa stampa imprensa pressoffice presseoffice pressestelle redaktion media medien medias medios
    mediaoffice news newsroom newsdesk info mail hello office contact contacts kontakt contacto contatto enquiries
    inquiries pr publicinformation communication communications comms kommunikation comunicacion comunicazione
    spokesperson spokesman spokeswoman accreditation accreditations akkreditierung acreditacion acreditaciones
    accreditamento accreditamenti credenciamento rsvp registration registrations anmeldung inscription inscriptions
    inscripciones event events""".split()
)


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What stands in the text and is not for readers, is out of date, or nobody knows."""
    if around.world is None:
        return
    own, here = around.world.mailboxes, regions(advisory, around.world)
    texts = [*front(advisory), (advisory.body_line, advisory.body)]
    numbers = [(at + one.line, one) for at, text in texts for one in printed.numbers(text, regions=here)]
    numbers += [(at + one.line, one) for at, text in texts for one in printed.called(text)]
    addresses = [(at + one.line, one) for at, text in texts for one in printed.addresses(text) if one.key not in own]
    if numbers or addresses:
        known = around.world.listings(_keys(numbers), _keys(addresses))
        domains = _own_domains(advisory, around) if addresses else frozenset()
        yield from _told(numbers, known)
        yield from _told([one for one in addresses if not _is_desk(one[1].key, domains)], known)


# A line of the file, and what is printed there.
_Placed = tuple[int, Printed]


def _keys(found: Iterable[_Placed]) -> list[str]:
    return sorted({one.key for _, one in found})


def regions(advisory: Advisory, world: World) -> Sequence[str]:
    """Whose national numbers are meant: the dateline's country's, then our own."""
    here = advisory.dateline.country if advisory.dateline else None
    return list(dict.fromkeys(region for region in (here, world.home_country) if region))


def _told(found: Iterable[_Placed], known: Mapping[str, Sequence[Listing]]) -> Iterator[Problem]:
    """At most one problem for what stands in one place: it may be read in two countries, or go on in the next line."""
    readings: dict[tuple[int, int], list[Printed]] = {}
    for line, one in found:
        readings.setdefault((line, one.at), []).append(one)
    for (line, _), ways in readings.items():
        listed = [(way, listing) for way in ways for listing in _entries(way, known)]
        if any(listing.may_be_printed for _, listing in listed):
            continue
        if listed:
            yield _judged(listed[0][0].written, [listing for _, listing in listed], line=line)
        elif any(printed.is_open_line(way.key) for way in ways if "@" not in way.key):
            continue  # a hotline: nobody's in the directory
        elif sure := next((way for way in ways if way.is_sure), None):
            yield _judged(sure.written, [], line=line)


def _entries(way: Printed, known: Mapping[str, Sequence[Listing]]) -> Sequence[Listing]:
    """The entries that are meant; behind a switchboard, those of the extension if there are any."""
    entries = known.get(way.key, ())
    return [entry for entry in entries if way.extension and entry.extension == way.extension] or entries


def _judged(written: str, listed: Sequence[Listing], *, line: int) -> Problem:
    there = [listing for listing in listed if listing.active]
    hidden = next((listing for listing in there if listing.visibility is not Visibility.PUBLIC), None)
    if hidden:
        whom = "the office" if hidden.visibility is Visibility.INTERNAL else "journalists who ask"
        why = f"{written} is {hidden.owner}'s, for {whom} alone ({hidden.visibility}); take it out"
        return broken("hidden-contact", line, why)
    if there:
        why = f"{written} is the journalist {there[0].owner}'s; is it meant to be printed?"
        return broken("unlisted-contact", line, why)
    left = next((listing for listing in listed if listing.kind is ContactKind.OFFICER), None)
    if left:
        why = f"{written} is {left.owner}'s, who is no longer a press officer; name somebody who is"
        return broken("outdated-contact", line, why)
    why = f"{written} is not in the directory; check it, or add whose it is with `outreach officers add`"
    return broken("unlisted-contact", line, why)


def _is_desk(address: str, domains: frozenset[str]) -> bool:
    mailbox, _, domain = address.rpartition("@")
    return domain in domains and not _DESKS.isdisjoint(re.split(r"[._+-]", mailbox))


def _own_domains(advisory: Advisory, around: Surroundings) -> frozenset[str]:
    """Where we have our mailboxes: the domains of the sender, and of whoever stands in the contact block."""
    mailboxes = around.world.mailboxes if around.world else frozenset()
    with suppress(NotFound):
        people = contacts(advisory, contacts_for=around.contacts_for)
        mailboxes |= {email.key for card in people for email in card.emails}
    return frozenset(mailbox.rpartition("@")[2] for mailbox in mailboxes)
