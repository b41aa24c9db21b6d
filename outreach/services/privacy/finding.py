"""Who is meant: an officer or a journalist, in the directory or once in it."""

from sqlmodel import Session

from outreach.errors import NotFound, WrongUsage
from outreach.model.card import Card, ContactKind
from outreach.store import cards, database, life, merges, privacy
from outreach.store.privacy import Person


def one(session: Session, who: str) -> Person:
    """The one whom a name, an address or a UID means. Raises NotFound, and WrongUsage where it could be several."""
    rows = database.rows_of(session)
    here = [card for kind in ContactKind for card in cards.named(rows, kind, who)]
    gone = {} if here else {uid: name for kind in ContactKind for uid, name in life.once_there(rows, kind, who).items()}
    if not here and not gone:
        raise NotFound(
            "person", who, advice="say a name, an address or a UID; `outreach find` looks for pieces of them"
        )
    if len(here) + len(gone) > 1:
        ways = ", ".join([*map(_told_apart, here), *(f"{uid} ({name}, removed)" for uid, name in gone.items())])
        raise WrongUsage(f"{len(here) + len(gone)} people answer to {who!r}; say which one, by its UID: {ways}")
    uid, name = (here[0].uid, here[0].name) if here else next(iter(gone.items()))
    return privacy.person(session, name, merges.family(rows, uid))


def _told_apart(card: Card) -> str:
    place = f", {card.city}" if card.city else ""
    return f"{card.uid} ({card.kind.value} {card.name}{place})"
