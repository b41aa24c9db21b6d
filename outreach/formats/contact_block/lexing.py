"""A line as tokens, its lost boundaries found again."""

import re
from collections.abc import Sequence

from outreach.formats.contact_block import numbers, seams
from outreach.formats.contact_block.addresses import addresses, links
from outreach.formats.contact_block.labelling import EMAIL_MARK, LINK_MARK, WORD, labels
from outreach.formats.contact_block.tokens import Sort, Token
from outreach.formats.contact_block.vocabulary.labels import PHONE_LABELS, TABLE, Label
from outreach.formats.contact_block.vocabulary.matching import key

_STOP = re.compile(
    r"\s*(?:\t|\n)\s*|[ ]{2,}|\s+[-\u2013]{1,2}\s+|\s*[\u2014\u2015]\s*|\s*[,;:|()\[\]{}<>•·…\"“”„«»/]+\s*"
    r"|^\s*[*\-\u2013>]+\s|[.!?]+(?=\s|$)"
)
_LABEL_AFTER = re.compile(r"\s{0,2}\(?\s?([^\W\d_]+(?:[- ][^\W\d_]+)?)\s?\)?(?=\s*(?:$|[,;|/)\t\n]|\band\b|\bor\b))")
_ABBREVIATION_LENGTH = 3
# "… can be reached on 020 7946 0123": as good as a label.
_ON = re.compile(
    r"(?i)(?<![^\W\d_])(?:on|at|via|by|call|dial|ring|phone|au|al|op|på|unter|under|chiamare|appeler|bel|llamar|ligar"
    r"|numéro|número|number|nummer|num|по)\s*:?\s*$"
)
_LEGAL_FOLLOWS = re.compile(rf"(?:{seams.LEGAL})(?![a-zß-ÿ])")


def tokens(line: str, number: int, *, regions: Sequence[str]) -> list[Token]:
    """The tokens of a cleaned `line`, which is line `number` of its document."""
    facts = [Token(Sort.EMAIL, span.text, number, span.start, span.end) for span in addresses(line)]
    masked = _masked(line, facts, EMAIL_MARK)
    found_links = [Token(Sort.LINK, span.text, number, span.start, span.end) for span in links(masked)]
    masked = _masked(masked, found_links, LINK_MARK)
    found_labels = [
        Token(Sort.LABEL, line[x.start : x.end], number, x.start, x.end, label=x.label) for x in labels(masked)
    ]
    phones = _phones(_masked(masked, found_labels, "\x03"), number, found_labels, regions)
    marks = sorted([*facts, *found_links, *found_labels, *phones], key=lambda token: token.start)
    return _with_words(line, number, marks)


def _masked(line: str, spans: list[Token], mark: str) -> str:
    for span in spans:
        line = line[: span.start] + mark * (span.end - span.start) + line[span.end :]
    return line


def _phones(line: str, number: int, found_labels: list[Token], regions: Sequence[str]) -> list[Token]:
    phones: list[Token] = []
    for run in numbers.runs(line):
        label = _announced_by(line, run.start(), found_labels, phones)
        if label is Label.OTHER or (phones and run.start() < phones[-1].end):
            continue
        named = _phone_label_after(line, run.end())
        announced = label in PHONE_LABELS or named is not None or bool(_ON.search(line[: run.start()]))
        for written in numbers.numbers(line, run, is_announced=announced, regions=regions):
            after = _phone_label_after(line, written.end)
            kind, end = after or (label, written.end)
            phones.append(
                Token(Sort.PHONE, written.text, number, written.start, end, label=kind, extension=written.extension)
            )
    return phones


def _announced_by(line: str, start: int, found_labels: list[Token], phones: list[Token]) -> Label | None:
    """The label right before `start`, or before the number that stands right before."""
    before = [token for token in (*found_labels, *phones) if token.end <= start + 1]
    last = max(before, key=lambda token: token.end, default=None)
    if last is None:
        return None
    between = line[last.end : start]
    if re.fullmatch(r"[\s:.()\[\]/,;#\-\u2013|]*(?:and|or|und|et|y|e|ou|oder|no)?[\s.:(]*", between):
        return last.label
    return None


def _phone_label_after(line: str, end: int) -> tuple[Label, int] | None:
    """The label behind a number, "(mobile)" or "cell", and where it ends."""
    after = _LABEL_AFTER.match(line, end)
    label = _phone_label(after[1]) if after else None
    return (label, after.end()) if after and label else None


def _phone_label(text: str) -> Label | None:
    """What "(mobile)", "cell" or "(c)" behind a number says."""
    wanted = key(text)
    if wanted in _AFTER_LETTERS:
        return _AFTER_LETTERS[wanted]
    for label in PHONE_LABELS:
        if wanted in _keys(label):
            return label
    return None


_AFTER_LETTERS = {
    "c": Label.MOBILE,
    "m": Label.MOBILE,
    "o": Label.PHONE,
    "w": Label.PHONE,
    "h": Label.PHONE,
    "f": Label.FAX,
}
_KEYS: dict[Label, frozenset[str]] = {}


def _keys(label: Label) -> frozenset[str]:
    if label not in _KEYS:
        _KEYS[label] = frozenset(key(entry) for entry in re.split(r"[|\n]", TABLE[label]))
    return _KEYS[label]


def _with_words(line: str, number: int, marks: list[Token]) -> list[Token]:
    """The marks, and between them the words and what parts them."""
    glue = seams.is_glued(line, marks)
    found: list[Token] = []
    at = 0
    for mark in [*marks, None]:
        found += _words(line, number, at, mark.start if mark else len(line), is_glued_line=glue)
        if mark:
            found.append(mark)
            at = mark.end
    return found


def _words(line: str, number: int, start: int, end: int, *, is_glued_line: bool) -> list[Token]:
    found: list[Token] = []
    at = start
    while at < end:
        word = WORD.match(line, at, end)
        stop = None if word else _STOP.match(line, at, end)
        if word:
            found += _seamed(word, number, is_glued_line=is_glued_line)
            at = word.end()
        elif stop and stop.end() > at:
            belongs = stop[0].strip() == "," and found and _LEGAL_FOLLOWS.match(line, stop.end())
            if not belongs and not (stop[0][0] in ".!?" and _is_abbreviation(found)):
                found.append(Token(Sort.STOP, _stop_text(stop[0]), number, at, stop.end()))
            at = stop.end()
        else:
            at += 1
    return found


def _stop_text(text: str) -> str:
    if "\n" in text or "\t" in text:
        return "\t"
    return text.strip()[:1] or "  "


def _is_abbreviation(found: list[Token]) -> bool:
    """Whether the full stop belongs to the word before it: "S.", "Dr.", "Ltd.", "e.V."."""
    if not found or found[-1].sort is not Sort.WORD:
        return False
    word = found[-1].text
    return len(word) <= _ABBREVIATION_LENGTH or "." in word or key(word) in seams.ABBREVIATIONS


def _seamed(word: re.Match[str], number: int, *, is_glued_line: bool) -> list[Token]:
    pieces, at = (
        seams.split(word[0], is_glued_line=is_glued_line, following=word.string[word.end() : word.end() + 2]),
        word.start(),
    )
    found = []
    for place, piece in enumerate(pieces):
        start = word.string.index(piece, at)
        at = start + len(piece)
        found.append(Token(Sort.WORD, piece, number, start, at, is_glued=place > 0))
    return found
