"""What the source says that a figure is: planned or reached, a level or a change, one of two opposites.

Each part is read when first asked for, once for each source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from service.core.check.clauses import (
    Clause,
    last_of,
    names,
    role_words,
    sides,
    starts_none,
    stems,
    without,
    worded,
    wording,
)
from service.core.check.context import subject_words
from service.core.check.index import FIGURES, Index, folded, unit_class
from service.core.check.standing import standing
from service.core.subjects import BEFORE, CHANGE
from service.core.text import fold
from service.core.types import Kind, exact

AROUND = 8  # mentions on either side among which a rival is looked for
FAR = 400  # characters within which it must stand
SHORT = 30  # characters of the words that open a bracket
_DIGITS = re.compile(r"\d+")


class Aside(NamedTuple):
    """A bracket that sets another time or a plan beside the figure ``outer``: ``£18,600 (2022: £17,200)``."""

    outer: int
    planned: bool
    times: tuple[str, ...]


def planned(clause: Clause, lang: str, *, target: bool) -> bool:
    """True where the words before a figure make it a plan, and none behind says that it came about."""
    table = role_words(lang)
    if not target and starts_none(clause.text, table.planned, table.planned_after):
        return False
    said = without(clause.said, table.hidden)
    at = last_of(said, table.planned)
    if at < 0:
        told = target or (bool(clause.right) and names(wording(clause.right[:2]), table.planned_after))
        return told and not names(said, table.reached)
    return not names(worded(said.text[at:]), table.reached) and (target or not names(said, table.compared))


class Figures:
    """The figures of one source."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._found: dict[int, Figure] = {}

    def of(self, number: int) -> Figure:
        """Mention ``number`` of the source."""
        found = self._found.get(number)
        if found is None:
            found = self._found[number] = Figure(self.index, number)
        return found


class Figure:
    """What the source says that one of its figures is."""

    def __init__(self, index: Index, number: int) -> None:
        self._index = index
        self._lang = index.lang
        self.number = number
        self.mention = index.mentions[number]
        self.clause: Clause = index.clauses.of(number)

    @cached_property
    def sentence(self) -> int:
        """Where its sentence starts."""
        return self._index.reader.sentence(self.mention.start).start

    @cached_property
    def stems(self) -> frozenset[str]:
        """The words of its clause that mean something."""
        return stems(self.clause.words, self._lang)

    @cached_property
    def nearest(self) -> frozenset[str]:
        """The word of meaning that stands nearest before it, and that nearest behind it."""
        clause, lang = self.clause, self._lang
        before = next((s for w in reversed(clause.left) if (s := stems((w,), lang))), frozenset())
        behind = next((s for w in clause.right if (s := stems((w,), lang))), frozenset())
        return before | behind

    @cached_property
    def negated(self) -> bool:
        """True where a negation stands in its clause."""
        return not subject_words(self._lang).negations.isdisjoint(self.clause.words)

    @cached_property
    def sides(self) -> Mapping[str, frozenset[str]]:
        """The sides of opposites that it is affirmed to be on, by their names."""
        return {} if self.negated else sides(self.clause.text.text, self._lang)

    @cached_property
    def plan(self) -> bool:
        """True for a plan."""
        table, clause = role_words(self._lang), self.clause
        if self.mention.kind is Kind.PERCENT and names(wording(clause.right[:2]), table.planned):
            return False  # a share of the plan
        cell = self._index.segments.cell_at(self.mention.start) is not None
        return planned(clause, self._lang, target=self.mention.target and not cell)

    @cached_property
    def announced(self) -> bool:
        """True where the sentence speaks of a plan before it."""
        start = self.mention.start
        paragraph = self._index.segments.paragraph_at(start)
        first = max(paragraph.start if paragraph else 0, start - FAR)
        said = fold(self._index.text[first:start]).key
        return names(worded(said), role_words(self._lang).planned)

    @cached_property
    def came(self) -> bool:
        """True where the words before it say that it came about."""
        table = role_words(self._lang)
        return names(without(self.clause.said, table.hidden), table.reached)

    @cached_property
    def changed(self) -> bool:
        """True for a change."""
        words = subject_words(self._lang)
        base = words.compared - words.turns["up"] - words.turns["down"]
        if not base.isdisjoint(self.clause.left[-1:]):
            return False  # what something is up on
        moved = self.mention.direction is not None
        return moved or standing(self._index.reader, self.number).what == CHANGE

    @cached_property
    def earlier(self) -> bool:
        """True for a figure of another time than now."""
        if standing(self._index.reader, self.number).what == BEFORE:
            return True
        table, text = role_words(self._lang), self.clause.text
        return names(text, table.earlier) and not names(text, table.now)

    @cached_property
    def level(self) -> bool:
        """True where the words right before it say that it is a level, and none speaks of a change."""
        mention, left, table = self.mention, self.clause.left, role_words(self._lang)
        if self.changed or mention.value.startswith("-") or mention.kind is Kind.DURATION:
            return False
        if names(self.clause.text, table.moved):
            return False
        return names(wording(left[-2:]), table.levels) or left[-1:] == (":",)

    @cached_property
    def whole(self) -> bool:
        """True where its clause says that it is all there is."""
        return names(self.clause.text, role_words(self._lang).whole)

    @cached_property
    def totalled(self) -> bool:
        """True where its clause, or the few words before it, whatever numbers stand among them, say so."""
        before = self._index.reader.before(self.number)[-6:]
        return self.whole or names(wording(before), role_words(self._lang).whole)

    @cached_property
    def parts(self) -> Sequence[int]:
        """The figures of its sentence that it is the whole of."""
        return self._index.clauses.parts(self.number)

    @cached_property
    def beside(self) -> Sequence[int]:
        """Figures of its sort about it, the nearest first."""
        mentions, tables = self._index.mentions, self._index.segments.table_at
        number, start, sort = self.number, self.mention.start, unit_class(self.mention.quantity)
        table = tables(start)
        low, high = max(0, number - AROUND), min(len(mentions), number + AROUND + 1)
        return [
            other
            for other in sorted(range(low, high), key=lambda n: (abs(n - number), n))
            if (there := mentions[other]).kind in FIGURES
            and unit_class(there.quantity) == sort
            and abs(there.start - start) <= FAR
            and tables(there.start) == table
        ]

    @cached_property
    def aside(self) -> Aside | None:
        """The bracket that it is the first figure of, where that sets another time or a plan beside one."""
        start, text = self.mention.start, self._index.text
        opened = text.rfind("(", max(0, start - SHORT), start)
        outer = self._before_bracket(opened) if opened >= 0 else None
        if outer is None:
            return None
        label, table = fold(text[opened + 1 : start]).key, role_words(self._lang)
        said, times = worded(label), tuple(_DIGITS.findall(label))
        aim = names(said, table.planned)
        return Aside(outer, aim, times) if aim or times or names(said, table.earlier) else None

    def _before_bracket(self, opened: int) -> int | None:
        """The figure of the same sort in front of the bracket that it is the first of."""
        mentions, sorts, number = self._index.mentions, self._index.sorts, self.number
        earlier = range(number - 1, max(-1, number - AROUND), -1)
        outer = next((n for n in earlier if sorts[n] not in ("", "year")), None)
        if outer is None or sorts[outer] != sorts[number]:
            return None
        if ")" in self._index.text[opened : self.mention.start]:
            return None
        return outer if 0 <= opened - mentions[outer].end <= SHORT else None

    @cached_property
    def ranked(self) -> bool:
        """True where its sentence says that nothing is larger, or smaller."""
        table, span = role_words(self._lang), self._index.reader.sentence(self.mention.start)
        said = worded(fold(self._index.text[span.start : span.end]).key)
        return names(said, table.first | table.last)

    @cached_property
    def lacking(self) -> bool:
        """True where its clause denies."""
        return names(self.clause.text, role_words(self._lang).lacking)

    @cached_property
    def since(self) -> Sequence[str]:
        """The words of its sentence before it, up to the last semicolon."""
        words = self._index.reader.before(self.number)
        last = max((i for i, word in enumerate(words) if word == ";"), default=-1)
        return words[last + 1 :]

    def exceeds(self, other: Figure) -> bool:
        """True where it is larger than another one."""
        ours, theirs = exact(self.mention.value), exact(other.mention.value)
        return ours is not None and theirs is not None and ours > theirs

    def listed_with(self, other: Figure) -> bool:
        """True for two figures of one column of a table."""
        cell_at = self._index.segments.cell_at
        one, two = cell_at(self.mention.start), cell_at(other.mention.start)
        return one is not None and two is not None and one.column == two.column

    def of_one_sort(self, other: Figure) -> bool:
        """True where two figures name one unit or thing, or one of them leaves it out."""
        first, second = self.mention.quantity, other.mention.quantity
        if first.kind is not second.kind:
            return False
        ours, theirs = folded(first.unit or ""), folded(second.unit or "")
        return not ours or not theirs or ours.startswith(theirs) or theirs.startswith(ours)

    def counts_same(self, other: Figure) -> bool:
        """True where two figures count one named thing."""
        nouns = self._index.nouns
        return bool(nouns[self.number]) and nouns[self.number] == nouns[other.number]
