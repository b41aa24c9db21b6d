"""In which form each version of vCard takes a property that was carried through, and under which name."""

import re
from collections.abc import Callable
from datetime import date

from outreach.formats.vcard.media import encoded_uri
from outreach.formats.vcard.version import Version

# What stands between the name and the end of the line; None where the version does not take such a value.
Form = Callable[[str, Version], str | None]

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,40}:[!-\[\]-~]+")
_POSITION = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,12})?);(-?[0-9]{1,3}(?:\.[0-9]{1,12})?)")
_OFFSET = re.compile(r"([+-][0-9][0-9]):([0-9][0-9])")
_ZONE = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PARTIAL_DATE = re.compile(r"\d{4}|\d{4}-(0[1-9]|1[0-2])|--(0[1-9]|1[0-2])(0[1-9]|[12]\d)?|---(0[1-9]|[12]\d|3[01])")
_MOMENT = re.compile(r"(\d{8})T(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?(?:Z|[+-](?:0\d|1[0-4])(?:[0-5]\d)?)?")
_GENDER = re.compile(r"[MFONU]?(;.*)?", re.DOTALL)
_GEO_URI = "geo:"


def _text(value: str, _: Version) -> str | None:
    return f":{value}"


def _uri(value: str, _: Version) -> str | None:
    return f":{value}" if URI.fullmatch(value) else None


def _media(value: str, version: Version) -> str | None:
    if version is Version.V4 or not URI.fullmatch(value):
        return _uri(value, version)
    return encoded_uri(value) or f";VALUE=uri:{value}"


def _key(value: str, version: Version) -> str | None:
    """RFC 2426 §3.7.2 knows keys in the card alone."""
    return encoded_uri(value) if version is Version.V3 else _uri(value, version)


def _picture_elsewhere(value: str, version: Version) -> str | None:
    """A photo by its address alone: what is a picture itself is the person's photo."""
    return None if value.startswith("data:") else _media(value, version)


def _date(value: str, version: Version) -> str | None:
    """2026-11-24 in 3.0 (RFC 2426 §3.1.5), 20261124 in 4.0 (RFC 6350 §4.3.1), which knows parts of a date as well."""
    moment = _MOMENT.fullmatch(value)
    if moment or len(value) == len("2026-11-24"):
        try:
            date.fromisoformat(moment[1] if moment else value)
        except ValueError:
            return None
    if version is Version.V3:
        return f":{value}" if _DAY.fullmatch(value) else None
    if _DAY.fullmatch(value):
        return f":{value.replace('-', '')}"
    return f":{value}" if moment or _PARTIAL_DATE.fullmatch(value) else None


def _gender(value: str, _: Version) -> str | None:
    return f":{value}" if _GENDER.fullmatch(value) else None


def _zone(value: str, version: Version) -> str | None:
    offset = _OFFSET.fullmatch(value)
    if offset:
        return f":{value}" if version is Version.V3 else f";VALUE=utc-offset:{offset[1]}{offset[2]}"
    if not _ZONE.fullmatch(value):
        return None
    return f";VALUE=text:{value}" if version is Version.V3 else f":{value}"


def _position(value: str, version: Version) -> str | None:
    """`48.208490;16.372080`, which 4.0 writes as a geo: URI (RFC 6350 §6.5.2)."""
    found = _POSITION.fullmatch(value)
    return place(float(found[1]), float(found[2]), version) if found else None


def place(latitude: float, longitude: float, version: Version) -> str | None:
    """Degrees, with the six decimals of RFC 2426 §3.4.2; None for what is no place on earth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    if version is Version.V3:
        return f":{latitude:.6f};{longitude:.6f}"
    return f":{_GEO_URI}{latitude:.6f},{longitude:.6f}"


def _only_in_4(form: Form) -> Form:
    return lambda value, version: form(value, version) if version is Version.V4 else None


def _in_none(_value: str, _version: Version) -> str | None:
    return None


# Names that a version gives a meaning to. Any other stands as it came: RFC 6350 §3.3 takes whatever is a name.
STANDARD: dict[str, Form] = {
    "NICKNAME": _text,
    "URL": _text,
    "BDAY": _date,
    "IMPP": _uri,
    "GEO": _position,
    "TZ": _zone,
    "PHOTO": _picture_elsewhere,
    **dict.fromkeys(("LOGO", "SOUND"), _media),
    "KEY": _key,
    **dict.fromkeys(("ANNIVERSARY", "DEATHDATE"), _only_in_4(_date)),
    "GENDER": _only_in_4(_gender),
    **dict.fromkeys(("CALURI", "CALADRURI", "FBURL", "ORG-DIRECTORY"), _only_in_4(_uri)),
    **dict.fromkeys(("BIRTHPLACE", "DEATHPLACE", "EXPERTISE", "HOBBY", "INTEREST"), _only_in_4(_text)),
    "XML": _in_none,
}
ONCE = frozenset({"BDAY", "ANNIVERSARY", "GENDER", "DEATHDATE", "BIRTHPLACE", "DEATHPLACE", "GEO", "TZ"})
URIS = frozenset({"URL", "IMPP", "CALURI", "CALADRURI", "FBURL", "ORG-DIRECTORY", "PHOTO", "LOGO", "SOUND", "KEY"})
