"""The ways off a list: one click (RFC 8058), and what mail programs show beside the sender (RFC 2369)."""

from urllib.parse import urlsplit

from outreach.services.mail_check.finding import Finding, Setup, State

_EXAMPLE = "OUTREACH_PUBLIC_URL=https://press.example.org"


def one_click(setup: Setup) -> Finding:
    """Whether there is an https address that takes people off a list by one click."""
    if setup.public_url is None:
        found = "OUTREACH_PUBLIC_URL is not set: readers can leave a list by e-mail only"
        return Finding("One-click", State.ADVICE, found, f"set it: {_EXAMPLE}")
    parts = urlsplit(setup.public_url)
    if parts.scheme != "https" or not parts.hostname:
        found = f"{setup.public_url} is not https; receivers ignore it (RFC 8058 §3.1)"
        return Finding("One-click", State.WRONG, found, f"serve it by https: {_EXAMPLE}")
    return Finding("One-click", State.OK, f"{setup.public_url} (https)")


def list_unsubscribe(setup: Setup) -> Finding:
    """Whether every message says how to leave: by mail always, by a link where there is a public address."""
    ways = f"mailto:{setup.sender.address}" + (f", {setup.public_url}" if setup.public_url else "")
    return Finding("List-Unsubscribe", State.OK, ways)
