"""What stands at the top of a message that takes an earlier one back: what has changed, or that the event is off."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from outreach.formats.advisory import words
from outreach.formats.advisory.view import facts, release
from outreach.model.advisory import Advisory, Kind


@dataclass(frozen=True, slots=True)
class Notice:
    """The mark before the subject, as in "CORRECTION: …", and the lines at the top. Final text, no merge fields."""

    subject: str
    mark: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrases:
    """`{label}`, `{new}` and `{old}` are filled in."""

    subject: str
    cancelled: str
    replaces: str
    headline: str
    changed: str
    added: str
    removed: str
    text: str
    contacts: str
    called_off: str


_PHRASES = {
    "en": _Phrases(
        subject="{mark}: {headline}",
        cancelled="CANCELLED",
        replaces="This replaces the message that we sent you before.",
        headline="Headline",
        changed="{label}: {new} (before: {old})",
        added="{label}: {new} (new)",
        removed="{label}: no longer applies (before: {old})",
        text="The text below has been corrected.",
        contacts="The contacts below have been corrected.",
        called_off="This event has been cancelled. It does not take place as announced below.",
    ),
    "fr": _Phrases(
        subject="{mark} : {headline}",
        cancelled="ANNULÉ",
        replaces="Ce message remplace celui que nous vous avons envoyé.",
        headline="Titre",
        changed="{label} : {new} (auparavant : {old})",
        added="{label} : {new} (nouveau)",
        removed="{label} : ne s’applique plus (auparavant : {old})",
        text="Le texte ci-dessous a été corrigé.",
        contacts="Les contacts ci-dessous ont été corrigés.",
        called_off="Cet événement est annulé. Il n’aura pas lieu comme annoncé ci-dessous.",
    ),
    "es": _Phrases(
        subject="{mark}: {headline}",
        cancelled="CANCELADO",
        replaces="Este mensaje sustituye al que le enviamos anteriormente.",
        headline="Titular",
        changed="{label}: {new} (antes: {old})",
        added="{label}: {new} (nuevo)",
        removed="{label}: ya no es válido (antes: {old})",
        text="El texto que sigue ha sido corregido.",
        contacts="Los contactos que siguen han sido corregidos.",
        called_off="Este acto ha sido cancelado. No tendrá lugar como se anuncia a continuación.",
    ),
    "de": _Phrases(
        subject="{mark}: {headline}",
        cancelled="ABGESAGT",
        replaces="Diese Nachricht ersetzt die, die wir Ihnen geschickt haben.",
        headline="Titel",
        changed="{label}: {new} (bisher: {old})",
        added="{label}: {new} (neu)",
        removed="{label}: entfällt (bisher: {old})",
        text="Der folgende Text ist berichtigt.",
        contacts="Die Kontakte unten sind berichtigt.",
        called_off="Dieser Termin ist abgesagt. Er findet nicht so statt, wie unten angekündigt.",
    ),
    "it": _Phrases(
        subject="{mark}: {headline}",
        cancelled="ANNULLATO",
        replaces="Questo messaggio sostituisce quello inviato in precedenza.",
        headline="Titolo",
        changed="{label}: {new} (prima: {old})",
        added="{label}: {new} (nuovo)",
        removed="{label}: non più valido (prima: {old})",
        text="Il testo che segue è stato corretto.",
        contacts="I contatti qui sotto sono stati corretti.",
        called_off="L’evento è annullato. Non si terrà come annunciato di seguito.",
    ),
    "pt": _Phrases(
        subject="{mark}: {headline}",
        cancelled="CANCELADO",
        replaces="Esta mensagem substitui a que enviámos anteriormente.",
        headline="Título",
        changed="{label}: {new} (antes: {old})",
        added="{label}: {new} (novo)",
        removed="{label}: já não se aplica (antes: {old})",
        text="O texto abaixo foi corrigido.",
        contacts="Os contactos abaixo foram corrigidos.",
        called_off="Este evento foi cancelado. Não se realizará como anunciado abaixo.",
    ),
    "ru": _Phrases(
        subject="{mark}: {headline}",
        cancelled="ОТМЕНЕНО",
        replaces="Это сообщение заменяет отправленное вам ранее.",
        headline="Заголовок",
        changed="{label}: {new} (ранее: {old})",
        added="{label}: {new} (новое)",
        removed="{label}: больше не действует (ранее: {old})",
        text="Текст ниже исправлен.",
        contacts="Контакты ниже исправлены.",
        called_off="Мероприятие отменено. Объявленное ниже не состоится.",
    ),
    "ar": _Phrases(
        subject="{mark}: {headline}",
        cancelled="إلغاء",
        replaces="تحل هذه الرسالة محل رسالتنا السابقة.",
        headline="العنوان",
        changed="{label}: {new} (سابقًا: {old})",
        added="{label}: {new} (جديد)",
        removed="{label}: لم يعد ساريًا (سابقًا: {old})",
        text="تم تصحيح النص أدناه.",
        contacts="تم تصحيح جهات الاتصال أدناه.",
        called_off="أُلغيت هذه الفعالية، ولن تُعقد كما هو معلن أدناه.",
    ),
    "zh": _Phrases(
        subject="{mark}：{headline}",
        cancelled="取消",
        replaces="本邮件取代我们此前发送的邮件。",
        headline="标题",
        changed="{label}：{new}（此前：{old}）",
        added="{label}：{new}（新增）",
        removed="{label}：不再适用（此前：{old}）",
        text="以下文本已更正。",
        contacts="以下联系方式已更正。",
        called_off="本次活动已取消，不会按下文所述举行。",
    ),
}


def corrected(new: Advisory, *, old: Advisory, note: str = "", new_contacts: bool = False) -> Notice:
    """That `new` is in place of `old`: the writer's own `note` first, then every fact that is another, in its language.

    `new_contacts` says that the contact block is another. Nothing but the first line where they are the same.
    """
    phrases = _of(new)
    mark = words.of(new.language).kinds[Kind.CORRECTION]
    lines = [*([note] if note else []), *_differences(new, old, phrases), *([phrases.contacts] if new_contacts else [])]
    return Notice(_marked(new, mark, phrases), mark, (phrases.replaces, *lines))


def called_off(advisory: Advisory, *, note: str = "") -> Notice:
    """That the event of `advisory` does not take place."""
    phrases = _of(advisory)
    lines = (phrases.called_off, *([note] if note else []))
    return Notice(_marked(advisory, phrases.cancelled, phrases), phrases.cancelled, lines)


def _of(advisory: Advisory) -> _Phrases:
    return _PHRASES.get(advisory.language.partition("-")[0], _PHRASES["en"])


def _marked(advisory: Advisory, mark: str, phrases: _Phrases) -> str:
    """The subject, marked once however often a text is corrected."""
    if advisory.headline.casefold().startswith(mark.casefold()):
        return advisory.headline
    return phrases.subject.format(mark=mark, headline=advisory.headline)


def _differences(new: Advisory, old: Advisory, phrases: _Phrases) -> Iterator[str]:
    if new.headline != old.headline:
        yield phrases.changed.format(label=phrases.headline, new=new.headline, old=old.headline)
    if (now := release(new)) != (before := release(old, language=new.language)):
        yield phrases.changed.format(label="", new=now, old=before).lstrip(" :：")
    yield from _facts(facts(new), facts(old, language=new.language), phrases)
    yield from _sentences(new.body, old.body, phrases)


def _sentences(new: str, old: str, phrases: _Phrases) -> Iterator[str]:
    """The sentences that are others, where they are few and each in the place of one; else that the text is another."""
    now, before = (_SENTENCE.split(_essence(body)) for body in (new, old))
    changes = SequenceMatcher(None, before, now, autojunk=False).get_opcodes()
    pairs: list[tuple[str, str]] = []
    others = 0
    for what, start, end, first, last in changes:
        others += 0 if what == "equal" else max(end - start, last - first)
        if what == "replace" and end - start == last - first:
            pairs += zip(now[first:last], before[start:end], strict=True)
    if others == len(pairs) <= _FEW and not any(_is_long(text) for pair in pairs for text in pair):
        for text, was in pairs:
            yield phrases.changed.format(label="", new=f"“{text}”", old=f"“{was}”").lstrip(" :：")
    elif others:
        yield phrases.text


def _is_long(sentence: str) -> bool:
    """Whether it is no sentence to quote: too long, or with merge code in it."""
    return len(sentence) > _QUOTED or "{{" in sentence or "{%" in sentence


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？])")
_FEW, _QUOTED = 3, 200


def _facts(new: Sequence[dict[str, str]], old: Sequence[dict[str, str]], phrases: _Phrases) -> Iterator[str]:
    before = {fact["key"]: fact for fact in old}
    for fact in new:
        was = before.pop(fact["key"], None)
        if was is None:
            yield phrases.added.format(label=fact["label"], new=fact["text"])
        elif was["text"] != fact["text"]:
            yield phrases.changed.format(label=fact["label"], new=fact["text"], old=was["text"])
    for was in before.values():
        yield phrases.removed.format(label=was["label"], old=was["text"])


def _essence(body: str) -> str:
    return " ".join(body.split())
