"""A reader that forgives nothing and shares no code with ours: what it takes, every address book takes."""

import re

_WORD = r"[A-Za-z0-9-]+"
_PARAMETER = (
    rf'{_WORD}=(?:"[^"\x00-\x1f\x7f]*"|[^",;:\x00-\x1f\x7f]*)(?:,(?:"[^"\x00-\x1f\x7f]*"|[^",;:\x00-\x1f\x7f]*))*'
)
_LINE = re.compile(rf"(?:({_WORD})\.)?({_WORD})((?:;{_PARAMETER})*):([^\x00-\x08\x0a-\x1f\x7f]*)")


def properties(content: bytes) -> list[tuple[str, str, str]]:
    """Name, parameters and value (still escaped) of every line. Raises AssertionError for anything irregular."""
    assert content.endswith(b"\r\n")
    physical = content[:-2].split(b"\r\n")
    assert b"\n" not in b"".join(physical), "a bare LF"
    assert b"\r" not in b"".join(physical), "a bare CR"
    for line in physical:
        assert len(line) <= 75, f"{len(line)} octets on a line"
        line.decode()  # no character is cut in two
    assert len(content.decode().splitlines()) == len(physical), "a line end that only some readers see"
    return [_property(line) for line in _unfolded(physical)]


def names(content: bytes) -> list[str]:
    """The names of the lines, in their order."""
    return [name for name, _, _ in properties(content)]


def value(content: bytes, name: str) -> str:
    """The value of the only `name`, still escaped."""
    (found,) = [value for each, _, value in properties(content) if each == name]
    return found


def _unfolded(physical: list[bytes]) -> list[str]:
    lines: list[bytes] = []
    for line in physical:
        if line.startswith((b" ", b"\t")):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return [line.decode() for line in lines]


def _property(line: str) -> tuple[str, str, str]:
    found = _LINE.fullmatch(line)
    assert found, f"no content line: {line!r}"
    return found[2], found[3], found[4]
