import pytest

from outreach.formats.printed.outline import outline


def body(inner: str, *, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html lang='pt-BR' dir='ltr'><head><title>A  b</title>{head}</head><body>{inner}</body></html>"
    )


def words(text: str) -> list[dict[str, str]]:
    return [{"is": "text", "text": text}]


def test_it_knows_title_language_direction_and_the_colour_of_the_bar() -> None:
    page = outline(
        body('<table role="presentation"><tr><td class="bar x" style="height: 6px;background-color: #0A5ea8">')
    )

    assert (page.title, page.language, page.direction, page.colour) == ("A b", "pt-BR", "ltr", "#0A5ea8")


def test_tables_of_the_layout_are_looked_through_and_classes_kept() -> None:
    page = outline(
        body(
            '<table role="presentation"><tr><td><table role="presentation"><tr><td class="embargo">'
            '<p class="embargo-words">Until  noon</p></td></tr></table></td></tr></table>'
        )
    )

    words_of = {"is": "paragraph", "classes": ["embargo-words"], "of": words("Until noon")}
    assert page.blocks == [{"is": "group", "classes": ["embargo"], "of": [words_of]}]


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>x()</script>",
        "<style>p {}</style>",
        "<!-- said to nobody -->",
        '<div style="display: none;max-height: 0">preheader</div>',
        "<p>\u00a0</p>",
        "<br>",
    ],
)
def test_what_nobody_reads_is_not_set(unseen: str) -> None:
    assert outline(body(f"{unseen}<p>Read</p>")).blocks == [{"is": "paragraph", "classes": [], "of": words("Read")}]


def test_a_picture_that_does_not_come_along_is_its_words_and_is_never_looked_for() -> None:
    page = '<p><img src="cid:logo" alt="Forum" width="120"> <img src="https://example.org/spy.gif" alt="far"></p>'

    (alone,) = outline(body(page)).blocks
    (shown,) = outline(body(page), images={"logo": b"\x89PNG"}).blocks

    assert [part.get("text") for part in alone["of"]] == ["Forum", " ", "far"]
    assert shown["of"][0] == {"is": "image", "octets": list(b"\x89PNG"), "words": "Forum", "width": 120}


def test_no_heading_is_more_than_one_level_below_the_last() -> None:
    blocks = outline(body("<h1>a</h1><h3>b</h3><h4>c</h4><h2>d</h2><blockquote><h4>e</h4></blockquote>")).blocks

    assert [block["level"] for block in blocks[:4]] == [1, 2, 3, 2]
    assert blocks[4]["of"][0]["level"] == 3


def test_the_name_of_a_number_stays_on_the_line_of_the_number() -> None:
    (block,) = outline(
        body('<p>Mira, Tel <a class="tel" href="tel:+431">+43 1</a> or <a href="x">there</a></p>')
    ).blocks

    assert [part["text"] for part in block["of"] if "text" in part] == ["Mira, Tel\u00a0", " or "]
