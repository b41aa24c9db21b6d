"""SPF: who may send for a domain (RFC 7208), as far as a sender wants to know it of itself.

`check` walks the record like a receiver. Without an address nothing matches, so the walk meets every term: that is the
most look-ups that any receiver will need.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from outreach.mail.published import spf_macros
from outreach.mail.published.names import Names

MOST_LOOKUPS, MOST_VOID = 10, 2  # RFC 7208 §4.6.4
_MOST_NAMES = 10
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_TERM = re.compile(r"(?P<sign>[-+?~]?)(?P<name>[A-Za-z][A-Za-z0-9_.-]*)(?P<rest>[:/=].*)?")


class Verdict(StrEnum):
    """What a receiver concludes (RFC 7208 §2.6)."""

    NONE = "none"
    PASS = "pass"  # noqa: S105 - the RFC's word
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"
    PERMERROR = "permerror"


_SIGNS = {"": Verdict.PASS, "+": Verdict.PASS, "-": Verdict.FAIL, "~": Verdict.SOFTFAIL, "?": Verdict.NEUTRAL}


@dataclass(frozen=True, slots=True)
class Result:
    """The verdict, how many look-ups it took, and why, in words."""

    verdict: Verdict
    lookups: int
    why: str


class _Broken(Exception):
    """The record is wrong: a receiver says permerror."""


@dataclass
class _Walk:
    names: Names
    address: _Address | None
    sender: str
    lookups: int = 0
    void: int = 0
    inside: list[str] = field(default_factory=list)

    def count(self) -> None:
        self.lookups += 1
        if self.address is not None and self.lookups > MOST_LOOKUPS:
            raise _Broken(f"it takes more than {MOST_LOOKUPS} look-ups")

    def found(self, answer: list[str]) -> list[str]:
        self.void += not answer
        if self.address is not None and self.void > MOST_VOID:
            raise _Broken(f"more than {MOST_VOID} of its names do not exist")
        return answer


def record(names: Names, domain: str) -> list[str]:
    """The SPF records of a domain; there should be one. Raises NoAnswer."""
    return [text for text in names.texts(domain) if text.lower() == "v=spf1" or text.lower().startswith("v=spf1 ")]


def check(names: Names, domain: str, *, address: str | None, sender: str) -> Result:
    """Whether the host at `address` may send with `sender` as the return path; None meets every term.

    Raises NoAnswer where the DNS does not answer (a receiver would say temperror).
    """
    walk = _Walk(names, ipaddress.ip_address(address) if address else None, sender)
    try:
        verdict, why = _of_domain(walk, domain.rstrip(".").lower())
    except _Broken as problem:
        return Result(Verdict.PERMERROR, walk.lookups, str(problem))
    return Result(verdict, walk.lookups, why)


def _of_domain(walk: _Walk, domain: str) -> tuple[Verdict, str]:
    if domain in walk.inside:
        raise _Broken(f"it includes itself by way of {domain}")
    records = record(walk.names, domain)
    if not records:
        return Verdict.NONE, f"{domain} has no SPF record"
    if len(records) > 1:
        raise _Broken(f"{domain} has {len(records)} SPF records; there must be one")
    walk.inside.append(domain)
    try:
        return _of_record(walk, domain, records[0])
    finally:
        walk.inside.pop()


def _of_record(walk: _Walk, domain: str, text: str) -> tuple[Verdict, str]:
    terms, redirect = _terms(text)
    has_all = False
    for sign, name, rest in terms:
        has_all = has_all or name == "all"
        if _MECHANISMS[name](walk, domain, rest):
            return _SIGNS[sign], f"{sign}{name}{rest} of {domain}"
    if redirect and not has_all:
        walk.count()
        verdict, why = _of_domain(walk, spf_macros.expanded(redirect, domain, walk.sender, walk.address))
        if verdict is Verdict.NONE:
            raise _Broken(f"redirect={redirect} leads to no SPF record")
        return verdict, why
    return Verdict.NEUTRAL, f"nothing in the record of {domain} speaks of this host"


def _terms(text: str) -> tuple[list[tuple[str, str, str]], str | None]:
    """The mechanisms (sign, name, rest) in order, and where redirect= leads. Raises _Broken for what is none."""
    terms: list[tuple[str, str, str]] = []
    redirect: str | None = None
    for word in text.split()[1:]:
        found = _TERM.fullmatch(word)
        if not found:
            raise _Broken(f"{word!r} is no term of SPF")
        name, rest = found["name"].lower(), found["rest"] or ""
        if rest.startswith("="):
            if name == "redirect" and redirect is not None:
                raise _Broken("it says redirect= twice")
            redirect = rest[1:] if name == "redirect" else redirect
        elif name not in _MECHANISMS:
            raise _Broken(f"{word!r} is no mechanism of SPF")
        else:
            terms.append((found["sign"], name, rest))
    return terms, redirect


def _target(walk: _Walk, domain: str, rest: str) -> tuple[str, int, int]:
    """The domain that a mechanism names, else its own, and how long the prefixes of IPv4 and IPv6 are."""
    found = re.fullmatch(r"(?::(?P<name>[^/]+))?(?:/(?P<four>\d{1,2}))?(?://(?P<six>\d{1,3}))?", rest)
    if not found or int(found["four"] or 32) > 32 or int(found["six"] or 128) > 128:
        raise _Broken(f"{rest!r} is no domain with the lengths of prefixes")
    name = spf_macros.expanded(found["name"], domain, walk.sender, walk.address) if found["name"] else domain
    return name, int(found["four"] or 32), int(found["six"] or 128)


def _is_among(walk: _Walk, addresses: list[str], four: int, six: int) -> bool:
    if walk.address is None:
        return False
    prefix = four if walk.address.version == 4 else six
    networks = (
        ipaddress.ip_network(f"{one}/{prefix}", strict=False)
        for one in addresses
        if _version(one) == walk.address.version
    )
    return any(walk.address in network for network in networks)


def _version(address: str) -> int:
    return ipaddress.ip_address(address).version


def _all(walk: _Walk, _domain: str, rest: str) -> bool:
    if rest:
        raise _Broken("all takes nothing after it")
    return walk.address is not None


def _include(walk: _Walk, domain: str, rest: str) -> bool:
    walk.count()
    if not rest.startswith(":"):
        raise _Broken("include: names no domain")
    name = spf_macros.expanded(rest[1:], domain, walk.sender, walk.address)
    verdict, _ = _of_domain(walk, name)
    if verdict is Verdict.NONE:
        raise _Broken(f"include:{name} leads to no SPF record")
    return verdict is Verdict.PASS


def _a(walk: _Walk, domain: str, rest: str) -> bool:
    walk.count()
    name, four, six = _target(walk, domain, rest)
    return _is_among(walk, walk.found(walk.names.addresses(name)), four, six)


def _mx(walk: _Walk, domain: str, rest: str) -> bool:
    walk.count()
    name, four, six = _target(walk, domain, rest)
    exchanges = walk.found(walk.names.exchanges(name))
    if len(exchanges) > _MOST_NAMES:
        raise _Broken(f"{name} has more than {_MOST_NAMES} mail servers")
    return any(_is_among(walk, walk.names.addresses(host), four, six) for host in exchanges if host)


def _ip(walk: _Walk, _domain: str, rest: str) -> bool:
    try:
        network = ipaddress.ip_network(rest.removeprefix(":"), strict=False)
    except ValueError as error:
        raise _Broken(f"{rest.removeprefix(':')!r} is no IP address") from error
    return walk.address is not None and walk.address.version == network.version and walk.address in network


def _exists(walk: _Walk, domain: str, rest: str) -> bool:
    walk.count()
    name = spf_macros.expanded(rest.removeprefix(":"), domain, walk.sender, walk.address)
    found = any(_version(one) == 4 for one in walk.found(walk.names.addresses(name)))
    return found and walk.address is not None


def _ptr(walk: _Walk, domain: str, rest: str) -> bool:
    walk.count()
    name = rest.removeprefix(":") or domain
    if walk.address is None:
        return False
    return any(_confirmed(walk, host, name) for host in walk.names.called(str(walk.address))[:_MOST_NAMES])


def _confirmed(walk: _Walk, host: str, name: str) -> bool:
    under = host.lower() == name.lower() or host.lower().endswith(f".{name.lower()}")
    return under and str(walk.address) in walk.names.addresses(host)


_MECHANISMS: dict[str, Callable[[_Walk, str, str], bool]] = {
    "all": _all,
    "include": _include,
    "a": _a,
    "mx": _mx,
    "ptr": _ptr,
    "ip4": _ip,
    "ip6": _ip,
    "exists": _exists,
}


def allows_everybody(text: str) -> bool:
    """Whether a record lets the whole world send."""
    return any(word.lower() in ("all", "+all") for word in text.split()[1:])


def widened(text: str, addresses: Iterator[str]) -> str:
    """The record with these addresses let in, before its last word."""
    words = text.split()
    new = [f"ip{_version(address)}:{address}" for address in addresses]
    last = (
        len(words) - 1 if words[-1].lower().lstrip("+-~?") == "all" or words[-1].startswith("redirect=") else len(words)
    )
    return " ".join([*words[:last], *(term for term in new if term not in words), *words[last:]])
