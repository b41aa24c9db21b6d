"""Addresses as they stand in headers and on the wire: domains in ASCII, and nothing that could break out."""

import re
from dataclasses import dataclass
from functools import lru_cache

from outreach.errors import InvalidValue
from outreach.model.text import one_line
from outreach.model.values import EmailAddress

# What could end an argument of MAIL or RCPT, a route, or an address in a header: none of it stands in a plain mailbox.
_BREAKERS = frozenset(' <>()[]\\,;:"')
_ANGLED = re.compile(r'^\s*"?(?P<name>[^"<>]*?)"?\s*<(?P<address>[^<>]+)>\s*$')
_LONGEST = 254  # RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An address with the name beside it, as in From and To. The name may be empty."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """The part after the @, as `deliverable` writes it."""
        return deliverable(self.address).rpartition("@")[2]

    @classmethod
    def parse(cls, written: str, *, field: str = "sender") -> "NamedAddress":
        """What `Name <address>`, or an address alone, stands for. Raises InvalidValue."""
        line = one_line(written, field=field)
        found = _ANGLED.match(line)
        address = EmailAddress.parse(found["address"] if found else line)
        return cls(address.address, found["name"] if found else "")


@lru_cache(maxsize=4096)
def deliverable(address: str) -> str:
    """`address` as a server takes it: its domain in A-labels (RFC 5891), its local part exactly as it is.

    Raises InvalidValue for what could not stand between the angle brackets of an SMTP command (RFC 5321 §4.1.2).
    """
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain or "@" in local:
        raise InvalidValue("address", address, "is no address; write it as name@example.org")
    if not address.isprintable() or not _BREAKERS.isdisjoint(address):
        raise InvalidValue("address", ascii(address), "holds characters that cannot stand in an address")
    plain = f"{local}@{domain if domain.isascii() else _ascii(domain)}"
    if len(plain.encode()) > _LONGEST:
        raise InvalidValue("address", address, f"is longer than {_LONGEST} octets (RFC 5321 §4.5.3.1.3)")
    return plain


def needs_smtputf8(address: str) -> bool:
    """Whether only a server with SMTPUTF8 (RFC 6531) can take it: its local part has letters outside ASCII."""
    return not address.rpartition("@")[0].isascii()


def _ascii(domain: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        checked = validate_email(f"postmaster@{domain}", check_deliverability=False)
    except EmailNotValidError as error:
        raise InvalidValue("address", domain, str(error).rstrip(".")) from error
    return checked.ascii_domain
