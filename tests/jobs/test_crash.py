"""kill -9 in mid-run loses no report and repeats no finished call of the model."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from service.store.repository import SqlStore

ROOT = Path(__file__).resolve().parents[2]


def life(folder: Path, *hang_at: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.jobs.crash", str(folder), str(folder / "journal"), *hang_at]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def lines(folder: Path) -> list[str]:
    journal = folder / "journal"
    return journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []


def killed_in_call(folder: Path, number: int) -> None:
    process = life(folder, str(number))
    end = time.monotonic() + 60
    while f"start {number}" not in lines(folder):
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < end, "it never came to that call"
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait(10) == -signal.SIGKILL


async def test_a_kill_during_the_third_call_repeats_only_the_third(tmp_path: Path) -> None:
    folder = tmp_path
    killed_in_call(folder, 3)
    assert lines(folder) == ["start 1", "end 1", "start 2", "end 2", "start 3"]
    assert life(folder).wait(60) == 0

    started = Counter(line.split()[1] for line in lines(folder) if line.startswith("start"))
    assert started == {"1": 1, "2": 1, "3": 2, "4": 1, "5": 1}

    store = await SqlStore.open(f"sqlite:///{folder}/doichieu.db")
    (head,) = (await store.list()).items
    record = await store.record(head.id)
    events = await store.events_after(head.id)
    await store.close()
    assert record.status == "done"
    assert [attempt.cached for attempt in record.attempts] == [True, True, False, False, False]
    assert [attempt.raw for attempt in record.attempts] == [f'{{"text":"answer {n}"}}' for n in range(1, 6)]
    assert [event.step for event in events][-1] == "done"
    assert [event.step for event in events].count("done") == 1
