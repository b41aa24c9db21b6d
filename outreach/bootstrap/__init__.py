"""The only builder of real things out of settings: the store's doors, the transport, the sender's address."""

from collections.abc import Iterator

from outreach.bootstrap.secret import make_secret_key, secret_key, secret_key_file
from outreach.bootstrap.sending import (
    doubts_of_signing,
    expect_protected,
    mail_setup,
    manners,
    return_path,
    sender,
    signing,
    transport,
    way_off,
)
from outreach.bootstrap.stores import empty_store, engine, make_store, rows
from outreach.settings import Settings
from outreach.store import glance

__all__ = [
    "advice",
    "doubts_of_signing",
    "empty_store",
    "engine",
    "expect_protected",
    "mail_setup",
    "make_secret_key",
    "make_store",
    "manners",
    "return_path",
    "rows",
    "secret_key",
    "secret_key_file",
    "sender",
    "signing",
    "transport",
    "way_off",
]


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
