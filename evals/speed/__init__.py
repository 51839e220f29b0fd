"""Speed as ratios taken in one run, so that a slow machine slows both sides.

The bundled text repeated flatters a grammar that remembers wordings, so a second row reads sentences in a new
order with new digits, which repeat nothing. Hostile strings must stay linear.
"""

from __future__ import annotations

from collections.abc import Iterator

from evals.speed.clock import MEGABYTE, Floor, Row
from evals.speed.core import check_rows, grammar_rows, hostile_rows
from evals.speed.peers import peer_rows
from evals.speed.process import service_rows, start_row
from evals.speed.texts import repeated

__all__ = ["Row", "rows"]


def rows(*, megabytes: float = 10, rounds: int = 3, peers: bool = True) -> Iterator[Row]:
    """Every speed row, one after another; ``megabytes`` of the bundled text for the ratio."""
    floor = Floor.of(repeated(MEGABYTE), max(rounds, 5))
    yield from grammar_rows(int(megabytes * MEGABYTE), rounds)
    yield from check_rows(floor, rounds)
    yield start_row(max(rounds, 3))
    yield from service_rows(max(rounds, 3))
    yield from hostile_rows()
    if peers:
        yield from peer_rows(rounds)
