"""Advisories that nobody will get: each kind with everything in it, with nothing in it, and from right to left."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from outreach.model.advisory import Advisory, Event, Kind, Moment
from outreach.model.boilerplate import Boilerplate
from outreach.model.brand import PLAIN, Brand, Logo
from outreach.model.card import Card, ContactKind
from outreach.model.values import EmailAddress, PhoneNumber
from outreach.store import gazetteer

# What a mail without it must not go out for: the name of it in a template, and the words that stand in the trial.
MUST_SAY = {
    "headline": "Trial headline",
    "release": "EMBARGOED until",
    "facts": "Trial hall",
    "body": "Trial sentence",
    "boilerplate": "Trial boilerplate",
    "contacts": "Trial Officer",
}
_BODY = 'Dear {{ recipient.given_name or "colleague" }},\n\nTrial sentence, in **bold**.\n\n- one\n- two\n'
_ABOUT = Boilerplate("trial", "en", "boilerplate/trial.en.md", "# Trial\n\nTrial boilerplate.")
_OFFICER = Card(
    uid="trial",
    kind=ContactKind.OFFICER,
    name="Trial Officer",
    city="Vienna",
    phones=(PhoneNumber.parse("+43 1 9999 123"),),
    emails=(EmailAddress.parse("trial@example.org"),),
)
_BRANDED = Brand(
    name="Trial Organisation",
    short_name="Trial",
    address="Trial Street 1",
    font=("Georgia", "serif"),
    logo=Logo("image/png", b"trial", "Trial", 160, 40),
    links=(("Website", "https://example.org"), ("News", "https://example.org/news")),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """An advisory to try templates with, and what is around it."""

    advisory: Advisory
    contacts: list[Card] = field(default_factory=list)
    organisation: str | None = None
    brand: Brand = PLAIN
    boilerplate: list[Boilerplate] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether there is everything in it that an advisory can have."""
        return bool(self.contacts) and self.advisory.language == "en"


def trials(kind: Kind, *, now: datetime, brand: Brand) -> Iterator[Trial]:
    """The trials of `kind`: whole in English with a brand that says everything, whole in Arabic with `brand`, bare."""
    for language, looks in (("en", _BRANDED), ("ar", brand)):
        yield Trial(_whole(kind, language, now), [_OFFICER], "Trial Organisation", looks, [_ABOUT])
    yield Trial(Advisory(file="trial.md", kind=kind, headline="Trial headline", body="Trial sentence."))


def _whole(kind: Kind, language: str, now: datetime) -> Advisory:
    vienna = gazetteer.city("Vienna, AT")
    soon = Moment(now + timedelta(days=7), vienna.timezone)
    return Advisory(
        file="trial.md",
        kind=kind,
        headline="Trial headline",
        language=language,
        dateline=vienna,
        place="Vienna",
        embargo=soon,
        event=Event(
            what="Trial event",
            who=("Trial speaker",),
            when=soon,
            until=Moment(soon.instant + timedelta(hours=1), vienna.timezone),
            timezone=vienna.timezone,
            where="Trial hall",
            why="Trial reason",
            rsvp="trial@example.org",
        ),
        contacts=("Vienna",),
        body=_BODY,
    )
