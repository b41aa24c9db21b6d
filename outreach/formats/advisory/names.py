"""The names that a template asks for and nobody has: found by reading it, so also where no rendering comes by."""

from collections.abc import Iterator
from difflib import get_close_matches

from jinja2 import meta, nodes

from outreach.errors import TemplateProblem


def unknown(tree: nodes.Template, *, file: str, known: frozenset[str]) -> Iterator[TemplateProblem]:
    """A problem for each name in `tree` that is neither `known` nor asked for with a way out (default, is defined)."""
    missing = meta.find_undeclared_variables(tree) - known - _provided_for(tree)
    told: set[str] = set()
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name in missing and name.name not in told:
            told.add(name.name)
            near = get_close_matches(name.name, known, n=1)
            hint = f" (did you mean {near[0]}?)" if near else f"; there are {', '.join(sorted(known))}"
            yield TemplateProblem(file, f"nothing is called {name.name!r} here{hint}", line=name.lineno)


def assigned(tree: nodes.Template) -> frozenset[str]:
    """The names that the template gives to something: other templates that it is part of may ask for them."""
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    return frozenset(stored | {macro.name for macro in tree.find_all(nodes.Macro)})


def _provided_for(tree: nodes.Template) -> set[str]:
    asked: set[str] = set()
    for test in tree.find_all(nodes.Test):
        if test.name in {"defined", "undefined"} and isinstance(test.node, nodes.Name):
            asked.add(test.node.name)
    for chosen in tree.find_all(nodes.Filter):
        if chosen.name in {"default", "d"} and isinstance(chosen.node, nodes.Name):
            asked.add(chosen.node.name)
    return asked
