"""Checking an advisory: every rule, every problem, at once and in the order of the file."""

from collections.abc import Iterable

from outreach.errors import AdvisoryProblem
from outreach.model.advisory import Advisory, Level, Problem
from outreach.services.advisories.rules import attachments, boilerplate, content, people, text, times
from outreach.services.advisories.rules.surroundings import Surroundings

_QUESTIONS = (
    content.problems,
    times.problems,
    people.problems,
    text.problems,
    boilerplate.problems,
    attachments.problems,
)


def check(advisory: Advisory, around: Surroundings) -> list[Problem]:
    """Everything that is wrong with `advisory` in these surroundings, by line; what reading it found included."""
    found = [*advisory.problems, *(problem for ask in _QUESTIONS for problem in ask(advisory, around))]
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.rule))


def refuse_errors(problems: Iterable[Problem], *, file: str) -> None:
    """Raise AdvisoryProblem, naming the first errors among `problems`, if there are any."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        told = "; ".join(f"line {problem.line}: {problem.message}" for problem in errors[:_TOLD])
        more = f"; and {len(errors) - _TOLD} more" if len(errors) > _TOLD else ""
        advice = f"`outreach advisories check {file}` shows all"
        raise AdvisoryProblem(f"{file} must not go out as it is: {told}{more}; {advice}")


_TOLD = 3
