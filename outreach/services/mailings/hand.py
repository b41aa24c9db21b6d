"""What a run has in hand: each delivery from its claim to the server's answer, as a letter if it may go now."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import Engine

from outreach.mail.addresses import deliverable
from outreach.mail.connections import Answer
from outreach.mail.letter import Letter
from outreach.model.mailing import DeliveryStatus
from outreach.services.mailings.form import Writer
from outreach.services.mailings.hold import Hold
from outreach.services.mailings.manners import Manners
from outreach.services.mailings.slowing import Slowing
from outreach.services.mailings.unwelcome import Unwelcome
from outreach.store.mailings import Answered, Delivery, LastWord

_BACK = DeliveryStatus.PLANNED


class Hand:
    """Deliveries that were claimed and are not yet written down; what their domains have said until now.

    `from_address` is the envelope's sender where bounces come to nobody else; `lines` is how many letters go at once.
    """

    def __init__(
        self,
        engine: Engine,
        manners: Manners,
        writer: Writer,
        *,
        from_address: str,
        lines: int,
        now: Callable[[], datetime],
    ) -> None:
        self._manners, self._writer, self._from_address = manners, writer, from_address
        self._deliveries: dict[int, Delivery] = {}
        self._signatures: dict[int, str] = {}
        self._unwelcome = Unwelcome()
        self.hold, self.last_word, self.slowing = Hold(manners.lease, now=now), LastWord(engine), Slowing(lines)

    def take(self, delivery: Delivery) -> Letter | Answer | None:
        """The letter of a delivery that was claimed; or its answer at once, where it is not to be tried now.

        None for one of which a line still has the last attempt: it was lost, decided about and taken anew.
        """
        if delivery.id in self._deliveries:
            return None
        self._deliveries[delivery.id] = delivery
        if not self.hold.has(delivery.id):  # this process was asleep: somebody else may have it by now
            return Answer(delivery.id, _BACK)
        if word := self._unwelcome.word(delivery.address):
            return Answer(delivery.id, DeliveryStatus.DEFERRED, word)
        domain = delivery.key.rpartition("@")[2]
        if self.slowing.must_wait(domain):  # more of them came in one hand than go at once
            return Answer(delivery.id, _BACK)
        self.slowing.begin(delivery.id, domain)
        return self._letter(delivery)

    def _letter(self, delivery: Delivery) -> Letter:
        content = self._writer.proven(
            delivery.merge, address=delivery.address, message_id=delivery.message_id, digest=delivery.sha256
        )
        signature = self._manners.sign(content)
        self._signatures[delivery.id] = signature.decode()
        return_path = self._manners.return_path
        sender = return_path(delivery.id) if return_path else self._from_address
        may_begin = partial(self._may_begin, delivery.id)
        return Letter(sender, deliverable(delivery.address), delivery.message_id, signature + content, may_begin)

    def _may_begin(self, delivery_id: int) -> bool:
        """Asked by its line just before the message: whether it is still wanted, and still ours."""
        return self.last_word.is_wanted(delivery_id) and self.hold.has(delivery_id)

    def hear(self, answers: Sequence[Answer]) -> None:
        """What came back, before it is written down: their domains may be free again."""
        for answer in answers:
            self.slowing.end(answer.ticket, answer.status, answer.reply)

    def answered(self, answer: Answer) -> Answered:
        """What is to be written down of it."""
        signature = None if answer.status is _BACK else self._signatures.get(answer.ticket)
        return Answered(self._deliveries[answer.ticket], answer.status, answer.reply, signature)

    def drop(self, answer: Answer, stands: DeliveryStatus) -> str:
        """It is written down and stands there; gives whose it was."""
        delivery = self._deliveries.pop(answer.ticket)
        self._signatures.pop(answer.ticket, None)
        self.hold.drop(answer.ticket)
        if answer.status is not _BACK:
            self._unwelcome.note(delivery.address, stands, answer.reply)
        return delivery.address
