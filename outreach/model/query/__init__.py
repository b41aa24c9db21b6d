"""The one query language: `city:Vienna language:de -outlet:ORF verified:<90d`, read into a small tree.

    query  = all ("OR" all)*                 a list of people that any of them finds
    all    = item (["AND"] item)*            everything must hold
    item   = "-" item | "(" query ")" | field ":" value | words
    value  = a word, or "several words"
    date   = "<90d" | ">6m" | "<2026-01-01" | ">2026-01-01" | "2026-01-01" | "never" (verified alone)

What a tree means is said by store/query in SQL; `str(tree)` is a query that reads as the same tree.
"""

from outreach.model.query.fields import FIELDS
from outreach.model.query.parsing import clean, parse, parse_leniently
from outreach.model.query.terms import Term, dialled, terms
from outreach.model.query.tree import Age, All, Day, Either, Is, Never, Node, Not, When, Words

__all__ = [
    "FIELDS",
    "Age",
    "All",
    "Day",
    "Either",
    "Is",
    "Never",
    "Node",
    "Not",
    "Term",
    "When",
    "Words",
    "clean",
    "dialled",
    "parse",
    "parse_leniently",
    "terms",
]
