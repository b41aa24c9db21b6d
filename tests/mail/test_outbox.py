import mailbox
from hashlib import sha256
from pathlib import Path

import pytest

from outreach.errors import ServerUnavailable
from outreach.mail import transport
from outreach.mail.letter import Letter
from tests.letters import alone


def letter(number: int, text: str = "hello") -> Letter:
    identifier = f"<{number}@example.org>"
    content = f"Message-ID: {identifier}\r\nSubject: Hello\r\n\r\n{text}\r\n".encode()
    return Letter("press@example.org", f"r{number}@example.com", identifier, content)


def test_letters_lie_in_a_maildir_octet_for_octet(tmp_path: Path) -> None:
    line = alone(transport.outbox(tmp_path / "deep" / "outbox"))

    replies = [line.send(letter(number)) for number in (1, 2)]
    line.close()

    assert replies == ["250 written to outbox"] * 2
    files = list((tmp_path / "deep" / "outbox" / "new").iterdir())
    assert {sha256(file.read_bytes()).digest() for file in files} == {
        sha256(letter(number).content).digest() for number in (1, 2)
    }


def test_a_mail_program_reads_it(tmp_path: Path) -> None:
    alone(transport.outbox(tmp_path / "outbox")).send(letter(1))

    box = mailbox.Maildir(tmp_path / "outbox", create=False)

    assert [message["Message-ID"] for message in box] == ["<1@example.org>"]


def test_the_same_message_id_takes_the_place_of_its_first_copy(tmp_path: Path) -> None:
    line = alone(transport.outbox(tmp_path / "outbox"))

    line.send(letter(1))
    line.send(letter(1, "again"))

    (file,) = (tmp_path / "outbox" / "new").iterdir()
    assert b"again" in file.read_bytes()


def test_a_copy_that_was_read_meanwhile_is_replaced_where_it_lies(tmp_path: Path) -> None:
    line = alone(transport.outbox(tmp_path / "outbox"))
    line.send(letter(1))
    (new,) = (tmp_path / "outbox" / "new").iterdir()
    new.rename(tmp_path / "outbox" / "cur" / f"{new.name}:2,S")

    line.send(letter(1, "again"))

    assert list((tmp_path / "outbox" / "new").iterdir()) == []
    (read,) = (tmp_path / "outbox" / "cur").iterdir()
    assert b"again" in read.read_bytes()


def test_nothing_half_written_is_left_to_be_read(tmp_path: Path) -> None:
    alone(transport.outbox(tmp_path / "outbox")).send(letter(1))

    assert list((tmp_path / "outbox" / "tmp").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_server_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file")

    with pytest.raises(ServerUnavailable, match="OUTREACH_OUTBOX"):
        alone(transport.outbox(tmp_path / "outbox")).open()
