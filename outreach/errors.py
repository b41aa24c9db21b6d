"""What can go wrong for the person at the keyboard: one sentence of what happened, to what, and what to do.

The names are the failures of the trade, not of our libraries; a library's exception is translated in the room that
called it. Counters turn an error into an exit code or a status with one table, and print `str(error)`, nothing else.
"""


class OutreachError(Exception):
    """Something that the person in front of us can mend. `str(error)` is the sentence to show."""


class WrongUsage(OutreachError):
    """The command was asked for something that its words or its moment do not allow."""


class NotFound(OutreachError):
    """Nothing in the store or the gazetteer answers to what was named."""

    def __init__(self, noun: str, name: str, *, suggestions: tuple[str, ...] = (), advice: str = "") -> None:
        self.noun, self.name, self.suggestions = noun, name, suggestions
        sentence = f"no {noun} named {name!r}"
        if suggestions:
            sentence += f" (did you mean {' or '.join(suggestions)}?)"
        super().__init__(f"{sentence}; {advice}" if advice else sentence)


class AlreadyThere(OutreachError):
    """What should be added is there already."""


class InvalidValue(OutreachError):
    """A value that cannot be taken as it is: `field` names it, `value` is as written, `problem` says why."""

    def __init__(self, field: str, value: object, problem: str) -> None:
        self.field, self.value, self.problem = field, str(value), problem
        shown = self.value if len(self.value) <= 80 else self.value[:77] + "..."
        super().__init__(f"{field} {shown!r}: {problem}")


class InvalidFile(OutreachError):
    """A file that cannot be read as what it should be. `line` counts from 1, where it is known."""

    def __init__(self, file: str, problem: str, *, line: int | None = None) -> None:
        self.file, self.problem, self.line = file, problem, line
        place = f"{file}, line {line}" if line else file
        super().__init__(f"{place}: {problem}")


class TemplateProblem(OutreachError):
    """A template that does not compile, or that asks for something nobody has. `line` counts from 1."""

    def __init__(self, template: str, problem: str, *, line: int | None = None) -> None:
        self.template, self.problem, self.line = template, problem, line
        place = f"{template}, line {line}" if line else template
        super().__init__(f"{place}: {problem}")


class AdvisoryProblem(OutreachError):
    """An advisory that must not go out as it is."""


class Unproven(AdvisoryProblem):
    """What the ledger says of a mailing does not agree with itself."""


class MissingSetting(InvalidValue):
    """A setting without which the command cannot do its work. `advice` says what to set, with an example."""

    def __init__(self, variable: str, advice: str) -> None:
        super().__init__("setting", variable, f"not set; {advice}")


class ServerUnavailable(OutreachError):
    """The mail server cannot be reached, or will not talk to us at all. Nothing was lost; send again later."""


class StoreUnavailable(OutreachError):
    """The store cannot be read or written just now: the disk is full, another program holds it, the server is away."""

    def __init__(self, store: str, problem: str) -> None:
        super().__init__(
            f"the store {store} cannot be used: {problem}; mend that and try again, what was done before is kept"
        )


class StoreOutdated(OutreachError):
    """The store's schema is not the one that this program was built for."""


class SomeNotDelivered(OutreachError):
    """The mailing went out, but some of its recipients were refused, deferred or given up."""
