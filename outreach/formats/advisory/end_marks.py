"""End marks that somebody has typed: "###", "-30-", "ENDS", "- FIN -", "(Ende)", "* * *" at the end of the text."""

import re
from collections.abc import Iterator

_WORDS = (
    r"ends?|end of (?:the )?(?:press |media )?(?:release|statement|advisory|text)|the end",
    r"fin|fin (?:du|de la) (?:communiqué|déclaration|texte)|fin del? (?:la )?(?:comunicado|declaración|texto|nota)",
    r"ende|schluss|ende der (?:mitteilung|pressemitteilung|meldung|erklärung)",
    r"fine|fine del comunicato|fim|fim do comunicado",
    r"конец|انتهى|النهاية|完|全文完|(?:全文)?完毕",
)
_WORD = f"(?:{'|'.join(_WORDS)})"
_IN_CAPITALS = _WORD.replace("(?:", "\0").upper().replace("\0", "(?:")
# One of these alone is no end mark in small letters: "- The end" is an item of a list.
_LONG_PHRASE = (
    r"(?:end of (?:the )?(?:press |media )?release|fin d[ue]l? comm?uni\w+|ende der \w+|fin[ei]? de?[lo] comunicat?do?)"
)
_SIGN = r"[-–—*_=~/•·#]"
_ALONE = re.compile(
    rf"^[ \t>]*(?:"
    rf"[*-]*\\?#(?: ?\\?#){{2,}}[*-]*"
    rf"|{_SIGN}+ ?30 ?{_SIGN}+"
    rf"|(?i:(?:{_SIGN} ?)+{_WORD}[.]? ?(?:{_SIGN} ?)+)"
    rf"|(?i:(?:[–—*_=~/•·]|--)+{_WORD}[.]?)|-(?i:{_WORD})[.]?|[-*] {_IN_CAPITALS}[.]?"
    rf"|(?i:[(\[\uff08]{_WORD}[.]?[)\]\uff09])"
    rf"|#{{1,6}} (?!(?i:the end)[ \t]*$)(?i:{_WORD})"  # "## The end" is a section's name
    rf"|\**(?:{_IN_CAPITALS}|Ends?|Ende|Fin|Fine|Fim|Конец|انتهى|(?i:{_LONG_PHRASE}))[.]?\**"
    rf")[ \t]*$",
    re.MULTILINE,
)
# At the very end of the text a line of stars closes it; anywhere else it parts two sections.
_AT_THE_END = re.compile(
    rf"(?:^[ \t]*(?:\*(?: ?\*){{2,}}|_(?: ?_){{2,}}|[•■◼□∎]|30$)"
    rf"|(?<=[\s.!?”»\"])(?:#{{3,}}|[-–—]30[-–—]|(?i:\({_WORD}[.]?\)|[-–—/*]{{1,2}}{_WORD}[-–—/*]{{1,2}})|[■∎]))\s*\Z",
    re.MULTILINE,
)


def found(body: str) -> Iterator[tuple[int, str]]:
    """Where `body` holds an end mark, and how it is written."""
    seen = set[int]()
    for pattern in (_ALONE, _AT_THE_END):
        for mark in pattern.finditer(body):
            at = mark.start() + len(mark[0]) - len(mark[0].lstrip())
            line = body.count("\n", 0, at)
            if line not in seen:
                seen.add(line)
                yield at, mark[0].strip()
