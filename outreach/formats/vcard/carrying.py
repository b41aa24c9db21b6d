"""Which properties of a card are carried through to the next export, and in what form they wait for it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from outreach.formats.vcard.carried import LABEL, OURS
from outreach.formats.vcard.doubts import Doubts
from outreach.formats.vcard.escaping import unbroken
from outreach.formats.vcard.forms import STANDARD, URI, URIS
from outreach.formats.vcard.media import content_of, data_uri
from outreach.formats.vcard.property import Property, split, unescaped
from outreach.formats.vcard.raw_card import RawCard
from outreach.model.card import CarriedProperty

MOST = 100
LONGEST = 65_536
LONGEST_OF_ALL = 524_288
LONGEST_LABEL = 255
_ESCAPE = re.compile(r"\\(.?)", re.DOTALL)
_TOKEN = re.compile(r"[a-z0-9-]{1,60}")
_LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_OWN = re.compile(r"X-[A-Z0-9-]{1,60}")
_UNPRINTED = re.compile('["\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_OFFSET = re.compile(r"([+-]\d\d):?(\d\d)")
_GEO = re.compile(r"geo:(-?[\d.]+),(-?[\d.]+)")
_DATES = frozenset({"BDAY", "ANNIVERSARY", "DEATHDATE"})


def carried_of(
    properties: Iterable[Property], card: RawCard, doubts: Doubts, *, known: frozenset[str]
) -> list[CarriedProperty]:
    """Those of `properties` that an export can carry, and the labels of their groups; none that is `known`."""
    kept: list[CarriedProperty] = []
    left: dict[str, None] = {}
    groups: dict[str, str] = {}
    room = LONGEST_OF_ALL
    for found in properties:
        carried = _carried(found)
        if found.name in OURS or len(carried.value) > min(LONGEST, room) or len(kept) == MOST:
            left[found.name] = None
        elif carried.value.strip() and carried.name not in known:
            room -= len(carried.value)
            kept.append(_grouped(carried, groups))
    if left:
        doubts.warn(f"left out, as no export can carry it: {', '.join(left)}")
    return kept + _labels(card, groups)


def canonical(value: str) -> str:
    r"""`value`, still escaped, in one spelling: a backslash stands only before what it escapes, a line end is `\n`."""
    whole = _ESCAPE.sub(lambda e: e[0] if e[1] and e[1] in "nN,;:\\" else f"\\\\{e[1]}", value)
    return unbroken(whole)


def _carried(found: Property) -> CarriedProperty:
    name = _name(found.name)
    if found.header.is_binary:
        return CarriedProperty(name, _media(found), _parameters(found, types=()), found.header.group)
    return CarriedProperty(name, _value(found, name), _parameters(found, types=_types(found, name)), found.header.group)


def _grouped(carried: CarriedProperty, groups: dict[str, str]) -> CarriedProperty:
    """With a group that is none of those that we number ourselves."""
    if not carried.group:
        return carried
    return replace(carried, group=groups.setdefault(carried.group, f"carried{len(groups) + 1}"))


def _name(name: str) -> str:
    """Without the X- that `forms` puts before what a version does not take."""
    bare = name.removeprefix("X-")
    return bare if bare in STANDARD else name.replace("_", "-")


def _value(found: Property, name: str) -> str:
    text = found.text
    if name in URIS and URI.fullmatch(text.strip()):
        return text.strip()
    # Semicolons that quoted-printable hid are text, those between the parts are not.
    value = ";".join(canonical("\\;".join(split(part, ";"))) for part in found.parts)
    if name in _DATES:
        return _DAY.sub(r"\1-\2-\3", value) if _DAY.fullmatch(value) else value
    if name == "TZ":
        return _OFFSET.sub(r"\1:\2", value) if _OFFSET.fullmatch(value) else value
    if name == "GEO":
        return _GEO.sub(r"\1;\2", value) if _GEO.fullmatch(value) else value
    return value


def _media(found: Property) -> str:
    """A data: URI, or the address where the sound, logo or photo is."""
    text = unescaped(found.octets.decode("utf-8", "replace")).strip()
    if URI.fullmatch(text) and not text.lower().startswith("data:"):
        return text
    content = content_of(found.octets, found.types)
    return data_uri(*content) if content else canonical(text)


def _types(found: Property, name: str) -> frozenset[str]:
    """What a standard property knows in every version; of any other, all that is a word."""
    kept = {kind for kind in found.types if _TOKEN.fullmatch(kind)} - {"pref", "internet"}
    if name in STANDARD:
        kept = {kind for kind in kept if kind in {"home", "work"} or kind.startswith("x-")}
    return frozenset(kept)


def _parameters(found: Property, *, types: Iterable[str]) -> str:
    """TYPE, LANGUAGE and what programs call X-; ENCODING and CHARSET are gone with what they encoded."""
    written = [f";TYPE={','.join(sorted(types))}"] if types else []
    for key, value in sorted(found.header.parameters.items()):
        if key == "LANGUAGE" and _LANGUAGE.fullmatch(value):
            written.append(f";LANGUAGE={value}")
        elif _OWN.fullmatch(key):
            written.append(f";{key}={_quoted(value)}")
    return "".join(written)


def _quoted(value: str) -> str:
    printed = _UNPRINTED.sub("", value)[:255].strip()
    return printed if _TOKEN.fullmatch(printed.lower()) else f'"{printed}"'


def _labels(card: RawCard, groups: dict[str, str]) -> list[CarriedProperty]:
    labels = {p.header.group: canonical(";".join(p.parts)) for p in card.properties if p.name == LABEL}
    said = ((kept, labels.get(group, "")) for group, kept in groups.items())
    return [CarriedProperty(LABEL, label, group=group) for group, label in said if 0 < len(label) <= LONGEST_LABEL]
