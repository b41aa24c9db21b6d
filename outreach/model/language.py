"""Language tags (BCP 47): which of the languages that a text is there in somebody should get."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_SINGLETON = 1
_SCRIPT = 4


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it is compared: `subtags` in small letters and today's spelling, `script` the one that is meant."""

    subtags: tuple[str, ...]
    script: str

    @property
    def language(self) -> str:
        """The first subtag: "zh" of zh-Hant-TW."""
        return self.subtags[0]


def lookup(wanted: Iterable[str], available: Sequence[str]) -> str | None:
    """The tag of `available` for somebody who reads `wanted`, best first; None where nothing would do.

    Each language is looked up by taking subtags off its end (RFC 4647 §3.4), and then in any of its variants that is
    written in the same script, before the next one's turn comes: pt-AO gets pt, or else pt-BR. Only where no language
    is there, one in another script will do: sr-Latn gets sr-Cyrl before a foreign language.
    """
    asked = [tag for written in wanted if (tag := parsed(written))]
    there = {tag: written for written in reversed(available) if (tag := parsed(written))}
    found = next(_matches(asked, list(reversed(there))), None)
    return there[found] if found else None


def _matches(asked: Sequence[Tag], there: Sequence[Tag]) -> Iterator[Tag]:
    for want in asked:
        ours = [tag for tag in there if tag.language == want.language]
        for cut in _shorter(want.subtags):
            yield from (tag for tag in ours if tag.subtags == cut)
        yield from (tag for tag in ours if tag.script == want.script)
    yield from (tag for want in asked for tag in there if tag.language == want.language)


def _shorter(subtags: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The tag, and what is left of it as subtags are taken off; a single letter goes with what followed it."""
    while subtags:
        yield subtags
        subtags = subtags[:-1]
        while subtags and len(subtags[-1]) == _SINGLETON:
            subtags = subtags[:-1]


@lru_cache(maxsize=1_000)
def parsed(written: str) -> Tag | None:
    """`written` as a tag, None where no language stands first. zh-TW is zh-Hant-TW, iw is he, no is nb."""
    parts = written.strip().replace("_", "-").casefold().split("-")
    if (
        not all(part.isascii() and part.isalnum() for part in parts)
        or not parts[0].isalpha()
        or len(parts[0]) == _SINGLETON
    ):
        return None
    language, rest = _ALIASES.get(parts[0], parts[0]), parts[1:]
    own = rest[0] if rest and len(rest[0]) == _SCRIPT and rest[0].isalpha() else ""
    region = next((part for part in rest if part in _scripts_of_regions().get(language, {})), "")
    usual = _scripts_of_regions().get(language, {})
    script = own or usual.get(region, "") or usual.get("", "")
    if not own and region and usual.get(region) != usual.get(""):
        rest = [script, *rest]
    return Tag((language, *rest), script)


# Tags that were replaced (RFC 5646 §3.1.7), and the languages that go by the name of the larger one they belong to.
_ALIASES = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "cmn": "zh", "tl": "fil", "mo": "ro", "sh": "sr"}


@lru_cache(maxsize=1)
def _scripts_of_regions() -> dict[str, dict[str, str]]:
    """For each language, the script it is written in: by region ("tw"), and in general ("")."""
    from babel.core import get_global

    found: dict[str, dict[str, str]] = {}
    for short, full in get_global("likely_subtags").items():
        language, *region = short.casefold().split("_")
        scripts = [part for part in full.casefold().split("_")[1:] if len(part) == _SCRIPT]
        if scripts and not any(len(part) == _SCRIPT for part in region):
            found.setdefault(language, {})["".join(region)] = scripts[0]
    return found


_FALLBACK = "en"


def chosen(wanted: Sequence[str], there: Sequence[str]) -> str:
    """Which of the languages that are `there`, the main one first, goes to who reads those `wanted`, best first."""
    return lookup(wanted, there) or lookup([_FALLBACK], there) or there[0]
