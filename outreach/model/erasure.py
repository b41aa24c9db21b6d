"""What stands in the place of a person who was erased."""

import re
from collections.abc import Iterable

# RFC 2606 §2: no mail is ever sent to .invalid.
_DOMAIN = "erased.invalid"


def pseudonym(token: str, number: int) -> str:
    """What stands for the `number`th address of a person; the token is random, and the same for all of them."""
    return f"erased-{token}-{number}@{_DOMAIN}"


def is_erased(address: str) -> bool:
    """Whether an address is a pseudonym: its message cannot be rebuilt any more."""
    return address.endswith(f"@{_DOMAIN}")


def without(text: str, names: Iterable[str]) -> str:
    """The text with each of these names, in whatever case, made unreadable."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(re.escape(name), "(erased)", text, flags=re.IGNORECASE)
    return text
