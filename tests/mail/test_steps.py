"""One thread carries many on: who waits too long is told, and what has come counts though it was busy elsewhere."""

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from outreach.mail.steps import READ, Rounds, Steps, Until, in_a_thread, walked


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    here, there = socket.socketpair()
    yield here, there
    here.close()
    there.close()


def _heard(line: socket.socket, *, seconds: float) -> Steps[str]:
    try:
        yield Until(line, READ, seconds)
    except TimeoutError:
        return "nothing"
    return line.recv(10).decode()


def test_who_waits_too_long_is_told(pair: tuple[socket.socket, socket.socket]) -> None:
    rounds, said = Rounds[str](), list[str]()
    rounds.begin(_heard(pair[0], seconds=0.05), said.append)

    end = time.monotonic() + 5
    while not said and time.monotonic() < end:
        rounds.go_on(seconds=0.05)
    rounds.close()

    assert said == ["nothing"]
    assert walked(_heard(pair[0], seconds=0.05)) == "nothing"


def test_what_has_come_counts_though_its_time_was_over(pair: tuple[socket.socket, socket.socket]) -> None:
    rounds, said = Rounds[str](), list[str]()
    rounds.begin(_heard(pair[0], seconds=0.01), said.append)
    pair[1].send(b"late")
    time.sleep(0.05)

    rounds.go_on(seconds=0)
    rounds.close()

    assert said == ["late"]


def test_what_may_block_holds_nobody_up(pair: tuple[socket.socket, socket.socket]) -> None:
    rounds, said, go = Rounds[str](), list[str](), threading.Event()

    def slow() -> str:
        go.wait(5)
        return "slow"

    rounds.begin(in_a_thread(slow), said.append)
    rounds.begin(_heard(pair[0], seconds=5), said.append)
    pair[1].send(b"quick")
    while not said:
        rounds.go_on(seconds=1)
    go.set()
    while len(said) < 2:
        rounds.go_on(seconds=1)
    rounds.close()

    assert said == ["quick", "slow"]


def test_what_goes_wrong_in_a_thread_comes_out_where_it_was_asked_for() -> None:
    def wrong() -> str:
        raise ConnectionRefusedError("nobody there")

    with pytest.raises(ConnectionRefusedError):
        walked(in_a_thread(wrong))
