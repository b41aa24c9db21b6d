"""Merging: the recipient's own words put into a message that is otherwise finished.

It comes last, after Markdown, layout and CSS, so a name can inject nothing. What an advisory may say is little
enough to be listed, and has no loops and no calls, so it cannot run away:

    {{ recipient.given_name or "colleague" }}
    {% if recipient.language == "de" %} … {% elif … %} … {% else %} … {% endif %}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import Template, nodes

from outreach.errors import TemplateProblem
from outreach.formats import sandbox, sandbox_filters, sandbox_problems
from outreach.model.message import Parts
from outreach.model.recipient import MERGE_FIELDS, READER_FIELDS
from outreach.model.text import one_line

_ALLOWED = frozenset(
    [
        *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem),
        *(nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
        *(nodes.Filter, nodes.Concat, nodes.Tuple, nodes.List),
    ]
)

_KNOWN = frozenset(f"recipient.{name}" for name in MERGE_FIELDS)
# The page may ask for these, the author may not; they are empty for a reader of whom nothing is known.
_OF_THE_PAGE = frozenset(f"reader.{name}" for name in READER_FIELDS)
_ANYBODY = dict.fromkeys(READER_FIELDS, "")


class _EmptyField(Exception):
    pass


def _filled(value: Any, label: str) -> Any:
    """What `{{ }}` prints, unless there is nothing to print: a mail with an empty name in it is a scandal."""
    if value is None or (isinstance(value, str) and not value.strip()):
        raise _EmptyField(label)
    return value


class _Sandbox(sandbox.Sandbox):
    concat = staticmethod("".join)  # type: ignore[assignment] # nothing here can grow: there are no loops and no variables

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for part in tree.find_all((nodes.Getattr, nodes.Getitem)):
            if not isinstance(_owner(part), nodes.Name):
                sandbox.refuse(part, "only recipient.name and the other merge fields can be asked for")
        for output in tree.find_all(nodes.Output):
            output.nodes = [_watched(node) for node in output.nodes]
            output.set_environment(self)
        return tree


def _owner(part: nodes.Node) -> nodes.Expr | None:
    return part.node if isinstance(part, nodes.Getattr | nodes.Getitem) else None


def _watched(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.TemplateData):
        return node
    label = nodes.Const(_label(node), lineno=node.lineno)
    return nodes.Filter(node, "_filled", [label], [], None, None, lineno=node.lineno)


def _label(node: nodes.Expr) -> str:
    return " or ".join(name for _, name in _fields(node)) or "{{ }}"


def _sandbox(*, autoescape: bool) -> _Sandbox:
    filters = {**sandbox_filters.FOR_TEXT, "_filled": _filled}
    return _Sandbox(allowed=_ALLOWED, filters=filters, autoescape=autoescape)


_TEXT = _sandbox(autoescape=False)
_HTML = _sandbox(autoescape=True)


@dataclass(frozen=True, slots=True)
class Merger:
    """Compiled parts, ready to be made out to one recipient after another; `used` are the merge fields in them."""

    subject: Template
    text: Template
    html: Template
    used: frozenset[str]

    def fill(self, fields: Mapping[str, str]) -> Parts:
        """The message for the recipient with these fields (all of MERGE_FIELDS, and those of the reader), final.

        Raises TemplateProblem for a field that is missing or empty, InvalidValue for one with a control character.
        """
        for name in self.used & fields.keys():
            one_line(fields[name], field=name)
        known = {"recipient": dict(fields), "reader": {**_ANYBODY, **fields}}
        subject = _merged(self.subject, known)
        return Parts(one_line(subject, field="subject"), _merged(self.text, known), _merged(self.html, known))


def compiled(parts: Parts) -> Merger:
    """The three templates of `parts`, compiled. Raises TemplateProblem for bad syntax and for unknown fields."""
    named = {"subject": parts.subject, "text": parts.text, "HTML": parts.html}
    used = frozenset(field for name, source in named.items() for field in _used(source, template=name))
    return Merger(
        _compiled(_TEXT, parts.subject, template="subject"),
        _compiled(_TEXT, parts.text, template="text"),
        _compiled(_HTML, parts.html, template="HTML"),
        used,
    )


def unknown_fields(text: str) -> list[tuple[int, str]]:
    """What `text` asks for and nobody has, as (line, name) from the top. Raises TemplateProblem for bad syntax."""
    fields = _fields(_tree(text, template="text"))
    return sorted((line, name) for line, name in fields if name not in _KNOWN)


def _used(source: str, *, template: str) -> list[str]:
    fields = list(_fields(_tree(source, template=template)))
    if unknown := sorted((line, name) for line, name in fields if name not in _KNOWN | _OF_THE_PAGE):
        line, name = unknown[0]
        raise TemplateProblem(template, f"no merge field {name}; there are {', '.join(MERGE_FIELDS)}", line=line)
    return [name.partition(".")[2] for _, name in fields]


def _tree(text: str, *, template: str) -> nodes.Template:
    try:
        return _TEXT.parse(text)
    except sandbox_problems.FAILURES as error:
        raise sandbox_problems.problem(error, template=template) from error


def _fields(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """Every name that `node` asks for, with its line: "recipient.city", or whatever else stands there."""
    if isinstance(node, nodes.Getattr | nodes.Getitem) and isinstance(node.node, nodes.Name):
        key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "[ ]")
        yield node.lineno, f"{node.node.name}.{key}"
        return
    if isinstance(node, nodes.Name):
        yield node.lineno, node.name
    for child in node.iter_child_nodes():
        yield from _fields(child)


def _compiled(environment: _Sandbox, source: str, *, template: str) -> Template:
    try:
        return environment.from_string(source)
    except sandbox_problems.FAILURES as error:
        raise sandbox_problems.problem(error, template=template) from error


def _merged(template: Template, known: Mapping[str, Mapping[str, str]]) -> str:
    try:
        return template.render(known)
    except _EmptyField as empty:
        whom = known["recipient"].get("email") or "a recipient"
        advice = 'give a fallback: {{ recipient.given_name or "colleague" }}'
        raise TemplateProblem("merge", f"{empty} is empty for {whom}; {advice}") from None
    except sandbox_problems.FAILURES as error:
        raise sandbox_problems.problem(error, template="merge") from error
