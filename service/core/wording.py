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
    ``unit_notes``: words before the unit of a whole table; ``unit_columns``: heads of a column of units;
    ``scale_words``: open a table's first head that says what all its cells are in (``Thousand tonnes``).
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
    scale_words: tuple[str, ...]
    unit_columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Words by which a text ties figures to each other.

    ``share``: "k of n make up p" before the percentage; ``share_weak`` of them say so only right after a
    comma or bracket. ``of``: between a part and its base. ``base``: before a base ("of the 250 …").
    ``gist``: "that is", before a restatement. ``hence``: before what follows from the figures just told.
    ``rates``: what a percentage is called that tells a part of a whole, and verbs of making it up.
    ``hedges``: bounds that may stand before a figure.
    ``exhaustive``: present the parts as all of the whole; ``including``: may name only some of them;
    ``together``: the last two parts are joined by it. ``remaining``: what is left of a whole.
    ``opposites``: pairs of words that split a whole in two. ``structure``: shares of one whole.
    ``besides``: before something that is not counted here, or of which no figure is told.
    ``up``/``down``: change; ``rising``/``falling``: change too, where a level is set beside it.
    ``attained``: level as a share of another; ``than``: before the level compared with.
    ``start``/``goal``: before the first and the last level of a change. ``plan``: a planned level.
    ``beyond``: above the plan. ``total``: labels of totals; ``total_row``: heads of a table's row or
    column of totals. ``mean``: averages. ``sub``: a level below ("under", "trực thuộc").
    ``final_year``/``first_year`` of a period. ``lasting``: words between a period and how long it lasts;
    ``later``: behind a length, say that it lies between two days just told; ``after``: before a length that
    ends where something else begins. ``income``/``spending``/``balance``: accounts.
    ``margin``: what a profit's share of sales is called; ``profit``/``sales``: words of those two.
    ``weekdays``: Monday first, every spelling.
    ``share_heads``, ``growth_heads``, ``difference_heads``, ``plan_heads``: heads of table columns.
    ``opening``/``inflow``/``outflow``/``closing``: what was there, came, went and is left.
    ``consequence``: before what follows from other figures; ``summed``: beside the sum of those before it;
    ``rest``: beside one part of a whole, the others being told; ``apart``: beside a distance of two levels.
    ``closers``: beside the last part of a list, which is all that is left of the whole.
    ``contributing``: tells how many points of a rate each part adds.
    ``none_left``: "no … failed" closes a list of grades. ``overlapping``: one thing may count in several
    parts. ``stop``: words that name nothing.
    """

    share: tuple[str, ...]
    share_weak: tuple[str, ...]
    of: tuple[str, ...]
    base: tuple[str, ...]
    gist: tuple[str, ...]
    hence: tuple[str, ...]
    rates: tuple[str, ...]
    hedges: tuple[str, ...]
    exhaustive: tuple[str, ...]
    including: tuple[str, ...]
    together: tuple[str, ...]
    remaining: tuple[str, ...]
    opposites: tuple[tuple[str, str], ...]
    besides: tuple[str, ...]
    structure: tuple[str, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    rising: tuple[str, ...]
    falling: tuple[str, ...]
    attained: tuple[str, ...]
    than: tuple[str, ...]
    start: tuple[str, ...]
    goal: tuple[str, ...]
    plan: tuple[str, ...]
    beyond: tuple[str, ...]
    total: tuple[str, ...]
    total_row: tuple[str, ...]
    mean: tuple[str, ...]
    sub: tuple[str, ...]
    final_year: tuple[str, ...]
    first_year: tuple[str, ...]
    lasting: tuple[str, ...]
    lasted: tuple[str, ...]
    later: tuple[str, ...]
    after: tuple[str, ...]
    income: tuple[str, ...]
    spending: tuple[str, ...]
    balance: tuple[str, ...]
    margin: tuple[str, ...]
    profit: tuple[str, ...]
    sales: tuple[str, ...]
    weekdays: tuple[tuple[str, ...], ...]
    share_heads: tuple[str, ...]
    growth_heads: tuple[str, ...]
    difference_heads: tuple[str, ...]
    plan_heads: tuple[str, ...]
    opening: tuple[str, ...]
    inflow: tuple[str, ...]
    outflow: tuple[str, ...]
    closing: tuple[str, ...]
    consequence: tuple[str, ...]
    summed: tuple[str, ...]
    rest: tuple[str, ...]
    apart: tuple[str, ...]
    closers: tuple[str, ...]
    contributing: tuple[str, ...]
    none_left: tuple[str, ...]
    overlapping: tuple[str, ...]
    stop: frozenset[str]


@dataclass(frozen=True, slots=True)
class TellingWords:
    """Words that tell whether two figures are one quantity, told twice.

    ``pointing``/``pointing_after`` a figure: it was just told ("those 73"); ``stated`` opens a sentence that
    says so. ``quantifiers`` before ``articles``, ``wholes`` and ``jointly`` after it: a whole that is known;
    ``articles`` and ``known`` alone, and ``sums`` in its clause: it is known.
    ``summaries`` head what tells again. ``months``, numbered ``parts`` of time or place, ``turns``: times;
    ``earlier``: a time before. ``more``: more or the rest of a thing; ``denied``, ``to_come``, ``planned``:
    not what is; ``part_of``: part of what was told; ``or_``: one thing or another; ``means``: averages;
    ``per``: after a price. ``clause_ends`` and ``noun_ends``: where the words after a figure stop saying what
    it is of; ``stands_at``: right before a level. ``taken``: what does not change, though a word of change
    stands before it; ``compared`` behind a figure: it tells a change.
    ``who``: narrows what was counted. ``faint``: words that say nothing of what a figure is of.
    """

    pointing: tuple[str, ...]
    pointing_after: tuple[str, ...]
    stated: tuple[str, ...]
    quantifiers: tuple[str, ...]
    articles: tuple[str, ...]
    wholes: tuple[str, ...]
    jointly: tuple[str, ...]
    known: tuple[str, ...]
    sums: tuple[str, ...]
    summaries: tuple[str, ...]
    months: tuple[str, ...]
    parts: tuple[str, ...]
    turns: tuple[str, ...]
    earlier: tuple[str, ...]
    more: tuple[str, ...]
    denied: tuple[str, ...]
    to_come: tuple[str, ...]
    planned: tuple[str, ...]
    part_of: tuple[str, ...]
    or_: tuple[str, ...]
    means: tuple[str, ...]
    per: tuple[str, ...]
    clause_ends: tuple[str, ...]
    noun_ends: tuple[str, ...]
    stands_at: tuple[str, ...]
    taken: tuple[str, ...]
    compared: tuple[str, ...]
    who: tuple[str, ...]
    faint: frozenset[str]


def alternation(*tables: tuple[str, ...] | frozenset[str]) -> str:
    r"""One regex alternation of the phrases of all tables, longest first, a space matching any blanks.

    >>> alternation(("so với", "so"), ("of",))
    'so[ \\t]+với|of|so'
    """
    phrases = sorted({phrase for table in tables for phrase in table}, key=lambda p: (-len(p), p))
    return "|".join(r"[ \t]+".join(re.escape(word) for word in phrase.split()) for phrase in phrases)
