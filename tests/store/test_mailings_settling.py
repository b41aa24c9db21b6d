"""A whole turn written down at once says what it would say one by one, the fence included."""

from datetime import timedelta

from sqlalchemy import Engine

from outreach.model.mailing import DeliveryStatus as S
from outreach.store import database, mailings
from outreach.store.mailings import Answered, Delivery, settling
from tests.ledger import LEASE, NOW, claim, counts, kept, moves, row_of, settle

_LATER = NOW + timedelta(minutes=1)


def at_once(engine: Engine, *answers: Answered, sender: str = "a") -> list[S]:
    with database.writing(engine) as session:
        return mailings.settle_all(session, answers, sender=sender, now=_LATER)


def test_a_turn_is_written_down_as_it_would_be_one_by_one(engine: Engine) -> None:
    said: list[tuple[S, str | None, str | None]] = [
        (S.ACCEPTED, "250 ok", "DKIM-Signature: a\r\n"),
        (S.REFUSED, "550 no", ""),
        (S.DEFERRED, "451 later", None),
        (S.UNKNOWN, "no answer", None),
        (S.PLANNED, None, None),
    ]
    one, other = kept(engine, len(said)), kept(engine, len(said), uid="v")
    together, alone = claim(engine, one, len(said)), claim(engine, other, len(said))

    stands = at_once(engine, *(Answered(d, *each) for d, each in zip(together, said, strict=True)))

    with database.writing(engine) as session:
        for delivery, (after, reply, signature) in zip(alone, said, strict=True):
            settling.settle(session, delivery, after, sender="a", reply=reply, now=_LATER, signature=signature)
    assert stands == [after for after, _, _ in said]
    for mine, theirs in zip(together, alone, strict=True):
        assert _kept(engine, mine) == _kept(engine, theirs)
        assert moves(engine, mine) == moves(engine, theirs)


def _kept(engine: Engine, delivery: Delivery) -> dict[str, object]:
    row = row_of(engine, delivery).model_dump()
    own = {"id", "mailing_id", "next_try_at"}  # when it is tried again hangs on its number
    return {name: value for name, value in row.items() if name not in own} | {"again": row["next_try_at"] is not None}


def test_what_is_not_in_hand_any_more_is_left_alone_and_the_rest_of_the_turn_is_written(engine: Engine) -> None:
    number = kept(engine, 4)
    taken = claim(engine, number, 4)
    settle(engine, taken[0], S.DEFERRED)
    (again,) = claim(engine, number, 1, now=NOW + timedelta(hours=1))  # the same sender, anew
    with database.writing(engine) as session:
        mailings.recover(session, number, is_gone=lambda _: False, now=NOW + LEASE)
        mailings.resolve(session, number, S.ACCEPTED, key="r1@example.com", reply="sure", now=NOW)

    stands = at_once(engine, *(Answered(delivery, S.REFUSED, "550 no") for delivery in taken))

    assert again.id == taken[0].id
    assert stands == [S.SENDING, S.ACCEPTED, S.REFUSED, S.REFUSED]
    assert moves(engine, taken[1])[-1] == ("accepted", "accepted", "too late: 550 no")
    assert counts(engine, number) == {"sending": 1, "accepted": 1, "refused": 2}


def test_another_senders_deliveries_are_not_touched(engine: Engine) -> None:
    number = kept(engine, 2)
    mine, theirs = claim(engine, number, 1, sender="a"), claim(engine, number, 1, sender="b")

    stands = at_once(engine, *(Answered(delivery, S.ACCEPTED, "250 ok") for delivery in (*mine, *theirs)))

    assert stands == [S.ACCEPTED, S.SENDING]
    assert row_of(engine, theirs[0]).sender == "b"


def test_the_same_answer_twice_in_a_turn_moves_once(engine: Engine) -> None:
    (delivery,) = claim(engine, kept(engine, 1), 1)

    assert at_once(engine, Answered(delivery, S.ACCEPTED, "250"), Answered(delivery, S.ACCEPTED, "250")) == [
        *(S.ACCEPTED, S.ACCEPTED)
    ]

    assert [after for _, after, _ in moves(engine, delivery)] == ["sending", "accepted"]
