"""What merges leave behind: fields of other programs, and the words that they print where nobody had a value."""

import re
from collections.abc import Iterator, Sequence


def _any(patterns: Sequence[str], flags: re.RegexFlag = re.MULTILINE) -> re.Pattern[str]:
    return re.compile("|".join(patterns), flags)


_NAME = r"(?i:first|last|full|given|family)[ _-]?(?i:name)"
_FIELDS = _any(
    (
        r"<<[ ]?[^\W\d_][\w .:-]{0,40}>>",  # <<Name>>, Word
        rf"«[ \u00a0]?(?:[A-Z][A-Z_]{{2,}}|{_NAME}|[A-Z][a-z]+_[A-Za-z_]+|Vorname|Nachname|Prénom|Nombre)[ \u00a0]?»",
        r"%%=.{1,60}?=%%|%{1,2}(?!\d)[A-Za-z][A-Za-z_.]{2,40}%{1,2}(?!\w)",  # %FIRSTNAME%
        r"\*\|[^|\n]{1,60}\|\*",  # *|FNAME|*
        r"[$#]?\{[!$]?[ ]?(?!\{)[^\W\d_][\w .:-]{0,40}\}|\{\d{0,2}\}|\$\{[^}\n]{1,60}\}",  # {Name}, ${name}, {0}
        rf"\$(?:{_NAME})\b|%\(\w+\)s",
        r"(?<![\w#])#{1,2}[A-Za-z][A-Za-z_]{1,30}#{1,2}(?![\w#])",  # #name#
        r"(?<![\w@])@{1,2}[A-Za-z_]{2,30}@{1,2}(?![\w@])|(?<!\w)~[A-Za-z]+\.?[A-Za-z]+~",
        r"\[\[[^\]\n]{1,40}\]\]|\[(?:[FL]NAME|[A-Z]{2,}_[A-Z_]+|%[^\]\n]{1,40})\](?!\()",
        r"<%.{1,60}?%>|\|(?:FNAME|LNAME|NAME|FIRSTNAME)\|",
        r"(?<!\{ )(?<!\{)(?<!if )(?<!or )(?<!and )(?<!not )\brecipient\.[a-z_]{2,20}\b",
        r"(?<![A-Za-z])(?:[FL]NAME|FIRST_?NAME|LAST_?NAME|GIVEN_NAME|FAMILY_NAME)(?![A-Za-z])",
    )
)
_BROKEN = re.compile(r"\[object Object\]|#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!)|\bNaN\b|\bNaT\b|\bInvalid Date\b")
_IN_BRACKETS = (
    r"\((?i:(?:(?:first|last|full|given|family)[ _-]?|sur)?name|prénom|nom|nombre|vorname|nachname|nome|cognome|имя)\)"
)
_NOTHING = (
    r"(?:None|nan|NaN|NULL|null|undefined|N/A|n/a|nil|\(null\)|<null>|none|%s|[$%@]\w+@?|_{2,}|\.{3,}|…"
    rf"|{_IN_BRACKETS})"
)
_TITLE = r"(?i:mr|mrs|ms|mx|dr|prof|herr|frau|madame|monsieur|mme|m|señora?|sr|sra|dott|dott\.ssa|signora?|colleague)"
# Greetings that want a name: a comma right behind them says that it is missing.
_WITH_NAME = (
    r"(?i:dear|ch[eè]r(?:e|\(e\)|·e)?|estimad[oa](?:/[oa]|\([oa]\))?|querid[oa](?:/[oa])?|prezad[oa](?:/[oa]|\(a\))?"
    r"|gentile|gent\.mo|egregi[oa]|car[oa](?:/[oa]|\(a\))?|liebe(?:r|/r|\(r\))?|sehr geehrte(?:[rs]|/r|\(r\))?"
    r"|уважаем(?:ый|ая)|дорог(?:ой|ая))"
)
# Greetings that can stand alone: "Bonjour,", but not "Bonjour ,".
_WITHOUT = (
    r"(?i:hello|hi|good (?:morning|afternoon|evening)|bonjour|bonsoir|hola|buenos días|guten (?:tag|morgen|abend)"
    r"|hallo|buongiorno|olá|bom dia|здравствуйте)"
)
_STARTS = r"(?:^|(?<=[*_>\"“]))[ \t]*"
_ARABIC = r"(?:عزيزي|عزيزتي|السيد|السيدة|حضرة)"
_CHINESE = r"(?:尊敬的|亲爱的)"
_GREETED = _any(
    (
        rf"{_STARTS}(?:{_WITH_NAME}|{_WITHOUT})(?:[ \u00a0]+{_TITLE}\b\.?)?[ \u00a0]+(?:[\w.\ufffc]+ )?{_NOTHING}"
        r"(?=[ \t*]*(?:[,;:!.،\uff0c\uff1a]|$))",
        rf"{_STARTS}{_ARABIC}[ ]+{_NOTHING}|{_STARTS}{_CHINESE}[ ]?{_NOTHING}",
    )
)
_NOBODY = _any(
    (
        rf"{_STARTS}(?i:dear)(?:[ ]{_TITLE}\b\.?)?[ \u00a0]*,|\bDear[ \u00a0]+,",
        rf"{_STARTS}{_WITH_NAME}(?:[ ]{_TITLE}\b\.?[ \u00a0]+|[ \u00a0]*)[,:](?=[ \t*]*$)",
        rf"{_STARTS}{_WITHOUT}(?:[ ]{_TITLE}\b\.?)?[ \u00a0]+,",
        rf"{_STARTS}{_ARABIC}[ ]*[،,:](?=[ \t]*$)|{_STARTS}{_CHINESE}[ ]*[,:\uff0c\uff1a](?=[ \t]*$)",
    )
)
# "in None on Tuesday", "the None meeting", "is nan euros": the capital in the middle of a sentence, or what stands
# beside it, tells them from "none of the ministers", "Second to None", "my nan" and Nan in Thailand.
_IN_A_SENTENCE = _any(
    (
        r"(?<![\w’'-])(?!to\b)[a-zà-ÿ]{2,},?\sNone\b(?![ ](?:of|but|the|Too|So|Other)\b)(?!['’”\"])",
        r"\b(?:Contact|Call|Ask|Mr|Mrs|Ms|Dr)\.?\sNone\b(?! of\b)",
        r"\b(?:in|at|on|from|by|with|for|of|until|than|about|à|de|en|bei|um|am|von|di|da|em|в|от)"
        r"\s(?:nan|null|undefined)(?=[ ]*(?:[,.;:)!?]|$)|[ ](?:on|at|in|from|to|and|le|à|am|el|a|euros?|dollars?|%"
        r"|per cent|people|million|years|km)\b)(?<!um null)",
        r"\b(?!(?:my|his|her|your|our|their|an?|the|and|or|old|dear)\b)[^\W\d_]+,?\snan\b(?![ ]bread|['’])",
        r"(?:,|\b(?!(?:Bar|To|Were|Was)\b)[A-Z]\w+)\sNone(?=[ ]*(?:[,;)]|$))",
        r"[$€£][ ]?(?:nan|null|None|undefined)\b|\bnan(?=[ ]?(?:%|€|(?:million|billion|milliard|per cent|percent)\b))",
        r"\bNULL\b(?=[ ]*(?:[,.;:)!?]|$)|[ ][a-z])(?<![A-Z][ ]NULL)",
    )
)
_ENOUGH = 20
_ALONE = re.compile(r"(?:None|nan|NaN|NULL|null|undefined|\(null\)|None[, ]+None)[.,]?")
_CELL = re.compile(r"(?:nan|NULL|null|undefined|\(null\))")
_BARE = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])?[ \t]*(?:\**[\w ]{1,24}:\**[ \t]*)?")


def found(text: str) -> Iterator[tuple[int, str]]:
    """Where `text`, a paragraph or a line, holds what a merge has left, and how that is written."""
    taken: list[re.Match[str]] = []
    for pattern in (_GREETED, _FIELDS, _BROKEN, _IN_A_SENTENCE, _NOBODY):
        for left in pattern.finditer(text):
            if len(taken) == _ENOUGH:
                return
            if not any(other.start() < left.end() and left.start() < other.end() for other in taken):
                taken.append(left)
                yield left.start() + len(left[0]) - len(left[0].lstrip()), left[0].strip()
    yield from ((at, word) for at, word in _alone(text) if not any(o.start() <= at < o.end() for o in taken))


def is_nothing(text: str) -> bool:
    """Whether a value is only the word that a program prints for none."""
    return bool(_ALONE.fullmatch(text.strip()))


def _alone(text: str) -> Iterator[tuple[int, str]]:
    """A cell of a table, an item of a list or a line of its own that is only such a word."""
    at = 0
    for line in text.split("\n"):
        if line.lstrip().startswith("|"):
            words = [cell.strip() for cell in line.split("|") if _CELL.fullmatch(cell.strip())]
        else:
            bare = _BARE.sub("", line).strip()
            words = [bare] if is_nothing(bare) and bare != "None." else []
        for word in words:
            yield at + line.index(word), word
        at += len(line) + 1
