"""What we write, we read back the same, in any script."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.formats.vcard.carrying import canonical
from outreach.formats.vcard.drafts import _NO_BEATS
from outreach.formats.vcard.labels import plain, usage_in
from outreach.formats.vcard.relations import kind_called
from outreach.model.card import Card, CarriedProperty, ContactKind, Photo, Relation
from outreach.model.contact import ContactDraft
from outreach.model.person_name import PersonName
from outreach.model.text import fold, one_line
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber, Visibility
from tests.formats.vcard import strict
from tests.formats.vcard.people import CITIES, card, city


def _typed(text: str) -> str:
    """`text` as the directory would keep it, or nothing where it would refuse it."""
    try:
        return one_line(text)
    except InvalidValue:
        return ""


LINES = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=80).map(_typed).filter(bool)
OPTIONAL = st.none() | LINES
# A label that only names a kind ("Work") is no usage.
USAGES = st.none() | LINES.filter(lambda line: usage_in(line) == line == plain(line))
NUMBERS = ["+436605550101", "+41225550102", "+12025550111", "+442079460123", "+390655501234", "+4930231251001"]
PHONES = st.builds(
    lambda number, extension, kind, usage, seen: replace(
        PhoneNumber.parse(f"{number}{extension}", kind=kind), usage=usage, visibility=seen
    ),
    st.sampled_from(NUMBERS),
    st.sampled_from(["", " ext. 1", " ext. 0042"]),
    st.sampled_from(PhoneKind),
    USAGES,
    st.sampled_from(Visibility),
)
EMAILS = st.builds(
    lambda name, domain, kind, usage, seen: replace(
        EmailAddress.parse(f"{name}@{domain}", kind=kind), usage=usage, visibility=seen
    ),
    st.sampled_from(["a", "o'neill", "a.b+c", "jörg", "例"]),
    st.sampled_from(["example.org", "bücher.example.net"]),
    st.sampled_from(EmailKind),
    USAGES,
    st.sampled_from(Visibility),
)
KINDS_OF_RELATIONS = st.sampled_from(["", "assistant", "friend", "colleague,friend", "boss"]) | LINES.map(
    str.lower
).filter(lambda line: kind_called(line) == line)
RELATIONS = st.builds(
    Relation,
    KINDS_OF_RELATIONS,
    LINES | st.sampled_from(["urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1", "https://example.org/a;b,c?d=é"]),
)
PHOTOS = st.builds(
    lambda start, rest: Photo(start[1] + rest, start[0]),
    st.sampled_from([("image/jpeg", b"\xff\xd8\xff"), ("image/png", b"\x89PNG\r\n\x1a\n"), ("image/gif", b"GIF89a")]),
    st.binary(max_size=300),
)
# Any text as it comes: the directory keeps it in the one spelling that both versions can carry.
RAW = st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace").decode())
VALUES = RAW.map(canonical).filter(str.strip)
CARRIED = st.builds(
    CarriedProperty,
    st.sampled_from(["X-FOO", "NICKNAME", "PRONOUNS", "HOBBY", "BDAY", "GENDER", "ANNIVERSARY", "KEY", "XML", "X-A-1"]),
    VALUES,
    st.sampled_from(["", ";TYPE=home", ';X-A="b;c:d, é"', ";TYPE=work;LANGUAGE=de-AT"]),
) | st.sampled_from(
    [
        CarriedProperty("URL", "https://example.org/?a=1,2;3", ";TYPE=home"),
        CarriedProperty("LOGO", "data:image/png;base64,iVBORw0KGgo="),
        CarriedProperty("SOUND", "https://example.org/name.ogg"),
        CarriedProperty("KEY", "data:application/octet-stream;base64,AAAA"),
        CarriedProperty("IMPP", "xmpp:anna@example.org"),
        CarriedProperty("BDAY", "1980-05-12"),
        CarriedProperty("BDAY", "--0512"),
        CarriedProperty("GENDER", "F;as she says"),
        CarriedProperty("CALURI", "https://example.org/cal"),
    ]
)
# What a phone says of everybody is no beat (Hypothesis finds such words in the reader and tries them).
BEATS = st.lists(LINES.filter(lambda line: fold(line) not in _NO_BEATS), max_size=4, unique_by=str.casefold)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    """Any card that the directory may hold."""
    place = draw(st.none() | st.sampled_from(CITIES))
    return Card(
        uid=draw(st.uuids()).__str__(),
        kind=ContactKind.OFFICER,
        name=draw(LINES),
        parts=draw(st.builds(PersonName, *[LINES | st.just("")] * 5).filter(str)),
        title=draw(OPTIONAL),
        organisation=draw(OPTIONAL),
        city=place and place.name,
        country=place and place.country,
        timezone=place and place.timezone,
        languages=tuple(draw(st.lists(st.sampled_from(["de", "en", "fr", "pt-BR", "zh-Hant"]), unique=True))),
        beats=tuple(draw(BEATS)),
        notes=draw(st.none() | st.lists(LINES, min_size=1, max_size=4).map("\n".join)),
        phones=tuple(draw(st.lists(PHONES, max_size=4, unique_by=lambda phone: (phone.e164, phone.extension)))),
        emails=tuple(draw(st.lists(EMAILS, max_size=4, unique_by=lambda email: email.key))),
        latitude=place and 48.20849,
        longitude=place and 16.37208,
        photo=draw(st.none() | PHOTOS),
        related=tuple(draw(st.lists(RELATIONS, max_size=3, unique=True))),
        carried=tuple(draw(st.lists(CARRIED, max_size=4))),
    )


def _read(card: Card, version: Version) -> ContactDraft:
    result = vcard.read(vcard.one(card, version=version), city=city, kind=card.kind)
    ((_, draft, warnings),) = result.drafts
    assert not warnings
    return draft


@settings(deadline=None, max_examples=150)
@given(cards(), st.sampled_from(Version))
def test_a_card_comes_back_as_it_went(card: Card, version: Version) -> None:
    draft = _read(card, version)

    assert draft.uid == card.uid
    assert draft.name == card.name
    parts = (draft.given_name, draft.family_name, draft.additional_name, draft.prefix, draft.suffix)
    assert PersonName(*parts) == card.parts
    assert (draft.title, draft.organisation, draft.notes) == (card.title, card.organisation, card.notes)
    numbers = [[(p.e164, p.extension, p.kind, p.usage, p.visibility) for p in each.phones] for each in (draft, card)]
    assert numbers[0] == numbers[1]
    addresses = [[(e.address, e.kind, e.usage, e.visibility) for e in each.emails] for each in (draft, card)]
    assert addresses[0] == addresses[1]
    assert (draft.city.name if draft.city else None) == card.city
    assert (tuple(draft.languages), tuple(draft.beats)) == (card.languages, card.beats)
    assert (draft.photo, tuple(draft.related), tuple(draft.carried)) == (card.photo, card.related, card.carried)


@settings(deadline=None, max_examples=100)
@given(st.lists(cards(), min_size=1, max_size=5))
def test_cards_of_one_file_stay_apart(several: list[Card]) -> None:
    file = b"".join(vcard.write(several))

    result = vcard.read(file, city=city, kind=ContactKind.OFFICER)

    assert [draft.name for _, draft, _ in result.drafts] == [card.name for card in several]
    assert not result.rejected


@pytest.mark.parametrize("version", list(Version))
@pytest.mark.parametrize("word", ["END:VCARD", "BEGIN:VCARD", "FN:Evil", "VERSION:2.1"])
def test_no_text_ends_a_card_by_being_folded_at_the_right_place(word: str, version: Version) -> None:
    full_line = "x" * (75 - len("TITLE:"))

    draft = _read(card(title=full_line + word.ljust(74, "x") + word), version)

    assert draft.title == full_line + word.ljust(74, "x") + word
    draft = _read(card(title=full_line + word), version)
    assert draft.title == full_line + word


def test_a_journalist_comes_back_under_the_outlet() -> None:
    journalist = card(kind=ContactKind.JOURNALIST, organisation=None, outlet="Example Times, Vienna")

    draft = _read(journalist, Version.V3)

    assert (draft.outlet, draft.organisation) == ("Example Times, Vienna", None)


def test_a_desk_comes_back_without_parts_of_a_name() -> None:
    desk = card(name="Example Press Desk", parts=PersonName(), organisation="Example Press Desk")

    draft = _read(desk, Version.V3)

    assert (draft.given_name, draft.family_name) == ("", "")


HEADERS = st.text("abXYPETHO-;:=.,\"'^\\ é\t", max_size=40)


@settings(deadline=None, max_examples=300)
@given(HEADERS, RAW, st.sampled_from(Version))
def test_whatever_is_carried_comes_back_from_the_export_the_same(header: str, value: str, version: Version) -> None:
    """A line that nobody has thought of: import, export, import; it adds no line and loses nothing on the way."""
    # A card that holds NUL is refused (test_poisoned); here is what comes in.
    line = f"item1.X-{header}:{value}".replace("\n", " ").replace("\r", " ").replace("\x00", " ")
    file = f"BEGIN:VCARD\r\nFN:Anna Ek\r\n{line}\r\nitem1.X-ABLabel:{line}\r\nEND:VCARD\r\n".encode()
    (first,) = vcard.read(file, city=city, kind=ContactKind.OFFICER).drafts

    written = vcard.one(card(photo=None, carried=tuple(first.draft.carried)), version=version)

    assert strict.names(written).count("FN") == 1
    assert _read_again(written).carried == first.draft.carried


def _read_again(written: bytes) -> ContactDraft:
    (read,) = vcard.read(written, city=city, kind=ContactKind.OFFICER).drafts
    return read.draft


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_nothing_inside_a_card_makes_the_reader_fall(content: bytes) -> None:
    file = b"BEGIN:VCARD\nFN:Anna Ek\n" + content + b"\nEND:VCARD\n" + vcard.one(card())

    result = vcard.read(file, city=city, kind=ContactKind.OFFICER)

    named = [draft.name for _, draft, _ in result.drafts] + [rejected.name for rejected in result.rejected]
    assert "Dr. Zoë Example-Müller" in named
