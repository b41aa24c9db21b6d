import re

from hypothesis import given
from hypothesis import strategies as st

from outreach.mail import wire

_PIECES = [
    b"\r\n.\r\n",
    b"\n.\n",
    b"\r.\r",
    b"\n.\r\n",
    b"\r\n.\r",
    b".",
    b"..",
    b"\r",
    b"\n",
    b"x" * 999,
    b"a",
    b"\x00",
]
messages = st.lists(st.sampled_from(_PIECES) | st.binary(max_size=8), max_size=20).map(b"".join)


@given(messages)
def test_no_bare_line_end_and_no_early_dot_reaches_the_wire(message: bytes) -> None:
    sent = wire.data(message) + wire.FINAL_DOT

    assert re.search(rb"(?<!\r)\n|\r(?!\n)", sent) is None
    assert (b"\r\n" + sent).index(b"\r\n.\r\n") == len(sent) - 3


@given(messages)
def test_a_server_that_takes_the_dots_off_has_the_message(message: bytes) -> None:
    sent = wire.data(message)

    lines = sent.split(b"\r\n")
    assert b"\r\n".join(line.removeprefix(b".") for line in lines) == wire.normalised(message)


@given(messages)
def test_what_is_clean_is_left_alone(message: bytes) -> None:
    clean = wire.normalised(message)

    assert wire.is_clean(clean)
    assert wire.normalised(clean) is clean
