"""PDFs of sample mails, and what a stranger reads in them."""

import io
from functools import cache
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from outreach.formats import merge, printed
from tests.advisories import NOW
from tests.formats.advisory.mails import SOURCES, laid_out
from tests.formats.test_merge import fields


def on_paper(source: str) -> printed.Printed:
    """The PDF of an advisory's text, made out to somebody complete."""
    return printed.pdf(merge.compiled(laid_out(source).parts).fill(fields()).html, now=NOW)


@cache
def paper(kind: str) -> bytes:
    """The PDF of the sample of a kind."""
    return on_paper(SOURCES[kind]).content


def opened(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content), strict=True)


def text(content: bytes) -> str:
    """What can be selected and copied, page after page."""
    return "\n".join(page.extract_text() for page in opened(content).pages)


def roles(content: bytes) -> list[str]:
    """What a screen reader is told of the parts, in their order: H1, P, L …"""
    found: list[str] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]).removeprefix("/"))
            if "/K" in node:
                walk(node["/K"])

    walk(opened(content).trailer["/Root"]["/StructTreeRoot"])
    return found
