"""The things that a claim says it adds up, and the figures that the source gives for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from service.core.check.asked import Rival
from service.core.check.context import OWN, Context, cue, joints, said
from service.core.check.subject import Subjects
from service.core.claims import Draft
from service.core.text import fold

MOST_ADDENDS = 8  # things of a sum that are looked for by name
MOST_JOINTS = 4  # places where a list of addends may be parted
MOST_FIGURES = 24  # figures that are looked at for one of them
NAMED = 30  # percent of an addend's words that its figure must have near
NARROW = 10  # percent points of agreement within which two figures are equally good


def addends(subjects: Subjects, draft: Draft, around: str) -> Iterator[list[list[int]]]:
    """For each way to part the words (``tổng A và B``) the mentions that fit each of the things best.

    First the best of those that have all the words by which a thing differs from the others as their own.
    """
    lang = subjects.spoken(draft.passage)
    for pieces in _parted(draft, around, lang):
        things = [said(piece, lang) for piece in pieces]
        sort = "" if draft.quantity.unit is None and draft.quantity.scale != "1" else None
        named = [subjects.ranking(thing, draft, MOST_FIGURES, sort) for thing in things]
        telling = [_telling(subjects, *pair) for pair in zip(named, _apart(things), strict=True)]
        choices = [[_closest(ranked, NARROW) for ranked in telling]]
        choices += ([_closest(ranked, narrow) for ranked in named] for narrow in (NARROW, 2 * NARROW))
        choices.append([[rival.number for rival in ranked] for ranked in telling])
        yield from (groups for groups in choices if all(groups))


def sizes(subjects: Subjects, draft: Draft, around: str) -> list[int]:
    """How many things the words may add up; a comma may be part of a name."""
    counts = {len(pieces) for pieces in _parted(draft, around, subjects.spoken(draft.passage))}
    return sorted(counts | {2} if counts else counts)


def _parted(draft: Draft, around: str, lang: str) -> Iterator[list[str]]:
    """The names of the things, for each connector that may join the last two."""
    key = fold(around).key
    announced = cue("sum", lang).search(key)
    if announced is None:
        return
    first = announced.end()
    rest = key[first : max(first, key.find(fold(draft.mention.text).key, first))] or key[first:]
    for joint in islice(joints(lang).finditer(rest), MOST_JOINTS):
        pieces = [*rest[: joint.start()].split(","), rest[joint.end() :]]
        if len(pieces) <= MOST_ADDENDS:
            yield pieces


def _apart(things: Sequence[Context]) -> list[set[str]]:
    """The words of each thing that not all of them have."""
    shared = set(things[0].words).intersection(*(thing.words for thing in things))
    return [set(thing.words) - shared for thing in things]


def _telling(subjects: Subjects, ranked: Sequence[Rival], words: set[str]) -> list[Rival]:
    """The mentions that have all the words by which a thing differs from the others as their own."""
    contexts = subjects.index.contexts
    return [r for r in ranked if words and all(contexts[r.number].words.get(w) == OWN for w in words)]


def _closest(ranked: Sequence[Rival], narrow: int) -> list[int]:
    """The mentions that agree best with the words of one thing, and those nearly as good."""
    top = ranked[0].agreement if ranked else 0
    return [r.number for r in ranked if r.agreement >= max(top - narrow, NAMED)]
