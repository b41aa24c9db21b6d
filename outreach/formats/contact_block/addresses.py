"""E-mail addresses and links in a line, their ends found where line breaks were lost."""

import re
from dataclasses import dataclass

from outreach.formats.contact_block.affinity import GENERIC_MAILBOXES, is_owner, mailbox_parts
from outreach.formats.contact_block.vocabulary import headings, organisations, roles
from outreach.formats.contact_block.vocabulary.matching import key
from outreach.formats.contact_block.vocabulary.places import GENERIC_DOMAINS, is_top_level
from outreach.model.text import fold


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` to `end` (exclusive) in a line; `text` is what stands there."""

    start: int
    end: int
    text: str


_LOCAL = re.compile(r"[^\W_](?:[\w.+&'\-]{0,62}[\w+\-])?$|[\w.+&'\-]{1,64}$")
_DOMAIN = re.compile(r"[^\W_][\w\-]{0,62}(?:\.[^\W_][\w\-]{0,62}){1,6}")
_LINK = re.compile(r"(?i)(?:https?:/{1,2}|www\d?\.)[^\s<>()\[\]|,;\"'“”«»]{2,500}")
_BARE = re.compile(
    r"(?<![\w@.\-/])[a-z0-9][a-z0-9\-]{1,62}(?:\.[a-z0-9\-]{2,63}){1,4}(?![\w@])(?:/[^\s<>()\[\]|,;]{0,300})?"
)
# What runs on after a domain when a line break was lost.
_RUN_ON = re.compile(
    r"(?i)www|https?|tel|phone|fax|web|mob|cell|source|about|view|follow|e-?mail|contact|media|investor|press|twitter|\d"
)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{2,40}")
_NUMBER_TAIL = re.compile(r"[+(]?[\d\s().\-/]{0,40}$")
_EXTENSION_HEAD = re.compile(r"(?:x|ext\.?)\d{1,5}(?=[^\W\d_])")
_NUMBER_INSIDE = re.compile(r"\+?\d[\d.\-]{5,20}\d(?=[^\W\d_])")
_NUMBER_HEAD = re.compile(r"[\d().\-/]{1,20}")
_SEAM = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])")
_ENOUGH_DIGITS = 7


def addresses(line: str) -> list[Span]:
    """The e-mail addresses of `line`. A handle ("@name") and a lone @ are none."""
    found: list[Span] = []
    for at in re.finditer("@", line):
        floor = found[-1].end if found else 0
        local, domain = _LOCAL.search(line[max(floor, at.start() - 64) : at.start()]), _DOMAIN.match(line, at.end())
        if local is None or domain is None:
            continue
        mailbox = local[0].lstrip(".'&-+")
        start = at.start() - len(mailbox)
        cut = _glued_before(line[floor:start], mailbox)
        host = _host(domain[0], followed_by=line[domain.end() : domain.end() + 1])
        if mailbox[cut:] and host:
            end = at.end() + len(host)
            found.append(Span(start + cut, end, line[start + cut : end]))
    return found


def links(line: str) -> list[Span]:
    """The web addresses of `line`, with and without a scheme, and the handles of its networks ("@name")."""
    found = [Span(m.start(), m.start() + len(text), text) for m in _LINK.finditer(line) if (text := _link(m[0]))]
    found += [Span(m.start(), m.end(), m[0]) for m in _HANDLE.finditer(line)]
    for bare in _BARE.finditer(line):
        if is_top_level(bare[0].partition("/")[0].rpartition(".")[2]) and not _overlaps(
            bare.start(), bare.end(), found
        ):
            found.append(Span(bare.start(), bare.end(), bare[0]))
    return found


def _overlaps(start: int, end: int, spans: list[Span]) -> bool:
    return any(span.start < end and start < span.end for span in spans)


def _link(text: str) -> str:
    scheme = re.match(r"(?i)https?:/{1,2}", text)
    rest = text[scheme.end() :] if scheme else text
    domain = _DOMAIN.match(rest)
    if domain is None:
        return text.rstrip(".:")
    host = _host(domain[0], followed_by="")
    # Cut only where something runs on: a link of a name that we do not know stays whole.
    rest = host if host and host != domain[0] else rest
    return ((scheme[0] if scheme else "") + rest).rstrip(".:")


def _host(domain: str, *, followed_by: str) -> str:
    """As much of `domain` as is one: "example.dePress" -> example.de, "example.comwww.example.com" -> example.com."""
    labels = domain.rstrip("-").split(".")
    for place, label in enumerate(labels[1:], 1):
        is_last = place == len(labels) - 1
        if is_last and followed_by != "@" and is_top_level(label.lower()):
            return ".".join(labels[: place + 1])
        # "example.org.The next sentence"
        if not is_last and labels[place + 1][:1].isupper() and label.islower() and is_top_level(label):
            return ".".join(labels[: place + 1])
        top = _run_on_after(label, is_last=is_last, followed_by=followed_by)
        if top:
            return ".".join([*labels[:place], top])
    last = labels[-1]
    return ".".join(labels) if last.isalpha() and len(last) > 1 and followed_by != "@" else ""


def _run_on_after(label: str, *, is_last: bool, followed_by: str) -> str:
    """The domain's end at the front of `label`, where something else runs on behind it; else ""."""
    best = ""
    for length in range(2, min(len(label), 14)):
        top, rest = label[:length], label[length:]
        if not is_top_level(top.lower()):
            continue
        at_a_seam = rest[0].isdigit() or (rest[0].isupper() and top.islower()) or (rest[0].islower() and top.isupper())
        lost = is_last and top.lower() in ("com", "org", "net") and not is_top_level(label.lower())
        if (
            at_a_seam
            or _RUN_ON.match(rest)
            or lost
            or (is_last and followed_by == "@" and top.lower() in GENERIC_DOMAINS)
        ):
            best = top
            if at_a_seam:
                break
    if not best and is_last and followed_by == "@":
        best = label[:2] if is_top_level(label[:2].lower()) else ""
    return best


def _glued_before(before: str, mailbox: str) -> int:
    """How many characters at the front of `mailbox` belong to what stands before it."""
    number = _NUMBER_HEAD.match(mailbox)
    if number:
        head = number[0] if number.end() < len(mailbox) else ""
        tail = _NUMBER_TAIL.search(before)
        digits = sum(map(str.isdigit, head)) + sum(map(str.isdigit, tail[0] if tail else ""))
        return len(head) if digits >= _ENOUGH_DIGITS else 0
    extension = _EXTENSION_HEAD.match(mailbox)
    if extension and re.search(r"\d\s?$", before):
        return extension.end()
    inner = _NUMBER_INSIDE.search(mailbox)
    if inner and sum(map(str.isdigit, inner[0])) >= _ENOUGH_DIGITS:
        return inner.end()
    if mailbox[0].islower() and re.search(r"[^\W\d_] $", before):
        return next((cut for cut in range(6, len(mailbox) - 1) if _is_trade(mailbox[:cut])), 0)
    if not mailbox[0].isupper() or re.search(r"[:<(\[]\s*$", before):
        return 0
    return _glued_word(before, mailbox)


def _glued_word(before: str, mailbox: str) -> int:
    """The same for words: "DoeJane.Doe", "Doejane", "Communicationsjdoe", "CEOjane"."""
    capitals = re.match(r"[A-Z]{2,}(?=[a-z])", mailbox)
    if capitals and key(capitals[0]) in organisations.LEGAL_FORMS | {"ceo", "cfo", "coo", "cmo", "cto", "pr", "ir"}:
        return capitals.end()
    name = [fold(word) for word in re.findall(r"[^\W\d_]+", before[-80:])[-2:]]
    if is_owner(mailbox, name):
        return 0
    first_word = re.match(r"[^\W\d_]+", mailbox)
    seams = [seam.start() for seam in _SEAM.finditer(first_word[0]) if seam.start() > 1] if first_word else []
    for cut in seams:
        left, right = fold(mailbox[:cut]), mailbox[cut:]
        if before.endswith(" ") and _starts_with_owner(right, [*name, left]):
            return cut
        if fold(right) in GENERIC_MAILBOXES or _is_known(left):
            return cut
    cased = [cut for cut in seams if mailbox[cut].isupper() and mailbox[cut - 1].islower()]
    return cased[-1] if cased and name and re.search(r"[^\W\d_] $", before) else 0


def _starts_with_owner(mailbox: str, name: list[str]) -> bool:
    first = mailbox_parts(mailbox)[0]
    return len(name) > 1 and is_owner(mailbox if len(first) == 1 and first == name[0][0] else first, name)


def _is_trade(word: str) -> bool:
    """Such as "Investor relationsjane": a small letter may begin what ran into an address, too."""
    return key(word) in roles.TOPICS or key(word) in roles.NOUNS


def _is_known(word: str) -> bool:
    return len(word) > 3 and (
        word in roles.NOUNS or word in headings.CORE or word in ("email", "communications", "relations", "affairs")
    )
