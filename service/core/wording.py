"""The shape of a language's word tables for page zones and for relations between figures.

The tables themselves are data: ``locales/<language>/zones.py`` and ``locales/<language>/relations.py``. All
words are lower case; phrases are matched on word borders, longest first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """Words that tell page furniture, captions and table notes from narrative.

    ``navigation``: whole lines of a menu, comment box or link list (trailing colon ignored).
    ``stamps``: openings of a publication stamp; ``weekdays``: names that may stand in one.
    ``credits``: openings of a photo credit, before a colon; ``galleries``: openings of a gallery's line.
    ``caption_openers``: first words of a caption; ``caption_marks``: words that only captions use.
    ``abbreviations``: words whose full stop ends no sentence.
    ``unit_notes``: words before the unit of a whole table; ``unit_columns``: heads of a column of units.
    """

    navigation: frozenset[str]
    stamps: tuple[str, ...]
    weekdays: tuple[str, ...]
    credits: tuple[str, ...]
    galleries: tuple[str, ...]
    caption_openers: tuple[str, ...]
    caption_marks: tuple[str, ...]
    abbreviations: frozenset[str]
    unit_notes: tuple[str, ...]
    unit_columns: frozenset[str]


def alternation(*tables: tuple[str, ...] | frozenset[str]) -> str:
    r"""One regex alternation of the phrases of all tables, longest first, a space matching any blanks.

    >>> alternation(("so với", "so"), ("of",))
    'so[ \\t]+với|of|so'
    """
    phrases = sorted({phrase for table in tables for phrase in table}, key=lambda p: (-len(p), p))
    return "|".join(r"[ \t]+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
