"""`outreach doctor`: every setting, where it came from, and what is wrong with it."""

from outreach import bootstrap
from outreach import settings as found_settings
from outreach.cli.groups import single
from outreach.cli.options import FormatOption
from outreach.cli.output import Output, View, say, show
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
def doctor(output: FormatOption = Output.TABLE) -> None:
    """Show every setting, where it came from, and what is wrong with it. Secrets are never shown.

    \b
    Example:
      outreach doctor
    """
    settings = found_settings.in_force()
    show(settings, SETTINGS, output=output)
    problems = [setting.problem for setting in settings if setting.problem]
    if problems:
        raise problems[0]
    for advice in bootstrap.advice(settled(settings)):
        say(f"Note: {advice}")
