"""How much a run of words looks like a person, a role, an organisation, a place, a heading. Higher is likelier.

The figures are weights of evidence, in no unit: a first name that is known weighs as much as two capitalised words, an
address named after the words weighs more than either, and a word that belongs to another sort weighs against.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from outreach.formats.contact_block import affinity
from outreach.formats.contact_block.tokens import MARKS
from outreach.formats.contact_block.vocabulary.places import CA_PROVINCES, US_STATES
from outreach.formats.contact_block.word_kinds import May, Word

NEVER = -99.0


class Kind(StrEnum):
    """What a run of words is."""

    PERSON = "person"
    ROLE = "role"
    ORGANISATION = "organisation"
    PLACE = "place"
    HEADING = "heading"
    DEGREE = "degree"
    JOINER = "joiner"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The addresses of the block, and the domains of its addresses and links: names are known by them."""

    mailboxes: tuple[str, ...] = ()
    domains: frozenset[str] = field(default_factory=frozenset)

    def owns_mailbox(self, words: Sequence[str]) -> bool:
        """Whether one of the addresses is named after these folded words."""
        return any(affinity.is_owner(address, list(words)) for address in self.mailboxes)

    def owns_domain(self, words: Sequence[str]) -> bool:
        """Whether one of the domains is."""
        return any(affinity.is_named_after(domain, list(words)) for domain in self.domains)


_NAME_SHAPE = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*(?:[.'\-]+[^\W\d_](?:[^\W\d_]|[{MARKS}])*)*\.?")
_LOWER_PREFIX = re.compile(r"(?:d'|l'|al-|el-|ul-|an-|ad-|as-|de-|o')[^\W\d_]", re.IGNORECASE)
OF_HEADINGS = May.CORE | May.INFORMATION | May.COMPANION | May.TOPIC | May.CONNECTOR | May.JOINER
_NOT_IN_NAMES = May.CORE | May.LEGAL | May.TIME
_AGAINST_NAMES = May.ROLE | May.TOPIC | May.ORGANISATION | May.STREET | May.INFORMATION | May.STATE
_BY_LENGTH = {1: -1.2, 2: 2.0, 3: 1.6, 4: 0.8, 5: -0.6}
# The second or third word of a Russian name: "Петровна", "Ivanovich".
_PATRONYMIC = re.compile(r"(?:ович|евич|овна|евна|ична|ovich|evich|ovna|evna)\b")
# Chinese and Korean family names that stand before most given names; Japanese ones are told by their place.
_HAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]{2,4}")
_FAMILY_HAN = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂김이박최정강조윤장임한오서신권황안송류홍"
)


def person(words: Sequence[Word], near: Surroundings) -> float:
    """A name: two or three capitalised words, initials and particles among them, no word of another trade."""
    core, bonus = _without_titles(words)
    counted = [w for w in core if not (w.may & May.PARTICLE and not w.is_given) and not w.is_initial]
    if not core or not counted or len(core) > 7 or not all(map(may_be_in_name, core)):
        return NEVER
    if (core[-1].may & May.PARTICLE and core[-1].text.islower()) or (
        core[0].text.islower() and not core[0].may & May.PARTICLE
    ):
        return NEVER
    if all(w.is_caseless for w in counted):
        return _caseless_person(counted) + bonus
    score = (
        _BY_LENGTH.get(len(counted), -3.0)
        + bonus
        + 0.4 * any(w.is_initial for w in core)
        - 1.0 * core[0].text.islower()
    )
    if len(counted) == 3 and _PATRONYMIC.search(counted[1].folded + " " + counted[2].folded):
        score += 2.0
    if len(counted) == 1 and len(core) > 1:
        score += 2.0
    score += 2.0 if counted[0].is_given else 1.5 if counted[1:2] and counted[1].is_given and len(counted) > 2 else 0.0
    score += 1.0 * (not any(w.is_given for w in counted[: 1 + (len(counted) > 2)]) and any(w.is_given for w in counted))
    score -= sum(2.0 for w in counted if w.may & _AGAINST_NAMES) + sum(
        0.7 for w in counted if w.may & (May.COMPANION | May.STOP) and not w.is_given
    )
    score -= (
        sum(1.0 for w in counted if w.is_capitals and len(w.text) < 4)
        if not all(w.is_capitals for w in counted)
        else 0.3
    )
    return score + _by_addresses(counted, near)


def _without_titles(words: Sequence[Word]) -> tuple[list[Word], float]:
    core, bonus = list(words), 0.0
    while core and core[0].may & (May.COURTESY | May.DEGREE) and not core[0].is_initial and len(core) > 1:
        core.pop(0)
        bonus = 2.5
    while len(core) > 1 and core[-1].may & May.DEGREE and core[-1].text != core[-1].text.capitalize():
        core.pop()
        bonus = max(bonus, 1.5)
    return core, bonus


def may_be_in_name(w: Word) -> bool:
    """Whether a name can hold the word: letters with a capital, or a particle."""
    if not _NAME_SHAPE.fullmatch(w.text) or (w.may & _NOT_IN_NAMES and not w.is_given):
        return False
    return w.is_capital or bool(w.may & May.PARTICLE) or bool(_LOWER_PREFIX.match(w.text))


def _by_addresses(counted: Sequence[Word], near: Surroundings) -> float:
    folded = [part for w in counted for part in w.folded.split()]
    if near.owns_mailbox(folded):
        return 2.5
    if near.owns_domain(folded):
        return -0.5 if counted[0].is_given else -1.2
    return 0.0


def _caseless_person(counted: Sequence[Word]) -> float:
    text = "".join(w.text for w in counted)
    if any(w.may & (_AGAINST_NAMES | May.COMPANION | May.STOP | May.CONNECTOR) for w in counted):
        return NEVER
    if all(_HAN.fullmatch(w.text) or len(w.text) == 1 for w in counted):
        return 2.0 + (1.0 if text[0] in _FAMILY_HAN else 0.0) if 2 <= len(text) <= 6 else -1.0
    if re.search(r"[\u3040-\u30ff\u0e00-\u0e7f]", text):
        return 1.2 if 2 <= len(text) <= 12 else -1.0
    return {1: -0.8, 2: 1.6, 3: 1.4, 4: 0.8}.get(len(counted), -2.0) + 1.0 * counted[0].is_given


def role(words: Sequence[Word], near: Surroundings) -> float:
    """What somebody is, or a desk: "Head of Communications", "Pressereferentin Kultur", "Media Relations"."""
    nouns, topics, others = 0, 0, 0.0
    for w in words:
        if w.may & May.ROLE:
            nouns += 1
        elif w.may & May.TOPIC:
            topics += 1
        elif not w.may & (May.CONNECTOR | May.JOINER) or w.text.isupper():
            others += 1.0 if w.is_given else 0.5 if w.may & (May.CORE | May.LEGAL) else 0.35
    if not nouns and (not topics or others):
        return NEVER
    score = (2.2 if nouns else 1.5) + 0.4 * (nouns - 1 if nouns else 0) + 0.45 * topics - others
    edges = (words[0].may | words[-1].may) & (May.CONNECTOR | May.JOINER)
    if edges and not (words[0].may | words[-1].may) & (May.ROLE | May.TOPIC):
        score -= 1.5
    elif (words[-1].may & (May.CONNECTOR | May.JOINER) and not words[-1].may & (May.ROLE | May.TOPIC)) or (
        words[0].may & May.CONNECTOR and not words[0].may & (May.ROLE | May.TOPIC)
    ):
        score -= 1.2
    return score + 0.4 * bool(words[0].may & May.ROLE or words[-1].may & May.ROLE)


def organisation(words: Sequence[Word], near: Surroundings) -> float:
    """A company, an office, a party: by its legal form, its trade, its domain."""
    first, last = words[0], words[-1]
    if not any(w.is_capital for w in words) or not any(c.isalpha() for w in words for c in w.text):
        return NEVER
    score = 0.5
    trades = sum(1 for w in words if w.may & May.ORGANISATION)
    score += min(1.6 * bool(trades) + 0.35 * max(0, trades - 1), 3.0)
    if len(words) > 1 and any(w.may & May.LEGAL and (w.text != w.text.lower() or w.is_caseless) for w in words[1:]):
        score += 2.6 if last.may & May.LEGAL else 1.6
    score += 0.3 * min(2, sum(1 for w in words if w.is_capitals)) + 0.6 * any(
        w.key in ("&",) or w.text == "&" for w in words[1:-1]
    )
    folded = [part for w in words if not w.may & (May.LEGAL | May.CONNECTOR) for part in w.folded.split()]
    score += 1.6 if folded and near.owns_domain(folded) else 0.0
    score -= 0.7 * sum(1 for w in words if w.may & May.ROLE and not w.may & May.ORGANISATION)
    score -= 1.5 * sum(1 for w in words if w.may & May.CORE) + 0.5 * sum(
        1 for w in words if w.text.islower() and not w.may & (May.CONNECTOR | May.PARTICLE)
    )
    score -= 1.5 * bool(last.may & (May.CONNECTOR | May.JOINER) and last.text.islower()) + 1.2 * bool(
        first.may & May.CONNECTOR and first.text.islower()
    )
    score -= 0.8 * (first.is_given and not trades) + (0.25 * max(0, len(words) - 6)) + 0.6 * bool(last.is_digits)
    return score + (0.4 if any(w.is_caseless for w in words) and trades else 0.0)


def is_of_state(w: Word) -> bool:
    """Whether the word is a state of the US or a province of Canada, by its name or its two letters."""
    return w.text in US_STATES or w.text in CA_PROVINCES or bool(w.may & May.STATE)


def place(words: Sequence[Word], near: Surroundings) -> float:
    """A part of a postal address: a street, a postcode, a state."""
    digits = sum(1 for w in words if w.is_digits)
    streets = sum(1 for w in words if w.may & May.STREET)
    states = sum(1 for w in words if is_of_state(w))
    if not digits and not streets and not states:
        return NEVER
    score = 0.9 * min(digits, 2) + 1.3 * min(streets, 2) + 0.8 * min(states, 1)
    score -= sum(1.2 for w in words if w.may & (May.ROLE | May.CORE)) + 0.15 * len(words)
    return score - (0.8 if words[0].is_given and not digits else 0.0)


def heading(words: Sequence[Word], near: Surroundings) -> float:
    """Such as "Media Contact", "For further information please contact": only words that headings are made of."""
    cores = sum(1 for w in words if w.may & May.CORE)
    if not cores and not (
        words[0].may & (May.COMPANION | May.INFORMATION) and any(w.may & May.INFORMATION for w in words)
    ):
        return NEVER
    foreign = [w for w in words if not w.may & OF_HEADINGS]
    if foreign or (
        words[-1].is_given and words[-1].is_capital and not words[-1].may & (May.CORE | May.INFORMATION | May.TOPIC)
    ):
        return NEVER
    return (2.0 if cores else 1.2) + 0.55 * len(words) + 0.5 * bool(words[0].may & May.CORE)


def degree(words: Sequence[Word], near: Surroundings) -> float:
    """Such as "MBA, PhD" behind a name."""
    if all(w.may & May.DEGREE and w.text != w.text.lower() for w in words):
        return 1.8 + 0.3 * len(words)
    return NEVER


def joiner(words: Sequence[Word], near: Surroundings) -> float:
    """Such as "and", "oder" between two names."""
    return 2.4 if len(words) == 1 and words[0].may & May.JOINER else NEVER


def other(words: Sequence[Word], near: Surroundings) -> float:
    """Words that are none of these."""
    return 0.5 * (len(words) == 1 and words[0].text.islower() and bool(words[0].may & May.STOP)) - 0.1 * len(words)


SCORERS = {
    Kind.PERSON: person,
    Kind.ROLE: role,
    Kind.ORGANISATION: organisation,
    Kind.PLACE: place,
    Kind.HEADING: heading,
    Kind.DEGREE: degree,
    Kind.JOINER: joiner,
    Kind.OTHER: other,
}
