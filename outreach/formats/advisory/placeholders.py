"""What a writer has left open in a text: placeholders, notes between colleagues, and values to be confirmed.

Brackets also stand in quotations, TODO is Spanish for everything, XXX is thirty, and TBC is a bank.
"""

import re
from collections.abc import Iterator

# "[ADDRESS]", "[WHAT HAPPENS, IN ONE LINE]", "[first name]", "[insert quote]". Not "[UN]", "[…]" and "[the ministers]",
# which stand in quotations, and not "[MAP](https://…)", which is a link.
# What stands in such brackets, in several languages.
_OWN = (
    r"(?:first|last|full|given|family|your)?[ _-]?name|insert\b[^\]\n]{,80}|your\b[^\]\n]{,80}"
    r"|date|day|time|hour|place|city|address|phone|e-?mail|headline|title|quote|number|organi[sz]ation|x+"
    r"|venue|location|link|url|company|outlet|journalist|editor|[\w ]{2,24}[’']s name|\w+ name|name of [\w ]{2,24}"
    r"|prénom|nom|heure|lieu|vorname|nachname|datum|uhrzeit|ort|nombre|apellidos?|fecha|hora|lugar|nome|cognome|data|luogo"
    r"|sobrenome|имя|фамилия|дата|место|الاسم|التاريخ|المكان|姓名|名字|日期|地点"
)
# Notes in brackets: "[check this]", "[really??]", "[JM: is that so?]", "[AB: ask legal]".
_NOTE = (
    r"\[(?:(?i:please |pls |to |must )?(?i:check|verify|double-check|fact-?check)\b(?!-)[^\]\n]{,80}"
    r"|[^\]\n]{,80}(?:\?\?|!!)[^\]\n]{,80}"
    r"|[A-Z]{2,3}:[ ][^\]\n]{,80}(?:[?!]|\b(?i:tb[cd]|check|verify|confirm|please|pls|ask|fix|update|rewrite|unsure)\b)"
    r"[^\]\n]{,80})\](?!\()"
)
_TODO = (
    r"\[[^\]\n]{,40}\bTODO\b[^\]\n]{,80}\](?!\()|\(TODO(?:[:,][^)\n]{,80})?\)|(?<![^\W\d_] )\bTODO(?=[ ]?:)"
    r"|(?m:^[ \t>*-]*TODO[.!]?(?=[ \t]*$))"
    r"|\bTODO(?=[ ](?:add|ask|check|confirm|fill|find|fix|get|insert|link|quote|replace|translate|update|verify)\b)"
)
# Numbered with Roman numerals: "the XXX Olympiad", "XXX Congreso", "XXX Anniversary", "Super Bowl XXX", "Title XXX".
_NUMBERED = (
    r"(?:olymp|olímp|congre|kongre|sess|sesi|sitzung|assembl|asamblea|confer|konfer|summit|cumbre|sommet|gipfel|jornad"
    r"|festival|bienn|bienal|game|juego|jogo|jeux|giochi|edi[tzcç]|éditi|anivers|annivers|legislat|législat|cup\b|copa|corps"
    r"|meeting|reuni|réuni|riunione|encuentr|encontr|incontr|universiad|symposi|simp[oó]si|f[oó]r[ou]m|foro\b|feria|fiera|fair"
    r"|certamen|seman|week|colloqu|coloquio|tag|curso|course|gala|prize|premio|salon|salón|plen|aniv|trofe|vuelta|rally)"
)
# In small letters in some languages only: "the XXX meeting" waits for its name.
_AS_NAMED = r"(?=[A-ZÀ-Þ]|edi[cç]|éditi|anivers|congres+o|sesi|asamblea|jornad|cumbre|reunión|encuentro|encontro)"
_XXX = (
    rf"\bXXX+\b(?!\.?(?:[ ][\w-]+){{0,3}}?[ ]{_AS_NAMED}(?i:{_NUMBERED}))"
    r"(?<!Super Bowl XXX)(?<!Title XXX)(?<!Título XXX)(?<!Titre XXX)(?<!Chapter XXX)(?<!Capítulo XXX)(?<!Part XXX)"
    r"(?<!Article XXX)(?<!Artículo XXX)(?<!Annex XXX)(?<!Anexo XXX)(?<!Annexe XXX)(?<!Volume XXX)(?<!Canto XXX)"
)
_PLACEHOLDER = re.compile(
    rf"\[(?i:{_OWN})\](?!\()|{_NOTE}|{_TODO}|{_XXX}"
    r"|\[(?=[^\]\n]{,80}[A-Z]{2})[^\]a-z\n]{1,80}[ ,][^\]a-z\n]{1,80}\](?!\()"
    r"|(?<=[Dd]ear )(?:\[[^\]\n]{2,60}\](?!\()|XX\b)"
    r"|\b(?:FIXME|XX:XX|XX(?= ?(?:%|€|euros?\b|dollars?\b|per cent|million|people|journalists)))(?!\w)"
    r"|(?i:lorem ipsum|\b(?:dd[/.-]mm[/.-]yy(?:yy)?|yyyy-mm-dd|hh:mm)\b|\(insert\b[^)\n]{,80}\))"
    r"|(?<=[\w:] )_{4,}|\?{3,}|\bINSERT [A-Z ]{2,40}HERE\b"
)
_TB = r"(?i:\bTB[CDA]\b)(?!['’-]\w)"
# What such letters stand for a value of: "Venue TBC", "Date and time: TBC", "is TBC", "December TBA".
_ASKED_FOR = (
    r"(?:dates?|days?|times?|hours?|venues?|places?|locations?|rooms?|halls?|address|speakers?|moderators?|chairs?"
    r"|ministers?|guests?|names?|programmes?|programs?|agendas?|links?|numbers?|prices?|details?|when|where|who|is|are|be"
    r"|still|remains?|now|yet|currently|also|january|february|march|april|may|june|july|august|september|october"
    r"|november|december|\d{1,4}|[ap]\.?m\.?)"
)
_BEFORE = rf"(?:[:(\[|/=–—?]|\b(?i:{_ASKED_FOR})\b[,.]?)[ \t*_]*$"
# "a loan from TBC.": who gives it, at the end of a line.
_NO_VALUE = re.compile(r"\b(?i:from|by|with|of|to|the|and|or|an?|at|for)[ ]$")
_LAST = re.compile(r"[ \t*_]*(?:[.,;)\]|]|$)")
_NAMED = re.compile(r"[ ][A-Z][a-z]")
_OPEN = re.compile(rf"{_TB}|(?i:\bto be (?:confirmed|announced|determined)\b)")


def left(text: str) -> Iterator[tuple[int, str]]:
    """Where `text`, a line or more, has a placeholder or a note, and how that is written."""
    yield from ((found.start(), found[0].strip()) for found in _PLACEHOLDER.finditer(text))


def undecided(text: str) -> Iterator[tuple[int, str]]:
    """Where a value is to be confirmed, outside of placeholders."""
    taken = [found.span() for found in _PLACEHOLDER.finditer(text)]
    for found in _OPEN.finditer(text):
        is_taken = any(start <= found.start() < end for start, end in taken)
        if not is_taken and (len(found[0]) > 3 or _is_value(found, text)):
            yield found.start(), found[0]


def _is_value(found: re.Match[str], text: str) -> bool:
    """Whether TBC stands for a value: not in "TBC Bank", "the bank TBC lends"."""
    before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
    if not before.strip(" \t>*-_"):
        return bool(_LAST.match(text, found.end()))
    if re.search(_BEFORE, before):
        return not _NAMED.match(text, found.end())
    return bool(_LAST.match(text, found.end())) and not _NO_VALUE.search(before)
