"""Regular expressions made of the words of the locales."""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """Alternatives for words or signs, the longest first; without any, what matches nothing.

    >>> either(["a", "am", ""]), either([])
    ('am|a', '(?!)')
    """
    known = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, known)) or "(?!)"


def united(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern of those that are given; none of them matches nothing."""
    return re.compile("|".join(filter(None, patterns)) or "(?!)")
