"""What a merge, a template or a colleague has left: fields, placeholders, what is open, a greeting to nobody."""

from collections.abc import Iterator

from outreach.formats.advisory import leftovers, placeholders
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import front, passages
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is not ready to be read by anybody."""
    lines = enumerate(advisory.body.split("\n"), advisory.body_line)
    for line, text in (*front(advisory), *lines):
        for _, found in placeholders.left(text):
            yield broken("placeholder", line, f"{found!r} is left over; fill it in")
        for _, found in placeholders.undecided(text):
            yield broken("to-be-confirmed", line, f"{found!r} is open still; say what is known, or when it will be")
    rows = advisory.source.split("\n")
    for passage in passages(advisory):
        for at, left in leftovers.found(passage.text):
            line = passage.line_at(at)
            # "Dear {% name %}," looks empty because code is made blank; it has a problem of its own.
            row = rows[line - 1] if line <= len(rows) else ""
            is_code = "{%" in row and left not in row
            if not is_code and not any(placeholders.left(passage.text)):
                yield broken("merge-left-over", line, f"{left!r} is what a merge leaves; write what belongs there")
