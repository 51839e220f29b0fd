"""Figures that the digest computed: sums, differences, shares, growth, complements, averages, multiples.

Only figures that are related to the claim are tried, the closest first. Among many formulas one fits by
accident sooner or later; the chance of that is the share of all values the claim could have had that some
formula hits. Without a word that announces the computation (``tổng``, ``chiếm``, ``average``) the chance
must be small.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations, product
from math import floor

from service.core.check.context import subject_words
from service.core.check.index import FIGURES, Index, unit_class, values_of
from service.core.claims import Draft
from service.core.text import fold
from service.core.types import Kind, Mention, Quantity, exact
from service.core.units import convert

MOST_OPERANDS = 24  # related figures that formulas are made of
LONGEST_SUM = 8  # figures in a row that are added up
CHANCE_WITH_CUE = Fraction(1, 8)
CHANCE_WITHOUT = Fraction(1, 60)
HUNDRED = Fraction(100)


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


@dataclass(frozen=True, slots=True)
class _Result:
    value: Fraction
    formula: str
    operands: tuple[int, ...]
    operation: str


@dataclass(frozen=True, slots=True)
class _Operand:
    number: int
    value: Fraction
    shown: str
    sort: str


def derive(draft: Draft, index: Index, rings: Sequence[Sequence[int]], words: str) -> Derived | None:
    """The first believable formula over the rings of related mentions, nearest ring first; None without one.

    ``words`` is what the claim says around the number: it may announce the operation.
    """
    claim = draft.quantity
    value, unit = exact(claim.value), exact(claim.ulp) or Fraction(1)
    if value is None or claim.kind not in FIGURES or claim.value_high is not None:
        return None
    if claim.kind is Kind.RATIO:
        return _paired(draft, index, rings)
    announced = _announced(words, draft.passage.lang)
    sort = unit_class(claim)
    for ring in rings:
        operands = list(_operands(ring, index, draft.quantity))[:MOST_OPERANDS]
        results = list(_results(sort, operands))
        fitting = [r for r in results if _fits(r.value, value, unit)]
        if not fitting:
            continue
        chance = _chance(results, value, unit)
        fitting.sort(key=lambda r: (r.operation not in announced, len(r.operands)))
        best = fitting[0]
        found = Derived(best.formula, best.operands, best.operation, chance, best.operation in announced)
        if found.believable:
            return found
    return None


def named_sum(draft: Draft, index: Index, lists: Iterable[Sequence[Sequence[int]]]) -> Derived | None:
    """The sum of the things that a claim names one by one (``tổng A và B``); None without one.

    Each list holds, for every thing named, the mentions that may be its figure.
    """
    value, unit = exact(draft.quantity.value), exact(draft.quantity.ulp) or Fraction(1)
    if value is None or draft.quantity.value_high is not None:
        return None
    for groups in lists:
        choices = [list(_operands(group, index, draft.quantity)) for group in groups]
        sums = [_sum(row) for row in product(*choices) if len({o.number for o in row}) == len(row)]
        fitting = [s for s in sums if s.value == value]
        if fitting and (len(sums) == 1 or _chance(sums, value, unit) <= CHANCE_WITH_CUE):
            return Derived(fitting[0].formula, fitting[0].operands, "sum", Fraction(0), announced=True)
    return None


def _fits(computed: Fraction, value: Fraction, unit: Fraction) -> bool:
    """True where the computed value rounds to the claim as printed."""
    return computed == value or (abs(computed - value) * 2 <= unit and computed.denominator != 1)


def _chance(results: Sequence[_Result], value: Fraction, unit: Fraction) -> Fraction:
    """The share of the values from a third to three times the claim that some formula hits."""
    if value == 0:
        return Fraction(1)
    low, high = sorted((value / 3, value * 3))
    hits = {floor(r.value / unit + Fraction(1, 2)) for r in results if low <= r.value <= high}
    slots = (high - low) / unit
    return min(Fraction(1), Fraction(len(hits)) / slots) if slots >= 1 else Fraction(1)


def _announced(words: str, lang: str) -> frozenset[str]:
    """Operations that some word announces."""
    key = fold(words).key
    return frozenset(
        operation
        for operation, cues in subject_words(lang).cues.items()
        if re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, cues))})(?!\w)", key)
    )


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


def _results(sort: str, operands: Sequence[_Operand]) -> Iterator[_Result]:
    """Everything that the formulas of a claim's class give over the operands."""
    same = [o for o in operands if o.sort == sort]
    if sort == "share":
        yield from _shares(
            [o for o in operands if o.sort not in ("share", "points", "multiple", "calendar", "time")]
        )
        for o in same:
            yield _Result(HUNDRED - o.value, f"100% − {o.shown}", (o.number,), "complement")
    if sort == "multiple":
        for a, b in permutations([o for o in operands if o.sort not in ("share", "points", "multiple")], 2):
            if a.sort == b.sort and b.value:
                yield _Result(a.value / b.value, f"{a.shown} ÷ {b.shown}", (a.number, b.number), "multiple")
    if sort == "points":
        same = [o for o in operands if o.sort == "share"]
    yield from _sums(same)
    for a, b in permutations(same, 2):
        if a.value > b.value:
            yield _Result(a.value - b.value, f"{a.shown} − {b.shown}", (a.number, b.number), "difference")
    if sort not in ("share", "points"):
        yield from _averages(operands, same)


def _shares(operands: Sequence[_Operand]) -> Iterator[_Result]:
    """Shares, what is left of them, and growth, in percent."""
    for a, b in permutations(operands, 2):
        if a.sort != b.sort or not b.value or a.value == b.value:
            continue
        pair = (a.number, b.number) if a.number != b.number else (a.number,)
        share = HUNDRED * a.value / b.value
        yield _Result(share, f"{a.shown} ÷ {b.shown}", pair, "share" if share < HUNDRED else "attainment")
        yield _Result(abs(share - HUNDRED), f"({a.shown} − {b.shown}) ÷ {b.shown}", pair, "growth")


def _sums(same: Sequence[_Operand]) -> Iterator[_Result]:
    """Sums of figures in a row, and of any two."""
    for size in range(2, min(LONGEST_SUM, len(same)) + 1):
        for at in range(len(same) - size + 1):
            row = same[at : at + size]
            yield _sum(row)
    for a, b in combinations(same, 2):
        yield _sum((a, b))


def _sum(row: Sequence[_Operand]) -> _Result:
    return _Result(
        sum((o.value for o in row), Fraction(0)),
        " + ".join(o.shown for o in row),
        tuple(o.number for o in row),
        "sum",
    )


def _averages(operands: Sequence[_Operand], same: Sequence[_Operand]) -> Iterator[_Result]:
    """The mean of figures in a row, and an amount over a count."""
    for size in range(2, min(LONGEST_SUM, len(same)) + 1):
        for at in range(len(same) - size + 1):
            row = same[at : at + size]
            total = _sum(row)
            yield _Result(total.value / size, f"({total.formula}) ÷ {size}", total.operands, "average")
    for a in same:
        for b in operands:
            if b.sort in ("count", "calendar") and b.number != a.number and b.value > 1:
                yield _Result(a.value / b.value, f"{a.shown} ÷ {b.shown}", (a.number, b.number), "average")


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
