"""What merges leave behind: fields of other programs, and the values that stand where nobody had one."""

import re
from collections.abc import Iterator

_FIELDS = re.compile(
    r"<<[ ]?[A-Za-z][\w .:-]{0,40}>>"  # <<Name>>
    r"|«[ \u00a0]?(?:[A-Z][A-Z_]{2,}|\w*(?i:first|last|full|given|family)_?[Nn]ame\w*|[A-Z][a-z]+_[A-Za-z_]+|Vorname|Nachname)[ \u00a0]?»"
    r"|%%=.{1,60}?=%%|%{1,2}(?!\d)[A-Za-z][A-Za-z_.]{2,40}%{1,2}(?!\w)"  # %FIRSTNAME%
    r"|\*\|[^|\n]{1,60}\|\*"  # *|FNAME|*
    r"|\$?\{[!$]?[ ]?(?!\{)[A-Za-z][\w .:-]{0,40}\}|\{\d{0,2}\}|\$\{[^}\n]{1,60}\}"  # {Name}, ${name}, {0}
    r"|\$(?i:first|last|full|given|family)_?(?i:name)\b"
    r"|(?<![\w#])#{1,2}[A-Za-z][A-Za-z_]{1,30}#{1,2}(?![\w#])"  # #name#
    r"|(?<!\w)@@[A-Za-z_]{2,30}@@|(?<!\w)~[A-Za-z]+\.?[A-Za-z]+~"
    r"|\[\[[^\]\n]{1,40}\]\]|\[(?:[FL]NAME|FIRSTNAME|LASTNAME|[A-Z]{2,}_[A-Z_]+|%[^\]\n]{1,40})\](?!\()"
    r"|<%.{1,60}?%>|\|(?:FNAME|LNAME|NAME|FIRSTNAME)\|"
)
_BROKEN_VALUE = re.compile(
    r"\[object Object\]|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!)|\bNaN\b|\bNaT\b|\bInvalid Date\b"
)
_NOTHING = r"(?:None|nan|NaN|NULL|null|undefined|N/A|n/a|nil|\(null\)|<null>|none)"
_GREETING = (
    r"(?i:dear(?:[ ](?:mr|mrs|ms|dr|prof|colleague))?\.?|hello|hi|good[ ](?:morning|afternoon|evening)|bonjour|bonsoir|ch[eè]re?s?"
    r"|estimad[oa](?:/[oa])?|hola|buenos[ ]días|querid[oa]|liebe[rs]?|guten[ ](?:tag|morgen|abend)|hallo"
    r"|sehr[ ]geehrte(?:[rs]|/r)?(?:[ ](?:herr|frau))?|gentile|gent\.mo|car[oai]|egregi[oa]|buongiorno|prezad[oa](?:\(a\))?"
    r"|уважаем(?:ый|ая)|здравствуйте|monsieur|madame|señora?)"
)
_NOTHING_GREETED = re.compile(
    rf"(?:^|(?<=[\s*_>#-])){_GREETING}[ \u00a0]+{_NOTHING}(?=[ \t]*(?:[,;:!.،,]|$))", re.MULTILINE
)
_NOTHING_ALONE = re.compile(r"(?:None|nan|NaN|NULL|null|undefined|\(null\)|None[, ]+None)[.,]?")
_NOTHING_CELL = re.compile(r"(?:nan|NaN|NULL|null|undefined|\(null\))")
# "in None on Tuesday", "from nan.": capitals and what follows tell it from "none of the ministers".
_NOTHING_PLACED = re.compile(
    r"\b(?:in|at|on|from|by|with|for|of|until|à|de|en|in|bei|um|am|von|a|di|da|em|в|от)[ ]"
    r"(?:None|nan|NULL|null|undefined)(?=[ ]*(?:[,.;:)!?]|$)|[ ](?:on|at|in|from|to|and|le|à|am|um|el|a)\b)(?![ ]of\b)",
    re.MULTILINE,
)
_NOTHING_LOUD = re.compile(r"\bNULL\b(?=[ ]*(?:[,.;:)!?]|$)|[ ][a-z])(?<![A-Z][ ]NULL)")
_NOBODY = re.compile(
    r"(?:^|(?<=[\s*_>]))(?:(?i:dear)(?:[ ](?i:mr|mrs|ms|dr|prof)\b\.?)?[ \u00a0]*,"
    r"|(?i:ch[eè]r(?:e|\(e\)|·e)?|estimad[oa](?:/[oa]|\([oa]\))?|querid[oa]|prezad[oa](?:/[oa]|\(a\))?|gentile|caro|cara|car[oa]/[oa]"
    r"|liebe/?r?|lieber|sehr[ ]geehrte(?:[rs]|/r|\(r\))?(?:[ ](?:herr|frau)\b)?|уважаем(?:ый|ая)|дорогой|дорогая)[ \u00a0]*[,:](?=[ \t]*$)"
    r"|(?i:hello|hi|good[ ](?:morning|afternoon|evening)|bonjour|bonsoir|hola|buenos[ ]días|guten[ ](?:tag|morgen|abend)|hallo"
    r"|buongiorno|olá|bom[ ]dia|здравствуйте|monsieur|madame)[ \u00a0]+,"
    r"|(?:عزيزي|عزيزتي|السيد|السيدة)[ ]*[،,:](?=[ \t]*$)|(?:尊敬的|亲爱的)[ ]*[,,::](?=[ \t]*$))",
    re.MULTILINE,
)


def found(text: str) -> Iterator[tuple[int, str]]:
    """Where `text`, a paragraph or a line, holds what a merge has left, and how that is written."""
    patterns = (_FIELDS, _BROKEN_VALUE, _NOTHING_GREETED, _NOTHING_PLACED, _NOTHING_LOUD, _NOBODY)
    ends: list[tuple[int, int]] = []
    for pattern in patterns:
        for left in pattern.finditer(text):
            if not any(start < left.end() and left.start() < end for start, end in ends):
                ends.append((left.start(), left.end()))
                yield left.start(), left[0].strip()
    yield from _alone(text)


def is_nothing(text: str) -> bool:
    """Whether a value is only the word that a program prints for none."""
    return bool(_NOTHING_ALONE.fullmatch(text.strip()))


def _alone(text: str) -> Iterator[tuple[int, str]]:
    """A cell of a table, an item of a list or a line of its own that is only such a word."""
    at = 0
    for line in text.split("\n"):
        if line.lstrip().startswith("|"):
            words = [cell.strip() for cell in line.split("|") if _NOTHING_CELL.fullmatch(cell.strip())]
        else:
            bare = re.sub(r"^[ \t>]*(?:[-*+]|\d+[.)])?[ \t]*(?:\**[\w ]{1,24}:\**[ \t]*)?", "", line).strip()
            words = [bare] if is_nothing(bare) and not bare.startswith("None.") else []
        yield from ((at, word) for word in words if not _BROKEN_VALUE.fullmatch(word))
        at += len(line) + 1
