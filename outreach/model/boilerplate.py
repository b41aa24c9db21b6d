"""A boilerplate: a text that stands under many advisories, about the organisation or as notes to editors."""

from dataclasses import dataclass

from outreach.model.advisory import Problem


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A text of the library: Markdown, its heading in it. `file` names it in messages, `language` is BCP 47.

    `problems` is what reading it found; their lines are the file's own.
    """

    name: str
    language: str
    file: str
    body: str
    problems: tuple[Problem, ...] = ()
