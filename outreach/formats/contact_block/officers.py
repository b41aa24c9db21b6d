"""A record's words, numbers and addresses, read into officers; what was guessed is said."""

from outreach.errors import InvalidValue
from outreach.formats.contact_block.affinity import is_owner
from outreach.formats.contact_block.event import Event
from outreach.formats.contact_block.found import FoundOfficer
from outreach.formats.contact_block.numbers import plain
from outreach.formats.contact_block.places import Atlas, Place
from outreach.formats.contact_block.record import Record, folded_name
from outreach.formats.contact_block.tokens import Sort, Token
from outreach.formats.contact_block.vocabulary.labels import Label
from outreach.formats.contact_block.vocabulary.matching import key
from outreach.formats.contact_block.word_kinds import May, kinds
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber

_KINDS = {Label.MOBILE: PhoneKind.MOBILE, Label.DUTY: PhoneKind.DUTY, Label.FAX: PhoneKind.FAX}
_SURE = 1.5


def officers(found: list[Record], atlas: Atlas, *, region: str | None) -> list[FoundOfficer]:
    """An officer for each person of each record, and each desk. `region` is where a national number is read last."""
    _return_mailboxes(found)
    return [officer for record in found for officer in _officers(record, atlas, region)]


def _return_mailboxes(found: list[Record]) -> None:
    """An address that is named after somebody else of the block, who has none, goes to them."""
    for record in found:
        for fact in [f for f in record.facts if f.sort is Sort.EMAIL]:
            if not record.persons or record.owns(fact.text):
                continue
            owner = next((r for r in found if r is not record and r.owns(fact.text) and not r.has(Sort.EMAIL)), None)
            if owner:
                record.facts.remove(fact)
                owner.facts.append(fact)


def _officers(record: Record, atlas: Atlas, region: str | None) -> list[FoundOfficer]:
    warnings = list(record.warnings)
    emails = [(fact, email) for fact in record.facts if fact.sort is Sort.EMAIL and (email := _email(fact, warnings))]
    place = _place(record, atlas, warnings)
    national = [code for code in dict.fromkeys((place.country, _country_of_numbers(record), region)) if code]
    phones = [
        (fact, phone)
        for fact in record.facts
        if fact.sort is Sort.PHONE and (phone := _phone(fact, national, warnings))
    ]
    if not record.persons:
        if not phones and not emails:
            return []
        return [_officer(record, None, place, [p for _, p in phones], [e for _, e in emails], warnings)]
    if len(record.persons) > 1:
        warnings.append(
            f"line {record.persons[0].line}: {len(record.persons)} people share what is written behind their names"
        )
    return [
        _officer(record, person, place, _share(record, n, phones), _own_emails(record, person, emails), warnings)
        for n, person in enumerate(record.persons)
    ]


def _share(record: Record, n: int, phones: list[tuple[Token, PhoneNumber]]) -> list[PhoneNumber]:
    """The n-th person's numbers: as many numbers as people are one each, otherwise they are everybody's."""
    alike = len({fact.label for fact, _ in phones}) == 1
    each_has_one = len(record.persons) > 1 and len(phones) == len(record.persons) and alike
    return [phones[n][1]] if each_has_one else [phone for _, phone in phones]


def _own_emails(record: Record, person: Event, emails: list[tuple[Token, EmailAddress]]) -> list[EmailAddress]:
    """The addresses that are this person's, or nobody's in particular."""
    others = [folded_name(p) for p in record.persons if p is not person]
    return [
        email
        for fact, email in emails
        if is_owner(fact.text, folded_name(person)) or not any(is_owner(fact.text, name) for name in others)
    ]


def _officer(
    record: Record,
    person: Event | None,
    place: Place,
    phones: list[PhoneNumber],
    emails: list[EmailAddress],
    warnings: list[str],
) -> FoundOfficer:
    said = list(warnings)
    if person is not None and person.likeness < _SURE and person.field is None:
        said.append(f"line {person.line}: {person.text!r} was taken for a name")
    return FoundOfficer(
        name=written_name(person) if person else None,
        role=_role(record),
        organisation=record.organisation.text if record.organisation else None,
        city=place.city,
        country=place.country,
        phones=tuple({(p.e164, p.extension): p for p in reversed(phones)}.values())[::-1],
        emails=tuple({e.key: e for e in reversed(emails)}.values())[::-1],
        lines=(min(record.lines), max(record.lines)),
        warnings=tuple(dict.fromkeys(said)),
    )


def written_name(person: Event) -> str:
    """The name as written, without degrees and academic titles: "Mag. Anna Ek, MBA" -> Anna Ek."""
    words = person.text.split()
    while len(words) > 1 and kinds(key(words[0])) & May.DEGREE and not (len(words[0]) <= 2 and words[0][0].isupper()):
        words.pop(0)
    while len(words) > 2 and kinds(key(words[-1])) & May.DEGREE and words[-1] != words[-1].capitalize():
        words.pop()
    return " ".join(words).strip(" ,;:-")


def _role(record: Record) -> str | None:
    if record.role is not None:
        return record.role.text
    heading = record.heading
    told = heading is not None and any(w.may & May.TOPIC for w in heading.words)
    return heading.text if heading is not None and told else None


def _email(fact: Token, warnings: list[str]) -> EmailAddress | None:
    try:
        return EmailAddress.parse(fact.text)
    except InvalidValue as error:
        warnings.append(f"line {fact.line}: {error}")
        return None


def _phone(fact: Token, national: list[str], warnings: list[str]) -> PhoneNumber | None:
    """The number in the first country where it is valid, else possible; None, and a warning, where it is neither."""
    text = plain(fact.text) + (f" ext. {fact.extension}" if fact.extension else "")
    is_international = text.startswith(("+", "00"))
    possible: PhoneNumber | None = None
    problem: InvalidValue | None = None
    for region in [*national, None] if is_international or not national else national:
        try:
            phone = PhoneNumber.parse(text, region=region, kind=_KINDS.get(fact.label) if fact.label else None)
        except InvalidValue as error:
            problem = problem or error
            continue
        phone = PhoneNumber(phone.e164, fact.text, phone.extension, phone.kind, phone.visibility, phone.valid)
        if phone.valid:
            if not is_international:
                warnings.append(
                    f"line {fact.line}: {fact.text!r} names no country; it was read as a number of {region}"
                )
            return phone
        possible = possible or phone
    if possible is not None:
        warnings.append(f"line {fact.line}: {possible.warning}")
    elif problem is not None:
        warnings.append(f"line {fact.line}: phone {fact.text!r}: {problem.problem}")
    return possible


def _place(record: Record, atlas: Atlas, warnings: list[str]) -> Place:
    """The record's city, in the country that its address names, or else that its numbers are from."""
    country = record.countries[-1] if record.countries else None
    towns = sorted(record.towns, key=lambda event: not event.opens_place)
    for town in towns:
        for where in dict.fromkeys([country, town.country, _country_of_numbers(record), None]):
            found = atlas.place(town.town or "", country=where) if where else atlas.place(town.town or "")
            if found:
                if found.doubt:
                    warnings.append(f"line {town.line}: {found.doubt}")
                return Place(found.city, found.country)
    if towns:
        warnings.append(f"line {towns[0].line}: {towns[0].town!r} is not in the gazetteer; it was taken for a city")
        return Place(towns[0].town, country or towns[0].country)
    return Place(None, country)


def _country_of_numbers(record: Record) -> str | None:
    """The country of the record's first international number."""
    import phonenumbers

    for fact in record.facts:
        if fact.sort is Sort.PHONE and plain(fact.text).startswith("+"):
            try:
                code = phonenumbers.region_code_for_number(phonenumbers.parse(plain(fact.text), None))
            except phonenumbers.NumberParseException:
                continue
            return str(code) if code else None
    return None
