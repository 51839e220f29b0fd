"""Averages and rates whose total or whose count stands elsewhere in the report, known by its name.

"Cost per pupil: $78.68" needs what was spent and the pupils of other lines; "37.0 casualties per 100,000
residents" the casualties of a list above. What an average is per names its counts, its own unit or noun its
totals. A pair from the whole text that gives the average settles it. Where none does, one that a single slip
of the average explains is a finding as far as that is likelier than an accident among all pairs tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from service.core.audit.fits import LIKELY, WRONG, gravity_of
from service.core.audit.ledger import Ledger, plain
from service.core.audit.quotients import RANGE, Mean, chance_of, is_plain, mean_of, write_mean
from service.core.audit.roles import base_of, words_of
from service.core.audit.sheet import Figure, Sheet, stem
from service.core.audit.slips import swapped_or_changed
from service.core.audit.words import STOP
from service.core.types import Kind, Span
from service.core.units import convert, dimension, unit_key

AROUND = 20  # totals before an average and after it that are tried
COUNTS = 6  # counts of one name that are tried
LONG = 100  # last digits from which an average and an amount are known again
PRIOR = Fraction(36)  # odds that an average called one is of a pair that goes by its names
CLOSE = 3  # times as likely a total or a count is meant that stands near, or that its whole label names
NEAR = 14  # sentences or lines that are near
HEAD = 60  # characters of the label of a line
TEN = Fraction(10)
_POPULATION = frozenset({"population", "resident", "inhabitant", "dân"})

_COST = re.compile(
    r"(?:^|\s)(?:cost|spending|spend|chi phí|suất đầu tư)\s(?:per|for (?:each|every)|of an?|cho mỗi|mỗi)\s"
    r"[^;:.()\d]{0,40}:?\s*$",
    re.IGNORECASE,
)
_AN_AVERAGE = re.compile(r"\b(?:average|typical)\s(?P<each>[^\W\d_]+)\s[^;:.,()\d]{0,40}$", re.IGNORECASE)
_THING = re.compile(r"(?:\s(?!(?:per|a|an|each|every|for|in|trên|mỗi|cho)\s)[^\W\d_]+){1,2}")
_TIMED = re.compile(r"_per_.*_(?:day|week|month|quarter|year)$")


@dataclass(frozen=True, slots=True)
class _Pair:
    """A total and a count, the average that they give, and how much their places tell for them."""

    total: Figure
    count: Figure
    value: Fraction
    weight: int


class _Register:
    """The plain levels of a text outside its tables, under what they count and what their labels name."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._of: dict[str, list[Figure]] = defaultdict(list)
        self._labelled: set[Span] = set()
        for figure in sheet.figures:
            if figure.sentence >= 0 and is_plain(figure) and not _is_other(sheet, figure):
                for name in self._names(figure):
                    self._of[name].append(figure)

    def _names(self, figure: Figure) -> set[str]:
        """The dimension or the key of a level, and every word of its noun and its label."""
        quantity, label = figure.mention.quantity, set(_label(self.sheet, figure))
        if label:
            self._labelled.add(figure.span)
        if figure.unit != "#":
            return {f"={dimension(figure.unit)}"}
        return {f"={quantity.unit_key}", *words_of(quantity.unit or ""), *label} - STOP

    def called(self, names: frozenset[str], mean: Figure, most: int) -> list[Figure]:
        """The levels that go by one of some names, those nearest to an average."""
        found: dict[Span, Figure] = {}
        for name in names:
            row = self._of.get(name, [])
            at = bisect_left(row, mean.start, key=lambda f: f.start)
            found.update((f.span, f) for f in row[max(0, at - most) : at + most] if f.span != mean.span)
        return list(found.values())

    def is_labelled(self, figure: Figure) -> bool:
        """True for a level that stands alone after its label."""
        return figure.span in self._labelled


def check_apiece(sheet: Sheet, ledger: Ledger) -> None:
    """Judge the averages that nothing near them has explained by totals and counts from the whole text."""
    known = {p for r in ledger.relations.values() if r.type == "average" for p in r.spans}
    register: _Register | None = None
    for figures in sheet.by_sentence:
        for i, figure in enumerate(figures):
            mean = None if figure.span in known else _average(sheet, figures, i)
            if mean is not None:
                register = register or _Register(sheet)
                _judge(mean, _pairs(sheet, mean, register), ledger)


def _average(sheet: Sheet, figures: Sequence[Figure], i: int) -> Mean | None:
    """An average whose words say what it is per, of digits enough to be known again."""
    figure = figures[i]
    if figure.is_bounded or figure.value < LONG * figure.ulp or _is_other(sheet, figure):
        return None
    mean = mean_of(sheet, figure)
    before = sheet.before(figure)
    said = _AN_AVERAGE.search(before)
    if mean is not None and said is not None and not mean.keys:
        word = said["each"]
        key = unit_key(word.casefold()) or unit_key(stem(word)) or ""
        mean = replace(mean, keys=frozenset([key]) - {""}, words=mean.words | {stem(word)}, marked=True)
    if mean is None or not (mean.keys or mean.words):
        return None
    if _TIMED.search(figure.unit):
        return None  # a month's wage of a worker is not the year's wages over the workers
    called = mean.marked or mean.times > 1 or _COST.search(before) is not None
    return mean if called and figure.kind is not Kind.DURATION else None


def _pairs(sheet: Sheet, mean: Mean, register: _Register) -> list[_Pair]:
    """The pairs of a total and a count by their names, each pair of values once."""
    figure = mean.figure
    counts = [c for c in _counts(mean, register) if c.value > 1 and c.value * RANGE > mean.times]
    counts = [c for c in counts if c.value != mean.times]
    found: dict[tuple[Fraction, Fraction], _Pair] = {}
    for total in _totals(sheet, mean, register):
        times = convert(Fraction(1), total.unit, mean.unit) or Fraction(1)
        for count in counts:
            unit = next((k for k in mean.keys if dimension(k) == dimension(count.unit)), count.unit)
            each = convert(Fraction(1), count.unit, unit) or Fraction(1)
            value = total.value * times * mean.times / (count.value * each)
            in_range = figure.value <= value * (RANGE + 1) and value <= figure.value * (RANGE + 1)
            if in_range and total.span != count.span:
                near = [abs(f.sentence - figure.sentence) <= NEAR for f in (total, count)]
                weight = CLOSE ** (sum(near) + sum(map(register.is_labelled, (total, count))))
                pair = _Pair(total, count, value, weight)
                values = (total.value, count.value)
                found[values] = max(found.get(values, pair), pair, key=lambda p: p.weight)
    return list(found.values())


def _counts(mean: Mean, register: _Register) -> list[Figure]:
    """The levels that count what an average is per."""
    names = {name for key in mean.keys for name in (key, f"={dimension(key)}")}
    people = _POPULATION if "person" in mean.keys else frozenset()
    return register.called(mean.words | names | people, mean.figure, COUNTS)


def _totals(sheet: Sheet, mean: Mean, register: _Register) -> Iterator[Figure]:
    """The levels of the unit of an average, of counts those of its noun."""
    figure = mean.figure
    if mean.unit != "#":
        for total in register.called(frozenset([f"={dimension(mean.unit)}"]), figure, AROUND):
            if total.value >= LONG * total.ulp:
                yield total
        return
    key = figure.unit.partition("_per_")[0] if figure.kind is Kind.RATE else figure.mention.quantity.unit_key
    said = _THING.match(sheet.after(figure)) if figure.kind is Kind.CARDINAL else None
    words = frozenset(words_of(figure.mention.quantity.unit or (said[0] if said else "")))
    names = words - STOP | ({f"={key}"} if key else frozenset())
    yield from register.called(frozenset(names), figure, COUNTS)


def _judge(mean: Mean, pairs: Sequence[_Pair], ledger: Ledger) -> None:
    """Note the pair that gives an average; without one report the likeliest slip of it."""
    figure = mean.figure
    for pair in sorted(pairs, key=lambda p: -p.weight):
        if abs(pair.value - figure.value) <= figure.ulp:
            ledger.holds("average", _spans(mean, pair), _formula(mean, pair))
            return
    slips = [p for p in pairs if _slipped(figure, p.value)]
    if not slips:
        return
    best = max(slips, key=lambda p: p.weight)
    chance = chance_of(best.value, figure.ulp, ())
    tried = Fraction(sum(p.weight for p in pairs), best.weight)
    odds = PRIOR * 3 / (WRONG * chance * tried)
    if odds >= LIKELY:
        write_mean(figure, _spans(mean, best), _formula(mean, best), best.value, gravity_of(odds), ledger)


def _slipped(figure: Figure, right: Fraction) -> bool:
    """True where one slip of the pen in an average, a digit or its separator, makes it the right value."""
    units, half = int(figure.value / figure.ulp), figure.ulp / 2
    if abs(figure.value * TEN - right) <= half * TEN or abs(figure.value / TEN - right) <= half:
        return True
    places = len(str(figure.ulp.denominator)) - 1
    return int(right / figure.ulp + Fraction(1, 2)) in swapped_or_changed(units, places)


def _spans(mean: Mean, pair: _Pair) -> list[Span]:
    return [mean.figure.span, pair.total.span, pair.count.span]


def _formula(mean: Mean, pair: _Pair) -> str:
    per = f" × {plain(mean.times)}" if mean.times > 1 else ""
    told = f"{plain(pair.total.value)} / {plain(pair.count.value)}{per}"
    return f"{told} = {plain(pair.value)} ~ {mean.figure.mention.text}"


# Words


def _label(sheet: Sheet, figure: Figure) -> Iterator[str]:
    """The words of the label of a line with one level: "Pupils in Grades 1 to 4: 61,240"."""
    start = sheet.sentences[figure.sentence].start
    head = sheet.text[max(start, figure.left - HEAD) : figure.left].rpartition("\n")[2]
    name, colon, rest = head.rpartition(":")
    return words_of(name if colon and not any(map(str.isalnum, rest.replace("US", ""))) else "")


def _is_other(sheet: Sheet, figure: Figure) -> bool:
    """True for a change and for a level of another time or a plan."""
    return sheet.is_step(figure) or base_of(sheet, figure) != ""
