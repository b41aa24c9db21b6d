"""Taking a mailing back: its correction, or word that the event is off, to exactly those who have it.

Nobody is left with the mistake unawares, so nothing may be in the air: while a delivery is on the wire, or unknown,
there is no telling whether that reader has it. Those still waiting never get the wrong version: in the same transaction
what waits is cancelled, and the right version is planned for them.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.formats import calendar
from outreach.mail.addresses import NamedAddress
from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.model.message import Approved, Earlier, Edition
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.services.mailings import form, senders
from outreach.services.mailings.leaving import WayOff
from outreach.services.mailings.planning import Addressed, Plan, freeze, languages, parted
from outreach.store import mailing_lists, mailings, suppressions
from outreach.store.rows import DeliveryRow, MailingRow

_CORRECTION = "correction"


def earlier(session: Session, mailing_id: int) -> dict[str, Earlier]:
    """What the mailing said, by language, the main one first. Raises NotFound; WrongUsage if it was taken back."""
    mailing = mailings.numbered(session, mailing_id)
    _expect_the_latest(session, mailing_id)
    attachments, said = mailings.attachments(session, mailing_id), dict[str, Earlier]()
    for made in form.restored(mailing.form).values():
        files = attachments if made.files is None else [attachments[position] for position in made.files]
        found = Earlier(made.source or mailing.source, calendar.among(files))
        said.setdefault(made.heading.language, found)
    return said


def correct(
    session: Session,
    mailing_id: int,
    *,
    right: Edition,
    marked: Edition,
    sender: NamedAddress,
    organisation: str | None,
    now: datetime,
    send_at: datetime | None = None,
    way_off: WayOff | None = None,
) -> Plan:
    """Plans `marked` for those who have the mailing, in the thread of what they have, and `right` for who still waits.

    What waits of the old mailing is cancelled; the new one goes when the old one was to go, unless `send_at` says when.
    Raises NotFound; WrongUsage while anything is on the wire or unknown, and what `mailings.plan` raises.
    """
    mailing = mailings.locked(session, mailing_id)
    have, wait = _taken_back(session, mailing, now=now)
    due = mailing.send_at if mailing.send_at and mailing.send_at > now else None
    known = mailing_lists.reached_at(session, [row.key for row in (*have, *wait)])
    addressed = [
        *(_addressed(row, known, marked, again=True) for row in have),
        *(_addressed(row, known, right, again=False) for row in wait),
    ]
    approved = _forms(right, marked, addressed)
    return _planned(
        *(session, mailing, addressed, approved),
        sender=sender,
        organisation=organisation,
        now=now,
        send_at=send_at or due,
        way_off=way_off,
    )


def call_off(
    session: Session,
    mailing_id: int,
    *,
    marked: Edition,
    sender: NamedAddress,
    organisation: str | None,
    now: datetime,
    way_off: WayOff | None = None,
) -> Plan:
    """Plans `marked`, that the event is off, for those who have the mailing; who still waits gets nothing at all.

    Raises NotFound; WrongUsage while anything is on the wire or unknown, and where nobody has it.
    """
    mailing = mailings.locked(session, mailing_id)
    have, _ = _taken_back(session, mailing, now=now)
    if not have:
        raise WrongUsage(f"nobody has mailing {mailing_id} yet; `outreach mailings cancel {mailing_id}` is enough")
    known = mailing_lists.reached_at(session, [row.key for row in have])
    addressed = [_addressed(row, known, marked, again=True) for row in have]
    approved = _forms(marked, marked, addressed)
    return _planned(
        *(session, mailing, addressed, approved), sender=sender, organisation=organisation, now=now, way_off=way_off
    )


def _expect_the_latest(session: Session, mailing_id: int) -> None:
    for later in mailings.corrections_of(session, mailing_id):
        counts = mailings.counts(session, later.id or 0)
        gone = later.status == MailingStatus.CANCELLED and not counts[DeliveryStatus.ACCEPTED]
        if not gone:
            raise WrongUsage(f"mailing {mailing_id} was taken back by mailing {later.id}; correct that one")


def _taken_back(
    session: Session, mailing: MailingRow, *, now: datetime
) -> tuple[Sequence[DeliveryRow], Sequence[DeliveryRow]]:
    """Who has the mailing, and who was waiting for it and does not any more. Raises WrongUsage while there is doubt."""
    number = mailing.id or 0
    _expect_the_latest(session, number)
    mailings.recover(session, number, is_gone=senders.is_gone, now=now)
    mailings.suppress(session, number, now=now)
    # First what waits is taken out of everybody's reach; what was claimed a moment before shows as on the wire then.
    kept_back = mailings.cancel(session, number, reply="taken back before it was sent", now=now)
    counts = mailings.counts(session, number)
    if on_the_wire := counts[DeliveryStatus.SENDING]:
        raise WrongUsage(
            f"{on_the_wire} of mailing {number} are being sent just now; stop the sending (Ctrl-C), then try again"
        )
    if unknown := counts[DeliveryStatus.UNKNOWN]:
        raise WrongUsage(
            f"of {unknown} of mailing {number} nobody knows whether they arrived; decide first, with "
            f"`outreach mailings resolve {number} --sent` or `--resend`"
        )
    if kept_back:
        mailing.status = MailingStatus.CANCELLED
    mailing.changed_at = now
    rows = mailings.deliveries(session, number)
    waited = set(kept_back)
    return [row for row in rows if row.status == DeliveryStatus.ACCEPTED], [row for row in rows if row.id in waited]


def _addressed(row: DeliveryRow, known: dict[str, Recipient], edition: Edition, *, again: bool) -> Addressed:
    """The reader as the directory knows them now, or knew them then, in the language that they had."""
    had = {name: str(row.merge.get(name, "")) for name in MERGE_FIELDS}
    reader = known.get(row.key) or Recipient(row.address, row.key, row.contact_id, had)
    language = _language(row, reader, edition)
    if not again:
        return Addressed(reader, language)
    thread = (*str(row.merge.get("answers", "")).split(), row.message_id)
    return Addressed(reader, f"{language} {_CORRECTION}", thread)


def _language(row: DeliveryRow, reader: Recipient, edition: Edition) -> str:
    had = str(row.merge.get("form", "")).partition(" ")[0]
    if had in edition.versions:
        return had
    return edition.for_reader(languages(reader)).language


def _forms(right: Edition, marked: Edition, addressed: Sequence[Addressed]) -> dict[str, Approved]:
    """The versions that somebody gets, by the names that `_addressed` gave them."""
    every = right.versions | {f"{language} {_CORRECTION}": made for language, made in marked.versions.items()}
    used = {each.form for each in addressed}
    return {name: made for name, made in every.items() if name in used}


def _planned(
    session: Session,
    mailing: MailingRow,
    addressed: Sequence[Addressed],
    approved: dict[str, Approved],
    *,
    sender: NamedAddress,
    organisation: str | None,
    now: datetime,
    send_at: datetime | None = None,
    way_off: WayOff | None = None,
) -> Plan:
    reasons = suppressions.suppressed(session, [each.recipient.key for each in addressed])
    excluded = {key: f"suppressed: {reason}" for key, reason in reasons.items()}
    _, left_out = parted([each.recipient for each in addressed], excluded)
    wanted = list(_without(addressed, excluded))
    if not wanted:
        raise WrongUsage(f"nobody has mailing {mailing.id}, and nobody waits for it; there is nothing to take back")
    return freeze(
        session,
        approved,
        wanted,
        left_out=left_out,
        lists=mailing.lists,
        sender=sender,
        organisation=organisation,
        now=now,
        send_at=send_at,
        way_off=way_off,
        corrects=mailing.id,
    )


def _without(addressed: Sequence[Addressed], excluded: dict[str, str]) -> Iterator[Addressed]:
    return (each for each in addressed if each.recipient.key not in excluded)
