"""Lists of `tag=value` with semicolons between, the form of DKIM and DMARC records (RFC 6376 §3.2)."""

import re

_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class BadRecord(ValueError):
    """A record that receivers will not take as what it should be; the sentence says why."""


def tags(record: str) -> dict[str, str]:
    """The tags of a record, in their order. Raises BadRecord for what is no such list, or says a tag twice."""
    found: dict[str, str] = {}
    for part in record.split(";"):
        if not part.strip():
            continue
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals or not _TAG.fullmatch(name):
            raise BadRecord(f"{part.strip()[:40]!r} is no tag=value")
        if name in found:
            raise BadRecord(f"says {name}= twice")
        found[name] = value.strip()
    return found
