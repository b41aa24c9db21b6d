"""Files that a text promises: "please find attached", "ci-joint", "anbei", "se adjunta", "in allegato", "em anexo", "见附件"."""

import re

_FILES = (
    r"(?:file|document|fact[ ]?sheet|programmes?|program|agenda|report|photo\w*|picture|pdf|map|list|brochure|release|statement"
    r"|annex|form|invitation|note|table|images?|video|(?:press|media)[ ]kit|biograph\w+|letter|summary|copy|text|schedule|timetable)"
)
_PROMISE = re.compile(
    # English: not "importance is attached to", not "no strings attached".
    rf"\b(?:(?:please[ ]|you[ ]will[ ]|will[ ]|kindly[ ])?find[ ](?:[\w'’-]+[ ]){{0,5}}?(?:attached|enclosed)"
    rf"|attached[ ](?:please|you[ ]will)[ ]find|(?:see|read|consult)[ ]attach\w+|(?:the|our|an?|this)[ ]attached[ ](?:[\w-]+[ ]){{0,3}}?{_FILES}s?"
    rf"|(?:{_FILES}s?|it|which)[ ](?:is|are)[ ](?:attached|enclosed)\b(?![ ]to[ ](?!this|the[ ](?:e-?mail|message)))"
    rf"|(?:see|in|with|from|per)[ ]the[ ](?:attached|attachments?|enclosed|enclosures?)\b(?![ ](?:building|garage|house))"
    rf"|(?:we|i)[ ](?:attach|enclose|have[ ]attached)\b|attached[ ](?:is|are)\b|(?:is|are|as)[ ](?:an[ ])?attachments?\b|\(attached\)"
    rf"|attached[ ]to[ ]this[ ](?:e-?mail|message|advisory|release)|attached:"
    # French
    r"|ci[- ](?:joint|annexé|inclus)e?s?|en[ ]pi[èe]ces?[ ]jointes?|pi[èe]ces?[ ]jointes?[ ]?:|trouverez[ ][^.]{0,60}\ben[ ]annexe|jointe?s?[ ]à[ ]ce"
    r"[ ](?:message|courriel|communiqué|mail)"
    # Spanish: not "director adjunto".
    r"|se[ ]adjuntan?|adjuntamos|(?:encontrar\w+|hallar\w+)[ ](?:[\w]+[ ]){0,4}?adjunt[oa]s?|adjunt[oa]s?[ ](?:encontrar\w+|a[ ]este|a[ ]la[ ]presente|al[ ]presente|les?[ ]envi\w+)"
    r"|(?:archivo|documento|fichero|programa|informe|dossier|ficha|comunicado|mapa|foto\w*|texto|calendario)s?[ ]adjunt[oa]s?|en[ ](?:el[ ])?(?:archivo[ ])?adjunto\b"
    # German: "in der Anlage" alone is a plant.
    r"|anbei|im[ ]anhang\b|beigefügt\w*|beiliegend\w*|angehängt\w*|siehe[ ](?:anlage|anhang)|(?:finden|erhalten|übersenden|senden|schicken)[ ][^.]{0,80}?\bin[ ]der[ ]anlage"
    r"|in[ ]der[ ]anlage[ ](?:finden|erhalten|übersenden|senden|schicken)|als[ ](?:anlage|anhang)\b"
    # Italian, Portuguese
    r"|in[ ]allegato|si[ ]allegan?o?|alleghiamo|(?:programma|documento|file|scheda|comunicato|testo|mappa|rapporto)[ ]allegat[oaie]|allegat[oaie][ ](?:al[ ]presente|a[ ]questo|trover\w+)"
    r"|(?:trova\w*|trover\w+)[ ](?:\w+[ ]){0,3}?allegat[oaie]|em[ ]anexo|segue(?:m)?[ ](?:em[ ])?anex[oa]s?|anexamos|(?:ficheiro|arquivo|documento|programa)[ ]anexo"
    # Russian
    r"|во[ ]вложении|прилага(?:ется|ются|ем|емый|емая|емое|емые|емом|емой)|в[ ]приложении[ ]к|приложенн\w+[ ](?:файл|документ|программ)\w*)"
    # Arabic, Chinese
    r"|تجدون[ ](?:\w+[ ]){0,4}?(?:مرفق\w*|رفق\w*|طيه)|(?:الملف|الوثيقة|البرنامج|البيان|الجدول|التقرير)[ ]المرفقة?|مرفقا?ة?[ ](?:لكم|طيه|بهذ)|في[ ]المرفقات?\b"
    r"|附件|随附|附上|见附",
    re.IGNORECASE,
)
_THE_ENTRY = re.compile(r"(?i)calend|kalend|agenda entry|\.ics|календар|تقويم|日历")


def promised(text: str, *, has_entry: bool) -> re.Match[str] | None:
    """The words of a sentence that promise a file; with `has_entry` a calendar entry goes along by itself."""
    found = _PROMISE.search(text)
    return None if found and has_entry and _THE_ENTRY.search(text) else found
