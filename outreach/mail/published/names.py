"""Asking the DNS, of one name server, and nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from outreach.errors import InvalidValue, ServerUnavailable

if TYPE_CHECKING:
    from dns.resolver import Resolver

_SECONDS = 3.0


class NoAnswer(ServerUnavailable):
    """The name server gave no answer to a question: that is not the same as "there is nothing"."""


class Names(Protocol):
    """What can be asked. An empty list means that there is nothing; each raises NoAnswer."""

    def texts(self, name: str) -> list[str]:
        """The TXT records, the pieces of each put together (RFC 7208 §3.3)."""

    def addresses(self, name: str) -> list[str]:
        """The IPv4 and IPv6 addresses."""

    def exchanges(self, name: str) -> list[str]:
        """The mail servers by preference, without the last dot; [""] is a null MX (RFC 7505)."""

    def called(self, address: str) -> list[str]:
        """The names of an IP address, without the last dot."""


@dataclass(frozen=True, slots=True)
class NameServer:
    """Names as a resolver knows them. `where` names it for people."""

    resolver: "Resolver"
    where: str

    def texts(self, name: str) -> list[str]:
        """The TXT records, the pieces of each put together (RFC 7208 §3.3)."""
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self._asked(name, "TXT")]

    def addresses(self, name: str) -> list[str]:
        """The IPv4 and IPv6 addresses."""
        return [record.address for kind in ("A", "AAAA") for record in self._asked(name, kind)]

    def exchanges(self, name: str) -> list[str]:
        """The mail servers by preference, without the last dot; [""] is a null MX (RFC 7505)."""
        records = sorted(self._asked(name, "MX"), key=lambda record: record.preference)
        return [str(record.exchange).rstrip(".") for record in records]

    def called(self, address: str) -> list[str]:
        """The names of an IP address, without the last dot."""
        from dns.reversename import from_address

        return [str(record.target).rstrip(".") for record in self._asked(str(from_address(address)), "PTR")]

    def _asked(self, name: str, kind: str) -> Sequence[Any]:
        import dns.exception
        import dns.resolver

        try:
            answer = self.resolver.resolve(f"{name.rstrip('.')}.", kind, search=False, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return ()
        except (dns.exception.DNSException, OSError, UnicodeError) as error:
            raise NoAnswer(f"{self.where} gives no answer about {name} ({kind}); try again later") from error
        return tuple(answer.rrset or ())


def name_server(written: str | None) -> NameServer:
    """The name server HOST[:PORT], [IPv6]:PORT, or the one that this machine uses. Raises InvalidValue."""
    import dns.exception
    import dns.resolver

    if written is None:
        try:
            resolver = dns.resolver.Resolver()
        except dns.exception.DNSException as error:
            problem = "this machine is told of no name server; say one"
            raise InvalidValue("--nameserver", "", problem) from error
        resolver.lifetime = _SECONDS
        return NameServer(resolver, f"the name server {resolver.nameservers[0]}")
    address, port = _address(written)
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.lifetime = [address], port, _SECONDS
    return NameServer(resolver, f"the name server {written}")


def _address(written: str) -> tuple[str, int]:
    import socket
    from urllib.parse import urlsplit

    try:
        # An IPv6 address alone has colons of its own.
        bare = written.count(":") > 1 and not written.startswith("[")
        parts = urlsplit(f"//[{written}]" if bare else f"//{written}")
        host, port = parts.hostname or "", parts.port or 53
        found = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
    except (ValueError, OSError) as error:
        raise InvalidValue("--nameserver", written, "is no name server; write 192.0.2.53 or 127.0.0.1:5353") from error
    return str(found[0][4][0]), port
