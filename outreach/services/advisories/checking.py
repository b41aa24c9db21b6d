"""Checking an advisory: every rule, every problem, at once and in the order of the file."""

from collections.abc import Container, Iterable

from outreach.errors import AdvisoryProblem
from outreach.model.advisory import Advisory, Level, Problem, Verdict
from outreach.services.advisories import silencing
from outreach.services.advisories.rules import (
    attachments,
    availability,
    boilerplate,
    content,
    directory,
    embargoes,
    event_days,
    hours,
    languages,
    leftovers,
    owners,
    people,
    reaching,
    recipients,
    rsvp,
    text,
    times,
    told_embargoes,
)
from outreach.services.advisories.rules.surroundings import Surroundings

_QUESTIONS = (
    *(
        content.problems,
        times.problems,
        hours.problems,
        event_days.problems,
        rsvp.problems,
        embargoes.problems,
        told_embargoes.problems,
        people.problems,
    ),
    *(text.problems, leftovers.problems, languages.problems, reaching.problems),
    *(boilerplate.problems, attachments.problems),
)
# What asks the world around the advisory.
_QUESTIONS_AROUND = (directory.problems, owners.problems, availability.problems, recipients.asked)


def verdict(
    advisory: Advisory, around: Surroundings, *, beside: Iterable[Problem] = (), told: Container[Problem] = ()
) -> Verdict:
    """Everything that is wrong with `advisory` in these surroundings, by line, and what of it the file silences.

    `beside` is what is wrong between it and its other versions; what one of those has `told` already is left out.
    """
    asked = (problem for ask in (*_QUESTIONS, *_QUESTIONS_AROUND) for problem in ask(advisory, around))
    found = dict.fromkeys([*advisory.problems, *beside, *asked])
    return silencing.verdict(advisory, [problem for problem in found if problem not in told])


def check(advisory: Advisory, around: Surroundings) -> list[Problem]:
    """Everything that is wrong with `advisory` and not silenced in it; what reading it found included."""
    return list(verdict(advisory, around).problems)


def refuse_errors(problems: Iterable[Problem], *, file: str) -> None:
    """Raise AdvisoryProblem, naming the first errors among `problems`, if there are any."""
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        told = "; ".join(f"line {problem.line}: {problem.message}" for problem in errors[:_TOLD])
        more = f"; and {len(errors) - _TOLD} more" if len(errors) > _TOLD else ""
        advice = f"`outreach advisories check {file}` shows all"
        raise AdvisoryProblem(f"{file} must not go out as it is: {told}{more}; {advice}")


_TOLD = 3
