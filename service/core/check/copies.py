"""Sentences that a digest takes over from its source, with a word or two turned round.

``412 up on the 9,358 of last year`` for ``412 down on the 9,358 of last year``: where all else is copied word
for word, the words that differ are what the digest changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from service.core.check.asked import Asked
from service.core.check.context import said, subject_words
from service.core.check.index import Index
from service.core.claims import Part
from service.core.subjects import MOVE
from service.core.text import fold
from service.core.types import Reason, Span

SHORTEST = 8  # words of a sentence that is told by its words
MOST_TURNED = 2  # words of it that may differ
MOST_READ = 16  # sentences of the source that one claim is compared with
_WORD = re.compile(r"\w+")
_APART = re.compile(r"[\d.,;:()]")  # what a changed word does not reach across


class _Change(NamedTuple):
    """A word of a digest's sentence that the source has the opposite of: its place, and what it changes."""

    start: int
    end: int
    reason: Reason


class _Sentence(NamedTuple):
    words: Sequence[str]
    places: Sequence[tuple[int, int]]


class Copies:
    """The copied sentences of one digest, against one source."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._ours: dict[tuple[str, Span], _Sentence] = {}
        self._theirs: dict[Span, _Sentence] = {}
        self._changes: dict[tuple[str, Span, Span], Sequence[_Change]] = {}

    def turned(self, claim: Asked, sentence: Span, numbers: Iterable[int]) -> tuple[Reason, int] | None:
        """What a claim's sentence turns round next to its figure, and the mention that it was copied with.

        ``numbers`` are the mentions of its value; ``sentence`` is its own in its string.
        """
        passage, mention = claim.draft.passage, claim.draft.mention
        if passage.part is not Part.PROSE or not claim.native:
            return None
        starts = {self.index.reader.sentence(self.index.mentions[n].start): n for n in numbers}
        for there, number in list(starts.items())[:MOST_READ]:
            key = passage.path, sentence, there
            if key not in self._changes:
                self._changes[key] = self._compared(*key, passage.text.canonical, claim.lang)
            for change in self._changes[key]:
                if any(s.start <= change.start < s.end for s in mention.qualifier_spans):
                    continue  # a hedge is told as such
                between = min(change.end, mention.end), max(change.start, mention.start)
                if not _APART.search(passage.text.canonical, *between):
                    return change.reason, number
        return None

    def _compared(self, path: str, here: Span, there: Span, text: str, lang: str) -> Sequence[_Change]:
        """The words that one sentence of the digest turns round in one of the source."""
        if (path, here) not in self._ours:
            self._ours[path, here] = _read(text, here)
        if there not in self._theirs:
            self._theirs[there] = _read(self.index.text, there)
        ours, theirs = self._ours[path, here], self._theirs[there]
        if len(ours.words) != len(theirs.words) or len(ours.words) < SHORTEST:
            return ()
        pairs = enumerate(zip(ours.words, theirs.words, strict=True))
        apart = [i for i, (one, other) in pairs if one != other]
        if not 0 < len(apart) <= MOST_TURNED:
            return ()
        reasons = [_reason(ours.words, theirs.words, i, lang) for i in apart]
        return [_Change(*ours.places[i], r) for i, r in zip(apart, reasons, strict=True) if r is not None]


def _read(text: str, span: Span) -> _Sentence:
    found = [(fold(m[0]).key, m.span()) for m in _WORD.finditer(text, span.start, span.end)]
    return _Sentence([word for word, _ in found], [place for _, place in found])


def _reason(ours: Sequence[str], theirs: Sequence[str], at: int, lang: str) -> Reason | None:
    """What the words about a place that differ say against each other."""
    turns = subject_words(lang).turns.values()
    sides = [{i for i, side in enumerate(turns) if words[at] in side} for words in (ours, theirs)]
    if all(sides) and sides[0].isdisjoint(sides[1]):
        return Reason.SIGN_CHANGED
    first, last = max(0, at - 1), at + 2
    here, there = (said(" ".join(words[first:last]), lang).poles for words in (ours, theirs))
    axes = [axis for axis, poles in here.items() if poles.isdisjoint(there.get(axis, poles))]
    if not axes:
        return None
    return Reason.SIGN_CHANGED if MOVE in axes else Reason.WRONG_SUBJECT
