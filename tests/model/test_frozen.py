"""What is made quickly is what would have been made slowly, and as closed."""

import pickle
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.model.card import Card, ContactKind
from outreach.model.frozen import maker
from outreach.model.person_name import PersonName
from outreach.model.values import EmailAddress, EmailKind, PhoneNumber

_some = st.sampled_from(["", "Ek", "x" * 80, EmailKind.DUTY, datetime(2026, 1, 1, tzinfo=UTC), (), ("a",), None, 1.5])
_quick = {kind: maker(kind) for kind in (Card, PersonName, PhoneNumber, EmailAddress)}
_kinds = pytest.mark.parametrize("kind", list(_quick))


@_kinds
@given(data=st.data())
def test_it_is_equal_field_by_field(kind: type[Any], data: st.DataObject) -> None:
    given_ = data.draw(st.fixed_dictionaries({}, optional={field.name: _some for field in fields(kind)}))
    needed = {"uid", "kind", "name"} if kind is Card else {f.name for f in fields(kind)[:1]}
    values = dict.fromkeys(needed, "needed") | given_

    slow, quick = kind(**values), _quick[kind](**values)

    assert type(quick) is kind
    assert (quick, hash(quick), repr(quick)) == (slow, hash(slow), repr(slow))
    assert all(getattr(quick, field.name) is getattr(slow, field.name) for field in fields(kind))


@_kinds
def test_it_is_as_closed(kind: type[Any]) -> None:
    thing = _quick[kind](**dict.fromkeys((field.name for field in fields(kind)), "x"))

    with pytest.raises(FrozenInstanceError):
        setattr(thing, fields(kind)[0].name, "other")
    assert replace(thing) == thing
    assert pickle.loads(pickle.dumps(thing)) == thing


def test_it_asks_for_as_much() -> None:
    with pytest.raises(TypeError):
        maker(Card)(uid="1", kind=ContactKind.OFFICER)  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        maker(PhoneNumber)("+431", unknown="x")  # type: ignore[call-arg]
