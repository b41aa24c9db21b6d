"""Which language a paragraph is in: by its script, and by the small words that no sentence does without.

It only ever answers where the answer is plain. Names, quotations, titles in italics and short lines say nothing.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_SMALL_WORDS = {
    "en": "the of and to in is are was were be been that which for with on at by from this it its as an have has"
    " had will would not but they their we our he she his her you your or who there can all more after before"
    " about into than also when these those each every year years please",
    "fr": "le la les des du de un une et à au aux est sont était être que qui dans pour par sur avec ce cette ces"
    " il elle ils nous vous leur leurs son sa ses ne pas plus ou où mais se en l d s n qu c a ont été chaque"
    " tous toutes depuis an ans lors sans veuillez",
    "es": "el la los las lo de del y e en un una que se por con para su sus es son fue ha han no al como más pero"
    " sobre este esta estos entre también ya o a muy está están cada año años tiene tienen desde hasta todos"
    " todas según fueron",
    "de": "der die das den dem des und in im ist sind war wird werden mit für auf von vom zu zum zur ein eine einen"
    " einem einer nicht sich auch es er sie wir ihr an am als aus bei nach über oder dass hat haben wie noch"
    " um vor jedes jeder seit jahr bitte alle",
    "it": "il lo la i gli le di del della dei delle degli dello e è in un una che per con si sono non al alla ai"
    " alle da dal dalla nel nella su sul sulla come anche più ha hanno o ma questo questa tra sarà l d dell"
    " all nell ogni anno anni tutti tutte dopo fino",
    "pt": "o a os as de do da dos das e em no na nos nas um uma que para por com se não é são foi ao à aos às pelo"
    " pela mais como mas também seu sua entre ou este esta está já vão foram pelos pelas lhe nesta neste cada"
    " ano anos tem têm desde até todos todas",
    "ru": "и в на не что с по для из к о об от до за как это его их но а мы он она они который которые был была"
    " были будет также при или у",
}
_VERBS = {
    language: frozenset(verbs.split())
    for language, verbs in {
        "en": "is are was were be been have has had will would can please",
        "fr": "est sont était être a ont se il elle ils nous vous ne veuillez",
        "es": "es son fue fueron ha han se no está están tiene tienen",
        "de": "ist sind war wird werden hat haben sich nicht bitte wir",
        "it": "è sono sarà ha hanno si non",
        "pt": "é são foi foram se não está vão tem têm",
        "ru": "был была были будет",
    }.items()
}
_ENDS = re.compile(r"[.!?…;][\W_]*$")
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
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


@lru_cache(maxsize=256)
def other_language(paragraph: str, *, language: str) -> str | None:
    """The name of the language that `paragraph` plainly is in, if that is not `language`; else None."""
    stem = language.partition("-")[0]
    text = _QUOTED.sub(" ", paragraph)
    tokens = _TOKEN.findall(text.casefold())
    if stem in _UNPLAIN or (_ABOUT_LANGUAGES.search(text) and len(tokens) < _SHORT_ABOUT):
        return None
    script = _SCRIPT_OF.get(stem, "Latin")
    written = _script(text)
    if written and written not in {script, "Latin"}:
        return _foreign_script(text, written)
    if written == "Latin" and (script != "Latin" or stem in _WORDS):
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


def _of_part(part: str, stem: str) -> str | None:
    text = _QUOTED.sub(" ", part)
    written = _script(text)
    if stem in _UNPLAIN or not written:
        return None
    # A language whose small words we do not know is not told from another.
    if written == "Latin" and _SCRIPT_OF.get(stem, "Latin") == "Latin" and stem not in _WORDS:
        return None
    tokens = _TOKEN.findall(text.casefold())
    if written != "Latin" and written != _SCRIPT_OF.get(stem, "Latin"):
        return _foreign_script(text, written, letters=20)
    found = _other(tokens, stem, fewest=3, words=6) if written == "Latin" else None
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
    if len(_SCRIPTS[written].findall(text)) < needed:
        return None
    return {"Cyrillic": "Russian"}.get(written, written)


def _other(tokens: list[str], own: str, *, fewest: int, words: int) -> str | None:
    """The language whose small words stand in `tokens` again and again, where `own` has next to none of its own."""
    if len(tokens) < words:
        return None
    best = max(_WORDS, key=lambda language: _hits(tokens, _WORDS[language]))
    if best == own:
        return None
    theirs = _WORDS[best] - _WORDS.get(own, frozenset())
    ours = _WORDS.get(own, frozenset()) - _WORDS[best]
    for_them, for_us = _hits(tokens, theirs), _hits(tokens, ours)
    if for_them < fewest or len(theirs.intersection(tokens)) < 3 or for_us * 4 > for_them:
        return None
    return best if for_them >= len(tokens) / 7 else None


def _is_sentence(text: str, tokens: list[str], language: str) -> bool:
    """Whether something is said: "Réseau des villes de la Manche et de la mer du Nord" is a name in a list."""
    return bool(_ENDS.search(text)) or not _VERBS[language].isdisjoint(tokens)


def _hits(tokens: Iterable[str], words: frozenset[str]) -> int:
    return sum(token in words for token in tokens)
