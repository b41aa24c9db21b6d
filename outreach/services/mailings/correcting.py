"""Taking a mailing back: its correction, or word that the event is off, to exactly those who have it.

Nobody is left with the mistake unawares, so nothing may be in the air: while a delivery is on the wire, or unknown,
there is no telling whether that reader has it. Those still waiting never get the wrong version: in the same transaction
what waits is cancelled, and the right version is planned for them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from outreach.errors import WrongUsage
from outreach.formats import calendar
from outreach.model.local_hours import LocalHours
from outreach.model.mailing import DeliveryStatus, MailingStatus
from outreach.model.message import Approved, Earlier, Edition
from outreach.model.recipient import MERGE_FIELDS, Recipient
from outreach.services.mailings import form, senders
from outreach.services.mailings.planning import Addressed, Plan, freeze, languages, parted, suppressed
from outreach.services.mailings.terms import Terms
from outreach.store import mailing_lists, mailings
from outreach.store.rows import DeliveryRow, MailingRow

Said = dict[int, dict[str, Earlier]]
_HAVE_IT = (DeliveryStatus.ACCEPTED, DeliveryStatus.COMPLAINED)


def earlier(session: Session, mailing_id: int) -> Said:
    """What the mailing, and those that it took back, said: by number, the oldest first, and language, the main first.

    Raises NotFound; WrongUsage if it was taken back itself.
    """
    mailing = mailings.numbered(session, mailing_id)
    _expect_the_latest(session, mailing_id)
    return {each.id or 0: _said(session, each) for each in _thread(session, mailing)}


def _said(session: Session, mailing: MailingRow) -> dict[str, Earlier]:
    attachments, said = mailings.attachments(session, mailing.id or 0), dict[str, Earlier]()
    for made in form.restored(mailing.form).values():
        files = attachments if made.files is None else [attachments[position] for position in made.files]
        found = Earlier(made.source or mailing.source, calendar.among(files), made.parts.text)
        said.setdefault(made.heading.language, found)
    return said


def _thread(session: Session, mailing: MailingRow) -> list[MailingRow]:
    """The mailing with what it took back, and what that took back, the oldest first."""
    thread = [mailing]
    while (corrected := thread[0].corrects) is not None:
        thread.insert(0, mailings.numbered(session, corrected))
    return thread


def correct(
    session: Session,
    mailing_id: int,
    terms: Terms,
    *,
    right: Edition,
    marked: Mapping[int, Edition],
    unchanged: Collection[tuple[int, str]] = (),
) -> Plan:
    """Plans `marked` for those who have the mailing, or one that it took back, in the thread of what they have.

    `marked` is by the number of the mailing that somebody has: what changed since depends on it. Whoever has what is
    `unchanged` (mailing, language) is left out; who waits and has nothing gets `right`. What waits is cancelled; the
    new one goes when the old one was to go, and keeps its hours, unless the `terms` say when.

    Raises NotFound; WrongUsage while anything is on the wire or unknown, and what `mailings.plan` raises.
    """
    mailing = mailings.locked(session, mailing_id)
    have, wait = _taken_back(session, mailing, now=terms.now)
    due = mailing.send_at if mailing.send_at and mailing.send_at > terms.now else None
    known = mailing_lists.reached_at(session, [row.key for row in (*have, *wait)])
    told = [_addressed(row, known, marked[row.mailing_id or 0], after=row.mailing_id) for row in have]
    same = {_after(language, number) for number, language in unchanged}
    addressed = [
        *(each for each in told if each.form not in same),
        *(_addressed(row, known, right, after=None) for row in wait),
    ]
    untold = [each.recipient for each in told if each.form in same]
    terms = replace(terms, send_at=terms.send_at or due, local_hours=terms.local_hours or _hours(mailing))
    return _planned(session, mailing, addressed, _forms(right, marked, addressed), terms, untold=untold)


def call_off(session: Session, mailing_id: int, terms: Terms, *, marked: Mapping[int, Edition]) -> Plan:
    """Plans `marked`, that the event is off, for those who have the mailing or one that it took back.

    Who waits gets nothing at all. It keeps the mailing's hours, unless the `terms` have others. Raises NotFound;
    WrongUsage while anything is on the wire or unknown, and where nobody has it.
    """
    mailing = mailings.locked(session, mailing_id)
    have, _ = _taken_back(session, mailing, now=terms.now)
    if not have:
        raise WrongUsage(f"nobody has mailing {mailing_id} yet; `outreach mailings cancel {mailing_id}` is enough")
    known = mailing_lists.reached_at(session, [row.key for row in have])
    addressed = [_addressed(row, known, marked[row.mailing_id or 0], after=row.mailing_id) for row in have]
    terms = replace(terms, local_hours=terms.local_hours or _hours(mailing))
    return _planned(session, mailing, addressed, _forms(None, marked, addressed), terms)


def _hours(mailing: MailingRow) -> LocalHours | None:
    """The hours that the mailing keeps: what takes it back wakes nobody whom it let sleep."""
    return LocalHours.parse(mailing.local_hours) if mailing.local_hours else None


def _expect_the_latest(session: Session, mailing_id: int) -> None:
    for later in mailings.corrections_of(session, mailing_id):
        counts = mailings.counts(session, later.id or 0)
        gone = later.status == MailingStatus.CANCELLED and not (
            counts[DeliveryStatus.ACCEPTED] or counts[DeliveryStatus.COMPLAINED]
        )
        if not gone:
            raise WrongUsage(f"mailing {mailing_id} was taken back by mailing {later.id}; name that one instead")


def _taken_back(session: Session, mailing: MailingRow, *, now: datetime) -> tuple[list[DeliveryRow], list[DeliveryRow]]:
    """Who has the mailing or one before it in its thread, by the last that they have; and who waits and has none.

    What waits does not any more. Raises WrongUsage while there is doubt.
    """
    _expect_the_latest(session, mailing.id or 0)
    have, waits = dict[str, DeliveryRow](), dict[str, DeliveryRow]()
    for each in _thread(session, mailing):
        number = each.id or 0
        mailings.recover(session, number, is_gone=senders.is_gone, now=now)
        mailings.suppress(session, number, now=now)
        # First what waits is taken out of reach; what was claimed a moment before shows as on the wire then.
        kept_back = set(mailings.cancel(session, number, reply="taken back before it was sent", now=now))
        _expect_certainty(session, number)
        if kept_back:
            each.status, each.changed_at = MailingStatus.CANCELLED, now
        for row in mailings.deliveries(session, number):
            if row.status in _HAVE_IT:
                have[row.key] = row
            elif row.id in kept_back:
                waits[row.key] = row
    return list(have.values()), [row for key, row in waits.items() if key not in have]


def _expect_certainty(session: Session, number: int) -> None:
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


def _addressed(row: DeliveryRow, known: dict[str, Recipient], edition: Edition, *, after: int | None) -> Addressed:
    """The reader as the directory knows them now, or knew them then, in the language that they had."""
    had = {name: str(row.merge.get(name, "")) for name in MERGE_FIELDS}
    reader = known.get(row.key) or Recipient(row.address, row.key, row.contact_id, had)
    language = _language(row, reader, edition)
    if after is None:
        return Addressed(reader, language)
    thread = (*str(row.merge.get("answers", "")).split(), row.message_id)
    return Addressed(reader, _after(language, after), thread)


def _after(language: str, mailing_id: int) -> str:
    return f"{language} after {mailing_id}"


def _language(row: DeliveryRow, reader: Recipient, edition: Edition) -> str:
    had = str(row.merge.get("form", "")).partition(" ")[0]
    if had in edition.versions:
        return had
    return edition.for_reader(languages(reader)).language


def _forms(right: Edition | None, marked: Mapping[int, Edition], addressed: Sequence[Addressed]) -> dict[str, Approved]:
    """The versions that somebody gets, by the names that `_addressed` gave them, the one for the record first.

    That is the main version, whoever reads it: the others leave out what they have from it.
    """
    last = max(marked)
    versions = dict(right.versions) if right else {}
    for number, edition in marked.items():
        versions |= {_after(language, number): made for language, made in edition.versions.items()}
    used = {each.form for each in addressed}
    is_told = any(each.thread for each in addressed) or right is None
    main = _after(marked[last].main.language, last) if is_told or right is None else right.main.language
    return {name: versions[name] for name in dict.fromkeys([main, *sorted(used)])}


def _planned(
    session: Session,
    mailing: MailingRow,
    addressed: Sequence[Addressed],
    approved: dict[str, Approved],
    terms: Terms,
    *,
    untold: Sequence[Recipient] = (),
) -> Plan:
    excluded = suppressed(session, [each.recipient for each in addressed])
    wanted = [each for each in addressed if each.recipient.key not in excluded]
    if not wanted:
        raise WrongUsage(f"nobody has mailing {mailing.id}, and nobody waits for it; there is nothing to take back")
    _, left_out = parted([each.recipient for each in addressed], excluded)
    left_out += [{"address": reader.address, "reason": "nothing is another in what they have"} for reader in untold]
    return freeze(session, approved, wanted, terms, lists=mailing.lists, left_out=left_out, corrects=mailing.id)
