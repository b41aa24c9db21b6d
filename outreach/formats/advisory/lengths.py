"""How many words a text has, also where words are not parted by spaces."""

import re

from outreach.formats.advisory import prose

# Chinese, Japanese, Thai, Lao, Khmer, Burmese: about two characters make a word.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_A_WORD = 2
_WORD = re.compile(rf"[^\W_{prose.FIELD}][^\s{prose.FIELD}]*|{prose.FIELD}+")
_DASHES = re.compile("—|--+")


def words(text: str) -> int:
    """The words of `text`; "night-train" and "don't" are one each, a merge field is one."""
    unparted = len(_UNPARTED.findall(text))
    parted = _DASHES.sub(" ", _UNPARTED.sub(" ", text))
    found = sum(1 for token in parted.split() if _WORD.search(token))
    return found + (unparted + 1) // _A_WORD
