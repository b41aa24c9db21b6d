"""The language of the text: whether it is the one that the front matter says, all the way through."""

from collections.abc import Iterator

from outreach.formats.advisory import prose, tongues
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is in another language. Quotations and what is printed for readers of one language only are not asked."""
    for line, text in _lines(advisory):
        if found := tongues.other_language_of_line(text, language=advisory.language):
            yield _mixed(line, found, advisory)
    for passage in prose.passages(prose.prose(prose.without_other_languages(advisory.body))):
        if passage.is_quotation:
            continue
        parts = [passage, *prose.sentences(passage)]
        for part in parts:
            if found := tongues.other_language(part.text, language=advisory.language):
                yield _mixed(advisory.body_line + part.line, found, advisory)
                break


def _lines(advisory: Advisory) -> Iterator[tuple[int, str]]:
    yield advisory.line("headline"), advisory.headline
    if event := advisory.event:
        yield advisory.line("event.what"), event.what
        yield advisory.line("event.why"), event.why


def _mixed(line: int, found: str, advisory: Advisory) -> Problem:
    why = f"this looks like {found}, and the advisory is in {advisory.language!r}; translate it, or mend language:"
    return broken("mixed-languages", line, why)
