"""What a reader sees of a card."""

from hypothesis import given
from hypothesis import strategies as st

from outreach.model.card import Card, CarriedProperty, ContactKind, Relation
from outreach.model.values import EmailAddress, PhoneNumber, Visibility

_seen = st.sampled_from(Visibility)
_cards = st.builds(
    Card,
    uid=st.just("1"),
    kind=st.just(ContactKind.OFFICER),
    name=st.just("Mira Olsen"),
    notes=st.sampled_from([None, "", "Rings back."]),
    phones=st.lists(st.builds(PhoneNumber, st.just("+4319999123"), visibility=_seen), max_size=3).map(tuple),
    emails=st.lists(st.builds(EmailAddress, st.just("m@example.org"), visibility=_seen), max_size=3).map(tuple),
    related=st.lists(st.sampled_from([Relation("assistant", "A"), Relation("child", "C")]), max_size=2).map(tuple),
    carried=st.lists(
        st.sampled_from([CarriedProperty("BDAY", "1990-01-01"), CarriedProperty("X-DESK", "4")]), max_size=2
    ).map(tuple),
)


@given(card=_cards)
def test_the_office_sees_all_of_it(card: Card) -> None:
    assert card.seen_by(Visibility.INTERNAL) is card


@given(card=_cards, reader=st.sampled_from([Visibility.PUBLIC, Visibility.PRESS]))
def test_nobody_else_sees_what_is_not_theirs_whether_or_not_there_is_anything_to_hide(
    card: Card, reader: Visibility
) -> None:
    allowed = {Visibility.PUBLIC, reader}

    seen = card.seen_by(reader)

    assert seen.notes is None
    assert list(seen.phones) == [phone for phone in card.phones if phone.visibility in allowed]
    assert list(seen.emails) == [email for email in card.emails if email.visibility in allowed]
    assert list(seen.related) == [relation for relation in card.related if relation.kind == "assistant"]
    assert list(seen.carried) == [carried for carried in card.carried if carried.name == "X-DESK"]
