"""What a sentence says of an event, by its words: when it begins, what comes before it, what is another one."""

import re


def _any(*words: str) -> re.Pattern[str]:
    """Any of these beginnings of words, whatever their case; those of Arabic and Chinese anywhere."""
    return re.compile(rf"\b(?:{'|'.join(words[:-1])})|{words[-1]}", re.IGNORECASE)


# Hours of what comes before an event, or until when something must be done.
_BESIDE_THE_EVENT = _any(
    r"doors?\b|accredit|registr|badge|check-?in|pick(?:ed)? up|collect|deadline|by\b|until\b|till\b|before\b|after\b",
    r"prior\b|embargo|rsvp|no later|arriv|security|portes|accrédit|inscri|avant\b|jusqu|après\b|retirer|puertas",
    r"acredit|inscrib|antes\b|hasta\b|después\b|einlass|akkredit|anmeld|bis\b|vor\b|nach\b|sperrfrist|türen|porte\b|iscri",
    r"prima\b|entro\b|fino\b|dopo\b|portas|credenc|até\b|depois\b|до\b|аккредит|регистр|после\b|эмбарго|двери",
    "قبل|حتى|بعد|تسجيل|اعتماد|أبواب|حظر|前|后|截止|报名|登记|入场|签到|禁",
)
# Hours of what may be another thing on the same day.
_PERHAPS_ANOTHER = _any(
    r"photo|film|camera|set-?up|interview|leav|depart|train\b|bus\b|shuttle|flight|coffee",
    r"announc|result|expected|follows|online|also\b|another\b|then\b|later\b|followed|published|releas",
    r"available|entr|access|départ|quitte|navette|sale\b|salida|llegada|autobús|abfahrt",
    r"ankunft|fährt|zug\b|essen\b|parte\b|partenza|treno|comboio|trem\b|поезд|отправ",
    "قطار|列车|发车",
)
# Hours of what is another thing on the same day, unless the event is called that.
_ANOTHER = _any(
    r"broadcast|livestream|web ?cast|stream|gala|party\b|concert",
    r"dinner|lunch|breakfast|tour\b|photo (?:call|op)|workshop|rehears|screening|reception",
    r"déjeuner|dîner|visite|almuerzo|cena\b|abendessen|mittagessen|empfang|pranzo|almoço|jantar|обед\b|ужин",
    "غداء|عشاء|午餐|晚宴",
)
# Days of another one: the next meeting, the second briefing, the exhibition for everybody.
_SECOND = _any(
    r"second\b|third\b|fourth\b|further\b|next\b|last\b|previous|earlier\b|every\b|each\b|day (?:two|three|2|3)\b",
    r"to the public\b|for the public\b|again\b|repeat|postponed|moved\b|instead\b|originally|was\b|were\b|had\b",
    r"opened\b|began\b|started\b|held on\b|took place|deuxième|prochain|dernier|chaque|au public|segund|próxim|último",
    r"cada\b|al público|zweite|nächste|letzte|jede[nrs]?\b|publikum|wurde|fand\b|secondo|seconda|prossim|ultim|ogni\b",
    r"pubblico|втор|следующ|прошл|кажд|было|прошло|состоялось|начал(?:ась|ся|ось)|открыл(?:ась|ся|ось)",
    "الثاني|القادم|الماضي|كل|第二|下一|上次|每|此前|曾",
)
_BEGINS = _any(
    r"open(?:s|ing|ed)?\b|begin(?:s|ning)?\b|start(?:s|ing)?\b|takes? place|held\b|kicks? off|commences?\b|convenes?\b",
    r"meets?\b|invit\w+|join us|see(?:ing)? you|welcome|come to|attend|when:",
    r"s[’']ouvre|débute|aura lieu|se tient|se tiendra|empieza|comienza|inaugura|tendrá lugar",
    r"se celebra|beginnt|eröffnet|findet|lädt\b|laden\b|tagt\b|si apre|inizia\b|si terrà|si tiene|começa|abre\b",
    r"terá lugar|realiza-se|нач\w+|откро\w+|состоится|прой?дёт|пройдет",
    "يبدأ|تبدأ|يفتتح|تفتتح|يعقد|تعقد|开始|开幕|举行|召开",
)


_INVITES = _any(
    r"join us|invit\w+|see(?:ing)? you|welcome|come to|attend|vous êtes|convi|rejoignez|accueill|acompáñe",
    r"l[ea]s? invita|lädt\b|laden\b|einladung|willkommen|kommen sie|приглаша\w+|ждём|ждем",
    "ندعوكم|يدعوكم|نرحب|邀请|欢迎",
)


def is_of_the_event(text: str, *, about: str, inside: bool) -> bool:
    """Whether the hour of a sentence is when the event begins, as far as its words say.

    `about` is what the event is called; `inside` whether the hour is during the event.
    """
    if _BESIDE_THE_EVENT.search(text):
        return False
    if any(other[0].casefold() not in about.casefold() for other in _ANOTHER.finditer(text)):
        return False
    return bool(_BEGINS.search(text)) or not (inside or _PERHAPS_ANOTHER.search(text))


def invites(text: str) -> bool:
    """Whether a sentence asks the reader to come."""
    return bool(_INVITES.search(text))


def begins(text: str, *, about: str) -> bool:
    """Whether a sentence says when the event begins, or invites to it: not a second one, and not what is beside it.

    `about` is what the event is called.
    """
    others = (_BESIDE_THE_EVENT, _PERHAPS_ANOTHER, _SECOND)
    if not (_BEGINS.search(text) or invites(text)) or any(other.search(text) for other in others):
        return False
    return all(other[0].casefold() in about.casefold() for other in _ANOTHER.finditer(text))
