"""One mail of each kind and language, for the tests that look at finished mails."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from outreach.formats import merge
from outreach.formats.advisory import layout
from outreach.model.card import Card
from outreach.model.message import Parts
from tests.advisories import ANA, LI, MIRA, NOW, read
from tests.formats.test_merge import fields

INVITATION = """\
---
kind: media-advisory
headline: Harbour cities meet in Vienna to vote on a night train for people and parcels
dateline: Vienna
embargo: 2026-12-08 09:00 Europe/Vienna
event:
  what: Opening of the autumn meeting of the harbour cities
  who:
    - Ama Mensah, Secretary General
    - Jonas Berg, Head of Office
  when: 2026-12-08 10:00
  until: 2026-12-08 13:00
  where: Town Hall, Friedrich-Schmidt-Platz 1, Room 4
  why: The cities vote on a common night train, the first across four borders
  rsvp: press@example.org by 2026-12-04 12:00
contacts: [Vienna, Geneva, New York]
---
Dear {{ recipient.given_name or "colleague" }},

The Secretary General opens the meeting on **Tuesday 8 December 2026**. She will speak about the
[timetable](https://example.org/timetable) and take questions for twenty minutes.

## Programme

1. 10:00 Opening, Room 4
2. 11:15 Questions from the press
   - broadcasters first
   - print and online after them
3. 12:30 Interviews in the arcades

> “There is no lack of political will. The gap is in implementation,” said Ms Mensah.

{% if recipient.language == "fr" %}
Une version française est disponible sur place.
{% endif %}

| Room | Floor | Use |
|------|-------|-----|
| Room 4 | 2 | Opening |
| Arcades | 0 | Interviews, with a name that is long enough to need a second line |

### Notes to editors

Photographs at <https://example.org/photographs/2026/vienna/opening-of-the-autumn-meeting-of-the-harbour-cities>.
Quote `ref 12/26`.
"""
RELEASE = """\
---
kind: {kind}
headline: “Our rendezvous with history”, says Secretary General as harbour cities agree on a night train
dateline: Geneva
contacts: [Vienna, Geneva]
---
The cities agreed on Friday to a common timetable for a night train across four borders, after ten months of talks in
four harbours and a last night without sleep.

“There is no lack of political will,” said Ama Mensah, Secretary General. “The gap is in implementation.”

The text names twenty-three aims. Among them:

- shorter waits at borders, with one check in place of four
- parcels that travel with people, at night, when the lines are free
- tickets that are good for the whole way, whoever runs the train

The full text is at [example.org/text](https://example.org/text).
"""
SOURCES = {
    "media-advisory": INVITATION,
    **{kind: RELEASE.replace("{kind}", kind) for kind in ("press-release", "statement", "correction")},
}
ORGANISATION = "Harbour Cities Forum"


def laid_out(
    source: str,
    *,
    templates: Path | None = None,
    organisation: str | None = ORGANISATION,
    contacts: Sequence[Card] = (MIRA, ANA, LI),
) -> layout.LaidOut:
    """The mail of an advisory's text, laid out for three officers, or for `contacts`."""
    advisory = read(source)
    return layout.lay_out(advisory, contacts=contacts, organisation=organisation, now=NOW, templates=templates)


@cache
def mail(kind: str) -> Parts:
    """The finished mail of a kind, made out to somebody complete."""
    return merge.compiled(laid_out(SOURCES[kind]).parts).fill(fields())
