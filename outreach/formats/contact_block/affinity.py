"""Whose address is it: how a mailbox's name tells its owner, and a domain its organisation."""

import re

from outreach.model.text import fold

_PARTS = re.compile(r"[^\W\d_]+")
_PROVIDERS = frozenset(
    """
        gmail googlemail yahoo ymail outlook hotmail live msn icloud me aol gmx web mail protonmail proton yandex qq
        163 126 naver free orange wanadoo bluewin t-online
    """
    " sapo uol bol terra libero telia rediffmail zoho comcast verizon btinternet".split()
)
_NOT_OWN = frozenset("example co com org net gov edu ac or ne go gob gouv www mail".split())
GENERIC_MAILBOXES = frozenset(
    """
        info press media contact pr ir news office presse medien kontakt prensa imprensa stampa communications comms
        communication hello enquiries inquiries mail pressoffice mediarelations investors investor
    """
    """
        investorrelations publicrelations newsroom redaktion ufficiostampa comunicacion comunicacao sales marketing
        support admin pressestelle communicatie pers persdienst viestinta
    """.split()
)


def mailbox_parts(address: str) -> list[str]:
    """The letters of the part before the @, in pieces: "j.van-dam2" -> j, van, dam."""
    return _PARTS.findall(fold(address.partition("@")[0]).replace(" ", "_"))


def is_owner(address: str, name_words: list[str]) -> bool:
    """Whether the mailbox is named after a person of these folded words: jlowry, joe.lowry, joe, lowryj, jlo."""
    words = [word for word in name_words if word]
    parts = mailbox_parts(address)
    if not words or not parts or "".join(parts) in GENERIC_MAILBOXES:
        return False
    if any(part == word for part in parts for word in words if len(word) > 2):
        return True
    return len(words) > 1 and _is_made_of("".join(parts), words)


def _is_made_of(mailbox: str, words: list[str]) -> bool:
    first, last = words[0], words[-1]
    initials = "".join(word[0] for word in words)
    if any(mailbox == first[0] + word for word in words[1:]):
        return True
    whole = {first + last, last + first, "".join(words), last + first[0], first + last[0], initials[:-1] + last}
    if mailbox in whole or mailbox.startswith((first[0] + last, first + last)):
        return True
    if len(mailbox) > 1 and mailbox == initials:
        return True
    # "ahol" for Anna Holm; "holm" and "holma" for her, too.
    shortened = mailbox[0] == first[0] and len(mailbox) > 2 and last.startswith(mailbox[1:])
    return shortened or (len(last) > 3 and mailbox.startswith(last)) or (len(first) > 3 and mailbox.startswith(first))


def own_domain(address: str) -> str:
    """What is an organisation's own in the domain of an address or a site; "" for mail providers."""
    host = address.rpartition("@")[2].casefold()
    host = re.sub(r"^https?://", "", host).partition("/")[0]
    labels = [label for label in host.split(".")[:-1] if label not in _NOT_OWN]
    if not labels or labels[-1] in _PROVIDERS:
        return ""
    return fold(labels[-1]).replace(" ", "")


def is_named_after(domain: str, words: list[str]) -> bool:
    """Whether an `own_domain` says the name of these folded words: acmehill for Acme Hill, or its initials."""
    joined = "".join(words)
    if not domain or len(joined) < 3:
        return False
    if joined == domain or (len(joined) > 4 and (joined in domain or (len(domain) > 3 and joined.startswith(domain)))):
        return True
    initials = "".join(word[0] for word in words if word)
    return len(domain) > 2 and (initials == domain or (len(words[0]) > 4 and domain.startswith(words[0])))
