"""A block's lines as a row of events: here a person, there a role, a town, a number; each knows its line."""

from collections.abc import Sequence

from outreach.formats.contact_block import affinity, places, scoring
from outreach.formats.contact_block.event import NEW_LINE, SURE_NAME, Event, Line
from outreach.formats.contact_block.locating import located, opening_town, with_towns_before_states, written
from outreach.formats.contact_block.places import Atlas
from outreach.formats.contact_block.scoring import Kind, Surroundings
from outreach.formats.contact_block.segments import Segment, part
from outreach.formats.contact_block.tokens import FACTS, Sort, Token
from outreach.formats.contact_block.vocabulary.labels import Label
from outreach.formats.contact_block.word_kinds import May, Word, word

_FIELD_KINDS = {
    Label.NAME: Kind.PERSON,
    Label.GIVEN_NAME: Kind.PERSON,
    Label.FAMILY_NAME: Kind.PERSON,
    Label.ROLE: Kind.ROLE,
    Label.ORGANISATION: Kind.ORGANISATION,
    Label.CITY: Kind.PLACE,
    Label.COUNTRY: Kind.PLACE,
}
_SKIPPED = frozenset([Label.WEB, Label.OTHER])
_SURE_FIELD = 5.0


def surroundings(lines: Sequence[Line]) -> Surroundings:
    """The addresses and domains that names can be known by."""
    found = [token for line in lines for token in line.tokens]
    mailboxes = tuple(token.text for token in found if token.sort is Sort.EMAIL)
    links = [token.text for token in found if token.sort is Sort.LINK]
    return Surroundings(mailboxes, frozenset(affinity.own_domain(text) for text in (*mailboxes, *links)) - {""})


def events(lines: Sequence[Line], atlas: Atlas) -> list[Event]:
    """The events of a block, in order."""
    reader = _Reader(surroundings(lines), atlas)
    for line in lines:
        reader.read(line)
    return with_towns_before_states(reader.finished())


class _Reader:
    """Gathers words into chunks, and chunks into events."""

    def __init__(self, near: Surroundings, atlas: Atlas) -> None:
        self._near, self._atlas = near, atlas
        self._events: list[Event] = []
        self._chunk: list[Word] = []
        self._before = NEW_LINE
        self._field: Label | None = None
        self._in_address = False
        self._given_name = ""

    def read(self, line: Line) -> None:
        """Take in one line. A line that ends in "and" goes on in the next."""
        if self._chunk and not (self._chunk[-1].may & (May.CONNECTOR | May.JOINER) and line.tokens):
            self._flush(NEW_LINE)
        if not self._chunk:
            self._before = NEW_LINE
            self._in_address = False
            self._field = None if self._field in _SKIPPED else self._field
        for token in line.tokens:
            self._take(token, line.text)

    def finished(self) -> list[Event]:
        """All events."""
        self._flush(NEW_LINE)
        return self._events

    def _take(self, token: Token, text: str) -> None:
        if token.sort is Sort.WORD:
            if self._field not in _SKIPPED:
                self._chunk.append(word(token, text))
        elif token.sort is Sort.STOP:
            self._stop(token)
        elif token.sort is Sort.LABEL:
            self._flush(" ")
            self._before = self._before if self._before == NEW_LINE else ""
            self._field, self._in_address = token.label, token.label is Label.ADDRESS
        else:
            self._flush("")
            self._fact(token)

    def _stop(self, token: Token) -> None:
        self._flush(token.text)
        if self._before != NEW_LINE or (self._events and self._events[-1].line == token.line):
            self._before = token.text
        if token.text == "\t" and self._field in _SKIPPED:
            self._field = None

    def _fact(self, token: Token) -> None:
        if token.sort in FACTS:
            self._events.append(Event(kind=None, text=token.text, line=token.line, before=self._before, token=token))
        if token.sort is not Sort.LINK or self._field in _SKIPPED:
            self._field = None
        self._in_address = False
        self._before = ""

    def _flush(self, after: str) -> None:
        if not self._chunk:
            return
        chunk, self._chunk = tuple(self._chunk), []
        field, self._field = self._field, None
        if field in _FIELD_KINDS:
            self._add_field(field, chunk, after)
        else:
            self._add_segments(chunk, after)
        self._before = after

    def _add_field(self, field: Label, chunk: tuple[Word, ...], after: str) -> None:
        """What stands behind "Name:" is a name, whatever it looks like, unless it is an organisation's."""
        text = written(chunk)
        if field is Label.GIVEN_NAME:
            self._given_name = text
            return
        kind, likeness = _FIELD_KINDS[field], scoring.person(chunk, self._near)
        if field is Label.FAMILY_NAME:
            text, self._given_name = f"{self._given_name} {text}".strip(), ""
        elif kind is Kind.PERSON and scoring.organisation(chunk, self._near) > max(likeness, 2.0):
            kind = Kind.ORGANISATION
        elif kind is Kind.ROLE and likeness > SURE_NAME and scoring.role(chunk, self._near) < 0:
            kind = Kind.PERSON
        self._add(
            chunk,
            after,
            kind=kind,
            text=text,
            likeness=max(likeness, SURE_NAME) if kind is Kind.PERSON else likeness,
            town=text if field is Label.CITY else None,
            country=places.country_of(chunk) if field is Label.COUNTRY else None,
            field=field,
        )

    def _add(
        self,
        chunk: tuple[Word, ...],
        after: str,
        *,
        kind: Kind,
        text: str,
        likeness: float = scoring.NEVER,
        town: str | None = None,
        country: str | None = None,
        field: Label | None = None,
    ) -> None:
        self._events.append(
            Event(
                kind=kind,
                text=text,
                line=chunk[0].token.line,
                before=self._before,
                after=after,
                words=chunk,
                score=_SURE_FIELD,
                likeness=likeness,
                town=town,
                country=country,
                field=field,
            )
        )

    def _add_segments(self, chunk: tuple[Word, ...], after: str) -> None:
        town = opening_town(chunk, self._before, after, near=self._near, atlas=self._atlas)
        if town:
            country = places.without_country(chunk)[1]
            self._add(chunk, after, kind=Kind.PLACE, text=written(chunk), town=town, country=country)
            return
        segments = part(chunk, self._near)
        for at, segment in enumerate(segments):
            before = self._before if at == 0 else ""
            behind = after if at == len(segments) - 1 else ""
            self._add_segment(segment, before, behind, segments[at + 1 :])

    def _add_segment(self, segment: Segment, before: str, after: str, following: Sequence[Segment]) -> None:
        plain = Event(
            kind=segment.kind,
            text=written(segment.words),
            line=segment.words[0].token.line,
            before=before,
            after=after,
            words=segment.words,
            score=segment.score,
            likeness=segment.likeness,
        )
        event = located(plain, following, in_address=self._in_address, near=self._near, atlas=self._atlas)
        if event.kind is Kind.PLACE:
            self._in_address = self._in_address or any(w.is_digits for w in event.words)
        elif segment.words[0].token.is_glued or segment.kind in (Kind.HEADING, Kind.ROLE):
            self._in_address = False
        self._events.append(event)
