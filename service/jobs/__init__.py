"""The job engine's port: reports are worked on durably, whatever happens to the process.

``JobEngine`` is what the doors call; ``Job`` is what an engine runs. The vendor behind the port is named in
its adapter only. Ids travel, never texts: what a step has to keep, it keeps in the store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

JobState = Literal["queued", "running", "done", "failed", "cancelled"]
StepResult = Mapping[str, str | int | bool | None]


@dataclass(frozen=True, slots=True)
class JobStatus:
    """Where one report's work stands. ``error`` is a stable code, set when ``state`` is failed."""

    report_id: str
    state: JobState
    error: str | None = None

    @property
    def finished(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {"done", "failed", "cancelled"}


@dataclass(frozen=True, slots=True)
class Step:
    """One checkpoint of a job: its name, whether it went well, and its small plain result."""

    name: str
    ok: bool
    result: StepResult


class Job(Protocol):
    """The work on one report, in steps that are each safe to repeat.

    A step returns a small plain mapping, which the engine keeps as the checkpoint, with ``ok`` in it. It
    never raises for a failure that belongs to the report (a provider's error, odd input): that is a result.
    """

    async def unfinished(self) -> tuple[str, ...]:
        """Ids of the reports that are kept and have no end yet, oldest first."""
        ...

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the steps in order; a step runs only while every step before it was ok."""
        ...

    async def run(self, step: str, report_id: str) -> StepResult:
        """The result of one step."""
        ...

    async def settle(self, report_id: str, failure: StepResult | None) -> None:
        """Write the end: well after the last step, or with the result of the step that was not ok.

        A report that has its end already keeps it; one that is gone is no matter.
        """
        ...


class JobEngine(Protocol):
    """Durable work on reports, at least once per step and never lost."""

    async def start(self) -> None:
        """Begin to work, and take up whatever an earlier process left unfinished."""
        ...

    async def submit(self, report_id: str) -> None:
        """Queue the work; a second call for the same report changes nothing."""
        ...

    async def wait(self, report_id: str, timeout_seconds: float | None = None) -> JobStatus:
        """The status once the work has finished, or as it stands when the time is over."""
        ...

    async def cancel(self, report_id: str) -> bool:
        """Whether there was unfinished work, which is now stopped."""
        ...

    async def status(self, report_id: str) -> JobStatus | None:
        """The status, or None for a report that was never submitted or is purged."""
        ...

    async def steps(self, report_id: str) -> tuple[Step, ...]:
        """The checkpoints so far, in order."""
        ...

    async def recover(self) -> int:
        """How many reports were found without a finished job and were queued again."""
        ...

    async def purge(self, report_id: str) -> None:
        """Stop the work and forget everything the engine holds about it."""
        ...

    async def close(self) -> None:
        """Stop taking work; what is running is taken up again by the next start."""
        ...
