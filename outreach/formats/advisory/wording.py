"""Tables of words as one pattern."""

import re


def any_of(*words: str, anywhere: str) -> re.Pattern[str]:
    """Any of these beginnings of words, whatever their case; and what is `anywhere`: of scripts without spaces."""
    return re.compile(rf"\b(?:{'|'.join(words)})|{anywhere}", re.IGNORECASE)
