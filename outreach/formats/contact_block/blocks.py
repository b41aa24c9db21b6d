"""Where the contact blocks of a page are: from a heading to the last number that belongs to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.formats.contact_block.labelling import WORD
from outreach.formats.contact_block.vocabulary import headings
from outreach.formats.contact_block.vocabulary.matching import key
from outreach.formats.contact_block.word_kinds import OF_HEADINGS, May, kinds

# A line with no fact and more characters than this is prose; so many other lines in a row end a block.
_PROSE, _GAP, _LOOSE_GAP = 220, 9, 6
# A loose block, which no heading opens, begins so many lines above its first fact, and has so many below its last.
_ABOVE, _BELOW = 6, 4
_SHORT_DOCUMENT, _BESIDE = 45, 3
# Words without a capital and a full stop: somebody says something.
_SENTENCE = re.compile(r"(?:\b[a-zß-ÿ]+\b[^\n]*?){3}[.!?][\"”']?\s*$")
_FACT = re.compile(
    r"[^\s@]@[^\s@]|[+(]{0,2}\d(?:[\s().\-\u2013/]{0,3}\d){6}|(?i:\b(?:tel|phone|mobile|fax|e-?mail)\b\s*[.:])"
)
_SURE_FACT = re.compile(r"[^\s@]@[^\s@]+\.|(?<![\d/=])[+(]{0,2}\d(?:[\s().\-\u2013/]{0,3}\d){6}")
# Where no heading says that contacts follow, only what cannot be a figure: an address, a country code, a label.
_LOOSE_FACT = re.compile(
    r"[^\s@]@[^\s@]+\.|\+\s?\d|\(\d{2,5}\)[\s\-]?\d{2,4}|\b\d{3}[\-./]\d{3}[\-.]\d{4}\b"
    r"|(?:[^\W\d_]|\.)\s?:?\s?\(?0\d(?:[\s().\-/]{0,3}\d){5}|[^\W\d_][.:]{1,2}\s?\(?\d(?:[\s().\-/]{0,3}\d){6}"
)
# Links and dates have digits enough, but nobody answers there.
_NOISE = re.compile(
    r"(?i)https?://\S+|\bwww\.\S+|\b\d{1,2}[./\-]\d{1,2}[./\-](?:19|20)\d\d\b|\b(?:19|20)\d\d[./\-]\d{1,2}[./\-]\d{1,2}\b"
    r"|\b(?:19|20)\d\d\s?[\-\u2013]\s?(?:19|20)\d\d\b|\b\d{1,3}(?:[.,]\d{3}){2,}\b"
)
# Where one says that one comes to an event: an address, but nobody's who answers questions.
_REPLY = re.compile(
    r"(?i)[\s*_>|-]*(?:r\W?s\W?v\W?p\b|accreditation|accr[ée]ditation|acreditaci[óo]n|akkreditierung|anmeldung|accredit[io]|"
    r"credenciamento|inscription|inscripci[óo]n|inscri[çc][ãa]o|registration|register|confirmar|confirmation|"
    r"confirmaci[óo]n|confirma[çc][ãa]o|регистрац|аккредитац|подтвер|报名|回复|回执|敬请回|确认|報名|回覆|回執|敬請回|確認|"
    r"التسجيل|للتسجيل|تأكيد|للتأكيد|الرد|الاعتماد)"
)
_SENTENCE_STARTS = re.compile(r"(?:^|[.!?:|)\]]\s{0,3}|\s{2,}|\t|(?<=[a-zß-ÿ)])(?=[A-ZÀ-Þ]))(?=[^\W\d_])")
_MOST_HEADING_WORDS = 16


@dataclass(frozen=True, slots=True)
class Block:
    """Lines `first` to `last` of a document, from 0, both included; `is_headed`: a heading opens it."""

    first: int
    last: int
    is_headed: bool


def blocks(lines: Sequence[str]) -> list[Block]:
    """The contact blocks of cleaned lines; where no heading opens one, what stands around a number or an address."""
    plain = [_NOISE.sub(" ", line) if _FACT.search(line) else "" for line in lines]
    facts = [at for at, line in enumerate(plain) if _FACT.search(line)]
    if not any(_SURE_FACT.search(plain[at]) for at in facts):
        return []
    replies = {at for at in facts if is_reply(lines[at])}
    quiet = ["" if at in replies else line for at, line in enumerate(lines)]
    headed = _headed(quiet, set(facts) - replies) or _headed(lines, set(facts))
    inside = {at for block in headed for at in range(block.first, block.last + 1)}
    told = [at for at in facts if at not in inside | replies and _LOOSE_FACT.search(plain[at])]
    loose = list(_loose(lines, told))
    if headed:
        loose = [block for block in loose if _is_short(lines) and _is_beside(block, headed, lines)]
    return sorted([*headed, *loose], key=lambda block: block.first)


def is_reply(line: str) -> bool:
    """Whether the line says where one announces that one comes: "RSVP: press@example.org by Monday"."""
    return bool(_REPLY.match(line))


def _is_short(lines: Sequence[str]) -> bool:
    """A short text is nothing but a block: what stands around its heading belongs to it."""
    texts = [line for line in lines if line.strip()]
    return len(texts) <= _SHORT_DOCUMENT and sum(len(line) > _PROSE for line in texts) * 3 <= len(texts)


def _is_beside(block: Block, headed: Sequence[Block], lines: Sequence[str]) -> bool:
    """Whether a loose block stands right before or behind a headed one, and is more than a sentence with a number."""
    texts = [line for line in lines[block.first : block.last + 1] if line.strip()]
    if all(_SENTENCE.search(line) for line in texts if _FACT.search(line)):
        return False
    gaps = [lines[block.last + 1 : other.first] or lines[other.last + 1 : block.first] for other in headed]
    return any(sum(bool(line.strip()) for line in gap) <= _BESIDE for gap in gaps)


def _headed(lines: Sequence[str], facts: set[int]) -> list[Block]:
    scan = _Scan(lines, facts)
    for at, line in enumerate(lines):
        if line.strip():
            scan.take(at, line)
    scan.close(len(lines) - 1)
    return scan.found


class _Scan:
    """Goes down a page and keeps what lies between a heading and the last number within its reach."""

    def __init__(self, lines: Sequence[str], facts: set[int]) -> None:
        self._lines, self._facts = lines, facts
        self._reachable = _near(facts, lines)
        self._start: int | None = None
        self._since = 0
        self.found: list[Block] = []

    def take(self, at: int, line: str) -> None:
        """Take in a line that is not blank. A heading inside a block is a part of it."""
        if at in self._reachable and is_heading(line):
            self._start = at if self._start is None else self._start
            self._since = 0
        elif at in self._facts:
            self._since = 0
        elif self._start is not None:
            self._since += 1
            if self._since > _GAP or _ends(line):
                self.close(at - 1)

    def close(self, last: int) -> None:
        """End the open block, if there is one, at line `last`; it is kept if it holds a fact."""
        if self._start is not None and any(self._start <= fact <= last for fact in self._facts):
            self.found.append(_trimmed(self._lines, self._start, last, self._facts))
        self._start, self._since = None, 0


def _near(facts: set[int], lines: Sequence[str]) -> set[int]:
    """The lines from which a fact can be reached: only there is a heading looked for."""
    found: set[int] = set()
    for fact in facts:
        texts = 0
        for at in range(fact, -1, -1):
            if lines[at].strip():
                texts += 1
            if texts > _GAP + 4 or (at in found and at != fact):
                break
            found.add(at)
    return found


def _trimmed(lines: Sequence[str], start: int, last: int, facts: set[int]) -> Block:
    """Up to a few lines behind the last fact: the address that closes the block."""
    last_fact = max(fact for fact in facts if start <= fact <= last)
    end, texts = last_fact, 0
    for at in range(last_fact + 1, last + 1):
        if lines[at].strip():
            texts += 1
        if texts > _BELOW or _ends(lines[at]) or len(lines[at]) > 100:
            break
        end = at
    return Block(start, end, is_headed=True)


def _ends(line: str) -> bool:
    """Whether no contact follows this line: the mark of an end, a heading of another matter, a paragraph of prose."""
    if len(line) > _PROSE or re.fullmatch(
        r"\s*(?:#\s?){1,3}\s*|\s*[-–*\s]{3,}\s*|\s*-\s?(?:30|ends|ENDS)\s?-\s*", line
    ):
        return True
    words = tuple(key(m[0]) for m in WORD.finditer(line[:120]))
    return bool(words) and len(line) < 120 and headings.closes(words)


def _loose(lines: Sequence[str], facts: list[int]) -> Iterator[Block]:
    """Clusters of facts with the short lines above and below them."""
    cluster: list[int] = []
    for fact in facts:
        if cluster and sum(bool(line.strip()) for line in lines[cluster[-1] + 1 : fact]) > _LOOSE_GAP:
            yield _around(lines, cluster)
            cluster = []
        cluster.append(fact)
    if cluster:
        yield _around(lines, cluster)


def _around(lines: Sequence[str], cluster: list[int]) -> Block:
    first = last = cluster[0]
    texts = 0
    for at in range(cluster[0] - 1, -1, -1):
        if not lines[at].strip():
            continue
        texts += 1
        if texts > _ABOVE or len(lines[at]) > 120 or _ends(lines[at]):
            break
        first = at
    last, texts = cluster[-1], 0
    for at in range(cluster[-1] + 1, len(lines)):
        texts += bool(lines[at].strip())
        if texts > _BELOW or len(lines[at]) > 100 or _ends(lines[at]):
            break
        last = at
    return Block(first, last, is_headed=False)


def is_heading(line: str) -> bool:
    """Whether a contact heading begins in `line`: at its start, behind a sentence, or where a line break was lost."""
    return any(_heading_from(line, start.end()) for start in _SENTENCE_STARTS.finditer(line[:4000]))


def _heading_from(line: str, at: int) -> bool:
    words: list[str] = []
    core = False
    end = at
    for m in WORD.finditer(line[at : at + 200]):
        text = m[0]
        glued = _glued_heading(text)
        if glued:
            return core or bool(kinds(key(glued)) & May.CORE)
        kind = kinds(key(text))
        if not kind & OF_HEADINGS or len(words) > _MOST_HEADING_WORDS:
            break
        words.append(key(text))
        core = core or bool(kind & May.CORE)
        end = at + m.end()
    if not words:
        return False
    rest = line[end : end + 40].lstrip(" .")
    if any(tuple(words[: len(phrase)]) == phrase for phrase in headings.ALONE) and (
        not rest or rest[0] in ":,-–—|(\t" or len(line) < 60
    ):
        return True
    if not core:
        return False
    # "Contact" in a menu is one too; what has no number behind it falls away later.
    return not rest or rest[0] in ":,-–—|([/<\t" or rest[0].isupper() or not rest[0].islower() or len(line) < 60


def _glued_heading(text: str) -> str:
    """The front of a word into which the next one ran: "DetailsJane" -> Details."""
    for seam in re.finditer(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])", text):
        if kinds(key(text[: seam.start()])) & (May.CORE | May.INFORMATION):
            return text[: seam.start()]
    return ""
