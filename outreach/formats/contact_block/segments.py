"""A chunk of words, parted into the likeliest row of persons, roles, organisations, places and headings."""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach.formats.contact_block import scoring
from outreach.formats.contact_block.scoring import NEVER, SCORERS, Kind, Surroundings
from outreach.formats.contact_block.sieve import LONGEST_OF_ALL, Sieve
from outreach.formats.contact_block.word_kinds import May, Word

# A boundary between two words that a space parts costs; one where a line break was lost does not, and crossing it does.
# Beside a small word of a sentence ("Jane Doe at") it costs little.
_BOUNDARY, _CROSSING, _IN_A_SENTENCE = 2.4, 0.8, 0.5
# "Assistant to Anna Holm": who follows is not the one to ring.
_OWNED = 5.0
_MOST_WORDS = 48
_NOT_OF_A_SENTENCE = May.CONNECTOR | May.PARTICLE | May.ROLE | May.TOPIC | May.CORE | May.INFORMATION


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words and what they are; `likeness` is how much they look like a person, whatever they were taken for."""

    kind: Kind
    words: tuple[Word, ...]
    score: float
    likeness: float


def part(words: Sequence[Word], near: Surroundings) -> list[Segment]:
    """The likeliest segments of one chunk, in order. More words than any name, role or heading has are prose."""
    if len(words) > _MOST_WORDS:
        return [
            segment for at in range(0, len(words), _MOST_WORDS) for segment in part(words[at : at + _MOST_WORDS], near)
        ]
    sieve = Sieve(words)
    best: list[tuple[float, int, Kind, float]] = [(0.0, 0, Kind.OTHER, 0.0)]
    for end in range(1, len(words) + 1):
        best.append(
            max(
                (
                    _way(words, start, end, best[start], near, sieve.kinds(start, end))
                    for start in range(max(0, end - LONGEST_OF_ALL), end)
                ),
                key=lambda way: way[0],
            )
        )
    found: list[Segment] = []
    end = len(words)
    while end:
        _, start, kind, score = best[end]
        run = tuple(words[start:end])
        found.append(Segment(kind, run, score, scoring.person(run, near)))
        end = start
    return found[::-1]


def _way(
    words: Sequence[Word],
    start: int,
    end: int,
    way: tuple[float, int, Kind, float],
    near: Surroundings,
    kinds: Sequence[Kind],
) -> tuple[float, int, Kind, float]:
    """The best kind for words[start:end], with what it costs to begin there."""
    if not kinds:
        return NEVER, start, Kind.OTHER, NEVER
    run = words[start:end]
    crossings = sum(1 for w in run[1:] if w.token.is_glued)
    cost = _CROSSING * crossings + _boundary(words, start)
    is_owned = start > 0 and _is_subordinating(words[start - 1]) and words[start - 1].text.islower()
    # Two names with nothing between them are one: "Joanne | Teo Siew Ling" is not.
    after_person = start > 0 and way[2] is Kind.PERSON and not run[0].token.is_glued
    kind, score = max(
        (
            (kind, SCORERS[kind](run, near) - (_OWNED if kind is Kind.PERSON and (is_owned or after_person) else 0.0))
            for kind in kinds
        ),
        key=lambda pair: pair[1],
    )
    return way[0] + score - cost, start, kind, score


def _boundary(words: Sequence[Word], start: int) -> float:
    if not start or words[start].token.is_glued:
        return 0.0
    return _IN_A_SENTENCE if _is_of_a_sentence(words[start]) or _is_of_a_sentence(words[start - 1]) else _BOUNDARY


def _is_subordinating(word: Word) -> bool:
    return bool(word.may & May.CONNECTOR) and not word.may & May.JOINER


def _is_of_a_sentence(word: Word) -> bool:
    return word.text.islower() and bool(word.may & May.STOP) and not word.may & _NOT_OF_A_SENTENCE
