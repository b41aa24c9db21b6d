"""SPF as a receiver reads it: verdicts, look-ups, and records that are broken."""

from collections.abc import Mapping, Sequence

import pytest

from outreach.mail.published import spf
from outreach.mail.published.spf import Verdict


class Known:
    """Names out of a table, for a walk that needs no network."""

    def __init__(self, zone: Mapping[str, Sequence[str]]) -> None:
        self._zone = zone

    def _of(self, kind: str, name: str) -> list[str]:
        return list(self._zone.get(f"{kind} {name}", ()))

    def texts(self, name: str) -> list[str]:
        return self._of("txt", name)

    def addresses(self, name: str) -> list[str]:
        return self._of("a", name)

    def exchanges(self, name: str) -> list[str]:
        return self._of("mx", name)

    def called(self, address: str) -> list[str]:
        return self._of("ptr", address)


AROUND = {
    "a example.org": ["192.0.2.10", "2001:db8::10"],
    "mx example.org": ["mx1.example.org", "mx2.example.org"],
    "a mx1.example.org": ["192.0.2.1"],
    "a mx2.example.org": ["192.0.2.2"],
    "txt relay.example.net": ["v=spf1 ip4:198.51.100.0/24 -all"],
    "txt soft.example.net": ["v=spf1 ~all"],
    "txt loop.example.net": ["v=spf1 include:example.org -all"],
    "txt macros.example.org": ["v=spf1 ip4:192.0.2.77 -all"],
    "a 25.2.0.192.ok.example.org": ["127.0.0.2"],
    "ptr 192.0.2.30": ["out.example.org"],
    "a out.example.org": ["192.0.2.30"],
    "txt two.example.net": ["v=spf1 -all", "v=spf1 mx -all"],
} | {f"txt n{number}.example.net": [f"v=spf1 include:n{number + 1}.example.net ?all"] for number in range(12)}


def checked(record: str, address: str | None) -> spf.Result:
    names = Known(AROUND | {"txt example.org": ["v=verification 1", record]})
    return spf.check(names, "example.org", address=address, sender="press@example.org")


@pytest.mark.parametrize(
    ("record", "address", "verdict"),
    [
        ("v=spf1 ip4:192.0.2.25 -all", "192.0.2.25", Verdict.PASS),
        ("v=spf1 ip4:192.0.2.0/24 -all", "192.0.2.200", Verdict.PASS),
        ("v=spf1 ip4:192.0.2.25 -all", "192.0.2.26", Verdict.FAIL),
        ("v=spf1 ip4:192.0.2.25 ~all", "192.0.2.26", Verdict.SOFTFAIL),
        ("v=spf1 ip4:192.0.2.25 ?all", "192.0.2.26", Verdict.NEUTRAL),
        ("v=spf1 ip4:192.0.2.25", "192.0.2.26", Verdict.NEUTRAL),
        ("v=spf1 ip6:2001:db8::/32 -all", "2001:db8::25", Verdict.PASS),
        ("v=spf1 ip6:2001:db8::/32 -all", "192.0.2.25", Verdict.FAIL),
        ("v=spf1 a -all", "192.0.2.10", Verdict.PASS),
        ("v=spf1 a -all", "2001:db8::10", Verdict.PASS),
        ("v=spf1 a/24 -all", "192.0.2.99", Verdict.PASS),
        ("v=spf1 a:mx1.example.org//64 -all", "192.0.2.1", Verdict.PASS),
        ("v=spf1 mx -all", "192.0.2.2", Verdict.PASS),
        ("v=spf1 mx/30 -all", "192.0.2.3", Verdict.PASS),
        ("v=spf1 include:relay.example.net -all", "198.51.100.7", Verdict.PASS),
        ("v=spf1 include:soft.example.net -all", "192.0.2.25", Verdict.FAIL),
        ("v=spf1 redirect=relay.example.net", "198.51.100.7", Verdict.PASS),
        ("v=spf1 -all redirect=relay.example.net", "198.51.100.7", Verdict.FAIL),
        ("V=SPF1 IP4:192.0.2.25 -ALL", "192.0.2.25", Verdict.PASS),
        ("v=spf1 exists:%{ir}.ok.%{d} -all", "192.0.2.25", Verdict.PASS),
        ("v=spf1 exists:%{ir}.ok.%{d} -all", "192.0.2.26", Verdict.FAIL),
        ("v=spf1 include:macros.%{d2} -all", "192.0.2.77", Verdict.PASS),
        ("v=spf1 ptr -all", "192.0.2.30", Verdict.PASS),
        ("v=spf1 ptr -all", "192.0.2.31", Verdict.FAIL),
        ("v=spf1 exp=why.example.org -all", "192.0.2.31", Verdict.FAIL),
        ("v=spf1 -ip4:192.0.2.25 +all", "192.0.2.25", Verdict.FAIL),
    ],
    ids=str,
)
def test_a_host_gets_the_verdict_that_a_receiver_would_give(record: str, address: str, verdict: Verdict) -> None:
    assert checked(record, address).verdict is verdict


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("v=spf1 ipv4:192.0.2.25 -all", "ipv4"),
        ("v=spf1 ip4:192.0.2.256 -all", "no IP address"),
        ("v=spf1 a/64 -all", "lengths"),
        ("v=spf1 include:nowhere.example.net -all", "no SPF record"),
        ("v=spf1 include:two.example.net -all", "2 SPF records"),
        ("v=spf1 include:loop.example.net -all", "includes itself"),
        ("v=spf1 include:n0.example.net -all", "more than 10"),
        ("v=spf1 redirect=nowhere.example.net", "no SPF record"),
        ("v=spf1 redirect=soft.example.net redirect=soft.example.net", "twice"),
        ("v=spf1 a:x1.example.org a:x2.example.org a:x3.example.org -all", "do not exist"),
        ("v=spf1 all:everybody", "takes nothing"),
        ("v=spf1 , -all", "no term"),
    ],
    ids=str,
)
def test_a_broken_record_is_a_permanent_error_that_says_why(record: str, why: str) -> None:
    result = checked(record, "203.0.113.9")

    assert result.verdict is Verdict.PERMERROR
    assert why in result.why


def test_without_an_address_every_term_is_met_and_counted() -> None:
    result = checked("v=spf1 a mx include:relay.example.net include:soft.example.net ip4:192.0.2.25 -all", None)

    assert (result.verdict, result.lookups) == (Verdict.NEUTRAL, 4)


def test_a_chain_of_includes_is_counted_to_its_end() -> None:
    names = Known({**AROUND, "txt n12.example.net": ["v=spf1 -all"]})

    result = spf.check(names, "n0.example.net", address=None, sender="press@example.org")

    assert result.lookups == 12


def test_no_record_at_all_is_no_verdict() -> None:
    result = spf.check(Known({}), "example.org", address="192.0.2.25", sender="press@example.org")

    assert (result.verdict, result.lookups) == (Verdict.NONE, 0)


@pytest.mark.parametrize(
    ("record", "widened"),
    [
        ("v=spf1 mx -all", "v=spf1 mx ip4:192.0.2.25 ip6:2001:db8::25 -all"),
        ("v=spf1 redirect=x.example.org", "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 redirect=x.example.org"),
        ("v=spf1 ip4:192.0.2.25 ~all", "v=spf1 ip4:192.0.2.25 ip6:2001:db8::25 ~all"),
        ("v=spf1 mx", "v=spf1 mx ip4:192.0.2.25 ip6:2001:db8::25"),
    ],
    ids=str,
)
def test_a_record_is_widened_before_its_last_word_and_then_passes(record: str, widened: str) -> None:
    made = spf.widened(record, iter(["192.0.2.25", "2001:db8::25"]))

    assert made == widened
    assert checked(made, "2001:db8::25").verdict is Verdict.PASS
