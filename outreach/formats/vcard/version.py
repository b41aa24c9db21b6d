"""Which vCard to write."""

from enum import StrEnum


class Version(StrEnum):
    """RFC 2426 (3.0, what every phone takes) or RFC 6350 (4.0, which knows languages and phone URIs)."""

    V3 = "3.0"
    V4 = "4.0"
