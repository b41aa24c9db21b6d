"""A chain of hashes over the moves of a mailing: who has filed the last one can tell whether any was changed since."""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple


class Move(NamedTuple):
    """One step of a delivery, as the ledger keeps it."""

    id: int
    address: str
    at: datetime
    before: str
    after: str
    reply: str | None


def line(move: Move) -> str:
    """The move as the text that is hashed: a JSON list, nothing but ASCII, no spaces."""
    said = [move.id, move.address, move.at.isoformat(), move.before, move.after, move.reply]
    return json.dumps(said, separators=(",", ":"))


def first(uid: str) -> str:
    """What the chain of the mailing with this uid begins with: a SHA-256 in hexadecimal, like all that follow."""
    return sha256(f"outreach mailing {uid}".encode()).hexdigest()


def linked(uid: str, moves: Iterable[Move]) -> Iterator[tuple[Move, str]]:
    """Every move with its hash, which covers the hash before it: SHA-256 of both, a line break between them."""
    before = first(uid)
    for move in moves:
        before = sha256(f"{before}\n{line(move)}".encode()).hexdigest()
        yield move, before
