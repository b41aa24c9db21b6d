"""One bad card among good ones: the good ones come in, and the bad one is named by its place, its line and its name."""

import time

import pytest

from outreach.formats import vcard
from outreach.formats.vcard.lines import LONGEST_PROPERTY, LONGEST_TEXT, MOST_LINES
from outreach.model.card import ContactKind
from tests.formats.vcard.people import card, city

POISONED = {
    "nothing in it": ([], None, "has no FN, N, ORG or EMAIL"),
    "no name": (["TEL:+4315550102"], None, "has no FN, N, ORG or EMAIL"),
    "a name of blanks": (["FN: \t ", "N:;;;;"], None, "has no FN, N, ORG or EMAIL"),
    "a name of control characters": (["FN:\x01\x02\x1b\x7f"], None, "has no FN, N, ORG or EMAIL"),
    "a name that never ends": (["FN:" + "Anna " * 60], "Anna", "is longer than 200 characters"),
    "binary": ([bytes(range(1, 256)) * 4], None, "has no FN, N, ORG or EMAIL"),
    "octets of nothing": (["FN:Anna Ek", "NOTE:one\x00two"], "Anna Ek", "holds NUL characters"),
    "a photo that is no picture": (
        ["FN:Anna Ek", "PHOTO;ENCODING=b;TYPE=JPEG:" + "QUJD" * 50],
        "Anna Ek",
        "on line 29': is no picture",
    ),
    "a photo of no octets": (["FN:Anna Ek", "PHOTO;ENCODING=b:%%%"], "Anna Ek", "is no picture"),
    "a photo that is larger than a directory": (
        ["FN:Anna Ek", "PHOTO;ENCODING=b:/9j/" + "AAAA" * 1_400_000],
        "Anna Ek",
        "is larger than 4 MB",
    ),
    "a text of a megabyte": (["FN:Anna Ek", "NOTE:" + "x" * LONGEST_TEXT], "Anna Ek", "on line 29 is longer than 1 MB"),
    "a folded text of a megabyte": (
        ["FN:Anna Ek", "NOTE:" + "\r\n x" * LONGEST_TEXT],
        "Anna Ek",
        "on line 29 is longer than 1 MB",
    ),
    "soft breaks without end": (
        ["FN:Anna Ek", "NOTE;ENCODING=QUOTED-PRINTABLE:" + "x=\r\n" * LONGEST_TEXT],
        "Anna Ek",
        "on line 29 is longer than 1 MB",
    ),
    "a picture of a phone book": (
        ["FN:Anna Ek", "PHOTO;ENCODING=b:" + "x" * LONGEST_PROPERTY],
        "Anna Ek",
        "on line 29 is longer than 8 MB",
    ),
    "ten thousand lines": (["FN:Anna Ek", *["X-A:b"] * MOST_LINES], "Anna Ek", "is no address card"),
}
GOOD = b"".join(vcard.write([card(name="First Good")]))


@pytest.mark.parametrize(("lines", "name", "problem"), POISONED.values(), ids=POISONED)
def test_a_bad_card_is_named_and_the_others_come_in(lines: list[str | bytes], name: str | None, problem: str) -> None:
    whole = [b"BEGIN:VCARD", *(line if isinstance(line, bytes) else line.encode() for line in lines), b"END:VCARD", b""]
    last = b"".join(vcard.write([card(name="Last Good")]))

    result = vcard.read(GOOD + b"\r\n".join(whole) + last, city=city, kind=ContactKind.OFFICER)

    assert [read.draft.name for read in result.drafts] == ["First Good", "Last Good"]
    (rejected,) = result.rejected
    assert (rejected.position, rejected.line) == (2, GOOD.count(b"\n") + 1)
    assert (rejected.name or "").startswith(name or "")
    assert (rejected.name is None) == (name is None)
    assert problem in rejected.problem
    assert str(rejected).startswith(f"card 2 (line {rejected.line}")


def test_a_bad_card_that_never_ends_spoils_no_other() -> None:
    result = vcard.read(GOOD + b"BEGIN:VCARD\r\nTEL:+4315550102\r\n" + GOOD, city=city, kind=ContactKind.OFFICER)

    assert len(result.drafts) == 2
    assert [rejected.position for rejected in result.rejected] == [2]


def test_what_is_wrong_is_one_short_sentence() -> None:
    bad = b"BEGIN:VCARD\r\nFN:" + b"Anna " * 5000 + b"\r\nEND:VCARD\r\n"

    (rejected,) = vcard.read(bad, city=city, kind=ContactKind.OFFICER).rejected

    assert len(str(rejected)) < 400
    assert "\n" not in str(rejected)


@pytest.mark.parametrize("name", ["NOTE", "PHOTO;ENCODING=b", "X-FOO", "FN", "TEL;X-A"])
@pytest.mark.parametrize("fold", ["", "\r\n "], ids=["one line", "folded"])
def test_fifty_megabytes_in_one_property_cost_one_card_and_five_seconds(name: str, fold: str) -> None:
    value = ("QUJD" * 18 + fold).encode() * (50_000_000 // len("QUJD" * 18 + fold))
    bad = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + name.encode() + b":" + value + b"\r\nFN:Anna Ek\r\nEND:VCARD\r\n"
    began = time.process_time()

    result = vcard.read(GOOD + bad + GOOD, city=city, kind=ContactKind.OFFICER)

    assert time.process_time() - began < 5
    assert len(result.drafts) == 2
    assert [rejected.position for rejected in result.rejected] == [2]
    assert len(str(result.rejected[0])) < 400
