"""A press release file becomes lines of visible text, whatever wrote it; what is none is refused in a sentence."""

import io
import time
import zipfile

import docx
import pytest

from outreach.errors import InvalidFile
from outreach.formats import document

# As Cloudflare writes an address: a key, then each octet XORed with it.
SCRAMBLED = "42" + bytes(octet ^ 0x42 for octet in b"a@example.org").hex()
CONTACT = "Contact: Zoë Müller, press@example.org"


def _text(content: bytes, filename: str) -> str:
    return "\n".join(document.read(content, filename=filename).lines)


def _docx(fill) -> bytes:
    file = docx.Document()
    fill(file)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(CONTACT.encode(), id="utf-8"),
        pytest.param(CONTACT.encode("utf-8-sig"), id="utf-8 with a byte order mark"),
        pytest.param(CONTACT.encode("utf-16"), id="utf-16 with a byte order mark"),
        pytest.param(CONTACT.encode("utf-16-le"), id="utf-16 without"),
        pytest.param(CONTACT.encode("windows-1252"), id="windows-1252"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(content):
    assert _text(content, "release.txt") == CONTACT


def test_the_lines_of_a_text_keep_their_numbers():
    content = b"Headline\r\n\r\nBody\x0cstill line three\rFour\nFive"

    lines = document.read(content, filename="-").lines

    assert [line.split() for line in lines] == [
        ["Headline"],
        [],
        ["Body", "still", "line", "three"],
        ["Four"],
        ["Five"],
    ]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        pytest.param("[Write to us](mailto:press@example.org)", "Write to us <press@example.org>", id="hidden address"),
        pytest.param("[press@example.org](mailto:press@example.org)", "press@example.org", id="address shown already"),
        pytest.param("[Ring us](tel:+4315550123)", "Ring us +4315550123", id="hidden number"),
        pytest.param("[01 555 01 23](tel:+4315550123)", "01 555 01 23", id="number shown already"),
        pytest.param("see [our site](https://example.org/a_b)", "see our site", id="a link's target is left out"),
        pytest.param("a ![](https://example.org/1.png) b", "a b", id="picture"),
        pytest.param("### Contact", "Contact", id="heading"),
        pytest.param("**Anna** *Holm* __Ek__", "Anna Holm Ek", id="emphasis"),
        pytest.param("anna_holm@example.org", "anna_holm@example.org", id="underscore of an address"),
        pytest.param(r"1\. Anna", "1. Anna", id="escape"),
        pytest.param("R&amp;D &lt;x&gt;", "R&D <x>", id="entities"),
    ],
)
def test_markdown_shows_what_a_reader_sees(markdown, shown):
    assert " ".join(_text(markdown.encode(), "release.md").split()) == shown


def test_a_table_in_markdown_has_a_tab_between_its_cells():
    content = b"| Name | Phone |\n|---|---|\n| Anna Holm | +43 1 5550123 |"

    cells = [[cell.strip() for cell in line.split("\t")] for line in document.read(content, filename="a.md").lines]

    assert cells == [["Name", "Phone"], [""], ["Anna Holm", "+43 1 5550123"]]


def test_a_page_is_read_without_its_menus_scripts_and_margins():
    page = b"""<!DOCTYPE html><html><head><title>T</title><style>p {}</style></head><body>
      <header>Company</header><nav><a href="/contact">Contact</a></nav><div class="main-menu">Menu</div>
      <p>First<br>second <b>bold</b>&nbsp;text</p><script>var a = "x@example.org"</script>
      <p hidden>secret</p><p style="display: none">secret too</p>
      <p>Anna Holm, press@example.org</p><footer>Imprint</footer></body></html>"""

    lines = document.read(page, filename="page.html").lines

    assert lines == ("First", "second bold text", "Anna Holm, press@example.org")


def test_a_page_that_names_its_contact_only_in_the_footer_is_read_with_it():
    page = b"<html><body><nav>Menu</nav><p>Body</p><footer>Anna Holm, +43 1 5550123</footer></body></html>"

    lines = document.read(page, filename="page.html").lines

    assert lines == ("Menu", "Body", "Anna Holm, +43 1 5550123")


def test_a_row_of_a_table_is_one_line_with_tabs():
    page = b"<table><tr><th>Name</th><th>Tel</th></tr><tr><td>Anna</td><td>+43 1 5550123</td></tr></table>"

    lines = document.read(page, filename="page.htm").lines

    assert lines == ("Name\tTel", "Anna\t+43 1 5550123")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        pytest.param('<a href="mailto:anna@example.org?subject=x">Anna</a>', "Anna <anna@example.org>", id="mailto"),
        pytest.param('<a href="mailto:anna%40example.org">Anna</a>', "Anna <anna@example.org>", id="encoded mailto"),
        pytest.param('<a href="tel:+4315550123">Call</a>', "Call +4315550123", id="tel"),
        pytest.param('<a href="tel:+4315550123">01 5550123</a>', "01 5550123", id="tel shown already"),
        pytest.param('<a href="mailto:?subject=Read%20this">Share</a>', "Share", id="mailto to nobody"),
        pytest.param('<a class="__cf_email__" href="/p">[email&#160;protected]</a>', "", id="placeholder"),
        pytest.param(f'<a data-cfemail="{SCRAMBLED}">[email&#160;protected]</a>', "a@example.org", id="scrambled"),
        pytest.param(
            f'<a href="/cdn-cgi/l/email-protection#{SCRAMBLED}">Us</a>', "Us a@example.org", id="scrambled link"
        ),
        pytest.param('<a data-cfemail="zz">[email&#160;protected]</a>', "", id="scrambled beyond repair"),
    ],
)
def test_a_link_tells_the_address_or_number_that_its_text_does_not(link, shown):
    page = f"<html><body><p>Write: {link}</p><p>x@example.org</p></body></html>".encode()

    line = document.read(page, filename="page.html").lines[0]

    assert line == f"Write: {shown}".strip()


def test_a_page_asks_nobody_for_entities(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>a &x; b@example.org</p></body></html>'

    text = _text(page.encode(), "page.html")

    assert "secret" not in text.replace(str(secret), "")


def test_a_page_on_standard_input_is_known_by_its_tags():
    assert document.read(b"<p>One</p><p>Two</p><p>a@example.org</p><p>Four</p>", filename="-").kind == "html"


def test_an_address_in_angle_brackets_does_not_make_a_text_a_page():
    assert _text(b"Anna Holm <anna@example.org>", "-") == "Anna Holm <anna@example.org>"


def test_a_word_document_is_read_with_its_tables_in_their_place():
    def fill(file):
        file.add_paragraph("Headline")
        table = file.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text = "Anna Holm"
        table.rows[0].cells[1].text = "+43 1 5550123"
        file.add_paragraph("Last line\nbroken")

    lines = document.read(_docx(fill), filename="release.docx").lines

    assert lines == ("Headline", "Anna Holm\t+43 1 5550123", "Last line", "broken")


def test_the_contact_in_a_word_documents_footer_is_read_if_it_stands_nowhere_else():
    def fill(file):
        file.add_paragraph("Body")
        file.sections[0].footer.paragraphs[0].text = "press@example.org"

    assert document.read(_docx(fill), filename="-").lines == ("Body", "press@example.org")


def test_a_mail_is_read_by_its_plain_text():
    mail = (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        b"Contact: Zo=EB Holm, press@example.org, at any hour\r\n"
        b"--b\r\nContent-Type: text/html\r\n\r\n<p>HTML</p>\r\n--b--\r\n"
    )

    read = document.read(mail, filename="-")

    assert read.kind == "eml"
    assert read.lines[0] == "Contact: Zoë Holm, press@example.org, at any hour"


def test_a_mail_without_plain_text_is_read_by_its_html():
    mail = b"MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n<p>Anna Holm</p><p>a@example.org</p>"

    assert document.read(mail, filename="release.eml").lines == ("Anna Holm", "a@example.org")


def test_a_release_that_begins_like_a_mail_is_still_a_text():
    release = b"Date: 12 May 2026\nContact: Anna Holm, a@example.org\n\nHeadline"

    assert document.read(release, filename="-").kind == "text"


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 80_000_000)
    return stream.getvalue()


def _archive_of_nothing() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", b"x")
    return stream.getvalue()


def _broken_docx() -> bytes:
    whole = _docx(lambda file: file.add_paragraph("x"))
    return whole[: len(whole) // 2]


def _docx_with_torn_xml() -> bytes:
    source, stream = zipfile.ZipFile(io.BytesIO(_docx(lambda file: file.add_paragraph("x")))), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name)[:200] if name == "word/document.xml" else source.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("make", "filename", "problem"),
    [
        pytest.param(lambda: b"", "a.txt", "is empty", id="empty"),
        pytest.param(lambda: b" \n\t\n", "a.txt", "is empty", id="blank"),
        pytest.param(lambda: b"<html><body></body></html>", "a.html", "holds no text", id="page without text"),
        pytest.param(lambda: bytes(range(256)) * 40, "a.txt", "is not text", id="binary"),
        pytest.param(lambda: b"\x01\x02\x03\x04abcd" * 100, "-", "is not text", id="control characters"),
        pytest.param(lambda: b"%PDF-1.7 ...", "a.pdf", "is a PDF", id="PDF"),
        pytest.param(lambda: b"\x89PNG\r\n\x1a\n", "a.docx", "is a picture", id="picture by another name"),
        pytest.param(lambda: b"a" * 10_000_000, "a.txt", "5 MB of text", id="10 MB on a line"),
        pytest.param(lambda: b"a" * 1_000_000, "a.txt", "on one line", id="1 MB on a line"),
        pytest.param(lambda: b"a" * 30_000_000, "a.docx", "larger than 25 MB", id="30 MB"),
        pytest.param(lambda: b"PK\x03\x04" + b"x" * 100, "a.docx", "not a .docx", id="no archive"),
        pytest.param(_broken_docx, "a.docx", "not a .docx", id="half a docx"),
        pytest.param(_docx_with_torn_xml, "a.docx", "not a .docx", id="docx with torn XML"),
        pytest.param(_archive_of_nothing, "a.docx", "no Word document", id="archive of something else"),
        pytest.param(_bomb, "a.docx", "unpacks to far more", id="zip bomb"),
        pytest.param(
            lambda: b"Subject: x\r\nMIME-Version: 1.0\r\n\r\n", "a.eml", "without text", id="mail without text"
        ),
    ],
)
def test_what_is_no_press_release_is_refused_in_a_sentence_and_at_once(make, filename, problem):
    content = make()

    started = time.perf_counter()
    with pytest.raises(InvalidFile, match=problem) as refusal:
        document.read(content, filename=filename)

    assert str(refusal.value).startswith(filename)
    assert time.perf_counter() - started < 2
