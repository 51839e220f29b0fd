"""What excludes what: exports and imports, men and women, inspected and supervised.

The table is the one by which claims are set against the source. Two figures whose words stand for two poles
of one axis are of two things; a pole that both stand for is a thing that both name, in whatever words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from service.core.audit.words import ALL_SUBJECTS
from service.core.subjects import AIM, MOVE, NEUTRAL
from service.core.text import fold

Poles = frozenset[tuple[str, str]]

_LEFT_OUT = frozenset({MOVE, AIM, "base"})  # told by the words of change and of plans
_WORD = re.compile(r"\w+")


def _phrases() -> Mapping[str, tuple[str, str]]:
    """Each phrase with its axis and pole; the neutral ones hide those inside them."""
    return {
        fold(phrase).key: (axis, pole)
        for words in ALL_SUBJECTS
        for axis, named in words.contrasts.items()
        if axis not in _LEFT_OUT
        for pole, told in named.items()
        for phrase in told
    }


def _by_first_word() -> Mapping[str, re.Pattern[str]]:
    """What begins with a word, the longest first: one look for each word of a text."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(_POLES, key=len, reverse=True):
        m = _WORD.match(phrase)
        found.setdefault(m[0] if m else phrase, []).append(re.escape(phrase))
    return {word: re.compile(rf"(?:{'|'.join(told)})(?!\w)") for word, told in found.items()}


_POLES = _phrases()
_NAMED = _by_first_word()


@lru_cache(maxsize=256)
def poles(words: str) -> Poles:
    """The poles that words name, each with its axis.

    >>> sorted(poles("kim ngạch xuất khẩu của lao động nữ"))
    [('sex', 'female'), ('trade', 'export')]
    >>> sorted(poles("ủy ban kiểm tra"))
    []
    """
    key, at = fold(words).key, 0
    found: set[tuple[str, str]] = set()
    for m in _WORD.finditer(key):
        named = _NAMED.get(m[0]) if m.start() >= at else None
        phrase = named.match(key, m.start()) if named is not None else None
        if phrase is not None:
            at = phrase.end()
            found.add(_POLES[phrase[0]])
    return frozenset(pole for pole in found if pole[1] != NEUTRAL)


def axes(named: Poles) -> frozenset[str]:
    """The axes of some poles."""
    return frozenset(axis for axis, _ in named)


def exclude(one: Poles, other: Poles) -> bool:
    """True where two sets of poles stand on different sides of one axis.

    >>> exclude(poles("exports"), poles("imports")), exclude(poles("exports"), poles("women"))
    (True, False)
    """
    return not axes(one) & axes(other) <= axes(one & other)
