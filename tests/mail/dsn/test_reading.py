"""Mail that comes back is told from mail that people write, and says whom it did not reach, and why."""

import time
from pathlib import Path

import pytest

from outreach.errors import NotFound
from outreach.mail import dsn
from outreach.mail.dsn import mailbox
from outreach.model.bounce import Bounce
from tests.bounced import DAEMON, ID, SAMPLES, Sample, plain

BOUNCES = {name: sample for name, sample in SAMPLES.items() if sample.sort == "bounce"}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_a_piece_of_mail_is_what_it_is(sample: Sample) -> None:
    assert dsn.read(sample.octets).sort == sample.sort


@pytest.mark.parametrize("sample", BOUNCES.values(), ids=BOUNCES.keys())
def test_a_bounce_says_whom_it_did_not_reach_and_why(sample: Sample) -> None:
    bounce = dsn.read(sample.octets).bounces[0]

    assert sample.recipient in bounce.recipients
    assert (bounce.status, bounce.is_hard) == (sample.status, sample.is_hard), bounce.reason
    assert (ID in bounce.clues or ID.strip("<>") in bounce.clues) is sample.has_id


def test_a_report_with_two_recipients_is_two_bounces() -> None:
    bounces = dsn.read(SAMPLES["two recipients in one report"].octets).bounces

    assert [(one.recipients, one.is_hard) for one in bounces] == [
        (("ines@example.com",), True),
        (("leo@example.com",), False),
    ]


def test_there_are_thirty_and_more_samples_of_what_comes_back() -> None:
    assert len(SAMPLES) >= 30


@pytest.mark.parametrize(
    ("status", "reason", "is_hard"),
    [
        ("5.1.1", "", True),
        ("5.1.2", "bad destination system", True),
        ("5.1.3", "bad syntax", True),
        ("5.1.6", "moved, no forwarding", True),
        ("5.2.2", "no such user, but full", False),
        ("5.7.26", "unauthenticated; user unknown", False),
        ("4.1.1", "user unknown for now", False),
        ("", "550 no such user", True),
        ("", "550 spam", False),
        ("5.0.0", "invalid recipient", True),
        ("5.1.1", "mailbox is full", False),
    ],
    ids=str,
)
def test_only_an_address_at_which_nobody_is_is_dead(status: str, reason: str, is_hard: bool) -> None:
    assert Bounce(("ines@example.com",), status, reason).is_hard is is_hard


@pytest.mark.parametrize("cut", range(0, 1500, 97))
def test_half_a_report_is_read_as_far_as_it_goes(cut: int) -> None:
    assert dsn.read(SAMPLES["Postfix, no such user"].octets[:cut]).sort in set(dsn.Sort)


@pytest.mark.parametrize(
    "filling",
    ["-" * 500_000, "\n" * 500_000, "a" * 500_000, "<" * 500_000, "to a@" * 100_000, "<@" * 250_000, " \n\t" * 150_000],
    ids=["dashes", "blank lines", "letters", "brackets", "half addresses", "half ids", "blanks"],
)
def test_a_text_that_is_made_to_keep_a_reader_busy_is_read_at_once(filling: str) -> None:
    octets = plain(
        filling, sender=DAEMON, subject="failure notice", headers=f"References: {filling[:50_000].split()}\n"
    )
    began = time.process_time()

    dsn.read(octets)
    dsn.read(octets.replace(b"text/plain", b"text/html"))

    assert time.process_time() - began < 5


def test_an_mbox_is_split_where_a_message_begins_and_nowhere_else() -> None:
    one = b"Subject: one\n\n>From here on\nFrom now on it rains\n"
    mbox = (
        b"From a@example.com Tue Nov 24 10:00:00 2026\n"
        + one
        + b"\nFrom b@example.com Tue Nov 24 10:00:01 2026\nSubject: two\n\n"
    )

    first, second = mailbox.split(mbox)

    assert b"\nFrom here on\nFrom now on it rains" in first
    assert second.startswith(b"Subject: two")


def test_a_maildir_a_folder_and_a_file_are_read_and_left_as_they_are(tmp_path: Path) -> None:
    for name in (
        "md/new/1.x",
        "md/cur/2.x:2,S",
        str(Path("md", "tmp", "3.x")),
        "md/cur/.hidden",
        "eml/a.eml",
        "eml/deep/b.eml",
        "eml/c.txt",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(f"Subject: {name}\n\n".encode())
    before = sorted(path for path in tmp_path.rglob("*"))

    assert len(list(mailbox.messages(tmp_path / "md"))) == 2
    assert len(list(mailbox.messages(tmp_path / "eml"))) == 2
    assert len(list(mailbox.messages(tmp_path / "eml" / "a.eml"))) == 1
    assert sorted(path for path in tmp_path.rglob("*")) == before
    with pytest.raises(NotFound):
        list(mailbox.messages(tmp_path / "nowhere"))
