"""What a printed number stands for, and how well a computed value fits it, in exact fractions.

A printed number with one unit ``u`` in its last place stands for an interval. Sources: XBRL Calculations 1.1
(rounding and truncation of facts, sums of intervals), GRIM (which percentages can come from a whole count)
and statcheck (widen the input, not the output). Never a binary fraction, never a similarity score.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from service.core.types import Kind, Mention, Qualifier, exact

HUNDRED = Fraction(100)


class Rung(StrEnum):
    """How a printed number fits the computed one, best first."""

    EXACT = "exact"
    NEAREST = "nearest"
    TRUNCATED = "truncated"
    CEILING = "ceiling"
    COMPLEMENT = "complement"
    WITHIN_ULP = "within_ulp"
    INCONSISTENT = "inconsistent"
    UNDECIDABLE = "undecidable"

    @property
    def holds(self) -> bool:
        """True where the printed number is the right one."""
        return self in (Rung.EXACT, Rung.NEAREST)

    @property
    def is_rounding(self) -> bool:
        """True where only the way of rounding is at fault."""
        return self in (Rung.TRUNCATED, Rung.CEILING, Rung.COMPLEMENT, Rung.WITHIN_ULP)


@dataclass(frozen=True, slots=True)
class Interval:
    """The values between ``low`` and ``high``; None is without end, ``open_*`` leaves the end out."""

    low: Fraction | None
    high: Fraction | None
    open_low: bool = False
    open_high: bool = False

    @classmethod
    def point(cls, value: Fraction) -> Interval:
        """The interval of one exact value."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """True for one exact value."""
        return self.low is not None and self.low == self.high

    def meets(self, other: Interval) -> bool:
        """True when both have a value in common.

        >>> Interval(Fraction(1), Fraction(2)).meets(Interval(Fraction(2), None))
        True
        >>> Interval(Fraction(1), Fraction(2)).meets(Interval(Fraction(2), None, open_low=True))
        False
        """
        return not (_before(self, other) or _before(other, self))

    def __contains__(self, value: Fraction) -> bool:
        return self.meets(Interval.point(value))

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.open_low or other.open_low,
            self.open_high or other.open_high,
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.open_high,
            self.open_low,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def times(self, factor: Fraction) -> Interval:
        """The interval with every value multiplied by an exact factor.

        >>> Interval(Fraction(1), Fraction(2)).times(Fraction(-3))
        Interval(low=Fraction(-6, 1), high=Fraction(-3, 1), open_low=False, open_high=False)
        """
        if factor < 0:
            return -self.times(-factor)
        return Interval(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.open_low,
            self.open_high,
        )

    def product(self, other: Interval) -> Interval:
        """Values of both multiplied; the whole line unless both lie above zero.

        >>> Interval(Fraction(2), Fraction(3)).product(Interval(Fraction(4), None))
        Interval(low=Fraction(8, 1), high=None, open_low=False, open_high=False)
        """
        if self.low is None or other.low is None or self.low < 0 or other.low < 0:
            return Interval(None, None)
        return Interval(
            self.low * other.low,
            None if self.high is None or other.high is None else self.high * other.high,
            self.open_low or other.open_low,
            self.open_high or other.open_high,
        )

    def quotient(self, other: Interval) -> Interval:
        """Values of this divided by values of the other; the whole line unless the other lies above zero.

        >>> Interval(Fraction(6), Fraction(8)).quotient(Interval(Fraction(2), Fraction(4)))
        Interval(low=Fraction(3, 2), high=Fraction(4, 1), open_low=False, open_high=False)
        """
        if other.low is None or other.low <= 0:
            return Interval(None, None)
        inverse = Interval(
            Fraction(0) if other.high is None else 1 / other.high,
            1 / other.low,
            other.open_high or other.high is None,
            other.open_low,
        )
        return self.product(inverse)


def _before(left: Interval, right: Interval) -> bool:
    """True when every value of ``left`` is under every value of ``right``."""
    if left.high is None or right.low is None:
        return False
    return left.high < right.low or (left.high == right.low and (left.open_high or right.open_low))


def rounded_interval(value: Fraction, ulp: Fraction) -> Interval:
    """Values that print as ``value`` when rounded to the nearest, both ends in (XBRL round mode).

    >>> rounded_interval(Fraction("15.73"), Fraction("0.01")).low
    Fraction(629, 40)
    """
    return Interval(value - ulp / 2, value + ulp / 2)


def truncated_interval(value: Fraction, ulp: Fraction) -> Interval:
    """Values that print as ``value`` when further digits are cut off (XBRL truncation mode).

    >>> Fraction("96.2963") in truncated_interval(Fraction("96.29"), Fraction("0.01"))
    True
    """
    if value == 0:
        return Interval(-ulp, ulp, open_low=True, open_high=True)
    if value < 0:
        return Interval(value - ulp, value, open_low=True)
    return Interval(value, value + ulp, open_high=True)


def ceiling_interval(value: Fraction, ulp: Fraction) -> Interval:
    """Values that print as ``value`` when rounded up, away from zero.

    >>> Fraction("85.9649") in ceiling_interval(Fraction("85.97"), Fraction("0.01"))
    True
    """
    if value < 0:
        return Interval(value, value + ulp, open_high=True)
    return Interval(value - ulp, value, open_low=True)


def significant_unit(value: Fraction, ulp: Fraction) -> Fraction:
    """One unit of the last digit that is not zero; trailing zeros of a hedged figure are no precision.

    0 for a value that has no last digit, as a fraction in words.

    >>> significant_unit(Fraction(4000), Fraction(1)), significant_unit(Fraction("12.5"), Fraction("0.1"))
    (Fraction(1000, 1), Fraction(1, 10))
    """
    unit = ulp
    while unit and value and value % (unit * 10) == 0:
        unit *= 10
    return unit


def printed_interval(value: Fraction, ulp: Fraction, qualifier: Qualifier = Qualifier.EXACT) -> Interval:
    """What a printed number stands for; a hedge turns ``=`` into an inequality.

    A lower or upper bound keeps the bound itself even for "more than": prose rounds before it hedges.

    >>> printed_interval(Fraction(80), Fraction(1), Qualifier.MORE_THAN)
    Interval(low=Fraction(80, 1), high=None, open_low=False, open_high=False)
    >>> printed_interval(Fraction(4000), Fraction(1), Qualifier.APPROX).low
    Fraction(3000, 1)
    """
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return Interval(value, None)
    if qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return Interval(None, value)
    if qualifier is Qualifier.APPROX:
        slack = significant_unit(value, ulp)
        return Interval(value - slack, value + slack)
    return rounded_interval(value, ulp)


def mention_interval(mention: Mention) -> Interval | None:
    """What a mention's number stands for; None for dates, codes and ratios.

    A whole count without a hedge is exact; a scaled or decimal figure is a rounded one.
    """
    value, ulp = exact(mention.value), exact(mention.quantity.ulp)
    if value is None or ulp is None:
        return None
    if mention.value_high is not None:
        high = exact(mention.value_high)
        return None if high is None else Interval(value - ulp / 2, high + ulp / 2)
    if (
        mention.kind is Kind.CARDINAL
        and mention.qualifier is Qualifier.EXACT
        and mention.quantity.scale == "1"
    ):
        return Interval.point(value)
    return printed_interval(value, ulp, mention.qualifier)


def add(intervals: Iterable[Interval]) -> Interval:
    """The interval of the sum.

    >>> add([rounded_interval(Fraction(v), Fraction("0.01")) for v in ("18.42", "68.42", "13.76")]).low
    Fraction(20117, 200)
    """
    total = Interval.point(Fraction(0))
    for interval in intervals:
        total += interval
    return total


def rung(
    computed: Interval,
    printed: Fraction,
    ulp: Fraction,
    qualifier: Qualifier = Qualifier.EXACT,
    *,
    complements: Iterable[Fraction] = (),
) -> Rung:
    """How a printed number fits a computed one.

    ``complements`` are other printed shares of the same whole: a share printed as 100 minus one of them is a
    complement. A hedged number holds or is inconsistent; an approximate one a little off is undecidable.

    >>> rung(Interval.point(Fraction(2600, 27)), Fraction("96.29"), Fraction("0.01")).value
    'truncated'
    """
    if computed.low is None and computed.high is None:
        return Rung.UNDECIDABLE
    if qualifier is not Qualifier.EXACT:
        return _hedged(computed, printed, ulp, qualifier)
    if computed.is_point and printed in computed:
        return Rung.EXACT
    if computed.meets(rounded_interval(printed, ulp)):
        return Rung.NEAREST
    if computed.meets(truncated_interval(printed, ulp)):
        return Rung.TRUNCATED
    if HUNDRED - printed in complements and computed.meets(_within(printed, ulp)):
        return Rung.COMPLEMENT
    if computed.meets(ceiling_interval(printed, ulp)):
        return Rung.CEILING
    return Rung.WITHIN_ULP if computed.meets(_within(printed, ulp)) else Rung.INCONSISTENT


def _hedged(computed: Interval, printed: Fraction, ulp: Fraction, qualifier: Qualifier) -> Rung:
    if qualifier is Qualifier.FROM_TO:
        return Rung.UNDECIDABLE
    if computed.meets(printed_interval(printed, ulp, qualifier)):
        return Rung.NEAREST
    if qualifier is Qualifier.APPROX:
        slack = 3 * significant_unit(printed, ulp)
        return Rung.UNDECIDABLE if computed.meets(_within(printed, slack)) else Rung.INCONSISTENT
    return Rung.WITHIN_ULP if computed.meets(_within(printed, ulp)) else Rung.INCONSISTENT


def _within(value: Fraction, slack: Fraction) -> Interval:
    return Interval(value - slack, value + slack)


def ladder(
    num: Fraction | None,
    den: Fraction | None,
    printed: Fraction,
    ulp: Fraction,
    qualifier: Qualifier = Qualifier.EXACT,
    *,
    complements: Iterable[Fraction] = (),
) -> Rung:
    """How a printed percentage fits ``num`` of ``den``: exact > nearest > rounding > inconsistent.

    Undecidable where a part is not known or the base is zero.

    >>> p, u = Fraction("2.47"), Fraction("0.01")
    >>> [ladder(Fraction(k), Fraction(n), p, u).value for k, n in ((2, 89), (2, 81), (5, 0))]
    ['inconsistent', 'nearest', 'undecidable']
    >>> ladder(Fraction(1), Fraction(27), Fraction("3.71"), u, complements=[Fraction("96.29")]).value
    'complement'
    """
    if num is None or den is None or den == 0:
        return Rung.UNDECIDABLE
    share = Interval.point(HUNDRED * num / den)
    return rung(share, printed, ulp, qualifier, complements=complements)


def nearest(value: Fraction, ulp: Fraction) -> Fraction:
    """The value rounded to whole units, half away from zero, as office programs print it.

    >>> nearest(Fraction(200, 89), Fraction("0.01")), nearest(Fraction(-5, 2), Fraction(1))
    (Fraction(9, 4), Fraction(-3, 1))
    """
    units = abs(value) / ulp
    rounded = floor(units + Fraction(1, 2)) * ulp
    return rounded if value >= 0 else -rounded


def grim_power(n: int, ulp: Fraction) -> Fraction:
    """The share of printable percentages that no whole count out of ``n`` can give.

    Source: Brown and Heathers 2016; ``scrutiny``. At zero the percentage alone can prove nothing.

    >>> grim_power(89, Fraction("0.01")), grim_power(100, Fraction(1))
    (Fraction(9911, 10000), Fraction(0, 1))
    """
    steps = HUNDRED / ulp
    return max(Fraction(0), 1 - Fraction(n) / steps)


def grim_counts(n: int, printed: Fraction, ulp: Fraction) -> range:
    """The whole counts out of ``n`` that print as this percentage, rounded to the nearest.

    >>> list(grim_counts(27, Fraction("96.30"), Fraction("0.01")))
    [26]
    >>> list(grim_counts(27, Fraction(95), Fraction("0.1")))
    []
    """
    fits = rounded_interval(printed, ulp)
    if fits.low is None or fits.high is None or n <= 0:
        return range(0)
    return range(max(0, ceil(fits.low * n / 100)), min(n, floor(fits.high * n / 100)) + 1)
