"""Names as they are compared across alphabets: folded, in Latin letters, umlauts with or without their e."""

import re
from functools import lru_cache

from outreach.model.text import fold

# Russian, Ukrainian, Belarusian, Bulgarian, Serbian, Macedonian, as most newsrooms write them; then Greek; then the
# Latin letters that fold does not take apart.
_LETTERS = {
    **dict(
        zip("абвгдезийклмнопрстуфыэіїјў", "a b v g d e z i i k l m n o p r s t u f y e i i j u".split(), strict=True)
    ),
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "є": "ye",
    "ґ": "g",
    "ђ": "dj",
    "ћ": "c",
    "љ": "lj",
    "њ": "nj",
    "џ": "dz",
    "ѓ": "g",
    "ќ": "k",
    "ѕ": "dz",
    **dict(zip("αβγδεζηικλμνξοπρσςτυφχω", "a v g d e z i i k l m n x o p r s s t y f ch o".split(), strict=True)),
    "θ": "th",
    "ψ": "ps",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ħ": "h",
}
_TABLE = str.maketrans(_LETTERS)
_UMLAUT_E = re.compile("(?<=[aou])e")
# Spellings of one sound that differ from one newsroom to the next, the longest first.
_SOUNDS = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("dzh", "j"), ("kh", "k"), ("ch", "k"), ("sh", "s"), ("zh", "s"),
    ("ph", "f"), ("th", "t"), ("tz", "s"), ("ts", "s"), ("cz", "s"), ("ck", "k"), ("x", "ks"), ("qu", "k"),
    ("w", "v"), ("c", "k"), ("q", "k"), ("z", "s"), ("d", "t"),
)  # fmt: skip
_VOWELS = re.compile("[aeiouyjh]")
# Names come again and again: a directory has far fewer words than people.
_REMEMBERED = 1 << 16
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=_REMEMBERED)
def words(name: str) -> tuple[str, ...]:
    """The words of `name` as they are compared.

    >>> words("Елена Müller-Łukasz"), words("Mueller")
    (('elena', 'muller', 'lukasz'), ('muller',))
    """
    folded = fold(name)
    if not folded.isascii():
        folded = folded.translate(_TABLE)
    return tuple(_UMLAUT_E.sub("", word) for word in folded.split())


@lru_cache(maxsize=_REMEMBERED)
def skeleton(word: str) -> str:
    """The consonants of a word of `words`, one letter for each sound; a vowel at its beginning counts as a.

    >>> skeleton("stephan") == skeleton("stefan"), skeleton("olsen") == skeleton("ohlson")
    (True, True)
    """
    sounds = word
    for written, sound in _SOUNDS:
        if written in sounds:
            sounds = sounds.replace(written, sound)
    sounds = _TWICE.sub(r"\1", sounds)
    first = "a" if _VOWELS.match(sounds) and not sounds.startswith("h") else sounds[:1]
    return first + _VOWELS.sub("", sounds[1:])
