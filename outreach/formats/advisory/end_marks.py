"""End marks that somebody has typed: "###", "-30-", "ENDS", "- FIN -", "ENDE DER MITTEILUNG", "* * *" at the end."""

import re
from collections.abc import Iterator

_WORD = (
    r"(?:ends?|end[ ]of[ ](?:the[ ])?(?:press[ ]|media[ ])?(?:release|statement|advisory|text)|the[ ]end|fin"
    r"|fin[ ](?:du|de[ ]la)[ ](?:communiqué|déclaration|texte)|fin[ ]del?[ ](?:la[ ])?(?:comunicado|declaración|texto|nota)"
    r"|ende(?:[ ]der[ ](?:mitteilung|pressemitteilung|meldung|erklärung))?|fine(?:[ ]del[ ]comunicato)?"
    r"|fim(?:[ ]do[ ]comunicado)?|конец|انتهى|النهاية|完|(?:全文)?完毕)"
)
# Alone on its line, without a mark around it, it stands in capitals.
_CAPITALS = (
    r"(?:ENDS?|THE[ ]END|END[ ]OF[ ](?:THE[ ])?(?:PRESS[ ]|MEDIA[ ])?(?:RELEASE|STATEMENT|ADVISORY|TEXT)|FIN|FIN[ ]D[A-ZÉÓ ]{3,24}"
    r"|ENDE|ENDE[ ]DER[ ][A-ZÄ]+|FINE|FINE[ ]DEL[ ]COMUNICATO|FIM|FIM[ ]DO[ ]COMUNICADO|КОНЕЦ|انتهى|完|全文完|(?:全文)?完毕)"
)
_MARK = r"[-–—*_=~/•·]"
_ALONE = re.compile(
    rf"^[ \t>]*(?:\\?#(?:[ ]?\\?#){{2,}}|{_MARK}*[ ]?(?:30|0)[ ]?{_MARK}+|{_MARK}+[ ]?30\b"
    rf"|(?i:(?:{_MARK}[ ]?)+{_WORD}[ ]?(?:{_MARK}[ ]?)*|(?:{_MARK}[ ]?)*{_WORD}[ ]?(?:{_MARK}[ ]?)+"
    rf"|[(\[]{_WORD}[.]?[)\]])|#{{1,6}}[ ](?i:{_WORD})|{_CAPITALS}[.]?|(?:Ends|Ende|Fin|Fine|Fim|Конец|انتهى)[.]?)"
    r"[ \t]*$",
    re.MULTILINE,
)
# At the very end of the text, also behind its last sentence.
_AT_THE_END = re.compile(
    rf"(?:^[ \t]*(?:\*(?:[ ]?\*){{2,}}|(?<!\n)-(?:[ ]-){{2,}}|_(?:[ ]_){{2,}}|•|■|◼|□|∎)"
    rf"|(?<=[\s.!?”»\"])(?:#{{3,}}|[-–—]30[-–—]|(?i:\({_WORD}[.]?\)|[-–—/*]{{1,2}}{_WORD}[-–—/*]{{1,2}})|■|∎))\s*\Z",
    re.MULTILINE,
)


def found(body: str) -> Iterator[tuple[int, str]]:
    """Where `body` holds an end mark, and how it is written."""
    seen = set[int]()
    for pattern in (_ALONE, _AT_THE_END):
        for mark in pattern.finditer(body):
            written = mark[0].strip()
            at = mark.start() + len(mark[0]) - len(mark[0].lstrip())
            if at not in seen:
                seen.add(at)
                yield at, written
