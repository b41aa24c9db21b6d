"""How much of a piece of mail by strangers is read: a report says all that it has to say at its beginning."""

LARGEST = 25_000_000  # octets; no server that we know sends a report of such a size
_READ, _LINES = 1_000_000, 20_000
# Each level of parts needs a word of these; a report has three parts, and the copy of our message a few more.
_LEVELS = (b"boundary", b"message/")
_MOST_LEVELS = 60


def are_passed(octets: bytes) -> bool:
    """Whether it is larger, or deeper in its parts, than any report is."""
    if len(octets) > LARGEST:
        return True
    read = beginning(octets).lower()
    return sum(read.count(word) for word in _LEVELS) > _MOST_LEVELS


def beginning(octets: bytes) -> bytes:
    """As much of it as is read."""
    start = octets[:_READ]
    if start.count(b"\n") <= _LINES:
        return start
    return b"".join(start.splitlines(keepends=True)[:_LINES])
