"""Figures that the digest computed: sums, differences, shares, growth, complements, averages, multiples.

Only figures that are related to the claim are tried, the closest first. Among many formulas one fits by
accident sooner or later; the chance of that is the share of all values the claim could have had that some
formula hits. A word that announces the computation (``tổng``, ``chiếm``, ``average``) leaves only formulas of
that kind; without one the formula must be plain, or the chance very small.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations, islice, product
from math import prod
from typing import NamedTuple

from service.core.check.context import cue, subject_words
from service.core.check.formulas import Operand, Result, Target, apart, common, results, total
from service.core.check.index import FIGURES, Index, unit_class, values_of
from service.core.check.match import HEDGES, LOWER, UPPER, in_points
from service.core.check.standing import standing
from service.core.claims import Draft
from service.core.figures import decimal_of
from service.core.rounding import significant_unit
from service.core.subjects import BEFORE, MOVE, NOW
from service.core.text import fold
from service.core.types import Direction, Kind, Mention, Qualifier, Quantity, exact
from service.core.units import convert, dimension

MOST_OPERANDS = 24  # related figures that formulas are made of
MOST_COMPANIES = 64  # columns, lists and sentences, the longest first, whose figures are added up
MOST_SUMS = 4096  # ways to choose the figures of a sum whose parts are named
FINEST = 10  # parts up to which a ratio is a way to speak (``9/10``) and no count of its own
CHANCE_WITH_CUE = Fraction(1, 8)
CHANCE_PLAIN = Fraction(1, 30)
CHANCE_WITHOUT = Fraction(1, 60)
CHANCE_APART = Fraction(1, 40)  # of the distance of two figures
CHANCE_NAMED = Fraction(1, 5)
CHANCE_SURE = Fraction(1, 20)  # of an announced formula that explains better than a slip of a digit
CHANCE_UNTOLD = Fraction(1, 60)  # of a formula that is not announced
LEAST = 20  # percent of a claim's words that the operands of any formula must have near, and
NAMED = 45  # percent of a claim's words that the operands of a formula must have near, together
STATED = 30  # percent points by which a formula gains where the claim's sentence states an operand
_SLACK = {  # how far a share is from the fraction that it is called: “a third”, “about a third”
    Qualifier.LESS_THAN: (Fraction(22, 25), Fraction(1)),
    Qualifier.AT_MOST: (Fraction(22, 25), Fraction(1)),
    Qualifier.MORE_THAN: (Fraction(1), Fraction(28, 25)),
    Qualifier.AT_LEAST: (Fraction(1), Fraction(28, 25)),
    Qualifier.APPROX: (Fraction(47, 50), Fraction(53, 50)),
}
MONTHS = Fraction(3)  # of a quarter
LONGEST_WAY = 60  # characters from a whole to the part of it that is told behind it
HEDGED = 8  # characters before a multiple within which its hedge stands, if it is not within
_MORE = re.compile(r"(?<!\w)(?:hơn|trên|over|more than)(?!\w)")
_LESS = re.compile(r"(?<!\w)(?:gần|xấp xỉ|almost|nearly)(?!\w)")
_COMPARING = frozenset({"difference", "compared", "growth", "complement"})
_WAY = re.compile(r"(?:from|từ) $", re.IGNORECASE)
_ENDED = re.compile(r"[.;\n]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHARES = frozenset({"share", "points"})
_MEASURED = frozenset({Kind.MEASURE, Kind.DURATION, Kind.MONEY, Kind.RATE})
_TURNS: Mapping[Direction | None, int] = {Direction.UP: 1, Direction.DOWN: -1}
_CALLED = (Fraction(39, 40), Fraction(41, 40))
_LOOSE = Fraction(9, 10), Fraction(11, 10)  # “nearly a third”, where the words leave little else to mean


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


@dataclass(frozen=True, slots=True)
class Theme:
    """What a claim says beside its number: its clause, the rise or fall that it speaks of, its known words.

    ``known`` holds (word, nearness, rarity); ``stated`` are the mentions that its sentence states as well,
    ``clause`` the rise or fall that its clause as a whole speaks of; ``slip`` is true where a
    slip of a digit explains the claim, too.
    """

    words: str
    moved: Collection[str] = ()
    known: Sequence[tuple[str, int, int]] = ()
    stated: Set[int] = frozenset()
    clause: Collection[str] = ()
    slip: bool = False

    def score(self, numbers: Iterable[int], index: Index) -> int:
        """Percent of the claim's words that stand near one of some mentions, and more for those it states."""
        contexts = [index.contexts[n].words for n in numbers]
        whole = sum(near * rarity for _, near, rarity in self.known)
        met = sum(
            rarity * min(near, max(there.get(word, 0) for there in contexts))
            for word, near, rarity in self.known
        )
        share = 100 * met // whole if whole else LEAST
        return share + STATED * any(n in self.stated for n in numbers)


def derive(draft: Draft, index: Index, rings: Sequence[Sequence[int]], theme: Theme) -> Derived | None:
    """The first believable formula over the rings of related mentions, nearest ring first; None without one.

    Last the formula whose operands the claim's own words name.
    """
    claim = draft.quantity
    if exact(claim.value) is None or claim.kind not in FIGURES or claim.value_high is not None:
        return None
    if claim.kind is Kind.RATIO and (found := _paired(draft, index, rings)) is not None:
        return found
    goals = _goals(draft, theme.moved)
    spoken = [(goal, _announced(theme.words, draft.passage.lang, goal, theme.moved)) for goal in goals]
    for ring in rings if goals else ():
        operands = list(islice(_operands(ring, index, claim), MOST_OPERANDS))
        for goal, announced in spoken:
            found = _believable(goal, operands, announced, index)
            if found is not None and (found.announced or not theme.slip):
                return found
    related = sorted(islice(dict.fromkeys(n for ring in rings for n in ring), MOST_OPERANDS))
    operands = [_loosely(o, claim, index) for o in _operands(related, index, claim)]
    for goal, announced in spoken:
        loose = _loose(goal, claim, theme)
        if (found := _named(loose, operands, announced, theme, index)) is not None:
            return found
    return None


def _loose(goal: _Goal, claim: Quantity, theme: Theme) -> _Goal:
    """What a claim stands for where its whole clause tells of a rise or fall, and a rate is an amount."""
    turn = goal.turn or ("up" in theme.clause) - ("down" in theme.clause)
    return replace(goal, sort=_sort(claim) if goal.sort == unit_class(claim) else goal.sort, turn=turn)


def _loosely(operand: Operand, claim: Quantity, index: Index) -> Operand:
    """A figure with what a rate is so much of, and with the rise or fall that it is, if it is one.

    One without a unit may count what the claim counts; points may be those of a score.
    """
    mention, context = index.mentions[operand.number], index.contexts[operand.number]
    told = context.poles.get(MOVE, frozenset()) if MOVE in context.named else frozenset()
    turn = _TURNS.get(mention.direction, ("up" in told) - ("down" in told))
    if turn and standing(index.reader, operand.number).what in (NOW, BEFORE):
        turn = 0  # an end of the way that something went
    sort = _sort(mention.quantity) if mention.kind is Kind.RATE else operand.sort
    if mention.kind is Kind.CARDINAL and mention.quantity.unit is None and claim.kind in _MEASURED:
        sort = _sort(claim)
    if sort == "point" and claim.kind is Kind.CARDINAL:
        sort = "count"
    return operand._replace(sort=sort, turn=turn)


def _named(
    goal: _Goal, operands: Sequence[Operand], announced: frozenset[str], theme: Theme, index: Index
) -> Derived | None:
    """The formula whose operands the claim's words name best, of an announced kind; None without one.

    The chance is that of the formulas whose operands are named as well. Where it is very small, any kind will
    do.
    """
    target, (sized,) = common(goal.value, goal.low, goal.high, [operands], hedged=goal.hedged, turn=goal.turn)
    found = [
        r for r in results(goal.sort, sized, target.whole) if all(o.value != goal.value for o in r.operands)
    ]  # a figure that a formula leaves as it is needs none
    if not any(map(target.hit, found)):
        return None
    scores = {numbers: theme.score(numbers, index) for numbers in {r.numbers for r in found}}
    kinds = announced | _natural(goal, announced)
    told = [(r.operation if r.operation in kinds else "", r) for r in found if _told(r, kinds, theme)]
    best = _likeliest(told, scores, target)
    if best is not None and best.chance <= (CHANCE_NAMED if _close(best, theme) else CHANCE_UNTOLD):
        return _derived(best.result, announced=best.chance <= CHANCE_SURE)
    plain = [(r.operation, r) for r in found if not r.remote and _likely(r, theme, index)]
    best = _likeliest(plain, scores, target)
    if best is not None and best.score >= NAMED and best.chance <= CHANCE_UNTOLD:
        return _derived(best.result, announced=False)
    return None


def _close(best: _Named, theme: Theme) -> bool:
    """True for a formula whose operands the claim names, or a sum of figures that its sentence states."""
    summed = best.result.operation == "sum" and theme.stated >= set(best.result.numbers)
    return best.score >= NAMED or summed


def _told(result: Result, kinds: Collection[str], theme: Theme) -> bool:
    """True for a formula of an announced kind, or a sum or rest of what the claim's sentence states too."""
    stated = result.operation in ("sum", "difference") and theme.stated >= set(result.numbers)
    return result.operation in kinds or (stated and len(result.numbers) > 1)


def _likely(result: Result, theme: Theme, index: Index) -> bool:
    """True for what a claim may state without saying so: no change, no complement that a slip explains."""
    if result.operation == "complement":
        return not theme.slip
    return result.operation != "difference" or _rest(result, index)


def _rest(result: Result, index: Index) -> bool:
    """True for a whole less the part of it that is told right behind it (``540, of whom 324``)."""
    whole, part = (index.mentions[o.number] for o in result.operands)
    between = fold(index.text[whole.end : part.start]).key
    close = 0 <= part.start - whole.end <= LONGEST_WAY and not _ENDED.search(between)
    return close and cue("part", index.lang).search(between) is not None


class _Named(NamedTuple):
    """A fitting formula, how well its operands are named, and the chance of one that is named as well."""

    result: Result
    score: int
    chance: Fraction


def _unlikely(named: _Named) -> tuple[Fraction, int]:
    return named.chance, -named.score


def _likeliest(
    found: Iterable[tuple[str, Result]], scores: Mapping[tuple[int, ...], int], target: Target
) -> _Named | None:
    """The fitting formula that is least an accident among those of its kind that are named as well."""
    kinds: dict[str, list[Result]] = {}
    for kind, result in found:
        kinds.setdefault(kind, []).append(result)
    best = [named for group in kinds.values() if (named := _best(group, scores, target)) is not None]
    return min(best, key=_unlikely, default=None)


def _best(found: Sequence[Result], scores: Mapping[tuple[int, ...], int], target: Target) -> _Named | None:
    """The fitting formula whose operands are named best."""
    fitting = [r for r in found if target.hit(r) and scores[r.numbers] >= LEAST]
    if not fitting:
        return None
    best = max(fitting, key=lambda r: (scores[r.numbers], -_size(r)))
    least = scores[best.numbers]
    return _Named(best, least, _chance((r for r in found if scores[r.numbers] >= least), target))


def _natural(goal: _Goal, announced: frozenset[str]) -> frozenset[str]:
    """The operations that a number of a sort comes from without a word for just that one."""
    found = {"share": {"share"}, "points": {"difference"}}.get(goal.sort, set())
    if "compared" in announced or goal.turn:
        found |= {"difference", "growth", "multiple", "excess"}
    if "joined" in announced:
        found.add("sum")
    return frozenset(found)


def _believable(
    goal: _Goal, operands: Sequence[Operand], announced: frozenset[str], index: Index
) -> Derived | None:
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
    compares = bool(announced & _COMPARING) or goal.turn != 0
    near = [r for r in fitting if not r.remote and (compares or not _change(r, index))]
    chance = _chance((r for r in found if not r.remote), target)
    limits = {r.operation: CHANCE_APART if r.operation == "difference" else CHANCE_WITHOUT for r in near}
    near = [r for r in near if chance <= limits[r.operation]]
    if near:
        return _derived(min(near, key=_size), announced=False)
    return None


def _change(result: Result, index: Index) -> bool:
    """True for the distance from an earlier level to the next, which is no level itself."""
    numbers = result.numbers if result.operation == "difference" else ()
    return any(standing(index.reader, number).what == BEFORE for number in numbers)


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
        share, slacks = 100 * value, [_SLACK.get(bound, _CALLED)]
        slacks += [_LOOSE] if bound is Qualifier.APPROX else []
        return [
            _Goal(share, share * low, share * high, "share", hedged=True, turn=turn, spoken=True)
            for low, high in slacks
        ]
    unit, sort = exact(claim.ulp) or Fraction(1), unit_class(claim)
    if claim.kind is Kind.MULTIPLE:
        unit = unit if claim.ulp is not None else value / 10  # “double”
        text, mention = draft.passage.text.canonical, draft.mention
        said = fold(text[max(0, mention.start - HEDGED) : mention.end]).key
        more, less = _MORE.search(said) is not None, _LESS.search(said) is not None
        step = unit if claim.ulp is not None else value / 4
        if more or less:
            return [_Goal(value, value - less * step, value + more * step, sort, hedged=True, turn=turn)]
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


def sum_together(draft: Draft, index: Index, sizes: Iterable[int]) -> Derived | None:
    """The sum of so many figures of one column, list or sentence, where hardly any other value is one.

    For things that the source calls otherwise (``Mangrove restoration`` in a Vietnamese report).
    """
    claim = draft.quantity
    value, unit = exact(claim.value), exact(claim.ulp) or Fraction(1)
    if value is None or claim.value_high is not None:
        return None
    sorts = (unit_class(claim),) if claim.unit else [s for s in index.companies if s not in _SHARES]
    together = chain.from_iterable(index.companies.get(sort, ()) for sort in sorts)
    groups = [_operands(company, index, claim) for company in islice(together, MOST_COMPANIES)]
    target, choices = common(value, value - unit / 2, value + unit / 2, groups)
    for size in sizes:
        rows = chain.from_iterable(combinations(choice, size) for choice in choices)
        sums = [total(row, target.whole) for row in islice(rows, MOST_SUMS) if apart(row)]
        fitting = [s for s in sums if s.top == target.size]
        if fitting and _chance(sums, target) <= CHANCE_WITHOUT:
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
    if _YEAR.search(key):
        found.add("base")
    if moved or goal.turn or goal.sort == "points":
        found |= {"difference", "growth"}
    if goal.sort == "multiple":
        found.add("multiple")
    if goal.spoken:
        found |= {"share", "called"}
    if goal.sort == "share" and goal.hedged:
        found.add("share")
    if "attainment" in found:
        found |= {"complement", "excess", "base"}
    if "complement" in found:
        found.add("difference")
    return frozenset(found)


def _operands(ring: Iterable[int], index: Index, claim: Quantity) -> Iterator[Operand]:
    """The numbers of a ring: figures, and both parts of ratios."""
    for number in ring:
        mention: Mention = index.mentions[number]
        if mention.quantity.unit_key == "quarter" and mention.kind is Kind.ORDINAL:
            yield Operand(number, MONTHS, mention.text, "calendar")
        if mention.kind not in FIGURES:
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
            way = (
                mention.value_high is not None
                and _WAY.search(index.text[max(0, mention.start - HEDGED) : mention.start]) is not None
            )
            ends = [value for value, part in values_of(mention) if part != "reading"] if way else []
            ends = ends or [value for value, _ in values_of(mention)[: mention.value_high is None]]
            for value in ends:
                written_end = mention.text if len(ends) == 1 else decimal_of(value)
                yield Operand(number, _in_unit(value, mention.quantity, claim), written_end, sort)


def _sort(quantity: Quantity) -> str:
    """What a number measures; a rate is so much of something for each of another, as a mean or a price is.

    >>> _sort(Quantity(Kind.RATE, "4", unit="$/share", unit_key="USD_per_share"))
    'money:USD'
    """
    top, per, _ = (quantity.unit_key or "").partition("_per_")
    if quantity.kind is not Kind.RATE or not per or top.startswith("percent"):
        return unit_class(quantity)
    if top.isupper():
        return f"money:{top}"
    return "count" if dimension(top) == top else dimension(top)


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
