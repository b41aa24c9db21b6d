"""Where bounces go: an address of its own for every delivery (VERP), so that a bounce says by itself whose it is."""

from collections.abc import Callable

from outreach.errors import InvalidValue
from outreach.mail.addresses import deliverable
from outreach.model.token import Purpose, opened, sealed

ReturnPath = Callable[[int], str]

# 80 bits: what somebody gains by guessing one is a bounce that is not believed.
_OCTETS = 10
_LONGEST_LOCAL = 64  # RFC 5321 §4.5.3.1.1
_LONGEST_NUMBER = 19


def verp(address: str, *, key: str) -> ReturnPath:
    """The return path of each delivery, by its number: `bounces+TOKEN@…`. Raises InvalidValue for what has no room.

    The token is in small letters and figures: some servers on the way do not keep capitals.
    """
    local, _, domain = deliverable(address).rpartition("@")
    room = _LONGEST_LOCAL - len("+") - len(_token(10**_LONGEST_NUMBER - 1, key))
    if "+" in local or not local.isascii() or len(local) > room:
        problem = f"must have at most {room} letters before the @, all of them ASCII, and no +"
        raise InvalidValue("OUTREACH_RETURN_PATH", address, f"{problem}; write it like bounces@press.example.org")
    return lambda delivery: f"{local}+{_token(delivery, key)}@{domain}"


def delivery_of(address: str, *, key: str) -> int | None:
    """The number of the delivery whose return path `address` is; None where we have not made it."""
    return numbered(address.rpartition("@")[0].partition("+")[2], key=key)


def numbered(token: str, *, key: str) -> int | None:
    """The number of the delivery in whose return path `token` stands; None where we have not made it."""
    word = opened(token.lower(), key=key, purpose=Purpose.BOUNCE, octets=_OCTETS)
    return int(word) if word and word.isdigit() else None


def _token(delivery: int, key: str) -> str:
    return sealed(str(delivery), key=key, purpose=Purpose.BOUNCE, octets=_OCTETS)
