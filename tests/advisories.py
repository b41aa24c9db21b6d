"""The office that sample advisories are checked in: its officers, its clock, the files beside an advisory."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from outreach.errors import NotFound
from outreach.formats import advisory
from outreach.model.advisory import Advisory
from outreach.model.card import Card, ContactKind
from outreach.model.message import Attachment
from outreach.model.text import fold
from outreach.model.values import EmailAddress, PhoneNumber, Visibility
from outreach.services.advisories import Surroundings, attachment_in, library_in
from outreach.store import gazetteer

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SAMPLES = Path(__file__).parent / "samples" / "advisories"
TEMPLATES = SAMPLES.parent / "templates"


def card(name: str, *, city: str = "Vienna", phones: tuple[str, ...] = (), emails: tuple[str, ...] = ()) -> Card:
    return Card(
        uid=f"{fold(name)} {city} {emails}",
        kind=ContactKind.OFFICER,
        name=name,
        city=city,
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
_LEFT = Card(uid="peer", kind=ContactKind.OFFICER, name="Peer Holm", active=False)
OFFICERS = [MIRA, ANA, LI, *_OTHERS, _LEFT]


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


def surroundings(
    folder: Path = SAMPLES, *, now: datetime = NOW, attachment: Callable[[str], Attachment] | None = None
) -> Surroundings:
    return Surroundings(
        now=now,
        contacts_for=contacts_for,
        attachment=attachment or attachment_in(folder),
        boilerplate=library_in(TEMPLATES),
    )


def read(text: str) -> Advisory:
    return advisory.read(text, file="advisory.md", city=gazetteer.city)


def sample(name: str) -> Advisory:
    """A sample advisory by its path in the samples, without the ending."""
    return read((SAMPLES / f"{name}.md").read_bytes().decode())
