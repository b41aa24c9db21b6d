"""The name of a card's file in a folder of one file each (vdir)."""

import re
from hashlib import sha256

from outreach.model.card import Card

_PLAIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?")
_UNSAFE = re.compile(r"[^a-z0-9]+")
# Windows opens a device for these, whatever follows the dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def vdir_name(card: Card) -> str:
    """`<uid>.vcf`, always the same for the same UID, and safe on every file system whatever the UID holds.

    A UID that is no plain file name (capitals count, since some file systems do not tell them apart) keeps what can be
    read of it and gets a hash, so that two cards never share a file.
    """
    if _PLAIN.fullmatch(card.uid) and not _DEVICES.match(card.uid):
        return f"{card.uid}.vcf"
    digest = sha256(card.uid.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    readable = _UNSAFE.sub("-", card.uid.casefold())[:60].strip("-")
    return f"{readable or 'card'}-{digest}.vcf"
