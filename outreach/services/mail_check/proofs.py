"""The three proofs that mail is ours: SPF, DKIM, DMARC, and that they prove the domain of From."""

from itertools import zip_longest
from pathlib import Path

from outreach.errors import InvalidValue
from outreach.mail.published import dkim_key, dmarc, spf
from outreach.mail.published.dkim_key import DkimKey
from outreach.mail.published.names import Names
from outreach.mail.published.spf import MOST_LOOKUPS, Verdict
from outreach.mail.published.tags import BadRecord
from outreach.services.mail_check.finding import Finding, Setup, State


def spf_record(setup: Setup, names: Names, hosts: tuple[str, ...]) -> Finding:
    """Whether the domain of the return path lets our host send, within ten look-ups."""
    domain = setup.return_path.domain
    records = spf.record(names, domain)
    if not records:
        publish = f'{domain}. IN TXT "{spf.widened("v=spf1 mx -all", iter(hosts))}"'
        return Finding("SPF", State.WRONG, f"{domain} has no SPF record", "publish who sends for it", publish)
    most = spf.check(names, domain, address=None, sender=setup.return_path.address)
    if len(records) > 1 or most.verdict is Verdict.PERMERROR:
        return Finding("SPF", State.WRONG, most.why, f"mend the record of {domain}: {records[0]}")
    if most.lookups > MOST_LOOKUPS:
        found = f"{records[0]} needs {most.lookups} look-ups, receivers stop at {MOST_LOOKUPS}"
        return Finding("SPF", State.WRONG, found, "take out includes of services that you no longer use")
    if spf.allows_everybody(records[0]):
        publish = f'{domain}. IN TXT "{records[0].replace("+all", "all").replace(" all", " -all")}"'
        return Finding("SPF", State.WRONG, f"{records[0]} lets everybody send", "end it with -all", publish)
    return _for_hosts(setup, names, records[0], hosts, lookups=most.lookups)


def _for_hosts(setup: Setup, names: Names, record: str, hosts: tuple[str, ...], *, lookups: int) -> Finding:
    domain = setup.return_path.domain
    if not hosts:
        found = f"{record} ({lookups} look-ups); the host that sends is not known from here"
        return Finding("SPF", State.UNKNOWN, found, "say it with --from-ip: the address your mail comes from")
    results = {host: spf.check(names, domain, address=host, sender=setup.return_path.address) for host in hosts}
    outside = [host for host, result in results.items() if result.verdict is not Verdict.PASS]
    if outside:
        found = "; ".join(f"{host}: {results[host].verdict} ({results[host].why})" for host in outside)
        publish = f'{domain}. IN TXT "{spf.widened(record, iter(outside))}"'
        return Finding("SPF", State.WRONG, found, "let your mail server's address in", publish)
    return Finding("SPF", State.OK, f"{', '.join(hosts)} may send for {domain} ({lookups} look-ups)")


def dkim_record(setup: Setup, names: Names) -> Finding:
    """Whether the keys of our selectors are published, are those that we sign with, and are long enough.

    One good key is enough: what is wrong with any comes first, advice about one only where none is good.
    """
    if setup.dkim_selector is None:
        found = "OUTREACH_DKIM_SELECTOR is not set; whether your mail server signs cannot be seen from here"
        return Finding("DKIM", State.ADVICE, found, "set it, with OUTREACH_DKIM_KEY where outreach is to sign")
    selectors = [selector.strip() for selector in setup.dkim_selector.split(",")]
    judged = [_key_at(selector, file, setup, names) for selector, file in zip_longest(selectors, setup.dkim_key)]
    wrong = next((finding for finding in judged if finding.state is State.WRONG), None)
    good = [finding.found for finding in judged if finding.state is State.OK]
    return wrong or (Finding("DKIM", State.OK, "; ".join(good)) if good else judged[0])


def _key_at(selector: str | None, file: Path | None, setup: Setup, names: Names) -> Finding:
    if selector is None:
        return Finding("DKIM", State.WRONG, f"the key {file} has no selector", "name one for each key, with commas")
    name = f"{selector}._domainkey.{setup.signer}"
    try:
        ours = dkim_key.of_file(file) if file else None
    except InvalidValue as error:
        return Finding("DKIM", State.WRONG, str(error), "make a key: openssl genrsa -out dkim.pem 2048")
    publish = f'{name}. IN TXT "{ours.record}"' if ours else None
    records = names.texts(name)
    if len(records) != 1:
        found = f"{name} has {f'{len(records)} records' if records else 'no key'}"
        return Finding("DKIM", State.WRONG, found, "publish one record with the key", publish)
    try:
        key = dkim_key.parse(records[0])
    except BadRecord as error:
        return Finding("DKIM", State.WRONG, f"the record at {name} {error}", "publish it anew, whole", publish)
    return _judged_key(name, key, ours, publish)


def _judged_key(name: str, key: DkimKey, ours: DkimKey | None, publish: str | None) -> Finding:
    shown = f"{name}: {key.kind}" + (f", {key.bits} bits" if key.kind == "rsa" else "")
    if key.is_revoked:
        return Finding("DKIM", State.WRONG, f"the key at {name} was revoked (p= is empty)", "publish a key", publish)
    if ours and (key.kind, key.octets) != (ours.kind, ours.octets):
        return Finding("DKIM", State.WRONG, f"the key at {name} is not ours", "publish the one we sign with", publish)
    if key.kind == "rsa" and key.bits < dkim_key.LEAST_BITS:
        return Finding("DKIM", State.WRONG, shown, "receivers ignore keys under 1024 bits: make one of 2048")
    if key.kind == "rsa" and key.bits < dkim_key.GOOD_BITS:
        return Finding("DKIM", State.ADVICE, shown, "make a key of 2048 bits: openssl genrsa -out dkim.pem 2048")
    if key.kind == "ed25519":
        return Finding("DKIM", State.ADVICE, shown, "not every receiver knows Ed25519: sign with an RSA key as well")
    if key.is_testing:
        return Finding("DKIM", State.ADVICE, f"{shown}, marked as a test (t=y)", "take t=y out of the record", publish)
    return Finding("DKIM", State.OK, shown)


def _policy(setup: Setup, names: Names) -> tuple[dmarc.Dmarc, str, str] | None:
    """The DMARC record that holds for From: read, as written, and where it stands. Raises BadRecord."""
    found = dmarc.published(names, setup.sender.domain)
    return (dmarc.parse(found[0]), *found) if found else None


def dmarc_record(setup: Setup, names: Names) -> Finding:
    """Whether the domain of From says what is to be done with mail that proves nothing."""
    domain = setup.sender.domain
    wanted = f'_dmarc.{domain}. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@{domain}"'
    try:
        policy = _policy(setup, names)
    except BadRecord as error:
        return Finding("DMARC", State.WRONG, f"the record for {domain} {error}", "publish one good record", wanted)
    if policy is None:
        return Finding("DMARC", State.WRONG, f"{domain} has no DMARC record", "publish one; p=none is enough", wanted)
    record, written, where = policy
    shown = f"_dmarc.{where}: {written}"
    if not record.reports:
        more = f'_dmarc.{where}. IN TXT "{written.rstrip("; ")}; rua=mailto:postmaster@{where}"'
        return Finding("DMARC", State.ADVICE, shown, "let reports come (rua=): they show who else sends for you", more)
    return Finding("DMARC", State.OK, shown)


def alignment(setup: Setup, names: Names) -> Finding:
    """Whether what SPF and DKIM prove is the domain of From: one of them must."""
    sender = setup.sender.domain
    try:
        policy = _policy(setup, names)
    except BadRecord:
        policy = None
    record, top = (policy[0], policy[2]) if policy else (dmarc.Dmarc("none", "none"), sender)
    by_spf = dmarc.aligned(setup.return_path.domain, sender, strict=record.strict_spf, organisation=top)
    by_dkim = dmarc.aligned(setup.signer, sender, strict=record.strict_dkim, organisation=top)
    shown = (
        f"From {sender}; return path {setup.return_path.domain} {_fits(by_spf)}; DKIM {setup.signer} {_fits(by_dkim)}"
    )
    if not (by_spf or by_dkim):
        advice = f"sign as {sender} (OUTREACH_DKIM_DOMAIN), or put OUTREACH_RETURN_PATH under it"
        return Finding("Alignment", State.WRONG, shown, advice)
    if not (by_spf and by_dkim):
        return Finding("Alignment", State.ADVICE, shown, "one is enough; with both, a forwarder breaks only one")
    return Finding("Alignment", State.OK, shown)


def _fits(is_aligned: bool) -> str:
    return "fits" if is_aligned else "does not fit"
