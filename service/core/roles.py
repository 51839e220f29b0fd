"""The shape of a language's words for what a figure is: planned or reached, part or whole, an opposite.

The tables are data: ``locales/<language>/roles.py``. Words are compared folded (``service.core.text.fold``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HIDDEN = ""  # the side of phrases that hold a word of an opposite without meaning it


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that tell what a figure is in one language; all are phrases of whole words.

    ``planned`` make the figure behind them a plan, ``planned_after`` the one before them;
    phrases of ``hidden`` hold words of these without meaning them; ``reached`` say that
    it came about, ``done`` right before a number that it did. ``whole`` say that a figure is all there is,
    ``parts`` lead from a whole to its parts, ``among`` stand between a part and its whole. ``taken`` stand
    right behind a part (``18 of them``). ``joints`` part two figures that no mark parts; ``empty``
    say nothing of what a figure is about. ``moved`` speak of
    change in any way, ``compared`` of a distance to something else. ``levels`` stand right before a level.
    ``first`` and ``last`` say that nothing is larger, or smaller. ``lacking`` deny, ``light`` words
    stand between a negation and what it denies.
    ``now`` and ``earlier`` are times. ``opposites``: name -> side -> phrases, two sides of which exclude each
    other.
    """

    planned: frozenset[str]
    planned_after: frozenset[str]
    hidden: frozenset[str]
    reached: frozenset[str]
    done: frozenset[str]
    whole: frozenset[str]
    parts: frozenset[str]
    among: frozenset[str]
    taken: frozenset[str]
    joints: frozenset[str]
    empty: frozenset[str]
    moved: frozenset[str]
    compared: frozenset[str]
    levels: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    lacking: frozenset[str]
    light: frozenset[str]
    now: frozenset[str]
    earlier: frozenset[str]
    opposites: Mapping[str, Mapping[str, tuple[str, ...]]]
