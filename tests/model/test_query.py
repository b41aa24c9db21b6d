"""The query language: what is read as what, and what is said about a query that cannot be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import InvalidValue
from outreach.model.query import (
    FIELDS,
    Age,
    All,
    Day,
    Either,
    Is,
    Never,
    Node,
    Not,
    Term,
    When,
    Words,
    parse,
    parse_leniently,
    terms,
)
from outreach.model.query.fields import DATES

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip)
AGES = st.builds(Age, st.sampled_from("<>"), st.integers(0, 100), st.sampled_from("dwmy"))
DAYS = st.builds(Day, st.sampled_from(["<", ">", ""]), st.dates(min_value=date(1000, 1, 1)))
CLAUSES = st.one_of(
    st.builds(Words, TEXT),
    st.builds(Is, st.sampled_from(sorted(FIELDS.keys() - {*DATES, "kind", "active"})), TEXT),
    st.builds(Is, st.just("kind"), st.sampled_from(["officer", "journalist"])),
    st.builds(Is, st.just("active"), st.sampled_from(["yes", "no"])),
    st.builds(When, st.sampled_from(DATES), AGES | DAYS),
    st.just(When("verified", Never())),
)


def several(kind: type[All] | type[Either], nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(kind, st.lists(nodes, min_size=2, max_size=4).map(tuple))


TREES: st.SearchStrategy[Node] = st.recursive(
    CLAUSES, lambda nodes: st.builds(Not, nodes) | several(All, nodes) | several(Either, nodes), max_leaves=12
)


@given(TREES)
def test_a_tree_that_is_written_down_is_read_as_the_same_tree(tree: Node) -> None:
    assert parse(str(tree)) == tree


@given(st.text())
def test_any_text_at_all_is_read_leniently(text: str) -> None:
    assert str(parse_leniently(text))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("Olsen", Words("Olsen")),
        ("0660 377 Olsen", All((Words("0660 377"), Words("Olsen")))),
        ("(202) 555-0143", Words("(202) 555-0143")),
        ("12 -34", All((Words("12"), Not(Words("34"))))),
        ("city:Vienna AND -outlet:ORF", All((Is("city", "Vienna"), Not(Is("outlet", "ORF"))))),
        ('City:"New York, US"', Is("city", "New York, US")),
        ("a b OR c", Either((All((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", All((Words("a"), Either((Words("b"), Words("c")))))),
        ("-(a b)", Not(All((Words("a"), Words("b"))))),
        ("verified:<90d", When("verified", Age("<", 90, "d"))),
        ("changed:>2026-01-01", When("changed", Day(">", date(2026, 1, 1)))),
        ("verified:never", When("verified", Never())),
        ("phone:0660 377 olsen", All((Is("phone", "0660 377"), Words("olsen")))),
        ("organization:x mail:y", All((Is("organisation", "x"), Is("email", "y")))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_query_is_read(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("cty:Vienna", r"no field named 'cty' \(did you mean city\?\)"),
        ("xyzzy:1", "no field named 'xyzzy'; the fields are name, city"),
        ("city:", "city: needs a value"),
        ("verified:90d", "verified:90d is no time"),
        ("changed:never", "changed:never is no time"),
        ("verified:<2026-02-31", "names a day that does not exist"),
        ("verified:>99999y", "more than a century"),
        ("kind:editor", "kind:editor is not known; write officer or journalist"),
        ("a OR", "missing at the end"),
        ("(a", "a bracket is not closed"),
        ("a)", r"there is a '\)' too many"),
        ('"a', "a quotation mark is not closed"),
        ("a - b", "without a space"),
        ("", "is empty"),
        ("(" * 5_000, "too many brackets"),
        ("a " * 5_000, "asks for more than 200 things"),
    ],
    ids=lambda value: value[:20],
)
def test_a_query_that_cannot_be_read_is_refused_with_the_word_that_is_wrong(text: str, sentence: str) -> None:
    with pytest.raises(InvalidValue, match=sentence):
        parse(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("0660 377", [Term(("0660", "377"), "660377")]),
        ("+43 (0) 660 377-64", [Term(("43", "0", "660", "377", "64"), "4366037764")]),
        ("12", [Term(("12",), "")]),
        ("olsen@", [Term((), "olsen@")]),
        ("<Olsen@Example.org>", [Term((), "olsen@example.org")]),
        ("O'Neill", [Term(("o", "neill"), "o'neill", "o neill")]),
        ("*** ? -", []),
        ("a_b@example.org", [Term((), "a-b@example.org")]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_asks_for_words_and_for_pieces_of_numbers_and_addresses(text: str, asked: list[Term]) -> None:
    assert terms(text) == asked
