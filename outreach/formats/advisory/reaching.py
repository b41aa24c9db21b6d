"""Numbers and addresses in a text that reach nobody: too few digits, no such country, a domain that cannot be."""

import re
from collections.abc import Iterator

from outreach.errors import InvalidValue
from outreach.formats.advisory import prose
from outreach.model.values import PhoneNumber

_GAP = "[ \u00a0\u202f.\u2011-]"
_NUMBER = re.compile(
    rf"(?<![\w/=.,:+])(?P<plus>\+|00)(?P<rest>[ ]?\d(?:{_GAP}{{0,2}}\(?\d\)?){{4,20}})(?![\d:%€$£°]|[.,]\d)"
)
CALLED = re.compile(
    r"(?:tel|phone|fon|tél|telefon\w*|teléfono|call|ring|mobile|cell|whatsapp|signal|fax|тел|هاتف|电话|☎)\W{0,4}$",
    re.IGNORECASE,
)
# "+1 000 000 emplois" is a figure: groups of three after a short one, and no word for a telephone before it.
_FIGURE = re.compile("\\+[ ]?\\d{1,3}(?:[ \u00a0\u202f.]\\d{3})+")
_AMOUNT = re.compile(r"\s*(?:%|€|\$|£|EUR|USD|CHF|euros?|dollars?|per[ ]cent|million|tonnes?|people|jobs|km|m²|°)\b")
# Kept for films and novels; no plan lists them.
OF_FILMS = ("+447700900", "+3363998", "+35320910", "+35320911")
_TARGET = re.compile(r"\]\((?:tel|mailto):(?P<to>[^)\s?;]*)|<mailto:(?P<auto>[^>\s?]*)>")
_ADDRESS = re.compile(
    r"[^\s<>()\[\]{}\"“”„«»‘:;,،。、\uff08-\uff0c\uff1a\uff1b|*`" + prose.FIELD + r"]*"
    r"@[^\s<>()\[\]{}\"“”„«»’:;،,。、\uff08-\uff0c\uff1a\uff1b|*`" + prose.FIELD + "]*"
)
_LABEL = r"[^\W_](?:(?:[^\W_]|-){0,61}[^\W_])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:[^\W\d_]{{2,}}|xn--[a-z0-9-]+)", re.IGNORECASE)
_MAILBOX = re.compile(r"(?i)\b(?:press|media|info|news|office|contact|presse|prensa|stampa|imprensa|[a-z]+\.[a-z]+) $")
_LOCAL = re.compile(r"[^\s@.,](?:[^\s@,]*[^\s@.,])?")


def bad_numbers(text: str) -> Iterator[tuple[int, str, str]]:
    """The international numbers in `text` that no plan holds: where, as written, and what is wrong."""
    for found in _NUMBER.finditer(text):
        if not _is_figure(found, text) and (why := _undiallable(found[0])):
            yield found.start(), found[0].strip(), why


def _is_figure(found: re.Match[str], text: str) -> bool:
    called = CALLED.search(text[max(0, found.start() - 24) : found.start()])
    if found["plus"] == "00":
        return not called
    return bool(_AMOUNT.match(text, found.end())) or bool(_FIGURE.fullmatch(found[0].strip()) and not called)


def _undiallable(written: str) -> str | None:
    try:
        number = PhoneNumber.parse(re.sub("[\u00a0\u202f\u2011]", " ", written))
    except InvalidValue as refused:
        return refused.problem
    if number.valid or number.e164.startswith(OF_FILMS):
        return None
    return "is no number of its country's plan; a digit may be missing or wrong"


def bad_addresses(text: str) -> Iterator[tuple[int, str, str]]:
    """The e-mail addresses in `text` that cannot be: where, as written, and what is wrong."""
    for found in _ADDRESS.finditer(text):
        written = found[0].rstrip(".!?'’…_-/")
        if why := _unwritable(written, before=text[: found.start()][-20:], rest=text[found.end() :]):
            yield found.start(), written, why


def _unwritable(written: str, *, before: str, rest: str) -> str | None:
    local, _, domain = written.rpartition("@")
    if not local and _MAILBOX.search(before) and _DOMAIN.fullmatch(domain):
        return "has a space before the @"
    if not local or (local.startswith("@") and domain):
        return None  # "@harbour", "@press@social.example": names on social media
    if not domain:
        return "has nothing after the @" if re.match(r"[ ]\w+\.\w", rest) else None
    if "@" in local or not _LOCAL.fullmatch(local) or ".." in local:
        return "is no address before its last @"
    return None if _DOMAIN.fullmatch(domain) else f"has no domain that can be: {domain!r}"


def targets(line: str) -> str:
    """The numbers and addresses that the links of a line go to."""
    return "  ".join(link["to"] or link["auto"] or "" for link in _TARGET.finditer(line))
