"""The page templates: the user's own before the shipped ones, file by file, and nothing outside of those folders."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound, nodes

from outreach import resources
from outreach.formats import sandbox, sandbox_filters

_ALLOWED = frozenset(
    [
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem),
        *(nodes.Slice, nodes.Tuple, nodes.List, nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword),
        *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
        *(nodes.Add, nodes.Sub, nodes.Neg, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With),
        *(nodes.Extends, nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.Macro, nodes.CallBlock),
    ]
)


class _Folders(FileSystemLoader):
    """Templates by name in folders, the first that has it. A link that leads out of its folder leads nowhere."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        for folder in map(Path, self.searchpath):
            real = (folder / template).resolve()
            if real.is_file() and not real.is_relative_to(folder.resolve()):
                raise TemplateNotFound(template, f"{template} leads out of {folder}")
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            raise TemplateNotFound(template) from None
        except UnicodeDecodeError as error:
            raise TemplateNotFound(template, f"{template} is not UTF-8 text") from error


class Pages:
    """The page templates found in `folders`, compiled when they are first used."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._loader = _Folders([str(folder) for folder in folders])
        self._sandbox = sandbox.Sandbox(
            allowed=_ALLOWED,
            filters=sandbox_filters.FOR_PAGES,
            loader=self._loader,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=lambda name: bool(name) and str(name).endswith(".html"),
        )

    def fill(self, name: str, data: Mapping[str, Any]) -> str:
        """What the template `name` makes of `data` (texts, numbers, lists, dicts). Raises TemplateProblem."""
        try:
            template = self._sandbox.get_template(name)
        except sandbox.FAILURES as error:
            raise sandbox.problem(error, template=name) from error
        return sandbox.rendered(template, data)

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        try:
            self._loader.get_source(self._sandbox, name)
        except TemplateNotFound:
            return False
        return True


def pages(own: Path | None = None) -> Pages:
    """The user's `own` folder of templates before the shipped one."""
    return Pages(list(resources.folders("templates", own=own)))
