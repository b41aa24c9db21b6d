"""Planning: every message is made before any goes, and what will go is frozen. One problem, and nothing is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from sqlmodel import Session

from outreach.errors import InvalidValue, TemplateProblem, WrongUsage
from outreach.model.mailing import MailingStatus
from outreach.model.message import Approved, Attachment, Edition
from outreach.model.recipient import Recipient
from outreach.services.mailings import form
from outreach.services.mailings.form import Form, Forms, Writer, heading, stored
from outreach.services.mailings.leaving import WayOff
from outreach.services.mailings.terms import Terms
from outreach.store import mailing_lists, mailings, suppressions
from outreach.store.rows import MailingRow


@dataclass(frozen=True, slots=True)
class Plan:
    """A mailing that was planned: its number, how many will get it, and who will not, each with `address`, `reason`."""

    id: int
    recipients: int
    excluded: list[dict[str, str]]


def plan_for_lists(
    session: Session,
    edition: Edition,
    terms: Terms,
    *,
    audience: Sequence[Recipient],
    lists: Sequence[str],
    exclude: Sequence[str] = (),
) -> Plan:
    """Plans `edition` for those of the `audience` of `lists` who are not on a list in `exclude` and not suppressed.

    Raises NotFound for a list that does not exist, and whatever `plan` does.
    """
    excluded = {r.key: f"on the excluded list {name}" for name in exclude for r in _on(session, name, terms.now)}
    excluded |= suppressed(session, audience)
    return plan(session, edition, terms, recipients=audience, excluded=excluded, lists=lists)


def suppressed(session: Session, recipients: Sequence[Recipient]) -> dict[str, str]:
    """Which of `recipients` get nothing, by their keys, and why."""
    reasons = suppressions.suppressed(session, [recipient.key for recipient in recipients])
    return {key: f"suppressed: {reason}" for key, reason in reasons.items()}


def _on(session: Session, name: str, now: datetime) -> list[Recipient]:
    return mailing_lists.audience(session, [name], now=now)


def plan(
    session: Session,
    edition: Edition,
    terms: Terms,
    *,
    recipients: Sequence[Recipient],
    excluded: Mapping[str, str],
    lists: Sequence[str],
    uid: str | None = None,
) -> Plan:
    """Plans `edition` for `recipients`, one message for one mailbox, without those whose key is in `excluded`.

    Each gets the version in the first of their languages that there is. Raises TemplateProblem or InvalidValue, naming
    the person and the field, and WrongUsage when nobody is left; then nothing was kept.
    """
    wanted, left_out = parted(recipients, excluded)
    if not wanted:
        raise WrongUsage(_nobody(lists, left_out=len(left_out)))
    addressed = [Addressed(recipient, edition.for_reader(languages(recipient)).language) for recipient in wanted]
    return freeze(session, edition.versions, addressed, terms, lists=lists, left_out=left_out, uid=uid)


def languages(recipient: Recipient) -> Sequence[str]:
    """What the recipient reads, best first, as far as it is known."""
    return recipient.card.languages if recipient.card else ()


@dataclass(frozen=True, slots=True)
class Addressed:
    """A recipient with the form that is made out to them.

    `thread` are the Message-IDs of what they have had of it, oldest first.
    """

    recipient: Recipient
    form: str
    thread: tuple[str, ...] = ()


def freeze(
    session: Session,
    approved: Mapping[str, Approved],
    addressed: Sequence[Addressed],
    terms: Terms,
    *,
    lists: Sequence[str],
    left_out: list[dict[str, str]],
    uid: str | None = None,
    corrects: int | None = None,
) -> Plan:
    """Plans what was `approved`, the first of it for the record, for everybody who is `addressed`. Raises as `plan`."""
    main, uid = next(iter(approved.values())), uid or uuid4().hex
    files = list(dict.fromkeys(file for made in approved.values() for file in made.attachments))
    forms = {name: _form(made, terms, files, uid=uid, lists=lists) for name, made in approved.items()}
    row = MailingRow(
        uid=uid,
        status=MailingStatus.PLANNED,
        title=main.title,
        source=main.source,
        form=stored(forms),
        lists=list(lists),
        excluded=left_out,
        send_at=terms.send_at,
        embargo_at=main.embargo_at,
        planned_at=terms.now,
        changed_at=terms.now,
        corrects=corrects,
        local_hours=str(terms.local_hours) if terms.local_hours else None,
    )
    deliveries = _made_out(Writer(forms, files), forms, approved, addressed, way_off=terms.way_off)
    return Plan(mailings.add(session, row, attachments=files, deliveries=deliveries), len(addressed), left_out)


def _form(made: Approved, terms: Terms, files: Sequence[Attachment], *, uid: str, lists: Sequence[str]) -> Form:
    return Form(
        heading(made, terms, uid=uid, lists=lists),
        form.parts(made, terms),
        files=tuple(map(files.index, made.attachments)),
        inline=made.inline,
        source=made.source,
    )


def parted(
    recipients: Sequence[Recipient], excluded: Mapping[str, str]
) -> tuple[list[Recipient], list[dict[str, str]]]:
    """Who gets it, one mailbox once, and who does not with the reason, both in the order given."""
    audience: dict[str, Recipient] = {}
    for recipient in recipients:
        audience.setdefault(recipient.key, recipient)
    wanted = [recipient for key, recipient in audience.items() if key not in excluded]
    left_out = [{"address": r.address, "reason": excluded[key]} for key, r in audience.items() if key in excluded]
    return wanted, left_out


def _nobody(lists: Sequence[str], *, left_out: int) -> str:
    whom = f"all {left_out} on {', '.join(lists)} are excluded" if left_out else f"nobody is on {', '.join(lists)}"
    return f"nobody would get this mailing: {whom}; choose another list"


def _made_out(
    writer: Writer,
    forms: Forms,
    approved: Mapping[str, Approved],
    addressed: Sequence[Addressed],
    *,
    way_off: WayOff | None,
) -> list[mailings.Planned]:
    """Every message, made once and kept as its SHA-256. Raises the first problem, and says how many others have one."""
    planned: list[mailings.Planned] = []
    failed: list[tuple[Recipient, TemplateProblem | InvalidValue]] = []
    for each in addressed:
        fields = merged(approved[each.form], each.recipient, form=each.form, thread=each.thread)
        message_id = forms[each.form].heading.message_id(each.recipient.key)
        if way_off:
            fields["token"] = way_off.token(message_id)
        try:
            planned.append(_delivery(writer, message_id, each.recipient, fields))
        except (TemplateProblem, InvalidValue) as problem:
            failed.append((each.recipient, problem))
    if failed:
        raise _about(*failed[0], others=len(failed) - 1) from failed[0][1]
    return planned


def merged(approved: Approved, recipient: Recipient, *, form: str, thread: Sequence[str] = ()) -> dict[str, str]:
    """All that is filled into the form for `recipient`, as a delivery keeps it (see form.Writer)."""
    own = {"form": form, **({"answers": " ".join(thread)} if thread else {})}
    return {**recipient.fields, **approved.for_reader(recipient), **own}


def _delivery(writer: Writer, message_id: str, recipient: Recipient, fields: dict[str, str]) -> mailings.Planned:
    message = writer.message(fields, address=recipient.address, message_id=message_id)
    return mailings.Planned(
        address=recipient.address,
        key=recipient.key,
        merge=fields,
        message_id=message_id,
        sha256=sha256(message).hexdigest(),
        contact_id=recipient.contact_id,
        timezone=recipient.card.timezone if recipient.card else None,
    )


def _about(
    recipient: Recipient, problem: TemplateProblem | InvalidValue, *, others: int
) -> TemplateProblem | InvalidValue:
    """`problem` as a sentence that names the person, and says that nothing was planned."""
    name = recipient.fields.get("name") or recipient.address
    whom = f"{name} <{recipient.address}>"
    more = f" and {others} more recipient{'s' if others > 1 else ''}" if others else ""
    sentence = f"{problem.problem} [{whom}{more}; nothing was planned]"
    if isinstance(problem, TemplateProblem):
        return TemplateProblem(problem.template, sentence, line=problem.line)
    return InvalidValue(problem.field, problem.value, sentence)
