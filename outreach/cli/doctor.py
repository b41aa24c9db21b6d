"""`outreach doctor`: every setting, where it came from, and what is wrong with it."""

from typing import Annotated

import typer

from outreach import bootstrap
from outreach import settings as found_settings
from outreach.cli.groups import single
from outreach.cli.options import FormatOption
from outreach.cli.output import Output, View, say, show
from outreach.errors import WrongUsage
from outreach.settings import Setting, settled

app = single()

_HIDDEN = "(set, not shown)"


def _value(setting: Setting) -> str:
    if setting.text is None:
        return ""
    return _HIDDEN if setting.secret else found_settings.without_password(setting.text)


SETTINGS: View[Setting] = View(
    columns={
        "Setting": lambda setting: setting.variable,
        "Value": _value,
        "From": lambda setting: setting.source,
        "Problem": lambda setting: setting.problem.problem if setting.problem else "",
    },
    record=lambda setting: {
        "setting": setting.variable,
        "value": _value(setting) or None,
        "source": setting.source,
        "problem": setting.problem.problem if setting.problem else None,
    },
)


@app.command()
def doctor(
    mail: Annotated[
        bool, typer.Option("--mail", help="Ask the DNS and the mail server whether our mail will be believed.")
    ] = False,
    nameserver: Annotated[
        str | None, typer.Option("--nameserver", metavar="HOST[:PORT]", help="With --mail: the name server to ask.")
    ] = None,
    from_ip: Annotated[
        list[str], typer.Option("--from-ip", metavar="ADDRESS", help="With --mail: where our mail comes from.")
    ] = [],
    output: FormatOption = Output.TABLE,
) -> None:
    """Show every setting, where it came from, and what is wrong with it. Secrets are never shown.

    With --mail: SPF, DKIM, DMARC and alignment, MX, PTR, TLS, one-click, and the bulk-sender rules of Gmail, Yahoo and
    Microsoft, each with what to do, and the record to publish. Only the name server and the mail server are asked.

    \b
    Examples:
      outreach doctor
      outreach doctor --mail
      outreach doctor --mail --from-ip 192.0.2.25 --nameserver 192.0.2.53 --format json
    """
    if mail:
        from outreach.cli.mail_doctor import check_mail

        check_mail(nameserver=nameserver, from_ip=from_ip, output=output)
        return
    if nameserver or from_ip:
        raise WrongUsage("--nameserver and --from-ip say something with --mail only")
    settings = found_settings.in_force()
    show(settings, SETTINGS, output=output)
    problems = [setting.problem for setting in settings if setting.problem]
    if problems:
        raise problems[0]
    office = settled(settings)
    if office.sender is not None:
        bootstrap.sender(office)  # raises what planning would
    for advice in bootstrap.advice(office):
        say(f"Note: {advice}")
