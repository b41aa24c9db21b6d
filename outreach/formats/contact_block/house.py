"""The house style of a contact block: its words in each language, and writing it (see house_reading for the way back).

For more information please contact:
In Vienna: Joe Lowry (Spokesperson), Tel +43 660 3776404, Email jlowry@iom.int
"""

from collections.abc import Iterable
from dataclasses import dataclass

from outreach.formats import city_names
from outreach.model import language as tags
from outreach.model.card import Card
from outreach.model.values import PhoneKind


@dataclass(frozen=True, slots=True)
class Style:
    """The words of the house style in one language; `place` holds {} where the city goes."""

    heading: str
    place: str
    work: str
    mobile: str
    duty: str
    fax: str
    email: str

    def label(self, kind: PhoneKind) -> str:
        """The word before a number of that kind."""
        return {
            PhoneKind.WORK: self.work,
            PhoneKind.MOBILE: self.mobile,
            PhoneKind.DUTY: self.duty,
            PhoneKind.FAX: self.fax,
        }[kind]


# Where a city's name would be declined behind a preposition, it stands alone.
STYLES = {
    "en": Style("For more information please contact:", "In {}: ", "Tel", "Mobile", "Duty phone", "Fax", "Email"),
    "fr": Style("Pour plus d'informations :", "À {} : ", "Tél.", "Portable", "Permanence", "Fax", "Courriel"),
    "es": Style("Para más información:", "En {}: ", "Tel.", "Móvil", "Guardia", "Fax", "Correo"),
    "de": Style("Kontakt für Rückfragen:", "In {}: ", "Tel.", "Mobil", "Bereitschaft", "Fax", "E-Mail"),
    "it": Style("Per maggiori informazioni:", "A {}: ", "Tel.", "Cellulare", "Reperibilità", "Fax", "E-mail"),
    "pt": Style("Para mais informações:", "Em {}: ", "Tel.", "Telemóvel", "Plantão", "Fax", "E-mail"),
    "pt-BR": Style("Para mais informações:", "Em {}: ", "Tel.", "Celular", "Plantão", "Fax", "E-mail"),
    "ar": Style("لمزيد من المعلومات:", "{}: ", "هاتف", "جوال", "مناوبة", "فاكس", "البريد الإلكتروني"),
    "zh": Style("媒体联系方式：", "{}：", "电话", "手机", "值班电话", "传真", "邮箱"),
    "zh-Hant": Style("媒體聯絡方式：", "{}：", "電話", "手機", "值班電話", "傳真", "電郵"),
    "ru": Style("Контакты для СМИ:", "{}: ", "Тел.", "Моб.", "Дежурный", "Факс", "Эл. почта"),
}


def write(cards: Iterable[Card], *, language: str = "en") -> str:
    """The contact block of `cards`: a heading, then a line for each who has a number or an address.

    `language` is BCP 47; one that is not in the table is written in English. Everything that a card holds is written:
    the caller leaves out what is not public (`Card.seen_by`).
    """
    known = tags.lookup([language], tuple(STYLES)) or "en"
    style = STYLES[known]
    lines = [_line(card, style, _place(card, style, known)) for card in cards if card.phones or card.emails]
    return "\n".join([style.heading, *lines]) + "\n" if lines else ""


def _place(card: Card, style: Style, language: str) -> str:
    if not card.city:
        return ""
    city = city_names.named(card.city, timezone=card.timezone, language=language)
    before, after = style.place.split("{}")
    return city_names.at(city, language=language, usual=before + "{}") + after


def _line(card: Card, style: Style, place: str) -> str:
    title = f" ({card.title})" if card.title else ""
    numbers = [f"{style.label(phone.kind)} {phone.international}" for phone in card.phones]
    addresses = [f"{style.email} {email.address}" for email in card.emails]
    return ", ".join([f"{place}{card.name}{title}", *numbers, *addresses])
