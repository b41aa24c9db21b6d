"""The office that sample advisories are checked in: its officers, its clock, the files beside an advisory."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType

from outreach.errors import NotFound
from outreach.formats import advisory
from outreach.model.advisory import Advisory
from outreach.model.card import Card, ContactKind
from outreach.model.listing import Listing
from outreach.model.message import Approved, Attachment
from outreach.model.office import Office, place_of
from outreach.model.rota import Shift
from outreach.model.text import fold
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.services.advisories import Surroundings, Versions, World, attachment_in, check_all, edition, library_in
from outreach.services.on_call import Staffing
from outreach.store import gazetteer
from tests import duty

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples" / "advisories"
TEMPLATES = SAMPLES.parent / "templates"


def card(
    name: str,
    *,
    city: str = "Vienna",
    phones: tuple[str, ...] = (),
    emails: tuple[str, ...] = (),
    kind: ContactKind = ContactKind.OFFICER,
) -> Card:
    place = gazetteer.city(city)
    return Card(
        uid=f"{fold(name)} {city} {emails}",
        kind=kind,
        name=name,
        city=city,
        country=place.country,
        timezone=place.timezone,
        latitude=place.latitude,
        longitude=place.longitude,
        phones=tuple(PhoneNumber.parse(phone) for phone in phones),
        emails=tuple(EmailAddress.parse(email) for email in emails),
    )


MIRA = card("Mira Olsen", phones=("+43 1 5550 1234",), emails=("mira.olsen@example.org",))
ANA = card(
    "Ana-Lucía Ortíz",
    city="Geneva",
    phones=("+41 22 555 01 23 ext. 12", "+41 79 555 01 23"),
    emails=("ana.ortiz@example.org",),
)
LI = card("Li Wei", city="New York", phones=("+1 202 555 0123",), emails=("li.wei@example.org",))
_OTHERS = [
    card("Anna Berg", city="Bonn", phones=("+49 30 23125 100",), emails=("a.berg@example.org",)),
    card("Anna Berg", city="Graz", phones=("+49 30 23125 200",), emails=("anna.berg@example.org",)),
    card("Ilse Kern", city="Bonn", emails=("ilse.kern@example.org",)),
    card("Otto Lang", city="Bonn", phones=("+49 30 23125 300",)),
]
_LEFT = Card(
    uid="peer",
    kind=ContactKind.OFFICER,
    name="Peer Holm",
    active=False,
    phones=(PhoneNumber.parse("+43 1 9999 140"),),
    emails=(EmailAddress.parse("peer.holm@example.org"),),
)
# In Salzburg one of two is on leave; in Linz the hours are said, and some numbers are not for everybody.
KARL = card("Karl Moos", city="Salzburg", phones=("+43 1 9999 150",), emails=("karl.moos@example.org",))
RUTH = card("Ruth Adler", city="Salzburg", phones=("+43 1 9999 160",), emails=("ruth.adler@example.org",))
ROSA = replace(
    card("Rosa Falk", city="Linz", emails=("rosa.falk@example.org",)),
    phones=(
        PhoneNumber.parse("+43 1 9999 170"),
        PhoneNumber.parse("+43 1 9999 171", visibility=Visibility.INTERNAL),
        PhoneNumber.parse("+43 1 9999 172", visibility=Visibility.PRESS),
    ),
)
INES = card(
    "Ines Maro", city="Linz", phones=("+43 1 9999 180",), emails=("ines@example.com",), kind=ContactKind.JOURNALIST
)
OFFICERS = [MIRA, ANA, LI, *_OTHERS, _LEFT, KARL, RUTH, ROSA]
SHIFTS = [replace(duty.away(KARL, "2026-12-06 23:00", "2026-12-11 23:00"), zone="Europe/Vienna")]
OFFICES = [duty.office("Linz", "Mo-Fr 08:00-12:00")]


def contacts_for(who: str) -> list[Card]:
    """The officers meant by a name, an address or a city, as the directory would say."""
    key = fold(who)
    found = [c for c in OFFICERS if key == fold(c.name) or who in {email.address for email in c.emails}]
    if not found:
        city = gazetteer.namesakes(who)
        if not city:
            raise NotFound("officer or city", who)
        found = [c for c in OFFICERS if c.city == city[0].name]
    return [c.seen_by(Visibility.PUBLIC) for c in found]


def listings(numbers: Iterable[str], addresses: Iterable[str]) -> dict[str, list[Listing]]:
    """Whose these are, as the directory would say."""
    found: dict[str, list[Listing]] = {}
    wanted = {*numbers, *addresses}
    for one in [*OFFICERS, INES]:
        ways = {phone.e164: phone.visibility for phone in one.phones} | {m.key: m.visibility for m in one.emails}
        for key in wanted & set(ways):
            found.setdefault(key, []).append(Listing(one.name, one.kind, one.active, ways[key]))
    return found


def staffing(
    people: Iterable[Card], start: datetime, end: datetime, *, offices: Sequence[Office], shifts: Sequence[Shift]
) -> Staffing:
    """Who works where these people do, as the store would say."""
    places = {place_of(one) for one in people}
    touching = [shift for shift in shifts if shift.starts < end and shift.ends > start]
    return Staffing([one for one in OFFICERS if place_of(one) in places], offices, touching)


def world(
    *,
    offices: Sequence[Office] = OFFICES,
    shifts: Sequence[Shift] = SHIFTS,
    mailboxes: Iterable[str] = ("press@example.org",),
    home_country: str | None = "AT",
) -> World:
    return World(
        listings=listings,
        staffing=partial(staffing, offices=offices, shifts=shifts),
        mailboxes=frozenset(mailboxes),
        home_country=home_country,
    )


def surroundings(
    folder: Path = SAMPLES,
    *,
    now: datetime = NOW,
    attachment: Callable[[str], Attachment] | None = None,
    around: World | None = None,
    send_at: datetime | None = None,
    zones: Mapping[str, int] = MappingProxyType({}),
) -> Surroundings:
    return Surroundings(
        now=now,
        contacts_for=contacts_for,
        attachment=attachment or attachment_in(folder),
        world=around or world(),
        send_at=send_at,
        recipient_zones=zones,
        boilerplate=library_in(TEMPLATES),
    )


def read(text: str) -> Advisory:
    return advisory.read(text, file="advisory.md", city=gazetteer.city)


def sample(name: str) -> Advisory:
    """A sample advisory by its path in the samples, without the ending."""
    return read((SAMPLES / f"{name}.md").read_bytes().decode())


def approved(advisory: Advisory, around: Surroundings) -> Approved:
    """The advisory ready to be planned, if nothing is wrong with it."""
    alone = Versions(advisory)
    return edition(alone, around, verdicts=check_all(alone, around)).main
