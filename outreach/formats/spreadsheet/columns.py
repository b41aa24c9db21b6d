"""Which field each column of a spreadsheet is: by its name in six languages, or by hand."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from outreach.errors import InvalidFile, WrongUsage
from outreach.formats.spreadsheet.table import Table
from outreach.model.text import fold

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
    "phone_visibility",
    "phone_usage",
    "email",
    "email_visibility",
    "email_usage",
)
# The last column of a file of rejected rows: what was wrong with each. An import leaves it out.
PROBLEM = "problem"
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
    "phone_visibility": "who may see the phone",
    "phone_usage": "phone usage",
    "email_visibility": "who may see the email",
    "email_usage": "email usage",
    "email": "e mail|mail|email address|e mail address|courriel|adresse e mail|correo|correo electronico|"
    "e mail adresse|indirizzo e mail",
}
_FIELD_OF = {called: field for field, names in _CALLED.items() for called in [fold(field), *names.split("|")]}
_NUMBERED = re.compile(r"(.*?)[\s_]*(\d+)?")


def fields_of(found: Table, named: Mapping[str, str]) -> list[str]:
    """The field of each column, "" for one that is left out. Raises InvalidFile where one is missing or unknown."""
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
    if not key or key == fold(PROBLEM):
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


def layout_key(header: Sequence[str]) -> str:
    """What a layout is known by again: the same columns in the same order, however they are spelled."""
    names = [name for name in map(fold, header) if name != fold(PROBLEM)]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()
