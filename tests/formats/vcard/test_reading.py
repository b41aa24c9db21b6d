"""The oddities of vCards, one at a time."""

import pytest

from outreach.errors import InvalidFile
from outreach.formats import vcard
from outreach.formats.vcard import ReadCard
from outreach.model.card import CarriedProperty, ContactKind, Photo, Relation
from outreach.model.contact import ContactDraft
from outreach.model.values import PhoneKind, Visibility
from tests.formats.vcard.people import city


def _card(*lines: str | bytes, version: str = "3.0", newline: bytes = b"\r\n", **how: object) -> ReadCard:
    """The only card of a file with these lines in it."""
    whole = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    content = newline.join(line if isinstance(line, bytes) else line.encode() for line in whole)
    result = vcard.read(content, city=city, **({"kind": ContactKind.OFFICER} | how))  # type: ignore[arg-type]
    assert not result.rejected
    (card,) = result.drafts
    return card


def _draft(*lines: str | bytes, **how: object) -> ContactDraft:
    return _card("FN:Anna Ek", *lines, **how).draft  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["FN:Anna Ek"], "Anna Ek"),
        (["fn:Anna Ek"], "Anna Ek"),
        (["item1.FN:Anna Ek"], "Anna Ek"),
        (["FN : Anna Ek"], "Anna Ek"),
        (["FN;CHARSET=UTF-8:Anna Ek"], "Anna Ek"),
        (['FN;X-A="a:b;c":Anna Ek'], "Anna Ek"),
        (['FN;X-A="a:Anna Ek'], "Anna Ek"),
        (["FN:Anna\\, Ek"], "Anna, Ek"),
        (["FN:Anna", "  Ek"], "Anna Ek"),
        (["FN:An", " na Ek"], "Anna Ek"),
        (["FN:An", "\tna Ek"], "Anna Ek"),
        (["FN:Anna\\nEk"], "Anna Ek"),
        (["FN:Anna\\NEk"], "Anna Ek"),
        (["FN:\u202aAnna Ek\u202c"], "Anna Ek"),
        (["FN:  Anna   Ek  "], "Anna Ek"),
        (["FN:C\\olon"], "C\\olon"),
        (["FN;ENCODING=QUOTED-PRINTABLE:Anna =", "Ek"], "Anna Ek"),
        (["FN;ENCODING=quoted-printable:=41nna=20Ek"], "Anna Ek"),
        (["FN;QUOTED-PRINTABLE:=41nna=", "=20Ek"], "Anna Ek"),
        (["FN;ENCODING=b:QW5uYSBFaw=="], "Anna Ek"),
        (["FN:", "N:Ek;Anna;;;"], "Anna Ek"),
        (["N:Ek;Anna;;Dr.;MBA"], "Dr. Anna Ek, MBA"),
        (["N:Ek;Anna"], "Anna Ek"),
        (["N:Ek"], "Ek"),
        (["ORG:Example Wire;Desk"], "Example Wire"),
        (["EMAIL:desk@example.org"], "desk@example.org"),
        (["N:;;;;", "ORG:;", "EMAIL:desk@example.org"], "desk@example.org"),
    ],
    ids=lambda value: " | ".join(value) if isinstance(value, list) else "",
)
def test_a_name_is_found_however_it_is_written(lines: list[str], name: str) -> None:
    assert _card(*lines).draft.name == name


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("FN:Jürgen Größ".encode("cp1252"), "Jürgen Größ"),
        ("FN;CHARSET=ISO-8859-1:Jürgen".encode("latin-1"), "Jürgen"),
        ("FN;CHARSET=windows-1250:Žofie Wałęsa".encode("cp1250"), "Žofie Wałęsa"),
        ("FN;CHARSET=windows-1251:Илона".encode("cp1251"), "Илона"),
        ("FN;CHARSET=KOI8-R:Илона".encode("koi8-r"), "Илона"),
        (b"FN;CHARSET=SHIFT_JIS:" + "表示 ソ".encode("shift_jis"), "表示 ソ"),
        (b"FN;CHARSET=GB2312:" + "例子".encode("gb2312"), "例子"),
        (b"FN;CHARSET=iso-2022-jp:" + "例子".encode("iso-2022-jp"), "例子"),
        ("FN;CHARSET=windows-1252:Zoë saved anew".encode(), "Zoë saved anew"),
        ("FN;CHARSET=nonsense:Zoë".encode(), "Zoë"),
        (b"FN;CHARSET=utf-7:+AEE-nna", "+AEE-nna"),
        (b"FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:=D5sz", "Ősz"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_characters_are_read_in_the_charset_that_is_meant(line: bytes, name: str) -> None:
    assert _card(line, version="2.1").draft.name == name


def test_a_guessed_charset_is_said() -> None:
    card = _card("FN:Jürgen".encode("cp1252"))

    assert card.warnings == ["the text is not UTF-8 and was read as Windows-1252; check its accents (line 3)"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"], ids=["CRLF", "LF", "CR"])
def test_a_file_is_read_in_any_unicode_and_with_any_line_ends(encoding: str, newline: str) -> None:
    content = newline.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Žofie", " Ek", "END:VCARD", ""]).encode(encoding)

    result = vcard.read(content, city=city, kind=ContactKind.OFFICER)

    assert [card.draft.name for card in result.drafts] == ["ŽofieEk"]


def test_files_that_were_put_together_keep_their_byte_order_marks_out_of_the_way() -> None:
    one = "BEGIN:VCARD\r\nFN:Anna Ek\r\nEND:VCARD\r\n".encode("utf-8-sig")

    result = vcard.read(one * 3, city=city, kind=ContactKind.OFFICER)

    assert len(result.drafts) == 3


@pytest.mark.parametrize(
    ("tel", "number"),
    [
        ("TEL:+43 1 5550102", "+4315550102"),
        ("TEL:tel:+43-1-5550102", "+4315550102"),
        ("TEL;VALUE=uri:TEL:+4315550102;ext=12", "+4315550102 12"),
        ("TEL;VALUE=uri:tel:5550102;phone-context=+431", "+4315550102"),
        ("TEL;VALUE=uri:tel:%2B43%201%205550102", "+4315550102"),
        ("TEL:+43 1 5550102 ext. 12", "+4315550102 12"),
        ("TEL:+43 1 5550102\\,12", "+4315550102 12"),
        ("TEL:+43 1 5550102,,12#", "+4315550102 12"),
        ("TEL:+43 1 5550102;12", "+4315550102 12"),
        ("TEL:+4315550102p12", "+4315550102 12"),
        ("TEL:+4315550102w12", "+4315550102 12"),
        ("TEL:0043 (0)1 555 01 02", "+4315550102"),
        ("TEL:\u202a+43 1 5550102\u202c", "+4315550102"),
    ],
)
def test_a_number_is_read_however_it_is_written(tel: str, number: str) -> None:
    (phone,) = _draft(tel).phones

    assert " ".join(filter(None, (phone.e164, phone.extension))) == number


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["TEL;TYPE=CELL:+4315550102"], PhoneKind.MOBILE),
        (["TEL;CELL;PREF:+4315550102"], PhoneKind.MOBILE),
        (['TEL;TYPE="work,fax":+4315550102'], PhoneKind.FAX),
        (["TEL;TYPE=WORK;TYPE=FAX:+4315550102"], PhoneKind.FAX),
        (["TEL;WORK:+436605550101"], PhoneKind.WORK),
        (["TEL:+436605550101"], PhoneKind.MOBILE),
        (["TEL:+4315550102"], PhoneKind.WORK),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:_$!<Mobile>!$_"], PhoneKind.MOBILE),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:_$!<HomeFAX>!$_"], PhoneKind.FAX),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:Bereitschaft"], PhoneKind.DUTY),
        (["item1.X-ABLabel:Duty desk", "ITEM1.TEL;TYPE=CELL:+4315550102"], PhoneKind.DUTY),
        (["item2.TEL:+4315550102", "item1.X-ABLabel:Duty"], PhoneKind.WORK),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:"], PhoneKind.WORK),
        (["TEL;TYPE=X-Duty:+4315550102"], PhoneKind.DUTY),
        (["TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=50=69kett):+4315550102"], PhoneKind.DUTY),
    ],
    ids=lambda value: " | ".join(value) if isinstance(value, list) else "",
)
def test_the_kind_of_a_number_is_read_from_types_and_labels(lines: list[str], kind: PhoneKind) -> None:
    (phone,) = _draft(*lines).phones

    assert phone.kind is kind


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["TEL:+4315550101", "TEL;TYPE=PREF:+4315550102"], "21"),
        (["TEL;PREF=2:+4315550101", "TEL;PREF=1:+4315550102"], "21"),
        (["TEL;PREF=x:+4315550101", "TEL;PREF=100:+4315550102"], "21"),
        (["TEL:+4315550101", "TEL:+4315550102", "TEL:+43 1 5550101"], "12"),
    ],
    ids=["type", "rank", "no rank", "twice"],
)
def test_the_preferred_number_comes_first_and_each_comes_once(lines: list[str], order: str) -> None:
    assert "".join(phone.e164[-1] for phone in _draft(*lines).phones) == order


def test_a_home_number_is_for_the_office_alone() -> None:
    card = _card("FN:Anna Ek", "TEL;TYPE=HOME:+4315550102", "TEL;TYPE=WORK,HOME:+4315550103")

    assert [phone.visibility for phone in card.draft.phones] == [Visibility.INTERNAL, Visibility.PUBLIC]
    assert card.warnings == ["+43 1 5550102 is a home number: only the office will see it"]


@pytest.mark.parametrize(
    ("lines", "region", "number"),
    [
        (["ADR:;;;Genève;;;Suisse"], "AT", "+41225550102"),
        (["ADR:;;;Genève;;;"], None, "+41225550102"),
        (["ADR:;;;Nowhere;;;Switzerland"], "AT", "+41225550102"),
        (["ADR;CC=ch:;;;Nowhere;;;"], "AT", "+41225550102"),
        (["ADR;TYPE=HOME:;;;Vienna;;;", "ADR;TYPE=WORK:;;;Geneva;;;"], "AT", "+41225550102"),
        ([], "CH", "+41225550102"),
    ],
    ids=["country of ADR", "city of ADR", "country alone", "CC", "work before home", "the caller's"],
)
def test_a_national_number_is_read_where_its_card_is(lines: list[str], region: str | None, number: str) -> None:
    (phone,) = _draft(*lines, "TEL:022 555 01 02", region=region).phones

    assert phone.e164 == number


@pytest.mark.parametrize("locality", ["Wien", "1010 Wien", "A-1010 Wien", "Wien 1010", "wien", "Vienna, "])
def test_a_city_is_found_beside_its_postal_code(locality: str) -> None:
    draft = _draft(f"ADR:;;;{locality.replace(',', chr(92) + ',')};;;Austria")

    assert str(draft.city) == "Vienna, AT"


def test_an_unknown_city_keeps_its_country_and_goes_to_the_notes() -> None:
    card = _card("FN:Anna Ek", "ADR:;;1 Road;Nowhere;;;Austria")

    assert (card.draft.city, card.draft.country) == (None, "AT")
    assert card.draft.notes == "Address: 1 Road, Nowhere, Austria"
    assert card.warnings == ["no city named 'Nowhere' is known; the address is kept in the notes"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("TEL:ring the desk", "TEL: ring the desk"),
        ("TEL:01 555", "TEL: 01 555"),
        ("EMAIL:not an address", "EMAIL: not an address"),
        ("LANG:Klingonisch", "Language: Klingonisch"),
    ],
)
def test_what_cannot_be_read_costs_only_itself_and_is_kept_as_written(line: str, kept: str) -> None:
    card = _card("FN:Anna Ek", line, "TEL:+43 1 5550102", "EMAIL:anna@example.org")

    assert kept in (card.draft.notes or "").split("\n")
    assert any("kept in the notes as written" in warning for warning in card.warnings)
    assert (len(card.draft.phones), len(card.draft.emails)) == (1, 1)


def test_a_number_that_is_only_possible_comes_in_with_its_warning() -> None:
    card = _card("FN:Anna Ek", "TEL:+1 202 055 0100")

    assert [phone.e164 for phone in card.draft.phones] == ["+12020550100"]
    assert card.warnings == [
        "the number '+1 202 055 0100' is possible but not valid (+12020550100); check it",
    ]


@pytest.mark.parametrize(
    ("lines", "notes"),
    [
        (["NOTE:one\\ntwo\\, three\\; four"], "one\ntwo, three; four"),
        (["NOTE:one", "NOTE:two"], "one\ntwo"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=", "two=0D=0A=", ""], "one\ntwo"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A="], "one"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:one two=", " three"], "one two three"),
        (["NOTE:a\x01b\x1bc"], "abc"),
    ],
    ids=["escaped", "two notes", "soft breaks", "soft break before the end", "soft break and space", "controls"],
)
def test_notes_keep_their_lines(lines: list[str], notes: str) -> None:
    assert _draft(*lines, version="2.1").notes == notes


@pytest.mark.parametrize(
    ("version", "lines", "title"),
    [
        ("3.0", ["TITLE:Head of Pr", " ess"], "Head of Press"),
        ("2.1", ["TITLE:Head of", " Press"], "Head of Press"),
        ("2.1", ["TITLE:" + "x" * 69, " " + "x" * 74, " x"], "x" * 144),
    ],
    ids=["3.0", "2.1 at a space", "2.1 at the end of a full line"],
)
def test_old_folding_keeps_its_space_and_new_folding_does_not(version: str, lines: list[str], title: str) -> None:
    assert _draft(*lines, version=version).title == title


@pytest.mark.parametrize(
    "picture",
    [
        ["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", " SkZJRgAB", " AQEASABI", ""],
        ["PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ", "SkZJRgABAQEASABI", ""],
        ["PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQEASABI"],
        ["PHOTO;ENCODING=b;TYPE=GIF:/9j/4AAQSkZJRgABAQEASABI=="],
        ["PHOTO;VALUE=uri:data:image/jpeg;base64,/9j/4AAQSkZJRgABAQEASABI"],
        ["PHOTO:data:image/jpeg;base64\\,/9j/4AAQSkZJRg", " ABAQEASABI"],
        ["PHOTO:data:,%FF%D8%FF%E0%00%10JFIF%00%01%01%01%00H%00H"],
    ],
    ids=["indented", "not indented", "3.0", "with a label that lies", "4.0", "Thunderbird", "percents"],
)
def test_a_photo_is_read_in_every_form(picture: list[str]) -> None:
    card = _card("FN:Anna Ek", *picture, "TITLE:Reporter", version="2.1")

    assert card.draft.title == "Reporter"
    assert card.draft.photo == Photo(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00H\x00H", "image/jpeg")
    assert card.warnings == []


def test_a_photo_of_which_the_card_has_the_address_is_carried_and_not_fetched() -> None:
    card = _card("FN:Anna Ek", "PHOTO;VALUE=uri:https://example.org/anna.jpg")

    assert card.draft.photo is None
    assert card.draft.carried == [CarriedProperty("PHOTO", "https://example.org/anna.jpg")]
    assert card.warnings == ["the photo on line 4 is only a web address, and was not fetched"]


@pytest.mark.parametrize(
    ("lines", "relation"),
    [
        (["RELATED;TYPE=friend:urn:uuid:4f2a"], Relation("friend", "urn:uuid:4f2a")),
        (["RELATED;VALUE=text;TYPE=colleague,friend:Bo Ek"], Relation("colleague,friend", "Bo Ek")),
        (["X-ASSISTANT:Bo Ek"], Relation("assistant", "Bo Ek")),
        (["X-MS-MANAGER:Bo Ek"], Relation("manager", "Bo Ek")),
        (["X-EVOLUTION-SPOUSE:Bo Ek"], Relation("spouse", "Bo Ek")),
        (
            ["item1.X-ABRELATEDNAMES;type=pref:Bo Ek", "item1.X-ABLabel:_$!<Assistant>!$_"],
            Relation("assistant", "Bo Ek"),
        ),
        (["item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:Stands in"], Relation("stands in", "Bo")),
        (["X-ABRELATEDNAMES:Bo"], Relation("", "Bo")),
    ],
    ids=lambda value: " | ".join(value) if isinstance(value, list) else "",
)
def test_who_belongs_with_whom_is_read_in_old_words_and_new(lines: list[str], relation: Relation) -> None:
    assert _draft(*lines).related == [relation]


@pytest.mark.parametrize(
    ("lines", "usage"),
    [
        (["item1.TEL:+4315550102", "item1.X-ABLabel:Text only"], "Text only"),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:_$!<Mobile>!$_"], None),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:Bereitschaft"], None),
        (["item1.TEL:+4315550102", "item1.X-ABLabel:Duty\\, after 18:00"], "Duty, after 18:00"),
        (["TEL;X-LABEL=Reception:+4315550102"], "Reception"),
        (['TEL;LABEL="Reception, day":+4315550102'], "Reception, day"),
        (["TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=AE=B6):+4315550102"], "家"),
        (["TEL;TYPE=X-newsroom:+4315550102"], "newsroom"),
        (["TEL;TYPE=WORK,VOICE:+4315550102"], None),
    ],
    ids=lambda value: " | ".join(value) if isinstance(value, list) else "",
)
def test_what_people_call_a_number_is_its_usage(lines: list[str], usage: str | None) -> None:
    (phone,) = _draft(*lines).phones

    assert phone.usage == usage


def test_two_names_for_one_number_are_both_kept() -> None:
    draft = _draft("TEL;X-LABEL=Day:+4315550102", "TEL;X-LABEL=Night:+4315550102")

    assert [phone.usage for phone in draft.phones] == ["Day"]
    assert draft.notes == "Label of +43 1 5550102: Night"


@pytest.mark.parametrize(
    ("lines", "carried"),
    [
        (["X-FOO:a\\,b;c"], [("X-FOO", "a\\,b;c")]),
        (["X_FOO:a"], [("X-FOO", "a")]),
        (["BDAY:19800512"], [("BDAY", "1980-05-12")]),
        (["X-ANNIVERSARY:2001-05-12"], [("ANNIVERSARY", "2001-05-12")]),
        (["GEO:geo:1.5,2.5"], [("GEO", "1.5;2.5")]),
        (["TZ:-0500"], [("TZ", "-05:00")]),
        (["URL;TYPE=work,pref:http\\://example.org"], [("URL", "http://example.org", ";TYPE=work")]),
        (
            ["item7.URL:https://example.org", "item7.X-ABLabel:_$!<HomePage>!$_"],
            [
                ("URL", "https://example.org", "", "carried1"),
                ("X-ABLABEL", "_$!<HomePage>!$_", "", "carried1"),
            ],
        ),
        (["X-FOO;CHARSET=utf-8;ENCODING=QUOTED-PRINTABLE:a=0D=0AEND:VCARD=3Bb"], [("X-FOO", "a\\nEND:VCARD\\;b")]),
        (["X-FOO:a\x01b\x85c"], [("X-FOO", "ab\\nc")]),
        (["X-FOO:back\\slash\\"], [("X-FOO", "back\\\\slash\\\\")]),
        (["X-FOO;X-B=c d;VALUE=uri;PREF=1;X-E=f:g"], [("X-FOO", "g", ';X-B="c d";X-E=f')]),
        (["LOGO;ENCODING=b;TYPE=PNG:iVBORw0KGgo="], [("LOGO", "data:image/png;base64,iVBORw0KGgo=")]),
        (["X-PICTURE;BASE64:", "  /9j/4AAQ", ""], [("X-PICTURE", "data:application/octet-stream;base64,/9j/4AAQ")]),
        (["X-FOO:", "NICKNAME: "], []),
    ],
    ids=lambda value: " | ".join(value) if value and isinstance(value[0], str) else "",
)
def test_what_has_no_field_is_carried(lines: list[str], carried: list[tuple[str, ...]]) -> None:
    card = _card("FN:Anna Ek", *lines)

    assert card.draft.carried == [CarriedProperty(*each) for each in carried]
    assert card.warnings == []


def test_zone_and_coordinates_of_a_known_city_are_not_carried() -> None:
    draft = _draft("ADR:;;;Vienna;;;Austria", "TZ:Europe/Vienna", "GEO:48.2;16.4")

    assert draft.carried == []


@pytest.mark.parametrize(
    "lines",
    [
        ["X-FOO:" + "x" * 70_000],
        ["LOGO;ENCODING=b:" + "AAAA" * 20_000],
        ["BEGIN:VEVENT"],
        ["AGENT:BEGIN:VCARD\\nFN:Secret\\nEND:VCARD"],
        [f"X-FOO:{number}" for number in range(101)],
    ],
    ids=["long", "large", "a beginning", "an agent", "many"],
)
def test_what_cannot_be_carried_is_said(lines: list[str]) -> None:
    card = _card("FN:Anna Ek", *lines)

    name = lines[0].partition(":")[0].partition(";")[0]
    assert card.warnings == [f"left out, as no export can carry it: {name}"]
    assert len(card.draft.carried) == len(lines) - 1


def test_a_group_is_passed_over_and_is_no_mistake() -> None:
    group = vcard.group("Press team", "team", ["4f2a1c3e-0000-4000-8000-0000000000a1"])

    result = vcard.read(group * 2, city=city, kind=ContactKind.OFFICER)

    assert (result.drafts, result.rejected) == ([], [])
    assert [(skipped.line, skipped.name) for skipped in result.skipped] == [(1, "Press team"), (10, "Press team")]
    assert "is a list of cards and no person" in str(result.skipped[0])


def test_an_address_on_a_label_goes_to_the_notes() -> None:
    assert _draft("LABEL:1 Road\\nVienna").notes == "Address: 1 Road, Vienna"


def test_a_card_inside_a_card_stays_inside() -> None:
    agent = ["AGENT:", "BEGIN:VCARD", "FN:Secret Agent", "TEL:+4315550109", "END:VCARD"]

    draft = _draft(*agent, "TEL:+4315550102", version="2.1")

    assert draft.name == "Anna Ek"
    assert [phone.e164 for phone in draft.phones] == ["+4315550102"]


def test_an_agent_on_one_line_stays_there() -> None:
    draft = _draft("AGENT:BEGIN:VCARD\\nFN:Secret Agent\\nTEL:+4315550109\\nEND:VCARD\\n")

    assert (draft.name, draft.phones) == ("Anna Ek", [])


@pytest.mark.parametrize("rev", ["yesterday", "", "20240229", "2024-02-30T99:99:99Z", "2011-06-08T01:02:03.456+25:00"])
def test_an_odd_time_of_change_costs_nothing(rev: str) -> None:
    card = _card("FN:Anna Ek", f"REV:{rev}")

    assert card.warnings == []


@pytest.mark.parametrize(
    ("uid", "kept"),
    [
        ("urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1", "4f2a1c3e-0000-4000-8000-0000000000a1"),
        ("URN:UUID:4F2A1C3E-0000-4000-8000-0000000000A1", "4F2A1C3E-0000-4000-8000-0000000000A1"),
        ("pas-id-4F2A", "pas-id-4F2A"),
        ("https://example.org/people/7", "https://example.org/people/7"),
        ("../../x", "../../x"),
        ("", None),
        ("x" * 256, None),
    ],
    ids=["urn", "capitals", "plain", "address", "path", "none", "endless"],
)
def test_a_uid_is_kept_when_it_can_be(uid: str, kept: str | None) -> None:
    assert _draft(f"UID:{uid}").uid == kept


def test_a_role_is_a_title_where_there_is_no_title() -> None:
    assert _draft("ROLE:Spokesperson").title == "Spokesperson"


def test_organisations_and_departments_that_have_no_field_go_to_the_notes() -> None:
    draft = _draft("ORG:Example Agency;Press;Berlin", "ORG:Example Union")

    assert draft.organisation == "Example Agency"
    assert draft.notes == "Department: Press\nDepartment: Berlin\nOrganisation: Example Union"


def test_a_journalist_has_an_outlet() -> None:
    draft = _draft("ORG:Example Times", kind=ContactKind.JOURNALIST)

    assert (draft.kind, draft.outlet, draft.organisation) == (ContactKind.JOURNALIST, "Example Times", None)


def test_categories_that_say_nothing_of_a_beat_are_no_beats() -> None:
    draft = _draft("CATEGORIES:Press officer,myContacts,Migration,migration,Human rights\\, law", "CATEGORIES:Health")

    assert draft.beats == ["Migration", "Human rights, law", "Health"]


def test_a_line_that_is_no_property_is_said_and_kept_in_the_notes() -> None:
    card = _card("FN:Anna Ek", "what is this", "TITLE:Reporter")

    assert (card.draft.title, card.draft.notes) == ("Reporter", "Line 4: what is this")
    assert card.warnings == ["what is no property could not be read: line 4 'what is this'"]


def test_a_folded_text_that_says_end_does_not_end_the_card() -> None:
    card = _card("FN:Anna Ek", "NOTE:one", " END:VCARD", " BEGIN:VCARD", " VERSION:2.1", "TITLE:Reporter")

    assert card.draft.title == "Reporter"
    assert card.draft.notes == "oneEND:VCARDBEGIN:VCARDVERSION:2.1"


def test_text_around_the_cards_is_no_card() -> None:
    content = b"Hello,\nhere they are:\n\nBEGIN:VCARD\nFN:Anna Ek\nEND:VCARD\nBye\nEND:VCARD\n"

    result = vcard.read(content, city=city, kind=ContactKind.OFFICER)

    assert [(card.line, card.draft.name) for card in result.drafts] == [(4, "Anna Ek")]


def test_a_card_without_its_end_ends_where_the_next_begins() -> None:
    content = b"BEGIN:VCARD\nFN:Anna Ek\nBEGIN:VCARD\nFN:Bo Ek\nEND:VCARD\nBEGIN:VCARD\nFN:Cleo Ek\nTEL:+4315550102"

    result = vcard.read(content, city=city, kind=ContactKind.OFFICER)

    cut = "there is no END:VCARD; the card may have been cut off"
    assert [(card.draft.name, card.warnings) for card in result.drafts] == [
        ("Anna Ek", [cut]),
        ("Bo Ek", []),
        ("Cleo Ek", [cut]),
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b"\r\n \r\n", "is empty"),
        (b"name,phone\nAnna,1\n", "holds no vCard"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "holds no vCard"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "holds no vCard"),
        (b"END:VCARD\n", "holds no vCard"),
    ],
    ids=["empty", "blank", "CSV", "binary", "calendar", "end alone"],
)
def test_a_file_without_a_card_is_refused_in_a_sentence(content: bytes, problem: str) -> None:
    with pytest.raises(InvalidFile, match=f"people.vcf: {problem}"):
        vcard.read(content, city=city, kind=ContactKind.OFFICER, file="people.vcf")
