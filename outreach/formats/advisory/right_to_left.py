"""Text that runs from right to left, and what in it must not: numbers to ring, addresses, names in Latin letters.

"+43 1 9999 123" between Arabic words would be shown from its end, group by group (UAX #9). In HTML such a run gets an
element with dir=ltr, in text the isolates U+2066 and U+2069. What people write holds none of these (control-character).
"""

import re

_ISOLATE, _END, _MARK = "\u2066", "\u2069", "\u200f"
_PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/.\-]{4,30}\d(?: ext\. \d{1,7})?")
_STRONG = re.compile("[^\\W\\d_]")
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]")
_ISOLATED = re.compile(f"{_ISOLATE}[^{_END}]*{_END}")
_ELEMENT = re.compile(r"<(a|strong)\b([^>]*)>([^<]+)</\1>")
_PARTS = re.compile(r"(<!--.*?-->|<(?P<tag>style|title|a|head)\b[^>]*>.*?</(?P=tag)>|<[^>]*>)", re.DOTALL)


def in_text(text: str) -> str:
    """`text` with its numbers isolated, and a mark before each line that would be taken for one from left to right.

    Addresses are left alone: programs that make links of them would take the marks for a part of them.
    """
    isolated = _PHONE.sub(lambda found: f"{_ISOLATE}{found[0]}{_END}", text)
    return "\n".join(map(_anchored, isolated.split("\n")))


def in_html(html: str) -> str:
    """`html` in which numbers, and links and bold names in other letters, run from left to right."""
    named = _ELEMENT.sub(_directed, html)
    parts = _PARTS.split(named)
    # Of each three pieces the first is text, the others are an element and the name of one that stays as it is.
    return "".join(
        _PHONE.sub(r'<span dir="ltr">\g<0></span>', part) if at % 3 == 0 else part if at % 3 == 1 else ""
        for at, part in enumerate(parts)
    )


def _anchored(line: str) -> str:
    first = _STRONG.search(_ISOLATED.sub("", line))
    if first is None or not _FROM_RIGHT.search(line) or _FROM_RIGHT.match(first[0]):
        return line
    return _MARK + line


def _directed(found: re.Match[str]) -> str:
    name, attributes, shown = found.groups()
    if _FROM_RIGHT.search(shown) or "dir=" in attributes:
        return found[0]
    return f'<{name} dir="ltr"{attributes}>{shown}</{name}>'
