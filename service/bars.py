"""Progress bars on standard error: for bytes that are fetched, and for reports that are digested."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from service.llm import ProgressEvent
from service.terminal import visible


@contextmanager
def bytes_bar(console: Console, label: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar over bytes; call what it yields with bytes done and bytes in all."""
    columns = (TextColumn(label), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


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


@contextmanager
def reports_bar(console: Console, total: int) -> Iterator[ReportsBar]:
    """The bar while it is shown; it goes when everything is finished."""
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield ReportsBar(bar, total)
