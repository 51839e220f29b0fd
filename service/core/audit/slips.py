"""Slips of the pen: a digit changed, two neighbours swapped, a digit dropped or doubled.

A misfit that one such slip explains is seldom chance: of the numbers with three digits about one in thirty
is a slip away from a given one. So a slip makes a doubtful misfit sure, where the figure has digits enough.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import ceil, floor

from service.core.audit.sheet import Figure

TELLING = 3  # digits from which a slip is no chance


def one_digit_apart(one: str, other: str) -> bool:
    """True for two numbers that differ by one digit or two swapped ones.

    >>> one_digit_apart("39", "38"), one_digit_apart("132", "123"), one_digit_apart("39", "170")
    (True, True, False)
    """
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return len(longer) - len(shorter) == 1 and any(
            longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
        )
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or are_swapped(one, other)


def are_swapped(one: str, other: str) -> bool:
    """True for two numbers that differ by two neighbours swapped.

    >>> are_swapped("132", "123"), are_swapped("132", "231"), are_swapped("13", "12")
    (True, False, False)
    """
    odd = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or len(odd) != 2 or odd[1] != odd[0] + 1:
        return False
    return one[odd[0]] == other[odd[1]] and one[odd[1]] == other[odd[0]]


def is_slip(figure: Figure, right: Fraction, least: int = TELLING) -> bool:
    """True where a figure of ``least`` digits is one slip away from the right value, printed as finely."""
    said, wanted = digits(figure.value, figure.ulp), digits(right, figure.ulp)
    return right > 0 and len(said) >= least and one_digit_apart(said, wanted)


def digits(value: Fraction, ulp: Fraction) -> str:
    """The digits of a number as it would be printed, in units of its last place.

    >>> digits(Fraction("96.3"), Fraction("0.01")), digits(Fraction(412000), Fraction(1000))
    ('9630', '412')
    """
    whole = 2 * value.denominator * ulp.numerator
    return str((2 * abs(value.numerator) * ulp.denominator + whole // 2) // whole)


def slipped(whole: Figure, parts: Sequence[Figure], least: int = TELLING) -> bool:
    """True where one slip in the whole or in one part explains why the parts miss the whole."""
    total = sum((p.value for p in parts), Fraction(0))
    if is_slip(whole, total, least):
        return True
    return any(is_slip(part, whole.value - total + part.value, least) for part in parts)


def leaves_one_out(whole: Figure, parts: Sequence[Figure]) -> bool:
    """True where the whole is what all parts but one add up to, of three parts or more."""
    off = sum((p.value for p in parts), Fraction(0)) - whole.value
    return len(parts) > 2 and any(p.value == off for p in parts)


def neighbours(said: int) -> frozenset[int]:
    """The numbers of as many digits that one changed digit or two swapped ones make of another.

    >>> sorted(neighbours(12))
    [10, 11, 13, 14, 15, 16, 17, 18, 19, 21, 22, 32, 42, 52, 62, 72, 82, 92]
    """
    least = 10 ** (len(str(said)) - 1)
    return frozenset(other for other in swapped_or_changed(said, 0) if other >= least)


def swapped_or_changed(said: int, places: int) -> frozenset[int]:
    """The numbers that one changed digit or two swapped ones make of another with so many decimals.

    >>> 705 in swapped_or_changed(75, 2), 57 in swapped_or_changed(75, 0)
    (True, True)
    """
    told = str(abs(said)).zfill(places + 1)
    spots = range(len(told))
    found = {told[:i] + new + told[i + 1 :] for i in spots for new in "0123456789"}
    found.update(told[:i] + told[i + 1] + told[i] + told[i + 2 :] for i in spots[:-1])
    return frozenset(int(other) for other in found) - {said, 0}


def dropped_or_added(said: int, places: int) -> frozenset[int]:
    """The numbers that one digit dropped or added, or a misplaced separator makes of another.

    >>> 912 in dropped_or_added(1912, 0), 40 in dropped_or_added(4, 1), 88 in dropped_or_added(8, 0)
    (True, True, True)
    """
    told = str(abs(said)).zfill(places + 1)
    spots = range(len(told) + 1)
    found = {told[:i] + new + told[i:] for i in spots for new in "0123456789"}
    found.update(told[:i] + told[i + 1 :] for i in spots if len(told) > 1)
    return frozenset(int(other) for other in found) - {said, 0}


def carried_far(said: int, places: int) -> frozenset[int]:
    """The numbers that two digits swapped over others, or a separator moved, makes of another.

    >>> sorted(carried_far(418, 1))
    [814, 4180, 41800]
    """
    told = str(abs(said)).zfill(places + 1)
    spots = [(i, j) for j in range(2, len(told)) for i in range(j - 1)]
    found = {told[:i] + told[j] + told[i + 1 : j] + told[i] + told[j + 1 :] for i, j in spots}
    moved = {said * 10, said * 100} | {said // ten for ten in (10, 100) if said % ten == 0}
    return (frozenset(map(int, found)) | moved) - {said, 0}


def slips_of(said: int, *, places: int = 0) -> frozenset[int]:
    """The numbers that one slip of any kind makes of another with so many decimals.

    >>> 912 in slips_of(1912), 705 in slips_of(75, places=2), 57 in slips_of(75)
    (True, True, True)
    """
    return swapped_or_changed(said, places) | dropped_or_added(said, places)


_KEYED, _COUNTED, _CARRIED = Fraction(17, 20), Fraction(1, 10), Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Misprints:
    """What one slip may make of a number, in order, and how likely it makes each; ``upto`` adds that up."""

    numbers: Sequence[int]
    upto: Sequence[Fraction]

    def within(self, least: Fraction, most: Fraction) -> Fraction:
        """How likely a slip makes one of the numbers between two ends."""
        first, last = bisect_left(self.numbers, ceil(least)), bisect_right(self.numbers, floor(most))
        return self.upto[last] - self.upto[first] if first < last else Fraction(0)


@lru_cache(maxsize=2048)
def misprints(said: int, places: int) -> Misprints:
    """The numbers that one slip makes of another, by how likely each sort of slip is and how many it makes.

    >>> misprints(406, 1).within(Fraction(460), Fraction(460)) > misprints(406, 1).within(
    ...     Fraction(408), Fraction(408)
    ... )
    True
    """
    told = str(said).zfill(places + 1)
    spots = range(len(told))
    swapped = {int(told[:i] + told[i + 1] + told[i] + told[i + 2 :]) for i in spots[:-1]} - {said, 0}
    swaps = _KEYED * (len(told) - 1) / (2 * len(told) - 1)
    sorts = (
        (swaps, swapped),
        (_KEYED - swaps, swapped_or_changed(said, places) - swapped),
        (_COUNTED, dropped_or_added(said, places)),
        (_CARRIED, carried_far(said, places)),
    )
    chances: dict[int, Fraction] = {}
    for chance, numbers in sorts:
        for number in numbers:
            chances[number] = chances.get(number, Fraction(0)) + chance / len(numbers)
    ordered = sorted(chances)
    return Misprints(ordered, [Fraction(0), *accumulate(chances[n] for n in ordered)])
