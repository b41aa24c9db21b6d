"""Rows of a table as drafts of contacts, each row by itself: one that cannot be read is named, with its field."""

import re
from collections.abc import Callable, Mapping

from outreach.errors import InvalidFile, InvalidValue, NotFound, OutreachError, WrongUsage
from outreach.formats.spreadsheet.table import Table, table
from outreach.model.card import ContactKind
from outreach.model.city import City
from outreach.model.contact import ContactDraft
from outreach.model.intake import Intake, Rejection
from outreach.model.text import fold
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber

CityLookup = Callable[[str, str | None], City]

FIELDS = (
    "name",
    "given_name",
    "family_name",
    "title",
    "organisation",
    "outlet",
    "city",
    "country",
    "languages",
    "beats",
    "notes",
    "phone",
    "phone_kind",
    "email",
)
# What people call the columns, folded, in English, French, Spanish, German, Italian and Portuguese.
_CALLED = {
    "name": "full name|display name|contact|nom|nombre|nome|vor und nachname|nom complet|nombre completo|nome completo",
    "given_name": "first name|forename|given|prenom|nombre de pila|vorname|nome proprio|nome de batismo",
    "family_name": "last name|surname|family|nom de famille|apellido|apellidos|nachname|familienname|cognome|sobrenome|"
    "apelido",
    "title": "job title|position|role|function|fonction|titre|cargo|funktion|titel|ruolo|titolo|funcao",
    "organisation": "organization|company|employer|organisme|societe|organizacion|empresa|unternehmen|firma|azienda|"
    "organizzazione|organizacao",
    "outlet": "media|medium|publication|newspaper|media outlet|journal|medio|zeitung|testata|veiculo|jornal",
    "city": "town|location|ville|ciudad|stadt|ort|citta|cidade",
    "country": "pays|pais|land|paese|nation",
    "languages": "language|lang|langue|langues|idioma|idiomas|sprache|sprachen|lingua|lingue|linguas",
    "beats": "beat|topics|topic|subjects|rubrique|sujets|temas|themen|ressort|temi|assuntos",
    "notes": "note|comment|comments|remarque|remarques|notas|bemerkung|notizen|observacoes",
    "phone": "telephone|tel|phone number|mobile|telefon|telefono|telefone|mobil|movil|portable|telemovel|cellulare|"
    "cell",
    "phone_kind": "phone type|kind of phone",
    "email": "e mail|mail|email address|e mail address|courriel|adresse e mail|correo|correo electronico|"
    "e mail adresse|indirizzo e mail",
}
_FIELD_OF = {called: field for field, names in _CALLED.items() for called in [fold(field), *names.split("|")]}
_NUMBERED = re.compile(r"(.*?)[\s_]*(\d+)?")


def read(
    content: bytes,
    *,
    filename: str,
    kind: ContactKind,
    city: CityLookup,
    region: str | None = None,
    named: Mapping[str, str] | None = None,
) -> Intake:
    """The drafts in a CSV or XLSX file. `named` maps headers to fields (or to "" to leave a column out).

    `region` (ISO 3166) is where numbers written nationally are when the row's city and country say nothing.
    Raises InvalidFile where a column is missing or unknown; a bad row is a Rejection.
    """
    found = table(content, filename=filename)
    columns = _columns(found, named or {})
    intake = Intake()
    for number, cells in found.rows:
        row = {field: cell.strip() for field, cell in zip(columns, cells, strict=False) if field and cell.strip()}
        try:
            intake.drafts.append((number, _draft(row, kind, city=city, region=region)))
        except OutreachError as error:
            intake.rejected.append(_rejection(number, row, error))
    return intake


def _columns(found: Table, named: Mapping[str, str]) -> list[str]:
    """The field of each column, "" for one that is left out."""
    by_hand = {fold(header): field for header, field in named.items()}
    columns = _apart(found, [_column(found, header, by_hand) for header in found.header])
    if not {"name", "family_name"} & set(columns):
        raise InvalidFile(
            found.file, f"no column is called 'name' (there is {_listed(found.header)}); {_ADVICE}", line=1
        )
    return columns


def _apart(found: Table, columns: list[str]) -> list[str]:
    """Each column with a field of its own: a second "mobile" is phone_2; a second city is refused."""
    taken: dict[str, str] = {}
    for header, field in zip(found.header, columns, strict=True):
        name = next((name for name in _names(field) if name not in taken), field)
        if name in taken:
            problem = f"the columns {taken[name]!r} and {header!r} both say {field}; {_ADVICE}"
            raise InvalidFile(found.file, problem, line=1)
        if field:
            taken[name] = header
    names = {header: name for name, header in taken.items()}
    return [names[header] if field else "" for header, field in zip(found.header, columns, strict=True)]


def _names(field: str) -> list[str]:
    """The field itself, and for what may be several the numbered ones after it."""
    base = field.rstrip("0123456789").rstrip("_")
    return [field, *(f"{base}_{n}" for n in range(2, 100))] if base in ("phone", "email") else [field]


_ADVICE = 'say which is which with --map "Their header=field"'


def _listed(header: list[str]) -> str:
    shown = [repr(name[:40]) for name in header[:8]]
    return ", ".join(shown) + (", …" if len(header) > len(shown) else "")


def _column(found: Table, header: str, by_hand: Mapping[str, str]) -> str:
    key = fold(header)
    if not key:
        return ""
    if key in by_hand:
        return _field_by_hand(by_hand[key])
    name, number = _NUMBERED.fullmatch(key).groups()  # type: ignore[union-attr]
    field = _FIELD_OF.get(name)
    if field is None:
        from rapidfuzz import process

        near = process.extractOne(name, list(_FIELD_OF), score_cutoff=75)
        guess = f" (did you mean {_FIELD_OF[near[0]]}?)" if near else ""
        raise InvalidFile(
            found.file,
            f'column {header[:40]!r} is unknown{guess}; {_ADVICE}, or --map "{header[:40]}=" to leave it out',
            line=1,
        )
    return f"{field}_{number}" if number and number != "1" else field


def _field_by_hand(field: str) -> str:
    if field and _NUMBERED.fullmatch(field).group(1) not in FIELDS:  # type: ignore[union-attr]
        raise WrongUsage(f"--map names the field {field!r}, which does not exist; there are {', '.join(FIELDS)}")
    return field


def _draft(row: Mapping[str, str], kind: ContactKind, *, city: CityLookup, region: str | None) -> ContactDraft:
    from outreach.model.country import country_code

    country = country_code(row["country"]) if "country" in row else None
    place = city(row["city"], country) if "city" in row else None
    given, family = row.get("given_name", ""), row.get("family_name", "")
    if given and not family:  # "Prénom; Nom": beside a given name, the name is the family's
        family = row.get("name", "")
    where = (place.country if place else None) or country or region
    return ContactDraft(
        kind=kind,
        name=f"{given} {family}".strip() if given else row.get("name", family),
        given_name=given,
        family_name=family if given else "",
        title=row.get("title"),
        organisation=row.get("organisation"),
        outlet=row.get("outlet"),
        city=place,
        country=country,
        languages=_several(row.get("languages", "")),
        beats=_several(row.get("beats", ""), separators=r"[;,|]"),
        notes=row.get("notes"),
        phones=[
            PhoneNumber.parse(text, region=where, kind=_phone_kind(row.get(field.replace("phone", "phone_kind"))))
            for field, text in row.items()
            if re.fullmatch(r"phone(_\d+)?", field)
        ],
        emails=[EmailAddress.parse(text) for field, text in row.items() if re.fullmatch(r"email(_\d+)?", field)],
    )


def _several(text: str, *, separators: str = r"[;,|\s]") -> list[str]:
    return list(dict.fromkeys(part.strip() for part in re.split(separators, text) if part.strip()))


def _phone_kind(text: str | None) -> PhoneKind | None:
    if text is None:
        return None
    try:
        return PhoneKind(fold(text))
    except ValueError:
        raise InvalidValue("phone_kind", text, f"is none of {', '.join(PhoneKind)}") from None


def _rejection(number: int, row: Mapping[str, str], error: OutreachError) -> Rejection:
    if isinstance(error, InvalidValue):
        return Rejection(number, error.field, error.value, error.problem)
    if isinstance(error, NotFound):
        return Rejection(number, error.noun, error.name, str(error))
    return Rejection(number, "row", row.get("name", ""), str(error))
