"""Values that are open still: "Venue: TBC", "lieu à préciser", "Ort wird noch bekannt gegeben", "地点待定".

Each language is careful with words that are also something else: TBC is a bank, "il tient à préciser" is a sentence,
and "to be announced in 2019" was.
"""

import re
from collections.abc import Iterator

_TB = r"(?i:\bTB[CDA]\b)(?!['’-]\w)"
_LETTERS = re.compile(_TB)
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
_END = r"(?=[ \t*_]*(?:[.,;!)\]|»”]|$))"
_LAST = re.compile(_END)
_NAMED = re.compile(r"[ ][A-Z][a-z]")
# "TBC: water report" as a headline.
_IN_FRONT = re.compile(r"[ ]?:[ ]")
# "Judges need to be confirmed", "was to be announced in 2019": no value is open there.
_NO_LONGER = "was were has have had needs need needed must first hopes hoped wants waits waiting expects ought".split()
_TO_BE = (
    "".join(rf"(?<!\b{word} )" for word in _NO_LONGER)
    + r"\b(?i:to be (?:confirmed|announced|determined|decided))\b"
    + r"(?=[ \t*_]*(?:[.;:!)\]|”]|$|,(?![ ][a-z]+[ ][a-z]))|[ ](?:later|shortly|soon|closer|nearer|in due course)\b)"
)
# What says it alone: behind a colon, in brackets, in a cell, or behind a word for what an invitation names.
_BY_LANGUAGE = {
    "fr": r"à (?:confirmer|préciser|déterminer|définir|communiquer)",
    "es": r"(?:por|a) (?:confirmar|definir|determinar|anunciar)|sin confirmar",
    "it": r"da (?:confermare|definire|stabilire|precisare|comunicare)",
    "pt": r"(?:por|a) (?:confirmar|definir|designar|divulgar|anunciar)",
    "de": r"noch offen|(?:noch )?zu klären|noch nicht bekannt|folgt noch|in Klärung",
    "ru": r"уточня[ею]тся|будет уточнен[оа]?|требует подтверждения|подлежит уточнению",
    "ar": r"(?:يحدد|تحدد|سيحدد|سيعلن|يعلن|يؤكد) لاحق[اً]+|قيد التأكيد",
}
_VALUE = "|".join(_BY_LANGUAGE.values())
_WHAT = (
    r"lieu|date|heure|horaire|salle|adresse|intervenante?s?|orateurs?|oratrices?|porte-parole|programme|lien|et"
    r"|lugar|fecha|hora|sala|dirección|ponentes?|portavoz|oradores|orador|enlace|programa|y"
    r"|luogo|data|ora|orario|indirizzo|relator[ei]|portavoce|programma|e|local|horário|endereço|porta-voz|orador[ae]s?"
    r"|ort|datum|uhrzeit|zeit|raum|saal|sprecher(?:in)?|redner(?:in)?|programm|und"
    r"|место|дата|время|зал|адрес|спикеры?|докладчики?|ссылка|и|المكان|التاريخ|الموعد|القاعة|المتحدث"
)
# Where they say it anywhere in a sentence.
_ALWAYS = (
    r"(?:wird|werden) noch (?:bekannt ?gegeben|mitgeteilt|festgelegt|bestätigt|nachgereicht|benannt)"
    r"|(?:steht|stehen) noch nicht fest"
    r"|(?:待定|待确认|待公布|待通知|另行通知|有待确认)"
)
# Behind a colon, a bracket or a bar; or with a word for it where a line or a sentence begins.
_ALONE = (
    rf"(?<=[:(\[|–—])|(?<=[:(\[|–—][ ])|(?<=[:(\[|–—]\u00a0)|(?<=:\*\*[ ])"
    rf"|^[ \t>*-]*(?=(?i:{_WHAT})[ ])|(?<=\.[ ])(?=(?i:{_WHAT})[ ])"
)
_OPEN = re.compile(
    rf"{_TB}|\bt\.[ ]?b\.[ ]?[acd](?:\.|\b)|{_TO_BE}"
    rf"|(?:{_ALONE})(?:(?i:{_WHAT})[ ]){{0,4}}(?i:{_VALUE}){_END}"
    rf"|(?<=[(\[])(?:[^\W\d_]+[ ]){{1,3}}(?i:{_VALUE})(?=[)\]])"
    rf"|(?i:{_ALWAYS})",
    re.MULTILINE,
)
# What a form is filled in with where there is nothing to say.
_NOTHING = re.compile(
    r"[-–—.…/_ ]+|\?{1,2}|(?i:n\.?[ ]?/[ ]?a\.?|n\.a\.?|n/d|s/d|s\.? ?o\.?|k\. ?a\.?|not applicable|entfällt"
    r"|sans objet|no aplica|não se aplica|н/д|لا يوجد|无|無)"
)


def found(text: str) -> Iterator[tuple[int, str]]:
    """Where a value is to be confirmed in `text`, a line or more, and how that is written."""
    for one in _OPEN.finditer(text):
        written = one[0].strip(" \t>*-")
        if not _LETTERS.fullmatch(written) or _is_value(one, text):
            yield one.start() + one[0].index(written), written


def says_nothing(text: str) -> bool:
    """Whether a value only fills its place: "-", "n/a", "k. A."."""
    return bool(_NOTHING.fullmatch(text.strip()))


def _is_value(letters: re.Match[str], text: str) -> bool:
    """Whether TBC stands for a value: not in "TBC Bank", "the bank TBC lends"."""
    before = text[text.rfind("\n", 0, letters.start()) + 1 : letters.start()]
    if not before.strip(" \t>*-_"):
        return bool(_LAST.match(text, letters.end()) or _IN_FRONT.match(text, letters.end()))
    if re.search(_BEFORE, before):
        return not _NAMED.match(text, letters.end())
    return bool(_LAST.match(text, letters.end())) and not _NO_VALUE.search(before)
