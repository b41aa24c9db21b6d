"""What a writer has left to be filled in: placeholders, notes between colleagues.

Brackets also stand in quotations, TODO is Spanish for everything, and XXX is thirty.
"""

import re
from collections.abc import Iterator

from outreach.formats.advisory import open_values

# "[ADDRESS]", "[WHAT HAPPENS, IN ONE LINE]", "[first name]", "[insert quote]". Not "[UN]", "[…]" and "[the ministers]",
# which stand in quotations, and not "[MAP](https://…)", which is a link.
# What stands in such brackets, in several languages.
_OWN = (
    r"(?:first|last|full|given|family|your)?[ _-]?name|insert\b[^\[\]\n]{,80}|your\b[^\[\]\n]{,80}"
    r"|date|day|time|hour|place|city|address|phone|e-?mail|headline|title|quote|number|organi[sz]ation|x+"
    r"|venue|location|link|url|company|outlet|journalist|editor|[\w ]{2,24}[’']s name|\w+ name|name of [\w ]{2,24}"
    r"|prénom|nom|heure|lieu|vorname|nachname|datum|uhrzeit|ort|nombre|apellidos?|fecha|hora|lugar|nome|cognome|data|luogo"
    r"|sobrenome|имя|фамилия|дата|место|الاسم|التاريخ|المكان|姓名|名字|日期|地点"
    r"|quotes? (?:from|by|of|here|to come|to follow)\b[^\[\]\n]{,60}"
    r"|(?:statement|link|name|number|date|photo|picture|caption|text) (?:(?:goes )?here|to (?:come|follow)|missing)"
    r"|(?:zitat|text|bild|foto|name|datum|link|zahl) (?:einfügen|ergänzen|folgt|hier)\b[^\[\]\n]{,60}"
    r"|[^\[\]\n]{,60}\b(?:to be (?:completed|added|inserted|filled in|supplied)|à (?:compléter|insérer|ajouter|venir)"
    r"|(?:por|a) (?:completar|añadir|insertar|inserir)|da (?:completare|inserire|aggiungere))"
    r"|(?:insérer|insertar|inserire|inserir|вставить|добавить|указать|заполнить|أدخل|插入|填写|待补充)(?!\w)[^\[\]\n]{,80}"
)
# In a quotation these are an editor's: “the [photographer] was first”.
_ONE_WORD = r"photographer|fotografin?|photographe|fotógraf[oa]|spokesperson|speaker|moderator|surname|caption|figure"
_EDITORS = re.compile(rf"\[(?i:{_ONE_WORD})\]")
# Notes in brackets: "[check this]", "[really??]", "[JM: is that so?]", "[AB: ask legal]".
_NOTE = (
    r"\[(?:(?i:please |pls |to |must )?(?i:check|verify|double-check|fact-?check)\b(?!-)[^\[\]\n]{,80}"
    r"|[^\[\]\n]{,80}(?:\?\?|!!)[^\[\]\n]{,80}"
    r"|[A-Z]{2,3}:[ ][^\[\]\n]{,80}"
    r"(?:[?!]|\b(?i:tb[cd]|check|verify|confirm|please|pls|ask|fix|update|rewrite|unsure)\b)"
    r"[^\[\]\n]{,80})\](?!\()"
)
_TODO = (
    r"\[[^\[\]\n]{,40}\bTODO\b[^\[\]\n]{,80}\](?!\()|\(TODO(?:[:,][^)\n]{,80})?\)|(?<![^\W\d_] )\bTODO(?=[ ]?:)"
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
# What is counted, or dated: "XX countries", "XX December", "TK members", "__ per cent".
_COUNTED = "|".join(
    """countries nations states members cities towns villages people persons journalists ministers delegates delegations
    participants experts speakers scientists organi[sz]ations companies projects pages years months weeks days hours
    minutes jobs children homes schools hospitals wells km kilometres metres tonnes tons
    thousand million billion trillion per[ ]cent percent euros? dollars? francs?
    pays membres villes personnes millions milliards pour[ ]cent journalistes
    países miembros ciudades personas periodistas millones por[ ]ciento
    Ländern? Staaten Städten? Menschen Personen Mitglieder Millionen Milliarden Prozent Jahren?
    paesi città persone milioni miliardi per[ ]cento membros cidades pessoas milhões bilhões por[ ]cento
    стран\\w* человек миллион\\w* процент\\w*
    January February March April May June July August September October November December
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    Januar Februar März Juni Juli Oktober Dezember
    de[ ](?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)
    de[ ](?:janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro)
    gennaio febbraio marzo aprile maggio giugno luglio settembre ottobre dicembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря""".replace("[ ]", "\0").split()
).replace("\0", "[ ]")
_OF_CENTURIES = "".join(
    rf"(?<!{word} )"
    for word in "siglo Siglo siècle secolo século Article Artículo Articolo Artigo Artikel Title Chapter Part".split()
)
_MISSING = (
    rf"{_OF_CENTURIES}\bXX(?=\.?[ ](?i:{_COUNTED})(?!\w))|\bTK(?=[ ](?i:{_COUNTED})(?!\w))|\bTKTK\b|[\[(]TK[\])]"
    rf"|(?<=[ $€£])__+(?=[ ]?(?:%|(?i:{_COUNTED})(?!\w)))"
    r"|\b(?:DD|JJ|TT|GG)[ ./-](?:(?:de )?(?:[Mm]onth|[Mm]onat|[Mm]ois|[Mm]es|[Mm]ese|MM)(?: de)?)[ ./-]"
    r"(?:YYYY|AAAA|JJJJ)\b|\bДД[./]ММ[./]ГГГГ\b"
)
# "Quote to come.", "Texte à venir.", "Zitat folgt": a line or a sentence of its own.
_TO_COME = (
    r"(?:^|(?<=[.:(]))[ \t>*-]*(?i:(?:quotes?|text|link|photo|picture|caption|name) to (?:come|follow)"
    r"|(?:texte|citation|lien|photo|légende) à (?:venir|insérer|ajouter|compléter)"
    r"|(?:cita|texto|enlace|foto|link|citação) (?:por|a) (?:completar|añadir|insertar|inserir|adicionar)"
    r"|(?:citazione|testo|link|foto) da (?:inserire|aggiungere)|(?:zitat|text|link|foto|bild) folgt(?: noch)?"
    r"|(?:цитата|ссылка|текст) будет (?:позже|позднее|добавлен[оа]?))(?=[ \t*_]*(?:[.)]|$))"
)
# “Insert quote”, « Insérer citation », HIER ZITAT EINFÜGEN
_INSERTED = (
    r"[“«„\"][ \u00a0]?(?i:insert|add|insérer|ajouter|insertar|inserire|inserir|вставить)[ ]"
    r"(?i:(?:the|la|une?|un|il|l[’'])?[ ]?(?:quote|text|name|caption|citation|texte|nom|cita|texto|nombre|citazione"
    r"|testo|nome|citação|цитату|текст))\b"
    r"[^”»“\"\n]{,40}[”»“\"]|\b[A-ZÄÖÜ ]{3,30} EINFÜGEN\b|\bINS[ÉE]RER [A-ZÉÈÀ ]{2,30} ICI\b"
    r"|\bINSERTAR [A-ZÁÉÍÓÚÑ ]{2,30} AQUÍ\b|\bINSERIRE [A-Z ]{2,30} QUI\b|\bINSERIR [A-ZÇÃÁÉ ]{2,30} AQUI\b"
    r"|\bВСТАВИТЬ [А-ЯЁ]{3,}(?: ЗДЕСЬ)?"
    r"|\((?:[\w’']+[ ]){1,3}to be (?:completed|added|inserted|filled in|supplied)\)"
)
# "Psalm XXX": numbered as chapters are.
_CHAPTERS = "".join(
    rf"(?<!{word} XXX)"
    for word in (
        "Super Bowl, Title, Título, Titre, Titolo, Chapter, Capítulo, Capitolo, Chapitre, Kapitel, Part, Article"
        ", Artículo, Articolo, Artigo, Artikel, Annex, Anexo, Annexe, Allegato, Anhang, Volume, Band, Tome"
        ", Tomo, Canto, Psalm, Psaume, Salmo, Sonnet, Sonett, Book, Libro, Livre, Livro, Buch, Section, Fig."
    ).split(", ")
)
_XXX = (
    rf"\bXXX+\b(?!\.?(?:[ ][\w-]+){{0,3}}?[ ]{_AS_NAMED}(?i:{_NUMBERED}))"
    rf"{_CHAPTERS}"
)
_PLACEHOLDER = re.compile(
    rf"\[(?i:…?[ ]?(?:{_OWN}|{_ONE_WORD}))\](?!\()|{_NOTE}|{_TODO}|{_XXX}|{_MISSING}|{_TO_COME}|{_INSERTED}"
    r"|\[(?=[^\[\]\n]{,80}[A-Z]{2})[^\]a-z\n]{1,80}[ ,][^\]a-z\n]{1,80}\](?!\()"
    r"|(?<=[Dd]ear )(?:\[[^\[\]\n]{2,60}\](?!\()|XX\b)"
    r"|\b(?:FIXME|XX:XX|XX(?= ?(?:%|€|euros?\b|dollars?\b|per cent|million|people|journalists)))(?!\w)"
    r"|(?i:lorem ipsum|\b(?:dd[/.-]mm[/.-]yy(?:yy)?|yyyy-mm-dd|hh:mm)\b|\(insert\b[^)\n]{,80}\))"
    r"|(?<=[\w:] )_{4,}|(?<![“«„])\?{3,}(?!”)|\bINSERT [A-Z ]{2,40}HERE\b",
    re.MULTILINE,
)


def left(text: str) -> Iterator[tuple[int, str]]:
    """Where `text`, a line or more, has a placeholder or a note, and how that is written."""
    for found in _PLACEHOLDER.finditer(text):
        if not (_EDITORS.fullmatch(found[0]) and _is_quoted(text, found.start())):
            yield found.start(), found[0].strip()


def undecided(text: str) -> Iterator[tuple[int, str]]:
    """Where a value is to be confirmed, outside of placeholders."""
    taken = [found.span() for found in _PLACEHOLDER.finditer(text)]
    for at, written in open_values.found(text):
        if not any(start <= at < end or at <= start < at + len(written) for start, end in taken):
            yield at, written


def _is_quoted(text: str, at: int) -> bool:
    """Whether a quotation that has begun before `at` ends behind it, in the same line."""
    before, behind = text[text.rfind("\n", 0, at) + 1 : at], text[at:].partition("\n")[0]
    return any(before.rfind(mark) > before.rfind(end) and end in behind for mark, end in ("“”", "«»", "„“", "「」"))
