"""What may stand in a text that goes out: letters, and none of the characters that do something unseen."""

import re

from outreach.model.advisory import Problem
from outreach.model.rules import broken

# Whatever ends a line, rings a bell or turns the reading direction, and characters that never stand for anything.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
_TOLD = 20


def plain_lines(text: str) -> str:
    """`text` without a byte order mark, its lines ended by a line feed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def cleaned(text: str) -> tuple[str, list[Problem]]:
    """`text` with a space for every such character, in plain lines, and a problem for each of the first."""
    plain = plain_lines(text)
    found = [broken("control-character", line, why) for line, why in unwritable(plain)]
    return _UNWRITABLE.sub(" ", plain), found


def unwritable(text: str) -> list[tuple[int, str]]:
    """The first characters of `text` (in plain lines) that do not belong there: the line, and what to say."""
    found = []
    for character in _UNWRITABLE.finditer(text):
        line = text.count("\n", 0, character.start()) + 1
        found.append((line, f"holds the control character U+{ord(character[0]):04X}; type it without"))
        if len(found) >= _TOLD:
            break
    return found
