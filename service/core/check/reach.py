"""How far a claim's words reach a figure, and by how much they fit another one better.

Everything that is said of a figure counts, each word with how surely it is meant: right at it, in its clause
where no other figure of its sort stands between, elsewhere in its sentence, or over it (the sentences before,
the heading, the lead-in of its list, the head of its table). A word that stands about both figures so decides
little, and one that stands about neither decides nothing.

The margin adds to that what else tells two figures apart. Its weights are those of a logistic regression of
right against wrong labels (every figure of a report under its own label, and under labels of other figures in
its unit), fitted on all reports but some and measured on those, in turn. A margin of 40 stands for odds of
3 to 2 in that balance.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.core.check.asked import Asked
from service.core.check.context import OWN, PART
from service.core.check.index import Index
from service.core.check.standing import fits, standing
from service.core.stems import stem
from service.core.subjects import MOVE
from service.core.text import fold
from service.core.types import Span

OWNED, CLAUSE, SAID, OVER = 100, 80, 60, 50  # percent: how surely a word is meant, by where it stands
SHARE, LACKING, POLE, PLAN, STANDING, UNNAMED, STRANGE, BIAS = 5, 90, 175, 245, 145, 100, 49, 134  # weights
MOST_STRANGE = 3  # words of its own by which one figure tells of more than the other
ABOVE = 1200  # characters of a paragraph before a figure that tell what it is about
NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?<!\w)[^\W\d_a-z]{2,6}(?!\w)")


class Reach:
    """What is said of each figure of one source, and how well claims fit that."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._levels: dict[int, Mapping[str, int]] = {}
        self._above: dict[Span, tuple[str, ...]] = {}
        self._shorts: dict[int, tuple[str, ...]] = {}

    def margin(self, claim: Asked, own: int, rival: int) -> int:
        """By how much a claim fits a rival better than its own figure, in hundredths of log odds."""
        index = self.index
        ours, theirs = index.contexts[own].poles, index.contexts[rival].poles
        axes = [(axis, poles) for axis, poles in claim.poles.items() if axis != MOVE]
        crossed = sum(_crosses(ours, *pole) - _crosses(theirs, *pole) for pole in axes)
        unplanned = (index.mentions[own].target != claim.planned) - (
            index.mentions[rival].target != claim.planned
        )
        led = fits(claim.level, standing(index.reader, own)) - fits(
            claim.level, standing(index.reader, rival)
        )
        noun = index.nouns[rival]
        return (
            self._gain(claim, own, rival)
            + POLE * crossed
            + PLAN * unplanned
            - STANDING * led
            - UNNAMED * (bool(noun) and noun not in claim.said)
            + STRANGE * self._stranger(claim, own, rival)
            - BIAS
        )

    def _gain(self, claim: Asked, own: int, rival: int) -> int:
        """What a claim's words add: how much surer they are of the rival, and whether all are said of one."""
        ours, theirs = self.levels(own).get, self.levels(rival).get
        short, shortened = self.spelled(claim, own), self.spelled(claim, rival)
        whole = gain = 0
        lacks = lacking = False
        for word, key, rarity in claim.weights:
            here = OWNED if word in short else ours(key, 0)
            there = OWNED if word in shortened else theirs(key, 0)
            if rarity or here or there:
                weight = rarity or 1
                whole += weight
                gain += weight * (there - here)
                lacks, lacking = lacks or not here, lacking or not there
        return SHARE * gain // max(whole, 1) + LACKING * (lacks - lacking)

    def _stranger(self, claim: Asked, own: int, rival: int) -> int:
        """How many more words right at a claim's own figure than at the rival the claim does not have."""
        ours, theirs, words = self.index.named(own), self.index.named(rival), claim.words.keys()
        more = len(ours - theirs - words) - len(theirs - ours - words)
        return max(-MOST_STRANGE, min(MOST_STRANGE, more))

    def levels(self, number: int) -> Mapping[str, int]:
        """Stem -> how surely it is meant of a mention."""
        found = self._levels.get(number)
        if found is None:
            found = self._levels[number] = self._read(number)
        return found

    def _read(self, number: int) -> Mapping[str, int]:
        index, mention = self.index, self.index.mentions[number]
        found = dict.fromkeys(map(stem, index.reader.setting(number)), OVER)
        found |= dict.fromkeys(self._over(mention.start), OVER)
        if index.segments.cell_at(mention.start) is None:
            clause, sentence = index.reader.clause(number, index.sorts)
            found |= dict.fromkeys(map(stem, sentence), SAID)
            found |= dict.fromkeys(map(stem, clause), CLAUSE)
        for word, near in index.contexts[number].words.items():
            key = stem(word)
            found[key] = max(found.get(key, 0), OWNED if near == OWN else SAID if near == PART else OVER)
        return found

    def _over(self, start: int) -> tuple[str, ...]:
        """The stems of what a place's paragraph says before its sentence."""
        segments, sentence = self.index.segments, self.index.reader.sentence(start)
        found = self._above.get(sentence)
        if found is None:
            paragraph = segments.paragraph_at(start) or sentence
            first = max(paragraph.start, sentence.start - ABOVE)
            words = _WORD.findall(fold(self.index.text[first : sentence.start]).key)
            found = self._above[sentence] = tuple({stem(word) for word in words})
        return found

    def spelled(self, claim: Asked, number: int) -> frozenset[str]:
        """The words of a claim's name that a mention's sentence gives by their first letters (``BHYT``)."""
        shorts = self._shorts.get(number)
        if shorts is None:
            sentence = self.index.reader.sentence(self.index.mentions[number].start)
            text = self.index.text[sentence.start : sentence.end]
            found = _SHORT.findall(text) if len(text) <= ABOVE else []
            shorts = self._shorts[number] = tuple({fold(short).key for short in found})
        if not shorts:
            return NONE
        initials = "".join([word[0] for word in claim.name])
        at = ((initials.find(short), len(short)) for short in shorts)
        return frozenset(word for i, size in at if i >= 0 for word in claim.name[i : i + size])


def _crosses(there: Mapping[str, frozenset[str]], axis: str, poles: frozenset[str]) -> bool:
    """True where a figure is on another pole of an axis than a claim."""
    return axis in there and poles.isdisjoint(there[axis])
