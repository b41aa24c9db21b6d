"""Which addresses lead to one mailbox, and which mailboxes are a desk's rather than a person's."""

import re
import unicodedata
from hashlib import sha256

# Google's: dots in the local part and the older domain make no difference there.
_DOTLESS = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
# RFC 2142 and what newsrooms call theirs.
_DESKS = frozenset(
    """
    press presse prensa stampa imprensa media medien info contact kontakt office buero desk newsdesk news newsroom
    redaktion redaction redazione redaccion redacao editor editors editorial chefredaktion hello mail post sekretariat
    communications communication kommunikation comms pr webmaster admin support team studio radio tv online
    """.split()
)


def normal_form(key: str) -> str:
    """The mailbox that the address `key` (normalised, without case) leads to, as far as one can know.

    What follows a + is a label for the same mailbox nearly everywhere (RFC 5233); dots are nothing at Google's alone.
    Letters that only look wider or narrower than others are the same.

    >>> normal_form("mira.olsen+press@googlemail.com")
    'miraolsen@gmail.com'
    """
    if not key.isascii():
        key = unicodedata.normalize("NFKC", key).casefold()
    local, _, domain = key.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        return f"{local.replace('.', '')}@{_DOTLESS[domain]}"
    return f"{local}@{domain}"


_SEALED = "sha256:"


def sealed(key: str) -> str:
    """What stands for the mailbox of `key`: it can be compared, and not read. What is sealed already stays so."""
    return key if key.startswith(_SEALED) else seal(normal_form(key))


def seal(text: str) -> str:
    """What stands for that very text."""
    return _SEALED + sha256(f"outreach suppression {text}".encode()).hexdigest()


def is_desk(key: str) -> bool:
    """Whether the address looks like one that a desk reads together."""
    return any(word in _DESKS for word in re.split(r"[^a-z]+", key.rpartition("@")[0]) if word)


def differ_by_number(one: str, other: str) -> bool:
    """Whether two addresses of one house differ in a number alone, as a house tells namesakes apart."""
    (local, _, domain), (other_local, _, other_domain) = one.rpartition("@"), other.rpartition("@")
    plain = re.sub(r"\d+", "", local)
    return domain == other_domain and local != other_local and plain == re.sub(r"\d+", "", other_local)
