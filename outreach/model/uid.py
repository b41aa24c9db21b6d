"""UIDs of the people in the directory: UUIDs that grow with time (version 7, RFC 9562 §5.7).

An index of them grows at its end, where one of random UUIDs is written all over.
"""

import os
import time


def new_uid() -> str:
    """A UID that nobody has: 48 bits of the clock in milliseconds, then 74 random ones.

    >>> uid = new_uid()
    >>> (len(uid), uid[14])
    (36, '7')
    """
    clock, chance = f"{time.time_ns() // 1_000_000:012x}", os.urandom(10).hex()
    variant = "89ab"[int(chance[3], 16) & 3]
    return f"{clock[:8]}-{clock[8:]}-7{chance[:3]}-{variant}{chance[4:7]}-{chance[7:19]}"
