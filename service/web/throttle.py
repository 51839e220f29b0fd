"""How often somebody may try: a few times at once, then one try after another with a pause between.

Kept in memory and bounded: beyond ``most`` names the one that has been quiet for longest is forgotten.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """``burst`` tries at once, and one more every ``pause`` seconds."""

    burst: int
    pause: float


class Throttle:
    """Counts tries by name (the generic cell rate algorithm: one number per name)."""

    def __init__(
        self, pace: Pace, *, most: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._pace = pace
        self._most = most
        self._clock = clock
        self._due: OrderedDict[str, float] = OrderedDict()  # when all tries of a name are worked off

    def wait(self, name: str) -> float:
        """Seconds until the next try is allowed; 0 when it is, and then it is counted."""
        now = self._clock()
        due = max(self._due.get(name, now), now) + self._pace.pause
        early = due - now - self._pace.burst * self._pace.pause
        if early > 0:
            return early
        self._due[name] = due
        self._due.move_to_end(name)
        if len(self._due) > self._most:
            self._due.popitem(last=False)
        return 0.0

    def give_back(self, name: str) -> None:
        """Take one try back: it was a good one."""
        if name in self._due:
            self._due[name] -= self._pace.pause

    def __len__(self) -> int:
        return len(self._due)
