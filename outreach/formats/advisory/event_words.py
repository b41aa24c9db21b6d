"""What a sentence says of an event, by its words: when it begins, what comes before it, what is another one."""

import re

from outreach.formats.advisory.wording import any_of

# Hours of what comes before an event, or until when something must be done.
_BESIDE_THE_EVENT = any_of(
    r"doors?\b|accredit|regist|badge|check-?in|pick(?:ed)? up|collect|deadline|by\b|until\b|till\b|before\b|after\b",
    r"prior\b|precede|embargo|rsvp|no later|arriv|security|portes|accueil(?!l)|accrédit|inscri|avant\b|jusqu|après\b",
    r"retirer|puertas|вход",
    r"acredit|inscrib|antes\b|hasta\b|después\b|einlass|akkredit|anmeld|bis\b|vor\b|nach\b|sperrfrist|türen|porte\b|iscri",
    r"prima\b|entro\b|fino\b|dopo\b|portas|credenc|até\b|depois\b|до\b|аккредит|регистр|после\b|эмбарго|двери",
    anywhere="قبل|حتى|بعد|تسجيل|اعتماد|أبواب|حظر|前|后|截止|报名|登记|入场|签到|禁",
)
# Hours of what may be another thing on the same day.
_PERHAPS_ANOTHER = any_of(
    r"photo|film|camera|set-?up|interview|leav|depart|train\b|bus\b|shuttle|flight|coffee",
    r"announc|result|expected|follows|online|also\b|another\b|then\b|later\b|followed|published|releas",
    r"available|entr|access|départ|quitte|navette|sale\b|salida|llegada|autobús|abfahrt",
    r"ankunft|fährt|zug\b|essen\b|parte\b|partenza|treno|comboio|trem\b|поезд|отправ",
    anywhere="قطار|列车|发车",
)
# Hours of what is another thing on the same day, unless the event is called that.
_ANOTHER = any_of(
    r"broadcast|livestream|web ?cast|stream|gala|party\b|concert",
    r"dinner|lunch|breakfast|tour\b|photo (?:call|op)|workshop|rehears|screening|reception",
    r"déjeuner|dîner|visit|almuerzo|cena\b|abendessen|mittagessen|empfang|pranzo|almoço|jantar|обед\b|ужин",
    anywhere="غداء|عشاء|午餐|晚宴",
)
# Hours and days of another one of its kind.
_SECOND = any_of(
    r"second\b|third\b|fourth\b|further\b|deuxième|troisième|segund|tercer|zweite|dritte|secondo|seconda|terz[oa]\b",
    r"terceir|втор|трет",
    anywhere="الثاني|الثالث|第二|第三",
)
# Days of another one: the next meeting, the one that was, the exhibition for everybody.
_ANOTHER_TIME = any_of(
    r"next\b|last\b|previous|earlier\b|every\b|each\b|day (?:two|three|2|3)\b",
    r"to the public\b|for the public\b|again\b|repeat|postponed|moved\b|instead\b|originally|was\b|were\b|had\b",
    r"opened\b|began\b|started\b|(?<!be )held on\b|took place|prochain|dernier|chaque|au public|próxim|último",
    r"cada\b|al público|nächste|letzte|jede[nrs]?\b|publikum|wurde|fand\b|prossim|ultim|ogni\b",
    r"pubblico|следующ|прошл|кажд|было|прошло|состоялось|начал(?:ась|ся|ось)|открыл(?:ась|ся|ось)",
    anywhere="القادم|الماضي|كل|下一|上次|每|此前|曾",
)
_BEGINS = any_of(
    r"open(?:s|ing|ed)?\b|begin(?:s|ning)?\b|start(?:s|ing)?\b|takes? place|held\b|kicks? off|commences?\b|convenes?\b",
    r"(?:is|be) on\b|runs?\b|meets?\b|invit\w+|join us|see(?:ing)? you|welcome|come to|attend|when:",
    r"s[’']ouvre|débute|aura lieu|se tient|tiendra|empieza|empezará|comienza|comenzará|inaugura|tendrá lugar",
    r"se celebra|beginnt|eröffnet|findet|lädt\b|laden\b|tagt\b|si apre|inizia\b|si terrà|si tiene|começa|abre\b",
    r"terá lugar|realiza-se|нач\w+|откро\w+|состоится|прой?дёт|пройдет",
    anywhere="يبدأ|تبدأ|يفتتح|تفتتح|يعقد|تعقد|开始|开幕|举行|召开",
)
_INVITES = any_of(
    r"join us|invit\w+|see(?:ing)? you|welcome|come to|attend|vous êtes|convi|rejoignez|accueill|acompáñe",
    r"l[ea]s? invita|lädt\b|laden\b|einladung|willkommen|kommen sie|приглаша\w+|ждём|ждем",
    anywhere="ندعوكم|يدعوكم|نرحب|邀请|欢迎",
)


# What an event of the press is called, whatever it is about.
_CALLED = any_of(
    r"press conference|news conference|press briefing|briefing|event\b|conférence de presse|point de presse|événement",
    r"rueda de prensa|conferencia de prensa|evento|acto\b|pressekonferenz|pressegespräch|veranstaltung|termin\b",
    r"conferenza stampa|coletiva|conferência de imprensa|пресс-конференци|брифинг|мероприяти",
    anywhere="مؤتمر صحفي|المؤتمر الصحفي|记者会|发布会|新闻发布",
)
# What stands before the day, or the hour, in a list of facts.
_DAY_LABEL = re.compile(
    r"^[\W_]*(?:when|dates?(?: and time)?|day|save the date|wann|termin|datum|tag|quand|date et heure|cuándo|cuando"
    r"|fecha(?: y hora)?|quando|data(?: e ora| e hora)?|когда|дата(?: и время)?|الموعد|التاريخ|متى|时间|日期)"
    r"\b[\W_]*[:|：]",
    re.IGNORECASE,
)
_HOUR_LABEL = re.compile(
    r"^[\W_]*(?:time|start|starts|beginn|uhrzeit|zeit|heure|début|hora|inicio|ora|inizio|início|время|начало|الساعة)"
    r"\b[\W_]*[:|：]",
    re.IGNORECASE,
)


def is_of_the_event(text: str, *, about: str, inside: bool) -> bool:
    """Whether the hour of a sentence is when the event begins, as far as its words say.

    `about` is what the event is called; `inside` whether the hour is during the event.
    """
    if _BESIDE_THE_EVENT.search(text) or _SECOND.search(text):
        return False
    if any(other[0].casefold() not in about.casefold() for other in _ANOTHER.finditer(text)):
        return False
    begins = _BEGINS.search(text) or labels_the_hour(text)
    return bool(begins) or not (inside or _PERHAPS_ANOTHER.search(text))


def labels_the_day(text: str) -> bool:
    """Whether what follows is said to be the day of the event: "When: Friday 11 December"."""
    return bool(_DAY_LABEL.search(text))


def labels_the_hour(text: str) -> bool:
    """Whether what follows is said to be the hour of the event: "Time: 11:30"."""
    return bool(_HOUR_LABEL.search(text))


def invites(text: str) -> bool:
    """Whether a sentence asks the reader to come to something, or calls it what the press does."""
    return bool(_INVITES.search(text) or _CALLED.search(text))


def is_beside(text: str) -> bool:
    """Whether the day of a headline is that of something else: a deadline, the next one, one that was."""
    return any(other.search(text) for other in (_BESIDE_THE_EVENT, _SECOND, _ANOTHER_TIME))


def begins(text: str, *, about: str) -> bool:
    """Whether a sentence says when the event begins, or invites to it: not a second one, and not what is beside it.

    `about` is what the event is called.
    """
    if not (_BEGINS.search(text) or _INVITES.search(text)) or is_beside(text) or _PERHAPS_ANOTHER.search(text):
        return False
    return all(other[0].casefold() in about.casefold() for other in _ANOTHER.finditer(text))
