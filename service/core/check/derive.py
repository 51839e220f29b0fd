"""Figures that the digest computed: sums, differences, shares, growth, complements, averages, multiples.

Only figures that are related to the claim are tried, the closest first. Among many formulas one fits by
accident sooner or later; the chance of that is the share of all values the claim could have had that some
formula hits. A word that announces the computation (``tổng``, ``chiếm``, ``average``) leaves only formulas of
that kind; without one the formula must be plain, or the chance very small.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice, product
from math import prod

from service.core.check.context import cue, subject_words
from service.core.check.formulas import Operand, Result, Target, apart, common, results, total
from service.core.check.index import FIGURES, Index, unit_class, values_of
from service.core.check.match import HEDGES, LOWER, UPPER, in_points
from service.core.claims import Draft
from service.core.rounding import significant_unit
from service.core.text import fold
from service.core.types import Direction, Kind, Mention, Qualifier, Quantity, exact
from service.core.units import convert

MOST_OPERANDS = 24  # related figures that formulas are made of
MOST_SUMS = 4096  # ways to choose the figures of a sum whose parts are named
FINEST = 10  # parts up to which a ratio is a way to speak (``9/10``) and no count of its own
CHANCE_WITH_CUE = Fraction(1, 8)
CHANCE_PLAIN = Fraction(1, 30)
CHANCE_WITHOUT = Fraction(1, 60)
_SLACK = {  # how far a share is from the fraction that it is called: “a third”, “about a third”
    Qualifier.LESS_THAN: (Fraction(22, 25), Fraction(1)),
    Qualifier.AT_MOST: (Fraction(22, 25), Fraction(1)),
    Qualifier.MORE_THAN: (Fraction(1), Fraction(28, 25)),
    Qualifier.AT_LEAST: (Fraction(1), Fraction(28, 25)),
    Qualifier.APPROX: (Fraction(47, 50), Fraction(53, 50)),
}
_TURNS = {Direction.UP: 1, Direction.DOWN: -1}
_CALLED = (Fraction(39, 40), Fraction(41, 40))


@dataclass(frozen=True, slots=True)
class Derived:
    """A formula that gives the claim's value, its operands.

    And whether a word of the claim announces the computation.
    """

    formula: str
    operands: tuple[int, ...]
    operation: str
    announced: bool


@dataclass(frozen=True, slots=True)
class _Goal:
    """The values that a claim as printed and hedged can stand for, and what it measures."""

    value: Fraction
    low: Fraction
    high: Fraction
    sort: str
    hedged: bool
    turn: int
    spoken: bool = False


def derive(
    draft: Draft, index: Index, rings: Sequence[Sequence[int]], words: str, moved: Collection[str] = ()
) -> Derived | None:
    """The first believable formula over the rings of related mentions, nearest ring first; None without one.

    ``words`` is what the claim says around the number: it may announce the operation. ``moved`` tells the
    rise or fall that it speaks of.
    """
    claim = draft.quantity
    if exact(claim.value) is None or claim.kind not in FIGURES or claim.value_high is not None:
        return None
    if claim.kind is Kind.RATIO and (found := _paired(draft, index, rings)) is not None:
        return found
    goals = _goals(draft, moved)
    for ring in rings if goals else ():
        operands = list(islice(_operands(ring, index, claim), MOST_OPERANDS))
        for goal in goals:
            announced = _announced(words, draft.passage.lang, goal, moved)
            if (found := _believable(goal, operands, announced)) is not None:
                return found
    return None


def _believable(goal: _Goal, operands: Sequence[Operand], announced: frozenset[str]) -> Derived | None:
    """The formula over some operands that is no accident; None without one."""
    target, (sized,) = common(goal.value, goal.low, goal.high, [operands], hedged=goal.hedged, turn=goal.turn)
    found = results(goal.sort, sized, target.whole)
    fitting = [r for r in found if target.hit(r)]
    told = [r for r in fitting if r.operation in announced]
    if told and _chance((r for r in found if r.operation in announced), target) <= CHANCE_WITH_CUE:
        return _derived(min(told, key=_size), announced=True)
    plain = [r for r in fitting if r.plain]
    if plain and _chance((r for r in found if r.plain), target) <= CHANCE_PLAIN:
        return _derived(min(plain, key=_size), announced=False)
    near = [r for r in fitting if not r.remote]
    if near and _chance((r for r in found if not r.remote), target) <= CHANCE_WITHOUT:
        return _derived(min(near, key=_size), announced=False)
    return None


def _size(result: Result) -> int:
    return len(result.numbers)


def _derived(result: Result, *, announced: bool) -> Derived:
    return Derived(result.formula, result.numbers, result.operation, announced)


def _goals(draft: Draft, moved: Collection[str]) -> list[_Goal]:
    """What a formula must come to: the number as printed, then what its hedge allows.

    A fraction in words (``a third of``) is a share.
    """
    claim, bound = draft.quantity, draft.mention.qualifier
    value = exact(claim.value) or Fraction(0)
    told = draft.mention.direction
    turn = _TURNS[told] if told is not None else ("up" in moved) - ("down" in moved)
    spoken = claim.kind is Kind.CARDINAL and claim.ulp is None
    if spoken or claim.kind is Kind.RATIO:
        if not 0 < value < 1 or value.denominator > FINEST:
            return []
        low, high = _SLACK.get(bound, _CALLED)
        share = 100 * value
        return [_Goal(share, share * low, share * high, "share", hedged=True, turn=turn, spoken=True)]
    unit, sort = exact(claim.ulp) or Fraction(1), unit_class(claim)
    printed = _Goal(value, value - unit / 2, value + unit / 2, sort, hedged=False, turn=turn)
    if bound not in HEDGES:
        return [printed, replace(printed, sort="points")] if in_points(claim) else [printed]
    rough = significant_unit(value, unit)
    low = value if bound in LOWER else value - (rough if bound in UPPER else rough / 2)
    high = value if bound in UPPER else value + (rough if bound in LOWER else rough / 2)
    hedged = _Goal(value, low, high, sort, hedged=True, turn=turn)
    return [printed, hedged] if bound is Qualifier.APPROX else [hedged]


def named_sum(draft: Draft, index: Index, lists: Iterable[Sequence[Sequence[int]]]) -> Derived | None:
    """The sum of the things that a claim names one by one (``tổng A và B``); None without one.

    Each list holds, for every thing named, the mentions that may be its figure.
    """
    claim = draft.quantity
    value, unit = exact(claim.value), exact(claim.ulp) or Fraction(1)
    if value is None or claim.value_high is not None:
        return None
    for groups in lists:
        operands = [_operands(group, index, claim) for group in groups]
        target, choices = common(value, value - unit / 2, value + unit / 2, operands)
        if prod(map(len, choices)) > MOST_SUMS:
            continue
        sums = [total(row, target.whole) for row in product(*choices) if apart(row)]
        fitting = [s for s in sums if s.top == target.size]
        if fitting and (len(sums) == 1 or _chance(sums, target) <= CHANCE_WITH_CUE):
            return _derived(fitting[0], announced=True)
    return None


def _chance(found: Iterable[Result], target: Target) -> Fraction:
    """The share of the values from a third to three times the claim that some formula hits."""
    size, unit, whole = abs(target.size), target.high - target.low, target.whole
    if size == 0:
        return Fraction(1)
    sign = 1 if target.size > 0 else -1
    hits = {
        (2 * r.top * whole + r.bottom * unit) // (2 * r.bottom * unit)
        for r in found
        if size * r.bottom <= 3 * sign * r.top * whole and r.top * whole * sign <= 3 * size * r.bottom
    }
    slots = Fraction(8 * size, 3 * unit)
    return min(Fraction(1), Fraction(len(hits)) / slots) if slots >= 1 else Fraction(1)


def _announced(words: str, lang: str, goal: _Goal, moved: Collection[str]) -> frozenset[str]:
    """Operations that some word announces, or the unit itself."""
    key = fold(words).key
    found = {operation for operation in subject_words(lang).cues if cue(operation, lang).search(key)}
    if moved or goal.turn or goal.sort == "points":
        found |= {"difference", "growth"}
    if goal.sort == "multiple":
        found.add("multiple")
    if goal.spoken:
        found |= {"share", "called"}
    if goal.sort == "share" and goal.hedged:
        found.add("share")
    if "attainment" in found:
        found |= {"complement", "excess"}
    if "complement" in found:
        found.add("difference")
    return frozenset(found)


def _operands(ring: Iterable[int], index: Index, claim: Quantity) -> Iterator[Operand]:
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
                yield Operand(number, part, text, "count")
        else:
            sort = unit_class(mention.quantity)
            for value, _ in values_of(mention)[:1]:
                yield Operand(number, _in_unit(value, mention.quantity, claim), mention.text, sort)


def _in_unit(value: Fraction, quantity: Quantity, claim: Quantity) -> Fraction:
    """The amount in the claim's unit where both are measures of one dimension, else as it stands."""
    there, here = quantity.unit_key, claim.unit_key
    if not there or not here or there == here:
        return value
    return convert(value, there, here) or value


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
            numbers = left.number, right.number
            return Derived(f"{left.shown} / {right.shown}", numbers, "share", announced=False)
    return None
