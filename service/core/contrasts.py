"""What excludes what: exports and imports, men and women, inspected and supervised.

The tables of a language name axes, and on each axis poles by their phrases. Two figures whose words stand for
two poles of one axis are of two things; a pole that both stand for is a thing that both name, in whatever
words. Both the check of a digest and the audit of a source set figures apart by this one matcher.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from service.core.locales.en.subjects import SUBJECTS as EN
from service.core.locales.vi.subjects import SUBJECTS as VI
from service.core.subjects import AIM, MOVE, NEUTRAL
from service.core.text import fold

WORD = re.compile(r"[^\W\d_]+|[()\[\];,:\n]|(?<=\s)[-–—](?=\s)")  # a word of folded text, or a mark

Poles = frozenset[tuple[str, str]]

_SUBJECTS = {"vi": (VI,), "": (VI, EN)}  # English for all others
_OF_A_FIGURE = frozenset({MOVE, AIM, "base"})  # axes that tell a figure's role, not its subject


class Hit(NamedTuple):
    """A pole of a contrast named in a row of words: the first of them, and how many name it."""

    first: int
    size: int
    axis: str
    pole: str


class _Phrase(NamedTuple):
    words: tuple[str, ...]
    poles: tuple[tuple[str, str], ...]


@cache
def _phrases(lang: str) -> dict[str, list[_Phrase]]:
    """Phrases of all axes by their first word, longest first."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for subjects in _SUBJECTS.get(lang, (EN,)):
        for axis, poles in subjects.contrasts.items():
            for pole, phrases in poles.items():
                for phrase in phrases:
                    found.setdefault(tuple(WORD.findall(fold(phrase).key)), []).append((axis, pole))
    table: dict[str, list[_Phrase]] = {}
    for words in sorted(found, key=len, reverse=True):
        table.setdefault(words[0], []).append(_Phrase(words, tuple(found[words])))
    return table


def hits(words: Sequence[str], lang: str) -> list[Hit]:
    """The poles that folded words name, in order: the longest phrase first, none inside another.

    ``lang``: ``"vi"``, ``"en"``, or ``""`` for the phrases of both.

    >>> hits(["42", "lao", "động", "nữ"], "vi")
    [Hit(first=3, size=1, axis='sex', pole='female')]
    """
    table = _phrases(lang)
    found: list[Hit] = []
    i = 0
    while i < len(words):
        for phrase in table.get(words[i], ()):
            size = len(phrase.words)
            if i + size <= len(words) and all(words[i + k] == phrase.words[k] for k in range(size)):
                found += (Hit(i, size, axis, pole) for axis, pole in phrase.poles if pole != NEUTRAL)
                i += size - 1
                break
        i += 1
    return found


def shortens(said: Sequence[str], told: Sequence[str], axis: str, lang: str) -> bool:
    """True where a phrase on an axis in ``said`` begins a longer one in ``told``: it says less, nothing else.

    >>> shortens(["hoàn", "thành"], ["hoàn", "thành", "tốt", "nhiệm", "vụ"], "grade", "vi")
    True
    >>> shortens(["hoàn", "thành"], ["không", "hoàn", "thành", "nhiệm", "vụ"], "grade", "vi")
    False
    """
    longer = list(_named_on(axis, told, lang))
    return any(other[: len(one)] == one for one in _named_on(axis, said, lang) for other in longer)


def _named_on(axis: str, words: Sequence[str], lang: str) -> Iterator[Sequence[str]]:
    return (words[hit.first : hit.first + hit.size] for hit in hits(words, lang) if hit.axis == axis)


@lru_cache(maxsize=256)
def poles(text: str) -> Poles:
    """The poles that a text names in any language, each with its axis; of plans and changes none.

    >>> sorted(poles("kim ngạch xuất khẩu của lao động nữ"))
    [('sex', 'female'), ('trade', 'export')]
    >>> sorted(poles("ủy ban kiểm tra"))
    []
    """
    named = hits(WORD.findall(fold(text).key), "")
    return frozenset((hit.axis, hit.pole) for hit in named if hit.axis not in _OF_A_FIGURE)


def axes(named: Poles) -> frozenset[str]:
    """The axes of some poles."""
    return frozenset(axis for axis, _ in named)


def exclude(one: Poles, other: Poles) -> bool:
    """True where two sets of poles stand on different sides of one axis.

    >>> exclude(poles("exports"), poles("imports")), exclude(poles("exports"), poles("women"))
    (True, False)
    """
    return not axes(one) & axes(other) <= axes(one & other)
