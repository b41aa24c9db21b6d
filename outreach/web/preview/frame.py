"""The mail's own HTML, fit to stand in a frame: by day or by night, with its own pictures or none at all."""

import base64
import re

from outreach.mail.opened import Opened

SCHEMES = ("light", "dark")
_SCHEME = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_CID = re.compile(r"""(?<=["'(])cid:([^"')\s]+)""", re.IGNORECASE)
# A policy keeps a frame from being shown, but the browser has rung its server by then (seen with Chromium).
_FRAME = re.compile(r"<(/?)(i?frame|frameset|fencedframe|portal)\b", re.IGNORECASE)
_ALWAYS, _NEVER = "(min-width: 0px)", "(max-width: 0px)"


def page(mail: Opened, *, scheme: str, images: bool) -> str:
    """The HTML as it looks in `scheme`, whatever the browser prefers, and without frames, which no mail reader shows.

    A page cannot say what an embedded one prefers, so that the conditions are answered here; links lead nowhere, as a
    frame without allow-popups opens no window.
    """
    html = _FRAME.sub(r"<\1no-\2", mail.html)
    html = _SCHEME.sub(lambda found: _ALWAYS if found[1].lower() == scheme else _NEVER, html)
    if images:
        html = _CID.sub(lambda found: _data(mail, found[1]) or found[0], html)
    ours = f'<base target="_blank"><style>:root {{ color-scheme: only {scheme} !important }}</style>'
    head = _HEAD.search(html)
    return f"{html[: head.end()]}{ours}{html[head.end() :]}" if head else ours + html


def policy(*, images: bool) -> str:
    """What the frame may load: nothing, but its own styles and the pictures in it. It runs nothing."""
    pictures = "data:" if images else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; img-src {pictures}; form-action 'none'; base-uri 'none'; "
        "frame-ancestors 'self'; sandbox allow-same-origin"
    )


def _data(mail: Opened, name: str) -> str | None:
    picture = mail.pictures.get(name)
    if picture is None:
        return None
    return f"data:{picture.content_type};base64,{base64.b64encode(picture.content).decode()}"
