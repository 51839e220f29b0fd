"""Honest statistics for few documents: figures of one report are not independent of each other.

Everything is exact or in decimal arithmetic of fixed precision, so that the same counts give the same
interval on every machine. Rates are fractions until they are shown. Simulations behind the choices: with 6 to
30 documents a plain Wilson interval covers 68 % instead of 95 %, a bootstrap over documents 77–93 %, and
Wilson with a design effect and a t quantile 95–99 %. For pairs the mean of the documents' differences has
a t interval, and an exact sign-flip test must agree with it; with five documents the smallest two-sided p of
that test is 1/16, so nothing that five documents say is ever significant.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import product
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
Rational = int | Fraction
Counts = Mapping[str, tuple[Rational, Rational]]

# two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom
T_95 = tuple(
    Decimal(thousandths).scaleb(-3)
    for thousandths in (
        12706, 4303, 3182, 2776, 2571, 2447, 2365, 2306, 2262, 2228, 2201, 2179, 2160, 2145, 2131,
        2120, 2110, 2101, 2093, 2086, 2080, 2074, 2069, 2064, 2060, 2056, 2052, 2048, 2045, 2042,
    )
)  # fmt: skip
NORMAL_95 = Decimal("1.960")
ALPHA = Fraction(1, 20)
LEAST_CORRELATION = Fraction(1, 10)  # of figures in one document, assumed where the data show less
LEAST_DOCUMENTS = 6  # below, no sign-flip test can reach 5 %
FLIPPED_EXACTLY = 12  # documents up to which every pattern of signs is tried
FLIPS = 20_000
_EXACT_ENOUGH = Context(prec=28)


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with its 95 % interval; ``documents`` and ``items`` are what it rests on."""

    value: Fraction
    low: Decimal
    high: Decimal
    documents: int
    items: Rational

    def __str__(self) -> str:
        """For people: ``0.973 [0.951, 0.985] of 955 in 15``."""
        numbers = [shown(number, 3) for number in (self.value, self.low, self.high)]
        return f"{numbers[0]} [{numbers[1]}, {numbers[2]}] of {self.items} in {self.documents}"


def decimal(number: Rational | Decimal) -> Decimal:
    """The number as a decimal of 28 digits."""
    if isinstance(number, Decimal):
        return number
    fraction = Fraction(number)
    return _EXACT_ENOUGH.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))


def shown(number: Rational | Decimal, places: int = 6) -> str:
    """The number rounded half up to so many places, as a plain decimal string.

    >>> shown(Fraction(2, 3)), shown(Fraction(-1, 8), 2), shown(3, 1)
    ('0.666667', '-0.13', '3.0')
    """
    exact = Fraction(number)
    scaled = abs(exact) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).zfill(places + 1)
    point = f".{digits[-places:]}" if places else ""
    sign = "-" if exact < 0 and whole else ""
    return f"{sign}{digits[: len(digits) - places]}{point}"


def pooled(counts: Counts) -> Fraction | None:
    """Hits over items, all documents together; None without items."""
    items = sum((Fraction(items) for _, items in counts.values()), Fraction(0))
    return sum((Fraction(hits) for hits, _ in counts.values()), Fraction(0)) / items if items else None


def rate_interval(counts: Counts) -> Interval | None:
    """The pooled rate of ``document → (hits, items)`` with a document-aware interval; None without items.

    A Wilson interval in which the number of items is divided by the design effect: how much more the
    documents differ than independent items would, and at least 1 + (mean items per document − 1) / 10. An
    F1 goes in as twice the hits over expected plus answered, as if those were items: close, not exact.

    >>> interval = rate_interval({"a": (9, 10), "b": (10, 10), "c": (8, 10)})
    >>> str(interval)
    '0.900 [0.376, 0.993] of 30 in 3'
    """
    filled = [(Fraction(hits), Fraction(items)) for hits, items in counts.values() if items]
    rate = pooled(counts)
    if rate is None:
        return None
    total = sum(items for _, items in filled)
    n = decimal(total / design_effect(filled))
    p, z = decimal(rate), t_quantile(len(filled) - 1)
    c = _EXACT_ENOUGH
    over = c.divide(c.multiply(z, z), n)
    variance = c.divide(c.multiply(p, 1 - p), n)
    half = c.multiply(z, c.sqrt(c.add(variance, c.divide(over, 4 * n))))
    centre, scale = c.add(p, over / 2), 1 + over
    low = max(Decimal(0), c.divide(centre - half, scale))
    high = min(Decimal(1), c.divide(centre + half, scale))
    return Interval(rate, low, high, len(filled), total)


def design_effect(counts: Sequence[tuple[Rational, Rational]]) -> Fraction:
    """How many times fewer independent items the pooled figures are worth; at least 1."""
    pairs = [(Fraction(hits), Fraction(items)) for hits, items in counts]
    total = sum((items for _, items in pairs), Fraction(0))
    least = max(Fraction(1), 1 + LEAST_CORRELATION * (total / len(pairs) - 1))
    rate = sum((hits for hits, _ in pairs), Fraction(0)) / total
    if len(pairs) < 2 or rate <= 0 or rate >= 1:
        return least
    k = len(pairs)
    between = Fraction(k, k - 1) * sum((hits - items * rate) ** 2 for hits, items in pairs) / total**2
    return max(least, between / (rate * (1 - rate) / total))


def mean_interval(counts: Counts) -> Interval | None:
    """A total per item (tokens per report …) with a t interval over documents; None for fewer than two.

    Totals are counts or times, so the interval ends at zero.
    """
    values = [Fraction(total) / Fraction(items) for total, items in counts.values() if items]
    value = pooled(counts)
    if len(values) < 2 or value is None:
        return None
    half = _half_width(values)
    middle = decimal(value)
    return Interval(value, max(Decimal(0), middle - half), middle + half, len(values), len(values))


@dataclass(frozen=True, slots=True)
class Paired:
    """After minus before, document by document. ``p`` is the two-sided sign-flip probability.

    ``detectable`` is the smallest drop that could have been called one; None where no drop could be, because
    there are too few documents.
    """

    interval: Interval
    p: Fraction
    detectable: Decimal | None
    unchanged: bool


def paired(before: Mapping[str, Rational], after: Mapping[str, Rational]) -> Paired | None:
    """The mean difference over the documents that both have; None for fewer than two.

    >>> drop = paired({"a": 1, "b": 1, "c": 1}, {"a": 0, "b": 0, "c": Fraction(1, 2)})
    >>> str(drop.interval), drop.p, drop.detectable
    ('-0.833 [-1.551, -0.116] of 3 in 3', Fraction(1, 4), None)
    """
    shared = sorted(before.keys() & after.keys())
    if len(shared) < 2:
        return None
    differences = [Fraction(after[name]) - Fraction(before[name]) for name in shared]
    mean = sum(differences, Fraction(0)) / len(shared)
    half = _half_width(differences)
    interval = Interval(mean, decimal(mean) - half, decimal(mean) + half, len(shared), len(shared))
    enough = len(shared) >= LEAST_DOCUMENTS
    return Paired(interval, sign_flip(differences), half if enough else None, not any(differences))


def sign_flip(differences: Sequence[Fraction]) -> Fraction:
    """How often a random choice of signs gives a mean as far from zero as the one seen, or farther.

    Exact up to twelve documents (every pattern is tried); beyond, a seeded sample of patterns.

    >>> sign_flip([Fraction(1)] * 5), sign_flip([Fraction(1)] * 6), sign_flip([Fraction(0)] * 6)
    (Fraction(1, 16), Fraction(1, 32), Fraction(1, 1))
    """
    seen = abs(sum(differences, Fraction(0)))
    tried = extreme = 0
    for signs in _patterns(len(differences)):
        total = sum((d if up else -d for d, up in zip(differences, signs, strict=True)), Fraction(0))
        tried += 1
        extreme += abs(total) >= seen
    return Fraction(extreme, tried)


def _patterns(documents: int) -> Iterable[Sequence[bool]]:
    if documents <= FLIPPED_EXACTLY:
        yield from product((True, False), repeat=documents)
        return
    draw = random.Random(documents)  # noqa: S311 -- repeatable, not secret
    yield [True] * documents  # the one seen
    for _ in range(FLIPS):
        yield [draw.random() < 0.5 for _ in range(documents)]


def holm(probabilities: Mapping[K, Fraction]) -> frozenset[K]:
    """Names that stay significant at 5 % when all of them were looked at (Holm's step-down).

    >>> sorted(holm({"a": Fraction(1, 100), "b": Fraction(3, 100), "c": Fraction(4, 100)}))
    ['a']
    """
    kept: set[K] = set()
    ordered = sorted(probabilities.items(), key=lambda item: (item[1], str(item[0])))
    for number, (name, p) in enumerate(ordered):
        if p * (len(ordered) - number) > ALPHA:
            break
        kept.add(name)
    return frozenset(kept)


def _half_width(values: Sequence[Fraction]) -> Decimal:
    mean = sum(values, Fraction(0)) / len(values)
    variance = sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
    c = _EXACT_ENOUGH
    return c.multiply(t_quantile(len(values) - 1), c.sqrt(decimal(variance / len(values))))


def t_quantile(degrees: int) -> Decimal:
    """The two-sided 95 % quantile of Student's t; normal beyond 30 degrees, and for none the widest."""
    if degrees > len(T_95):
        return NORMAL_95
    return T_95[max(degrees, 1) - 1]
