"""The frozen form of a mailing: what all its messages share, kept as JSON, and the messages made out of it again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from outreach.errors import AdvisoryProblem, StoreOutdated
from outreach.formats import merge
from outreach.mail.addresses import NamedAddress
from outreach.mail.compose import Composer, Heading
from outreach.model.message import Approved, Attachment, Parts
from outreach.model.text import fold

# Who changes what octets come out of a form raises this, and keeps the old way for the old forms.
_VERSION = 1
_LONGEST_LABEL = 63  # RFC 1035 §2.3.4


@dataclass(frozen=True, slots=True)
class Form:
    """The heading that all messages share, and the parts in which only the recipient is left to fill in."""

    heading: Heading
    parts: Parts

    def stored(self) -> dict[str, Any]:
        """The form as JSON can hold it."""
        heading, parts = self.heading, self.parts
        return {
            "version": _VERSION,
            "uid": heading.uid,
            "from": [heading.sender.name, heading.sender.address],
            "reply_to": heading.reply_to,
            "date": heading.date.isoformat(),
            "list": [heading.list_name, heading.list_id],
            "unsubscribe": list(heading.unsubscribe),
            "language": heading.language,
            "subject": parts.subject,
            "text": parts.text,
            "html": parts.html,
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Form":
        """The form that was stored. Raises StoreOutdated for one of a version that this program does not know."""
        if stored["version"] != _VERSION:
            raise StoreOutdated("this mailing was planned by another version of outreach; use that one to send it")
        name, address = stored["from"]
        list_name, list_id = stored["list"]
        heading = Heading(
            uid=stored["uid"],
            sender=NamedAddress(address, name),
            date=datetime.fromisoformat(stored["date"]),
            list_id=list_id,
            list_name=list_name,
            unsubscribe=tuple(stored["unsubscribe"]),
            reply_to=stored["reply_to"],
            language=stored["language"],
        )
        return cls(heading, Parts(stored["subject"], stored["text"], stored["html"]))


class Writer:
    """Fills in a form for one recipient after another: compiled once, the same octets every time."""

    def __init__(self, form: Form, attachments: Sequence[Attachment]) -> None:
        self._merger = merge.compiled(form.parts)
        self._composer = Composer(form.heading, attachments)

    def message(self, fields: Mapping[str, str], *, address: str, message_id: str) -> bytes:
        """The finished message for `address`. Raises TemplateProblem and InvalidValue, naming what is wrong."""
        to = NamedAddress(address, fields.get("name", ""))
        return self._composer.message(self._merger.fill(fields), to=to, message_id=message_id)

    def proven(self, fields: Mapping[str, str], *, address: str, message_id: str, digest: str) -> bytes:
        """The message again, if it is the one that was planned: its SHA-256 is `digest`. Raises AdvisoryProblem."""
        message = self.message(fields, address=address, message_id=message_id)
        if sha256(message).hexdigest() != digest:
            raise AdvisoryProblem(
                f"the message to {address} is not the one that was planned: the store, or the program, was changed "
                "since; it is not sent. Cancel the mailing and plan it again"
            )
        return message


def heading(
    approved: Approved,
    *,
    uid: str,
    sender: NamedAddress,
    organisation: str | None,
    lists: Sequence[str],
    date: datetime,
) -> Heading:
    """What the headers of the mailing say: from whom, on which list (RFC 2919), how to get off it (RFC 2369)."""
    list_name, label = _list(lists, organisation=organisation)
    return Heading(
        uid=uid,
        sender=sender,
        date=date,
        list_id=f"{label}.{sender.domain}",
        list_name=list_name,
        unsubscribe=(f"mailto:{quote(sender.address, safe='@')}?subject=unsubscribe",),
        reply_to=approved.reply_to,
        language=approved.language,
    )


def _list(lists: Sequence[str], *, organisation: str | None) -> tuple[str, str]:
    """The list that a reader can sort by: the one list, or the press office where there are several."""
    if len(lists) != 1:
        return organisation or "", "press"
    slug = fold(lists[0]).replace(" ", "-")
    if not slug.isascii():
        slug = "list-" + sha256(slug.encode()).hexdigest()[:12]
    return lists[0], slug[:_LONGEST_LABEL].rstrip("-") or "list"
