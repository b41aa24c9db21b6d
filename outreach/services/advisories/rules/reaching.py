"""Numbers and addresses in the text: whether they can reach anybody at all."""

from collections.abc import Iterator

from outreach.formats.advisory import reaching
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import passages
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What cannot be rung, and what cannot be written to."""
    for passage in passages(advisory):
        yield from _of(passage.text, passage.line)
    for line, text in enumerate(advisory.body.split("\n"), advisory.body_line):
        if "](" in text or "<mailto:" in text:
            yield from _of(reaching.targets(text), line)


def _of(text: str, line: int) -> Iterator[Problem]:
    for at, written, why in reaching.bad_numbers(text) if "+" in text or "00" in text else ():
        yield broken("bad-number-in-text", line + text.count("\n", 0, at), f"{written!r} {why}; check it")
    for at, written, why in reaching.bad_addresses(text) if "@" in text else ():
        yield broken("bad-address-in-text", line + text.count("\n", 0, at), f"{written!r} {why}; check it")
