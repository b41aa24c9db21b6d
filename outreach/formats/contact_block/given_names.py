"""The first names of many languages: what tells a person's name from a company's."""

from functools import cache

from outreach import resources


@cache
def given_names() -> frozenset[str]:
    """About 25,000 first names, folded. Shipped in data/given_names.txt."""
    return frozenset(resources.path("data", "given_names.txt").read_text(encoding="utf-8").split())


def is_given_name(word: str) -> bool:
    """Whether one of the parts of `word` (folded, "anne marie" for a hyphen) is a first name."""
    return any(part in given_names() for part in word.split())
