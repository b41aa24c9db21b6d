"""A finished page of mail as an outline to set in type: what is read of it, in order, without the scaffolding.

Tables that only hold the layout are looked through; classes are kept, because they say what a thing is (`embargo`,
`contacts`, `end`). A block is a dict with its kind under "is"; what is in it stands under "of".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]

_UNSEEN = frozenset(["head", "script", "style", "template"])
_INLINE = frozenset("a abbr b bdi bdo br cite code del em i img s small span strong sub sup time u".split())
_BLOCK_NAMES = {"p": "paragraph", "ul": "bullets", "ol": "numbers", "blockquote": "quote", "pre": "code", "hr": "rule"}
_INLINE_NAMES = {"a": "link", "b": "strong", "i": "em", "s": "del"}
_HEADING = re.compile(r"h([1-6])")
_HIDDEN = re.compile(r"(?i)display\s*:\s*none")
_COLOUR = re.compile(r"(?i)background-color\s*:\s*(#[0-9a-f]{6})\b")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MARGIN = " \t\r\n\f\u00a0"


@dataclass(frozen=True, slots=True)
class Outline:
    """A page's title, language (BCP 47), direction (rtl or ltr), the colour of its bar (#rrggbb), and its blocks."""

    title: str
    language: str
    direction: str
    colour: str | None
    blocks: list[Block]


def outline(page: str, *, images: Mapping[str, bytes] | None = None) -> Outline:
    """The outline of a finished HTML page. `images` are those that it shows by Content-ID; any other is its words."""
    from lxml import html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    root = html.document_fromstring(page.encode(), parser=parser)
    blocks = list(_Walk(images or {}).blocks(root))
    _level(blocks, at=1)
    colour = next(
        (_COLOUR.search(cell.get("style") or "") for cell in root.iter("td") if "bar" in _classes(cell)), None
    )
    title = _SPACE.sub(" ", root.findtext(".//title") or "").strip()
    return Outline(title, root.get("lang") or "en", root.get("dir") or "ltr", colour[1] if colour else None, blocks)


def _level(blocks: list[Block], *, at: int) -> int:
    """Sees to it that no heading is more than one level below the one before it; gives the level of the last."""
    for block in blocks:
        if block["is"] == "heading":
            at = block["level"] = min(block["level"], at + 1)
        elif block["is"] in {"group", "quote"}:
            at = _level(block["of"], at=at)
    return at


class _Walk:
    """Walks an element tree; `images` are the pictures by Content-ID."""

    def __init__(self, images: Mapping[str, bytes]) -> None:
        self._images = images

    def blocks(self, element: Any) -> Iterator[Block]:
        """The blocks in `element`; words that stand beside blocks are a paragraph of their own."""
        run = _text(element.text)
        for child in element:
            if _is_seen(child):
                if child.tag in _INLINE:
                    run += self._inline(child)
                else:
                    yield from _paragraph(run)
                    yield from self._block(child)
                    run = []
            run += _text(child.tail)
        yield from _paragraph(run)

    def _block(self, element: Any) -> Iterator[Block]:
        tag, classes = element.tag, _classes(element)
        if heading := _HEADING.fullmatch(tag):
            yield {"is": "heading", "level": int(heading[1]), "classes": classes, "of": self._words(element)}
        elif tag in {"ul", "ol"}:
            items = [list(self.blocks(item)) for item in element.iterchildren("li")]
            yield {"is": _BLOCK_NAMES[tag], "start": int(element.get("start") or 1), "of": items}
        elif tag == "table" and element.get("role") != "presentation":
            yield self._table(element, classes)
        elif tag == "pre":
            yield {"is": "code", "text": element.text_content().rstrip("\n")}
        elif tag == "hr":
            yield {"is": "rule"}
        elif tag == "p":
            yield from _paragraph(self._words(element), classes)
        elif tag == "blockquote" or classes:
            inner = list(self.blocks(element))
            yield from [{"is": _BLOCK_NAMES.get(tag, "group"), "classes": classes, "of": inner}] if inner else []
        else:
            yield from self.blocks(element)

    def _table(self, table: Any, classes: list[str]) -> Block:
        rows = [
            [{"is": cell.tag, "of": list(self.blocks(cell))} for cell in row.iterchildren("th", "td")]
            for row in table.xpath("./tr | ./thead/tr | ./tbody/tr")
        ]
        return {"is": "table", "classes": classes, "columns": max(map(len, rows), default=0), "of": rows}

    def _words(self, element: Any) -> list[Block]:
        run = _text(element.text)
        for child in element:
            if _is_seen(child):
                # "Tel" stays on the line of its number.
                _tie(run, before=child)
                run += self._inline(child)
            run += _text(child.tail)
        return run

    def _inline(self, element: Any) -> list[Block]:
        tag = element.tag
        if tag == "br":
            return [{"is": "break"}]
        if tag == "img":
            return self._image(element)
        block = {"is": _INLINE_NAMES.get(tag, tag), "classes": _classes(element), "of": self._words(element)}
        if tag == "a" and element.get("href"):
            block["target"] = element.get("href")
        return [block]

    def _image(self, element: Any) -> list[Block]:
        words = element.get("alt") or ""
        content = self._images.get((element.get("src") or "").removeprefix("cid:"))
        if content is None:
            return _text(words)
        width = (element.get("width") or "").removesuffix("px")
        pixels = int(width) if width.isdigit() else None
        return [{"is": "image", "octets": list(content), "words": words, "width": pixels}]


def _paragraph(run: list[Block], classes: list[str] | None = None) -> Iterator[Block]:
    run = _trimmed(run)
    if run:
        yield {"is": "paragraph", "classes": classes or [], "of": run}


def _trimmed(run: list[Block]) -> list[Block]:
    """`run` without the white space around it: none of it is read."""
    first, last = 0, len(run)
    while first < last and _is_space(run[first]):
        first += 1
    while last > first and _is_space(run[last - 1]):
        last -= 1
    run = run[first:last]
    if run and "text" in run[0]:
        run[0] = {"is": "text", "text": run[0]["text"].lstrip(_MARGIN)}
    if run and "text" in run[-1]:
        run[-1] = {"is": "text", "text": run[-1]["text"].rstrip(_MARGIN)}
    return run


def _tie(run: list[Block], *, before: Any) -> None:
    if run and run[-1].get("text", "").endswith(" ") and {"tel", "mail"} & set(_classes(before)):
        run[-1] = {"is": "text", "text": run[-1]["text"][:-1] + "\u00a0"}


def _is_space(block: Block) -> bool:
    return block["is"] == "break" or ("text" in block and not block["text"].strip(_MARGIN))


def _text(text: str | None) -> list[Block]:
    return [{"is": "text", "text": _SPACE.sub(" ", text)}] if text else []


def _is_seen(element: Any) -> bool:
    # On paper nobody leaves a list.
    is_said = element.tag not in _UNSEEN and "way-off" not in _classes(element)
    return is_said and not _HIDDEN.search(element.get("style") or "")


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()
