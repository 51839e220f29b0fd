"""Which figures of a report may be one, told twice: those near each other, or a slip of the pen apart.

How much two such values tell is counted in half bits, over all the pairs of like figures in some ninety
reports: two swapped neighbours in four digits are twenty times as often a slip as an accident, in three
digits three times less, one changed digit counts only in long figures, and values merely near each other are
nearly always of two things.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction

from service.core.audit.sheet import Figure
from service.core.audit.slips import are_swapped

NEAR = 8  # values closer than one part in so many
SIDE = 5  # like figures on either side of a value that are compared with it
SLIPS = 4  # figures that one slip away from a figure are compared with it, of each kind of slip
LEAST = -40  # half bits of what no words make one
SWAPPED = (LEAST, LEAST, -10, 4, 13, 16)  # half bits by digits, without closing zeros
TURNED = (LEAST, LEAST, LEAST, -10, -6, 13)  # three neighbours in another order
CHANGED = (LEAST, LEAST, -11, -5, 1, 9, 12)  # one digit
DROPPED = (LEAST, LEAST, LEAST, -8, -2, 3)  # one digit of them
MOVED = (LEAST, LEAST, LEAST, -8, -4, 3)  # the decimal point
FAR = 7  # that a slip of the first digit counts less
CLOSE = (LEAST, LEAST, -11, -10)  # near each other, with no slip
OTHER = -18  # any two values


class Index:
    """Figures by unit and value, to find those like one; their values are kept as whole millionths."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures
        self.scaled = {figure.span: _millionths(figure.value) for figure in figures}
        self._ulps = {figure.span: max(1, _millionths(figure.ulp)) for figure in figures}
        self._values: dict[str, list[tuple[int, int]]] = {}
        self._slips: dict[tuple[str, str], list[int]] = {}
        for i, figure in enumerate(figures):
            value = self.scaled[figure.span]
            self._values.setdefault(figure.unit, []).append((value, i))
            for key in _keys(value):
                self._slips.setdefault((figure.unit, key), []).append(i)
        for values in self._values.values():
            values.sort()

    def size(self, unit: str) -> int:
        """How many figures have a unit."""
        return len(self._values.get(unit, ()))

    def like(self, figure: Figure) -> list[Figure]:
        """The figures of its unit that lie near one or a slip away."""
        value, values = self.scaled[figure.span], self._values[figure.unit]
        here = bisect_left(values, (value, 0))
        low = max(bisect_left(values, (value * (NEAR - 1) // NEAR, 0)), here - SIDE)
        high = min(bisect_right(values, (value * NEAR // (NEAR - 1), 0)), here + SIDE)
        found = dict.fromkeys(i for _, i in values[low:high])
        for key in _keys(value):
            found.update(dict.fromkeys(self._slips[figure.unit, key][:SLIPS]))
        return [self.figures[i] for i in found]

    def kinship(self, one: Figure, other: Figure) -> int:
        """The half bits that two values give for one quantity, told twice; ``LEAST`` where they give none."""
        values = self.scaled[one.span], self.scaled[other.span]
        unit = min(self._ulps[one.span], self._ulps[other.span])
        told, said = (str((2 * value + unit) // (2 * unit)) for value in values)
        return _kinship(told, said, near=abs(values[0] - values[1]) * NEAR <= max(values))


def _kinship(told: str, said: str, *, near: bool) -> int:
    short, long = sorted((number.rstrip("0") for number in (told, said)), key=len)
    close = _of(CLOSE, len(short)) if near else LEAST
    length = len(long)
    if short == long:
        return _of(MOVED, length)
    if len(told) != len(said):
        return _of(DROPPED, len(short)) if _is_dropped(short, long) else close
    if are_swapped(told, said):
        return _of(SWAPPED, length)
    odd = [i for i, (a, b) in enumerate(zip(told, said, strict=True)) if a != b]
    if len(odd) == 1:
        return max(_of(CHANGED, length) - (0 if near else FAR), close)
    if odd[-1] - odd[0] == 2 and sorted(told) == sorted(said) and near:
        return _of(TURNED, length)
    return close


def agree(one: Figure, other: Figure) -> bool:
    """True where the values may be one, or one is the other printed with fewer digits."""
    coarse, fine = sorted((one, other), key=lambda f: f.ulp, reverse=True)
    rounded = coarse.ulp > fine.ulp and abs(coarse.value - fine.value) <= coarse.ulp
    return rounded or one.interval.meets(other.interval)


def _millionths(value: Fraction) -> int:
    """A value as a whole number, which is quicker to compare."""
    return value.numerator * 10**6 // value.denominator


def _keys(value: int) -> list[str]:
    """What the digits of a number have in common with those of every number that one slip makes of them."""
    told = str(value).rstrip("0")
    if len(told) < 2:
        return []
    found = [f"-{told}", f"~{''.join(sorted(told))}"]
    for i in range(len(told)):
        head, tail = told[:i], told[i + 1 :]
        found += (f"{head}*{tail}", f"-{head}{tail}")
    return found


def _of(table: Sequence[int], length: int) -> int:
    return table[min(length, len(table) - 1)]


def _is_dropped(short: str, long: str) -> bool:
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
