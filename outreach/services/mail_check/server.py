"""The hosts: where answers come in, where our mail comes from, and how the line to our mail server is protected."""

import ipaddress
from datetime import datetime, timedelta

from outreach.errors import ServerUnavailable
from outreach.mail import tls_check
from outreach.mail.published.names import Names, NoAnswer
from outreach.mail.smtp_url import Server
from outreach.services.mail_check.finding import Finding, Setup, State

_SOON = timedelta(days=14)


def hosts(setup: Setup, names: Names) -> tuple[str, ...]:
    """The addresses that our mail comes from: those that were said, else those of the mail server.

    A server on this machine sends from an address that cannot be seen from here.
    """
    if setup.hosts or setup.server is None:
        return setup.hosts
    return tuple(one for one in _addresses(setup.server.host, names) if not ipaddress.ip_address(one).is_loopback)


def _addresses(host: str, names: Names) -> list[str]:
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    try:
        return names.addresses(host) if host != "localhost" else []
    except NoAnswer:
        return []


def exchanges(setup: Setup, names: Names) -> Finding:
    """Whether answers and bounces can come back, to From and to the return path."""
    for domain in dict.fromkeys((setup.sender.domain, setup.return_path.domain)):
        servers = names.exchanges(domain)
        if servers == [""]:
            return Finding("MX", State.WRONG, f"{domain} says that it takes no mail (null MX)", "publish an MX")
        if not servers:
            publish = f"{domain}. IN MX 10 mail.{domain}."
            return Finding("MX", State.WRONG, f"{domain} has no MX: nobody can answer", "say who takes mail", publish)
        if not any(names.addresses(server) for server in servers):
            found = f"no MX of {domain} has an address: {', '.join(servers)}"
            return Finding("MX", State.WRONG, found, "publish an A or AAAA record for it")
    return Finding("MX", State.OK, f"{setup.sender.domain}: {', '.join(names.exchanges(setup.sender.domain))}")


def reverse_names(setup: Setup, names: Names, from_hosts: tuple[str, ...]) -> Finding:
    """Whether each address that we send from has a name that leads back to it."""
    if not from_hosts:
        found = "the host that sends is not known from here"
        return Finding("PTR", State.UNKNOWN, found, "say it with --from-ip: the address your mail comes from")
    told = []
    for host in from_hosts:
        called = names.called(host)
        confirmed = [name for name in called if host in names.addresses(name)]
        if not confirmed:
            found = (
                f"{host} is called {', '.join(called)}, which does not lead back" if called else f"{host} has no name"
            )
            publish = f"{ipaddress.ip_address(host).reverse_pointer}. IN PTR mail.{setup.sender.domain}."
            return Finding("PTR", State.WRONG, found, "ask who runs the host's network for a PTR to its name", publish)
        told.append(f"{host} is {confirmed[0]}")
    return Finding("PTR", State.OK, ", ".join(told))


def protection(setup: Setup, *, now: datetime) -> Finding:
    """Whether the line to the mail server is protected, by a certificate that is good for a while yet."""
    if setup.server is None:
        return Finding("TLS", State.UNKNOWN, "OUTREACH_SMTP_URL is not set: mail goes to the outbox", "set it")
    try:
        line = tls_check.line_to(setup.server)
    except ServerUnavailable as error:
        return Finding("TLS", State.WRONG, str(error), "mend that; nothing can be sent before")
    if line.protocol is None:
        return _unprotected(setup.server, offers=line.offers_starttls)
    until = f", certificate until {line.certificate_until:%Y-%m-%d}" if line.certificate_until else ""
    if line.certificate_until and line.certificate_until - now < _SOON:
        return Finding("TLS", State.ADVICE, f"{setup.server}: {line.protocol}{until}", "renew the certificate soon")
    return Finding("TLS", State.OK, f"{setup.server}: {line.protocol}{until}")


def _unprotected(server: Server, *, offers: bool) -> Finding:
    found = f"{server} is not protected" + (", though it offers STARTTLS" if offers else "")
    if _is_here(server.host):
        return Finding("TLS", State.UNKNOWN, f"{server} is on this machine", "see that it sends on with TLS")
    return Finding("TLS", State.WRONG, found, "write smtp+starttls:// or smtps:// in OUTREACH_SMTP_URL")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
