"""Silencing: which problems the file itself gives a reason for, and what is wrong with the reasons."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from outreach.model.advisory import Advisory, Level, Problem, Silence, Silenced, Verdict
from outreach.model.rules import ASKED_AT_PLANNING, NEVER_SILENCED, RULES, broken

_FEWEST_WORDS = 3
# Chinese, Japanese and Thai are written without spaces: two characters count as a word.
_WORD = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\d_][\w’'-]*")


def verdict(advisory: Advisory, problems: Iterable[Problem]) -> Verdict:
    """`problems` parted into those that stand and those that the file excuses, with what is wrong with its excuses."""
    found, said = list(problems), advisory.silences
    unread = {problem.rule for problem in advisory.problems if problem.level is Level.ERROR}
    doubts = {silence.rule: doubt for silence in said if (doubt := _doubt(silence, forbidden=NEVER_SILENCED | unread))}
    excused = {silence.rule: silence.reason for silence in said if silence.rule not in doubts}
    silenced = [Silenced(problem, excused[problem.rule]) for problem in found if problem.rule in excused]
    standing = [problem for problem in found if problem.rule not in excused]
    idle = _without_effect(said, excused, {one.problem.rule for one in silenced})
    everything = dict.fromkeys([*standing, *doubts.values(), *idle])
    return Verdict(
        tuple(sorted(everything, key=lambda problem: (problem.line, problem.rule))),
        tuple(sorted(silenced, key=lambda one: (one.problem.line, one.problem.rule))),
    )


def _doubt(silence: Silence, *, forbidden: frozenset[str]) -> Problem | None:
    """Why a rule is not silenced by what stands under `ignore`, or None."""
    rule = RULES.get(silence.rule)
    if rule is None:
        near = get_close_matches(silence.rule.casefold(), RULES, n=1)
        hint = f"did you mean {near[0]}?" if near else "`outreach advisories check` names the rules that are broken"
        return broken("unknown-rule", silence.line, f"there is no rule {silence.rule!r}; {hint}")
    if rule.id in forbidden:
        why = f"{rule.id} cannot be silenced: nothing could be sent; mend what it tells, and take this line out"
        return broken("ignore-forbidden", silence.line, why)
    if not silence.reason:
        return broken("ignore-without-reason", silence.line, f"say after {rule.id}: why it is ignored")
    if rule.level is Level.ERROR and len(_WORD.findall(silence.reason)) < _FEWEST_WORDS:
        why = f"{silence.reason!r} is no reason for letting an error pass; say in three words or more why {rule.id} may"
        return broken("ignore-without-reason", silence.line, why)
    return None


def _without_effect(said: Iterable[Silence], excused: Mapping[str, str], used: set[str]) -> Iterator[Problem]:
    for silence in said:
        if silence.rule in excused and silence.rule not in used | ASKED_AT_PLANNING:
            why = f"nothing here breaks {silence.rule}; take the line out, or it hides the next such mistake"
            yield broken("ignore-without-effect", silence.line, why)
