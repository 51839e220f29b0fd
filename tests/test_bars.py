"""What a log says of work that goes on, where no bar is seen to move."""

import io
import re

import pytest
from rich.console import Console

from service import bars
from service.llm import ProgressEvent
from service.terminal import mentions_table


@pytest.fixture
def clock(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("service.bars.time.monotonic", lambda: now[0])
    return now


@pytest.fixture
def log() -> Console:
    return Console(file=io.StringIO())


def told(console: Console) -> list[str]:
    return console.file.getvalue().splitlines()


def test_a_log_is_told_when_a_step_begins_and_ends_and_now_and_then(clock, log):
    with bars.steps_bars(log) as show:
        for second, step, done in (
            (1, "labels", 0),
            (2, "labels", 1),
            (20, "labels", 2),
            (3700, "labels", 3),
        ):
            clock[0] = second
            show(step, done, 3)
            show(step, done, 3)
        show("summary", 0, 1)
    assert told(log) == [
        "  labels 0/3  0:00:01",
        "  labels 2/3  0:00:20",
        "  labels 3/3  1:01:40",
        "  summary 0/1  1:01:40",
    ]


def test_a_log_is_told_of_bytes_in_megabytes(clock, log):
    with bars.bytes_bar(log, "weights") as advance:
        for second in range(40):
            clock[0] = second
            advance(second * 1_000_000, 39_000_000)
    assert told(log) == [
        "  weights 0/39 MB  0:00:00",
        "  weights 15/39 MB  0:00:15",
        "  weights 30/39 MB  0:00:30",
        "  weights 39/39 MB  0:00:39",
    ]


async def test_a_log_is_told_of_each_report_and_its_steps(clock, log):
    with bars.reports_bar(log, 2) as bar:
        await bar.event(ProgressEvent("digest", 0, 1))
        await bar.event(ProgressEvent("digest", 1, 1))
        bar.finished("a.txt")
    assert [line.rsplit("  ", 1)[0] for line in told(log)] == [
        "  starting the model",
        "  digest 0/1",
        "  digest 1/1",
        "  a.txt finished, 1 of 2",
    ]


def test_a_terminal_is_shown_bars():
    console = Console(file=io.StringIO(), force_terminal=True)
    with bars.steps_bars(console) as show:
        show("labels", 1, 3)
    assert "labels" in console.file.getvalue()
    assert "1/3" in console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_narrow_terminal_cuts_the_surroundings_and_never_a_value(width):
    console = Console(file=io.StringIO(), width=width)
    mention = {
        "start": 20, "end": 40, "kind": "money", "value": "2400000000000", "value_high": "3200000000000",
        "unit": "VND", "zone": "body", "qualifier": "from_to", "target": True, "direction": "up",
        "negated": False, "readings": [],
    }  # fmt: skip
    console.print(mentions_table([mention], "x" * 20 + "2" * 20 + " y" * 40, name="r.txt", lang="vi"))
    shown = console.file.getvalue()
    assert re.search("line +kind +value +unit +bound", shown)
    assert "2400000000000" in shown
    assert "3200000000000" in shown
