"""What is done to press officers and journalists alike: list, show, add, edit, remove."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from outreach.cli import doors
from outreach.cli.output import Output, say, show, show_facts, show_record, warn
from outreach.cli.views import CONTACTS, facts
from outreach.errors import NotFound, WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.model.text import fold
from outreach.model.values import PhoneKind
from outreach.store import cards, cities

if TYPE_CHECKING:
    from outreach.services.forms import Form
    from outreach.store.glance import Rows


def found(rows: "Rows", kind: ContactKind, *, city: str | None, where: str | None = None) -> Iterator[Card]:
    """Those in `city`, or everybody; with `where` only those whom that query finds."""
    if where is not None:
        return _found_by(rows, kind, where, city=city)
    if city is None:
        return cards.everybody(rows, kind)
    return cards.in_city(rows, kind, city_id=cities.identified(rows, city))


def _found_by(rows: "Rows", kind: ContactKind, where: str, *, city: str | None) -> Iterator[Card]:
    from outreach.model.query import All, Is, parse
    from outreach.store import query

    place = (Is("city", city),) if city else ()
    meant = All((Is("kind", kind.value), parse(where), *place))
    return query.chosen(rows, query.compiled(rows, meant, now=doors.now()))


def one(rows: "Rows", kind: ContactKind, who: str) -> Card:
    """The one person whom `who` means. Raises NotFound, and WrongUsage where it could be several."""
    matches = cards.named(rows, kind, who)
    if not matches:
        raise NotFound(f"{_noun(kind)}", who, suggestions=_near(rows, kind, who))
    if len(matches) > 1:
        ways = ", ".join(_told_apart(card, matches) for card in matches)
        raise WrongUsage(f"{len(matches)} {_noun(kind)}s are called {who!r}; say which one: {ways}")
    return matches[0]


def likeliest(rows: "Rows", kind: ContactKind, who: str) -> Card:
    """As `one`, and by a part of the name where only one person has it: to look at somebody, not to change them.

    Raises NotFound, and WrongUsage where it could be several.
    """
    try:
        return one(rows, kind, who)
    except NotFound:
        having = {name for name in cards.names(rows, kind) if _is_part(who, name)}
        if not having:
            raise
    if len(having) > 1:
        few = ", ".join(sorted(having)[:_FEW]) + (" …" if len(having) > _FEW else "")
        raise WrongUsage(f"{len(having)} {_noun(kind)}s have {who!r} in their names; say which one: {few}")
    return one(rows, kind, having.pop())


_FEW = 5


def _is_part(said: str, name: str) -> bool:
    """Whether every word that was said begins a word of the name."""
    words = fold(name).split()
    return all(any(word.startswith(start) for word in words) for start in fold(said).split() or [name])


def _told_apart(card: Card, others: Sequence[Card]) -> str:
    """An address that only this one of them has, or else the UID."""
    taken = {email.key for other in others if other is not card for email in other.emails}
    return next((email.address for email in card.emails if email.key not in taken), card.uid)


def _noun(kind: ContactKind) -> str:
    return "press officer" if kind is ContactKind.OFFICER else "journalist"


def _near(rows: "Rows", kind: ContactKind, who: str) -> tuple[str, ...]:
    from rapidfuzz import process, utils

    names = cards.names(rows, kind)
    return tuple(m[0] for m in process.extract(who, names, limit=2, score_cutoff=70, processor=utils.default_process))


def list_people(
    kind: ContactKind,
    *,
    city: str | None = None,
    where: str | None = None,
    awake: bool = False,
    output: Output = Output.TABLE,
    file: Path | None = None,
) -> None:
    """The list by family name; officers by city first."""
    with doors.rows() as rows:
        people = found(rows, kind, city=city, where=where)
        if awake:
            from outreach.services import on_call

            people = iter(on_call.awake(rows, people, doors.now()))
        if kind is ContactKind.OFFICER and city is None:
            people = iter(sorted(people, key=lambda card: card.city or "\uffff"))
        show(people, CONTACTS[kind], output=output, file=file)


def show_person(kind: ContactKind, who: str, *, output: Output) -> None:
    """Everything that is known of one person."""
    with doors.rows() as rows:
        card = likeliest(rows, kind, who)
    if output is Output.JSON:
        show_record(CONTACTS[kind].record(card))
    elif output is Output.CSV:
        show([card], CONTACTS[kind], output=output)
    else:
        show_facts(facts(card))


def add_person(kind: ContactKind, form: "Form", *, dry_run: bool) -> None:
    """Adds one person. Raises AlreadyThere for somebody who is in the directory."""
    from outreach.services import contacts as directory
    from outreach.services import forms

    draft = forms.filled_in(form, kind, region=doors.settings().home_country)
    warn(form.warnings)
    with doors.reading() if dry_run else doors.writing() as session:
        directory.add_new(session, draft, origin=doors.origin())
    say(f"{'Would add' if dry_run else 'Added'} {draft.name}{f' in {draft.city}' if draft.city else ''}")


def edit_person(kind: ContactKind, who: str, form: "Form", *, dry_run: bool) -> None:
    """Changes what the form says and leaves the rest."""
    from outreach.services import forms
    from outreach.store import contacts, database, mailings

    with doors.reading() if dry_run else doors.writing() as session:
        row = contacts.by_uid(session, one(database.rows_of(session), kind, who).uid)
        known = contacts.draft_of(row)
        draft = forms.changed(known, form, region=doors.settings().home_country)
        contacts.write(session, row, draft, origin=doors.origin())
        waiting = [] if draft.active else mailings.awaited_by(session, row.id)
    warn([*form.warnings, *_still_planned(draft.name, waiting)])
    if draft != known:
        say(f"{'Would change' if dry_run else 'Changed'} {draft.name}")
    else:
        said_again = form.phones or form.emails
        say(f"{'Confirmed what was named' if said_again else 'Nothing to change'} for {draft.name}")


def remove_person(kind: ContactKind, who: str, *, dry_run: bool, yes: bool) -> None:
    """Takes one person out of the directory and off every list, after asking."""
    import typer

    from outreach.store import contacts, database, mailings

    with doors.reading() as session:
        card = one(database.rows_of(session), kind, who)
    if not dry_run and not yes:
        typer.confirm(f"Remove {card.name} from the directory and from every list?", abort=True, err=True)
    with doors.reading() if dry_run else doors.writing() as session:
        row = contacts.by_uid(session, card.uid)
        waiting = mailings.awaited_by(session, row.id)
        contacts.remove(session, row, origin=doors.origin())
    warn(_still_planned(card.name, waiting))
    say(f"{'Would remove' if dry_run else 'Removed'} {card.name}")


def _still_planned(name: str, mailing_ids: Sequence[int]) -> list[str]:
    """A planned mailing is frozen: who leaves the directory is told of by hand."""
    return [
        f"mailing {number} is planned for {name} all the same; `suppressions add` or `mailings cancel` stops it"
        for number in mailing_ids
    ]


def form_of(
    *,
    phone: Sequence[str],
    mobile: Sequence[str],
    duty: Sequence[str],
    fax: Sequence[str],
    email: Sequence[str],
    language: Sequence[str],
    beat: Sequence[str],
    drop: Sequence[str] = (),
    **plain: Any,
) -> "Form":
    """A form out of a command's options."""
    from outreach.services.forms import Form

    numbers = [
        *((None, text) for text in phone),
        *((PhoneKind.MOBILE, text) for text in mobile),
        *((PhoneKind.DUTY, text) for text in duty),
        *((PhoneKind.FAX, text) for text in fax),
    ]
    return Form(phones=numbers, emails=email, languages=language, beats=beat, dropped=drop, **plain)
