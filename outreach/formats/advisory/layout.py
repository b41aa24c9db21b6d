"""An advisory laid out: subject, text and HTML with only the recipient's words left to fill in, and Markdown to keep.

The order matters: Markdown, then the page template, then CSS into the elements, and the merge code put back last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token
from markupsafe import Markup, escape

from outreach.errors import TemplateProblem
from outreach.formats import brand as brands
from outreach.formats.advisory import boilerplate as library
from outreach.formats.advisory import codes, markdown, pages, plain_text, reader, right_to_left
from outreach.formats.advisory.changes import Notice
from outreach.formats.advisory.view import preheader, view
from outreach.model.advisory import Advisory
from outreach.model.boilerplate import Boilerplate
from outreach.model.brand import PLAIN, Brand
from outreach.model.card import Card
from outreach.model.message import Parts

if TYPE_CHECKING:
    from css_inline import CSSInliner

# What a page template may ask for: what `view` gives, and what is added below.
NAMES = frozenset(
    [
        *(
            "kind",
            "kind_label",
            "language",
            "direction",
            "headline",
            "organisation",
            "release",
            "embargoed",
            "dateline",
        ),
        *("facts", "facts_text", "body", "boilerplate", "contacts", "end_mark", "preheader", "brand", "notice"),
    ]
)
# The dateline follows the salutation, if there is one; further down it would be a heading in the wrong place.
_GREETING = 60  # characters, with a mark for each merge field
# With the marks of Arabic and Chinese, and those that stand upright there.
_AFTER_A_GREETING = (",", "!", ":", "،", "，", "：", "！", "﹐", "﹕", "﹗")
_DATELINE_WITHIN = 3
# The hidden line repeats a part of the text; text and HTML still have to say the same.
_TO_A_PREHEADER = 25


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The parts (templates in which only `recipient` is left), and the whole as Markdown."""

    parts: Parts
    markdown: str


def lay_out(
    advisory: Advisory,
    *,
    contacts: Sequence[Card],
    organisation: str | None,
    now: datetime,
    templates: Path | None = None,
    notice: Notice | None = None,
    brand: Brand = PLAIN,
    boilerplate: Sequence[Boilerplate] = (),
) -> LaidOut:
    """The mail of `advisory`; `now` is when it goes out, `templates` the user's own folder of them.

    A `notice` stands above everything, and its mark before the subject. The name in `brand`, if there is one, goes
    before `organisation`; `boilerplate` stands between body and contacts.

    Raises TemplateProblem with file and line.
    """
    book = pages.pages(templates)
    data = view(advisory, contacts=contacts, organisation=brand.name or organisation, now=now)
    body = markdown.parsed(advisory.body, first_line=advisory.body_line)
    sections, more_codes = library.sections(boilerplate, first_code=len(body.codes))
    data |= {"brand": brands.view(brand), "boilerplate": sections, "notice": _shown(notice)}
    tokens = with_dateline(list(body.tokens), data["dateline"])
    whole = book.fill("mail/message.md", data | {"body": advisory.body.strip()})
    added = codes.Added(body.codes + more_codes)
    text = _text(book, reader.adapted(_narrow(data), added, before_clock="\n"), body=plain_text.text(tokens))
    line = preheader(advisory, plain_text.text(body.tokens), room=len(whole) // _TO_A_PREHEADER)
    line = notice.lines[-1] if notice else line
    html = _html(book, reader.adapted(data, added) | {"preheader": line}, body=markdown.html(tokens))
    if data["direction"] == "rtl":
        text, html = right_to_left.in_text(text), right_to_left.in_html(html)
    return LaidOut(
        Parts(
            subject=codes.put_back(notice.subject if notice else advisory.headline, ()),
            text=codes.put_back(text, added.codes),
            html=codes.put_back(html, added.codes),
        ),
        whole,
    )


def _text(book: pages.Pages, data: dict[str, Any], *, body: str) -> str:
    return _filled(book, "mail/message.txt", data | {"body": body, "facts_text": _aligned(data["facts"])})


def _html(book: pages.Pages, data: dict[str, Any], *, body: str) -> str:
    inner = Markup(body)  # noqa: S704 - made by us, without raw HTML
    return _inliner().inline(_filled(book, f"mail/{data['kind']}.html", data | {"body": inner}))


def _filled(book: pages.Pages, name: str, data: dict[str, Any]) -> str:
    """The page; a template of the user's own from before there were notices must not swallow one."""
    page = book.fill(name, data)
    lines = data["notice"]["lines"] if data["notice"] else []
    if not all(line in page or str(escape(line)) in page for line in lines):
        raise TemplateProblem(
            name, "does not print notice.lines: nobody would read what has changed; print them on top"
        )
    return page


def _shown(notice: Notice | None) -> dict[str, Any] | None:
    return {"mark": notice.mark, "lines": list(notice.lines)} if notice else None


@cache
def _inliner() -> "CSSInliner":
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, remove_inlined_selectors=True)


def _narrow(data: dict[str, Any]) -> dict[str, Any]:
    """The data with what stands around the body wrapped like it; further lines of a contact are set in."""
    contacts, notice = data["contacts"], data["notice"]
    lines = [line | {"text": plain_text.wrapped(line["text"], hanging="  ")} for line in contacts["lines"]]
    around = {name: plain_text.wrapped(data[name]) for name in ("organisation", "release", "headline")}
    around["notice"] = notice and notice | {"lines": [plain_text.wrapped(line) for line in notice["lines"]]}
    return data | around | {"contacts": contacts | {"lines": lines}}


def _aligned(facts: list[dict[str, Any]]) -> str:
    """The facts as text: labels in a column, values wrapped beside them."""
    wide = max((len(fact["label"]) for fact in facts), default=0) + 2
    rows = []
    for fact in facts:
        value = plain_text.wrapped(fact["text"], width=plain_text.WIDTH - wide) + fact.get("theirs", "")
        rows.append(f"{fact['label']}:".ljust(wide) + value.replace("\n", "\n" + " " * wide))
    return "\n".join(rows)


def with_dateline(tokens: list[Token], dateline: str) -> list[Token]:
    """`tokens` with the dateline before the first words of the text: after "Dear …,", or on a line of its own."""
    if not dateline:
        return tokens
    strong = [
        Token("strong_open", "strong", 1, attrs={"class": "dateline"}),
        Token("text", "", 0, content=dateline),
        Token("strong_close", "strong", -1),
    ]
    paragraphs = [at for at, token in enumerate(tokens) if token.type == "paragraph_open" and token.level == 0]
    for at in paragraphs[:_DATELINE_WITHIN]:
        inline = tokens[at + 1]
        if not _greets(inline.content):
            children = [*strong, Token("text", "", 0, content=" – "), *(inline.children or [])]
            return [*tokens[: at + 1], _inline(children), *tokens[at + 2 :]]
    own = [Token("paragraph_open", "p", 1, block=True), _inline(strong), Token("paragraph_close", "p", -1, block=True)]
    return [*own, *tokens]


def _greets(paragraph: str) -> bool:
    """Whether the paragraph is "Dear …," and not yet the text: short, and ending in a comma or naming the reader."""
    greets = paragraph.rstrip().endswith(_AFTER_A_GREETING) or codes.prints(paragraph)
    return greets and len(paragraph) < _GREETING


def _inline(children: list[Token]) -> Token:
    return Token("inline", "", 0, children=children, block=True)
