"""Jinja2 kept on a short lead: what a template may say, may call, and how much it may write.

Three walls, one behind the other: only the syntax on a list compiles; Jinja2's own sandbox watches attributes; and what
runs spends from a budget. Only text, numbers, lists and plain dicts are ever handed in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MethodType
from typing import Any, NoReturn

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.environment import TemplateModule
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import BlockReference, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

from outreach.formats.sandbox_budget import BUDGET, Budget, countable, paid, weighed, written
from outreach.formats.sandbox_filters import refuse_if_long
from outreach.formats.sandbox_problems import FAILURES, problem

_SOURCE_LENGTH = 300_000
_TAGS = 3_000
_NODES = 20_000
_TOKENS = 60_000
_LARGEST_NUMBER = 10**12
# What `is` may ask.
_TESTS = frozenset(
    [
        *("defined", "undefined", "none", "true", "false", "boolean", "string", "number", "integer", "float"),
        *("mapping", "sequence", "iterable", "odd", "even", "divisibleby", "lower", "upper", "in", "sameas"),
        *("equalto", "eq", "==", "ne", "!=", "lt", "<", "le", "<=", "gt", ">", "ge", ">="),
    ]
)
_CALLABLE = (Macro, BlockReference, LoopContext)
_WALKABLE = (LoopContext, TemplateReference, BlockReference, TemplateModule)
_NOT_ALLOWED = {
    nodes.For: "a loop",
    nodes.Call: "a call with ( )",
    nodes.Concat: "the operator ~; write two {{ }} side by side",
    nodes.Pow: "the operator **",
    nodes.Mul: "the operator *",
    nodes.Mod: "the operator %",
    nodes.Div: "the operator /",
    nodes.FloorDiv: "the operator //",
    nodes.Add: "the operator +",
    nodes.Sub: "the operator -",
    nodes.ScopedEvalContextModifier: "{% autoescape %}",
}


def _printable(value: Any) -> Any:
    """What `{{ }}` may print: text and numbers, never an object with an address in memory."""
    if isinstance(value, str | int | float | StrictUndefined):
        return value
    raise TypeError(f"cannot print {type(value).__name__}; print one of its fields")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment that compiles only `allowed` nodes and knows only `filters`; `options` are Jinja2's own."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "**", "%"})
    concat = staticmethod(written)

    def __init__(
        self,
        *,
        allowed: frozenset[type[nodes.Node]],
        filters: Mapping[str, Callable[..., Any]],
        **options: Any,
    ) -> None:
        super().__init__(
            undefined=StrictUndefined,
            optimized=False,
            keep_trailing_newline=True,
            finalize=_printable,
            **options,
        )
        self.allowed = allowed
        self.globals.clear()
        self.filters = {name: paid(change) for name, change in filters.items()}
        self.filters |= {"_counted": countable, "_weighed": weighed}
        self.tests = {name: paid(test) for name, test in TESTS.items() if name in _TESTS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        if len(source) > _SOURCE_LENGTH:
            raise TemplateSyntaxError(f"is longer than {_SOURCE_LENGTH:,} characters", 1, name, filename)
        if source.count("{{") + source.count("{%") > _TAGS:
            raise TemplateSyntaxError(f"has more than {_TAGS:,} tags", 1, name, filename)
        tree = super()._parse(source, name, filename)
        try:
            self.check(tree)
        except TemplateSyntaxError as error:
            error.name, error.filename = name, filename
            raise
        self.watch(tree)
        return tree

    def _tokenize(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> TokenStream:
        return TokenStream(_few(super()._tokenize(source, name, filename, state), name, filename), name, filename)

    def watch(self, tree: nodes.Template) -> None:
        """Have every loop, comparison and slice in `tree` pay for the length of what it goes through."""
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = self._through("_counted", loop.iter)
        for compared in list(tree.find_all(nodes.Compare)):
            compared.expr = self._through("_weighed", compared.expr)
            for operand in compared.ops:
                operand.expr = self._through("_weighed", operand.expr)
        for part in list(tree.find_all(nodes.Getitem)):
            # Jinja2 does not ask `getitem` for a slice.
            if isinstance(part.arg, nodes.Slice):
                part.node = self._through("_weighed", part.node)

    def _through(self, name: str, node: nodes.Node) -> nodes.Filter:
        through = nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
        through.set_environment(self)
        return through

    def check(self, tree: nodes.Template) -> None:
        """Refuse every node that is not `allowed`, with its line. A list may hold constants only."""
        for number, node in enumerate(_walk(tree)):
            if number > _NODES:
                refuse(node, "is too long")
            if isinstance(node, nodes.Tuple | nodes.List) and getattr(node, "ctx", "load") == "load":
                if not all(isinstance(item, nodes.Const) for item in node.items):
                    refuse(node, "lists of anything but plain text and numbers are not allowed here")
            elif isinstance(node, nodes.Name) and node.name in {"varargs", "kwargs"}:
                refuse(node, f"{node.name} is not allowed here")
            elif type(node) not in self.allowed:
                refuse(node, f"{_NOT_ALLOWED.get(type(node), type(node).__name__.lower())} is not allowed here")

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros, blocks and loops can be called; no method of text, of a number or of a list."""
        of_a_loop = isinstance(obj, MethodType) and isinstance(obj.__self__, LoopContext)
        return of_a_loop or isinstance(obj, _CALLABLE)

    def call(__self, __context: Any, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """Call a macro, a block or a loop, for a step of the budget."""
        BUDGET.get().step()
        if isinstance(__obj, LoopContext) and args:
            args = (countable(args[0]), *args[1:])
        return super().call(__context, __obj, *args, **kwargs)

    def get_template(self, *args: Any, **kwargs: Any) -> Template:
        """A template by name; when a running template asks for it, for a step of the budget."""
        if budget := BUDGET.get(None):
            budget.step()
        return super().get_template(*args, **kwargs)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a dict, or what a loop and a block offer; text and lists have no attributes here."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, _WALKABLE):
            return super().getattr(obj, attribute)
        if isinstance(obj, StrictUndefined):
            str(obj)
        return self.unsafe_undefined(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list, a part of a text, a field of a dict."""
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            return obj[argument]
        return self.getattr(obj, str(argument))

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Sums of numbers of a sane size, and texts put together as long as they stay short."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            refuse_if_long(len(left) + len(right))
            weighed(left)
            weighed(right)
        elif not all(isinstance(side, int | float) and abs(side) < _LARGEST_NUMBER for side in (left, right)):
            raise TypeError(f"the operator {operator} works on numbers of less than thirteen digits only")
        return super().call_binop(context, operator, left, right)


def rendered(template: Template, data: Mapping[str, Any]) -> str:
    """The text that `template` makes of `data`. Raises TemplateProblem with its file and line."""
    token = BUDGET.set(Budget())
    try:
        return template.render(data)
    except FAILURES as error:
        raise problem(error, template=template.name or "template") from error
    finally:
        BUDGET.reset(token)


def _few(tokens: Iterable[Token], name: str | None, filename: str | None) -> Iterator[Token]:
    """`tokens`, as long as they are not too many to be made a tree of."""
    for number, token in enumerate(tokens):
        if number > _TOKENS:
            raise TemplateSyntaxError("is too long", token.lineno, name, filename)
        yield token


def _walk(node: nodes.Node) -> Iterable[nodes.Node]:
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(here.iter_child_nodes())


def refuse(node: nodes.Node, why: str) -> NoReturn:
    """Raise a template's syntax error at the line of `node`."""
    # What the parser made up by itself has no line of its own; what is in it has.
    lines = (part.lineno for part in _walk(node) if isinstance(part.lineno, int))
    raise TemplateSyntaxError(why, next(lines, 1))
