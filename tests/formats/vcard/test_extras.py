"""What only some cards have: usages as labels, coordinates, a photo, relations, properties carried through, groups."""

from base64 import b64decode

import pytest

from outreach.formats import vcard
from outreach.formats.vcard import Version
from outreach.model.card import CarriedProperty, Photo, Relation
from outreach.model.values import EmailAddress, EmailKind, PhoneKind, PhoneNumber
from tests.formats.vcard import strict
from tests.formats.vcard.people import card

JPEG = Photo(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "image/jpeg")
V3, V4 = Version


def _lines(written: bytes) -> list[str]:
    """The lines, unfolded, with their groups."""
    strict.properties(written)
    return written.decode().replace("\r\n ", "").split("\r\n")


def _said(version: Version, *, after: str, **fields: object) -> list[str]:
    """What follows the line that starts with `after`."""
    lines = _lines(vcard.one(card(phones=(), emails=(), languages=(), **fields), version=version))
    (at,) = [at for at, line in enumerate(lines) if line.startswith(after)]
    return lines[at + 1 : lines.index("END:VCARD")]


@pytest.mark.parametrize(
    ("kind", "usage", "in_3", "in_4"),
    [
        (PhoneKind.WORK, "text only", "WORK,VOICE,PREF", "work,voice"),
        (PhoneKind.DUTY, "duty, after 18:00", "WORK,VOICE,PREF", "work,voice"),
        (PhoneKind.DUTY, "weekends", "WORK,VOICE,X-DUTY,PREF", "work,voice,x-duty"),
        (PhoneKind.WORK, "not the duty phone", "WORK,VOICE,X-WORK,PREF", "work,voice,x-work"),
        (PhoneKind.MOBILE, "Büro; \n Wien", "CELL,PREF", "cell"),
    ],
    ids=["plain", "names its kind", "kind of its own", "names another kind", "any text"],
)
def test_a_usage_is_the_label_of_its_number(kind: PhoneKind, usage: str, in_3: str, in_4: str) -> None:
    number = PhoneNumber("+4315550101", kind=kind, usage=usage, printed="+43 1 5550101")
    label = usage.replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")

    lines = {version: _lines(vcard.one(card(phones=(number,)), version=version)) for version in Version}

    assert f"item1.TEL;TYPE={in_3}:+43 1 5550101" in lines[V3]
    assert f"item1.TEL;TYPE={in_4};PREF=1;VALUE=uri:tel:+4315550101" in lines[V4]
    assert f"item1.X-ABLabel:{label}" in lines[V3]
    assert f"item1.X-ABLabel:{label}" in lines[V4]


def test_a_usage_is_the_label_of_its_address() -> None:
    address = EmailAddress("a@example.org", kind=EmailKind.HOME, usage="weekends")

    lines = {version: _lines(vcard.one(card(phones=(), emails=(address,)), version=version)) for version in Version}

    assert "item1.EMAIL;TYPE=INTERNET,X-HOME,PREF:a@example.org" in lines[V3]
    assert "item1.EMAIL;TYPE=home;PREF=1:a@example.org" in lines[V4]
    assert "item1.X-ABLabel:weekends" in lines[V3]
    assert "item1.X-ABLabel:weekends" in lines[V4]


def test_the_coordinates_of_the_city_are_written_as_each_version_has_them() -> None:
    vienna = {"latitude": 48.20849, "longitude": 16.37208}

    assert _said(V3, after="TZ", **vienna) == ["GEO:48.208490;16.372080"]
    assert _said(V4, after="TZ", **vienna) == ["GEO:geo:48.208490,16.372080"]
    assert _said(V4, after="TZ", latitude=float("nan"), longitude=0.0) == []


def test_a_photo_is_written_as_each_version_has_it() -> None:
    (in_3,), (in_4,) = (_said(version, after="TZ", photo=JPEG) for version in Version)

    assert b64decode(in_3.removeprefix("PHOTO;ENCODING=b;TYPE=JPEG:")) == JPEG.content
    assert b64decode(in_4.removeprefix("PHOTO:data:image/jpeg;base64,")) == JPEG.content


@pytest.mark.parametrize(
    ("relation", "in_3", "in_4"),
    [
        (
            Relation("assistant", "Bo Ek, PA"),
            ["item1.X-ABRELATEDNAMES:Bo Ek\\, PA", "item1.X-ABLabel:_$!<Assistant>!$_"],
            ["item1.RELATED;VALUE=text:Bo Ek\\, PA", "item1.X-ABLabel:_$!<Assistant>!$_"],
        ),
        (
            Relation("colleague", "urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1"),
            [
                "item1.X-ABRELATEDNAMES:urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1",
                "item1.X-ABLabel:colleague",
            ],
            ["RELATED;TYPE=colleague:urn:uuid:4f2a1c3e-0000-4000-8000-0000000000a1"],
        ),
        (
            Relation("sends\r\nNOTE:x", "Bo"),
            ["item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:sends\\nNOTE:x"],
            ["item1.RELATED;VALUE=text:Bo", "item1.X-ABLabel:sends\\nNOTE:x"],
        ),
        (Relation("", "Bo"), ["X-ABRELATEDNAMES:Bo"], ["RELATED;VALUE=text:Bo"]),
    ],
    ids=["Apple's word", "RFC 6350's word", "any word", "no word"],
)
def test_a_relation_is_written_as_each_version_has_it(relation: Relation, in_3: list[str], in_4: list[str]) -> None:
    assert _said(V3, after="TZ", related=(relation,)) == in_3
    assert _said(V4, after="TZ", related=(relation,)) == in_4


LOGO = "data:image/png;base64,iVBORw0KGgo="


@pytest.mark.parametrize(
    ("carried", "in_3", "in_4"),
    [
        (("X-TWITTER", "a\\,b", ";TYPE=home"), ["X-TWITTER;TYPE=home:a\\,b"], ["X-TWITTER;TYPE=home:a\\,b"]),
        (("BDAY", "1980-05-12"), ["BDAY:1980-05-12"], ["BDAY:19800512"]),
        (("BDAY", "--0512"), ["X-BDAY:--0512"], ["BDAY:--0512"]),
        (("BDAY", "1980-13-45"), ["X-BDAY:1980-13-45"], ["X-BDAY:1980-13-45"]),
        (("BDAY", "20090808T1430-0500"), ["X-BDAY:20090808T1430-0500"], ["BDAY:20090808T1430-0500"]),
        (("GENDER", "F"), ["X-GENDER:F"], ["GENDER:F"]),
        (("LOGO", LOGO), ["LOGO;ENCODING=b;TYPE=PNG:iVBORw0KGgo="], [f"LOGO:{LOGO}"]),
        (("PHOTO", "https://example.org/a.jpg"), ["PHOTO;VALUE=uri:https://example.org/a.jpg"], None),
        (("KEY", "no address"), ["X-KEY:no address"], ["X-KEY:no address"]),
        (("GEO", "1.5;2.5"), ["GEO:1.500000;2.500000"], ["GEO:geo:1.500000,2.500000"]),
        (("X-A", "a\r\nEND:VCARD\x00"), ["X-A:a\\nEND:VCARD"], ["X-A:a\\nEND:VCARD"]),
        (("X-A", "b", ';X-B="a\r\nNOTE:x"'), ["X-A:b"], ["X-A:b"]),
        (("X-A", "b", "", "i\r\nNOTE:x."), ["X-A:b"], ["X-A:b"]),
        (("X-A:b\r\nNOTE", "c"), [], []),
        (("END", "VCARD"), [], []),
        (("TZ", "+01:00"), [], []),
    ],
    ids=str,
)
def test_a_carried_property_stands_in_a_form_that_the_version_knows(
    carried: tuple[str, ...], in_3: list[str], in_4: list[str] | None
) -> None:
    properties = (CarriedProperty(*carried),)

    assert _said(V3, after="TZ", carried=properties) == in_3
    if in_4 is not None:
        assert _said(V4, after="TZ", carried=properties) == in_4


def test_a_carried_group_keeps_its_label() -> None:
    properties = (
        CarriedProperty("URL", "https://example.org/", group="carried1"),
        CarriedProperty("X-ABLABEL", "_$!<HomePage>!$_", group="carried1"),
    )

    assert _said(V3, after="TZ", carried=properties) == [
        "carried1.URL:https://example.org/",
        "carried1.X-ABLabel:_$!<HomePage>!$_",
    ]


def test_a_property_that_a_card_has_once_stands_once() -> None:
    properties = (CarriedProperty("BDAY", "1980-05-12"), CarriedProperty("BDAY", "1981-05-12"))

    assert _said(V3, after="TZ", carried=properties) == ["BDAY:1980-05-12", "X-BDAY:1981-05-12"]


def test_a_group_names_its_members_as_each_version_has_them() -> None:
    uuid = "4f2a1c3e-0000-4000-8000-0000000000a1"

    in_3, in_4 = (_lines(vcard.group("Press, Vienna", "vienna", [uuid, "person,7:é"], version)) for version in Version)

    assert in_3[3:-2] == [
        "FN:Press\\, Vienna",
        "N:Press\\, Vienna;;;;",
        "UID:vienna",
        "X-ADDRESSBOOKSERVER-KIND:group",
        f"X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:{uuid}",
        "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:person%2C7%3A%C3%A9",
    ]
    assert in_4[3:-2] == [
        "FN:Press\\, Vienna",
        "N:Press\\, Vienna;;;;",
        "KIND:group",
        "UID;VALUE=text:vienna",
        f"MEMBER:urn:uuid:{uuid}",
        "MEMBER:urn:uuid:person%2C7%3A%C3%A9",
    ]
