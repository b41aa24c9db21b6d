"""What is each reader's own in an advisory: whom they ring first, what their clock shows, to whom they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from outreach.formats.advisory import reader
from outreach.mail.addresses import needs_smtputf8
from outreach.model.advisory import Advisory, Moment
from outreach.model.card import Card
from outreach.model.nearest import Choice, Directory
from outreach.model.office import Office
from outreach.model.recipient import Recipient


@dataclass(slots=True)
class Readers:
    """The readers of one advisory, asked one after another; who is alike is looked up once.

    `block` are the people of its contact block as the public sees them, in the order of its lines; whoever is not
    among those `present` keeps their line, but nobody is told to ring them first.
    """

    advisory: Advisory
    block: Sequence[Card]
    offices: Sequence[Office]
    present: Sequence[Card]
    _directory: Directory = field(init=False)
    _positions: dict[str, int] = field(init=False)
    _choices: dict[tuple[object, ...], Choice] = field(init=False, default_factory=dict)
    _clocks: dict[tuple[str, str], dict[str, str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._directory = Directory(self.present, self.offices)
        printed = [card for card in self.block if card.phones or card.emails]
        self._positions = {card.uid: position for position, card in enumerate(printed)}

    def fields(self, recipient: Recipient) -> dict[str, str]:
        """READER_FIELDS for `recipient`, and `reply_to` where it is another than the advisory's own."""
        if recipient.card is None:
            return {}
        return self._clock(recipient.card) | self._contact(self.choice(recipient.card).officer)

    def choice(self, card: Card) -> Choice:
        """Who of the contact block is nearest to that reader, and why."""
        alike = (card.city, card.country, card.latitude, card.longitude, card.languages, card.beats)
        if alike not in self._choices:
            self._choices[alike] = self._directory.nearest(card)
        return self._choices[alike]

    def _contact(self, officer: Card | None) -> dict[str, str]:
        if officer is None or officer.uid not in self._positions:
            return {}
        # An address that most servers refuse in Reply-To is no reason not to write to somebody.
        address = next((email.address for email in officer.emails if not needs_smtputf8(email.address)), "")
        return {"contact": reader.contact(self._positions[officer.uid]), "reply_to": address}

    def _clock(self, card: Card) -> dict[str, str]:
        if not (card.city and card.timezone):
            return {}
        place = (card.timezone, card.city)
        if place not in self._clocks:
            self._clocks[place] = {name: self._shown(span, *place) for name, span in _spans(self.advisory).items()}
        return self._clocks[place]

    def _shown(self, span: tuple[Moment, Moment], timezone: str, city: str) -> str:
        return reader.clock(*span, timezone=timezone, city=city, language=self.advisory.language)


def _spans(advisory: Advisory) -> dict[str, tuple[Moment, Moment]]:
    spans = {}
    if advisory.embargo:
        spans["embargo_clock"] = (advisory.embargo, advisory.embargo)
    if advisory.event and advisory.event.when:
        spans["event_clock"] = (advisory.event.when, advisory.event.until or advisory.event.when)
    return spans
