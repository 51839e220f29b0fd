"""Which figures may be a whole and its parts: runs of like figures beside a larger one, wherever they stand.

The figures of one unit are read in the order of the text, in several views: all of them, those outside
brackets, those alone in one, those that count one sort of thing, the first of every sentence or item. In each
view a run of neighbours may be the parts of a figure before it or behind. Only runs that hold or nearly hold
leave this module, so few words need be read for them. The work is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from service.core.audit.fits import is_bare, kind_of, scale_of
from service.core.audit.roles import base_of
from service.core.audit.sheet import Figure, Sheet
from service.core.audit.windows import BARE
from service.core.audit.words import pattern
from service.core.types import Form, Span

PARTS = 14  # parts of one whole that are added up
BACK = 12  # like figures between a whole and its parts
COUNT = 14  # numbers that may say how many figures follow
SMALL = 100  # counts that may name or number something
MARGIN = 10  # a sum further off than this factor is of something else
NEARLY = 20  # a sum is nearly right within this part of the whole

_STOP = re.compile(r"[;:\n]|[.!?](?:\s|$)|\)\s*,?\s*$")
_MEAN = pattern(r"(?:^|[\s(,;:])(?:{mean}|mỗi|each|every)\s(?:[^\s,;:.()]+\s){0,4}$")


@dataclass(frozen=True, slots=True)
class Level:
    """A figure in whole units of the finest last place around it; ``step`` is its own last place.

    ``place`` counts the like figures before it; ``ends``: a clause, sentence or bracket ends before the next.
    ``counts``: it only says how many figures follow; ``loose``: how far what it
    was rounded from may lie apart.
    """

    figure: Figure
    span: Span
    units: int
    step: int
    place: int
    sentence: int
    ends: bool
    usable: bool
    counts: bool
    loose: int

    @property
    def value(self) -> Fraction:
        """The value; of a ratio the side that this level is."""
        return self.figure.ulp / self.step * self.units

    @property
    def said(self) -> int:
        """The number as it is printed, in units of its last place."""
        return self.units // self.step


@dataclass(frozen=True, slots=True)
class Run:
    """A whole with its parts, which exceed it by ``off``, among the like figures of the text."""

    whole: Level
    parts: tuple[Level, ...]
    off: int
    like: Sequence[Level]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The whole and its parts."""
        return (self.whole, *self.parts)

    @property
    def spans(self) -> list[Span]:
        """The places of the whole and its parts."""
        return [level.span for level in self.levels]

    @property
    def slack(self) -> int:
        """How far rounded parts may miss a rounded whole."""
        return sum(level.loose for level in self.levels) // 2

    @property
    def is_near(self) -> bool:
        """True for parts that come within half of their whole."""
        return 2 * abs(self.off) <= self.whole.units

    @property
    def behind(self) -> bool:
        """True for a whole that stands behind its parts."""
        return self.whole.place > self.parts[-1].place

    @property
    def skipped(self) -> int:
        """Like figures among the parts that are none."""
        return self.parts[-1].place - self.parts[0].place + 1 - len(self.parts)

    @property
    def left(self) -> int:
        """Like figures of the sentences of the parts that stand outside them."""
        first, last = self.parts[0], self.parts[-1]
        count = 0
        for at in range(first.place - 1, -1, -1):
            if self.like[at].sentence != first.sentence:
                break
            count += self.like[at].span != self.whole.span
        for at in range(last.place + 1, len(self.like)):
            if self.like[at].sentence != last.sentence:
                break
            count += self.like[at].span != self.whole.span
        return count

    @property
    def between(self) -> int:
        """Like figures between the whole and its parts."""
        first, last = self.parts[0].place, self.parts[-1].place
        ends = (last, self.whole.place) if self.behind else (self.whole.place, first)
        inside = self.like[ends[0] + 1 : ends[1]]
        return sum(not level.counts for level in inside)


def runs_of(sheet: Sheet, *, gone: frozenset[Span] = frozenset()) -> Iterator[Run]:
    """Every run of the text that may belong to a whole; ``gone`` are parts that are made up already.

    Of a second reading only the units are looked at of which some parts are.
    """
    for levels in _sequences(sheet, gone):
        seen: set[tuple[int, ...]] = set()
        for view in _views(sheet, levels):
            for whole, parts, off in _tuples(view):
                key = (whole.place, parts[0].place, parts[-1].place, len(parts), off)
                if key not in seen:
                    seen.add(key)
                    yield Run(whole, parts, off, levels)


# Which figures stand together


def _sequences(sheet: Sheet, gone: frozenset[Span]) -> Iterator[list[Level]]:
    """The figures of one unit in the order of the text; a bare one takes the unit of its neighbour."""
    by_unit: dict[str, list[Figure]] = {}
    changed: set[str] = set()
    above: Figure | None = None
    for row in sheet.by_sentence:
        for figure in row:
            if figure.span in gone:
                changed.add(figure.unit)
                continue
            if not _is_told(sheet, figure):
                continue
            if above is not None and is_bare(figure) and scale_of(figure) == scale_of(above):
                by_unit[above.unit].append(figure)  # "premises £1.55 million, stock 1.06 million"
                continue
            if above is not None and _is_elliptic(sheet, above, figure):
                by_unit[above.unit].append(figure)
            else:
                above = figure
            by_unit.setdefault(figure.unit, []).append(figure)
    for unit, figures in by_unit.items():
        if len(figures) > 2 and (not gone or unit in changed):
            yield _levels(sheet, figures)


def _is_elliptic(sheet: Sheet, above: Figure, figure: Figure) -> bool:
    """True for a count without a noun in a sentence of measures: "118,400 tonnes …, 96,750 …"."""
    bare = figure.unit == "#" != above.unit and not kind_of(figure)
    return bare and above.sentence == figure.sentence and BARE.match(sheet.after(figure) or ",") is not None


def _is_told(sheet: Sheet, figure: Figure) -> bool:
    """True for a level that neither names something nor is what each costs."""
    level = (figure.is_level and not sheet.is_name(figure)) or figure.base is not None
    return level and not _MEAN.search(f" {sheet.before(figure)}")


def _levels(sheet: Sheet, figures: Sequence[Figure]) -> list[Level]:
    """Like figures in units of their finest last place; a ratio gives its whole and its part."""
    ulps = [figure.ulp for figure in figures]
    finest = min(ulps)
    found: list[Level] = []
    counts = [_counts(sheet, figure, figures[i + 1 : i + 2 + COUNT]) for i, figure in enumerate(figures)]
    for i, figure in enumerate(figures):
        below = figures[i + 1] if i + 1 < len(figures) else None
        ends = below is None or _STOP.search(sheet.text[figure.end : below.start]) is not None
        usable = not figure.is_bounded and figure.mention.value_high is None
        values = [figure.value] if figure.base is None else [figure.base, figure.value]
        for value in values:
            units = _units(value, finest)
            found.append(
                Level(
                    figure,
                    figure.span,
                    units,
                    _units(ulps[i], finest),
                    len(found),
                    figure.sentence,
                    ends,
                    usable and units > 0,
                    counts[i],
                    _loose(figure, finest),
                )
            )
    return found


def _units(value: Fraction, unit: Fraction) -> int:
    """How many whole units a value has; quicker than a quotient of fractions."""
    return (value.numerator * unit.denominator) // (value.denominator * unit.numerator)


def _loose(figure: Figure, unit: Fraction) -> int:
    low, high = figure.interval.low, figure.interval.high
    return 0 if low is None or high is None or figure.interval.is_point else _units(high - low, unit)


def _views(sheet: Sheet, levels: Sequence[Level]) -> Iterator[Sequence[Level]]:
    """The like figures in the ways in which a reader may pass over some of them."""
    told: dict[tuple[int, ...], Sequence[Level]] = {tuple(level.place for level in levels): levels}
    known = [level for level in levels if not level.counts]
    views = [known]
    plain = [x for x in known if not sheet.is_aside(x.figure)]
    views.append(plain)
    views.append([x for x in plain if not base_of(sheet, x.figure)])
    views.append([x for x in known if x.figure.mention.quantity.form is not Form.WORDS])
    views.append([x for x in known if not sheet.in_brackets(x.figure)])
    views.append([x for x in known if x.figure.unit != "#" or x.figure.value >= SMALL])
    firsts: list[Level] = []
    for level in plain:
        if not firsts or firsts[-1].sentence != level.sentence:
            firsts.append(level)
    views.append(firsts)
    views.extend(_by_kind(sheet, known))
    for view in views:
        if len(view) > 2:
            told.setdefault(tuple(level.place for level in view), view)
    yield from told.values()


def _by_kind(sheet: Sheet, levels: Sequence[Level]) -> Iterator[list[Level]]:
    """Counts by what they count: "148 grants … 52 grants"; a bare one counts what is before it."""
    if not levels or levels[0].figure.unit != "#":
        return
    found: dict[str, list[Level]] = {}
    last = ""
    for level in levels:
        last = kind_of(level.figure) or last
        found.setdefault(f"kind {last}", []).append(level)
        for word in sheet.noun(level.figure):
            found.setdefault(word, []).append(level)
    yield from (view for view in found.values() if len(view) > 2)


def _counts(sheet: Sheet, figure: Figure, after: Sequence[Figure]) -> bool:
    """True for a small number that says how many figures follow it in its sentence: "ở 06 xã: A 236, …"."""
    if figure.unit != "#" or not 2 <= figure.value <= COUNT or figure.ulp != 1:
        return False
    beside = [f.value for f in after if f.sentence == figure.sentence]
    return len(beside) == figure.value and ":" in sheet.gap(figure, after[0])


# Which of them may be a whole and its parts


_Tuple = tuple[Level, tuple[Level, ...], int]


def _tuples(view: Sequence[Level]) -> Iterator[_Tuple]:
    """Wholes with runs of neighbours before them or behind that hold, or nearly do."""
    starts = [i for i, x in enumerate(view) if not i or view[i - 1].sentence != x.sentence]
    for i, whole in enumerate(view):
        if not whole.usable:
            continue
        yield from _after(view, i, i + 1)
        for start in starts[bisect_right(starts, i + 1) : bisect_right(starts, i + BACK)]:
            yield from _after(view, i, start)
        yield from _before(view, i, i - 1)
        for start in starts[bisect_left(starts, max(2, i - BACK + 1)) : bisect_left(starts, i)]:
            yield from _before(view, i, start - 1)
        if i:  # "96 of the 177 stores are in towns, 62 in retail parks and 19 elsewhere"
            beside = (view[i - 1], *view[i + 1 : i + PARTS])
            for count, off in _grow(whole, beside):
                yield whole, beside[:count], off


def _after(view: Sequence[Level], i: int, first: int) -> Iterator[_Tuple]:
    for count, off in _grow(view[i], view[first : first + PARTS]):
        yield view[i], tuple(view[first : first + count]), off


def _before(view: Sequence[Level], i: int, last: int) -> Iterator[_Tuple]:
    for count, off in _grow(view[i], view[max(0, last - PARTS + 1) : last + 1][::-1]):
        yield view[i], tuple(view[last + 1 - count : last + 1]), off


def _grow(whole: Level, beside: Sequence[Level]) -> Iterator[tuple[int, int]]:
    """How many neighbours from the first on may be the parts of a whole, and by how much they exceed it."""
    off, told = -whole.units, set[int]()
    most = (MARGIN - 1) * whole.units
    for count, level in enumerate(beside, 1):
        if not level.usable or level.units == whole.units:
            return  # the whole, told again
        off += level.units
        told.add(level.units)
        if count > 1:
            if off > most:
                return
            if _may_be(whole, off) or (count > 2 and 2 * abs(off) <= whole.units and abs(off) in told):
                yield count, off


def _may_be(whole: Level, off: int) -> bool:
    """True for parts that nearly make up a whole, or miss it as by a slip."""
    return NEARLY * abs(off) <= whole.units or is_shaped(off)


def is_shaped(off: int) -> bool:
    """True for what a changed digit or two swapped ones can make of a sum: 3000 is 3, 270 is 9 · 3."""
    off = abs(off)
    while off and off % 10 == 0:
        off //= 10
    return off < 10 or (off % 9 == 0 and off <= 81)
