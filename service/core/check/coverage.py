"""What became of the figures of the source: used by the digest, omitted, or never meant to count."""

from __future__ import annotations

from collections.abc import Iterable

from service.core.check.index import Index, what
from service.core.check.verdict import Outcome
from service.core.types import Coverage


def coverage(index: Index, outcomes: Iterable[Outcome]) -> tuple[Coverage, tuple[int, ...]]:
    """The counts, and the figures that the digest leaves out.

    A figure is used where a claim rests on it, or on another mention that says the same; of a ratio and of a
    computed figure all parts are used.
    """
    used: set[int] = set()
    for outcome in outcomes:
        used.update(outcome.match, outcome.operands, outcome.near)
    said = {what(index.mentions[n]) for n in used}
    omitted = tuple(i for i, figure in index.salient.items() if figure not in said and i not in used)
    count = len(index.salient)
    taken = count - len(omitted)
    rate = _rate(taken, count)
    return Coverage(count, taken, len(omitted), len(index.mentions) - count, rate), omitted


def _rate(used: int, figures: int) -> str:
    """Used over figures as a decimal string with four places at most.

    >>> _rate(1, 3), _rate(2, 2), _rate(0, 0), _rate(1, 2)
    ('0.3333', '1', '1', '0.5')
    """
    if used == figures:
        return "1"
    return f"0.{10_000 * used // figures:04d}".rstrip("0").rstrip(".")
