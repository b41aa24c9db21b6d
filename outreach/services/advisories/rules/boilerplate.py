"""The boilerplate: the texts that an advisory names are there, in its language, and fit to go out."""

from collections.abc import Iterator
from dataclasses import replace

from outreach.errors import InvalidFile, NotFound
from outreach.model.advisory import Advisory, Problem
from outreach.model.boilerplate import Boilerplate
from outreach.model.rules import broken
from outreach.services.advisories.rules import leftovers, reaching, text
from outreach.services.advisories.rules.surroundings import Surroundings


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is wrong with the texts of the library, on the line that names them; the message says where in the text."""
    for number, name in enumerate(advisory.boilerplate):
        line = advisory.line(f"boilerplate.{number}")
        try:
            found = around.boilerplate(name, advisory.language)
        except NotFound as missing:
            yield broken("unknown-boilerplate", line, str(missing))
        except InvalidFile as unusable:
            yield broken("unknown-boilerplate", line, str(unusable))
        else:
            yield from _of_text(found, advisory, around, line=line)


def _of_text(found: Boilerplate, advisory: Advisory, around: Surroundings, *, line: int) -> Iterator[Problem]:
    if _stem(found.language) != _stem(advisory.language):
        why = f"{found.name} is not there in {advisory.language!r}; it would go out in {found.language!r}"
        yield broken("boilerplate-language", line, why)
    for problem in own_problems(found, around):
        yield replace(problem, line=line, message=f"{found.file}, line {problem.line}: {problem.message}")


def own_problems(found: Boilerplate, around: Surroundings) -> list[Problem]:
    """What is wrong in the text itself, on its own lines: the same as in the body of an advisory."""
    if not found.body.strip():
        return [broken("missing-body", 1, "the boilerplate is empty")]
    alone = Advisory(file=found.file, language=found.language, body=found.body)
    asked = (text.problems, leftovers.problems, reaching.problems)
    return [*found.problems, *(problem for ask in asked for problem in ask(alone, around))]


def _stem(language: str) -> str:
    return language.partition("-")[0].casefold()
