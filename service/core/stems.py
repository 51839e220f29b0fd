"""The stem of a word: what its forms share, so that ``inspected`` and ``inspections`` are one word."""

from __future__ import annotations

from functools import lru_cache

LEAST = 4  # letters of a stem
LONGEST = 7  # letters by which two words of one stem are alike
_ENDINGS = ("ies", "ing", "ions", "ion", "ed", "es", "s", "y", "e")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """A word without its ending, where it is written without accents.

    >>> stem("surgeries") == stem("surgery"), stem("inspected") == stem("inspections"), stem("nghèo")
    (True, True, 'nghèo')
    """
    if not word.isascii() or len(word) < LEAST:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST:
            word = word[: -len(ending)]
            break
    return word[:LONGEST]
