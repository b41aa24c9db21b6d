"""What a person typed about somebody, turned into a checked draft; every doubt comes back as a sentence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from outreach.errors import InvalidValue, NotFound, WrongUsage
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.contact import ContactDraft
from outreach.model.text import one_line
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber, Visibility
from outreach.store import gazetteer

T = TypeVar("T")


@dataclass(slots=True, kw_only=True)
class Form:
    """The fields as typed; None or empty where nothing was said. `phones` are (kind or None, number)."""

    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    outlet: str | None = None
    city: str | None = None
    country: str | None = None
    notes: str | None = None
    active: bool | None = None
    languages: Sequence[str] = ()
    beats: Sequence[str] = ()
    phones: Sequence[tuple[PhoneKind | None, str]] = ()
    emails: Sequence[str] = ()
    visibility: Visibility | None = None
    usage: str | None = None
    dropped: Sequence[str] = ()
    warnings: list[str] = field(default_factory=list)


def filled_in(form: Form, kind: ContactKind, *, region: str | None) -> ContactDraft:
    """A new person. `region` (ISO 3166) is where national numbers are read when no city says better.

    Raises InvalidValue, and NotFound for a city that nobody knows.
    """
    return changed(ContactDraft(kind=kind, name=form.name or ""), form, region=region)


def changed(known: ContactDraft, form: Form, *, region: str | None) -> ContactDraft:
    """`known` with what the form says; what is in `dropped` (numbers or addresses) is taken out."""
    if not (form.phones or form.emails) and (form.visibility or form.usage is not None):
        raise WrongUsage(
            "--visibility and --usage are said of numbers and addresses; name them with --phone or --email"
        )
    city = _city(form) if form.city else known.city
    where = (city.country if city else None) or form.country or known.country or region
    said = {name: getattr(form, name) for name in _PLAIN if getattr(form, name) not in (None, (), [])}
    if form.name and form.name != known.name:
        said |= dict.fromkeys(("prefix", "given_name", "additional_name", "family_name", "suffix"), "")
    new_phones = [_phone(known, form, kind, text, region=where) for kind, text in form.phones]
    new_emails = [_email(known, form, text) for text in form.emails]
    gone = _dropped(known, form, region=where)
    draft = replace(
        known,
        **said
        | {
            "city": city,
            "phones": _with(
                [p for p in known.phones if (p.e164, p.extension) not in gone],
                new_phones,
                same=lambda p: (p.e164, p.extension),
            ),
            "emails": _with([e for e in known.emails if e.key not in gone], new_emails, same=lambda e: e.key),
        },
    )
    form.warnings += draft.warnings
    return draft


def _phone(known: ContactDraft, form: Form, kind: PhoneKind | None, text: str, *, region: str | None) -> PhoneNumber:
    """The number as typed. One that is known keeps what the form does not say; to say it again is to confirm it."""
    typed = PhoneNumber.parse(text, region=region, kind=kind)
    there = next((p for p in known.phones if (p.e164, p.extension) == (typed.e164, typed.extension)), None)
    number = replace(there, kind=kind or there.kind, verified_at=None) if there else typed
    return replace(number, visibility=form.visibility or number.visibility, usage=_usage(form, number.usage))


def _email(known: ContactDraft, form: Form, text: str) -> EmailAddress:
    typed = EmailAddress.parse(text)
    there = next((e for e in known.emails if e.key == typed.key), None)
    if there:
        typed = replace(there, address=typed.address, written=typed.written, verified_at=None)
    # A usage that is said beside a number says when that rings; an address has one only where it stands alone.
    usage = typed.usage if form.phones else _usage(form, typed.usage)
    return replace(typed, visibility=form.visibility or typed.visibility, usage=usage)


def _usage(form: Form, known: str | None) -> str | None:
    """What the form says; an empty word takes away what was said before. Raises InvalidValue."""
    if form.usage is None:
        return known
    usage = one_line(form.usage, field="usage")
    if len(usage) > _USAGE_LENGTH:
        raise InvalidValue("usage", usage, f"is longer than {_USAGE_LENGTH} characters; say it in a few words")
    return usage or None


_USAGE_LENGTH = 60
_PLAIN = ("name", "title", "organisation", "outlet", "country", "notes", "active", "languages", "beats")


def _with(known: Sequence[T], new: Sequence[T], *, same: Callable[[T], object]) -> list[T]:
    """Those known, each replaced by its new form where there is one, then those that are new."""
    latest = {same(value): value for value in [*known, *new]}
    return list(latest.values())


def _city(form: Form) -> City:
    """The city that was named; where another of that name is nearly as likely, the form warns."""
    name = form.city or ""
    found = gazetteer.city(name, country=form.country)
    others = gazetteer.rivals(name, country=form.country)
    if others:
        form.warnings.append(
            f"{name!r} was taken as {found}; for another one say {' or '.join(map(repr, map(str, others[:3])))}"
        )
    return found


def _dropped(known: ContactDraft, form: Form, *, region: str | None) -> set[object]:
    """The numbers (E.164, extension) and address keys that are to go. Raises NotFound for one that is not there."""
    return {the_one(known, text, region=region) for text in form.dropped}


def the_one(known: ContactDraft, text: str, *, region: str | None) -> object:
    """The number (E.164, extension) or the key of the address of theirs that `text` names. Raises NotFound."""
    if "@" in text:
        found: list[object] = [e.key for e in known.emails if e.key == EmailAddress.parse(text).key]
    else:
        named = PhoneNumber.parse(text, region=region)
        alike = [(p.e164, p.extension) for p in known.phones if p.e164 == named.e164]
        # A switchboard's number without an extension is not the one with it, unless there is no other.
        found = [number for number in alike if number[1] == named.extension] or [*alike[: len(alike) == 1]]
    if not found:
        raise NotFound("number or address", text, advice=f"`outreach` knows no such one of {known.name}")
    return found[0]
