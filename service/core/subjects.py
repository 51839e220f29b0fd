"""The shape of a language's words for what a number is about.

The tables are data: ``locales/<language>/subjects.py``. All words are folded (``service.core.text.fold``):
lower case, old tone placement. Axes and poles carry the same names in every language, so that a digest in one
language is contrasted with a source in another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOVE = "move"  # the axis of rise and fall
AIM = "aim"  # the axis of plans and targets
NOW, BEFORE, CHANGE = "now", "before", "change"  # what a figure is among the levels of one thing
NEUTRAL = ""  # the pole of phrases that hold a pole's words without meaning it


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """Words that tell what a number is about in one language.

    ``contrasts``: axis -> pole -> phrases; two poles of one axis exclude each other. Phrases under
    ``NEUTRAL`` hide the poles inside them (``ủy ban kiểm tra`` inspects nothing here). ``stop_words`` say
    nothing of a subject. ``connectors`` part two counted things in one stretch of words. ``part_of``
    are the words between a part and its whole (``9 out of the 11``), ``onward`` those
    from one level to the next (``from 41% to 64%``). ``zero`` are regexes of statements that there is none
    of something. ``negations`` turn the word behind them round, unless it is one of ``unmarked``
    (``không quá``), over words of ``passives``; ``results`` say that something was reached, not planned.
    ``led``: what a figure is (``now``, ``before``, ``change``) -> words right before it, with ``fillers``
    between; ``told`` the same for words elsewhere in its stretch, unless a word of ``compared`` stands before
    them (``so với năm trước``); a word of ``earlier`` hints at another time, one of ``when``
    begins a clause on the time just named. ``turns``: ``up`` and ``down`` -> single words that may mean it
    and do where a sentence has one for the other. ``cues``: operation -> words
    that announce a computed figure. ``people`` are regexes of names of persons, ``heads`` words that count
    animals of any name, ``anybody`` words that begin a name for persons of any kind. A word of ``shortfalls``
    says that an amount is missing (``an adverse variance of 5`` for -5).
    """

    contrasts: Mapping[str, Mapping[str, tuple[str, ...]]]
    stop_words: frozenset[str]
    connectors: frozenset[str]
    part_of: frozenset[str]
    onward: frozenset[str]
    zero: tuple[str, ...]
    negations: frozenset[str]
    shortfalls: frozenset[str]
    anybody: frozenset[str]
    unmarked: frozenset[str]
    passives: frozenset[str]
    results: tuple[str, ...]
    led: Mapping[str, tuple[str, ...]]
    told: Mapping[str, tuple[str, ...]]
    compared: frozenset[str]
    fillers: frozenset[str]
    earlier: frozenset[str]
    when: frozenset[str]
    turns: Mapping[str, frozenset[str]]
    cues: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]
    heads: frozenset[str]
