"""What a worker's log says, and whom it does not name."""

import json
import logging

import pytest

from outreach.worker.logs import Json, Text, without_addresses


@pytest.mark.parametrize(
    ("said", "harmless"),
    [
        ("550 5.1.1 <ines@example.com>: no such user", "550 5.1.1 <(address)>: no such user"),
        ("the message to Zoë.Müller@exämple.org is not", "the message to (address) is not"),
        ('"ines maria"@example.org was refused', "(address) was refused"),
        ("(ines+press@example.co.uk), ok", "((address)), ok"),
        ("Message-ID <a.b@press.example.org> twice: x@y.example", "Message-ID <(address)> twice: (address)"),
        ("{'address': 'ines@example.com'}", "{'address': '(address)'}"),
        ("nobody at all @ noon", "nobody at all @ noon"),
    ],
)
def test_no_address_is_left(said: str, harmless: str) -> None:
    assert without_addresses(said) == harmless


def record(level: int, message: str, *arguments: object, **facts: object) -> logging.LogRecord:
    made = logging.LogRecord("outreach.worker", level, __file__, 1, message, arguments, None)
    vars(made).update(facts)
    return made


@pytest.mark.parametrize("lines", [Json(), Text()], ids=["json", "text"])
def test_addresses_stand_in_what_is_for_debugging_only(lines: logging.Formatter) -> None:
    said = [lines.format(record(level, "%s: gone", "ines@example.com", mailing=3)) for level in (10, 20, 40)]

    assert ["ines@example.com" in line for line in said] == [True, False, False]


def test_a_mistake_names_nobody_either() -> None:
    mistake = record(40, "job failed")
    with pytest.raises(ValueError, match="invalid literal") as raised:
        int("ines@example.com")
    mistake.exc_info = (raised.type, raised.value, raised.tb)

    for lines in (Json(), Text()):
        said = lines.format(mistake)
        assert "ValueError: invalid literal for int() with base 10: '(address)'" in said
        assert "Traceback" in said


def test_a_line_is_an_object_with_its_facts() -> None:
    said = json.loads(Json().format(record(20, "mailing went out", mailing=3, done={"accepted": 2})))

    assert {name: said[name] for name in ("level", "message", "mailing", "done")} == {
        "level": "info",
        "message": "mailing went out",
        "mailing": 3,
        "done": {"accepted": 2},
    }
    assert said["at"].endswith("+00:00")


def test_a_line_of_text_is_one_line() -> None:
    said = Text().format(record(30, "mailing missed", mailing=3))

    assert said.partition(" ")[2] == "warning: mailing missed (mailing=3)"
