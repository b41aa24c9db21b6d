"""Every stage at which a server can fail, against a real one: what is raised is what is true."""

import re
import threading
from dataclasses import replace

import pytest

from outreach.errors import ServerUnavailable
from outreach.mail.replies import LetterLost, OutcomeUnknown, RecipientDeferred, RecipientRefused
from tests.letters import at, letter, line_to
from tests.smtp_server import BREAK, HANG_UP, SmtpServer, Visit, serving

# More than two sockets can hold: nobody has got all of it who has not read it.
_LARGE = (b"x" * 76 + b"\r\n") * 270_000


def test_letters_go_over_one_kept_open_line(server: SmtpServer) -> None:
    line = line_to(server)

    replies = [line.send(letter(number)) for number in range(1, 6)]
    line.close()

    assert replies == [f"250 2.0.0 taken as {number}" for number in range(1, 6)]
    assert server.connections == 1
    assert [received.message_id for received in server.record] == [f"<{number}@example.org>" for number in range(1, 6)]


LOST = "connection lost before the message was complete"


STAGES: list[tuple[str, str | float, type[Exception], str]] = [
    *(("rcpt", action, RecipientDeferred, LOST) for action in (HANG_UP, BREAK, 2.0)),
    *(("data", action, RecipientDeferred, LOST) for action in (HANG_UP, BREAK, 2.0)),
    *(("end", action, OutcomeUnknown, "before the server's answer") for action in (HANG_UP, BREAK, 2.0)),
    *(("ended", action, OutcomeUnknown, "before the server's answer") for action in (HANG_UP, BREAK, 2.0)),
    *((stage, "451 4.7.1 later", RecipientDeferred, "^451 4.7.1 later$") for stage in ("mail", "rcpt", "data", "end")),
    *((stage, "550 5.1.1 no", RecipientRefused, "^550 5.1.1 no$") for stage in ("mail", "rcpt", "data", "end")),
    *((stage, "421 4.3.2 bye", RecipientDeferred, "^421 4.3.2 bye$") for stage in ("rcpt", "data", "end")),
    *((stage, "299 what", RecipientDeferred, "^299 what$") for stage in ("rcpt", "data")),
    *((stage, "nonsense", RecipientDeferred, "^-1") for stage in ("rcpt", "data")),
    ("end", "nonsense", OutcomeUnknown, "an answer that is none"),
    ("end", "354 go on", OutcomeUnknown, "an answer that is none"),
    *((stage, "530 5.7.0 log in", ServerUnavailable, "does not accept us") for stage in ("mail", "rcpt", "data")),
]


@pytest.mark.parametrize("offers", [(), ("PIPELINING",)], ids=["step by step", "together"])
@pytest.mark.parametrize(
    ("stage", "action", "raised", "reply"), STAGES, ids=lambda value: getattr(value, "__name__", str(value))
)
def test_each_stage_fails_as_what_it_is_and_the_next_letter_goes(
    stage: str, action: str | float, raised: type[Exception], reply: str, offers: tuple[str, ...]
) -> None:
    with serving(at(stage, action)) as server:
        server.offers = offers
        line = line_to(server)
        line.send(letter(1))
        with pytest.raises(raised) as failure:
            line.send(letter(2))
        line.send(letter(3))
        line.close()

    assert re.search(reply, getattr(failure.value, "reply", str(failure.value)))
    assert server.copies["r1@example.com"] == server.copies["r3@example.com"] == 1
    assert server.copies["r2@example.com"] == (1 if stage == "ended" else 0)


@pytest.mark.parametrize(
    "action", [HANG_UP, BREAK, "421 4.7.0 too many messages on this connection", "299 what", "nonsense", 2.0], ids=str
)
def test_a_kept_open_line_that_the_server_has_closed_is_opened_again(action: str | float) -> None:
    with serving(at("mail", action)) as server:
        line = line_to(server)
        replies = [line.send(letter(number)) for number in (1, 2, 3)]
        line.close()

    assert [reply[:3] for reply in replies] == ["250", "250", "250"]
    assert set(server.copies.values()) == {1}
    assert server.connections == 2


def test_a_line_that_breaks_in_a_large_message_was_before_its_end() -> None:
    with serving(at("content", HANG_UP)) as server:
        line = line_to(server, timeout=5)
        line.send(letter(1))
        with pytest.raises(RecipientDeferred, match=LOST):
            line.send(letter(2, body=_LARGE))
        line.close()

    assert server.copies == {"r1@example.com": 1}


def test_a_server_that_speaks_before_the_end_is_heard() -> None:
    with serving(at("content", "552 5.3.4 too big")) as server:
        line = line_to(server, timeout=5)
        line.send(letter(1))
        with pytest.raises((RecipientRefused, RecipientDeferred)):
            line.send(letter(2, body=_LARGE))
        line.send(letter(3))
        line.close()

    assert server.copies == {"r1@example.com": 1, "r3@example.com": 1}


def test_a_slow_server_is_waited_for_within_the_timeouts() -> None:
    with serving(lambda visit: 0.2 if visit.stage in ("mail", "rcpt", "data", "end") else None) as server:
        line = line_to(server)
        line.send(letter())
        line.close()

    assert len(server.record) == 1


def test_abort_wakes_a_line_that_waits_for_an_answer(server: SmtpServer) -> None:
    def slow(visit: Visit) -> float | None:
        return 30.0 if visit.stage == "end" else None

    server.script = slow
    line = line_to(server, timeout=60, end_timeout=60)
    line.open()
    threading.Timer(0.2, line.abort).start()
    with pytest.raises(OutcomeUnknown):
        line.send(letter())
    with pytest.raises(ServerUnavailable, match="hung up"):
        line.send(letter())


def test_what_a_server_says_is_written_on_one_line() -> None:
    with serving(at("rcpt", "550-5.1.1 no\r\n550 5.1.1 such \x1b[31muser")) as server:
        line = line_to(server)
        line.send(letter(1))
        with pytest.raises(RecipientRefused) as refusal:
            line.send(letter(2))
        line.close()

    assert refusal.value.reply == "550 5.1.1 no 5.1.1 such ?[31muser"


def test_what_goes_before_a_message_goes_in_one_piece_only_where_the_server_says_so(server: SmtpServer) -> None:
    together = line_to(server)
    together.send(letter(1))
    server.offers = ()
    one_by_one = line_to(server)
    one_by_one.send(letter(2))
    together.close()
    one_by_one.close()

    pieces = [piece for piece in server.pieces if piece.startswith(b"MAIL")]
    assert [piece.count(b"\r\n") for piece in pieces] == [3, 1]
    assert [received.recipient for received in server.record] == ["r1@example.com", "r2@example.com"]


@pytest.mark.parametrize("stage", ["mail", "rcpt"])
def test_a_server_that_asks_for_a_message_to_nobody_gets_none(stage: str) -> None:
    def script(visit: Visit) -> str | None:
        if visit.message != 2:
            return None
        return {stage: "550 5.1.1 no", "data": "354 go on all the same"}.get(visit.stage)

    with serving(script) as server:
        line = line_to(server)
        line.send(letter(1))
        with pytest.raises(RecipientRefused, match=r"550 5\.1\.1 no"):
            line.send(letter(2))
        line.send(letter(3))
        line.close()

    assert server.copies == {"r1@example.com": 1, "r3@example.com": 1}
    assert server.connections == 2


def test_a_letter_that_is_lost_while_the_server_takes_its_time_is_not_begun() -> None:
    asked: list[bool] = []

    def ours() -> bool:
        asked.append(True)
        return len(asked) == 1

    with serving() as server:
        line = line_to(server)
        with pytest.raises(LetterLost):
            line.send(replace(letter(1), is_ours=ours))
        line.send(letter(2))
        line.close()

    assert len(asked) == 2
    assert server.copies == {"r2@example.com": 1}
    assert b"Message-ID: <1@" not in server.octets
