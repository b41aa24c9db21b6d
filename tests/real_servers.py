"""Strangers that take our mail: Debian's Postfix and Exim, on loopback, with nothing of the system's own.

Each is started by the tests in a folder of its own, on a port of its own, and passes everything on to the scripted
server (`beyond`), whose record says what came out at the other end. Starting them needs root: their parts run as users
of their own. Where they cannot be started the tests are skipped with the reason; on CI that is a failure.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import pytest

from tests.smtp_server import Received, SmtpServer, serving

CERTIFICATE = Path(__file__).parent / "samples" / "tls" / "good.pem"  # for localhost
_SYSTEM = f"{os.environ.get('PATH', '')}:/usr/sbin"
# Exim on CI is only unpacked, because Debian installs one mail server at a time: .ci/run says where.
_EXIM = "EXIM4"


@dataclass(frozen=True)
class Hop:
    """A real server at `port`, and the scripted one to which it passes everything on."""

    name: str
    port: int
    beyond: SmtpServer
    log: Path

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def secure_url(self) -> str:
        return f"smtp+starttls://localhost:{self.port}"

    def passed_on(self, number: int, *, seconds: float = 30.0) -> list[Received]:
        """What has come out at the other end, once that is so many. Fails with the server's log if it takes longer."""
        end = time.monotonic() + seconds
        while len(self.beyond.record) < number and time.monotonic() < end:
            time.sleep(0.01)
        assert len(self.beyond.record) >= number, self.log.read_text(errors="replace")[-3000:]
        return list(self.beyond.record)


def as_sent(received: Received) -> bytes:
    """What was handed to the real server, without the Received field that it has put in front."""
    content = received.content
    while found := re.match(rb"Received:[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*", content):
        content = content[found.end() :]
    return content


def missing(what: str, remedy: str) -> NoReturn:
    """Skips the test with its reason; on CI nothing may be missing."""
    reason = f"{what}: {remedy}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def _program(name: str, package: str) -> str:
    if os.geteuid():
        missing(f"{name} must be started by root", "run the tests as root")
    unpacked = shutil.which(os.environ.get(_EXIM, "")) if name == "exim4" else None
    return (
        unpacked
        or shutil.which(name, path=_SYSTEM)
        or missing(f"{name} is not installed", f"apt install {package}; .ci/run does")
    )


_POSTFIX = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
myhostname = mx.example.org
mydestination =
local_recipient_maps =
alias_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{beyond}
smtp_dns_support_level = disabled
smtp_host_lookup = native
smtpd_peername_lookup = no
smtpd_tls_security_level = may
smtpd_tls_chain_files = {certificate}
smtp_destination_concurrency_limit = 5
"""
_PARTS = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""


@contextmanager
def postfix() -> Iterator[Hop]:
    program = _program("postfix", "postfix")
    with _folder() as folder, serving(enable_SMTPUTF8=True) as beyond:
        port = _free_port()
        for part in ("etc", "data", "spool"):
            (folder / part).mkdir()
        shutil.chown(folder / "data", "postfix")
        facts = {"folder": folder, "beyond": beyond.port, "port": port, "certificate": CERTIFICATE}
        (folder / "etc" / "main.cf").write_text(_POSTFIX.format(**facts))
        (folder / "etc" / "master.cf").write_text(_PARTS.format(**facts))
        command = [program, "-c", str(folder / "etc")]
        subprocess.run([*command, "start"], check=True, capture_output=True, timeout=60)
        try:
            _wait_for(port)
            yield Hop("postfix", port, beyond, folder / "log")
        finally:
            subprocess.run([*command, "stop"], check=False, capture_output=True, timeout=60)


_EXIM_CONFIGURATION = """
exim_path = {program}
spool_directory = {folder}/spool
log_file_path = {folder}/%slog
pid_file_path = {folder}/pid
primary_hostname = mx.example.org
local_interfaces = 127.0.0.1
daemon_smtp_ports = {port}
acl_smtp_rcpt = everybody
dsn_advertise_hosts = *
tls_advertise_hosts = *
tls_certificate = {folder}/certificate.pem
deliver_drop_privilege = true
keep_environment =
smtp_accept_max = 50
smtp_accept_max_per_connection = 10000
smtp_accept_queue_per_connection = 0
begin acl
everybody:
  accept
begin routers
onward:
  driver = manualroute
  route_list = * 127.0.0.1 byname
  self = send
  transport = onward
begin transports
onward:
  driver = smtp
  port = {beyond}
  hosts_avoid_tls = *
begin retry
* * F,1h,1m
"""


@contextmanager
def exim() -> Iterator[Hop]:
    program = _program("exim4", "exim4-daemon-light")
    with _folder() as folder, serving(enable_SMTPUTF8=True) as beyond:
        port = _free_port()
        (folder / "spool").mkdir()
        shutil.copy(CERTIFICATE, folder / "certificate.pem")
        for part in (folder, folder / "spool", folder / "certificate.pem"):
            shutil.chown(part, "Debian-exim", "Debian-exim")
        facts = {"folder": folder, "beyond": beyond.port, "port": port, "program": program}
        (folder / "exim.conf").write_text(_EXIM_CONFIGURATION.format(**facts))
        command = [program, "-C", str(folder / "exim.conf"), "-bdf"]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        try:
            _wait_for(port)
            yield Hop("exim", port, beyond, folder / "mainlog")
        finally:
            process.terminate()
            process.wait(30)


SERVERS: dict[str, Callable[[], AbstractContextManager[Hop]]] = {"postfix": postfix, "exim": exim}


@contextmanager
def _folder() -> Iterator[Path]:
    # Not in pytest's, which other users may not enter.
    with tempfile.TemporaryDirectory(prefix="outreach-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
                assert line.recv(3) == b"220"
                return
        except (ConnectionRefusedError, AssertionError):
            time.sleep(0.02)
    raise AssertionError(f"no mail server on port {port}")
