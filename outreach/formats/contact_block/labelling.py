"""Labels in a line: "Tel.:", "Phone/WhatsApp", "CFOT +43 …", a form's "Vorname:"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from outreach.formats.contact_block.tokens import MARKS
from outreach.formats.contact_block.vocabulary.labels import LETTERS, PHONE_LABELS, TABLE, Label
from outreach.formats.contact_block.vocabulary.matching import key

# How the line stands for what was found in it already: an address, a link.
EMAIL_MARK, LINK_MARK = "\x01", "\x02"

# Letters, digits, and the marks that scripts set upon them; an apostrophe, a full stop or a hyphen inside, and the
# quotation mark of Hebrew abbreviations.
_LETTERS = rf"[^\W_](?:[^\W_]|[{MARKS}])*"
WORD = re.compile(
    rf"{_LETTERS}(?:[.'\-]{_LETTERS}|\"(?=[\u05d0-\u05ea]){_LETTERS}|&[^\W_]{{1,2}}(?![^\W_]))*|[☎✆📞📱✉📧&]"
)
_COLON = re.compile(r"[ .]{0,3}(?:\([^():\d]{1,20}\))?[ .]{0,2}[:=](?!//)")
_FACT = re.compile(r"[\s.:=#(\[\-\u2013>]{0,5}(?:\(?\+|[+(\[]{0,3}\d[\d\s().\-\u2013/]{3}|\x01)")
_ADDRESS = re.compile(r"[\s.:=(\[\-\u2013<>]{0,5}(?:\x01|\x02)")
_BETWEEN = re.compile(r"[ .]{0,2}(?:[/&,(+|]|\band\b|\bor\b|\bund\b|\bet\b|\by\b|\be\b)?[ (]{0,2}")
_CLOSED = re.compile(r"\s{0,2}[.)]?\s*(?:$|\t)")
_CAPITAL_SEAM = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=[A-ZÀ-ÞА-Я][a-zß-ÿа-я\-])|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_FIELDS = frozenset(
    [
        Label.NAME,
        Label.GIVEN_NAME,
        Label.FAMILY_NAME,
        Label.ROLE,
        Label.ORGANISATION,
        Label.CITY,
        Label.COUNTRY,
        Label.OTHER,
    ]
)
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label from `start` to `end`, with the colon behind it."""

    start: int
    end: int
    label: Label


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], Label]]]:
    """First key -> the labels that begin with it, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Label]]] = {}
    for label, table in TABLE.items():
        for entry in re.split(r"[|\n]", table):
            words = tuple(k for word in re.split(r"[\s/]+", entry) if (k := key(word)))
            if words:
                found.setdefault(words[0], []).append((words, label))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return found


def labels(line: str) -> Iterator[Labelled]:
    """The labels of `line`, in which marks stand for addresses and links."""
    words = [(m.start(), m.end(), m[0]) for m in WORD.finditer(line)]
    at, covered = 0, 0
    while at < len(words):
        found = _label_at(line, words, at) if words[at][0] >= covered else None
        if found is None:
            at += 1
            continue
        yield found
        covered = found.end
        while at < len(words) and words[at][1] <= covered:
            at += 1


def _label_at(line: str, words: list[tuple[int, int, str]], at: int) -> Labelled | None:
    start, end, text = words[at]
    found = _joined(line, words, at)
    if found:
        return found
    # The label behind a word that ran into it, or before the digits that ran into it.
    for seam in _CAPITAL_SEAM.finditer(text):
        tail = _joined(line, [(start + seam.start(), end, text[seam.start() :]), *words[at + 1 :]], 0)
        if tail:
            return tail
    digits = re.match(r"([^\W\d_]+)(?=\d)", text)
    if digits and len(digits[1]) > 1:
        return _joined(line, [(start, start + digits.end(), digits[1])], 0)
    return _letter(line, start, end, text)


def _letter(line: str, start: int, end: int, text: str) -> Labelled | None:
    """One letter before a number, by itself or behind capitals: "T +43", "CFOT +43", "T043"."""
    label = LETTERS.get(text.casefold())
    if label and (re.match(r"\s?:", line[end:]) or _is_before_fact(line, end, label)):
        return Labelled(start, _after_colon(line, end), label)
    glued = re.fullmatch(r"(.*[^\W\d_])([TPMFE])", text)
    if glued and (_FACT.match(line, end) and line[end : end + 2].strip()[:1] in ("+", "(", ":", ".", "0", EMAIL_MARK)):
        before = glued[1]
        if before[-1].islower() or key(before) in _ACRONYMS:
            return Labelled(end - 1, _after_colon(line, end), LETTERS[glued[2].casefold()])
    return None


_ACRONYMS = frozenset(
    "ceo cfo coo cmo cto cio cso cco cpo ir pr hr vp svp evp md mba bsc msc phd cfa ag se sa gmbh ltd inc llc nv bv ab"
    " plc usa uk uae".split()
)


def _joined(line: str, words: list[tuple[int, int, str]], at: int) -> Labelled | None:
    """A label and those joined to it ("Tel/Fax", "Phone & WhatsApp"), if a colon or a fact follows."""
    kinds: list[Label] = []
    start, end, following = words[at][0], words[at][1], at
    while following < len(words) and len(kinds) < _MOST_WORDS:
        found = _phrase(line, words, following)
        if found is None or (kinds and not _BETWEEN.fullmatch(line, end, words[following][0])):
            break
        kinds.append(found[1])
        end, following = words[found[0] - 1][1], found[0]
    if not kinds or (kinds[0] in _FIELDS and not _is_opening(line[:start])):
        return None
    label = _one_of(kinds)
    if _COLON.match(line, end) or _is_before_fact(line, end, label) or _is_alone(line, start, end, label):
        return Labelled(start, _after_colon(line, end), label)
    return None


def _is_opening(before: str) -> bool:
    """Whether a form's field may come after `before`: "... Department: Jane" has no field in it, a new cell has."""
    stripped = before.rstrip(" -*")
    if not stripped or before == stripped or before.endswith("  "):
        return True
    return stripped[-1] in ",;:|(•\t" + EMAIL_MARK + LINK_MARK or stripped[-1].isdigit()


def _phrase(line: str, words: list[tuple[int, int, str]], at: int) -> tuple[int, Label] | None:
    """The longest label phrase from word `at`: the index behind it, and what it announces."""
    for phrase, label in _phrases().get(key(words[at][2]), ()):
        last = at + len(phrase)
        if last <= len(words) and all(key(words[at + n][2]) == phrase[n] for n in range(1, len(phrase))):
            gaps = (line[words[n][1] : words[n + 1][0]] for n in range(at, last - 1))
            if all(len(gap) <= 2 and not set(gap) - set(" ./") for gap in gaps):
                return last, label
    return None


def _one_of(kinds: list[Label]) -> Label:
    if Label.FAX in kinds and len(set(kinds)) > 1:
        return next((kind for kind in kinds if kind in PHONE_LABELS and kind is not Label.FAX), kinds[0])
    for label in (Label.DUTY, Label.MOBILE):
        if label in kinds and all(kind in PHONE_LABELS for kind in kinds):
            return label
    return kinds[0]


def _is_before_fact(line: str, end: int, label: Label) -> bool:
    if label in PHONE_LABELS:
        return bool(_FACT.match(line, end)) or line[end : end + 2] == ".:"
    return label in (Label.EMAIL, Label.WEB) and bool(_ADDRESS.match(line, end))


def _is_alone(line: str, start: int, end: int, label: Label) -> bool:
    """A label that has its line, or its cell, to itself; a form's field must show a colon or a cell's end."""
    if line[:start].strip(" -*•\t") and line[start - 1] != "\t":
        return False
    behind = _CLOSED.match(line, end)
    return bool(behind) and (label not in _FIELDS or "\t" in line[end : end + 3])


def _after_colon(line: str, end: int) -> int:
    colon = _COLON.match(line, end)
    return colon.end() if colon else end
