"""What the page is told, as JSON: plain texts and numbers, which it puts into the page as text and never as HTML."""

from dataclasses import asdict
from typing import Any

from outreach.mail.opened import Opened, abridged
from outreach.model.advisory import Level, Problem
from outreach.model.rules import RULES
from outreach.services.advisories.preview import Reader, View
from outreach.web.preview.desk import Look

# Gmail shows the first 102 kB of the HTML and hides the rest, with the contacts at its end.
_CLIPPED_AT = 100_000


def look_record(look: Look, *, state: int) -> dict[str, Any]:
    """A look; `state` says of which count of changes it is."""
    view = look.view
    return {
        "state": state,
        "file": view.file,
        "languages": list(view.languages),
        "language": view.language,
        "errors": sum(problem.level is Level.ERROR for problem in view.problems),
        "problems": [_problem_record(problem) for problem in view.problems],
        "stale": look.is_stale,
        "mail": _mail_record(view, view.mail, look.mail_id) if view.mail else None,
    }


def readers_record(found: list[Reader]) -> list[dict[str, str]]:
    """Readers to choose from."""
    return [asdict(reader) for reader in found]


def _problem_record(problem: Problem) -> dict[str, Any]:
    rule = RULES.get(problem.rule)
    return {
        "rule": problem.rule,
        "level": problem.level.value,
        "line": problem.line,
        "message": problem.message,
        "why": rule.why if rule else None,
    }


def _mail_record(view: View, mail: Opened, mail_id: str | None) -> dict[str, Any]:
    return {
        "id": mail_id,
        "to": mail.header("To"),
        "subject": mail.header("Subject"),
        "text": mail.text,
        "headers": [asdict(header) for header in mail.headers],
        "source": abridged(mail.message),
        "size": len(mail.message),
        "html": {"size": len(mail.html.encode()), "limit": _CLIPPED_AT},
        "attachments": [
            {"name": file.filename, "type": file.content_type, "size": len(file.content)} for file in mail.attachments
        ],
        "event": {"facts": [list(fact) for fact in view.event], "source": view.entry} if view.event else None,
    }
