import time

import pytest

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.mail.connections import Answer, Connections
from outreach.mail.letter import Letter
from outreach.mail.steps import Steps
from outreach.model.mailing import DeliveryStatus as S
from tests.smtp_server import Script, SmtpServer, Visit, good, serving


def letter(number: int) -> Letter:
    identifier = f"<{number}@example.org>"
    content = f"Message-ID: {identifier}\r\n\r\nhello\r\n".encode()
    return Letter("press@example.org", f"r{number}@example.com", identifier, content)


def sent(script: Script, *, letters: int, lines: int) -> tuple[SmtpServer, dict[int, Answer], Connections]:
    """Every letter put in as soon as there is room, and what became of it."""
    with serving(script) as server:
        connections = Connections(transport.smtp(server.url, timeout=5), count=lines)
        connections.open()
        answers: dict[int, Answer] = {}
        waiting = list(range(1, letters + 1))
        while waiting or connections.pending:
            while waiting and connections.free:
                connections.put(waiting[0], letter(waiting.pop(0)))
            answers |= {answer.ticket: answer for answer in connections.answers(timeout=5)}
            if not connections.lines:
                break
        connections.close()
    return server, answers, connections


def test_letters_are_shared_among_the_lines_and_each_has_an_answer() -> None:
    server, answers, _ = sent(good, letters=40, lines=4)

    assert {answer.status for answer in answers.values()} == {S.ACCEPTED}
    assert sorted(answers) == list(range(1, 41))
    assert set(server.copies.values()) == {1}
    assert 1 <= server.connections <= 4


def test_a_slow_letter_does_not_stop_the_others() -> None:
    def slow_first(visit: Visit) -> float | None:
        return 0.5 if visit.stage == "end" and visit.recipient == "r1@example.com" else None

    _, answers, _ = sent(slow_first, letters=20, lines=2)

    assert list(answers)[-1] == 1


def test_a_server_that_takes_only_two_lines_gets_everything_over_two() -> None:
    def only_two(visit: Visit) -> str | None:
        return "421 4.7.0 too many connections" if visit.stage == "connect" and visit.connection > 2 else None

    with serving(only_two) as server:
        connections = Connections(transport.smtp(server.url, timeout=5), count=4)
        connections.open()
        waiting, answers = list(range(40)), []
        while waiting or connections.pending:
            while waiting and connections.free:
                number = waiting.pop()
                connections.put(number, letter(number))
            arrived = connections.answers(timeout=5)
            waiting += [answer.ticket for answer in arrived if answer.status is S.PLANNED]
            answers += arrived
        connections.close()

    assert 1 <= connections.lines <= 2
    assert set(server.copies.values()) == {1}
    assert len(server.copies) == 40


def test_an_unreachable_server_is_known_before_any_letter_is_put_in() -> None:
    with serving() as server:
        pass
    connections = Connections(transport.smtp(server.url, timeout=5), count=4)

    with pytest.raises(ServerUnavailable):
        connections.open()
    connections.close()


def test_a_mistake_in_a_line_comes_out_instead_of_vanishing() -> None:
    class Broken:
        where = "nowhere"

        def connection(self) -> "Broken":
            return self

        def open(self) -> None: ...

        def abort(self) -> None: ...

        def closing(self) -> Steps[None]:
            yield from ()

        def sending(self, _letter: Letter) -> Steps[str]:
            raise ZeroDivisionError("a mistake")

    connections = Connections(Broken(), count=1)
    connections.open()
    connections.put(1, letter(1))
    (answer,) = connections.answers(timeout=5)
    connections.close()

    assert (answer.status, type(answer.trouble), connections.lines) == (S.UNKNOWN, ZeroDivisionError, 0)


def test_aborted_lines_answer_with_what_is_true() -> None:
    def silent(visit: Visit) -> float | None:
        return 60.0 if visit.stage == "end" else None

    with serving(silent) as server:
        connections = Connections(transport.smtp(server.url), count=2)
        connections.open()
        connections.put(1, letter(1))
        connections.put(2, letter(2))
        assert connections.answers(timeout=0.5) == []
        connections.abort()
        answers: list[Answer] = []
        while connections.pending:
            answers += connections.answers(timeout=5)
        connections.close()

    assert [answer.status for answer in answers] == [S.UNKNOWN, S.UNKNOWN]


def test_lines_that_are_closed_with_letters_under_way_are_hung_up_on_and_nothing_is_added_to_them() -> None:
    def silent(visit: Visit) -> float | None:
        return 60.0 if visit.stage == "data" and visit.recipient == "r1@example.com" else None

    with serving(silent) as server:
        connections = Connections(transport.smtp(server.url), count=2)
        connections.open()
        connections.put(1, letter(1))
        connections.put(2, letter(2))
        assert [answer.ticket for answer in connections.answers(timeout=5)] == [2]
        begun = time.monotonic()
        connections.close()

    assert time.monotonic() - begun < 4
    assert server.copies == {"r2@example.com": 1}
    assert server.octets.count(b"QUIT") == 1
