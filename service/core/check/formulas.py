"""What can be computed from some related figures, by what the result is to measure.

Values are whole numbers over the common denominator of the search, so that thousands of formulas cost little.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, permutations
from math import lcm
from typing import NamedTuple

LONGEST_SUM = 8  # figures in a row that are added up
CLOSE = 3  # numbers from one to the next within which a change is told beside its level
MOST_REMOTE = 10  # figures up to which products and chains of differences are tried
_RELATIVE = ("share", "points", "multiple")


class Operand(NamedTuple):
    """A figure in a formula; ``size`` is its value times the common denominator of the search.

    ``turn``: 1 for a rise, -1 for a fall, 0 where none is told.
    """

    number: int
    value: Fraction
    shown: str
    sort: str
    turn: int = 0
    size: int = 0


class Result(NamedTuple):
    """What a formula gives, as a fraction with a positive bottom; words are made of it only where it fits.

    ``plain`` for what a reader does in the head: what is left of a share or between two neighbours, the sum
    of a whole list. ``remote`` for what only an announcement makes likely. ``turn``: 1 for a rise, -1 for a
    fall, 0 for what is neither.
    """

    top: int
    bottom: int
    operation: str
    shape: str
    operands: tuple[Operand, ...]
    plain: bool = False
    remote: bool = False
    turn: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The mentions that a formula is made of; both parts of a ratio are one mention."""
        return tuple(dict.fromkeys(o.number for o in self.operands))

    @property
    def formula(self) -> str:
        """The formula as a person writes it."""
        shown = [o.shown for o in self.operands]
        match shape := self.shape:
            case "mean":
                return f"({' + '.join(shown)}) ÷ {len(shown)}"
            case "growth":
                first, second = shown if self.operands[0].value > self.operands[1].value else reversed(shown)
                return f"({first} − {second}) ÷ {shown[1]}"
            case "complement":
                return f"100% − {shown[0]}"
            case "excess":
                return f"{shown[0]} − 100%"
            case "beyond":
                return f"100% + {shown[0]}"
            case "rest":
                return f"(100% − {shown[0]}) × {shown[1]}"
            case "base" | "base down":
                return f"{shown[1]} ÷ (100% {'−' if shape == 'base down' else '+'} {shown[0]})"
            case "whole" | "whole down":
                return f"{shown[1]} ÷ (1 {'−' if shape == 'whole down' else '+'} {shown[0]})"
            case "left":
                return f"100% − {' − '.join(shown)}"
            case "step" | "step down":
                return f"{shown[0]} ÷ ({shown[1]} {'+' if shape == 'step down' else '−'} {shown[0]})"
            case _:
                return f" {shape} ".join(shown)


class Target(NamedTuple):
    """The value that a claim states, and the least and greatest that it stands for, times ``whole``."""

    size: int
    low: int
    high: int
    whole: int
    hedged: bool
    turn: int

    def hit(self, result: Result) -> bool:
        """True where the computed value rounds to the claim as printed; a whole one is not rounded."""
        if result.turn * self.turn < 0 or (result.operation == "growth" and result.turn < min(0, self.turn)):
            return False
        there = result.top * self.whole
        if there == self.size * result.bottom:
            return True
        inside = self.low * result.bottom <= there <= self.high * result.bottom
        return inside and (self.hedged or result.top % result.bottom != 0)


def common(
    value: Fraction,
    low: Fraction,
    high: Fraction,
    groups: Iterable[Iterable[Operand]],
    *,
    hedged: bool = False,
    turn: int = 0,
) -> tuple[Target, list[list[Operand]]]:
    """The claim and the operands as whole numbers, by their common denominator."""
    found = [list(group) for group in groups]
    bounds = value.denominator, low.denominator, high.denominator
    whole = lcm(*bounds, *(o.value.denominator for g in found for o in g))
    sized = [[o._replace(size=_times(o.value, whole)) for o in group] for group in found]
    return Target(_times(value, whole), _times(low, whole), _times(high, whole), whole, hedged, turn), sized


def _times(value: Fraction, whole: int) -> int:
    return value.numerator * (whole // value.denominator)


def results(sort: str, operands: Sequence[Operand], whole: int) -> list[Result]:
    """Everything that the formulas of a claim's class give over the operands."""
    same = [o for o in operands if o.sort == sort]
    match sort:
        case "share":
            found = [*_shares(operands, whole), *_sums(same, whole), *_shifted(same, operands, whole)]
            return [*found, *_steps(operands), *_left(same, whole)]
        case "points":
            shares = [o for o in operands if o.sort == "share"]
            return [*_sums(shares, whole), *_differences(shares, whole)]
        case "multiple":
            levels = [o for o in operands if o.sort not in ("points", "multiple")]
            pairs = permutations(levels, 2)
            return [_ratio(a, b, "multiple") for a, b in pairs if a.sort == b.sort and b.size]
        case _:
            found = [*_sums(same, whole), *_differences(same, whole), *_averages(same, operands, whole)]
            found += _bases(same, operands, whole)
            if len(operands) <= MOST_REMOTE:
                found += (*_parts(same, operands, whole), *_chains(same, whole))
            return found


def _neighbours(a: Operand, b: Operand) -> bool:
    return abs(a.number - b.number) <= 1


def _close(a: Operand, b: Operand) -> bool:
    return abs(a.number - b.number) <= CLOSE


def _shares(operands: Sequence[Operand], whole: int) -> Iterator[Result]:
    """Shares, what is left of them or goes beyond them, and growth, in percent."""
    plain = [o for o in operands if o.sort not in (*_RELATIVE, "calendar", "time")]
    for a, b in permutations(plain, 2):
        if a.sort == b.sort and b.size and a.size != b.size:
            sign = 1 if b.size > 0 else -1
            top, bottom = 100 * a.size * sign, b.size * sign
            operation = "share" if top < 100 * bottom else "attainment"
            yield Result(
                top, bottom, operation, "÷", (a, b), plain=operation == "share" and _neighbours(a, b)
            )
            turn = 1 if top > 100 * bottom else -1
            yield Result(abs(top - 100 * bottom), bottom, "growth", "growth", (a, b), turn=turn)
    hundred = 100 * whole
    for o in operands:
        if o.sort == "count" and 0 < o.value < 1:
            yield Result(100 * o.size, whole, "share", "=", (o,), plain=True)
        if o.sort == "share":
            yield Result(o.size, whole, "called", "=", (o,), remote=True)
            yield Result(hundred + o.size, whole, "excess", "beyond", (o,), remote=True)
            if 0 < o.size < hundred:
                yield Result(hundred - o.size, whole, "complement", "complement", (o,), plain=True, turn=-1)
            elif o.size > hundred:
                yield Result(o.size - hundred, whole, "excess", "excess", (o,), plain=True, turn=1)


def _shifted(same: Sequence[Operand], operands: Sequence[Operand], whole: int) -> Iterator[Result]:
    """A share before or after a change in points."""
    for share in same:
        for points in operands:
            if points.sort == "points" and points.size:
                pair, plain = (share, points), _neighbours(share, points)
                yield Result(share.size - points.size, whole, "difference", "−", pair, plain=plain)
                yield Result(share.size + points.size, whole, "difference", "+", pair, plain=plain)
                if points.turn and _close(share, points):
                    top, shape = share.size - points.turn * points.size, "−" if points.turn > 0 else "+"
                    yield Result(top, whole, "base", shape, pair, remote=True)


def _bases(same: Sequence[Operand], operands: Sequence[Operand], whole: int) -> Iterator[Result]:
    """What a figure was, or was to be, before the change that is told beside it."""
    for level in same:
        for change in operands:
            if change.number == level.number or not change.turn or change.size <= 0:
                continue
            if not _close(level, change):
                continue
            if change.sort == level.sort and change.size < level.size:
                top, shape = level.size - change.turn * change.size, "−" if change.turn > 0 else "+"
                yield Result(top, whole, "base", shape, (level, change), remote=True)
            if change.sort == "multiple":
                yield Result(level.size, change.size, "base", "÷", (level, change), remote=True)
            part, shape = (100 * whole, "base") if change.sort == "share" else (whole, "whole")
            if change.sort != "share" and not (change.sort == "count" and change.value < 1):
                continue
            if change.turn > 0:
                yield _undone(level, change, part, (part + change.size) * whole, shape)
            elif change.size < part:
                yield _undone(level, change, part, (part - change.size) * whole, f"{shape} down")


def _undone(level: Operand, change: Operand, part: int, bottom: int, shape: str) -> Result:
    """A figure before a relative change."""
    return Result(part * level.size, bottom, "base", shape, (change, level), remote=True)


def _steps(operands: Sequence[Operand]) -> Iterator[Result]:
    """Growth in percent from a level and the change that is told beside it."""
    for change, level in permutations(operands, 2):
        if change.sort != level.sort or change.sort in _RELATIVE or not _close(change, level):
            continue
        if change.turn and 0 < change.size < level.size:
            bottom, shape = level.size - change.turn * change.size, "step" if change.turn > 0 else "step down"
            pair, turn = (change, level), change.turn
            yield Result(100 * change.size, bottom, "growth", shape, pair, remote=True, turn=turn)


def _left(same: Sequence[Operand], whole: int) -> Iterator[Result]:
    """What some shares in a row leave of a hundred percent."""
    for row in _rows(same):
        left = 100 * whole - sum(o.size for o in row)
        if left > 0:
            yield Result(left, whole, "complement", "left", row, remote=True)


def _sums(same: Sequence[Operand], whole: int) -> Iterator[Result]:
    """Figures in a row, and any two, added up."""
    for row in _rows(same):
        yield total(row, whole, plain=len(row) == len(same) > 2)
    yield from (total(pair, whole) for pair in combinations(same, 2))


def _differences(same: Sequence[Operand], whole: int) -> Iterator[Result]:
    """What is between two figures."""
    for a, b in permutations(same, 2):
        if a.size > b.size:
            yield Result(a.size - b.size, whole, "difference", "−", (a, b))


def _averages(same: Sequence[Operand], operands: Sequence[Operand], whole: int) -> Iterator[Result]:
    for row in _rows(same):
        yield Result(sum(o.size for o in row), whole * len(row), "average", "mean", row)
    for a in same:
        for b in operands:
            if b.sort in ("count", "calendar") and b.number != a.number and b.value > 1:
                yield _ratio(a, b, "average")


def _parts(same: Sequence[Operand], operands: Sequence[Operand], whole: int) -> Iterator[Result]:
    """A percentage of a figure, the rest of it, its whole or base; so much for each of so many."""
    hundred = 100 * whole
    for o in operands:
        for b in same:
            if o.sort == "share" and o.size > 0:
                pair, plain = (o, b), _neighbours(o, b)
                yield Result(o.size * b.size, hundred * whole, "share", "×", pair, plain=plain, remote=True)
                yield Result(100 * b.size, o.size, "sum", "÷", (b, o), remote=True)
                yield Result(
                    hundred * b.size, (hundred + o.size) * whole, "attainment", "base", pair, remote=True
                )
                if o.size < hundred:
                    top = (hundred - o.size) * b.size
                    yield Result(top, hundred * whole, "complement", "rest", pair, plain=plain, remote=True)
            elif o.sort == "count" and o.value > 1 and (b.sort != "count" or b.number - o.number == 1):
                yield Result(o.size * b.size, whole * whole, "sum", "×", (o, b), remote=True)


def _chains(same: Sequence[Operand], whole: int) -> Iterator[Result]:
    """A figure less those that follow it: what remains of a whole."""
    for at, first in enumerate(same):
        for size in (2, 3):
            rest = same[at + 1 : at + 1 + size]
            left = first.size - sum(o.size for o in rest)
            if len(rest) == size and left > 0:
                yield Result(left, whole, "difference", "−", (first, *rest), remote=True)


def _ratio(a: Operand, b: Operand, operation: str) -> Result:
    """One figure over another that is not zero."""
    sign = 1 if b.size > 0 else -1
    return Result(a.size * sign, b.size * sign, operation, "÷", (a, b))


def _rows(same: Sequence[Operand]) -> Iterator[tuple[Operand, ...]]:
    """Figures in a row."""
    for size in range(2, min(LONGEST_SUM, len(same)) + 1):
        for at in range(len(same) - size + 1):
            yield tuple(same[at : at + size])


def total(row: tuple[Operand, ...], whole: int, *, plain: bool = False) -> Result:
    """The sum of some figures."""
    return Result(sum(o.size for o in row), whole, "sum", "+", row, plain=plain)


def apart(row: Sequence[Operand]) -> bool:
    """True for figures of different mentions."""
    return len({o.number for o in row}) == len(row)
