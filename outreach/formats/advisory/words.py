"""The words that stand around an advisory's own, in the languages that we have them in; English for all others."""

from dataclasses import dataclass

from outreach.model import language as tags
from outreach.model.advisory import Kind

_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Labels and phrases of one language. `{time}`, `{date}`, `{city}`, `{utc}` and `{day}` are filled in.

    `{of_city}` is the city behind "of", as the language joins the two; `names_clocks`: readers know CET and CEST.
    """

    kinds: dict[Kind, str]
    at_once: str
    embargo: str
    time_there: str
    utc_that_day: str
    utc_other_day: str
    when: str
    what_label: str
    who_label: str
    when_label: str
    where_label: str
    why_label: str
    rsvp_label: str
    hour: str = "{time}"
    span: str = "{start}–{end}"
    comma: str = ", "
    names_clocks: bool = True


def _kinds(advisory: str, release: str, statement: str, correction: str) -> dict[Kind, str]:
    return {
        Kind.MEDIA_ADVISORY: advisory,
        Kind.PRESS_RELEASE: release,
        Kind.STATEMENT: statement,
        Kind.CORRECTION: correction,
    }


_UTC = "{time} UTC"
_WORDS = {
    "en": Words(
        kinds=_kinds("MEDIA ADVISORY", "PRESS RELEASE", "STATEMENT", "CORRECTION"),
        at_once="FOR IMMEDIATE RELEASE",
        embargo="EMBARGOED until {time}, {date}",
        time_there="{time} {city} time ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC on {day}",
        when="{date}, {time}",
        what_label="What",
        who_label="Who",
        when_label="When",
        where_label="Where",
        why_label="Why",
        rsvp_label="RSVP",
    ),
    "fr": Words(
        kinds=_kinds("AVIS AUX MÉDIAS", "COMMUNIQUÉ DE PRESSE", "DÉCLARATION", "RECTIFICATIF"),
        at_once="POUR DIFFUSION IMMÉDIATE",
        embargo="SOUS EMBARGO jusqu’au {date} à {time}",
        time_there="{time}, heure {of_city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC le {day}",
        when="{date}, {time}",
        what_label="Quoi",
        who_label="Qui",
        when_label="Quand",
        where_label="Où",
        why_label="Pourquoi",
        rsvp_label="Inscription",
    ),
    "es": Words(
        kinds=_kinds("AVISO A LOS MEDIOS", "COMUNICADO DE PRENSA", "DECLARACIÓN", "CORRECCIÓN"),
        at_once="PARA DIFUSIÓN INMEDIATA",
        embargo="EMBARGADO hasta el {date}, {time}",
        time_there="{time}, hora de {city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC del {day}",
        when="{date}, {time}",
        what_label="Qué",
        who_label="Quién",
        when_label="Cuándo",
        where_label="Dónde",
        why_label="Por qué",
        rsvp_label="Confirmación",
    ),
    "de": Words(
        kinds=_kinds("PRESSEEINLADUNG", "PRESSEMITTEILUNG", "ERKLÄRUNG", "BERICHTIGUNG"),
        at_once="ZUR SOFORTIGEN VERÖFFENTLICHUNG",
        embargo="SPERRFRIST: {date}, {time}",
        time_there="{time} Uhr Ortszeit {city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC am {day}",
        when="{date}, {time}",
        what_label="Was",
        who_label="Wer",
        when_label="Wann",
        where_label="Wo",
        why_label="Warum",
        rsvp_label="Anmeldung",
    ),
    "it": Words(
        kinds=_kinds("INVITO STAMPA", "COMUNICATO STAMPA", "DICHIARAZIONE", "RETTIFICA"),
        at_once="PER DIFFUSIONE IMMEDIATA",
        embargo="EMBARGO fino a {date}, ore {time}",
        time_there="{time}, ora {of_city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC del {day}",
        when="{date}, ore {time}",
        what_label="Che cosa",
        who_label="Chi",
        when_label="Quando",
        where_label="Dove",
        why_label="Perché",
        rsvp_label="Accrediti",
    ),
    "pt": Words(
        kinds=_kinds("AVISO À IMPRENSA", "COMUNICADO DE IMPRENSA", "DECLARAÇÃO", "CORREÇÃO"),
        at_once="PARA DIVULGAÇÃO IMEDIATA",
        embargo="EMBARGADO até {date}, {time}",
        time_there="{time}, hora {of_city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC de {day}",
        when="{date}, {time}",
        what_label="O quê",
        who_label="Quem",
        when_label="Quando",
        where_label="Onde",
        why_label="Porquê",
        rsvp_label="Confirmação",
    ),
    "pt-BR": Words(
        kinds=_kinds("AVISO DE PAUTA", "COMUNICADO À IMPRENSA", "DECLARAÇÃO", "CORREÇÃO"),
        at_once="PARA DIVULGAÇÃO IMEDIATA",
        embargo="EMBARGADO até {date}, {time}",
        time_there="{time}, horário {of_city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC de {day}",
        when="{date}, {time}",
        what_label="O quê",
        who_label="Quem",
        when_label="Quando",
        where_label="Onde",
        why_label="Por quê",
        rsvp_label="Confirmação",
    ),
    "ru": Words(
        kinds=_kinds("АНОНС ДЛЯ СМИ", "ПРЕСС-РЕЛИЗ", "ЗАЯВЛЕНИЕ", "ИСПРАВЛЕНИЕ"),
        at_once="ДЛЯ НЕМЕДЛЕННОЙ ПУБЛИКАЦИИ",
        # The colon keeps the day of the week out of the genitive that "до" would ask for.
        embargo="ЭМБАРГО: до {time}, {date}",
        time_there="{time} по времени города {city} ({utc})",
        utc_that_day=_UTC,
        utc_other_day="{time} UTC, {day}",
        when="{date}, {time}",
        what_label="Что",
        who_label="Кто",
        when_label="Когда",
        where_label="Где",
        why_label="Почему",
        rsvp_label="Аккредитация",
        names_clocks=False,
    ),
    "ar": Words(
        kinds=_kinds("دعوة لوسائل الإعلام", "بيان صحفي", "بيان", "تصويب"),
        at_once="للنشر الفوري",
        embargo="محظور النشر حتى {date}، {time}",
        time_there="{time} بتوقيت {city} ({utc})",
        utc_that_day="{time} بتوقيت غرينتش",
        utc_other_day="{time} بتوقيت غرينتش، {day}",
        when="{date}، {time}",
        what_label="ماذا",
        who_label="من",
        when_label="متى",
        where_label="أين",
        why_label="لماذا",
        rsvp_label="تأكيد الحضور",
        hour="الساعة {time}",
        # A dash between two hours is read from either side in a text that runs from right to left.
        comma="، ",
        span="من الساعة {start} إلى الساعة {end}",
        names_clocks=False,
    ),
    "zh": Words(
        kinds=_kinds("采访通知", "新闻稿", "声明", "更正"),
        at_once="即时发布",
        embargo="禁止在{date} {time}之前发布",
        time_there="{city}时间{time}（{utc}）",
        utc_that_day="协调世界时{time}",
        utc_other_day="协调世界时{day} {time}",
        when="{date} {time}",
        what_label="活动",
        who_label="出席人员",
        when_label="时间",
        where_label="地点",
        why_label="背景",
        rsvp_label="报名",
        comma="，",
        names_clocks=False,
    ),
    "zh-Hant": Words(
        kinds=_kinds("採訪通知", "新聞稿", "聲明", "更正"),
        at_once="即時發布",
        embargo="禁止在{date} {time}之前發布",
        time_there="{city}時間{time}（{utc}）",
        utc_that_day="世界協調時間{time}",
        utc_other_day="世界協調時間{day} {time}",
        when="{date} {time}",
        what_label="活動",
        who_label="出席人員",
        when_label="時間",
        where_label="地點",
        why_label="背景",
        rsvp_label="報名",
        comma="，",
        names_clocks=False,
    ),
}


def of(language: str) -> Words:
    """The words of `language` (BCP 47), or of English."""
    return _WORDS[tags.lookup([language], languages()) or "en"]


def known(language: str) -> bool:
    """Whether we have words in that language."""
    return tags.lookup([language], languages()) is not None


def languages() -> tuple[str, ...]:
    """The languages that we have words in."""
    return tuple(_WORDS)


def direction(language: str) -> str:
    """The value of HTML's dir: "rtl" or "ltr"."""
    return "rtl" if _stem(language) in _RIGHT_TO_LEFT else "ltr"


def _stem(language: str) -> str:
    return language.partition("-")[0].casefold()
