"""How far work is, on standard error: bars on a terminal, lines where the output is a pipe or a log.

A bar that nobody sees move says nothing until its end; so there each step has a line when it begins and when
it ends, and one now and then while it goes on.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from service.llm import ProgressEvent
from service.terminal import visible

EVERY = 15  # seconds between two lines on one step
MEGABYTE = 1_000_000


class Lines:
    """The progress of steps as lines, for output that is no terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._began = self._last = time.monotonic()
        self._told: tuple[str, int] | None = None

    def say(self, text: str) -> None:
        """A line with the time that has gone by."""
        gone = int(time.monotonic() - self._began)
        self._console.print(f"  {text}  {gone // 3600}:{gone // 60 % 60:02d}:{gone % 60:02d}", soft_wrap=True)

    def step(self, name: str, done: int, total: int | None, unit: str = "") -> None:
        """A line where the step is new or ends, or where the last line is long ago; none said twice."""
        now = time.monotonic()
        fresh = self._told is None or self._told[0] != name
        if self._told == (name, done) or not (fresh or done == total or now - self._last >= EVERY):
            return
        self._told, self._last = (name, done), now
        self.say(f"{visible(name)} {done}/{'?' if total is None else total}{unit}")


@contextmanager
def bytes_bar(console: Console, label: str) -> Iterator[Callable[[int, int], None]]:
    """The progress over bytes; call what it yields with bytes done and bytes in all."""
    if not console.is_terminal:
        lines = Lines(console)
        yield lambda done, total: lines.step(label, done // MEGABYTE, total // MEGABYTE, " MB")
        return
    columns = (TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def steps_bars(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """The progress of the steps of one report; call what it yields with a step, what is done, and in all."""
    if not console.is_terminal:
        yield Lines(console).step
        return
    with Progress(*_columns("  {task.description}"), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            name = visible(step)
            if name not in tasks:
                tasks[name] = bars.add_task(name, total=None)
            bars.update(tasks[name], completed=done, total=total)

        yield show


def _columns(described: str) -> tuple[TextColumn, BarColumn, MofNCompleteColumn, TimeElapsedColumn]:
    return TextColumn(described, markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()


class ReportsBar:
    """A progress bar over reports, with the step of the one under way."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar = bar
        self._reports = bar.add_task("reports", total=total)
        self._step = bar.add_task("starting the model", total=None)

    async def event(self, event: ProgressEvent) -> None:
        """Show how far the report under way is."""
        self._bar.update(self._step, description=visible(event.step), completed=event.done, total=event.total)

    def finished(self, name: str) -> None:
        """Count a report as finished, well or not."""
        self._bar.advance(self._reports)
        self._bar.update(self._step, description=f"{visible(name)} finished", completed=0, total=None)


class ReportsLines:
    """The same as lines."""

    def __init__(self, lines: Lines, total: int) -> None:
        self._lines = lines
        self._done, self._total = 0, total
        lines.say("starting the model")

    async def event(self, event: ProgressEvent) -> None:
        """See ``ReportsBar.event``."""
        self._lines.step(event.step, event.done, event.total)

    def finished(self, name: str) -> None:
        """See ``ReportsBar.finished``."""
        self._done += 1
        self._lines.say(f"{visible(name)} finished, {self._done} of {self._total}")


@contextmanager
def reports_bar(console: Console, total: int) -> Iterator[ReportsBar | ReportsLines]:
    """The progress over reports; a bar goes when everything is finished, lines stay."""
    if not console.is_terminal:
        yield ReportsLines(Lines(console), total)
        return
    with Progress(*_columns("{task.description}"), console=console, transient=True) as bar:
        yield ReportsBar(bar, total)
