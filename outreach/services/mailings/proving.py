"""Proving a mailing: everything that the ledger says of it against everything else that it says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from outreach.errors import OutreachError
from outreach.model import chain
from outreach.model.chain import Move
from outreach.model.erasure import is_erased
from outreach.model.mailing import DeliveryStatus, MailingStatus, may_follow
from outreach.services.mailings import form
from outreach.services.mailings.form import Forms, Writer
from outreach.store import mailings
from outreach.store.rows import DeliveryRow, MailingRow

_S = DeliveryStatus
_OPEN = (_S.PLANNED, _S.SENDING, _S.DEFERRED)


@dataclass(frozen=True, slots=True)
class Proof:
    """What was checked, what did not hold (a sentence each), and the chain of hashes over every move."""

    mailing_id: int
    uid: str
    title: str
    status: str
    at: datetime
    counts: dict[str, int]
    checks: dict[str, int]
    problems: list[str]
    chain: list[tuple[Move, str]]

    @property
    def seal(self) -> str:
        """The last hash of the chain."""
        return self.chain[-1][1] if self.chain else chain.first(self.uid)


def prove(session: Session, mailing_id: int, *, now: datetime) -> Proof:
    """Checks the mailing: counts, uniqueness, every message against its hash, every move. Raises NotFound."""
    mailing = mailings.numbered(session, mailing_id)
    rows = mailings.deliveries(session, mailing_id)
    steps: dict[int, list[Move]] = defaultdict(list)
    moves = []
    for delivery_id, move in mailings.moves(session, mailing_id):
        steps[delivery_id].append(move)
        moves.append(move)
    forms = form.restored(mailing.form)
    writer = Writer(forms, mailings.attachments(session, mailing_id))
    counts = mailings.counts(session, mailing_id)
    # Of who was erased the ledger keeps that and when they got it, and no word of the message.
    known = [row for row in rows if not is_erased(row.address)]
    problems = [
        *_of_counts(mailing, rows, counts),
        *_of_uniqueness(rows),
        *_of_messages(known, writer, forms),
        *(problem for row in rows for problem in _of_moves(row, steps[row.id or 0])),
    ]
    return Proof(
        mailing_id,
        mailing.uid,
        mailing.title,
        mailing.status,
        now,
        {str(status): number for status, number in counts.items()},
        {
            "recipients": len(rows),
            "messages rebuilt": len(known),
            "erased": len(rows) - len(known),
            "moves": len(moves),
        },
        problems,
        list(chain.linked(mailing.uid, moves)),
    )


def _of_counts(mailing: MailingRow, rows: Sequence[DeliveryRow], counts: dict[DeliveryStatus, int]) -> Iterator[str]:
    stands = Counter(row.status for row in rows)
    if {str(status): number for status, number in counts.items() if number} != dict(stands):
        yield f"the counts add up to {sum(counts.values())}, and there are {len(rows)} recipients"
    if mailing.status in (MailingStatus.FINISHED, MailingStatus.CANCELLED):
        unfinished = sum(counts[status] for status in (*_OPEN, *([_S.UNKNOWN] if mailing.status == "finished" else [])))
        if unfinished:
            yield f"the mailing is {mailing.status}, and {unfinished} of its messages are not"


def _of_uniqueness(rows: Iterable[DeliveryRow]) -> Iterator[str]:
    for what in ("key", "message_id"):
        for value, number in Counter(getattr(row, what) for row in rows).items():
            if number > 1:
                yield f"{value} is there {number} times"


def _of_messages(rows: Iterable[DeliveryRow], writer: Writer, forms: Forms) -> Iterator[str]:
    uids = [made.heading for made in forms.values()]
    for row in rows:
        try:
            writer.proven(row.merge, address=row.address, message_id=row.message_id, digest=row.sha256)
        except (OutreachError, KeyError) as error:
            yield f"{row.address}: the message cannot be rebuilt as it was planned ({error})"
        if row.message_id not in {heading.message_id(row.key) for heading in uids}:
            yield f"{row.address}: the Message-ID is not the one that belongs to this mailing and address"


def _of_moves(row: DeliveryRow, steps: Sequence[Move]) -> Iterator[str]:
    """What is wrong with the path of one delivery."""
    at, tries, taken = str(_S.PLANNED), 0, 0
    for step in steps:
        noted = step.before == step.after
        if step.before != at:
            yield f"{row.address}: move {step.id} begins at {step.before}, and it stood at {at}"
        if not noted and not _may_follow(step.before, step.after):
            yield f"{row.address}: move {step.id} goes from {step.before} to {step.after}, which no delivery may"
        tries += _counted(step)
        taken += step.after == _S.ACCEPTED and not noted
        at = step.after
    if at != row.status:
        yield f"{row.address}: it stands at {row.status}, and its moves end at {at}"
    if taken > 1:
        yield f"{row.address}: accepted {taken} times"
    if tries != row.attempts:
        yield f"{row.address}: it says {row.attempts} attempts, and its moves say {tries}"
    yield from _of_hands(row)


def _of_hands(row: DeliveryRow) -> Iterator[str]:
    if row.status == _S.SENDING and (row.sender is None or row.lease_until is None):
        yield f"{row.address}: it is being sent, and nobody has it in hand"
    if row.status not in (_S.SENDING, _S.UNKNOWN) and row.sender is not None:
        yield f"{row.address}: it is {row.status}, and {row.sender!r} still has it in hand"
    if row.status == _S.DEFERRED and row.next_try_at is None:
        yield f"{row.address}: it was put off, and nothing says until when"


def _may_follow(before: str, after: str) -> bool:
    try:
        return may_follow(DeliveryStatus(before), DeliveryStatus(after))
    except ValueError:
        return False


def _counted(step: Move) -> int:
    """An attempt, or one taken back because nothing of it reached a server."""
    if step.before == step.after:
        return 0
    if step.after == _S.SENDING:
        return 1
    return -1 if step.before == _S.SENDING and step.after == _S.PLANNED else 0
