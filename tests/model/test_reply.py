"""What mail servers say, and what it means: replies as large and small servers give them."""

import pytest

from outreach.model import reply

SAID = [
    ("550 5.1.1 The email account that you tried to reach does not exist", "5.1.1", "address", "no such mailbox"),
    ("550 5.1.1 <x@example.com>: Recipient address rejected: User unknown", "5.1.1", "address", "no such mailbox"),
    ("550-5.1.1 unknown", "5.1.1", "address", "no such mailbox"),
    ("550 5.1.2 bad destination system", "5.1.2", "address", "no such domain"),
    ("501 5.1.3 bad recipient address syntax", "5.1.3", "address", "the address is not well-formed"),
    ("551 5.1.6 mailbox has moved", "5.1.6", "address", "the mailbox has moved"),
    ("553 5.1.7 sender address rejected", "5.1.7", "policy", "our address is not accepted"),
    ("553 5.1.8 sender domain must exist", "5.1.8", "policy", "our domain is not accepted"),
    ("556 5.1.10 nullMX", "5.1.10", "address", "the domain takes no mail"),
    ("550 5.2.1 mailbox disabled", "5.2.1", "mailbox", "the mailbox is disabled"),
    ("552 5.2.2 over quota", "5.2.2", "mailbox", "mailbox full"),
    ("452 4.2.2 mailbox full", "4.2.2", "mailbox", "mailbox full"),
    ("552 5.2.3 too big", "5.2.3", "message", "too large for the mailbox"),
    ("452 4.3.1 insufficient system storage", "4.3.1", "server", "the server's disk is full"),
    ("421 4.3.2 closing", "4.3.2", "server", "the server takes no mail just now"),
    ("552 5.3.4 message size exceeds fixed limit", "5.3.4", "message", "too large for the server"),
    ("450 4.4.1 no answer", "4.4.1", "server", "no answer from the recipient's server"),
    ("554 5.4.6 hop count exceeded", "5.4.6", "server", "mail runs in a circle there"),
    ("452 4.5.3 too many recipients", "4.5.3", "server", "too many recipients at once"),
    ("554 5.6.0 malformed MIME", "5.6.0", "message", "the message's form is not accepted"),
    ("550 5.7.1 message rejected under our policy", "5.7.1", "policy", "refused by policy"),
    (
        "554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org",
        "5.7.1",
        "policy",
        "our server is on a block list",
    ),
    ("550 5.7.1 looks like spam", "5.7.1", "policy", "taken for spam"),
    ("550 5.7.1 x@example.com: user unknown", "5.7.1", "address", "no such mailbox"),
    ("550 5.7.26 unauthenticated", "5.7.26", "policy", "neither SPF nor DKIM vouches for us"),
    ("550 5.7.23 SPF fail", "5.7.23", "policy", "SPF says that our server may not send for us"),
    ("550 5.7.25 no PTR", "5.7.25", "policy", "our server's name and address do not agree (PTR)"),
    (
        "550 5.7.515 access denied, does not meet the required authentication level",
        "5.7.515",
        "policy",
        "refused by policy",
    ),
    ("421 4.7.28 unusual rate", "4.7.28", "policy", "too much mail from us at once"),
    ("451 4.7.1 greylisted, come back in 5 minutes", "4.7.1", "policy", "greylisted: strangers have to come again"),
    ("450 4.7.0 temporarily deferred due to reputation", "4.7.0", "policy", "our server is on a block list"),
    ("550 5.0.0 User unknown", "5.0.0", "address", "no such mailbox"),
    ("550 No such user here", "550", "address", "no such mailbox"),
    ("550 mailbox unavailable", "550", "address", "no such mailbox"),
    ("550 this account is disabled", "550", "mailbox", "the mailbox is disabled"),
    ("550 relaying denied", "550", "policy", "it does not pass our mail on"),
    ("550 blocked by administrator", "550", "policy", "our server is on a block list"),
    ("550 no", "550", "other", "refused"),
    ("551 user not local", "551", "address", "the mailbox is elsewhere"),
    ("552 storage", "552", "mailbox", "mailbox full, or the message too large"),
    ("553 mailbox name not allowed", "553", "policy", "refused by policy"),
    ("554 transaction failed", "554", "other", "refused"),
    ("421 too busy", "421", "server", "the server is closing, or busy"),
    ("450 mailbox busy", "450", "mailbox", "the mailbox is not free just now"),
    ("450 greylisting in action", "450", "policy", "greylisted: strangers have to come again"),
    ("432 a password is needed", "432", "other", "put off"),
    ("not tried: x.org refuses us (550 5.7.26 no)", "5.7.26", "policy", "neither SPF nor DKIM vouches for us"),
    ("given up after 9 attempts: 451 4.3.0 later", "4.3.0", "server", "the server does not take it"),
]


@pytest.mark.parametrize(("said", "code", "matter", "reason"), SAID, ids=[said[:40] for said, *_ in SAID])
def test_a_refusal_has_a_code_and_is_somebodys_matter(said: str, code: str, matter: str, reason: str) -> None:
    assert reply.read(said) == reply.Reply(code, reply.Matter(matter), reason)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("250 2.0.0 taken as 3", "2.0.0"),
        ("250 ok", "250"),
        (None, None),
        ("connection lost before the message was complete", None),
        ("5", None),
    ],
)
def test_where_nothing_is_refused_there_is_no_reason(said: str | None, code: str | None) -> None:
    assert reply.read(said) == reply.Reply(code)
