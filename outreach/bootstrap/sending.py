"""How this office sends, out of the settings: from whom, by which way, signed or not, with what manners."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from outreach.bootstrap.secret import secret_key
from outreach.errors import InvalidValue, MissingSetting, WrongUsage
from outreach.settings import Settings

if TYPE_CHECKING:
    from outreach.mail.addresses import NamedAddress
    from outreach.mail.letter import Transport
    from outreach.mail.signing import Sign
    from outreach.services.mail_check import Setup
    from outreach.services.mailings import Manners, WayOff
    from outreach.services.mailings.return_path import ReturnPath


def sender(settings: Settings) -> "NamedAddress":
    """Name and address of From. Raises MissingSetting and InvalidValue."""
    from outreach.mail.addresses import NamedAddress

    if settings.sender is None:
        raise MissingSetting("OUTREACH_SENDER", 'say who the mail is from, like "Press office <press@example.org>"')
    try:
        return NamedAddress.parse(settings.sender, field="OUTREACH_SENDER")
    except InvalidValue as error:
        problem = f'{error.problem}; write it like "Press office <press@example.org>"'
        raise InvalidValue("OUTREACH_SENDER", settings.sender, problem) from error


def way_off(settings: Settings) -> "WayOff":
    """How readers of a mailing get off our lists."""
    from outreach.services.mailings import WayOff

    return WayOff(secret_key(settings), page=settings.public_url, mailbox=settings.return_path)


def manners(settings: Settings) -> "Manners":
    """How this office sends: signed, so fast, so patiently. Raises InvalidFile, InvalidValue and MissingSetting."""
    from outreach.services.mailings import Manners
    from outreach.services.mailings.pace import Pace

    said = {
        "give_up_after": settings.give_up_after,
        "pause_above": None if settings.max_refusals is None else float(settings.max_refusals),
    }
    return Manners(
        sign=signing(settings),
        return_path=return_path(settings),
        pace=Pace(settings.rate, settings.domain_rate),
        **{name: value for name, value in said.items() if value is not None},  # type: ignore[arg-type]
    )


def return_path(settings: Settings) -> "ReturnPath | None":
    """Where each delivery's bounces go; None where they go to the sender. Raises InvalidValue."""
    from outreach.services.mailings import return_path as bounces

    return bounces.verp(settings.return_path, key=secret_key(settings)) if settings.return_path else None


def password(settings: Settings) -> str | None:
    """The SMTP password: from its setting, else from the system's keyring where that package is installed."""
    from urllib.parse import urlsplit

    parts = urlsplit(settings.smtp_url or "")
    if settings.smtp_password or parts.password or not parts.username:
        return settings.smtp_password
    try:
        import keyring
    except ModuleNotFoundError:
        return None
    return keyring.get_password(parts.hostname or "", parts.username)  # type: ignore[no-any-return]


def transport(settings: Settings) -> "Transport":
    """The way out: the configured SMTP server, else the outbox folder."""
    from outreach.mail import transport as transports

    if settings.smtp_url:
        return transports.smtp(settings.smtp_url, password=password(settings))
    return transports.outbox(settings.outbox)


def mail_setup(settings: Settings, *, hosts: Sequence[str] = ()) -> "Setup":
    """How this office sends, to be checked. `hosts` are IP addresses. Raises MissingSetting and InvalidValue."""
    import ipaddress

    from outreach.mail.addresses import NamedAddress
    from outreach.mail.smtp_url import Server
    from outreach.services.mail_check import Setup

    for host in hosts:
        try:
            ipaddress.ip_address(host)
        except ValueError as error:
            raise InvalidValue("--from-ip", host, "is no IP address") from error
    from_ = sender(settings)
    back = settings.return_path
    return Setup(
        sender=from_,
        return_path=NamedAddress.parse(back, field="OUTREACH_RETURN_PATH") if back else from_,
        server=Server.parse(settings.smtp_url, password=password(settings)) if settings.smtp_url else None,
        hosts=tuple(hosts),
        dkim_key=settings.dkim_key or (),
        dkim_selector=settings.dkim_selector,
        dkim_domain=settings.dkim_domain,
        public_url=settings.public_url,
    )


def signing(settings: Settings) -> "Sign":
    """What signs a message (DKIM) with the keys that are set; nothing where none is. Raises InvalidFile, InvalidValue.

    Two keys have two selectors, in the same order: a record in the name service holds one key.
    """
    from outreach.mail import signing as dkim

    if not settings.dkim_key:
        return dkim.unsigned
    if settings.dkim_selector is None:
        raise MissingSetting("OUTREACH_DKIM_SELECTOR", "say under which name the key is published, like press2026")
    selectors = [selector.strip() for selector in settings.dkim_selector.split(",")]
    if len(selectors) != len(settings.dkim_key):
        problem = f"names {len(selectors)} for {len(settings.dkim_key)} keys; write one for each, with commas between"
        raise InvalidValue("OUTREACH_DKIM_SELECTOR", settings.dkim_selector, problem)
    domain = settings.dkim_domain or sender(settings).domain
    pairs = zip(settings.dkim_key, selectors, strict=True)
    return dkim.signer([dkim.key(file, selector=selector, domain=domain) for file, selector in pairs])


def expect_protected(settings: Settings) -> None:
    """Nothing, if nobody can read the mail on the way to the server. Raises WrongUsage."""
    from outreach.mail.smtp_url import Server

    server = Server.parse(settings.smtp_url, password=password(settings)) if settings.smtp_url else None
    if server is not None and not server.is_protected:
        advice = "write smtp+starttls:// or smtps:// in OUTREACH_SMTP_URL, or say --insecure"
        raise WrongUsage(f"on the way to {server} everybody can read the mail; {advice}")


def doubts_of_signing(settings: Settings) -> Iterator[str]:
    """What keeps receivers from believing the mail that goes out now, a sentence each."""
    from outreach.mail import signing as dkim

    if settings.smtp_url is None:
        return
    if not settings.dkim_key:
        yield "OUTREACH_DKIM_KEY is not set: the mail leaves here unsigned; your mail server may sign it"
    elif settings.dkim_domain and not dkim.is_aligned(settings.dkim_domain, sender(settings).domain):
        yield (
            f"OUTREACH_DKIM_DOMAIN is {settings.dkim_domain} and the mail is from {sender(settings).domain}: "
            "for DMARC the signature does not count; sign as the sender's domain"
        )
