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
from functools import lru_cache
from typing import NamedTuple

from service.core.check.context import OWN, PART, Context, Standing
from service.core.check.index import Index
from service.core.check.standing import fits, standing
from service.core.subjects import MOVE
from service.core.text import fold
from service.core.types import Span

OWNED, CLAUSE, SAID, OVER = 100, 80, 60, 50  # percent: how surely a word is meant, by where it stands
SHARE, LACKING, POLE, PLAN, STANDING, UNNAMED, STRANGE, BIAS = 5, 90, 175, 245, 145, 100, 49, 134  # weights
MOST_STRANGE = 3  # words of its own by which one figure tells of more than the other
ABOVE = 1200  # characters of a paragraph before a figure that tell what it is about
LEAST = 4  # letters of a stem
LONGEST = 7  # letters by which two words of one stem are alike
_ENDINGS = ("ies", "ing", "ions", "ion", "ed", "es", "s", "y", "e")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"(?<!\w)[^\W\d_a-z]{2,6}(?!\w)")


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


class Said(NamedTuple):
    """What a claim says of its figure.

    ``context`` are its words with their nearness, ``words`` its own with their rarity, ``name`` its words in
    order, ``things`` all that it says, folded, ``level`` what it stands for, ``planned`` true for a plan.
    """

    context: Context
    words: tuple[tuple[str, int], ...]
    name: tuple[str, ...]
    things: str
    level: Standing
    planned: bool


class Reach:
    """What is said of each figure of one source, and how well claims fit that."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._above: dict[Span, tuple[str, ...]] = {}
        self._shorts: dict[Span, tuple[str, ...]] = {}

    def margin(self, said: Said, own: int, rival: int) -> int:
        """By how much a claim fits a rival better than its own figure, in hundredths of log odds."""
        index = self.index
        ours, theirs = index.contexts[own].poles, index.contexts[rival].poles
        crossed = 0
        for axis, poles in said.context.poles.items():
            if axis != MOVE:
                crossed += _crosses(ours, axis, poles) - _crosses(theirs, axis, poles)
        mention, other = index.mentions[own], index.mentions[rival]
        unplanned = (mention.target != said.planned) - (other.target != said.planned)
        led = fits(said.level, standing(index.reader, own)) - fits(said.level, standing(index.reader, rival))
        noun = index.nouns[rival]
        return (
            self._gain(said, own, rival)
            + POLE * crossed
            + PLAN * unplanned
            - STANDING * led
            - UNNAMED * (bool(noun) and noun not in said.things)
            + STRANGE * self._stranger(said, own, rival)
            - BIAS
        )

    def _gain(self, said: Said, own: int, rival: int) -> int:
        """What a claim's words add: how much surer they are of the rival, and whether all are said of one."""
        ours, theirs = self.levels(own), self.levels(rival)
        short, shortened = self._spelled(said, own), self._spelled(said, rival)
        whole = gain = 0
        lacks = lacking = False
        for word, rarity in said.words:
            key = stem(word)
            here = OWNED if word in short else ours.get(key, 0)
            there = OWNED if word in shortened else theirs.get(key, 0)
            if rarity or here or there:
                whole += max(rarity, 1)
                gain += max(rarity, 1) * (there - here)
                lacks, lacking = lacks or not here, lacking or not there
        return SHARE * gain // max(whole, 1) + LACKING * (lacks - lacking)

    def _stranger(self, said: Said, own: int, rival: int) -> int:
        """How many more words right at a claim's own figure than at the rival the claim does not have."""
        ours, theirs, words = self.index.named(own), self.index.named(rival), said.context.words.keys()
        more = len(ours - theirs - words) - len(theirs - ours - words)
        return max(-MOST_STRANGE, min(MOST_STRANGE, more))

    def levels(self, number: int) -> Mapping[str, int]:
        """Stem -> how surely it is meant of a mention."""
        found = self.index.levels.get(number)
        if found is None:
            found = self.index.levels[number] = self._read(number)
        return found

    def _read(self, number: int) -> Mapping[str, int]:
        index, mention = self.index, self.index.mentions[number]
        found = dict.fromkeys(map(stem, index.reader.setting(number)), OVER)
        found |= dict.fromkeys(self._over(mention.start), OVER)
        if index.segments.cell_at(mention.start) is None:
            clause, sentence = index.reader.clause(number, self.index.sorts)
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

    def _spelled(self, said: Said, number: int) -> frozenset[str]:
        """The words of a claim's name that a mention's sentence gives by their first letters (``BHYT``)."""
        sentence = self.index.reader.sentence(self.index.mentions[number].start)
        shorts = self._shorts.get(sentence)
        if shorts is None:
            text = self.index.text[sentence.start : sentence.end]
            found = _SHORT.findall(text) if len(text) <= ABOVE else []
            shorts = self._shorts[sentence] = tuple({fold(short).key for short in found})
        if not shorts:
            return frozenset()
        initials = "".join(word[0] for word in said.name)
        at = ((initials.find(short), len(short)) for short in shorts)
        return frozenset(word for i, size in at if i >= 0 for word in said.name[i : i + size])


def _crosses(there: Mapping[str, frozenset[str]], axis: str, poles: frozenset[str]) -> bool:
    """True where a figure is on another pole of an axis than a claim."""
    return axis in there and poles.isdisjoint(there[axis])
