"""`outreach mailings send`, whole commands, against mailmerge, nodemailer's pool and `smtp-source`, to the same sink.

Every message has some 6 KB, text and HTML, and is made out to its reader. Ours are written down durably before and
after, over 40 lines: the ledger is a file on a disk, the store's usual settings. Also: sending signed, its memory, and
planning.
"""

import os
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.senders import Peers, Ran, ran, sink
from outreach.mail.addresses import NamedAddress
from outreach.model.message import Approved, Edition, Parts
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.services import mailings
from outreach.services.mailings.form import Form, Writer, heading
from outreach.services.mailings.planning import merged
from outreach.store import database

_NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
_SIZE, _LARGE = 10_000, 100_000
_BY_MAILMERGE = 1_000  # enough for its rate, which is what is compared
_ROUNDS = 3
# More lines are larger commits; smtp-source gains nothing by more than ten.
_CONNECTIONS = 40
_SENTENCE = "Harbour cities agree on rules for rescue at sea, and on who pays for the boats and for their crews. "
_PARTS = Parts(
    "Harbour cities meet in Vienna",
    "Dear {{ recipient.name }},\n\n"
    + "\n\n".join([_SENTENCE * 3] * 8)
    + "\n\nYours, {{ recipient.name }}'s press office\n",
    "<html><body><p>Dear {{ recipient.name }},</p>\n"
    + "\n".join([f"<p>{_SENTENCE * 3}</p>"] * 8)
    + "\n<p>Yours, {{ recipient.name }}'s press office</p></body></html>\n",
)
_TERMS = mailings.Terms(sender=NamedAddress("press@example.org", "Press Office"), organisation="Forum", now=_NOW)


@dataclass(frozen=True)
class _Office:
    """A folder with planned mailings of each size, to be sent from copies."""

    folder: Path
    port: int

    def send(self, size: int, *, signed: bool = False) -> Ran:
        """The whole command, on a fresh copy of the store."""
        store = self.folder / "sent.db"
        for old in self.folder.glob("sent.db*"):
            old.unlink()
        shutil.copy(self.folder / f"{size}.db", store)
        os.sync()
        environment = {
            "OUTREACH_DATABASE_URL": f"sqlite:///{store}",
            "OUTREACH_SMTP_URL": f"smtp://127.0.0.1:{self.port}",
            "OUTREACH_SMTP_CONNECTIONS": str(_CONNECTIONS),
            "OUTREACH_SENDER": "Press Office <press@example.org>",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        if signed:
            environment |= {"OUTREACH_DKIM_KEY": str(_key(self.folder)), "OUTREACH_DKIM_SELECTOR": "a"}
        command = [sys.executable, "-m", "outreach", "mailings", "send", "1", "--yes"]
        return ran(command, cwd=self.folder, environment=environment)


def run(folder: Path) -> Iterator[str]:
    """A row for each claim."""
    octets = len(_made())
    for size in (_SIZE, _LARGE):
        yield _planned(folder, size)
    with sink() as port:
        peers, office = Peers.installed(folder, _PARTS, port=port), _Office(folder, port)
        rates = _in_turn(
            {
                "mailmerge": lambda: _rate(peers.mailmerge(_BY_MAILMERGE), _BY_MAILMERGE),
                "nodemailer, pool of 10": lambda: _rate(peers.nodemailer(_SIZE), _SIZE),
                "smtp-source, 10 sessions": lambda: _rate(peers.smtp_source(_SIZE, octets=octets), _SIZE),
                "outreach": lambda: _rate(office.send(_SIZE), _SIZE),
                "outreach, signed (Ed25519)": lambda: _rate(office.send(_SIZE, signed=True), _SIZE),
            }
        )
        for ours, peer in (
            *(("outreach", peer) for peer in list(rates)[:3]),
            ("outreach, signed (Ed25519)", "mailmerge"),
        ):
            ratio = rates[ours] / rates[peer]
            name = f"{ours}, {_SIZE:,} of {octets:,} octets"
            yield f"{name:<48} {rates[ours]:7,.0f}/s | {peer:<26} {rates[peer]:7,.0f}/s | {ratio:6.2f} times as fast"
        small, large = office.send(_SIZE), office.send(_LARGE)
        yield (
            f"memory at its peak: {small.megabytes:.0f} MB for {_SIZE:,}, {large.megabytes:.0f} MB for {_LARGE:,}; "
            f"CPU a message: {small.cpu / _SIZE * 1e6:.0f} and {large.cpu / _LARGE * 1e6:.0f} µs"
        )


def _rate(measured: Ran, count: int) -> float:
    return count / measured.seconds


def _in_turn(senders: dict[str, Callable[[], float]]) -> dict[str, float]:
    """The median messages a second of each, A B C A B C …, so that a machine that slows down slows all."""
    rates: dict[str, list[float]] = {name: [] for name in senders}
    for _ in range(_ROUNDS):
        for name, send in senders.items():
            rates[name].append(send())
    return {name: statistics.median(found) for name, found in rates.items()}


def _planned(folder: Path, size: int) -> str:
    """Plans a mailing of that size in `folder`; says what that took beyond making the messages."""
    engine = database.engine(f"sqlite:///{folder / f'{size}.db'}")
    database.upgrade(engine)
    readers, approved = [_reader(number) for number in range(size)], _approved()
    begun = time.process_time()
    with database.writing(engine) as session:
        mailings.plan(session, Edition(approved), _TERMS, recipients=readers, excluded={}, lists=["Press"])
    whole = time.process_time() - begun
    engine.dispose()
    begun = time.process_time()
    shared = heading(approved, _TERMS, uid="0123456789abcdef", lists=["Press"])
    writer = Writer({"en": Form(shared, approved.parts)}, ())
    for reader in readers:
        fields = merged(approved, reader, form="en")
        writer.message(fields, address=reader.address, message_id=shared.message_id(reader.key))
    making = time.process_time() - begun
    each = (whole - making) / size * 1e6
    return f"planning {size:,}: {making / size * 1e6:.0f} µs of CPU to make each message, {each:.0f} µs beyond that"


def _made() -> bytes:
    approved, reader = _approved(), _reader(0)
    shared = heading(approved, _TERMS, uid="0123456789abcdef", lists=["Press"])
    fields = merged(approved, reader, form="en")
    writer = Writer({"en": Form(shared, approved.parts)}, ())
    return writer.message(fields, address=reader.address, message_id=shared.message_id(reader.key))


def _approved() -> Approved:
    return Approved(title="Harbour cities meet in Vienna", source="", parts=_PARTS)


def _reader(number: int) -> Recipient:
    address, name = f"r{number}@example.com", f"Zoë Łukasz{number}"
    fields = dict.fromkeys(MERGE_FIELDS, "") | {"name": name, "email": address}
    return Recipient(address, address, None, fields)


def _key(folder: Path) -> Path:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    file = folder / "dkim.pem"
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file
