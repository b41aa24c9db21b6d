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
from markupsafe import Markup

from outreach.formats import brand as brands
from outreach.formats.advisory import boilerplate as library
from outreach.formats.advisory import codes, markdown, pages, plain_text
from outreach.formats.advisory.view import preheader, view
from outreach.model.advisory import Advisory, Kind
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
        *("facts", "facts_text", "body", "boilerplate", "contacts", "end_mark", "preheader", "brand"),
    ]
)
# The dateline follows the salutation, if there is one; further down it would be a heading in the wrong place.
_GREETING = 60  # characters, with a mark for each merge field
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
    brand: Brand = PLAIN,
    boilerplate: Sequence[Boilerplate] = (),
) -> LaidOut:
    """The mail of `advisory`; `now` is when it goes out, `templates` the user's own folder of them.

    The name in `brand`, if there is one, goes before `organisation`; `boilerplate` stands between body and contacts.

    Raises TemplateProblem with file and line.
    """
    book = pages.pages(templates)
    data = view(advisory, contacts=contacts, organisation=brand.name or organisation, now=now)
    body = markdown.parsed(advisory.body, first_line=advisory.body_line)
    sections, more_codes = library.sections(boilerplate, first_code=len(body.codes))
    data |= {"brand": brands.view(brand), "boilerplate": sections}
    all_codes = body.codes + more_codes
    tokens = with_dateline(list(body.tokens), data["dateline"])
    inner = Markup(markdown.html(tokens))  # noqa: S704 - made by us, without raw HTML
    text = plain_text.text(tokens)
    text = book.fill("mail/message.txt", data | {"body": text, "facts_text": _aligned(data["facts"])})
    data["preheader"] = preheader(advisory, plain_text.text(body.tokens), room=len(text) // _TO_A_PREHEADER)
    name = advisory.kind or Kind.PRESS_RELEASE
    html = _inliner().inline(book.fill(f"mail/{name}.html", data | {"body": inner}))
    return LaidOut(
        Parts(
            subject=codes.put_back(advisory.headline, ()),
            text=codes.put_back(text, all_codes),
            html=codes.put_back(html, all_codes),
        ),
        book.fill("mail/message.md", data | {"body": advisory.body.strip()}),
    )


@cache
def _inliner() -> "CSSInliner":
    from css_inline import CSSInliner

    return CSSInliner(load_remote_stylesheets=False, keep_at_rules=True, remove_inlined_selectors=True)


def _aligned(facts: list[dict[str, Any]]) -> str:
    """The facts as text: labels in a column, values wrapped beside them."""
    wide = max((len(fact["label"]) for fact in facts), default=0) + 2
    rows = []
    for fact in facts:
        value = plain_text.wrapped(fact["text"], width=plain_text.WIDTH - wide).replace("\n", "\n" + " " * wide)
        rows.append(f"{fact['label']}:".ljust(wide) + value)
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
    greets = paragraph.rstrip().endswith((",", "!", ":")) or codes.prints(paragraph)
    return greets and len(paragraph) < _GREETING


def _inline(children: list[Token]) -> Token:
    return Token("inline", "", 0, children=children, block=True)
