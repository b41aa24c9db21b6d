"""What people call a number or an address: a label that only names its kind, or one that says more (its usage)."""

import re

from outreach.formats.vcard.doubts import one_line_of
from outreach.model.text import fold
from outreach.model.values import EmailKind, PhoneKind, Visibility

# Labels as people write them; a label that holds one of these words, in any spelling, is of that kind.
_WORDS = {
    PhoneKind.DUTY: "duty|on call|oncall|after hours|24h|24 7|24 hours|bereitschaft|permanence|astreinte|pi[kq]u?ett?|"
    "guardia|turno",
    PhoneKind.FAX: "fax|workfax|homefax|otherfax|telefax|telecopie",
    PhoneKind.MOBILE: "mobile|mobil|movil|movel|cell|cellular|cellulare|celular|gsm|handy|portable|iphone|natel",
}
_KINDS = {kind: re.compile(rf"\b(?:{words})\b") for kind, words in _WORDS.items()}
# Labels that say no more than a type does.
_USUAL = frozenset({"work", "main", "other", "home", "office", "phone", "email", "internet", "business", "pager"})
# Types of our own, from a closed set: WORK and DUTY are of numbers and of addresses.
_MARKS = {kind: f",X-{kind.upper()}" for kind in (*PhoneKind, *EmailKind)}
# What not everybody may see says so in a type of ours, so that a card that comes back does not make it public.
_SEEN = {Visibility.PRESS: ",X-PRESS", Visibility.INTERNAL: ",X-INTERNAL"}
OURS = frozenset(mark[1:].lower() for mark in (*_MARKS.values(), *_SEEN.values()))
# Apple's own labels: _$!<Mobile>!$_
_APPLE = re.compile(r"_\$!<(.*)>!\$_")


def plain(label: str) -> str:
    """`label` on one line; one of Apple's own in plain words."""
    return one_line_of(_APPLE.sub(r"\1", label))


def kind_named(label: str) -> PhoneKind | None:
    """The kind whose word is in `label`.

    >>> kind_named("Duty phone, after 18:00")
    <PhoneKind.DUTY: 'duty'>
    """
    words = fold(label)
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(words)), None)


def usage_in(label: str) -> str | None:
    """What `label` says beyond a kind; None for "Work", "iPhone", "Duty"."""
    words = fold(label)
    if not label or words in _USUAL or any(pattern.fullmatch(words) for pattern in _KINDS.values()):
        return None
    return label


def phone_mark(kind: PhoneKind, usage: str) -> str:
    """`,X-DUTY`: a type that says the kind where a reader of the types and of `usage` would take it for another."""
    by_type = PhoneKind.WORK if kind == PhoneKind.DUTY else kind
    return _MARKS.get(kind, "") if (kind_named(usage) or by_type) != kind else ""


def email_mark(kind: EmailKind, usage: str, *, home_is_a_type: bool) -> str:
    """The same for an address; the types of RFC 2426 do not know home."""
    by_type = EmailKind.HOME if kind == EmailKind.HOME and home_is_a_type else EmailKind.WORK
    by_label = EmailKind.DUTY if kind_named(usage) is PhoneKind.DUTY else by_type
    return _MARKS.get(kind, "") if by_label != kind else ""


def marked_phone(types: frozenset[str]) -> PhoneKind | None:
    """The kind that such a type says."""
    return next((kind for kind in PhoneKind if f"x-{kind}" in types), None)


def marked_email(types: frozenset[str]) -> EmailKind | None:
    """The same for an address."""
    return next((kind for kind in EmailKind if f"x-{kind}" in types), None)


def seen_mark(visibility: Visibility) -> str:
    """`,X-INTERNAL` for what only the office may see, `,X-PRESS` for what journalists may."""
    return _SEEN.get(visibility, "")


def marked_seen(types: frozenset[str]) -> Visibility | None:
    """Who may see it, by such a type."""
    return next((seen for seen, mark in _SEEN.items() if mark[1:].lower() in types), None)
