"""What lies on the desk: the view that was asked for, and of every reader the last mail that could be made."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from outreach.mail.opened import Opened
from outreach.services.advisories import preview
from outreach.services.advisories.preview import Drafts, Office, View

K = TypeVar("K")
V = TypeVar("V")
_KEPT = 8  # mails; each may have some megabytes of attachments


@dataclass(frozen=True, slots=True)
class Look:
    """A view with the number by which its mail is fetched; `is_stale` where the mail is of an earlier state."""

    view: View
    mail_id: str | None
    is_stale: bool


class Desk:
    """One advisory being written. Asked by several threads; it makes one view at a time."""

    def __init__(self, file: Path, drafts: Drafts, office: Office) -> None:
        self.file, self.office = file, office
        self._drafts = drafts
        self._lock = threading.Lock()
        self._good: OrderedDict[tuple[str | None, str | None], View] = OrderedDict()
        self._mails: OrderedDict[str, Opened] = OrderedDict()
        self._attached: tuple[str, ...] = ()

    def look(self, *, language: str | None, reader: str | None) -> Look:
        """The advisory as it is now; where no mail can be made of it, the last one that could, and the problems."""
        with self._lock:
            seen = preview.view(self._drafts, self.office, file=str(self.file), language=language, reader=reader)
            if seen.mail is not None:
                self._attached = seen.attached
                _keep(self._good, (language, reader), seen)
                return Look(seen, self._kept(seen.mail), is_stale=False)
            last = self._good.get((language, reader))
            if last is None or last.mail is None:
                return Look(seen, None, is_stale=False)
            return Look(replace(last, problems=seen.problems), self._kept(last.mail), is_stale=True)

    def mail(self, mail_id: str) -> Opened | None:
        """The mail of a recent look."""
        return self._mails.get(mail_id)

    def files(self) -> Iterator[Path]:
        """What a view depends on beside the advisory itself: its other versions and its attachments."""
        yield from self._drafts.files()
        yield from (self.file.parent / name for name in self._attached)

    def _kept(self, mail: Opened) -> str:
        mail_id = sha256(mail.message).hexdigest()[:16]
        _keep(self._mails, mail_id, mail)
        return mail_id


def _keep(kept: "OrderedDict[K, V]", key: K, value: V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > _KEPT:
        kept.popitem(last=False)
