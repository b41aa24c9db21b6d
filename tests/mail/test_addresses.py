import pytest

from outreach.errors import InvalidValue
from outreach.mail.addresses import NamedAddress, deliverable, needs_smtputf8

HOSTILE = [
    "",
    "a",
    "@example.org",
    "a@",
    "a@b@example.org",
    "a b@example.org",
    " a@example.org",
    "a@example.org ",
    "a@exam ple.org",
    "a\r@example.org",
    "a\n@example.org",
    "a\r\n@example.org",
    "a@example.org\r\n",
    "a@example.org\r\nRCPT TO:<b@example.org>",
    "a@example.org>\r\nDATA",
    "a@example.org> SIZE=1",
    "a@example.org>",
    "<a@example.org",
    "<a@example.org>",
    "a<b@example.org",
    "a@exa<mple.org",
    "a\x00@example.org",
    "a@example.org\x00",
    "a\x0b@example.org",
    "a\x0c@example.org",
    "a\t@example.org",
    "a\x7f@example.org",
    "a\x85@example.org",
    "a\x9f@example.org",
    "a\u2028@example.org",
    "a\u2029@example.org",
    "a\u202e@example.org",
    "a\u200b@example.org",
    "a\u00a0@example.org",
    "a\ufeff@example.org",
    "a\ud800@example.org",
    "a@exa\u3000mple.org",
    '"a"@example.org',
    '"a b"@example.org',
    "a,b@example.org",
    "a;b@example.org",
    "@relay.example.org:a@example.org",
    "a(comment)@example.org",
    "a\\@example.org",
    "a@[192.0.2.1]",
    "a@-üb.example.org",
    "a" * 250 + "@example.org",
]


@pytest.mark.parametrize("address", HOSTILE, ids=ascii)
def test_an_address_that_could_break_out_of_a_command_is_refused(address: str) -> None:
    with pytest.raises(InvalidValue):
        deliverable(address)


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        ("zoe@example.org", "zoe@example.org"),
        ("Zoe.O'Brien+press@Example.org", "Zoe.O'Brien+press@Example.org"),
        ("zoe@bücher.example.org", "zoe@xn--bcher-kva.example.org"),
        ("zoe@例え.example.org", "zoe@xn--r8jz45g.example.org"),
        ("zoë@bücher.example.org", "zoë@xn--bcher-kva.example.org"),
        ("пресса@example.org", "пресса@example.org"),
    ],
)
def test_a_domain_goes_in_a_labels_and_a_local_part_as_it_is(address: str, on_the_wire: str) -> None:
    assert deliverable(address) == on_the_wire


@pytest.mark.parametrize(
    ("address", "needed"), [("zoe@example.org", False), ("zoe@bücher.example.org", False), ("zoë@example.org", True)]
)
def test_only_a_local_part_outside_ascii_needs_smtputf8(address: str, needed: bool) -> None:
    assert needs_smtputf8(address) is needed


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("press@example.org", NamedAddress("press@example.org")),
        ("<press@example.org>", NamedAddress("press@example.org")),
        ("Press Office <press@example.org>", NamedAddress("press@example.org", "Press Office")),
        ('"Office, Press" <press@example.org>', NamedAddress("press@example.org", "Office, Press")),
        (
            "Bureau de presse – Genève <press@example.org>",
            NamedAddress("press@example.org", "Bureau de presse – Genève"),
        ),
    ],
    ids=str,
)
def test_a_sender_is_written_as_in_a_mail_program(written: str, expected: NamedAddress) -> None:
    assert NamedAddress.parse(written) == expected


@pytest.mark.parametrize(
    "written", ["", "Press Office", "Press <press>", "a@example.org, b@example.org", "A\n <a@b.org>"]
)
def test_a_sender_that_is_no_address_is_refused(written: str) -> None:
    with pytest.raises(InvalidValue):
        NamedAddress.parse(written)
