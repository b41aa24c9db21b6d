"""File names of cards: stable, never outside the folder, never shared by two."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.formats import vcard
from tests.formats.vcard.people import card

HOSTILE = [
    "",
    ".",
    "..",
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\windows",
    "C:\\cards",
    "\\\\server\\share",
    "a/b",
    "a\0b",
    "a\nb",
    "con",
    "nul.txt",
    "com1",
    "lpt9.x",
    "card:stream",
    "-rf",
    "~root",
    "$HOME",
    "a" * 300,
    "é" * 200,
    "urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1",
    "ends.",
    "ends ",
    ".hidden",
    "\u202egpj",
    "\udcff",
    "a%2fb",
    "a*b?c|d<e>f",
    "Capital",
]


def test_a_uuid_is_its_own_file_name() -> None:
    assert vcard.vdir_name(card()) == "4f2a1c3e-0000-4000-8000-0000000000a1.vcf"


@pytest.mark.parametrize("uid", HOSTILE, ids=ascii)
def test_no_uid_leads_out_of_the_folder(uid: str) -> None:
    name = vcard.vdir_name(card(uid=uid))

    assert name.endswith(".vcf")
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert name[0] not in ".-"
    assert len(name) <= 110
    assert name.split(".")[0] not in {"con", "nul", "com1", "lpt9"}


@settings(deadline=None)
@given(st.text(), st.text())
def test_two_uids_never_share_a_file_even_where_capitals_do_not_count(one: str, other: str) -> None:
    names = [vcard.vdir_name(card(uid=uid)) for uid in (one, other)]

    assert (names[0].casefold() == names[1].casefold()) == (one == other)


def test_uids_that_differ_in_capitals_alone_have_two_files() -> None:
    names = {vcard.vdir_name(card(uid=uid)).casefold() for uid in ("abc", "ABC", "Abc")}

    assert len(names) == 3
