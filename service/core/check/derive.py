"""Figures that the digest computed: sums, differences, shares, growth, complements, averages, multiples.

Only figures that are related to the claim are tried, the closest first. Among many formulas one fits by
accident sooner or later; the chance of that is the share of all values the claim could have had that some
formula hits. Without a word that announces the computation (``tổng``, ``chiếm``, ``average``) the chance
must be small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, permutations, product
from math import lcm, prod
from typing import NamedTuple

from service.core.check.context import cue, subject_words
from service.core.check.index import FIGURES, Index, unit_class, values_of
from service.core.claims import Draft
from service.core.text import fold
from service.core.types import Kind, Mention, Quantity, exact
from service.core.units import convert

MOST_OPERANDS = 24  # related figures that formulas are made of
LONGEST_SUM = 8  # figures in a row that are added up
MOST_SUMS = 4096  # ways to choose the figures of a sum whose parts are named
CHANCE_WITH_CUE = Fraction(1, 8)
CHANCE_WITHOUT = Fraction(1, 60)


@dataclass(frozen=True, slots=True)
class Derived:
    """A formula that gives the claim's value, its operands.

    And the chance that some formula fits by accident.
    """

    formula: str
    operands: tuple[int, ...]
    operation: str
    chance: Fraction
    announced: bool

    @property
    def believable(self) -> bool:
        """True where chance alone does not explain the fit."""
        return self.chance <= (CHANCE_WITH_CUE if self.announced else CHANCE_WITHOUT)


class _Operand(NamedTuple):
    """A figure in a formula; ``size`` is its value times the common denominator of the search."""

    number: int
    value: Fraction
    shown: str
    sort: str
    size: int = 0


class _Result(NamedTuple):
    """What a formula gives, as a fraction with a positive bottom; words are made of it only where it fits."""

    top: int
    bottom: int
    operation: str
    shape: str
    operands: tuple[_Operand, ...]

    @property
    def formula(self) -> str:
        """The formula as a person writes it."""
        shown = [o.shown for o in self.operands]
        if self.shape == "mean":
            return f"({' + '.join(shown)}) ÷ {len(shown)}"
        if self.shape == "growth":
            first, second = shown if self.operands[0].value > self.operands[1].value else reversed(shown)
            return f"({first} − {second}) ÷ {shown[1]}"
        if self.shape == "complement":
            return f"100% − {shown[0]}"
        return f" {self.shape} ".join(shown)


class _Target(NamedTuple):
    """The value that a claim states and one unit of its last digit, both times the common denominator."""

    size: int
    unit: int
    whole: int

    def hit(self, result: _Result) -> bool:
        """True where the computed value rounds to the claim as printed."""
        apart = abs(result.top * self.whole - self.size * result.bottom)
        return not apart or (2 * apart <= self.unit * result.bottom and result.top % result.bottom != 0)


def derive(draft: Draft, index: Index, rings: Sequence[Sequence[int]], words: str) -> Derived | None:
    """The first believable formula over the rings of related mentions, nearest ring first; None without one.

    ``words`` is what the claim says around the number: it may announce the operation.
    """
    claim = draft.quantity
    if exact(claim.value) is None or claim.kind not in FIGURES or claim.value_high is not None:
        return None
    if claim.kind is Kind.RATIO:
        return _paired(draft, index, rings)
    announced = _announced(words, draft.passage.lang)
    sort = unit_class(claim)
    for ring in rings:
        target, (operands,) = _common(claim, [islice(_operands(ring, index, claim), MOST_OPERANDS)])
        results = list(_results(sort, operands, target.whole))
        fitting = [r for r in results if target.hit(r)]
        if not fitting:
            continue
        fitting.sort(key=lambda r: (r.operation not in announced, len(_numbers(r))))
        found = _derived(fitting[0], _chance(results, target), announced=fitting[0].operation in announced)
        if found.believable:
            return found
    return None


def _derived(result: _Result, chance: Fraction, *, announced: bool) -> Derived:
    return Derived(result.formula, _numbers(result), result.operation, chance, announced)


def _numbers(result: _Result) -> tuple[int, ...]:
    """The mentions that a formula is made of; both parts of a ratio are one mention."""
    return tuple(dict.fromkeys(o.number for o in result.operands))


def _common(claim: Quantity, groups: Iterable[Iterable[_Operand]]) -> tuple[_Target, list[list[_Operand]]]:
    """The claim and the operands as whole numbers, by their common denominator."""
    value, unit = exact(claim.value) or Fraction(0), exact(claim.ulp) or Fraction(1)
    found = [list(group) for group in groups]
    whole = lcm(value.denominator, unit.denominator, *(o.value.denominator for g in found for o in g))
    sized = [[o._replace(size=_times(o.value, whole)) for o in group] for group in found]
    return _Target(_times(value, whole), _times(unit, whole), whole), sized


def _times(value: Fraction, whole: int) -> int:
    return value.numerator * (whole // value.denominator)


def named_sum(draft: Draft, index: Index, lists: Iterable[Sequence[Sequence[int]]]) -> Derived | None:
    """The sum of the things that a claim names one by one (``tổng A và B``); None without one.

    Each list holds, for every thing named, the mentions that may be its figure.
    """
    claim = draft.quantity
    if exact(claim.value) is None or claim.value_high is not None:
        return None
    for groups in lists:
        target, choices = _common(claim, [_operands(group, index, claim) for group in groups])
        if prod(map(len, choices)) > MOST_SUMS:
            continue
        sums = [_sum(row, target.whole) for row in product(*choices) if _apart(row)]
        fitting = [s for s in sums if s.top == target.size]
        if fitting and (len(sums) == 1 or _chance(sums, target) <= CHANCE_WITH_CUE):
            return _derived(fitting[0], Fraction(0), announced=True)
    return None


def _chance(results: Sequence[_Result], target: _Target) -> Fraction:
    """The share of the values from a third to three times the claim that some formula hits."""
    size, unit, whole = target
    if size == 0:
        return Fraction(1)
    sign = 1 if size > 0 else -1
    hits = {
        (2 * top * whole + bottom * unit) // (2 * bottom * unit)
        for top, bottom, *_ in results
        if size * sign * bottom <= 3 * sign * top * whole and top * whole * sign <= 3 * size * sign * bottom
    }
    slots = Fraction(8 * size * sign, 3 * unit)
    return min(Fraction(1), Fraction(len(hits)) / slots) if slots >= 1 else Fraction(1)


def _announced(words: str, lang: str) -> frozenset[str]:
    """Operations that some word announces."""
    key = fold(words).key
    return frozenset(operation for operation in subject_words(lang).cues if cue(operation, lang).search(key))


def _operands(ring: Sequence[int], index: Index, claim: Quantity) -> Iterator[_Operand]:
    """The numbers of a ring: figures, and both parts of ratios."""
    for number in ring:
        mention: Mention = index.mentions[number]
        if mention.kind not in FIGURES or mention.value_high is not None:
            continue
        if mention.kind is Kind.RATIO:
            parts, written = mention.value.split("/"), mention.text.replace(" ", "").split("/")
            shown = (
                written if len(written) == len(parts) else parts
            )  # “9 of 11” is written without the stroke
            for (part, _), text in zip(values_of(mention), shown, strict=True):
                yield _Operand(number, part, text, "count")
        else:
            sort = unit_class(mention.quantity)
            for value, _ in values_of(mention)[:1]:
                yield _Operand(number, _in_unit(value, mention.quantity, claim), mention.text, sort)


def _in_unit(value: Fraction, quantity: Quantity, claim: Quantity) -> Fraction:
    """The amount in the claim's unit where both are measures of one dimension, else as it stands."""
    there, here = quantity.unit_key, claim.unit_key
    if not there or not here or there == here:
        return value
    return convert(value, there, here) or value


def _results(sort: str, operands: Sequence[_Operand], whole: int) -> Iterator[_Result]:
    """Everything that the formulas of a claim's class give over the operands."""
    same = [o for o in operands if o.sort == sort]
    if sort == "share":
        yield from _shares(
            [o for o in operands if o.sort not in ("share", "points", "multiple", "calendar", "time")]
        )
        for o in same:
            yield _Result(100 * whole - o.size, whole, "complement", "complement", (o,))
    if sort == "multiple":
        plain = [o for o in operands if o.sort not in ("share", "points", "multiple")]
        yield from (
            _ratio(a, b, "multiple") for a, b in permutations(plain, 2) if a.sort == b.sort and b.size
        )
    if sort == "points":
        same = [o for o in operands if o.sort == "share"]
    rows = list(_rows(same))
    yield from (_sum(row, whole) for row in rows)
    yield from (_sum(pair, whole) for pair in combinations(same, 2))
    if sort != "share":  # the difference of two percentages is one in points
        for a, b in permutations(same, 2):
            if a.size > b.size:
                yield _Result(a.size - b.size, whole, "difference", "−", (a, b))
    if sort not in ("share", "points"):
        for row in rows:
            yield _Result(sum(o.size for o in row), whole * len(row), "average", "mean", row)
        for a, b in product(same, operands):
            if b.sort in ("count", "calendar") and b.number != a.number and b.value > 1:
                yield _ratio(a, b, "average")


def _shares(operands: Sequence[_Operand]) -> Iterator[_Result]:
    """Shares, what is left of them, and growth, in percent."""
    for a, b in permutations(operands, 2):
        if a.sort == b.sort and b.size and a.size != b.size:
            sign = 1 if b.size > 0 else -1
            top, bottom = 100 * a.size * sign, b.size * sign
            operation = "share" if top < 100 * bottom else "attainment"
            yield _Result(top, bottom, operation, "÷", (a, b))
            yield _Result(abs(top - 100 * bottom), bottom, "growth", "growth", (a, b))


def _ratio(a: _Operand, b: _Operand, operation: str) -> _Result:
    """One figure over another that is not zero."""
    sign = 1 if b.size > 0 else -1
    return _Result(a.size * sign, b.size * sign, operation, "÷", (a, b))


def _rows(same: Sequence[_Operand]) -> Iterator[tuple[_Operand, ...]]:
    """Figures in a row."""
    for size in range(2, min(LONGEST_SUM, len(same)) + 1):
        for at in range(len(same) - size + 1):
            yield tuple(same[at : at + size])


def _sum(row: tuple[_Operand, ...], whole: int) -> _Result:
    return _Result(sum(o.size for o in row), whole, "sum", "+", row)


def _apart(row: Sequence[_Operand]) -> bool:
    """True for figures of different mentions."""
    return len({o.number for o in row}) == len(row)


def _paired(draft: Draft, index: Index, rings: Sequence[Sequence[int]]) -> Derived | None:
    """A ratio whose two parts are figures of one ring."""
    parts = [exact(p) for p in draft.mention.value.split("/")]
    for ring in rings:
        operands = [
            o
            for o in _operands(ring, index, draft.quantity)
            if index.mentions[o.number].kind is Kind.CARDINAL
        ][:MOST_OPERANDS]
        found = [next((o for o in operands if o.value == part), None) for part in parts]
        left, right = found if len(found) == 2 else (None, None)
        if left is not None and right is not None and left.number != right.number:
            return Derived(
                f"{left.shown} / {right.shown}",
                (left.number, right.number),
                "share",
                Fraction(0),
                announced=False,
            )
    return None
