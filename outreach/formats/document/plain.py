"""Text and Markdown: the file's own lines, with the marks that only a formatter needs taken out."""

import html
import re

_LINE_END = re.compile(r"\r\n|\r|\n")
_IMAGE = re.compile(r"!?\[\]\([^()\s]{0,2000}\)|!\[[^\[\]]{0,500}\]\([^()\s]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{1,500})\]\(\s*<?([^()\s<>]{0,2000})>?(?:\s+\"[^\"]{0,200}\")?\s*\)")
_EMPHASIS = re.compile(r"\*\*|__(?=\w)|(?<=\w)__|(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!@|<>])")
# A contact's address or number hides behind the link's text: "[Write to us](mailto:press@example.org)".
_TARGET = re.compile(r"(?i)(?:mailto|tel):([^?#]+)")
_TABLE_RULE = re.compile(r"^[\s|:\-]+$")
_PLACEHOLDER = re.compile(r"\[email[\s\u00a0]protected\]", re.IGNORECASE)


def lines(text: str) -> list[str]:
    """The lines of `text`, links resolved. Form feeds and the like are spaces: the numbers stay those of the file."""
    return [_visible(line) for line in _LINE_END.split(text)]


def _visible(line: str) -> str:
    line = _PLACEHOLDER.sub(" ", re.sub("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]", "  ", line))
    if "](" in line:
        line = _LINK.sub(_resolved, _IMAGE.sub("  ", line))
    if "*" in line or "__" in line:
        line = _EMPHASIS.sub("", line)
    if "\\" in line:
        line = _ESCAPE.sub(r"\1", line)
    if line.count("|") > 1 and line.lstrip().startswith("|"):
        line = "" if _TABLE_RULE.match(line) else line.strip().strip("|").replace("|", "\t")
    return html.unescape(_HEADING.sub("", line)) if "&" in line or "#" in line else line


def _resolved(link: re.Match[str]) -> str:
    """The text of a link, and its target where that is an address or a number that the text does not show."""
    shown, target = link[1], _TARGET.match(link[2])
    if target is None:
        # A space, so that the text does not run on into what follows the link.
        return shown if "@" in shown else f"{shown} "
    return with_target(shown, target[1])


def with_target(shown: str, target: str) -> str:
    """`shown`, followed by `target` in angle brackets unless it shows the same address or number."""
    from urllib.parse import unquote

    target = unquote(target).strip()
    if "@" in target:
        return shown if target.casefold() in shown.casefold() else f"{shown.rstrip()} <{target}> "
    digits = re.sub(r"\D", "", target)
    return shown if digits[-6:] in re.sub(r"\D", "", shown) else f"{shown.rstrip()} {target} "
