"""Honest intervals for few documents: figures of one report are not independent of each other.

The intervals are for display and for gates; nothing here feeds back into a score. Simulations behind the
choice: with 6 to 30 documents a plain Wilson interval covers 68 % instead of 95 %, a bootstrap over documents
77–93 %, and Wilson with a design effect and a t quantile 95–99 %.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom
T_95 = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
)  # fmt: skip
NORMAL_95 = 1.960
LEAST_CORRELATION = 0.1  # of figures in one document, assumed where the data show less


@dataclass(frozen=True, slots=True)
class Interval:
    """A rate with its 95 % interval; ``documents`` and ``items`` are what it rests on."""

    rate: float
    low: float
    high: float
    documents: int
    items: int

    def __str__(self) -> str:
        """For people: ``0.973 [0.951, 0.985] of 955 in 15``."""
        return f"{self.rate:.3f} [{self.low:.3f}, {self.high:.3f}] of {self.items} in {self.documents}"


def rate_interval(counts: Mapping[str, tuple[int, int]]) -> Interval | None:
    """The pooled rate of ``document → (hits, items)`` with a document-aware interval; None without items.

    A Wilson interval in which the number of items is divided by the design effect: how much more the
    documents differ than independent items would, and at least 1 + 0.1·(mean items per document − 1).

    >>> interval = rate_interval({"a": (9, 10), "b": (10, 10), "c": (8, 10)})
    >>> interval.rate, round(interval.low, 2), round(interval.high, 2)
    (0.9, 0.38, 0.99)
    """
    filled = [(hits, items) for hits, items in counts.values() if items]
    total = sum(items for _, items in filled)
    if not total:
        return None
    rate = sum(hits for hits, _ in filled) / total
    effective = total / design_effect(filled)
    z = t_quantile(len(filled) - 1)
    centre = rate + z * z / (2 * effective)
    half = z * math.sqrt(rate * (1 - rate) / effective + (z / (2 * effective)) ** 2)
    scale = 1 + z * z / effective
    low, high = max(0.0, (centre - half) / scale), min(1.0, (centre + half) / scale)
    return Interval(rate, low, high, len(filled), total)


def design_effect(counts: Sequence[tuple[int, int]]) -> float:
    """How many times fewer independent items the pooled figures are worth."""
    total = sum(items for _, items in counts)
    mean = total / len(counts)
    least = 1 + LEAST_CORRELATION * (mean - 1)
    rate = sum(hits for hits, _ in counts) / total
    if len(counts) < 2 or rate in (0.0, 1.0):
        return max(1.0, least)
    k = len(counts)
    between = k / (k - 1) * sum((hits - items * rate) ** 2 for hits, items in counts) / total**2
    return max(1.0, least, between / (rate * (1 - rate) / total))


def paired_difference(before: Mapping[str, float], after: Mapping[str, float]) -> Interval | None:
    """Mean of the documents' differences (after − before) with a t interval; None for fewer than two.

    With five documents no difference can be significant by signs alone (the smallest two-sided p is 0.0625).
    """
    shared = sorted(before.keys() & after.keys())
    if len(shared) < 2:
        return None
    differences = [after[name] - before[name] for name in shared]
    mean = sum(differences) / len(shared)
    variance = sum((difference - mean) ** 2 for difference in differences) / (len(shared) - 1)
    half = t_quantile(len(shared) - 1) * math.sqrt(variance / len(shared))
    return Interval(mean, mean - half, mean + half, len(shared), len(shared))


def t_quantile(degrees: int) -> float:
    """The two-sided 95 % quantile of Student's t; normal beyond 30 degrees, and for none the widest."""
    if degrees > len(T_95):
        return NORMAL_95
    return T_95[max(degrees, 1) - 1]
