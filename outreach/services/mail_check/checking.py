"""Every check, one after the other; a question that nobody answers is a finding of its own."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from outreach.mail.published.names import Names, NoAnswer
from outreach.services.mail_check import links, proofs, server
from outreach.services.mail_check.finding import Finding, Setup, State


def check(setup: Setup, names: Names, *, now: datetime) -> list[Finding]:
    """What was found, a check after the other. Only `names` and the mail server of `setup` are talked to."""
    hosts = server.hosts(setup, names)
    checks: dict[str, Callable[[], Finding]] = {
        "SPF": partial(proofs.spf_record, setup, names, hosts),
        "DKIM": partial(proofs.dkim_record, setup, names),
        "DMARC": partial(proofs.dmarc_record, setup, names),
        "Alignment": partial(proofs.alignment, setup, names),
        "MX": partial(server.exchanges, setup, names),
        "PTR": partial(server.reverse_names, setup, names, hosts),
        "TLS": partial(server.protection, setup, now=now),
        "One-click": partial(links.one_click, setup),
        "List-Unsubscribe": partial(links.list_unsubscribe, setup),
    }
    return list(_answered(checks))


def _answered(checks: dict[str, Callable[[], Finding]]) -> Iterator[Finding]:
    for name, ask in checks.items():
        try:
            yield ask()
        except NoAnswer as error:
            yield Finding(name, State.UNANSWERED, str(error).partition(";")[0], "run this again later")
