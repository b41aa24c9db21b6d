"""The logo's picture: believed by its octets alone, small enough for a mail, of a kind that mail programs show."""

import struct
from collections.abc import Iterator

LARGEST = 40_000
WIDEST = 600
HIGHEST = 600
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Frames that begin with the size (ITU T.81, table B.1): SOF0 to SOF15 without DHT, JPG and DAC.
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset([0x01, *range(0xD0, 0xD9)])


def measured(content: bytes) -> tuple[str, int, int]:
    """Media type, width and height in pixels. Raises ValueError for what is no PNG or JPEG, or is too large."""
    if len(content) > LARGEST:
        raise ValueError(f"has {len(content):,} bytes; {LARGEST:,} are the most, because it goes along in every mail")
    if content.startswith(_PNG):
        kind, (width, height) = "image/png", _size_of_png(content)
    elif content.startswith(_JPEG):
        kind, (width, height) = "image/jpeg", _size_of_jpeg(content)
    else:
        raise ValueError(f"is {_kind(content)}; save it as PNG or JPEG, which every mail program shows")
    if not (0 < width <= WIDEST and 0 < height <= HIGHEST):
        raise ValueError(f"is {width} by {height} pixels; {WIDEST} by {HIGHEST} are the most")
    return kind, width, height


def _kind(content: bytes) -> str:
    start = content[:400].lstrip().lower()
    if b"<svg" in start or start.startswith(b"<?xml"):
        return "an SVG, which Gmail does not show"
    if start.startswith((b"gif8", b"riff")):
        return "a GIF or WebP"
    return "no picture"


def _size_of_png(content: bytes) -> tuple[int, int]:
    if len(content) < 24 or content[12:16] != b"IHDR":
        raise ValueError("is a broken PNG; save it again")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _size_of_jpeg(content: bytes) -> tuple[int, int]:
    for marker, at in _segments(content):
        if marker in _SIZES and at + 7 <= len(content):
            height, width = struct.unpack(">HH", content[at + 3 : at + 7])
            return width, height
    raise ValueError("is a broken JPEG; save it again")


def _segments(content: bytes) -> Iterator[tuple[int, int]]:
    """Each segment's marker, and where its length stands."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker in _ALONE or marker == 0xFF:
            at += 1 if marker == 0xFF else 2
            continue
        yield marker, at + 2
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
