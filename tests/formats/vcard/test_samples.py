"""Files as phones and address books write them, with invented people; none may lose a number, a name or a sentence."""

from pathlib import Path

import pytest

from outreach.formats import vcard
from outreach.formats.vcard import ReadCards
from outreach.model.card import CarriedProperty, ContactKind
from outreach.model.contact import ContactDraft
from tests.formats.vcard.people import city

FOLDER = Path(__file__).parents[2] / "samples" / "vcards"


def _read(file: str) -> ReadCards:
    return vcard.read((FOLDER / file).read_bytes(), region="AT", city=city, kind=ContactKind.OFFICER)


def _phones(draft: ContactDraft) -> list[str]:
    """`+4315550102 12 work`, with `(internal)` where only the office may see it."""
    return [
        " ".join(
            [p.e164, *([p.extension] if p.extension else []), p.kind, *(["(internal)"] * (p.visibility == "internal"))]
        )
        for p in draft.phones
    ]


NAMES = {
    "android-2.1.vcf": [
        ("Žofie Müllerová", "|Žofie||Müllerová|"),
        ("desk@example.net", "||||"),
        ("Anna Ek", "|Anna||Ek|"),
    ],
    "google-3.0.vcf": [("Nguyễn Thị Ví Dụ", "|Ví Dụ|Thị|Nguyễn|"), ("Example Wire Desk", "||||")],
    "iphone-3.0.vcf": [("Dr. Siobhán Marie O’Brien-García", "Dr.|Siobhán|Marie|O’Brien-García|")],
    "lotus-notes-3.0.vcf": [("Mr. Ole Nordmann Example I", "Mr.|Ole|Nordmann|Example|I")],
    "nextcloud-4.0.vcf": [("عائشة مثال", "|عائشة||مثال|")],
    "nokia-2.1.vcf": [("Илона Ковач", "|Илона||Ковач|"), ("例子 表示", "|例子||表示|")],
    "outlook-2.1.vcf": [("Mag. Jürgen Größling", "Mag.|Jürgen||Größling|")],
    "outlook-com-3.0.vcf": [("Lakshmi Example", "|Lakshmi||Example|")],
    "thunderbird-4.0.vcf": [("Élodie Exemple", "|Élodie||Exemple|")],
    "rfc6350-4.0.vcf": [("Simone Exemplaire", "|Simone||Exemplaire|ing. jr,M.Sc.")],
    "samsung-agent-2.1.vcf": [("Bo Ek", "|Bo||Ek|")],
}
NUMBERS = {
    "android-2.1.vcf": [
        "+436605550101 mobile",
        "+4315550102 work",
        "+4315550103 work (internal)",
        "+4315550104 fax",
        "+436605550105 duty",
    ],
    "google-3.0.vcf": ["+12025550121 mobile", "+12025550122 7 work", "+12025550123 duty"],
    "iphone-3.0.vcf": [
        "+41795550101 mobile",
        "+41225550104 fax",
        "+41225550102 mobile",
        "+41225550103 duty",
        "+41225550105 work",
        "+41225550106 work",
    ],
    "lotus-notes-3.0.vcf": ["+4722550101 work", "+4722550102 fax", "+4740550103 mobile"],
    "nextcloud-4.0.vcf": ["+962790550103 mobile", "+96265550101 21 work", "+96265550102 work (internal)"],
    "nokia-2.1.vcf": [
        "+36205550101 mobile",
        "+36205550102 mobile (internal)",
        "+3615550103 fax",
        "+3615550104 12 work",
    ],
    "outlook-2.1.vcf": ["+493023125101 work", "+491712312510 mobile", "+493023125102 fax"],
    "outlook-com-3.0.vcf": ["+12025550111 42 work", "+12025550112 mobile"],
    "thunderbird-4.0.vcf": ["+33199000101 work", "+33699000102 mobile"],
    "rfc6350-4.0.vcf": ["+12025550131 102 work", "+12025550132 mobile"],
    "samsung-agent-2.1.vcf": ["+436605550112 mobile", "+4315550111 work"],
}
EMAILS = {
    "android-2.1.vcf": "zofie@example.org work",
    "google-3.0.vcf": "vidu@example.com work, vidu.newsroom@example.com work",
    "iphone-3.0.vcf": "siobhan@example.org work, duty@example.org duty",
    "lotus-notes-3.0.vcf": "ole@example.com work",
    "nextcloud-4.0.vcf": "aisha@example.org work",
    "nokia-2.1.vcf": "ilona@example.org work",
    "outlook-2.1.vcf": "juergen@example.net work",
    "outlook-com-3.0.vcf": "lakshmi@example.com work",
    "thunderbird-4.0.vcf": "elodie@example.org work, elodie@example.net home",
    "rfc6350-4.0.vcf": "simone@example.com work",
    "samsung-agent-2.1.vcf": "bo@example.org work",
}
DESCRIBED = {
    "android-2.1.vcf": (
        "Leiterin für Öffentliches",
        "Österreichisches Büro für erfundene Öffentlichkeitsarbeit",
        "Vienna, AT",
    ),
    "google-3.0.vcf": ("Reporter", "Example Times", "New York, US"),
    "iphone-3.0.vcf": ("Spokesperson, Head of Press", "Example Agency", "Geneva, CH"),
    "lotus-notes-3.0.vcf": ("Pressetalsmann", "Example Norsk, AS", "Oslo, NO"),
    "nextcloud-4.0.vcf": ("Spokesperson", "Example Relief", "Amman, JO"),
    "nokia-2.1.vcf": ("szóvivő", None, "Budapest, HU"),
    "outlook-2.1.vcf": ("Redakteur", "Erfundene Zeitung", "Berlin, DE"),
    "outlook-com-3.0.vcf": ("Correspondent", "Example Wire", "New York, US"),
    "thunderbird-4.0.vcf": ("Rédactrice en chef", "Journal Inventé", "Paris, FR"),
    "rfc6350-4.0.vcf": (None, "Exemple", "New York, US"),
    "samsung-agent-2.1.vcf": ("Editor", "Example Post", "Vienna, AT"),
}
NOTES = {
    "android-2.1.vcf": ["Erste Zeile; mit Strichpunkt", "zweite Zeile – äöüß", "Department: Presse für Ä–Ö"],
    "google-3.0.vcf": ["Prefers text messages; never before 10:00"],
    "iphone-3.0.vcf": [
        "Address: Chemin Inventé 7, Genève, GE, 1218, Suisse",
    ],
    "lotus-notes-3.0.vcf": ["Role: Talsmann", "EMAIL: C=no/A= /P=example/S=ole"],
    "nextcloud-4.0.vcf": ["Address: 1 Sample St, عمّان, الأردن"],
    "nokia-2.1.vcf": ["Őszi szám"],
    "outlook-2.1.vcf": ["Rückruf nur nachmittags", "zweite Zeile", "TEL: not a number"],
    "outlook-com-3.0.vcf": ["Line one", "Line three, with comma", "Line 14: Floor 2"],
    "thunderbird-4.0.vcf": ["Première ligne", "seconde"],
    "rfc6350-4.0.vcf": ["Address: Suite D2-630, 2875 Inventée, New York, NY, 10001, United States"],
    "samsung-agent-2.1.vcf": ["über alles"],
}


def test_every_sample_is_in_the_tables() -> None:
    files = {path.name for path in FOLDER.glob("*.vcf")}

    assert files == set(NAMES) == set(NUMBERS) == set(EMAILS) == set(DESCRIBED) == set(NOTES)


@pytest.mark.parametrize(("file", "people"), NAMES.items(), ids=NAMES)
def test_everybody_comes_in_under_their_name(file: str, people: list[tuple[str, str]]) -> None:
    drafts = [card.draft for card in _read(file).drafts]

    read = [(d.name, f"{d.prefix}|{d.given_name}|{d.additional_name}|{d.family_name}|{d.suffix}") for d in drafts]
    assert read == people


@pytest.mark.parametrize(("file", "numbers"), NUMBERS.items(), ids=NUMBERS)
def test_numbers_come_in_with_their_kind(file: str, numbers: list[str]) -> None:
    assert _phones(_read(file).drafts[0].draft) == numbers


@pytest.mark.parametrize(("file", "emails"), EMAILS.items(), ids=EMAILS)
def test_addresses_come_in_with_their_kind(file: str, emails: str) -> None:
    draft = _read(file).drafts[0].draft

    assert ", ".join(f"{email.address} {email.kind}" for email in draft.emails) == emails


@pytest.mark.parametrize(("file", "described"), DESCRIBED.items(), ids=DESCRIBED)
def test_title_organisation_and_city_come_in(file: str, described: tuple[str, str | None, str]) -> None:
    draft = _read(file).drafts[0].draft

    assert (draft.title, draft.organisation, str(draft.city)) == described


@pytest.mark.parametrize(("file", "lines"), NOTES.items(), ids=NOTES)
def test_what_has_no_field_is_kept_in_the_notes(file: str, lines: list[str]) -> None:
    notes = (_read(file).drafts[0].draft.notes or "").split("\n")

    assert [line for line in lines if line not in notes] == []


def test_uid_languages_and_beats_come_in() -> None:
    nextcloud, thunderbird, google = (
        _read(f"{name}.vcf").drafts[0].draft for name in ("nextcloud-4.0", "thunderbird-4.0", "google-3.0")
    )

    assert nextcloud.uid == "7f1d0b0a-1111-4222-8333-123456789abc"
    assert nextcloud.beats == ["Health", "Emergencies"]
    assert thunderbird.languages == ["fr", "en"]
    assert google.beats == ["climate"]


def test_a_group_is_no_person() -> None:
    read = _read("nextcloud-4.0.vcf")

    assert [(group.line, group.name) for group in read.skipped] == [(21, "Press team")]
    assert "is a list of cards and no person" in str(read.skipped[0])
    assert not read.rejected


def test_the_country_is_known_by_the_name_that_outlook_writes() -> None:
    (card,) = _read("outlook-com-3.0.vcf").drafts

    assert card.warnings == [
        "what is no property could not be read: line 14 'Floor 2', 15 'New York\\\\, NY 10001'",
    ]


USAGES = {
    "google-3.0.vcf": ["Duty (24/7)", "Newsroom"],
    "iphone-3.0.vcf": ["On call, after 18:00", "Reception", "Duty desk"],
    "nextcloud-4.0.vcf": ["مكتب"],
    "rfc6350-4.0.vcf": [],
    "samsung-agent-2.1.vcf": ["家庭"],
}


@pytest.mark.parametrize(("file", "usages"), USAGES.items(), ids=USAGES)
def test_what_people_call_their_numbers_comes_in(file: str, usages: list[str]) -> None:
    draft = _read(file).drafts[0].draft

    assert [each.usage for each in (*draft.phones, *draft.emails) if each.usage] == usages


@pytest.mark.parametrize("file", ["android-2.1.vcf", "iphone-3.0.vcf", "outlook-2.1.vcf", "thunderbird-4.0.vcf"])
def test_the_photo_comes_in(file: str) -> None:
    photo = _read(file).drafts[0].draft.photo

    assert photo is not None
    assert photo.media_type == "image/jpeg"
    assert len(photo.content) > 200


def test_what_has_no_field_is_carried_through_without_a_word() -> None:
    (card,) = _read("iphone-3.0.vcf").drafts

    assert card.warnings == []
    assert {each.name for each in card.draft.carried} == {"URL", "BDAY", "X-SOCIALPROFILE", "X-ABLABEL"}


def test_the_properties_of_rfc_6350_come_in_and_go_out_again() -> None:
    carried = _read("rfc6350-4.0.vcf").drafts[0].draft.carried

    assert [(each.name, each.value) for each in carried] == [
        ("BDAY", "--0203"),
        ("ANNIVERSARY", "20090808T1430-0500"),
        ("GENDER", "F"),
        ("KEY", "http://www.example.com/simone/simone.asc"),
        ("URL", "http://example.org"),
    ]


def test_an_odd_charset_is_gone_from_what_is_carried() -> None:
    (carried,) = _read("samsung-agent-2.1.vcf").drafts[0].draft.carried

    assert carried == CarriedProperty("X-WHATEVER", "café\\; 2\\nfloor")
