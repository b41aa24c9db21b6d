"""The page templates: the user's own before the shipped ones, file by file, and nothing outside of those folders."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound, TemplateSyntaxError, nodes

from outreach import resources
from outreach.formats import sandbox, sandbox_filters, sandbox_problems
from outreach.formats.advisory import writable

_ALLOWED = frozenset(
    [
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem),
        *(nodes.Slice, nodes.Tuple, nodes.List, nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword),
        *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
        *(nodes.Add, nodes.Sub, nodes.Neg, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With),
        *(nodes.Extends, nodes.Block, nodes.Include, nodes.Import, nodes.FromImport, nodes.Macro, nodes.CallBlock),
    ]
)


_LARGEST = 1_000_000


class _Folders(BaseLoader):
    """Templates by name in folders, the first that has it. A link that leads out of its folder leads nowhere."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        """The text of a template, its file, and whether that is still the same. Raises TemplateNotFound."""
        for folder in self._folders:
            file = _inside(folder, template)
            if file is not None:
                unchanged = partial(_is_as_of, file, file.stat().st_mtime)
                return _text(file, template), str(folder / template), unchanged
        raise TemplateNotFound(template)


def _inside(folder: Path, template: str) -> Path | None:
    """The file `template` in `folder`, if it is there. Raises TemplateNotFound for a way out of the folder."""
    parts = PurePosixPath(template)
    try:
        file = (folder / template).resolve()
        leads_out = parts.is_absolute() or ".." in parts.parts or not file.is_relative_to(folder.resolve())
        is_there = file.is_file()
    except (OSError, RuntimeError, ValueError):
        return None
    if leads_out or set(template) & {"\\", ":"}:
        raise TemplateNotFound(template, f"{template} leads out of the template folders")
    return file if is_there else None


def _text(file: Path, template: str) -> str:
    if file.stat().st_size > _LARGEST:
        raise TemplateNotFound(template, f"{template} has more than {_LARGEST:,} bytes; a template is a page of text")
    try:
        octets = file.read_bytes()
    except OSError as error:
        raise TemplateNotFound(template, f"{template} cannot be read ({error.strerror})") from error
    try:
        text = writable.plain_lines(octets.decode())
    except UnicodeDecodeError as error:
        line = octets.count(b"\n", 0, error.start) + 1
        raise TemplateSyntaxError("is not UTF-8 text; save it as UTF-8", line, template, str(file)) from error
    if bad := writable.unwritable(text):
        line, why = bad[0]
        raise TemplateSyntaxError(why, line, template, str(file))
    return text


def _is_as_of(file: Path, changed: float) -> bool:
    try:
        return file.stat().st_mtime == changed
    except OSError:
        return False


class Pages:
    """The page templates found in `folders`, compiled when they are first used."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._loader = _Folders(folders)
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
        except sandbox_problems.FAILURES as error:
            raise sandbox_problems.problem(error, template=name) from error
        return sandbox.rendered(template, data)

    def read(self, name: str) -> nodes.Template:
        """The template `name` as a tree, after every check that needs no rendering. Raises TemplateProblem."""
        try:
            self._sandbox.get_template(name)
            source, file, _ = self._loader.get_source(self._sandbox, name)
            return self._sandbox.parse(source, name, file)
        except sandbox_problems.FAILURES as error:
            raise sandbox_problems.problem(error, template=name) from error

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        try:
            self._loader.get_source(self._sandbox, name)
        except TemplateNotFound:
            return False
        except TemplateSyntaxError:
            return True  # `fill` says what is wrong with it
        return True


def pages(own: Path | None = None) -> Pages:
    """The user's `own` folder of templates before the shipped one."""
    return Pages(list(resources.folders("templates", own=own)))
