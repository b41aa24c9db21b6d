"""An HTML page as lines: blocks end lines, cells are parted by TAB, what nobody reads is left out."""

import re
from typing import Any

from outreach.formats.document.plain import with_target

_UNSEEN = frozenset("script style noscript template head svg math iframe object select button textarea canvas".split())
_MARGINS = frozenset("nav header footer".split())
_MARGIN_ROLES = frozenset("navigation banner contentinfo search menu menubar".split())
_MARGIN_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|breadcrumbs?|cookies?)(?:$|[\s_-])")
_BLOCKS = frozenset(
    "address article aside blockquote body br center dd details dialog div dl dt fieldset figcaption figure footer"
    " form"
    " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr"
    " ul".split()
)
_CELLS = frozenset(["td", "th"])
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_SPACE = re.compile(r"[ \t\r\n\f\x0b\u00a0]+")
_FACT = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]|(?:\d[\s().\-/]{0,3}){7}")
_PROTECTED = re.compile(r"\[email[\s\u00a0]protected\]", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")


def lines(text: str) -> list[str]:
    """The visible lines of a page, without menus, header and footer unless it is only they that name a contact."""
    root = _parsed(text)
    if root is None:
        return []
    main = _Reader(without_margins=True).read(root)
    if any(_FACT.search(line) for line in main):
        return main
    return _Reader(without_margins=False).read(root)


def _parsed(text: str) -> Any:
    from lxml import etree, html

    # No network and no entities but HTML's own: lxml's HTML parser knows no DTD.
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", text).replace("\x00", ""), parser=parser)
    except etree.ParserError:
        return None


class _Reader:
    """Walks a tree once, without recursion, and keeps what a reader of the page would see."""

    def __init__(self, *, without_margins: bool) -> None:
        self._without_margins = without_margins
        self._lines: list[str] = []
        self._line: list[str] = []
        self._typed = 0

    def read(self, root: Any) -> list[str]:
        from lxml import etree

        skipped = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._after(element)
            elif event == "end":
                self._close(element)
            elif self._is_unseen(element):
                skipped = element
            else:
                self._open(element)
        self._break()
        return self._lines

    def _is_unseen(self, element: Any) -> bool:
        if element.tag in _UNSEEN or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            return True
        return self._without_margins and _is_margin(element)

    def _open(self, element: Any) -> None:
        if element.tag in _BLOCKS:
            self._break()
        self._typed += element.tag == "pre"
        if element.tag == "a" or element.get("data-cfemail"):
            # Read at its end, when the whole of the link's text is there.
            element.set("data-outreach-from", str(len(self._line)))
        self._add(element.text)

    def _close(self, element: Any) -> None:
        start = element.get("data-outreach-from")
        if start is not None:
            shown = "".join(self._line[int(start) :])
            del self._line[int(start) :]
            self._line.append(_link(element, shown))
        self._typed -= element.tag == "pre"
        self._after(element)

    def _after(self, element: Any) -> None:
        if element.tag in _BLOCKS:
            self._break()
        elif element.tag in _CELLS:
            self._line.append("\t")
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and self._typed:
            # In <pre> the line ends are those that somebody typed.
            for line in text.splitlines(keepends=True):
                self._line.append(line.rstrip("\r\n"))
                if line.endswith("\n"):
                    self._break()
        elif text:
            self._line.append(_SPACE.sub(" ", text))

    def _break(self) -> None:
        cells = [_SPACE.sub(" ", cell).strip() for cell in "".join(self._line).split("\t")]
        line = _PROTECTED.sub("", "\t".join(cells)).strip()
        if line:
            self._lines.append(line)
        self._line.clear()


def _is_margin(element: Any) -> bool:
    if element.tag in ("body", "html", "main", "article"):
        return False
    if element.tag in _MARGINS:
        # An article may have a header of its own, and its contact in a footer.
        return element.tag == "nav" or not any(above.tag in ("article", "main") for above in element.iterancestors())
    words = f"{element.get('class', '')} {element.get('id', '')}"
    return element.get("role") in _MARGIN_ROLES or bool(_MARGIN_CLASS.search(words))


def _link(element: Any, shown: str) -> str:
    """What a link shows, with the address or number that only its target tells."""
    hidden = element.get("data-cfemail") or element.get("href", "").partition("/cdn-cgi/l/email-protection#")[2]
    if hidden:
        return f"{_PROTECTED.sub('', shown)} {_unscrambled(hidden)} "
    scheme, _, target = element.get("href", "").strip().partition(":")
    target, _, subject = target.partition("?")
    # The way off a list leads to nobody whom one could write to.
    if scheme.lower() not in ("mailto", "tel") or not target or "unsubscribe" in subject.lower():
        return shown
    return with_target(shown, target) if shown.strip() else f" {target} "


def _unscrambled(text: str) -> str:
    """The address in Cloudflare's `data-cfemail`: hexadecimal, the first octet is XORed with the others."""
    try:
        key, *octets = bytes.fromhex(text)
        return bytes(octet ^ key for octet in octets).decode("utf-8")
    except ValueError:
        return ""
