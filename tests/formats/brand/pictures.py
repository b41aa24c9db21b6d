"""Pictures for a logo, made here."""

import struct
import zlib


def png(width: int = 320, height: int = 80, *, padding: int = 0) -> bytes:
    """A grey PNG; `padding` octets of comment make it larger."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = zlib.compress(b"".join(b"\0" + b"\x60" * width for _ in range(height)))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    comment = chunk(b"tEXt", b"Comment\0" + b"x" * padding) if padding else b""
    return b"\x89PNG\r\n\x1a\n" + header + comment + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int = 320, height: int = 80) -> bytes:
    """The beginning of a JPEG, as far as anybody reads who wants to know its size."""
    app0 = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0" + bytes(9)
    sof0 = b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9)
    return b"\xff\xd8" + app0 + b"\xff" + sof0 + b"\xff\xd9"
