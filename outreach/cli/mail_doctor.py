"""`outreach doctor --mail`: whether our mail will be believed, and what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from outreach import bootstrap
from outreach.cli import doors
from outreach.cli.output import Output, View, say, show, show_record
from outreach.errors import InvalidValue, ServerUnavailable

if TYPE_CHECKING:
    from outreach.services.mail_check import Finding, RuleFinding

FINDINGS: View["Finding"] = View(
    columns={
        "Check": lambda finding: finding.check,
        "State": lambda finding: finding.state,
        "Found": lambda finding: finding.found,
        "What to do": lambda finding: "\n".join(filter(None, (finding.advice, finding.publish))),
    },
    record=lambda finding: {
        "check": finding.check,
        "state": finding.state,
        "found": finding.found,
        "advice": finding.advice or None,
        "publish": finding.publish,
    },
)
RULES: View["RuleFinding"] = View(
    columns={
        "Bulk-sender rule": lambda judged: judged.rule.rule,
        "Gmail": lambda judged: judged.rule.gmail,
        "Yahoo": lambda judged: judged.rule.yahoo,
        "Microsoft": lambda judged: judged.rule.microsoft,
        "State": lambda judged: judged.state,
        "What to do": lambda judged: "" if judged.state == "ok" else judged.rule.advice,
    },
    record=lambda judged: {
        "rule": judged.rule.rule,
        "gmail": judged.rule.gmail,
        "yahoo": judged.rule.yahoo,
        "microsoft": judged.rule.microsoft,
        "state": judged.state,
        "advice": judged.rule.advice,
    },
)


def check_mail(*, nameserver: str | None, from_ip: Sequence[str], output: Output) -> None:
    """Asks the name server and the mail server, and shows the answers. Raises InvalidValue where something is wrong."""
    from outreach.mail.published.names import name_server
    from outreach.services import mail_check

    setup = bootstrap.mail_setup(doors.settings(), hosts=from_ip)
    findings = mail_check.check(setup, name_server(nameserver), now=doors.now())
    _show(setup.sender.domain, findings, mail_check.judged(findings), output)
    _conclude(setup.sender.domain, findings)


def _show(domain: str, findings: "list[Finding]", rules: "list[RuleFinding]", output: Output) -> None:
    if output is Output.JSON:
        record: dict[str, Any] = {"domain": domain}
        record |= {"checks": [FINDINGS.record(finding) for finding in findings]}
        show_record(record | {"rules": [RULES.record(judged) for judged in rules]})
        return
    show(findings, FINDINGS, output=output)
    if output is Output.TABLE:
        say("")
        show(rules, RULES, output=output)


def _conclude(domain: str, findings: "list[Finding]") -> None:
    wrong = [finding.check for finding in findings if finding.state == "wrong"]
    unanswered = [finding.check for finding in findings if finding.state == "unanswered"]
    if wrong:
        raise InvalidValue(
            "mail of", domain, f"{len(wrong)} checks failed ({', '.join(wrong)}); the table says what to do"
        )
    if unanswered:
        raise ServerUnavailable(f"the name server gave no answer about {', '.join(unanswered)}; run this again later")
    say(f"Nothing is wrong with the mail of {domain}")
