"""Which language a paragraph is in: by its script, and by the small words that no sentence does without.

It only ever answers where the answer is plain. Names, quotations, titles in italics and short lines say nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from outreach.formats.advisory.tongue_words import HEADLINES, PHRASES, SMALL, VERBS

_ENDS_IN_CHINESE = re.compile("[。\uff01\uff1f]\\s*$")
_SHORTEST_HEADLINE, _FEWEST_OF_HEADLINE = 5, 4
# Two words in small letters behind others: Names Of Days And Books Have Capitals.
_SMALL_LETTERS = re.compile(r"\s[a-zà-ÿ]{3,}\b.*\s[a-zà-ÿ]{3,}\b")
_ENDS = re.compile(r"[.!?…;][\W_]*$")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Cyrillic": re.compile("[\u0400-\u04ff]"),
    "Arabic": re.compile("[\u0620-\u06ff]"),
    "Chinese": re.compile("[\u3400-\u9fff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Hebrew": re.compile("[\u05d0-\u05ea]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Japanese": re.compile("[\u3040-\u30ff]"),
    "Korean": re.compile("[\uac00-\ud7af]"),
}
_SCRIPT_OF = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn", "tg", "sr"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "ps", "ur", "ug", "sd", "ckb"), "Arabic"),
    "zh": "Chinese",
    "el": "Greek",
    "he": "Hebrew",
    "yi": "Hebrew",
    "hi": "Devanagari",
    "ne": "Devanagari",
    "mr": "Devanagari",
    "ja": "Japanese",
    "ko": "Korean",
}
_NAMES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "de": "German",
    "it": "Italian",
    "pt": "Portuguese",
    "ru": "Russian",
    "ar": "Arabic",
    "zh": "Chinese",
}
# Written with Latin letters too by some, or with several scripts at once: nothing is plain there.
_UNPLAIN = frozenset({"sr", "ja", "ko", "uz", "az"})
_TOKEN = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|\"[^\"]*\"|‘[^‘’]*’(?!\w)|‹[^›]*›|「[^」]*」|『[^』]*』|《[^》]*》"
    r"|^[ \t]*[“„«»][^”“»«]*$"  # a quotation that goes on in the next paragraph
    r"|(?<![\w*])\*(?![\s*])[^*]+\*(?!\w)|(?<!\w)_(?!\s)[^_]+_(?!\w)|\S{1,64}@\S{1,200}|\[[^\[\]]*\]"
)
# "A French version follows": a line about another language may be in it.
_ABOUT_LANGUAGES = re.compile(
    r"(?i)\b(?:english|anglais|inglés|ingles|inglês|englisch\w*|inglese|английск\w*|french|français\w*|francés|francês"
    r"|französisch\w*|francese|французск\w*|spanish|español\w*|espagnol\w*|espanhol\w*|spanisch\w*|spagnolo|испанск\w*"
    r"|german|deutsch\w*|allemand\w*|alemán\w*|alemão|tedesc\w*|italian\w*|portugu\w+|portugais\w*|portoghese|russ\w+"
    r"|русск\w*|arab\w+|chines\w*|chino|chinois\w*|cines\w*|version\w*|versión|versão|versione|fassung|translation"
    r"|traduct\w+|traducción|tradução|traduzione|übersetz\w+)\b|الإنجليزية|الفرنسية|الإسبانية|العربية|中文|英文|法文"
)
_SHORT_ABOUT = 25
_LETTERS = {"Chinese": 16, "Japanese": 16, "Korean": 16}
_LETTERS_ELSE = 40
# "Приглашаем журналистов на открытие" is a sentence, "Москва, Київ" are names; Chinese has no words to count.
_FEWEST_WORDS, _FEWEST_SMALL = 4, 3
_SAID_IN_CHINESE = re.compile("[的了是在将于为和请与]")
_FEWEST_SIGNS = 8
_INTERPRETED = re.compile(r"(?i)simult|interpret|dolmetsch|перевод")


@lru_cache(maxsize=256)
def other_language(paragraph: str, *, language: str) -> str | None:
    """The name of the language that `paragraph` plainly is in, if that is not `language`; else None."""
    stem = language.partition("-")[0]
    text = _QUOTED.sub(" ", paragraph)
    tokens = _TOKEN.findall(text.casefold())
    if stem in _UNPLAIN or _is_about_languages(text, tokens):
        return None
    if phrase := _phrase_of_another(text, stem):
        return phrase
    script = _SCRIPT_OF.get(stem, "Latin")
    written = _script(text)
    if written and written not in {script, "Latin"}:
        return _foreign_script(text, written)
    if written == "Latin" and (script != "Latin" or stem in SMALL):
        found = _other(tokens, stem, fewest=4, words=9)
        return _NAMES[found] if found and _is_sentence(text, tokens, found) else None
    return None


@lru_cache(maxsize=64)
def other_language_of_line(line: str, *, language: str) -> str | None:
    """The same for a headline: all of its parts must be in that language, and hold no word of its own."""
    stem = language.partition("-")[0]
    parts = [part for part in re.split(r"\s[-–—/|·:]\s|[/|·]|:\s", line) if part.strip()]
    found = {_of_part(part, stem) for part in parts}
    return found.pop() if len(found) == 1 else None


def _is_about_languages(text: str, tokens: list[str]) -> bool:
    """Whether a line tells of versions in other languages; that there is an interpreter is for everybody."""
    about = {found[0].casefold() for found in _ABOUT_LANGUAGES.finditer(text)}
    if _INTERPRETED.search(text):
        about = {word for word in about if not word.startswith(("tradu", "transl", "übersetz"))}
    return bool(about) and len(tokens) < _SHORT_ABOUT


def _phrase_of_another(text: str, own: str) -> str | None:
    """The language of a phrase of the trade, where its like in one's own does not stand beside it."""
    if own not in PHRASES or PHRASES[own].search(text):
        return None
    return next((_NAMES[language] for language, phrase in PHRASES.items() if phrase.search(text)), None)


def _of_part(part: str, stem: str) -> str | None:
    text = _QUOTED.sub(" ", part)
    written = _script(text)
    if stem in _UNPLAIN or not written:
        return None
    # A language whose small words we do not know is not told from another.
    if written == "Latin" and _SCRIPT_OF.get(stem, "Latin") == "Latin" and stem not in SMALL:
        return None
    tokens = _TOKEN.findall(text.casefold())
    if written != "Latin" and written != _SCRIPT_OF.get(stem, "Latin"):
        return _foreign_script(text, written, letters=20)
    found = None
    if written == "Latin":
        found = _other(tokens, stem, fewest=3, words=6) or _of_headlines(text, tokens, stem)
    return _NAMES[found] if found else None


def _script(text: str) -> str | None:
    """The script that most letters of `text` are in."""
    counts = {script: len(pattern.findall(text)) for script, pattern in _SCRIPTS.items()}
    if counts["Japanese"] > counts["Chinese"] // 8:
        counts["Japanese"] += counts.pop("Chinese")
    most = max(counts, key=counts.__getitem__)
    return most if counts[most] and counts[most] >= 0.85 * sum(counts.values()) else None


def _foreign_script(text: str, written: str, *, letters: int = _LETTERS_ELSE) -> str | None:
    needed = min(letters, _LETTERS.get(written, letters))
    number = len(_SCRIPTS[written].findall(text))
    if number < needed and not _says_something(text, written, number):
        return None
    return {"Cyrillic": "Russian"}.get(written, written)


def _says_something(text: str, written: str, letters: int) -> bool:
    """Whether a few words of another script are more than a name."""
    if written in _LETTERS:
        return letters >= _FEWEST_SIGNS and bool(_SAID_IN_CHINESE.search(text)) and bool(_ENDS_IN_CHINESE.search(text))
    words = [word for word in _TOKEN.findall(text) if _SCRIPTS[written].match(word)]
    # Scripts without capitals tell names by nothing: there a sentence must end.
    is_said = sum(word[0].islower() for word in words) >= _FEWEST_SMALL or (
        not any(word[0].isupper() for word in words) and bool(_ENDS.search(text))
    )
    return len(words) >= _FEWEST_WORDS and is_said


def _of_headlines(text: str, tokens: list[str], own: str) -> str | None:
    """The language of a headline without small words, where no word of one's own stands in it."""
    if len(tokens) < _SHORTEST_HEADLINE or own not in SMALL or not _SMALL_LETTERS.search(text):
        return None
    if any(token in SMALL[own] or token in HEADLINES.get(own, ()) for token in tokens):
        return None
    best = max(HEADLINES, key=lambda language: _hits(tokens, HEADLINES[language] | SMALL[language]))
    theirs = HEADLINES[best] | SMALL[best]
    said = len(theirs.intersection(tokens))
    return best if best != own and said >= _FEWEST_OF_HEADLINE and said * 5 >= len(tokens) * 2 else None


def _other(tokens: list[str], own: str, *, fewest: int, words: int) -> str | None:
    """The language whose small words stand in `tokens` again and again, where `own` has next to none of its own."""
    if len(tokens) < words:
        return None
    best = max(SMALL, key=lambda language: _hits(tokens, SMALL[language]))
    if best == own:
        return None
    theirs = SMALL[best] - SMALL.get(own, frozenset())
    ours = SMALL.get(own, frozenset()) - SMALL[best]
    for_them, for_us = _hits(tokens, theirs), _hits(tokens, ours)
    if for_them < fewest or len(theirs.intersection(tokens)) < 3 or for_us * 4 > for_them:
        return None
    return best if for_them >= len(tokens) / 7 else None


def _is_sentence(text: str, tokens: list[str], language: str) -> bool:
    """Whether something is said: "Réseau des villes de la Manche et de la mer du Nord" is a name in a list."""
    return bool(_ENDS.search(text)) or not VERBS[language].isdisjoint(tokens)


def _hits(tokens: Iterable[str], words: frozenset[str]) -> int:
    return sum(token in words for token in tokens)
