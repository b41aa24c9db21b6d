"""Files that a text promises: "please find attached", "ci-joint", "anbei", "se adjunta", "em anexo", "见附件"."""

import re

_END = r"(?=[ ]*(?:[.;:)!]|$))"
_FILE = (
    r"(?:file|document|fact ?sheet|programme|program|agenda|report|photo(?:graph)?|picture|pdf|map|list|brochure|annex"
    r"|release|statement|form|invitation|note|table|image|video|(?:press|media) kit|biograph(?:y|ie)|letter|summary"
    r"|copy|text|schedule|timetable)s?"
)
# Each language is careful with a word that is also something else: "importance is attached to", "director adjunto"
# (a deputy), "in der Anlage" (in the plant), "edifício anexo", "المرفق" (the facility).
_BY_LANGUAGE = {
    "en": (
        r"\b(?:please |you will |will |kindly )?find (?:[\w'’-]+ ){0,5}?(?:attached|enclosed)\b",
        r"\b(?:attached|enclosed),? (?:please|you will) find\b",
        r"\b(?:see|read|consult) attach\w+",
        rf"\b(?:the|our|an?|this) (?:attached|enclosed) (?:[\w-]+ ){{0,3}}?{_FILE}\b",
        rf"\b(?:{_FILE}|it|which) (?:is|are) (?:attached|enclosed)\b(?! to (?!this|the (?:e-?mail|message)))",
        rf"\b{_FILE} (?:attached|enclosed)\b{_END}",
        r"\b(?:see|in|with|from|per) the (?:attachments?|enclosures?)\b",
        # Not "see the enclosed garden"; what is a file is asked for above.
        rf"\b(?:see|in|with|from|per) the (?:attached|enclosed)(?:{_END}| for\b)",
        r"\b(?:we|i) (?:attach|enclose|have attached)\b",
        r"\b(?:attached|enclosed) (?:is|are)\b",
        r"\b(?:is|are|as) (?:an )?attachments?\b",
        r"\(attached\)",
        r"\battached to this (?:e-?mail|message|advisory|release)\b",
        r"\b(?:attached|attachments?|enclosures?):",
    ),
    "fr": (
        r"\bci[- ](?:joint|annexé|inclus)e?s?\b",
        r"\ben pi[èe]ces? jointes?\b",
        r"\bpi[èe]ces? jointes? ?:",
        r"\btrouverez [^.]{0,60}\ben annexe\b",
        r"\bjointe?s? à ce (?:message|courriel|communiqué|mail)\b",
    ),
    "es": (
        r"\bse adjuntan?\b",
        r"\badjuntamos\b",
        r"\b(?:encontrar|hallar)\w+ (?:\w+ ){0,4}?adjunt[oa]s?\b",
        r"\badjunt[oa]s? (?:encontrar|hallar)\w+",
        r"\badjunt[oa]s? (?:(?:les?|os) )?(?:envi|remit|mand)\w+",
        r"\badjunt[oa]s? (?:a este|a la presente|al presente)\b",
        r"\b(?:archivo|documento|fichero|programa|informe|dossier|ficha|comunicado|mapa|texto)s? adjunt[oa]s?\b",
        r"\ben (?:el )?(?:archivo )?adjunto\b",
        r"^\W*adjunt[oa]s? (?:el|la|los|las|un|una)\b",
    ),
    "de": (
        r"\banbei\b",
        r"\bim anhang\b",
        r"\b(?:beigefügt|beiliegend|angehängt)\w*",
        r"\bsiehe (?:anlage|anhang)\b",
        r"\b(?:finden|erhalten|übersenden|senden|schicken|entnehmen) [^.]{0,80}?\b(?:in )?der anlage\b",
        r"\bin der anlage (?:finden|erhalten|übersenden|senden|schicken)\b",
        r"\bals (?:anlage|anhang)\b",
        r"^\W*(?:anlagen?|anhang|anhänge):",
    ),
    "it": (
        r"\bin allegato\b",
        r"\bsi allegano?\b|\bsi allega\b",
        r"\balleghiamo\b",
        r"\b(?:programma|documento|file|scheda|comunicato|testo|mappa|rapporto) allegat[oaie]\b",
        r"\ballegat[oaie] (?:al presente|a questo|trover\w+)",
        r"\btrov\w+ (?:\w+ ){0,3}?allegat[oaie]\b",
        r"\ballegat[oi]:",
    ),
    "pt": (
        r"\bem anexo\b",
        r"\bseguem? (?:em )?anex[oa]s?\b",
        r"\banexamos\b",
        r"\b(?:ficheiro|arquivo|documento|programa) anexo\b",
        r"^\W*anexos?:",
    ),
    "ru": (
        r"\bво вложении\b",
        r"\bприлага(?:ется|ются|ем|емый|емая|емое|емые|емом|емой)\b",
        r"\bв приложении к\b",
        r"\bприложенн\w+ (?:файл|документ|программ)\w*",
    ),
    "ar": (
        r"تجدون (?:\w+ ){0,4}?(?:مرفق\w*|رفق\w*|طيه|في المرفق)",
        r"(?:الملف|الوثيقة|البرنامج|البيان|الجدول|التقرير) المرفقة?\b",
        r"مرفقا?ة? (?:لكم|طيه|بهذ)",
        r"في المرفقات\b",
    ),
    # Not 协议附件二, the annex of a treaty.
    "zh": (
        "见附",
        "随附",
        "随函附",
        "附上",
        "(?:请|参|敬)(?:见|阅|看|考|照|查收|查阅)附件",
        "查收附件",
        r"^\W*附件[\s一二三四五六七八九十\d]*[:\uff1a]",
        "(?<![议定约章书法案程》])附件[中内里]",
    ),
}
_PROMISE = re.compile("|".join(phrase for phrases in _BY_LANGUAGE.values() for phrase in phrases), re.IGNORECASE)
_THE_ENTRY = re.compile(r"calend|kalend|\.ics|календар|تقويم|日历", re.IGNORECASE)


def promised(text: str, *, has_entry: bool) -> re.Match[str] | None:
    """The words of a sentence that promise a file; with `has_entry` a calendar entry goes along by itself."""
    found = _PROMISE.search(text)
    return None if found and has_entry and _THE_ENTRY.search(text) else found
