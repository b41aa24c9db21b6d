"""Our own contact blocks read back word for word, wrapped ones and those of a PDF too."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, takewhile

from outreach.errors import InvalidValue
from outreach.formats import city_names
from outreach.formats.contact_block.found import FoundOfficer
from outreach.formats.contact_block.house import STYLES, Style
from outreach.formats.contact_block.places import Atlas, Place
from outreach.formats.contact_block.vocabulary.matching import key
from outreach.formats.contact_block.word_kinds import May, kinds
from outreach.model.values import EmailAddress, PhoneKind, PhoneNumber

_NUMBER = r"\+[\d \-]{6,25}(?: ext\. \d{1,7})?"


def officers(lines: Sequence[tuple[int, str]], atlas: Atlas) -> tuple[list[FoundOfficer], list[tuple[int, str]]]:
    """The officers of the numbered lines that are of our own style; and the lines, those emptied."""
    own = _own(lines, atlas)
    for run in _runs(lines, own):
        # People who stand together are read together: half of them here and half elsewhere would tear them apart.
        if any(number not in own for number in run):
            for number in run:
                own.pop(number, None)
    found = {officer.lines: officer for officer in own.values()}
    return list(found.values()), [(number, "" if number in own else text) for number, text in lines]


# Isolates and marks that keep a number from turning round in a text that runs from right to left.
_TURNS = re.compile("[\u200e\u200f\u2066-\u2069]")


def _own(lines: Sequence[tuple[int, str]], atlas: Atlas) -> dict[int, FoundOfficer]:
    """The officer of each line that is of our own style, or a part of one that was wrapped."""
    own: dict[int, FoundOfficer] = {}
    for at, (number, text) in enumerate(lines):
        if number in own:
            continue
        officer = _read(number, _plainly(text), atlas)
        if officer is None or _goes_on(lines, at):
            officer = _read_wrapped(lines[at : at + _LONGEST_WRAP], atlas) or officer
        if officer is not None:
            own |= dict.fromkeys(range(officer.lines[0], officer.lines[1] + 1), officer)
    return own


def _goes_on(lines: Sequence[tuple[int, str]], at: int) -> bool:
    """Whether the next line may be the rest of this one's number."""
    return at + 1 < len(lines) and bool(_REST.match(_plainly(lines[at + 1][1])))


def _read_wrapped(lines: Sequence[tuple[int, str]], atlas: Atlas) -> FoundOfficer | None:
    """The officer of a line of ours that a column of text or a page broke at its spaces; `lines` begin with it."""
    first, rest = lines[0][0], list(takewhile(lambda line: line[1].strip(), lines))
    if rest and rest[0][1].rstrip().endswith((":", "：")):  # a heading is no part of the next line
        return None
    for count in range(len(rest), 1, -1):
        whole = _BROKEN_WITHIN.sub("", " ".join(text.strip() for _, text in rest[:count]))
        officer = _read(first, _plainly(whole), atlas)
        # Two people are not one whose title, or whose city, holds the other.
        if officer is not None and "), " not in (officer.role or "") and not _TOLD.search(officer.city or ""):
            return replace(officer, lines=(first, rest[count - 1][0]))
    return None


def _plainly(text: str) -> str:
    """A line without its bullet and its marks, with its spaces as we write them: a page may tie words together."""
    return _BULLET.sub("", _TURNS.sub("", text).replace("\u00a0", " ").strip())


_LONGEST_WRAP = 6  # lines
# Behind a hyphen, and between Chinese characters, a line is broken where there was no space.
_BROKEN_WITHIN = re.compile(r"(?<=\w-) (?=\w)|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")
_TOLD = re.compile(r"[\d@]")
_REST = re.compile(r"\s*(?:ext\. )?\d")
_BULLET = re.compile(r"^[-*•]\s+")
# An address or a number: what a line of a contact block is there for.
_TELLS = re.compile(r"@|\d[\d ()./-]{4,30}\d")


def _runs(lines: Sequence[tuple[int, str]], own: Collection[int]) -> Iterator[list[int]]:
    """The numbers of lines that tell something and stand together, with nothing between them."""
    for tells, run in groupby(lines, key=lambda line: line[0] in own or bool(_TELLS.search(line[1]))):
        if tells:
            yield [number for number, _ in run]


# The article that the word before a city has swallowed: Au Caire is Le Caire.
_ARTICLES = {written: article for words in city_names.BEFORE.values() for written, article in words}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Style], ...]:
    return tuple((_pattern(style, language), style) for language, style in STYLES.items())


def _pattern(style: Style, language: str) -> re.Pattern[str]:
    usual, after = style.place.split("{}")
    others = (written for written, _ in city_names.BEFORE.get(language.partition("-")[0], ()))
    before = "|".join(map(re.escape, (usual, *others)))
    place = rf"(?P<before>{before})(?P<city>[^:：]{{1,80}}?){re.escape(after)}"
    labels = "|".join(re.escape(style.label(kind)) for kind in PhoneKind)
    fact = rf"(?:, (?:{labels}) {_NUMBER}|, {re.escape(style.email)} [^\s,@]{{1,64}}@[^\s,@]{{1,255}})"
    return re.compile(
        rf"(?:{place})?(?P<name>[^()@:：]{{1,200}}?)(?: \((?P<title>.{{1,300}})\))?(?P<facts>{fact}{{1,20}})"
    )


def _read(number: int, text: str, atlas: Atlas) -> FoundOfficer | None:
    """The officer of a line that we would have written ourselves, letter for letter; else None."""
    if len(text) > 2000 or ", " not in text:
        return None
    for pattern, style in _patterns():
        # The labels are looked for first: a pattern is tried only on what is likely to be a line of ours.
        found = pattern.fullmatch(text) if any(f", {label} " in text for label in _labels(style)) else None
        if found is None or not _is_name(found["name"]) or not (found["city"] or _may_be_person(found["name"])):
            continue
        if not _is_closed(found["title"] or ""):
            continue
        phones, emails = _facts(found["facts"], style)
        if phones is not None:
            return _officer(number, found, phones, emails, atlas)
    return None


def _labels(style: Style) -> tuple[str, ...]:
    return (*map(style.label, PhoneKind), style.email)


def _is_name(name: str) -> bool:
    """Whether nothing but a name can have been written there: no number, and behind a comma no more than degrees."""
    behind_comma = [kinds(key(word)) for word in name.partition(",")[2].split()]
    return not any(c.isdigit() for c in name) and all(kind & May.DEGREE for kind in behind_comma)


def _is_closed(title: str) -> bool:
    """Whether every bracket in a title is opened before it is closed: else it holds the end of another one."""
    depth = 0
    for character in title:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0


def _may_be_person(name: str) -> bool:
    """Whether a line without a city names a person, and no desk; what is not plainly one is read with more care."""
    words = [kinds(key(word)) for word in name.split()]
    trades = May.ORGANISATION | May.LEGAL | May.ROLE | May.TOPIC | May.CORE | May.INFORMATION
    return not any(kind & trades for kind in words)


def _facts(text: str, style: Style) -> tuple[list[PhoneNumber] | None, list[EmailAddress]]:
    """The numbers and addresses; None for a number that we would have written otherwise."""
    by_label = {style.label(kind): kind for kind in reversed(PhoneKind)}
    phones: list[PhoneNumber] = []
    emails: list[EmailAddress] = []
    try:
        for fact in text.removeprefix(", ").split(", "):
            label = next(
                word for word in sorted((*by_label, style.email), key=len, reverse=True) if fact.startswith(word)
            )
            written = fact.removeprefix(label).strip()
            if label == style.email:
                emails.append(EmailAddress.parse(written))
            else:
                phones.append(PhoneNumber.parse(written, kind=by_label[label]))
                if phones[-1].international != written:
                    return None, []
    except InvalidValue:
        return None, []
    return phones, emails


def _officer(
    number: int, found: re.Match[str], phones: list[PhoneNumber], emails: list[EmailAddress], atlas: Atlas
) -> FoundOfficer:
    city, place, warnings = found["city"], Place(), [phone.warning for phone in phones if phone.warning]
    if found["city"]:
        country = next((code for phone in phones if (code := phone_country(phone.e164))), None)
        city = _ARTICLES.get(found["before"], "") + found["city"]
        there = atlas.place(city, country=country) if country else None
        place = there or atlas.place(city_names.english(city) or city) or Place()
        if place.city is None:
            warnings.append(f"{city!r} is not in the gazetteer; it was taken for a city")
    return FoundOfficer(
        name=found["name"],
        role=found["title"],
        city=place.city or city,
        country=place.country,
        phones=tuple(phones),
        emails=tuple(emails),
        lines=(number, number),
        warnings=tuple(f"line {number}: {warning}" for warning in warnings),
    )


def phone_country(e164: str) -> str | None:
    """The country (ISO 3166-1 alpha-2) that a number in E.164 is of; None for one of no country."""
    import phonenumbers

    try:
        code = phonenumbers.region_code_for_number(phonenumbers.parse(e164, None))
    except phonenumbers.NumberParseException:
        return None
    return str(code) if code and code != "001" else None
