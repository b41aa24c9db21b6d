"""The macros in names of SPF records (RFC 7208 §7): %{i}, %{d2}, %{lr-} and the like."""

import ipaddress
import re

_MACRO = re.compile(r"%\{([slodivhSLODIVH])(\d*)(r?)([-.+,/_=]*)\}|%([%_-])")
_PLAIN = {"%": "%", "_": " ", "-": "%20"}
_NOBODY = ipaddress.IPv4Address("192.0.2.1")  # RFC 5737: stands for the address where none is known


def expanded(name: str, domain: str, sender: str, address: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> str:
    """The name with its macros filled in, in lower case."""
    host = address or _NOBODY
    local, _, sender_domain = sender.rpartition("@")
    values = {
        "s": sender,
        "l": local or "postmaster",
        "o": sender_domain,
        "d": domain,
        "h": sender_domain,
        "i": str(host) if host.version == 4 else ".".join(host.exploded.replace(":", "")),
        "v": "in-addr" if host.version == 4 else "ip6",
    }
    return _MACRO.sub(lambda found: _value(found, values), name).rstrip(".").lower()


def _value(found: re.Match[str], values: dict[str, str]) -> str:
    letter, digits, reverse, delimiters, plain = found.groups()
    if plain:
        return _PLAIN[plain]
    parts = re.split(f"[{re.escape(delimiters or '.')}]", values[letter.lower()])
    parts = parts[::-1] if reverse else parts
    return ".".join(parts[-int(digits) :] if digits and int(digits) else parts)
