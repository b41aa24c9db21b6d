"""Checking an advisory: every rule, every problem, at once and in the order of the file."""

from outreach.errors import AdvisoryProblem
from outreach.model.advisory import Advisory, Level, Problem
from outreach.services.advisories.rules import attachments, content, people, text, times
from outreach.services.advisories.rules.surroundings import Surroundings

_QUESTIONS = (content.problems, times.problems, people.problems, text.problems, attachments.problems)


def check(advisory: Advisory, around: Surroundings) -> list[Problem]:
    """Everything that is wrong with `advisory` in these surroundings, by line; what reading it found included."""
    found = [*advisory.problems, *(problem for ask in _QUESTIONS for problem in ask(advisory, around))]
    return sorted(dict.fromkeys(found), key=lambda problem: (problem.line, problem.rule))


def refuse_errors(advisory: Advisory, around: Surroundings) -> None:
    """Raise AdvisoryProblem, naming the first errors, unless the advisory may go out."""
    errors = [problem for problem in check(advisory, around) if problem.level is Level.ERROR]
    if errors:
        told = "; ".join(f"line {problem.line}: {problem.message}" for problem in errors[:3])
        more = f"; and {len(errors) - 3} more" if len(errors) > 3 else ""
        advice = f"`outreach advisories check {advisory.file}` shows all"
        raise AdvisoryProblem(f"{advisory.file} must not go out as it is: {told}{more}; {advice}")
