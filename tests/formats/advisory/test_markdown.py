import pytest

from outreach.formats.advisory import markdown, plain_text


def html(text: str) -> str:
    return markdown.html(markdown.parsed(text).tokens).strip()


def text(body: str) -> str:
    return plain_text.text(markdown.parsed(body).tokens)


@pytest.mark.parametrize(
    ("body", "rule", "shown"),
    [
        ("<script>alert(1)</script>", "raw-html", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <b>bold</b> word", "raw-html", "<p>a &lt;b&gt;bold&lt;/b&gt; word</p>"),
        ("<!-- to do -->", "raw-html", "<p>&lt;!-- to do --&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "raw-html", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[x](javascript:alert%281%29)", "bad-link", "<p><a>x</a></p>"),
        ("[x](JaVaScRiPt:alert%281%29)", "bad-link", "<p><a>x</a></p>"),
        ("[x](&#106;avascript:alert%281%29)", "bad-link", "<p><a>x</a></p>"),
        ("[x](java&Tab;script:alert%281%29)", "bad-link", "<p><a>x</a></p>"),
        ("[x](vbscript:x)", "bad-link", "<p><a>x</a></p>"),
        ("[x](data:text/html;base64,PHNjcmlwdD4=)", "bad-link", "<p><a>x</a></p>"),
        ("[x](file:///etc/passwd)", "bad-link", "<p><a>x</a></p>"),
        ("[x](//example.com/x)", "bad-link", "<p><a>x</a></p>"),
        ("[x](factsheet.pdf)", "bad-link", "<p><a>x</a></p>"),
        ("[x](https:)", "bad-link", "<p><a>x</a></p>"),
        ("[x](mailto:)", "bad-link", "<p><a>x</a></p>"),
        ("<javascript:alert(1)>", "bad-link", "<p><a>javascript:alert(1)</a></p>"),
        ("![map](https://example.com/pixel.png)", "image-in-body", "<p>map</p>"),
        ("![map](data:image/png;base64,AAAA)", "image-in-body", "<p>map</p>"),
        ("![map](logo.png)", "image-in-body", "<p>map</p>"),
        ("[x](https://example.org/{{ recipient.city }})", "merge-in-link", "<p><a>x</a></p>"),
        ('[x](https://example.org "{{ recipient.city }}")', "merge-in-link", "<p><a>x</a></p>"),
    ],
)
def test_what_is_dangerous_is_made_harmless_and_said(body: str, rule: str, shown: str) -> None:
    parsed = markdown.parsed(f"\n{body}", first_line=10)

    assert {(problem.rule, problem.line) for problem in parsed.problems} == {(rule, 11)}
    assert html(body) == shown


def test_the_language_of_a_code_block_cannot_carry_anything() -> None:
    assert html('```x" onclick="y\ncode\n```') == "<pre><code>code\n</code></pre>"


@pytest.mark.parametrize(
    "body", ["5 < 6 & 7 > 6", "<https://example.org>", "<press@example.org>", "[x](tel:+431555)", "`<b>`", "a <- b"]
)
def test_what_only_looks_dangerous_is_left_alone(body: str) -> None:
    assert markdown.parsed(body).problems == ()


@pytest.mark.parametrize(
    ("body", "tags"),
    [("# A\n## B\n### C", ["h2", "h3", "h4"]), ("## A\n### B", ["h2", "h3"]), ("#### A", ["h2"]), ("A\n=\n", ["h2"])],
)
def test_headings_follow_the_headline_without_a_gap(body: str, tags: list[str]) -> None:
    shown = html(body)

    assert [shown.count(f"<{tag}>") for tag in ("h1", *tags)] == [0] + [1] * len(tags)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("one\ntwo  \nthree\\\nfour", "one two\nthree\nfour", id="line breaks"),
        pytest.param("**a** *b* ~~c~~ `d`", "a b c d", id="emphasis"),
        pytest.param("[report](https://example.org/r)", "report (https://example.org/r)", id="link"),
        pytest.param("<https://example.org>", "https://example.org", id="link that says where it goes"),
        pytest.param("[a@example.org](mailto:a@example.org)", "a@example.org", id="address"),
        pytest.param("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d", id="tight lists"),
        pytest.param("- a\n\n- b", "- a\n\n- b", id="loose list"),
        pytest.param("3. a\n4. b", "3. a\n4. b", id="list that starts at three"),
        pytest.param("> a\n>\n> > b", "> a\n>\n> > b", id="quotes"),
        pytest.param("# A\n\ntext", "A\n\ntext", id="heading"),
        pytest.param("| a | b |\n|---|--:|\n| 100 | `x` |", "a    b\n100  x", id="table"),
        pytest.param("```\n  code\n```", "      code", id="code"),
        pytest.param("a\n\n---\n\nb", "a\n\n* * *\n\nb", id="rule"),
        pytest.param("&amp; &lt; \\*", "& < *", id="entities"),
        pytest.param("word " * 20, "\n".join(["word " * 13 + "word", "word " * 5 + "word"]), id="wrapped at 72"),
        pytest.param("x" * 100, "x" * 100, id="long words are left whole"),
    ],
)
def test_plain_text_reads_well(body: str, expected: str) -> None:
    assert text(body) == expected


def test_a_choice_leaves_no_empty_lines_behind() -> None:
    body = markdown.parsed("a\n\n{% if recipient.city %}\nb\n{% endif %}\n\nc")

    shown = plain_text.text(body.tokens)

    assert shown.count("\n") == 4
    assert markdown.html(body.tokens).count("<p>") == 3
