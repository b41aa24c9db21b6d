"""Templates of one's own, as a press officer types it."""

import shutil

import pytest

from outreach import resources
from tests.cli.conftest import Office
from tests.formats.brand.pictures import png

TEMPLATES = ("advisories", "templates")
ADVISORY = """---
kind: statement
headline: News from Vienna
dateline: Vienna
boilerplate: [about]
---
Something happened.
"""


@pytest.fixture
def mine(office: Office) -> Office:
    """An office with a folder of templates that is set and empty."""
    (office.folder / "mine").mkdir()
    office.settings["OUTREACH_TEMPLATES"] = str(office.folder / "mine")
    return office


def write(office: Office, name: str, text: str | bytes) -> None:
    file = office.folder / "mine" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def test_a_bare_group_lists_where_each_comes_from_and_what_it_is_for(mine: Office) -> None:
    write(mine, "mail/base.html", "x")
    write(mine, "boilerplate/about.en.md", "# About\n\nUs.\n")

    found = {one["name"]: one for one in mine.ok(*TEMPLATES, "--format", "json").json}

    assert (found["mail/base.html"]["source"], found["mail/style.css"]["source"]) == ("yours", "built in")
    assert found["boilerplate/about.en.md"]["source"] == "yours"
    assert "in blocks" in found["mail/base.html"]["purpose"]
    assert all(one["purpose"] != "for other templates to include" for one in found.values())


def test_what_is_in_force_is_shown(mine: Office) -> None:
    assert "{% block contacts %}" in mine.ok(*TEMPLATES, "show", "mail/base.html").out
    write(mine, "mail/base.html", "ours")
    assert mine.ok(*TEMPLATES, "show", "mail/base.html").out == "ours"


def test_a_name_that_is_not_there_is_answered_with_the_nearest(mine: Office) -> None:
    answer = mine(*TEMPLATES, "show", "base")

    assert (answer.code, "did you mean mail/base.html?" in answer.err) == (3, True)


def test_a_copy_is_checked_and_never_overwrites(mine: Office) -> None:
    mine.ok(*TEMPLATES, "copy", "mail/base.html", "--dry-run")
    assert list((mine.folder / "mine").iterdir()) == []

    mine.ok(*TEMPLATES, "copy", "mail/base.html")
    again = mine(*TEMPLATES, "copy", "mail/base.html")

    assert (again.code, "is there already" in again.err) == (4, True)
    listed = {one["name"]: one["source"] for one in mine.ok(*TEMPLATES, "list", "--format", "json").json}
    assert [name for name, source in listed.items() if source == "yours"] == ["mail/base.html"]


def test_everything_that_we_ship_passes_the_check_as_ones_own(mine: Office) -> None:
    shutil.copytree(next(iter(resources.folders("templates", own=None))), mine.folder / "copied")

    assert mine.ok(*TEMPLATES, "check", "copied", "--format", "json").json == {"ok": True, "problems": []}


def test_a_copy_into_a_broken_folder_says_what_is_broken(mine: Office) -> None:
    write(mine, "mail/statement.html", "{% extends 'mail/base.html' %}\n{{ headlin }}\n")

    answer = mine.ok(*TEMPLATES, "copy", "brand.toml")

    assert "statement.html, line 2: nothing is called 'headlin' here (did you mean headline?)" in answer.err


def test_a_folder_must_be_named_or_set(office: Office) -> None:
    assert office(*TEMPLATES, "check").code == 5
    assert office(*TEMPLATES, "copy", "brand.toml").code == 5
    assert office(*TEMPLATES, "check", "nowhere").code == 5


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        pytest.param("mail/statement.html", "a\n{% if %}\n", 2, "Expected an expression", id="syntax"),
        pytest.param("mail/mine.html", "\n\n{% if nothing %}{{ x.y }}{% endif %}", 3, "nothing is called", id="name"),
        pytest.param(
            "mail/statement.html",
            "{% extends 'mail/base.html' %}\n{% block facts %}{% for fact in facts %}\n{{ fact.lable }}{% endfor %}"
            "{% endblock %}",
            3,
            "has no attribute 'lable'",
            id="field in a loop",
        ),
        pytest.param(
            "mail/statement.html",
            "{% extends 'mail/base.html' %}\n{% block foot %}\n{% if not organisation %}{{ contacts.headnig }}"
            "{% endif %}{% endblock %}",
            3,
            "has no attribute 'headnig'",
            id="branch of what is not there",
        ),
        pytest.param(
            "mail/base.html",
            "{% if direction == 'rtl' %}\n{{ brand.colour }}{% endif %}",
            2,
            "has no attribute 'colour'",
            id="branch of Arabic",
        ),
        pytest.param("mail/statement.html", "{{ headline | attr('x') }}", 1, "No filter named 'attr'", id="escape"),
        pytest.param("mail/message.txt", "{{ headline }}\n{{ body }}", None, "leaves out release", id="no embargo"),
        pytest.param("mail/style.css", "caf\u00e9".encode("latin-1"), 1, "is not UTF-8", id="not UTF-8"),
        pytest.param("advisories/statement.md", "---\n{{ headlin }}\n", 2, "nothing is called", id="beginning"),
        pytest.param("advisories/statement.fr.md", "---\n{{ city.name }}\n", 2, "name", id="French beginning"),
        pytest.param("brand.toml", "[light]\naccent = '#eeeeee'\n", 2, "accent #eeeeee on background", id="contrast"),
        pytest.param("brand.toml", b"name = '\xe9'", 1, "is not UTF-8", id="brand not UTF-8"),
        pytest.param("boilerplate/about.en.md", "# About\n\n<b>us</b>\n", 3, "HTML is not passed on", id="HTML"),
        pytest.param("boilerplate/about.en.md", "# About\n{{ recipient.nme }}", 2, "nobody has", id="merge field"),
        pytest.param("boilerplate/about.txt", "About", None, "is not called NAME.LANGUAGE.md", id="name of a text"),
        pytest.param("boilerplate/about.en.md", "a\n\nb\u202ec", 3, "control character", id="control character"),
    ],
)
def test_a_mistake_is_found_before_the_deadline(
    mine: Office, name: str, text: str | bytes, line: int | None, words: str
) -> None:
    write(mine, name, text)

    answer = mine(*TEMPLATES, "check", "--format", "json")

    assert answer.code == 6
    found = answer.json["problems"]
    assert {problem["file"] for problem in found} == {str(mine.folder / "mine" / name)}
    assert any(words in problem["message"] and problem["line"] == line for problem in found), found


def test_a_link_out_of_the_folder_is_refused(mine: Office) -> None:
    mine.file("secret.toml", "name = 'secret'")
    mine.file("secret.en.md", "secret")
    (mine.folder / "mine" / "brand.toml").symlink_to(mine.folder / "secret.toml")
    (mine.folder / "mine" / "boilerplate").mkdir()
    (mine.folder / "mine" / "boilerplate" / "about.en.md").symlink_to(mine.folder / "secret.en.md")
    (mine.folder / "mine" / "mail").mkdir()
    (mine.folder / "mine" / "mail" / "message.txt").symlink_to(mine.folder / "secret.en.md")

    answer = mine(*TEMPLATES, "check", "--format", "json")

    assert (answer.code, len(answer.json["problems"])) == (6, 3)
    assert all("link" in p["message"] or "leads out" in p["message"] for p in answer.json["problems"])


def test_a_brand_and_a_boilerplate_reach_the_mail(mine: Office) -> None:
    write(mine, "brand.toml", "name = 'Forum'\n[light]\naccent = '#7a1f3d'\n[logo]\nfile = 'logo.png'\n")
    write(mine, "logo.png", png())
    write(mine, "boilerplate/about.en.md", '# About us\n\nFor {{ recipient.outlet or "all" }} and {{ "{{" }}.\n')
    mine.file("advisory.md", ADVISORY)

    mine.ok("advisories", "render", "advisory.md", "-o", "out")

    html, text, markdown = ((mine.folder / "out" / f"message.{end}").read_text() for end in ("html", "txt", "md"))
    assert "About us</h2>" in html
    assert "#7a1f3d" in html
    assert "\n\nAbout us\n\nFor The Example and {{.\n\n" in text
    assert "\n\n## About us\n\n" in markdown


def test_a_boilerplate_that_is_not_there_is_named_with_its_line_and_the_nearest(mine: Office) -> None:
    write(mine, "boilerplate/about.en.md", "# About us\n\nUs.\n")
    mine.file("advisory.md", ADVISORY.replace("[about]", "[abuot]"))

    answer = mine("advisories", "check", "advisory.md", "--format", "json")

    [problem] = [one for one in answer.json["problems"] if one["rule"] == "unknown-boilerplate"]
    assert (answer.code, problem["level"], problem["line"]) == (6, "error", 5)
    assert "did you mean about?" in problem["message"]


@pytest.mark.parametrize(
    ("body", "rule", "where"),
    [
        ("# About\n\n<script>x</script>", "raw-html", "boilerplate/about.en.md, line 3"),
        ("# About\n\n\n[x](javascript:x)", "bad-link", "boilerplate/about.en.md, line 4"),
        ("# About {{ recipient.first }}", "unknown-merge-field", "boilerplate/about.en.md, line 1"),
        ("# About\n\n{% if x %}", "template-syntax", "boilerplate/about.en.md, line 3"),
        ("# About\n\n[NAME]", "placeholder", "boilerplate/about.en.md, line 3"),
        ("# About\n\na\ufdd00\ufdd1b", "control-character", "boilerplate/about.en.md, line 3"),
    ],
)
def test_a_boilerplate_passes_the_checks_of_a_body(mine: Office, body: str, rule: str, where: str) -> None:
    write(mine, "boilerplate/about.en.md", body)
    mine.file("advisory.md", ADVISORY)

    problems = mine("advisories", "check", "advisory.md", "--format", "json").json["problems"]

    assert {(p["line"], where in p["message"]) for p in problems if p["rule"] == rule} == {(5, True)}


@pytest.mark.parametrize(("language", "expected"), [("fr-CA", "fr"), ("fr", "fr"), ("de", "en")])
def test_the_text_is_in_the_language_of_the_advisory_else_in_english(
    mine: Office, language: str, expected: str
) -> None:
    for tag in ("en", "fr"):
        write(mine, f"boilerplate/about.{tag}.md", f"# In {tag}\n\nText.\n")
    mine.file("advisory.md", ADVISORY.replace("kind:", f"language: {language}\nkind:"))

    mine.ok("advisories", "render", "advisory.md", "-o", "out")
    problems = mine("advisories", "check", "advisory.md", "--format", "json").json["problems"]

    assert f"In {expected}\n" in (mine.folder / "out" / "message.txt").read_text()
    warned = [(p["level"], p["line"]) for p in problems if p["rule"] == "boilerplate-language"]
    assert warned == ([("warning", 6)] if language == "de" else [])
