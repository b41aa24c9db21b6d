"""The frozen form of a mailing: what all its messages share, kept as JSON, and the messages made out of it again."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from outreach.errors import AdvisoryProblem, StoreOutdated
from outreach.formats import merge, way_off
from outreach.mail.addresses import NamedAddress
from outreach.mail.compose import Composer, Heading
from outreach.model.message import Approved, Attachment, Inline, Parts
from outreach.model.text import fold
from outreach.services.mailings.terms import Terms

# Who changes what octets come out of a form raises this, and keeps the old way for the old forms. A mailing of version
# 1 had one form; since version 2 it has one for each language, by the language's tag; since version
# 3 the way off the list may have a gap for the reader's token, and since version 4 the parts may ask for that way.
_VERSION = 4
_READABLE = (2, 3, 4)
_LONGEST_LABEL = 63  # RFC 1035 §2.3.4


@dataclass(frozen=True, slots=True)
class Form:
    """The heading that messages share, and the parts in which only the recipient is left to fill in.

    `files` are the positions, among the mailing's attachments, of those that go along; None means all. `inline` are the
    pictures that the HTML shows. `source` is the advisory's file, kept for the record.
    """

    heading: Heading
    parts: Parts
    files: tuple[int, ...] | None = None
    inline: tuple[Inline, ...] = ()
    source: str = ""

    def stored(self) -> dict[str, Any]:
        """The form as JSON can hold it."""
        heading, parts = self.heading, self.parts
        return {
            "uid": heading.uid,
            "from": [heading.sender.name, heading.sender.address],
            "reply_to": heading.reply_to,
            "date": heading.date.isoformat(),
            "list": [heading.list_name, heading.list_id],
            "unsubscribe": list(heading.unsubscribe),
            "language": heading.language,
            "feedback_id": heading.feedback_id,
            "subject": parts.subject,
            "text": parts.text,
            "html": parts.html,
            "files": self.files,
            "inline": [[each.cid, each.content_type, b64encode(each.content).decode()] for each in self.inline],
            "source": self.source,
        }

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Form":
        """The form that was stored."""
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
            feedback_id=stored.get("feedback_id", ""),
        )
        files = stored.get("files")
        parts = Parts(stored["subject"], stored["text"], stored["html"])
        inline = tuple(Inline(cid, kind, b64decode(content)) for cid, kind, content in stored.get("inline", ()))
        return cls(heading, parts, None if files is None else tuple(files), inline, stored.get("source", ""))


Forms = Mapping[str, Form]


def stored(forms: Forms) -> dict[str, Any]:
    """The forms of a mailing as JSON can hold them."""
    return {"version": _VERSION, "forms": {language: form.stored() for language, form in forms.items()}}


def restored(stored: Mapping[str, Any]) -> Forms:
    """The forms that were stored. Raises StoreOutdated for those of a version that this program does not know."""
    if stored["version"] == 1:
        return {_ONLY: Form.restored(stored)}
    if stored["version"] not in _READABLE:
        raise StoreOutdated("this mailing was planned by another version of outreach; use that one to send it")
    return {language: Form.restored(form) for language, form in stored["forms"].items()}


_ONLY = ""


class Writer:
    """Fills in the forms for one recipient after another: compiled once, the same octets every time."""

    def __init__(self, forms: Forms, attachments: Sequence[Attachment]) -> None:
        self._made = {language: _compiled(form, attachments) for language, form in forms.items()}

    def message(self, fields: Mapping[str, str], *, address: str, message_id: str) -> bytes:
        """The finished message for `address`. Raises TemplateProblem and InvalidValue, naming what is wrong.

        Beside the merge fields, `fields` may hold `form` (whose form it is), `reply_to`, `answers`, the Message-IDs of
        the thread, and `token`, what takes the reader off the list.
        """
        _, composer, _ = self._made[fields.get("form", _ONLY)]
        return composer.message(
            self.parts(fields),
            to=NamedAddress(address, fields.get("name", "")),
            message_id=message_id,
            reply_to=fields.get("reply_to"),
            answers=fields.get("answers", "").split(),
            token=fields.get("token", ""),
        )

    def parts(self, fields: Mapping[str, str]) -> Parts:
        """What the recipient reads: subject, text and HTML. Raises as `message`."""
        merger, _, heading = self._made[fields.get("form", _ONLY)]
        return merger.fill({**fields, "way_off": heading.way_off(fields.get("token", ""))})

    def proven(self, fields: Mapping[str, str], *, address: str, message_id: str, digest: str) -> bytes:
        """The message again, if it is the one that was planned: its SHA-256 is `digest`. Raises AdvisoryProblem."""
        try:
            message = self.message(fields, address=address, message_id=message_id)
        except KeyError:  # a value of it is gone from the store
            message = b""
        if sha256(message).hexdigest() != digest:
            raise AdvisoryProblem(
                f"the message to {address} is not the one that was planned: the store, or the program, was changed "
                "since; it is not sent. Cancel the mailing and plan it again"
            )
        return message


def _compiled(form: Form, attachments: Sequence[Attachment]) -> tuple[merge.Merger, Composer, Heading]:
    along = attachments if form.files is None else [attachments[position] for position in form.files]
    return merge.compiled(form.parts), Composer(form.heading, along, form.inline), form.heading


def parts(approved: Approved, terms: Terms) -> Parts:
    """What was approved, with a way off the list that readers can see, where each has one of their own."""
    return way_off.added(approved.parts, language=approved.language) if terms.way_off else approved.parts


def heading(approved: Approved, terms: Terms, *, uid: str, lists: Sequence[str]) -> Heading:
    """What the headers of the mailing say: from whom, on which list (RFC 2919), how to get off it (RFC 2369)."""
    sender, organisation = terms.sender, terms.organisation
    list_name, label = _list(lists, organisation=organisation)
    plain = (f"mailto:{quote(sender.address, safe='@')}?subject=unsubscribe",)
    return Heading(
        uid=uid,
        sender=sender,
        date=terms.date,
        list_id=f"{label}.{sender.domain}",
        list_name=list_name,
        unsubscribe=terms.way_off.uris(sender) if terms.way_off else plain,
        reply_to=approved.reply_to,
        language=approved.language,
        feedback_id=":".join((uid, label, _slug(organisation or "") or "press", sender.domain)),
    )


def _list(lists: Sequence[str], *, organisation: str | None) -> tuple[str, str]:
    """The list that a reader can sort by: the one list, or the press office where there are several."""
    if len(lists) != 1:
        return organisation or "", "press"
    return lists[0], _slug(lists[0]) or "list"


def _slug(name: str) -> str:
    """`name` as a word that can stand in a header."""
    slug = fold(name).replace(" ", "-")
    if not slug.isascii():
        slug = "list-" + sha256(slug.encode()).hexdigest()[:12]
    return slug[:_LONGEST_LABEL].rstrip("-")
