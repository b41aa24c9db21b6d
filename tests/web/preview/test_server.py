"""The preview's server: what it gives, and to whom it gives nothing."""

import http.client
import socket
from collections.abc import Iterator

import pytest

from outreach.errors import WrongUsage
from outreach.model.rules import RULES
from outreach.web.preview import Desk, Server, Watch
from tests.web.preview.conftest import STATEMENT, Served, ask


def test_a_view_has_the_mail_and_what_is_wrong_with_it(served: Served) -> None:
    view = served.view()

    assert view["mail"]["subject"] == "Harbour cities agree on a night train"
    assert "Dear Alex," in view["mail"]["text"]
    assert {"name": "MIME-Version", "text": "1.0", "raw": "1.0"} in view["mail"]["headers"]
    assert (view["errors"], view["stale"], view["languages"]) == (0, False, ["en"])


def test_errors_come_first_each_with_its_line_and_the_reason_of_its_rule(served: Served) -> None:
    served.file.write_text(STATEMENT.replace("contacts: [Vienna]\n", "") + "\n[Here](documents/list.pdf)\n")

    problems = served.view()["problems"]

    assert [(problem["rule"], problem["level"]) for problem in problems] == [
        ("bad-link", "error"),
        ("missing-contacts", "warning"),
    ]
    assert problems[0]["line"] == 10
    assert problems[0]["why"] == RULES["bad-link"].why
    assert RULES["bad-link"].why in served("rules/bad-link").body.decode()


@pytest.mark.parametrize(
    ("broken", "line", "sentence"),
    [
        ("", 0, "is empty"),
        ("---\nkind: [\n---\n", 3, "between --- and ---"),
        (STATEMENT.replace("recipient.given_name", "recipient.shoe_size"), 7, "shoe_size"),
        (STATEMENT.replace("kind: statement", "kind: leaflet"), 2, "leaflet"),
        (STATEMENT.replace('given_name or "colleague"', "prefix"), 0, "recipient.prefix is empty"),
    ],
    ids=["half saved", "no YAML", "no such field", "no such kind", "an empty field"],
)
def test_while_the_file_is_broken_the_last_good_mail_stays_beside_the_problem(
    served: Served, broken: str, line: int, sentence: str
) -> None:
    before = served.view()
    served.file.write_text(broken)

    view = served.view()

    assert view["stale"] is True
    assert view["mail"]["text"] == before["mail"]["text"]
    assert [problem["line"] for problem in view["problems"] if sentence in problem["message"]] == [line]


def test_a_file_that_is_broken_from_the_start_has_problems_and_no_mail(served: Served) -> None:
    served.file.write_text("no front matter")

    view = served.view()

    assert (view["mail"], view["stale"], view["errors"]) == (None, False, 1)


def test_the_frame_gets_the_mail_itself_and_may_load_nothing(served: Served) -> None:
    number = served.view()["mail"]["id"]

    frame = served(f"mail/{number}?scheme=dark")

    assert b"Dear Alex," in frame.body
    assert b"prefers-color-scheme" not in frame.body
    policy = frame.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-same-origin" in policy
    assert "script" not in policy
    assert "img-src data:" in policy
    assert "img-src 'none'" in served(f"mail/{number}?images=off").headers["Content-Security-Policy"]


def test_the_source_is_every_octet_as_plain_text(served: Served) -> None:
    mail = served.view()["mail"]

    source = served(f"source/{mail['id']}")

    assert source.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert len(source.body) == mail["size"]
    assert source.body.startswith(b"From: ")


@pytest.mark.parametrize(
    "place", ["nothing", "mail/0", "source/0", "rules/none", "mail", "../x", "page.html", "rules/"]
)
def test_what_is_not_there_is_said(served: Served, place: str) -> None:
    assert served(place).status == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "127.0.0.1:80", "localhost", "[::1]:80"])
def test_who_comes_by_another_name_gets_nothing(served: Served, host: str) -> None:
    refused = served("view", host=host)

    assert refused.status == 421
    assert b"for this machine alone" in refused.body
    assert b"Harbour" not in refused.body


def test_localhost_is_our_name_as_well(served: Served) -> None:
    assert served("view", host=f"localhost:{served.server.server_port}").status == 200


@pytest.mark.parametrize("path", ["/", "/view", "/x/view", "//view", "/" + "a" * 22 + "/view", "/%00/view", "/é/"])
def test_without_the_address_that_was_printed_there_is_nothing(served: Served, path: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    connection.putrequest("GET", "/", skip_host=False)
    connection._buffer[0] = f"GET {path} HTTP/1.1".encode()  # type: ignore[attr-defined]  # the client refuses some
    connection.endheaders()

    assert connection.getresponse().status == 404
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "BREW"])
def test_it_is_for_reading_only(served: Served, method: str) -> None:
    refused = served("view", method=method)

    assert (refused.status, refused.headers["Allow"]) == (405, "GET")


def test_every_answer_forbids_what_it_does_not_need(served: Served) -> None:
    number = served.view()["mail"]["id"]
    for place in ("", "page.js", "page.css", "view", "readers?q=x", f"mail/{number}", f"source/{number}", "nothing"):
        headers = served(place).headers

        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), place
        assert "unsafe-eval" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_it_listens_on_loopback_alone(served: Served) -> None:
    assert served.server.socket.getsockname()[0] == "127.0.0.1"
    with pytest.raises(OSError, match=r"refused|unreachable|assign"):
        socket.create_connection(("127.0.0.2", served.server.server_port), timeout=2)


def test_a_port_in_use_says_what_to_do(served: Served, desk: Desk) -> None:
    watch = Watch(desk.file, desk.files)

    with pytest.raises(WrongUsage, match="give another --port, or none"):
        Server(served.server.server_port, desk, watch)


def test_a_page_is_told_of_a_change_at_once(served: Served) -> None:
    for number, change in zip(changes(served), [STATEMENT + "More.\n", STATEMENT], strict=False):
        assert number == served.view()["state"]
        served.file.write_text(change)
        if number == 1:
            break
    else:
        pytest.fail("nothing was told")


def changes(served: Served) -> Iterator[int]:
    """The numbers that the server tells a page."""
    connection = http.client.HTTPConnection("127.0.0.1", served.server.server_port, timeout=20)
    connection.request("GET", f"/{served.server.token}/changes")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"
    while line := answer.readline():
        if line.startswith(b"data: "):
            yield int(line[6:])
    connection.close()


def test_a_bug_ends_one_answer_and_not_the_preview(served: Served, capfd: pytest.CaptureFixture[str]) -> None:
    served.file.unlink()
    served.file.mkdir()  # what the sample office reads raises what no person can mend

    broken = served("view")

    assert broken.status == 500
    assert "Traceback" in capfd.readouterr().err
    assert ask(served.server.url).status == 200
