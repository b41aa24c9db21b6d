"""A body as plain text that reads well: wrapped, with "- " for lists, "> " for quotes, and links as text (url)."""

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence

from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

WIDTH = 72
_NEWLINE = "\ue000"
# A merge field (formats/advisory/codes) is given the room of a name, which is not yet known.
_MERGED = re.compile("\ufdd0\\d+\ufdd1")
_ROOM = "\ufdd3" * 12


def text(tokens: Sequence[Token], *, width: int = WIDTH) -> str:
    """The text of `tokens`, blocks with an empty line between them, no newline at the end."""
    return _blocks(SyntaxTreeNode(list(tokens)).children, width).rstrip("\n")


def wrapped(line: str, *, width: int = WIDTH, hanging: str = "") -> str:
    """A paragraph broken at spaces, further lines after `hanging`; what has no spaces, an address, is left whole."""
    roomy = _MERGED.sub(lambda code: code[0] + _ROOM, line)
    pieces = textwrap.wrap(roomy, width, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return "\n".join(pieces).replace(_ROOM, "")


def _blocks(nodes: Iterable[SyntaxTreeNode], width: int) -> str:
    # A decision ({% if … %}) is put right before what it decides about, so that it leaves no line of its own behind.
    return "".join(n.content if n.type == "html_block" else _block(n, width) + _gap(n) for n in nodes)


def _gap(node: SyntaxTreeNode) -> str:
    return "\n" if _is_tight(node) else "\n\n"


def _is_tight(node: SyntaxTreeNode) -> bool:
    # markdown-it hides the <p> of a list whose items have no empty line between them.
    return node.type == "paragraph" and node.hidden


def _block(node: SyntaxTreeNode, width: int) -> str:
    write = _WRITERS.get(node.type, _children)
    return write(node, width)


def _children(node: SyntaxTreeNode, width: int) -> str:
    return _blocks(node.children, width).rstrip("\n")


def _paragraph(node: SyntaxTreeNode, width: int) -> str:
    lines = _inline(node).split(_NEWLINE)
    return "\n".join(wrapped(line, width=width) for line in lines)


def _quote(node: SyntaxTreeNode, width: int) -> str:
    return textwrap.indent(_children(node, width - 2), "> ", lambda line: True).replace("> \n", ">\n")


def _list(node: SyntaxTreeNode, width: int) -> str:
    start = int(node.attrs.get("start", 1))
    items = []
    for number, item in enumerate(node.children, start):
        mark = f"{number}. " if node.type == "ordered_list" else "- "
        inner = _children(item, width - len(mark))
        items.append(mark + textwrap.indent(inner, " " * len(mark)).lstrip(" "))
    paragraphs = [child for item in node.children for child in item.children if child.type == "paragraph"]
    return ("\n" if all(map(_is_tight, paragraphs)) else "\n\n").join(items)


def _table(node: SyntaxTreeNode, width: int) -> str:
    rows = [[_inline(cell).replace(_NEWLINE, " ") for cell in row.children] for row in node.walk() if row.type == "tr"]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _code(node: SyntaxTreeNode, width: int) -> str:
    return textwrap.indent(node.content.rstrip("\n"), "    ")


def _rule(node: SyntaxTreeNode, width: int) -> str:
    return "* * *"


def _inline(node: SyntaxTreeNode) -> str:
    if node.type in {"softbreak", "hardbreak"}:
        return " " if node.type == "softbreak" else _NEWLINE
    if node.type == "link":
        return _link(node)
    return node.content if not node.children else "".join(map(_inline, node.children))


def _link(node: SyntaxTreeNode) -> str:
    shown, target = "".join(map(_inline, node.children)), str(node.attrs.get("href", ""))
    address = re.sub(r"^(?:mailto:|tel:|https?://(?:www\.)?)|/$", "", target)
    return shown if not target or shown in {target, address} else f"{shown} ({target.removeprefix('mailto:')})"


_WRITERS: dict[str, Callable[[SyntaxTreeNode, int], str]] = {
    "paragraph": _paragraph,
    "heading": _paragraph,
    "blockquote": _quote,
    "bullet_list": _list,
    "ordered_list": _list,
    "table": _table,
    "fence": _code,
    "code_block": _code,
    "hr": _rule,
}
