"""Writing down what became of what a sender had in hand: one by one, or a whole turn with few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlmodel import Session

from outreach.model.mailing import GIVE_UP_AFTER, DeliveryStatus, pause
from outreach.store.mailings.claiming import Delivery
from outreach.store.mailings.moving import DELIVERY as _D
from outreach.store.mailings.moving import MOVE as _M
from outreach.store.mailings.moving import move, move_each

_S = DeliveryStatus
OUT_OF_HAND: dict[str, Any] = {"sender": None, "lease_until": None}
# What a server says of one letter; what else can become of it is rare enough to be written down by itself.
_SAID = (_S.ACCEPTED, _S.REFUSED, _S.DEFERRED)
_IN_HAND = (
    select(_D.c.id, _D.c.attempts)
    .where(_D.c.id.in_(bindparam("numbers", expanding=True)))
    .where(_D.c.status == _S.SENDING, _D.c.sender == bindparam("by"))
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A delivery that was in hand, what became of it, what was said, and the fields that stood before the message."""

    delivery: Delivery
    after: DeliveryStatus
    reply: str | None = None
    signature: str | None = None


def settle_all(
    session: Session,
    answers: Sequence[Answered],
    *,
    sender: str,
    now: datetime,
    give_up_after: timedelta = GIVE_UP_AFTER,
) -> list[DeliveryStatus]:
    """What `settle` does with each of them; gives where each stands now.

    Those that are still in this sender's hand, in the attempt that was answered, are moved together. Nobody else can
    take them out of it meanwhile: the look at them locks their rows.
    """
    together = _undisputed(session, answers, sender=sender)
    for after in _SAID:
        rows = [_moved(each, sender=sender, now=now) for each in together.values() if each.after is after]
        move_each(session, _S.SENDING, after, rows, now=now)
    return [
        _stands(session, each, now=now, give_up_after=give_up_after)
        if together.get(each.delivery.id) is each
        else settle(
            *(session, each.delivery, each.after),
            sender=sender,
            reply=each.reply,
            now=now,
            signature=each.signature,
            give_up_after=give_up_after,
        )
        for each in answers
    ]


def _undisputed(session: Session, answers: Sequence[Answered], *, sender: str) -> dict[int, Answered]:
    """Those whose answer moves them from `sending` to what the server said, by their numbers."""
    said: dict[int, Answered] = {}
    for each in answers:
        if each.after in _SAID and each.reply is not None:
            said.setdefault(each.delivery.id, each)
    if not said:
        return {}
    in_hand = session.connection().execute(_IN_HAND, {"numbers": list(said), "by": sender})
    return {number: said[number] for number, attempts in in_hand if said[number].delivery.attempts == attempts}


def _moved(each: Answered, *, sender: str, now: datetime) -> dict[str, Any]:
    """What `move_each` writes of it; what is None stays as it was."""
    values = _settled(each.delivery, each.after, now=now)
    return {
        "number": each.delivery.id,
        "by": sender,
        "attempt": each.delivery.attempts,
        "said": each.reply,
        "signed": each.signature,
        "again": values.get("next_try_at"),
        "since": values.get("deferred_since"),
    }


def _stands(session: Session, each: Answered, *, now: datetime, give_up_after: timedelta) -> DeliveryStatus:
    """Where it stands after its move; what was put off for too long is given up."""
    delivery = each.delivery
    if each.after is _S.DEFERRED and now - (delivery.deferred_since or now) >= give_up_after:
        return _given_up(session, delivery, each.reply, now=now)
    return each.after


def settle(
    session: Session,
    delivery: Delivery,
    after: DeliveryStatus,
    *,
    sender: str,
    reply: str | None,
    now: datetime,
    signature: str | None = None,
    give_up_after: timedelta = GIVE_UP_AFTER,
) -> DeliveryStatus:
    """Writes down what became of a `delivery` that `sender` had in hand; gives where it stands now.

    What was taken since by somebody else, or anew by the same sender, is not touched: the sender's name and the number
    of the attempt are the fence. PLANNED puts it back as if it had not been touched. A deferred one gets its next try,
    or fails when it has been put off for `give_up_after`. If somebody has meanwhile marked it unknown, the answer still
    counts; if somebody has decided about it, the decision holds and the answer is only noted. `signature` is what stood
    before the message.
    """
    mine = (_D.c.id == delivery.id, _D.c.sender == sender, _D.c.attempts == delivery.attempts)
    values = _settled(delivery, after, now=now) | ({} if signature is None else {"signature": signature})
    for before in (_S.SENDING, _S.UNKNOWN):
        if before != after and move(session, before, after, *mine, now=now, reply=reply, values=values):
            answer = Answered(delivery, after, reply, signature)
            return _stands(session, answer, now=now, give_up_after=give_up_after)
    return _noted(session, delivery, reply, now=now)


def _settled(delivery: Delivery, after: DeliveryStatus, *, now: datetime) -> dict[str, Any]:
    if after is _S.PLANNED:
        return {**OUT_OF_HAND, "attempts": _D.c.attempts - 1, "next_try_at": None}
    if after is _S.DEFERRED:
        again = now + pause(delivery.attempts, of=delivery.id)
        return {**OUT_OF_HAND, "next_try_at": again, "deferred_since": delivery.deferred_since or now}
    return {} if after is _S.UNKNOWN else OUT_OF_HAND


def _given_up(session: Session, delivery: Delivery, reply: str | None, *, now: datetime) -> DeliveryStatus:
    why = f"given up after {delivery.attempts} attempts: {reply}"
    move(session, _S.DEFERRED, _S.FAILED, _D.c.id == delivery.id, now=now, reply=why, values={"next_try_at": None})
    return _S.FAILED


def _noted(session: Session, delivery: Delivery, reply: str | None, *, now: datetime) -> DeliveryStatus:
    """An answer that came too late to move anything stands in the history all the same."""
    found = select(_D.c.status, _D.c.reply).where(_D.c.id == delivery.id)
    status, said = session.connection().execute(found).one()
    if reply is None or said == reply:  # put back by somebody else, or written down twice: there is nothing to add
        return _S(status)
    note = {"delivery_id": delivery.id, "at": now, "before": status, "after": status, "reply": f"too late: {reply}"}
    session.connection().execute(insert(_M), note)
    return _S(status)
