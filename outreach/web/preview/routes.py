"""What can be asked of the preview, each place with its answer; everything else is not there."""

import html
import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files
from string import Template
from typing import Any

from outreach.errors import NotFound
from outreach.mail.opened import Opened
from outreach.model.rules import RULES
from outreach.services.advisories import preview
from outreach.web.preview import answers, frame
from outreach.web.preview.desk import Desk
from outreach.web.preview.watching import Watch

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_STATIC = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_MOST_READERS = 20
_LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a browser gets; `policy` is its Content-Security-Policy."""

    content_type: str
    body: bytes
    status: HTTPStatus = HTTPStatus.OK
    policy: str = NOTHING


Query = dict[str, str]


def answer(place: str, query: Query, *, desk: Desk, watch: Watch) -> Answer:
    """The answer for `place`, a path below the secret one. Raises NotFound, and what the store raises."""
    if place in _STATIC:
        return _static(*_STATIC[place])
    if place == "view":
        return _view(query, desk, watch)
    if place == "readers":
        return _readers(query, desk)
    kind, _, name = place.partition("/")
    if kind in _NAMED and name:
        return _NAMED[kind](name, query, desk)
    raise NotFound("page", place[:80])


def _static(name: str, content_type: str) -> Answer:
    return Answer(content_type, files(__package__).joinpath("page", name).read_bytes(), policy=_PAGE)


def _json(record: Any) -> Answer:
    return Answer("application/json", json.dumps(record).encode())


def _view(query: Query, desk: Desk, watch: Watch) -> Answer:
    # Counted before it is made: a change while it is being made is one that the page does not have yet.
    state = watch.changes
    look = desk.look(language=query.get("language") or None, reader=query.get("reader") or None)
    return _json(answers.look_record(look, state=state))


def _readers(query: Query, desk: Desk) -> Answer:
    with desk.office.rows() as rows:
        now = desk.office.around(rows).now
        found = preview.readers(rows, query.get("q", "")[:_LONGEST_SEARCH], limit=_MOST_READERS, now=now)
    return _json(answers.readers_record(found))


def _mail(name: str, query: Query, desk: Desk) -> Answer:
    images = query.get("images") != "off"
    scheme = query.get("scheme", "light")
    body = frame.page(_known(desk, name), scheme=scheme if scheme in frame.SCHEMES else "light", images=images)
    return Answer("text/html; charset=utf-8", body.encode(), policy=frame.policy(images=images))


def _source(name: str, _query: Query, desk: Desk) -> Answer:
    return Answer("text/plain; charset=utf-8", _known(desk, name).message)


def _known(desk: Desk, mail_id: str) -> Opened:
    mail = desk.mail(mail_id)
    if mail is None:
        raise NotFound("mail in this preview", mail_id[:80], advice="it has changed since; reload the page")
    return mail


def _rule(name: str, _query: Query, _desk: Desk) -> Answer:
    """Why there is such a rule."""
    rule = RULES.get(name)
    if rule is None:
        raise NotFound("rule", name[:80])
    page = files(__package__).joinpath("page", "rule.html").read_text("utf-8")
    said = {name: html.escape(text) for name, text in (("id", rule.id), ("level", rule.level), ("why", rule.why))}
    return Answer("text/html; charset=utf-8", Template(page).substitute(said).encode(), policy=_PAGE)


_NAMED: dict[str, Callable[[str, Query, Desk], Answer]] = {"mail": _mail, "source": _source, "rules": _rule}
