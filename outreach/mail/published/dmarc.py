"""DMARC: what a domain asks of those who get mail in its name (RFC 7489), and which domains count as its own."""

from dataclasses import dataclass

from outreach.mail.published.names import Names
from outreach.mail.published.tags import BadRecord, tags

_POLICIES = ("none", "quarantine", "reject")


@dataclass(frozen=True, slots=True)
class Dmarc:
    """A DMARC record. `reports` are the URIs that daily reports go to."""

    policy: str
    subdomains: str
    strict_dkim: bool = False
    strict_spf: bool = False
    percent: int = 100
    reports: tuple[str, ...] = ()


def parse(record: str) -> Dmarc:
    """What a record says (RFC 7489 §6.3). Raises BadRecord where receivers would ignore it."""
    found = tags(record)
    if next(iter(found), "") != "v" or found["v"] != "DMARC1":
        raise BadRecord("does not begin with v=DMARC1")
    policy = found.get("p", "").lower()
    if policy not in _POLICIES:
        raise BadRecord("says no policy that there is: p=none, p=quarantine or p=reject")
    subdomains = found.get("sp", policy).lower()
    if subdomains not in _POLICIES:
        raise BadRecord("says sp= without a policy that there is")
    percent = found.get("pct", "100")
    if not percent.isdecimal() or int(percent) > 100:
        raise BadRecord(f"pct={percent} is no number from 0 to 100")
    reports = tuple(uri.strip() for uri in found.get("rua", "").split(",") if uri.strip())
    if any(not uri.startswith("mailto:") for uri in reports):
        raise BadRecord("rua= must be mailto: addresses")
    return Dmarc(policy, subdomains, _strict(found, "adkim"), _strict(found, "aspf"), int(percent), reports)


def _strict(found: dict[str, str], name: str) -> bool:
    mode = found.get(name, "r").lower()
    if mode not in ("r", "s"):
        raise BadRecord(f"{name}={mode} is neither r (relaxed) nor s (strict)")
    return mode == "s"


def published(names: Names, domain: str) -> tuple[str, str] | None:
    """The record that holds for `domain`, and at which domain it stands: its own, or that of one above it.

    We climb label by label instead of asking a list of public suffixes, and never to a top-level domain. Raises
    BadRecord where there are several.
    """
    labels = domain.rstrip(".").lower().split(".")
    for start in range(max(1, len(labels) - 1)):
        above = ".".join(labels[start:])
        records = [text for text in names.texts(f"_dmarc.{above}") if text.replace(" ", "").startswith("v=DMARC1")]
        if len(records) > 1:
            raise BadRecord(f"_dmarc.{above} has {len(records)} records; receivers then use none")
        if records:
            return records[0], above
    return None


def aligned(domain: str, sender: str, *, strict: bool, organisation: str) -> bool:
    """Whether what was proved for `domain` counts for mail from `sender` (RFC 7489 §3.1).

    `organisation` is the domain whose record holds; relaxed, everything at or under it is one.
    """
    one, other, top = (name.rstrip(".").lower() for name in (domain, sender, organisation))
    if one == other or strict:
        return one == other
    below = f".{top}"
    return (one == top or one.endswith(below)) and (other == top or other.endswith(below))
