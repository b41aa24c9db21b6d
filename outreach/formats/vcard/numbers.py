"""The phone numbers and e-mail addresses of a card, and what kind each is."""

import re
from dataclasses import replace
from urllib.parse import unquote

from outreach.errors import InvalidValue
from outreach.formats.vcard import labels
from outreach.formats.vcard.doubts import Doubts, one_line_of
from outreach.formats.vcard.property import Property
from outreach.formats.vcard.raw_card import RawCard
from outreach.model.text import fold
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility

_LONGEST_USAGE = 200
# Phones wait at a comma, a semicolon, p or w, and then dial the extension.
_PAUSE = re.compile(r"(?<=\d)\s*[,;pw]+\s*(\d{1,7})#?$", re.IGNORECASE)


def phones_of(card: RawCard, doubts: Doubts, *, region: str | None) -> list[PhoneNumber]:
    """The numbers, the preferred first, each once; those written nationally are read in `region` (ISO 3166).

    One that cannot be read is kept in the notes. A home number is for the office alone until somebody says otherwise.
    """
    phones: dict[tuple[str, str | None], PhoneNumber] = {}
    for found in card.all("TEL"):
        written = _dialled(doubts.line_of(found))
        label = labels.plain(card.label_of(found))
        marked = labels.marked_seen(found.types)
        seen = marked or (Visibility.INTERNAL if _is_private(found, label) else Visibility.PUBLIC)
        try:
            phone = PhoneNumber.parse(
                _with_extension(written), region=region, kind=_phone_kind(found, label), visibility=seen
            )
        except InvalidValue as error:
            if written:
                doubts.keep("TEL", written, because=str(error))
                _keep_label(label, written, doubts)
            continue
        if seen is Visibility.INTERNAL and not marked:
            doubts.warn(f"{phone.international} is a home number: only the office will see it")
        usage = _usage(label, phone.international, doubts)
        first = phones.setdefault((phone.e164, phone.extension), replace(phone, written=written, usage=usage))
        if usage != first.usage:
            _keep_label(label, phone.international, doubts)
    return list(phones.values())


def emails_of(card: RawCard, doubts: Doubts) -> list[EmailAddress]:
    """The addresses, the preferred first, each once. One that cannot be read is kept in the notes."""
    emails: dict[str, EmailAddress] = {}
    for found in card.all("EMAIL"):
        written = doubts.line_of(found)
        label = labels.plain(card.label_of(found))
        try:
            seen = labels.marked_seen(found.types) or Visibility.PUBLIC
            email = EmailAddress.parse(written.replace(" ", ""), kind=_email_kind(found, label), visibility=seen)
        except InvalidValue as error:
            if written:
                doubts.keep("EMAIL", written, because=str(error))
                _keep_label(label, written, doubts)
            continue
        usage = _usage(label, email.address, doubts)
        first = emails.setdefault(email.key, replace(email, usage=usage))
        if usage != first.usage:
            _keep_label(label, email.address, doubts)
    return list(emails.values())


def _dialled(written: str) -> str:
    """`written`, or a tel: URI (RFC 3966) as a person would write it."""
    if not written.lower().startswith("tel:"):
        return written
    number, *parameters = one_line_of(unquote(written[4:])).split(";")
    named = dict(parameter.lower().partition("=")[::2] for parameter in parameters)
    context = named.get("phone-context", "")
    if context.startswith("+") and not number.startswith("+"):
        number = f"{context}{number}"
    return f"{number} ext. {named['ext']}" if named.get("ext") else number


def _with_extension(written: str) -> str:
    return _PAUSE.sub(r" ext. \1", written)


def _is_private(found: Property, label: str) -> bool:
    return fold(label) == "home" or ("home" in found.types and "work" not in found.types)


def _usage(label: str, whose: str, doubts: Doubts) -> str | None:
    """What the label says beyond a kind; one that is a whole text goes to the notes."""
    if len(label) <= _LONGEST_USAGE:
        return labels.usage_in(label)
    _keep_label(label, whose, doubts)
    return None


def _keep_label(label: str, whose: str, doubts: Doubts) -> None:
    if labels.usage_in(label):
        doubts.note(f"Label of {whose}", label)


def _phone_kind(found: Property, label: str) -> PhoneKind | None:
    """By our own types, by its label, then by its types; None where the number's own plan must say."""
    named = labels.marked_phone(found.types) or labels.kind_named(label)
    if named:
        return named
    if "fax" in found.types:
        return PhoneKind.FAX
    if found.types & {"cell", "car", "iphone"}:
        return PhoneKind.MOBILE
    return PhoneKind.WORK if "work" in found.types else None


def _email_kind(found: Property, label: str) -> EmailKind:
    marked = labels.marked_email(found.types)
    if marked:
        return marked
    if labels.kind_named(label) is PhoneKind.DUTY:
        return EmailKind.DUTY
    return EmailKind.HOME if _is_private(found, label) else EmailKind.WORK
