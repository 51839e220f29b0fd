"""kill -9 in mid-run loses no report and repeats no finished call of the model."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from service.pipeline import rederive
from service.store.repository import SqlStore

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for one life; it takes two or three


def life(folder: Path, *hang_at: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.jobs.crash", str(folder), *hang_at]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def calls(folder: Path, word: str) -> list[str]:
    journal = folder / "journal"
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    return [line.split()[1] for line in lines if line.startswith(word)]


def killed_in_call(folder: Path, number: int) -> None:
    process = life(folder, str(number))
    end = time.monotonic() + PATIENCE
    while len(calls(folder, "start")) < number:
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < end, "it never came to that call"
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL


async def test_a_kill_during_the_third_call_repeats_only_the_third(tmp_path: Path) -> None:
    killed_in_call(tmp_path, 3)
    first, second, third = calls(tmp_path, "start")
    assert calls(tmp_path, "end") == [first, second]
    assert life(tmp_path).wait(PATIENCE) == 0

    started = Counter(calls(tmp_path, "start"))
    assert len(started) > 3
    assert {key for key, times in started.items() if times > 1} == {third}
    assert started[third] == 2

    store = await SqlStore.open(f"sqlite:///{tmp_path}/doichieu.db")
    (head,) = (await store.list()).items
    record = await store.record(head.id)
    events = await store.events_after(head.id)
    await store.close()
    assert record.status == "done"
    assert sum(not attempt.cached for attempt in record.attempts) == len(started) - 2
    assert all(attempt.raw for attempt in record.attempts)
    assert [event.step for event in events].count("done") == 1
    assert events[-1].step == "done"
    assert rederive(record) == record
