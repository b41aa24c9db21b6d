"""Where two words run into each other because a line break was lost: "RelationsPark Road", "GmbHAnna"."""

import re

from outreach.formats.contact_block.given_names import is_given_name
from outreach.formats.contact_block.tokens import Sort, Token
from outreach.formats.contact_block.vocabulary import headings, organisations, roles
from outreach.formats.contact_block.vocabulary.matching import key

_COMPANY = (
    r"gGmbH|GmbH|mbH|KGaA|SpA|SàRL|SARL|ApS|LLC|LLP|Inc\.?|Ltd\.?|Corp\.?|Pty|PLC|plc|e\.V\.?|S\.A\.?|N\.V\.?|B\.V\.?"
    r"|S\.p\.A\.?|S\.L\.?|AG|SE|SA|NV|BV|AB|ASA|Oyj|Oy"
)
_TITLE = (
    r"PhD|Ph\.D\.?|BSc|MSc|MBA|CFA|BEng|MEng|LL\.M\.?|MD|CEO|CFO|COO|CTO|CMO|CIO|CCO|EVP|SVP|VP|PR|IR|USA|UK|UAE|EMEA"
)
LEGAL = _COMPANY
_AFTER_LEGAL = re.compile(rf"(?:(?<=[^\W\d_])|\b)({_COMPANY}|{_TITLE})(?=[A-ZÀ-Þ][a-zß-ÿ'.]|[A-ZÀ-Þ]\b)")
# A small letter before a capital; capitals before a word; digits before a word.
_SEAM = re.compile(
    r"(?<=[a-zß-ÿа-яα-ω.])(?=[A-ZÀ-ÞА-ЯΑ-Ω])|(?<=[A-ZÀ-Þ]{2})(?=[A-ZÀ-Þ][a-zß-ÿ]{2})|(?<=\d{2})(?=[A-ZÀ-Þ][a-zß-ÿ])"
)
_PREFIXES = (
    "Mc",
    "Mac",
    "De",
    "Di",
    "Du",
    "Le",
    "La",
    "Van",
    "Von",
    "Fitz",
    "O'",
    "D'",
    "L'",
    "Des",
    "Del",
    "St",
    "Ó",
    "al",
    "Al",
    "El",
    "i",
    "e",
)
ABBREVIATIONS = frozenset(
    "mag mmag prof dipl ing inc corp ltd pty str dott dra sra srta hon capt gen sgt messrs univ assoc dept approx avda"
    " blvd gesmbh mme".split()
)
_LOST = re.compile(r"[)\]][A-ZÀ-Þa-z]{2}|\d[A-ZÀ-Þ][a-z]{2}|[a-z]{2}\.[A-ZÀ-Þ][a-zß-ÿ]{2}|[^\W\d_]{3}\([+\d]")


def is_glued(line: str, marks: list[Token]) -> bool:
    """Whether line breaks were surely lost in `line`: a label, a number or an address runs into a word."""
    for mark in marks:
        before, after = line[mark.start - 1 : mark.start] if mark.start else "", line[mark.end : mark.end + 1]
        if mark.sort in (Sort.LABEL, Sort.EMAIL, Sort.LINK) and before and (before.isalnum() or before == ")"):
            return True
        if mark.sort in (Sort.PHONE, Sort.EMAIL, Sort.LINK) and (after.isalpha() or after.isdigit()):
            return True
    return bool(_LOST.search(line)) or any(_is_known_before(word) for word in re.findall(r"[^\W\d_]{6,}", line))


def _is_known_before(word: str) -> bool:
    """Whether a heading or a role ends where a capital stands inside `word`: "DetailsJane"."""
    return any(
        _is_known(word[: seam.start()]) and len(word) - seam.start() > 2
        for seam in _SEAM.finditer(word)
        if seam.start() > 3
    )


def _is_known(text: str) -> bool:
    word = key(text)
    return word in headings.CORE or word in headings.INFORMATION or word in roles.NOUNS or word in roles.TOPICS


def split(word: str, *, is_glued_line: bool, following: str) -> list[str]:
    """The words that `word` was before their line break was lost; `following` is the line behind it."""
    if word.islower() or word.isupper() or len(word) < 3:
        return [word]
    if not is_glued_line:
        return _before_a_name(word) if re.match(r" [A-ZÀ-Þ]", following) else [word]
    pieces = _AFTER_LEGAL.sub("\\1\x00", word).split("\x00")
    return [part for piece in pieces for part in _split_at_seams(piece) if part]


def _before_a_name(word: str) -> list[str]:
    """On a line that shows no other loss: parted only where a legal form or a town runs into a first name."""
    for seam in [m.end(1) for m in _AFTER_LEGAL.finditer(word)] + [m.start() for m in _SEAM.finditer(word)]:
        left, right = word[:seam], word[seam:]
        if len(left) > 2 and len(right) > 2 and left not in _PREFIXES and is_given_name(key(right)):
            return [left, right]
    return [word]


def _split_at_seams(piece: str) -> list[str]:
    if key(piece) in organisations.LEGAL_FORMS or key(piece) in roles.DEGREES or piece.endswith("traBe"):
        return [piece]
    legal = re.search(rf"(?<=[a-zß-ÿ])({_COMPANY}|{_TITLE})$", piece)
    parts, at = [], 0
    for seam in _SEAM.finditer(piece):
        left = piece[at : seam.start()]
        inside_legal = legal is not None and seam.start() > legal.start()
        if (
            (left.endswith(_PREFIXES) and left in _PREFIXES)
            or inside_legal
            or len(left) < 2
            or re.fullmatch(r"(?:[A-Z]\.)+", left)
        ):
            continue
        parts.append(left)
        at = seam.start()
    return [*parts, piece[at:]]
