"""What a merge, a template or a colleague has left: fields, placeholders, what is open, a greeting to nobody."""

import re
from collections.abc import Iterator

from outreach.formats.advisory import leftovers
from outreach.model.advisory import Advisory, Problem
from outreach.model.rules import broken
from outreach.services.advisories.rules.readable import front, passages
from outreach.services.advisories.rules.surroundings import Surroundings

# "[ADDRESS]", "[WHAT HAPPENS, IN ONE LINE]", "[first name]", "[insert quote]". Not "[UN]" and "[the ministers]", which
# stand in quotations, and not "[MAP](https://…)", which is a link.
# What stands in such brackets, in several languages.
_OWN = (
    r"(?:first|last|full|given|family|your)?[ _-]?name|insert\b[^\]\n]{,80}|your\b[^\]\n]{,80}"
    r"|date|day|time|hour|place|city|address|phone|e-?mail|headline|title|quote|number|organi[sz]ation|x+"
    r"|venue|location|link|url|company|outlet|journalist|editor|[\w ]{2,24}[’']s name|\w+ name|name of [\w ]{2,24}"
    r"|prénom|nom|heure|lieu|vorname|nachname|datum|uhrzeit|ort|nombre|apellidos?|fecha|hora|lugar|nome|cognome|data|luogo"
    r"|sobrenome|имя|фамилия|дата|место|الاسم|التاريخ|المكان|姓名|名字|日期|地点|…|\.\.\."
)
_PLACEHOLDER = re.compile(
    rf"\[(?i:{_OWN})\](?!\()"
    r"|\[(?=[^\]\n]{,80}[A-Z]{2})[^\]a-z\n]{1,80}[ ,][^\]a-z\n]{1,80}\](?!\()"
    r"|(?<=[Dd]ear )(?:\[[^\]\n]{2,60}\](?!\()|XX\b)"
    r"|\b(?:TODO|FIXME|XXX+|XX:XX|XX(?= ?(?:%|€|euros?\b|dollars?\b|per cent|million|people|journalists)))(?!\w)"
    r"|(?i:lorem ipsum|\b(?:dd[/.-]mm[/.-]yy(?:yy)?|yyyy-mm-dd|hh:mm)\b|\(insert\b[^)\n]{,80}\))"
    r"|(?<=[\w:] )_{4,}|\?{3,}|\bINSERT [A-Z ]{2,40}HERE\b"
)
_OPEN = re.compile(r"\b(?:TBC|TBD|TBA)\b|\bto be (?:confirmed|announced|determined)\b", re.IGNORECASE)


def problems(advisory: Advisory, around: Surroundings) -> Iterator[Problem]:
    """What is not ready to be read by anybody."""
    lines = enumerate(advisory.body.split("\n"), advisory.body_line)
    for line, text in (*front(advisory), *lines):
        for found in _PLACEHOLDER.finditer(text):
            yield broken("placeholder", line, f"{found[0]!r} is left over; fill it in")
        for found in _OPEN.finditer(text):
            yield broken("to-be-confirmed", line, f"{found[0]!r} is open still; say what is known, or when it will be")
    for passage in passages(advisory):
        for at, left in leftovers.found(passage.text):
            line = passage.line + passage.text.count("\n", 0, at)
            if not _PLACEHOLDER.search(passage.text):
                yield broken("merge-left-over", line, f"{left!r} is what a merge leaves; write what belongs there")
