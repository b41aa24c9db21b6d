"""One line as it is read: characters that nobody sees taken out, full-width and foreign digits made plain."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffc\ufe0e\ufe0f]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_PLAIN = str.maketrans(
    {
        **{chr(code): text for code, text in _FULL_WIDTH.items()},
        "\u2212": "-",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u2024": ".",
        "\u0000": " ",
        "【": "\n",
        "】": "\n",
        "■": "\n",
        "●": "\n",
        "▪": "\n",
        "◆": "\n",
        "。": ".\n",
        "、": ",",
    }
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
# "jane (at) example (dot) org": written so that programs do not find it, meant for people to use.
_AT = re.compile(r"(?i)(?<=[\w.])\s{0,2}[\[({<]\s{0,2}(?:at|arroba|ät|chez|@)\s{0,2}[\])}>]\s{0,2}(?=[\w])")
_DOT = re.compile(r"(?i)(?<=\w)\s{0,2}[\[({<]\s{0,2}(?:dot|punkt|point|punto|ponto|\.)\s{0,2}[\])}>]\s{0,2}(?=\w)")
_SPELLED_OUT = re.compile(r"(?i)\b([\w.-]{1,64}) at ([\w-]{1,60}(?: dot [\w-]{1,60}){1,3})\b")
_PLACEHOLDER = re.compile(r"(?i)\[?email\s?protected\]?")
_DOMAIN = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}\.?$")
_LOCAL_PART = re.compile(r"[a-z0-9._+-]{2,64}$")


# Where line breaks were lost a whole release may be one line; nobody's name and number are further apart than this.
_LONG_LINE = 1500


def in_pieces(line: str) -> list[str]:
    """`line`, parted at spaces if it is far longer than any line of a contact block: what follows stays fast."""
    pieces = []
    while len(line) > _LONG_LINE:
        cut = line.rfind(" ", _LONG_LINE // 2, _LONG_LINE) + 1 or _LONG_LINE
        pieces.append(line[:cut])
        line = line[cut:]
    return [*pieces, line]


def clean(line: str) -> str:
    """`line` with nothing left that only a machine sees. Bullets become line ends."""
    if not line.isascii():
        line = _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", line).translate(_PLAIN)))
        line = _PRIVATE.sub("•", _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0], 0)), line))
    line = _PLACEHOLDER.sub(" ", _CONTROL.sub(" ", line))
    if "t" in line.casefold():
        line = _DOT.sub(".", _AT.sub("@", line))
        line = _SPELLED_OUT.sub(
            lambda found: f"{found[1]}@{found[2].replace(' dot ', '.').replace(' DOT ', '.')}", line
        )
    return line


def with_addresses_joined(lines: list[str]) -> list[str]:
    """The same lines, where an address that was broken over two stands on its first line alone."""
    joined = list(lines)
    for at, line in enumerate(joined):
        here = line.rstrip()
        following = next((n for n in range(at + 1, min(at + 4, len(joined))) if joined[n].strip()), None)
        if following is None or not here:
            continue
        rest = joined[following].strip()
        before_the_break = here.endswith("@") and _DOMAIN.match(rest)
        after_it = rest.startswith("@") and _DOMAIN.match(rest[1:]) and _LOCAL_PART.search(here.split()[-1])
        if before_the_break or (after_it and len(here.split()) == 1):
            joined[at], joined[following] = here + rest, ""
    return joined
