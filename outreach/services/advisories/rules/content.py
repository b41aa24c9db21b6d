"""What an advisory needs: a headline, a text, and for an invitation who, what, when and where."""

from collections.abc import Iterator

from outreach.errors import InvalidValue
from outreach.formats.advisory import lengths, open_values, prose, words
from outreach.mail import headers
from outreach.model.advisory import Advisory, Kind, Moment, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings

_LONGEST_HEADLINE = 250
_MOST_WORDS, _MOST_WORDS_OF_BODY = 12, 400


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is missing."""
    if not advisory.headline and not _is_reported(advisory, "headline"):
        yield broken("missing-headline", advisory.line("headline"), "there is no headline; it is also the subject")
    if len(advisory.headline) > _LONGEST_HEADLINE:
        why = f"the headline has {len(advisory.headline)} characters; mail programs show the first 60 or so"
        yield broken("too-long", advisory.line("headline"), why)
    yield from _lengths(advisory)
    try:
        headers.checked(advisory.headline, field="headline")
    except InvalidValue as refused:
        yield broken("control-character", advisory.line("headline"), f"the headline {refused.problem}")
    if not advisory.body.strip():
        yield broken("missing-body", advisory.body_line, "there is no text under the front matter")
    if not words.known(advisory.language):
        why = f"we have no labels in {advisory.language!r}; What, When and EMBARGOED stand in English"
        yield broken("labels-in-english", advisory.line("language"), why)
    if advisory.kind is Kind.MEDIA_ADVISORY:
        yield from _missing_facts(advisory)


def _lengths(advisory: Advisory) -> Iterator[Problem]:
    if (number := lengths.words(advisory.headline)) > _MOST_WORDS and len(advisory.headline) <= _LONGEST_HEADLINE:
        why = f"the headline has {number} words; {_MOST_WORDS} are read, the rest is cut off in a list of mails"
        yield broken("long-headline", advisory.line("headline"), why)
    is_cut = any(problem.rule == "too-long" for problem in advisory.problems)
    if not is_cut and (number := lengths.words(prose.prose(advisory.body))) > _MOST_WORDS_OF_BODY:
        why = f"the text has {number} words; {_MOST_WORDS_OF_BODY} are a page, put the rest under attachments"
        yield broken("long-body", advisory.body_line, why)


def _missing_facts(advisory: Advisory) -> Iterator[Problem]:
    event = advisory.event
    if event is None:
        if not _is_reported(advisory, "event"):
            why = "a media advisory invites to an event; add event: with what, who, when and where"
            yield broken("missing-event", advisory.line("event"), why)
        return
    facts = {"what": event.what, "who": event.who, "when": event.when, "where": event.where}
    for key, fact in facts.items():
        if _is_empty(fact) and not _is_reported(advisory, f"event.{key}"):
            yield broken("missing-fact", advisory.line(f"event.{key}"), f"the event does not say {key}")
    if _is_empty(event.why) and not _is_reported(advisory, "event.why"):
        yield broken("missing-why", advisory.line("event.why"), "the event does not say why a reader should care")


def _is_empty(fact: str | tuple[str, ...] | Moment | None) -> bool:
    """Whether a value is not there, or only fills its place ("-", "n/a")."""
    told = fact if isinstance(fact, tuple) else (fact,) if fact else ()
    return all(isinstance(one, str) and open_values.says_nothing(one) for one in told)


def _is_reported(advisory: Advisory, key: str) -> bool:
    """Whether reading has said already what is wrong with the value of `key`."""
    line = advisory.lines.get(key)
    return any(problem.line == line for problem in advisory.problems if problem.rule != "duplicate-key")
