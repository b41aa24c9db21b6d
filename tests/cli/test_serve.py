"""`outreach serve`, as a reader's mail program meets it."""

import http.client
import signal
import subprocess
import sys

from tests.cli.conftest import Office
from tests.cli.test_mailings import planned, ready  # noqa: F401 - the fixture
from tests.smtp_server import serving


def test_a_reader_who_clicks_once_gets_no_more_mail(ready: Office) -> None:  # noqa: F811
    ready.settings["OUTREACH_PUBLIC_URL"] = "https://press.example.org"
    number = planned(ready)
    mail = ready.ok("mailings", "message", str(number), "r1@example.com").out
    path = mail.partition("<https://press.example.org")[2].partition(">")[0]

    command = [sys.executable, "-m", "outreach", "serve", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ready.folder, env=ready._environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = http.client.HTTPConnection(process.stdout.readline().strip().split("/")[2], timeout=20)
        line.request("POST", path, body="List-Unsubscribe=One-Click")
        status = line.getresponse().status
        line.close()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)

    assert (status, process.returncode, said) == (200, 0, "")
    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", str(number), "--yes")
    assert len(server.record) == 8
    assert server.copies["r1@example.com"] == 0
    shown = ready.ok("suppressions", "--format", "json").json
    assert [row["address"] for row in shown] == ["r1@example.com"]
    assert str(number) in shown[0]["reason"]


def test_a_port_in_use_is_said_in_a_sentence(office: Office) -> None:
    with serving() as taken:
        answer = office("serve", "--port", str(taken.port))

    assert answer.code == 2
    assert f"port {taken.port} cannot be used" in answer.err


def test_a_return_path_of_its_own_goes_with_every_message(ready: Office) -> None:  # noqa: F811
    ready.settings["OUTREACH_RETURN_PATH"] = "bounces@press.example.org"
    number = planned(ready)

    with serving() as server:
        ready.settings["OUTREACH_SMTP_URL"] = server.url
        ready.ok("mailings", "send", str(number), "--yes")

    paths = {received.sender for received in server.record}
    assert len(paths) == 9
    assert all(path.startswith("bounces+") and path.endswith("@press.example.org") for path in paths)
