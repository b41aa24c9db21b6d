"""Bounces: only what we have sealed is believed, once, and nothing that is no bounce counts as one (R-40 to R-44)."""

import base64
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from outreach.mail import dsn
from outreach.services.bounces import Seals
from outreach.services.mailings import return_path
from tests.bounced import DAEMON, fields, plain, report
from tests.press_room import counts, statuses
from tests.taken import KEY, collected, delivery_number, message_id, page, suppressed, taken

EVERYWHERE = Seals(KEY, are_everywhere=True)
NOBODY = "<none@example.net>"
path_of = return_path.verp("bounces@press.example.org", key=KEY)


def dead(who: str, *, to: str = "press@example.org", returned_id: str = NOBODY) -> bytes:
    """A report that nobody is at `who`, sent to `to`."""
    block = fields("5.1.1", "550 5.1.1 no such user", who=who)
    return report("Sorry.", block, returned_id=returned_id).replace(b"To: press@example.org", f"To: {to}".encode(), 1)


@pytest.mark.parametrize(
    "put",
    [
        lambda octets, path: octets.replace(b"To: press@example.org", f"To: <{path}>".encode()),
        lambda octets, path: f"Delivered-To: {path}\n".encode() + octets,
        lambda octets, path: f"X-Original-To: {path.upper()}\n".encode() + octets,
        lambda octets, path: octets.replace(b"Sorry.", f"Return-Path: <{path[:30]}=\n{path[30:]}>".encode()),
        lambda octets, path: octets.replace(b"From: Press <", f"Return-Path: <{path}>\nFrom: Press <".encode()),
    ],
    ids=["To", "Delivered-To", "capitals", "quoted-printable", "the returned copy"],
)
def test_a_return_path_is_found_wherever_it_stands(engine: Engine, put: Callable[[bytes, str], bytes]) -> None:
    number = taken(engine, 3)
    path = path_of(delivery_number(engine, number, "r2@example.com"))

    found, _ = collected(engine, [put(dead("forwarded@example.net"), path)], seals=EVERYWHERE)

    assert found == {"messages": 1, "bounced": 1, "hard": 1, "suppressed": 1}
    assert list(suppressed(engine)) == ["r2@example.com"]


def test_a_hundred_forged_bounces_suppress_nobody_and_are_told(engine: Engine) -> None:
    number = taken(engine, 40)
    genuine = path_of(delivery_number(engine, number, "r1@example.com"))
    link = page(engine, number, "r2@example.com")
    another = return_path.verp("bounces@press.example.org", key="another key")
    tries: list[Callable[[int], bytes]] = [
        lambda n: dead(f"r{n}@example.com"),
        lambda n: dead(f"r{n}@example.com", to=another(n), returned_id=message_id(engine, number, f"r{n}@example.com")),
        lambda n: dead(f"r{n}@example.com", to=genuine.replace("+1.", f"+{n + 1}.")),
        lambda n: dead(f"r{n}@example.com", to=genuine[: 12 + n % 10] + "77" + genuine[14 + n % 10 :]),
        lambda n: dead(f"r{n}@example.com").replace(b"Sorry.", f"{link[:-2]}{n % 10}x".encode()),
    ]
    forged = [make(n) for n in range(1, 21) for make in tries]

    found, everything = collected(engine, forged)

    assert found == {"messages": 100, "quarantined": 100}
    assert suppressed(engine) == {}
    assert counts(engine, number) == {"accepted": 40, "planned": 1}
    assert (len(everything.told), everything.told[-1]) == (21, "80 more reports were not believed")


def test_a_bounce_counts_once_however_often_and_by_however_many_hops_it_comes(engine: Engine) -> None:
    number = taken(engine, 3)
    path = path_of(delivery_number(engine, number, "r2@example.com"))
    hops = [dead("r2@example.com", to=path).replace(b"mx.example.net", f"mx{n}.example.net".encode()) for n in range(5)]
    by_id = dead("r2@example.com", returned_id=message_id(engine, number, "r2@example.com"))

    found, _ = collected(engine, [*hops, by_id, by_id])
    again, _ = collected(engine, hops)

    assert found == {"messages": 7, "bounced": 1, "hard": 1, "suppressed": 1, "already": 6}
    assert again == {"messages": 5, "already": 5}
    assert counts(engine, number)["bounced"] == 1


AWAY = {
    "en": ("Out of Office: Harbour cities", "I am away. Mail to {who} is not read."),
    "en2": ("Automatic reply: Harbour cities", "I am on leave; in urgent cases ring the desk."),
    "en3": ("Auto-Response: your message", "Thank you for your mail. It could not be answered yet."),
    "en4": ("Vacation reply", "I am on vacation. {who} is unknown to nobody."),
    "de": ("Automatische Antwort: Harbour cities", "Ich bin bis Montag nicht im Haus."),
    "de2": ("Abwesenheitsnotiz", "Ihre Nachricht wird nicht weitergeleitet."),
    "fr": ("Réponse automatique : Harbour cities", "Je suis absente jusqu'à lundi."),
    "es": ("Respuesta automática: Harbour cities", "Estoy fuera de la oficina."),
    "it": ("Risposta automatica: Harbour cities", "Sono assente fino a lunedì."),
    "nl": ("Automatisch antwoord: afwezig", "Ik ben afwezig."),
}
MARKS = {
    "RFC 3834": "Auto-Submitted: auto-replied\n",
    "autoreply": "X-Autoreply: yes\nPrecedence: bulk\n",
    "suppress": "X-Auto-Response-Suppress: All\n",
}
LATER = {
    "delayed": ("4.4.1", "timed out"),
    "relayed": ("2.0.0", "relayed to a server that reports nothing"),
    "expanded": ("2.0.0", "expanded to a list"),
    "delivered": ("2.1.5", "delivered"),
}
CHALLENGES = {
    "challenge": ("Please confirm that you are a person", "Click to release your mail to {who}."),
    "challenge, boxed": ("Re: Harbour cities", "Your mail is held. Answer this message and it reaches {who}."),
    "ticket": ("[#4711] Harbour cities", "We have got your message; a colleague will see to it."),
    "moved": ("Re: Harbour cities", "I write for another paper now; you reach me at ines@example.net."),
    "reading": ("Read: Harbour cities", "Your message was read on Tuesday."),
}


def _negatives() -> dict[str, Callable[[str], bytes]]:
    """Mail that is no bounce, by what it is, made out to a reader's address."""
    made: dict[str, Callable[[str], bytes]] = {}
    for name, (subject, words) in AWAY.items():
        for mark, line in MARKS.items():
            made[f"away, {name}, {mark}"] = lambda who, s=subject, w=words, h=line: plain(  # type: ignore[misc]
                w.format(who=who), sender=f"<{who}>", subject=s, headers=h
            )
        made[f"away, {name}, unmarked"] = lambda who, s=subject, w=words: plain(  # type: ignore[misc]
            w.format(who=who), sender=f"<{who}>", subject=s
        )
    for action, (status, words) in LATER.items():
        for status_said in (status, "4.0.0", "5.1.1", ""):
            made[f"{action}, {status_said or 'no code'}"] = lambda who, a=action, s=status_said, w=words: report(  # type: ignore[misc]
                "For your information.", fields(s, w, action=a, who=who), subject="Delivery Status Notification"
            )
    for name, (subject, words) in CHALLENGES.items():
        made[name] = lambda who, s=subject, w=words: plain(w.format(who=who), sender=f"<{who}>", subject=s)  # type: ignore[misc]
    return made


NEGATIVES = _negatives()


def test_sixty_and_more_pieces_of_mail_that_are_no_bounce_suppress_nobody(engine: Engine) -> None:
    number = taken(engine, 3)
    path = path_of(delivery_number(engine, number, "r1@example.com"))
    mail = [
        make("r1@example.com").replace(b"To: press@example.org", f"To: {path}".encode()) for make in NEGATIVES.values()
    ]

    found, _ = collected(engine, mail)

    assert found["messages"] == len(NEGATIVES) >= 60
    assert not {"bounced", "quarantined", "suppressed", "already"} & found.keys(), found
    assert (found["out of office"], found["delayed"], found["delivered"]) == (40, 4, 12)
    assert suppressed(engine) == {}
    assert statuses(engine, number)["r1@example.com"] == "accepted"


@pytest.mark.parametrize(
    "octets",
    [
        plain("I am away.", sender="<r1@example.com>", subject="Out of office", headers=MARKS["RFC 3834"]),
        plain("Are you there?", sender="<r1@example.com>", subject="unsubscribe"),
        plain("Confirm that you are a person.", sender="<r1@example.com>", subject="Please confirm"),
        dead("r1@example.com"),
        dead("bounces@press.example.org", to="bounces@press.example.org"),
        report("Delayed.", fields("4.4.1", "timed out", action="delayed", who="r1@example.com")),
        plain("3 bounces.", sender="press@example.org", subject="Report", headers="Auto-Submitted: auto-generated\n"),
        plain("<r1@example.com>: unknown", sender=DAEMON, subject="failure notice", headers="Precedence: bulk\n"),
    ],
    ids=["vacation", "a person", "a challenge", "a bounce", "of our own", "a delay", "an alert of ours", "qmail"],
)
def test_nothing_that_comes_in_makes_anything_go_out(engine: Engine, octets: bytes) -> None:
    number = taken(engine, 3)
    before = statuses(engine, number)

    collected(engine, [octets] * 3)

    # What goes out is a delivery; there are no more than before, and none has moved.
    assert statuses(engine, number) == before


_HEAD = b"From: MAILER-DAEMON@example.com\nSubject: failure notice\n"


def _nested(depth: int) -> bytes:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return (
        b"From: MAILER-DAEMON@example.com\nSubject: failure notice\n"
        + opening.encode()
        + b"\n<r1@example.com>: unknown\n"
    )


def _wrapped(depth: int) -> bytes:
    return b"Subject: failure notice\n" + b"Content-Type: message/rfc822\n\n" * depth + b"<r1@example.com>: unknown\n"


def _parts(number: int) -> bytes:
    part = b"--b\nContent-Type: text/plain\n\nx\n"
    return b'Subject: failure notice\nContent-Type: multipart/mixed; boundary="b"\n\n' + part * number


HOSTILE: dict[str, Callable[[], bytes]] = {
    "50 MB": lambda: _HEAD + b"\n" + b"<r1@example.com>: 550 5.1.1 unknown\n" * 1_400_000,
    "24 MB of one line": lambda: _HEAD + b"\n" + b"<r1@example.com" * 1_600_000,
    "10,000 parts": lambda: _parts(10_000),
    "500,000 parts": lambda: _parts(500_000),
    "50 levels": lambda: _nested(50),
    "1,000 levels": lambda: _nested(1000),
    "levels and many lines": lambda: _nested(55) + b"-\n" * 500_000,
    "1,000 letters in letters": lambda: _wrapped(1000),
    "bad base64": lambda: _HEAD + b"Content-Transfer-Encoding: base64\n\n" + b"!=\x00=A" * 200_000,
    "a huge header": lambda: b"X-Failed-Recipients: " + b"r1@example.com, " * 60_000 + b"\n\nunknown\n",
    "50,000 headers": lambda: b"Message-ID: <a@b>\n" * 50_000 + b"\nunknown\n",
    "a charset that is none": lambda: _HEAD + b"Content-Type: text/plain; charset=utf-77\n\n\xff\xfe unknown",
    "UTF-16 that is none": lambda: _HEAD + b"Content-Type: text/plain; charset=utf-16\n\n\xff",
    "carriage returns": lambda: _HEAD + b"\n" + b"\r" * 900_000,
    "half an encoded word": lambda: _HEAD + b"From: " + b"=?utf-8?B?" * 90_000 + b"\n\n",
    "tokens": lambda: _HEAD + b"\n" + b"+1.aaaaaaaaaaaaaaaa@" * 45_000,
    "tokens that never end": lambda: _HEAD + b"\nunsubscribe-" + b"a." * 450_000,
    "figures": lambda: _HEAD + b"\n+" + b"1" * 900_000,
    "recipients": lambda: report("x", *[fields("5.1.1", "unknown", who=f"r{n}@example.com") for n in range(3000)]),
}  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_mail_that_is_made_to_keep_us_busy_is_done_with_quickly(make: Callable[[], bytes]) -> None:
    octets = make()
    began = time.process_time()

    dsn.read(octets)

    assert time.process_time() - began < 3


@pytest.mark.parametrize("name", ["50 MB", "1,000 levels", "1,000 letters in letters"])
def test_what_no_report_is_like_is_not_read_and_that_is_counted(engine: Engine, name: str) -> None:
    number = taken(engine, 2)

    found, _ = collected(engine, [HOSTILE[name]()])

    assert found == {"messages": 1, "too much": 1}
    assert counts(engine, number) == {"accepted": 2, "planned": 1}


def test_a_report_with_a_large_copy_of_our_message_is_read_all_the_same(engine: Engine) -> None:
    number = taken(engine, 2)
    copy = base64.encodebytes(bytes(12_000_000))

    found, _ = collected(
        engine, [dead("r1@example.com", returned_id=message_id(engine, number, "r1@example.com")) + copy]
    )

    assert found["bounced"] == 1
