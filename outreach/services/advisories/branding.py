"""The brand of this office: brand.toml in the user's template folder, and the logo beside it."""

from collections.abc import Callable
from pathlib import Path

from outreach.errors import InvalidFile, NotFound, TemplateProblem
from outreach.formats import brand as brands
from outreach.model.brand import PLAIN, Brand
from outreach.model.message import Inline
from outreach.services.advisories.files import attachment_in

_LARGEST = 20_000


def brand(templates: Path | None) -> Brand:
    """The brand in the user's folder; the plain one where there is none. Raises TemplateProblem, the first of them."""
    found, problems = looked_through(templates)
    if problems:
        raise problems[0]
    return found


def looked_through(templates: Path | None) -> tuple[Brand, list[TemplateProblem]]:
    """The brand in the user's folder, and everything that is wrong with it."""
    if templates is None or not (templates / brands.FILE).exists():
        return PLAIN, []
    file = templates / brands.FILE
    try:
        content = attachment_in(templates)(brands.FILE).content
        if len(content) > _LARGEST:
            return PLAIN, [TemplateProblem(str(file), f"has more than {_LARGEST:,} bytes; a brand is a page of text")]
        return brands.read(content.decode("utf-8-sig"), file=str(file), picture_named=_beside(templates))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return PLAIN, [TemplateProblem(str(file), "is not UTF-8 text; save it as UTF-8", line=line)]
    except (NotFound, InvalidFile) as error:
        return PLAIN, [TemplateProblem(str(file), f"cannot be read: {error}")]


def _beside(folder: Path) -> Callable[[str], bytes]:
    read = attachment_in(folder)

    def picture(name: str) -> bytes:
        try:
            return read(name).content
        except NotFound:
            raise ValueError(f"no file named {name!r} beside {brands.FILE}") from None
        except InvalidFile as error:
            raise ValueError(f"{name!r} cannot be used: it must be a file beside {brands.FILE}, no link") from error

    return picture


def shown_in(html: str, brand: Brand) -> tuple[Inline, ...]:
    """The pictures that go along with `html`: the logo, if the page shows it."""
    logo = brand.logo
    if logo is None or f"cid:{logo.cid}" not in html:
        return ()
    return (Inline(logo.cid, logo.content_type, logo.content),)
