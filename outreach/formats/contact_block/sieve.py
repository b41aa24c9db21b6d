"""Which kinds a run of words cannot be, told by counting: weighing every run of a page would take minutes."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from outreach.formats.contact_block.scoring import OF_HEADINGS, Kind, is_of_state, may_be_in_name
from outreach.formats.contact_block.word_kinds import May, Word

LONGEST = {
    Kind.PERSON: 9,
    Kind.ROLE: 16,
    Kind.ORGANISATION: 12,
    Kind.PLACE: 10,
    Kind.HEADING: 16,
    Kind.DEGREE: 4,
    Kind.JOINER: 1,
    Kind.OTHER: 4,
}
LONGEST_OF_ALL = max(LONGEST.values())
# So many small words that no table knows, or so many numbers, stand in no role and in no organisation's name.
_MOST_PLAIN, _MOST_NUMBERS = 4, 6


class Sieve:
    """For a chunk of words: the kinds that words[start:end] may be of."""

    def __init__(self, words: Sequence[Word]) -> None:
        def counted(holds: Callable[[Word], bool]) -> list[int]:
            return list(accumulate((holds(w) for w in words), initial=0))

        self._unfit_for_name = counted(lambda w: not may_be_in_name(w))
        self._of_role = counted(lambda w: bool(w.may & (May.ROLE | May.TOPIC)))
        self._unfit_for_heading = counted(lambda w: not w.may & OF_HEADINGS)
        self._of_heading = counted(lambda w: bool(w.may & (May.CORE | May.INFORMATION)))
        self._of_place = counted(lambda w: w.is_digits or bool(w.may & (May.STREET | May.STATE)) or is_of_state(w))
        self._capital = counted(lambda w: w.is_capital)
        self._numbers = counted(lambda w: w.is_digits)
        self._plain = counted(lambda w: w.text.islower() and not w.may)
        self._unfit_for_degree = counted(lambda w: not w.may & May.DEGREE)

    def kinds(self, start: int, end: int) -> list[Kind]:
        """The kinds of words[start:end] that are worth weighing, without those that it is too long for."""

        def count(of: list[int]) -> int:
            return of[end] - of[start]

        found = [Kind.OTHER]
        is_prose = count(self._plain) > _MOST_PLAIN or count(self._numbers) > _MOST_NUMBERS
        if not count(self._unfit_for_name):
            found.append(Kind.PERSON)
        if count(self._of_role) and not is_prose:
            found.append(Kind.ROLE)
        if count(self._of_heading) and not count(self._unfit_for_heading):
            found.append(Kind.HEADING)
        if count(self._of_place) and not is_prose:
            found.append(Kind.PLACE)
        if count(self._capital) and not is_prose:
            found.append(Kind.ORGANISATION)
        if not count(self._unfit_for_degree):
            found.append(Kind.DEGREE)
        if end - start == 1:
            found.append(Kind.JOINER)
        return [kind for kind in found if end - start <= LONGEST[kind]]
