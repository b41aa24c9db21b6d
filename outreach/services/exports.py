"""vCards out of the store by as many processes as there are cores: one is busy with reading and writing cards alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, NamedTuple

from outreach.errors import OutreachError
from outreach.formats import vcard
from outreach.model.card import ContactKind
from outreach.model.values import Visibility
from outreach.services import processes
from outreach.store import cards, glance

# People in one stretch: few enough that the last ones keep every core busy, so many that a question costs nothing.
_STRETCH = 1_000
# Fewer stretches than these are written before another process has started.
_WORTH_IT = 20

# From one sort key to before another; None at either end of the alphabet.
Stretch = tuple[str | None, str | None]


def stretches(store: Path, kind: ContactKind) -> list[Stretch]:
    """The alphabet in pieces of a thousand people; empty where one process is quicker."""
    with glance.glancing(store) as rows:
        keys = cards.every_nth_key(rows, kind, n=_STRETCH)
    enough = len(keys) >= _WORTH_IT and processes.cores() > 1
    return list(pairwise([None, *keys, None])) if enough else []


class _Task(NamedTuple):
    """What every hand knows. `taken` counts the pieces that some hand has begun."""

    store: Path
    kind: ContactKind
    pieces: Sequence[Stretch]
    reader: Visibility
    version: vcard.Version
    taken: Any


def vcards(
    store: Path, kind: ContactKind, pieces: Sequence[Stretch], *, reader: Visibility, version: vcard.Version
) -> Iterator[tuple[int, bytes]]:
    """The vCards of each of `pieces`, in their order: how many, and all of them in one.

    The work begins at once, and not with the first piece that is asked for: see processes.context.
    """
    context = processes.context()
    task = _Task(store, kind, pieces, reader, version, context.Value("i", 0))
    hands = dict(_started(context, task) for _ in range(processes.cores()))
    return _in_order(task, hands)


def _started(context: Any, task: _Task) -> tuple[Connection, Any]:
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=_hand, args=(task, its), daemon=True)
    process.start()
    its.close()  # so that its end is the end
    return mine, process


def _hand(task: _Task, out: Connection) -> None:
    """One process: takes one piece after another that no other hand has taken, and sends its number and its vCards.

    The store stays open in between: most of what one piece has read is read again for the next.
    """
    processes.settle_in()
    try:
        with glance.glancing(task.store) as rows:
            glance.mapped(rows)
            while (number := _next(task.taken)) < len(task.pieces):
                people = cards.between(rows, task.kind, *task.pieces[number])
                content = [vcard.one(card.seen_by(task.reader), version=task.version) for card in people]
                out.send((number, len(content)))
                out.send_bytes(b"".join(content))
    except OutreachError as error:
        out.send(error)


def _next(taken: Any) -> int:
    with taken.get_lock():
        number: int = taken.value
        taken.value += 1
    return number


def _in_order(task: _Task, hands: dict[Connection, Any]) -> Iterator[tuple[int, bytes]]:
    early: dict[int, tuple[int, bytes]] = {}
    try:
        for number in range(len(task.pieces)):
            while number not in early:
                early.update(_arrived(hands))
            yield early.pop(number)
    finally:
        for process in hands.values():
            process.terminate()
            process.join()


def _arrived(hands: dict[Connection, Any]) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """What has come by now, of which there is something. Raises what a hand met, and RuntimeError where one died."""
    at_work = [hand for hand in hands if not hand.closed]
    ready = wait(at_work)
    for hand in (hand for hand in at_work if hand in ready):
        try:
            said = hand.recv()
            if isinstance(said, OutreachError):
                raise said
            number, count = said
            yield number, (count, hand.recv_bytes())
        except EOFError:
            hand.close()
            hands[hand].join()
            if hands[hand].exitcode:
                raise RuntimeError("a process that wrote vCards has died; export again") from None
