"""What goes wrong in a template, as a sentence with its file and line."""

import re

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from outreach.errors import TemplateProblem
from outreach.formats.sandbox_budget import TooMuch

# What a template can raise while it is compiled or run, apart from Jinja2's own errors.
FAILURES = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError),
    *(RecursionError, SyntaxError, MemoryError, TooMuch),
)


def problem(error: BaseException, *, template: str) -> TemplateProblem:
    """What went wrong in `template`, as a sentence, with the file and the line where they are known."""
    file, line = _place(error)
    return TemplateProblem(file or template, _sentence(error), line=line)


def _place(error: BaseException) -> tuple[str | None, int | None]:
    if isinstance(error, TemplateSyntaxError):
        return error.filename, error.lineno
    place: tuple[str | None, int | None] = (None, None)
    trace = error.__traceback__
    while trace is not None:
        # Jinja2 has rewritten the traceback: a template's frame names its file and its line, the innermost comes last.
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            file = trace.tb_frame.f_code.co_filename
            place = (None if file == "<template>" else file, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _sentence(error: BaseException) -> str:
    if isinstance(error, TemplateNotFound) and error.message == error.name:
        name = str(error.name)
        return f"no template named {name if len(name) <= 80 else name[:77] + '...'!r} in the template folders"
    if isinstance(error, RecursionError | MemoryError | SyntaxError):
        return "is nested too deeply"
    if isinstance(error, TemplateError):
        return _without_jargon(str(error.message).rstrip("."))
    return str(error) or type(error).__name__


def _without_jargon(sentence: str) -> str:
    """What Jinja2 says of a tag that nobody knows, without how it reads."""
    tag = re.match(r"Encountered unknown tag '(\w+)'", sentence)
    return (
        f"nothing is called {{% {tag[1]} %}}; is it misspelled? {{% if %}} ends with {{% endif %}}" if tag else sentence
    )
