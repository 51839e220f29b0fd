r"""A row of the speed table, and how its time is taken: CPU time, the best of a few rounds.

Every time is also given as a multiple of one floor, taken in the same run: a bare ``re.finditer(r"\d+")``
over a megabyte of the bundled reports. A slow or busy machine slows both sides, so the multiple stays.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, its goals, and whether the first is met (None: told, not bounded).

    ``floors`` is the time as a multiple of the digit scan of one megabyte; empty where that says nothing.
    """

    name: str
    value: str
    must: str = "-"
    aim: str = "-"
    met: bool | None = None
    floors: str = ""
    note: str = ""


def cpu(run: Callable[[], object], rounds: int) -> float:
    """Seconds of CPU time of this process, the best of some rounds."""
    return _best(run, rounds, time.process_time)


def wall(run: Callable[[], object], rounds: int) -> float:
    """Seconds on the clock, the best of some rounds: for what happens in another process."""
    return _best(run, rounds, time.perf_counter)


def _best(run: Callable[[], object], rounds: int, clock: Callable[[], float]) -> float:
    best = float("inf")
    for _ in range(rounds):
        begin = clock()
        run()
        best = min(best, clock() - begin)
    return best


@dataclass(frozen=True, slots=True)
class Floor:
    """The digit scan of one megabyte on this machine, now."""

    seconds: float

    @classmethod
    def of(cls, text: str, rounds: int) -> Floor:
        """Taken over ``text``, scaled to a megabyte of UTF-8."""
        digits = re.compile(r"\d+")
        seconds = cpu(lambda: sum(1 for _ in digits.finditer(text)), rounds)
        return cls(seconds * MEGABYTE / len(text.encode("utf-8")))

    def times(self, seconds: float) -> str:
        """A time as a multiple of the floor."""
        return f"{seconds / self.seconds:.3g}"

    def bounded(self, name: str, seconds: float, must: float, aim: float, note: str = "") -> Row:
        """A row whose goals are milliseconds."""
        return Row(
            name,
            f"{seconds * 1000:.2f} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms",
            f"{must * 1000:g} ms",
            f"{aim * 1000:g} ms",
            seconds <= must,
            self.times(seconds),
            note,
        )
