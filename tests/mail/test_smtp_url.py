import pytest

from outreach.errors import InvalidValue, MissingSetting, OutreachError
from outreach.mail import transport
from outreach.mail.smtp_url import Security, Server

CANARY = "c4n4ry-s3cret"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example.org", Server(Security.PLAIN, "mail.example.org", 25)),
        ("smtp+starttls://mail.example.org", Server(Security.STARTTLS, "mail.example.org", 587)),
        ("smtps://mail.example.org", Server(Security.TLS, "mail.example.org", 465)),
        ("SMTPS://Mail.Example.org:2465/", Server(Security.TLS, "mail.example.org", 2465)),
        ("smtp://[::1]:2525", Server(Security.PLAIN, "::1", 2525)),
        ("smtps://zoe:p%40s%2F@mail.example.org", Server(Security.TLS, "mail.example.org", 465, "zoe", "p@s/")),
        ("smtps://zoe%40b.org:x@mail.example.org", Server(Security.TLS, "mail.example.org", 465, "zoe@b.org", "x")),
        ("smtp://zoe:x@localhost", Server(Security.PLAIN, "localhost", 25, "zoe", "x")),
        ("smtp://zoe:x@127.0.0.1:2525", Server(Security.PLAIN, "127.0.0.1", 2525, "zoe", "x")),
    ],
)  # fmt: skip
def test_a_url_says_how_where_and_as_whom(url: str, server: Server) -> None:
    assert Server.parse(url) == server


def test_a_password_given_beside_the_url_wins() -> None:
    assert Server.parse("smtps://zoe:old@mail.example.org", password="new").password == "new"
    assert Server.parse("smtps://zoe@mail.example.org", password="new").password == "new"


def test_a_password_without_an_account_is_not_kept() -> None:
    assert Server.parse("smtps://mail.example.org", password=CANARY).password == ""


@pytest.mark.parametrize(
    "url",
    [
        f"http://zoe:{CANARY}@mail.example.org",
        f"zoe:{CANARY}@mail.example.org",
        f"smtps://zoe:{CANARY}@",
        f"smtps://zoe:{CANARY}@mail.example.org:port",
        f"smtps://zoe:{CANARY}@mail.example.org:0",
        f"smtps://zoe:{CANARY}@mail.example.org:99999",
        f"smtps://zoe:{CANARY}@mail.example.org/inbox",
        f"smtps://zoe:{CANARY}@mail.example.org?x=1",
        f"smtps://zoe:x/{CANARY}@mail.example.org",
        f"smtps://zoe:{CANARY}@[::1",
        f"smtp://zoe:{CANARY}@mail.example.org",
        f"smtps://zoe:{CANARY}#@mail.example.org",
    ],
)
def test_a_url_that_cannot_stand_is_refused_without_showing_the_password(url: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        Server.parse(url)

    assert CANARY not in str(refusal.value)
    assert CANARY not in repr(refusal.value)


def test_a_password_is_never_sent_in_the_clear_to_another_machine() -> None:
    with pytest.raises(InvalidValue, match="unprotected"):
        Server.parse("smtp://zoe:x@mail.example.org")


def test_an_account_needs_a_password() -> None:
    with pytest.raises(MissingSetting, match="OUTREACH_SMTP_PASSWORD"):
        Server.parse("smtps://zoe@mail.example.org")


def test_a_server_is_shown_without_account_and_password() -> None:
    made = transport.smtp("smtps://zoe@mail.example.org", password=CANARY)

    assert made.where == "smtps://mail.example.org:465"
    assert CANARY not in repr(made) + str(made) + repr(made.connection())


def test_every_refusal_is_one_of_ours() -> None:
    for url in ("", "://", "smtp://", "smtp:///x", "smtps://a b", "smtp://\u2028", "mailto:a@example.org"):
        with pytest.raises(OutreachError):
            Server.parse(url)
