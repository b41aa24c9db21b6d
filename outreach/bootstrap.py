"""The only builder of real things out of settings: the store's doors, the transport, the sender's address."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from outreach.errors import InvalidValue, MissingSetting, WrongUsage
from outreach.settings import Settings, folder_of
from outreach.store import glance

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from outreach.mail.addresses import NamedAddress
    from outreach.mail.letter import Transport
    from outreach.mail.signing import Sign
    from outreach.services.mail_check import Setup
    from outreach.services.mailings import Manners, WayOff
    from outreach.services.mailings.return_path import ReturnPath
    from outreach.store.glance import Rows


def engine(settings: Settings) -> "Engine":
    """The store, with a current schema; a SQLite store that does not exist yet is made. Raises StoreOutdated."""
    from outreach.store import database

    file = glance.sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        make_store(settings)
    made = database.engine(settings.database_url)
    database.expect_current(made)
    return made


def empty_store() -> "Engine":
    """A store in memory with nothing in it: what is answered from where none has been made yet."""
    from outreach.store import database

    made = database.engine("sqlite://")
    database.upgrade(made)
    return made


def make_store(settings: Settings) -> bool:
    """Makes the store, or brings it up to date; False where nothing was to be done. Raises StoreOutdated."""
    from outreach.store import database, schema

    file = glance.sqlite_file(settings.database_url)
    if file is not None:
        _make_folder(file.parent)
    made = database.engine(settings.database_url)
    if database.version(made) == schema.HEAD:
        return False
    database.upgrade(made)
    made.dispose()
    return True


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InvalidValue(
            "OUTREACH_DATABASE_URL", str(folder), f"the folder cannot be made ({error.strerror})"
        ) from error


@contextmanager
def rows(settings: Settings) -> Iterator["Rows"]:
    """The quickest way to ask the store a plain query: the lean door for SQLite, a session for the rest."""
    file = glance.sqlite_file(settings.database_url)
    if file is not None and file.exists():
        with glance.glancing(file) as lean:
            yield lean
        return
    from outreach.store import database

    with database.reading(engine(settings) if file is None else empty_store()) as session:
        yield database.rows_of(session)


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


def secret_key_file(settings: Settings) -> Path:
    """Where `init` keeps the key that signs links and return paths."""
    return folder_of(settings.database_url) / "secret.key"


def make_secret_key(settings: Settings) -> Path:
    """The key's file, made with mode 0600 on the first call."""
    import os
    import secrets

    file = secret_key_file(settings)
    if not file.exists():
        # With PostgreSQL nothing else has made the data folder.
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(32) + "\n")
    return file


def secret_key(settings: Settings) -> str:
    """What seals tokens: the setting, else the key that `init` made; it is made now where there is none."""
    return settings.secret_key or make_secret_key(settings).read_text(encoding="ascii").strip()


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


def advice(settings: Settings) -> Iterator[str]:
    """What is not wrong, but should be known before mail goes out, a sentence each."""
    file = glance.sqlite_file(settings.database_url)
    if file is not None and not file.exists():
        yield f"there is no store at {file} yet; `outreach init` makes one"
    if settings.sender is None:
        yield "OUTREACH_SENDER is not set: nothing can be sent before it says who the mail is from"
    if settings.smtp_url is None:
        yield f"OUTREACH_SMTP_URL is not set: mail is put into the outbox, {settings.outbox}, and goes nowhere"
    elif settings.smtp_url.startswith("smtp://"):
        yield "OUTREACH_SMTP_URL is smtp://: what is sent, and any password, is readable on the way to the server"
    if (settings.public_url or "").startswith("http://"):
        yield "OUTREACH_PUBLIC_URL is http://: mail programs offer to leave by one click only where it is https://"
    if settings.dkim_key is None:
        yield "OUTREACH_DKIM_KEY is not set: mail leaves here unsigned; your mail server may sign it"
