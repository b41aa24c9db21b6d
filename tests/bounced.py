# ruff: noqa: E501 - the wordings stand as they come
"""Mail that comes back, invented, in the wordings of the common servers. `ID` is the Message-ID of what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass

WHO = "ines@example.com"
ID = "<u1.abc@example.org>"
DATE = "Tue, 24 Nov 2026 10:00:00 +0000"


@dataclass(frozen=True)
class Sample:
    """A piece of mail and what it should be read as; `status` and `is_hard` are of its first recipient."""

    octets: bytes
    sort: str
    status: str = ""
    is_hard: bool = False
    recipient: str = WHO
    has_id: bool = True


def report(
    words: str,
    *blocks: Mapping[str, str],
    sender: str = "MAILER-DAEMON@mx.example.net",
    subject: str = "Undelivered Mail Returned to Sender",
    whole: Mapping[str, str] | None = None,
    returned: str = "text/rfc822-headers",
    returned_id: str = ID,
    date: str = DATE,
) -> bytes:
    """A report as RFC 3462 wants it: words, the fields of RFC 3464, the headers of what came back."""
    fields = [{"Reporting-MTA": "dns; mx.example.net", **(whole or {})}, *blocks]
    told = "\n\n".join("\n".join(f"{name}: {value}" for name, value in one.items()) for one in fields)
    return f"""Return-Path: <>
From: {sender}
To: press@example.org
Subject: {subject}
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

--=_b
Content-Type: text/plain; charset=utf-8

{words}

--=_b
Content-Type: message/delivery-status

{told}

--=_b
Content-Type: {returned}

From: Press <press@example.org>
To: {WHO}
Subject: Harbour cities agree on rules
Message-ID: {returned_id}

--=_b--
""".encode()


def plain(
    words: str, *, sender: str, subject: str, headers: str = "", kind: str = "text/plain", date: str = DATE
) -> bytes:
    """A report in words alone."""
    return f"""Return-Path: <>
From: {sender}
To: press@example.org
Subject: {subject}
Date: {date}
{headers}MIME-Version: 1.0
Content-Type: {kind}; charset=utf-8

{words}
""".encode()


def fields(
    status: str, reason: str, *, action: str = "failed", who: str = WHO, original: str | None = None
) -> dict[str, str]:
    """The fields of one recipient."""
    said = {"Original-Recipient": f"rfc822;{original}"} if original else {}
    return said | {
        "Final-Recipient": f"rfc822; {who}",
        "Action": action,
        "Status": status,
        "Diagnostic-Code": f"smtp; {reason}",
    }


def complaint(
    kind: str = "abuse",
    *,
    who: str = WHO,
    returned_id: str = ID,
    way_off: str = "",
    mail_from: str = "press@example.org",
    returned: str = "message/rfc822",
    report_type: str = "feedback-report",
    date: str = DATE,
) -> bytes:
    """A feedback report as RFC 5965 wants it."""
    unsubscribe = f"List-Unsubscribe: <{way_off}>\n" if way_off else ""
    return f"""Return-Path: <>
From: Feedback Loop <fbl@mx.example.net>
To: abuse@example.org
Subject: FW: Harbour cities agree on rules
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/report; report-type={report_type}; boundary="=_f"

--=_f
Content-Type: text/plain; charset=us-ascii

This is an email abuse report for a message received from 192.0.2.7.

--=_f
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: SomeLoop/1.0
Version: 1
Original-Mail-From: <{mail_from}>
Original-Rcpt-To: <{who}>
Reporting-MTA: dns; mx.example.net
Source-IP: 192.0.2.7

--=_f
Content-Type: {returned}

From: Press <press@example.org>
To: {who}
Subject: Harbour cities agree on rules
Message-ID: {returned_id}
{unsubscribe}
Dear colleague

--=_f--
""".encode()


COPY = f"From: Press <press@example.org>\nTo: {WHO}\nSubject: Harbour cities\nMessage-ID: {ID}\n\nDear colleague"
DAEMON = "Mail Delivery System <Mailer-Daemon@mx.example.net>"
POSTFIX = (
    "This is the mail system at host mx.example.net.\n\nI'm sorry to have to inform you that your message could not"
)

SAMPLES: dict[str, Sample] = {
    "Postfix, no such user": Sample(
        report(POSTFIX, fields("5.1.1", f"550 5.1.1 <{WHO}>: Recipient address rejected: User unknown", original=WHO)),
        *("bounce", "5.1.1", True),
    ),
    "Postfix, no such domain": Sample(
        report(POSTFIX, fields("5.4.4", "Host or domain name not found. Name service error for name=example.com type=A")),
        *("bounce", "5.4.4", True),
    ),
    "Postfix, mailbox full": Sample(
        report(POSTFIX, fields("5.2.2", "552 5.2.2 Mailbox full")), *("bounce", "5.2.2", False)
    ),
    "Postfix, gave up after days": Sample(
        report(POSTFIX, fields("4.4.1", "connect to mx.example.com[192.0.2.1]:25: Connection timed out")),
        *("bounce", "4.4.1", False),
    ),
    "Postfix, still trying": Sample(
        report("THIS IS A WARNING ONLY.", fields("4.4.1", "timed out", action="delayed"), subject="Delayed Mail"),
        "delayed",
    ),
    "Postfix, delivered as was asked": Sample(
        report("Your message was delivered.", fields("2.0.0", "250 ok", action="delivered")), "delivered"
    ),
    "Exchange Online, not found": Sample(
        report(
            "ines wasn't found at example.com.",
            fields("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"),
            sender="Microsoft Outlook <MicrosoftExchange329e71@example.com>",
            subject="Undeliverable: Harbour cities",
            returned="message/rfc822",
        ),
        *("bounce", "5.1.10", True),
    ),
    "Exchange Online, only for its own people": Sample(
        report(
            "Your message couldn't be delivered.",
            fields("5.7.1", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required"),
            subject="Unzustellbar: Harbour cities",
        ),
        *("bounce", "5.7.1", False),
    ),
    "Outlook.com, a policy against us": Sample(
        report("Delivery has failed.", fields("5.7.515", "550 5.7.515 Access denied, sending domain doesn't meet it")),
        *("bounce", "5.7.515", False),
    ),
    "Outlook.com, mailbox unavailable": Sample(
        report("Delivery has failed.", fields("5.5.0", "550 5.5.0 Requested action not taken: mailbox unavailable")),
        *("bounce", "5.5.0", False),
    ),
    "Gmail, no such account": Sample(
        report(
            "Address not found",
            fields(
                "5.1.1",
                "550-5.1.1 The email account that you tried to reach does not exist. Please try 550 5.1.1 double-checking",
            ),
            sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            subject="Delivery Status Notification (Failure)",
        ),
        *("bounce", "5.1.1", True),
    ),
    "Gmail, out of storage": Sample(
        report("Inbox full", fields("4.2.2", "452 4.2.2 The recipient's inbox is out of storage space. (quota)")),
        *("bounce", "4.2.2", False),
    ),
    "Gmail, disabled": Sample(
        report("Message not delivered", fields("5.2.1", "550 5.2.1 The email account is inactive")),
        *("bounce", "5.2.1", True),
    ),
    "Gmail, too much at once": Sample(
        report("Not delivered", fields("5.2.1", "550 5.2.1 The user is receiving mail too quickly")),
        *("bounce", "5.2.1", False),
    ),
    "Exim with a report": Sample(
        report(
            "This message was created automatically by mail delivery software.",
            {"Action": "failed", "Final-Recipient": f"rfc822;{WHO}", "Status": "5.0.0", "Remote-MTA": "dns; mx.example.com",
             "Diagnostic-Code": f"smtp; 550 <{WHO}>: No such user here"},
            subject="Mail delivery failed: returning message to sender",
        ),
        *("bounce", "5.0.0", True),
    ),
    "Sendmail, better code within": Sample(
        report(
            "   ----- The following addresses had permanent fatal errors -----",
            fields("5.0.0", "550 5.1.1 User unknown"),
            subject="Returned mail: see transcript for details",
        ),
        *("bounce", "5.1.1", True),
    ),
    "known by the envelope alone": Sample(
        report(
            POSTFIX,
            fields("5.1.1", "550 5.1.1 unknown"),
            whole={"Original-Envelope-Id": "u1.abc@example.org"},
            returned_id="<another@example.net>",
        ),
        *("bounce", "5.1.1", True),
    ),
    "forwarded, and dead where it went": Sample(
        report(POSTFIX, fields("5.1.1", "550 5.1.1 gone", who="ines.d@example.net", original="ines+40example.com")),
        *("bounce", "5.1.1", True, "ines@example.com"),
    ),
    "two recipients in one report": Sample(
        report(POSTFIX, fields("5.1.1", "550 5.1.1 unknown"), fields("5.2.2", "full", who="leo@example.com")),
        *("bounce", "5.1.1", True),
    ),
    "addresses beyond ASCII": Sample(
        report(POSTFIX, fields("5.1.1", "550 5.1.1 unknown", who="zoë@example.com")),
        *("bounce", "5.1.1", True, "zoë@example.com"),
    ),
    "Courier, status in base64": Sample(
        b"From: <postmaster@example.com>\nSubject: NOTICE: mail delivery status.\nDate: " + DATE.encode() + b"\n"
        b'MIME-Version: 1.0\nContent-Type: multipart/report; boundary="=_b"\n\n--=_b\n'
        b"Content-Type: text/plain\n\nUNDELIVERABLE MAIL\n\n--=_b\nContent-Type: message/delivery-status\n"
        b"Content-Transfer-Encoding: base64\n\n"
        b"UmVwb3J0aW5nLU1UQTogZG5zOyBteC5leGFtcGxlLmNvbQoKRmluYWwtUmVjaXBpZW50OiByZmM4\n"
        b"MjI7IGluZXNAZXhhbXBsZS5jb20KQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n\n--=_b\n"
        b"Content-Type: text/rfc822-headers\n\nMessage-ID: " + ID.encode() + b"\n\n--=_b--\n",
        *("bounce", "5.1.1", True),
    ),
    "qmail": Sample(
        plain(
            "Hi. This is the qmail-send program at mx.example.com.\nI'm afraid I wasn't able to deliver your message to the "
            "following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n"
            f"<{WHO}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\n{COPY}",
            sender="MAILER-DAEMON@mx.example.com",
            subject="failure notice",
        ),
        *("bounce", "5.1.1", True),
    ),
    "Exim in words": Sample(
        plain(
            "This message was created automatically by mail delivery software.\n\nA message that you sent could not be "
            "delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n"
            f"  {WHO}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\n{COPY}",
            sender=DAEMON,
            subject="Mail delivery failed: returning message to sender",
            headers=f"X-Failed-Recipients: {WHO}\nAuto-Submitted: auto-replied\n",
        ),
        *("bounce", "", True),
    ),
    "Exim in words, still trying": Sample(
        plain(
            "This message was created automatically by mail delivery software.\nA message that you sent has not yet been "
            f"delivered to one or more of its\nrecipients after more than 24 hours.\n\n  {WHO}\n    Delay reason: timeout\n",
            sender=DAEMON,
            subject="Warning: message 1abc delayed 24 hours",
        ),
        "delayed",
    ),
    "Sendmail in words": Sample(
        plain(
            f"   ----- The following addresses had permanent fatal errors -----\n<{WHO}>\n    (reason: 550 5.1.1 <{WHO}>... "
            f"User unknown)\n\n   ----- Original message -----\n\n{COPY}",
            sender="Mail Delivery Subsystem <MAILER-DAEMON@example.com>",
            subject="Returned mail: see transcript for details",
        ),
        *("bounce", "5.1.1", True),
    ),
    "old Exchange": Sample(
        plain(
            "Your message\n\n  To:      Ines\n  Subject: Harbour cities\n\ndid not reach the following recipient(s):\n\n"
            f"{WHO} on Tue, 24 Nov 2026 11:00:00 +0100\n    The e-mail account does not exist at the organization this message "
            f"was sent to. Check the e-mail address.\n    <mx.example.com #5.1.1>\n\n{COPY}",
            sender="System Administrator <postmaster@example.com>",
            subject="Undeliverable: Harbour cities",
        ),
        *("bounce", "5.1.1", True),
    ),
    "Gmail in words": Sample(
        plain(
            f"Delivery to the following recipient failed permanently:\n\n     {WHO}\n\nTechnical details of permanent failure:\n"
            "Google tried to deliver your message, but it was rejected by the server for the recipient domain.\n550 5.1.1 User "
            f"unknown\n\n----- Original message -----\n\n{COPY}",
            sender="Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
            subject="Delivery Status Notification (Failure)",
        ),
        *("bounce", "5.1.1", True),
    ),
    "Domino": Sample(
        plain(
            f"Your message\n\n  Subject: Harbour cities\n\nwas not delivered to:\n\n  {WHO}\n\nbecause:\n\n  User Ines "
            f"({WHO}) not listed in Domino Directory\n\n{COPY}",
            sender="Postmaster@example.com",
            subject="DELIVERY FAILURE: User not listed in Domino Directory",
        ),
        *("bounce", "", True),
    ),
    "Yahoo in words": Sample(
        plain(
            f"Sorry, we were unable to deliver your message to the following address.\n\n<{WHO}>:\n554: delivery error: dd "
            f"This user doesn't have a mail account (ines@example.com) [-5]\n\n--- Below this line is a copy of the message.\n\n{COPY}",
            sender="MAILER-DAEMON@mx.example.com",
            subject="Failure Notice",
        ),
        *("bounce", "", False),
    ),
    "in HTML alone": Sample(
        plain(
            f"<html><body><p><b>Delivery has failed to these recipients:</b></p><p>{WHO}<br>The address you entered couldn't be "
            "found. Error 550 5.1.10 RecipientNotFound</p></body></html>",
            sender="postmaster@example.com",
            subject="Undeliverable: Harbour cities",
            headers=f"In-Reply-To: {ID}\n",
            kind="text/html",
        ),
        *("bounce", "5.1.10", True),
    ),
    "in German": Sample(
        plain(
            f"Ihre Nachricht konnte nicht zugestellt werden.\n\n<{WHO}>: 550 5.1.1 Empfänger unbekannt\n\nOriginal message "
            f"follows.\n\n{COPY}",
            sender="Postmaster <postmaster@example.com>",
            subject="=?utf-8?Q?Unzustellbare_Nachricht?=",
        ),
        *("bounce", "5.1.1", True),
    ),
    "without the message that came back": Sample(
        plain(
            f"Message could not be delivered.\n\n<{WHO}>: host mx.example.com said: 550 5.1.1 unknown (in reply to RCPT TO)\n",
            sender=DAEMON,
            subject="Undelivered Mail",
        ),
        *("bounce", "5.1.1", True, WHO, False),
    ),
    "out of office, by the RFC": Sample(
        plain(
            "I am away until Monday.",
            sender=f"Ines Duarte <{WHO}>",
            subject="Re: Harbour cities",
            headers="Auto-Submitted: auto-replied\n",
        ),
        "out of office",
    ),
    "out of office, by its subject": Sample(
        plain("Ich bin bis Montag nicht da.", sender=f"<{WHO}>", subject="Automatische Antwort: Harbour cities"),
        "out of office",
    ),
    "out of office that speaks of failing": Sample(
        plain(
            f"I am away. If your mail to {WHO} failed, ring the desk.",
            sender=f"<{WHO}>",
            subject="Out of Office: Delivery status of Harbour cities",
            headers="X-Auto-Response-Suppress: All\n",
        ),
        "out of office",
    ),
    "a complaint": Sample(
        complaint(),
        "complaint",
    ),
    "a person's answer": Sample(
        plain("Thank you. Who could not be reached last time?", sender=f"<{WHO}>", subject="Re: Harbour cities"), "other"
    ),
    "a newsletter": Sample(plain("News of the week.", sender="<news@example.net>", subject="Your week"), "other"),
    "nothing but octets": Sample(bytes(range(256)) * 4, "other"),
}  # fmt: skip
