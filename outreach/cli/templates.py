"""`outreach advisories templates`: which there are, a copy to make your own, and whether yours still work."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from outreach.cli import doors
from outreach.cli.groups import group
from outreach.cli.options import DryRunOption, FileOption, FormatOption
from outreach.cli.output import Output, View, say, show, show_record, write_bytes
from outreach.errors import InvalidValue, MissingSetting, TemplateProblem

if TYPE_CHECKING:
    from outreach.services.templates import Listed

app = group("Templates of advisories: list them, copy one to make it your own, check what you changed.")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As listed: mail/base.html.", show_default=False)]

TEMPLATES: View["Listed"] = View(
    columns={
        "Name": lambda template: template.name,
        "From": lambda template: template.source,
        "For": lambda template: template.purpose,
    },
    record=lambda template: {
        "name": template.name,
        "source": template.source,
        "purpose": template.purpose,
        "file": str(template.file),
    },
)
PROBLEMS: View[TemplateProblem] = View(
    columns={
        "File": lambda problem: problem.template,
        "Line": lambda problem: str(problem.line or ""),
        "Problem": lambda problem: problem.problem,
    },
    record=lambda problem: {"file": problem.template, "line": problem.line, "message": problem.problem},
)


@app.command("list")
def list_templates(output: FormatOption = Output.TABLE, file: FileOption = None) -> None:
    """List the templates that are in force: where each comes from, and what it is for.

    \b
    Examples:
      outreach advisories templates
      outreach advisories templates list --format json
    """
    from outreach.services import templates

    show(templates.listed(doors.settings().templates), TEMPLATES, output=output, file=file)


@app.command("show")
def show_template(name: NameArgument, file: FileOption = None) -> None:
    """Print a template as it is in force: yours, if you have one of that name.

    \b
    Example:
      outreach advisories templates show mail/base.html
    """
    from outreach.services import templates

    write_bytes([templates.text(doors.settings().templates, name)], file)


@app.command("copy")
def copy_template(
    name: NameArgument,
    to: Annotated[Path | None, typer.Option("--to", metavar="FOLDER", help="By default OUTREACH_TEMPLATES.")] = None,
    dry_run: DryRunOption = False,
) -> None:
    """Copy a template of ours into your folder, where it goes before ours; nothing is ever overwritten.

    \b
    Examples:
      outreach advisories templates copy brand.toml
      outreach advisories templates copy mail/base.html --to press-templates
    """
    from outreach.services import templates

    folder = to or _own_folder("say where with --to FOLDER, or set it to the folder of your templates")
    file = templates.copy(name, into=folder, dry_run=dry_run)
    if dry_run:
        say(f"Would write {file}")
        return
    say(f"Wrote {file}; change it, then `outreach advisories templates check {folder}`")
    if folder.resolve() != (doors.settings().templates or Path()).resolve():
        say(f"Note: it is used once OUTREACH_TEMPLATES is {folder}")
    for problem in templates.check(folder, now=doors.now()):
        say(f"Note: {problem}")


@app.command("check")
def check_templates(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="By default OUTREACH_TEMPLATES.", show_default=False),
    ] = None,
    output: FormatOption = Output.TABLE,
) -> None:
    """Check your templates, brand and boilerplate: each mistake with its file and line, found before the deadline.

    Every kind of advisory is laid out for a trial, with everything in it and with nothing in it.

    \b
    Examples:
      outreach advisories templates check
      outreach advisories templates check press-templates --format json
    """
    from outreach.services import templates

    found = folder or _own_folder("name a folder, or set it to the folder of your templates")
    if not found.is_dir():
        raise InvalidValue("FOLDER", found, "is not a folder")
    problems = templates.check(found, now=doors.now())
    if output is Output.JSON:
        show_record({"ok": not problems, "problems": [PROBLEMS.record(problem) for problem in problems]})
    elif problems:
        show(problems, PROBLEMS, output=output)
    if problems:
        number = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise TemplateProblem(
            str(found), f"{number}; mend {'it' if len(problems) == 1 else 'them'} before anything goes out"
        )
    say(f"{found}: every kind of advisory can be made with it")


def _own_folder(advice: str) -> Path:
    folder = doors.settings().templates
    if folder is None:
        raise MissingSetting("OUTREACH_TEMPLATES", advice)
    return folder
