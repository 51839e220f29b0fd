"""Core work off the event loop: a few threads, a short queue, and an honest refusal beyond it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread

from service.web.problems import Problem, retry_header

P = ParamSpec("P")
Result = TypeVar("Result")
RETRY_AFTER = 2  # seconds; a text of 1 MB takes about that long


class CoreWork:
    """Runs computing calls in at most ``concurrency`` threads; at most ``waiting`` further ones wait."""

    def __init__(self, *, concurrency: int, waiting: int) -> None:
        self._limiter = CapacityLimiter(concurrency)
        self._waiting = waiting

    @property
    def waiting(self) -> int:
        """How many calls wait for a thread."""
        return self._limiter.statistics().tasks_waiting

    @property
    def running(self) -> int:
        """How many calls are being computed."""
        return self._limiter.borrowed_tokens

    async def run(self, work: Callable[P, Result], *args: P.args, **kwargs: P.kwargs) -> Result:
        """The result of ``work(*args, **kwargs)``, computed in a thread.

        Raises:
            Problem: 503 when too many calls wait already.
        """
        if self._limiter.available_tokens < 1 and self.waiting >= self._waiting:
            raise Problem("busy", "Too many texts are being computed.", headers=retry_header(RETRY_AFTER))
        return await to_thread.run_sync(partial(work, *args, **kwargs), limiter=self._limiter)
