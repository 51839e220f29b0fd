"""A scorecard on a terminal: figures, kinds of error, the first wrong cases; a bar while a run goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from evals.scorecard import CaseResult, Comparison, Metric, Scorecard
from evals.segments import visible
from evals.statistics import shown

FIRST = 10
WIDTH = 140
TONE = {"better": "green", "equal": "green", "worse": "red", "broken": "red", "cannot_tell": "yellow"}


class Bar:
    """How far a run is; ``started`` and ``told`` are what the runner calls."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task
        self._wrong = 0

    def started(self, total: int) -> None:
        """There are so many cases."""
        self._progress.update(self._task, total=total)

    def told(self, result: CaseResult) -> None:
        """One more case is finished."""
        self._wrong += result.status != "ok"
        wrong = f"{self._wrong} not right" if self._wrong else ""
        self._progress.update(self._task, advance=1, wrong=wrong)


@contextmanager
def bar(console: Console, name: str) -> Iterator[Bar]:
    """A progress bar with the time that is left, while it is shown."""
    columns = (
        TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
        TextColumn("{task.fields[wrong]}", markup=False),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bar(progress, progress.add_task(name, total=None, wrong=""))


def screen() -> Console:
    """Standard output; wide enough for the table where it is no terminal."""
    console = Console()
    return console if console.is_terminal else Console(width=WIDTH)


def show(card: Scorecard, console: Console, *, misses: bool = False) -> None:
    """Print the scorecard; with ``misses`` every case that is not right and every note."""
    run = card.run
    answered = sum(case.status != "error" for case in card.cases)
    right = sum(case.status == "ok" for case in card.cases)
    told = f"{answered} of {len(card.cases)} cases answered, {right} without complaint"
    console.print(
        f"[bold]{run.suite}[/] on {run.dataset.name}: {told if card.cases else 'only totals are kept'}, "
        f"{run.seconds} s" + ("" if run.complete else ", [red]not complete[/]")
    )
    console.print(_metrics(card))
    if card.errors:
        console.print(_errors(card))
    wrong = card.failed
    for case in wrong if misses else wrong[:FIRST]:
        first = case.notes[:1] if not misses else case.notes
        console.print(f"[red]{case.status}[/] {escape(visible(case.id))}", highlight=False)
        for note in first:
            console.print(f"  {escape(visible(note))}", highlight=False)
    if len(wrong) > FIRST and not misses:
        console.print(f"… and {len(wrong) - FIRST} more; --misses shows them all")
    if card.comparison is not None:
        console.print(verdict(card.comparison))


def verdict(comparison: Comparison) -> str:
    """The comparison's sentence, in colour."""
    return f"[{TONE[comparison.outcome]}]{escape(visible(comparison.sentence))}[/]"


def _metrics(card: Scorecard) -> Table:
    """A line for each figure, a column for each arm; what a comparison tells of it beside."""
    before = {(c.metric, c.arm): c.before for c in card.comparison.changes} if card.comparison else {}
    arms = [arm.name for arm in card.run.arms]
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column("", max_width=46)
    for arm in arms:
        table.add_column("" if len(arms) == 1 else arm, no_wrap=True)
    table.add_column("goal", no_wrap=True)
    rows: dict[str, dict[str, Metric]] = {}
    for metric in card.metrics:
        rows.setdefault(metric.name, {})[metric.arm] = metric
    for row in rows.values():
        first = next(iter(row.values()))
        told = [_cell(row[arm], before, wide=len(arms) == 1) if arm in row else "" for arm in arms]
        table.add_row(f"[bold]{first.label}[/]" if first.gate else first.label, *told, first.goal or "")
    return table


def _cell(metric: Metric, before: dict[tuple[str, str], str | None], *, wide: bool) -> str:
    value = _short(metric.value, metric.unit)
    if metric.met is not None:
        value = f"[green]{value}[/]" if metric.met else f"[red]{value}[/]"
    key = metric.name, metric.arm
    if key in before and before[key] != metric.value:
        value = f"{_short(before[key], metric.unit)} → {value}"
    interval = metric.interval
    if interval is not None:
        value += f"  {_short(interval.low, metric.unit)}–{_short(interval.high, metric.unit)}"
    if wide and metric.unit != "count":
        value += f"  {metric.numerator}/{metric.denominator}"
    return value


def _errors(card: Scorecard) -> str:
    """Kinds of error, a line an arm; of those to be found only the ones that are not wholly found."""
    lines = []
    for arm in card.run.arms:
        rows = [row for row in card.errors if row.arm == arm.name]
        weak = [row for row in rows if row.better == "higher" and row.of is not None and row.hit < row.of]
        whole = sum(row.better == "higher" for row in rows) - len(weak)
        told = [f"[red]{row.label} {row.hit}/{row.of}[/]" for row in weak]
        told += [f"{row.label} {row.hit}" for row in rows if row.better == "lower"]
        told += [f"{whole} kinds wholly found"] if whole else []
        name = f"{arm.name}: " if len(card.run.arms) > 1 else ""
        if told:
            lines.append(name + " · ".join(told))
    return "\n".join(lines)


def _short(value: str | None, unit: str) -> str:
    if value is None:
        return "–"
    return shown(Fraction(value), {"share": 4, "count": 0}.get(unit, 1))
