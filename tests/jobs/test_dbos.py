"""The engine runs every report to its end, once per finished step, through stops, cancels and purges."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from service.errors import EngineError, ProviderTimeout
from service.jobs import JobStatus, StepResult
from service.jobs import dbos as adapter
from service.jobs.dbos import DbosEngine


class Memory:
    """A job of two steps that remembers what was done; ``behave`` may fail, wait or raise in the first."""

    steps = ("digest", "record")

    def __init__(self, *ids: str) -> None:
        self.open = list(ids)
        self.ran: list[tuple[str, str]] = []
        self.ends: dict[str, StepResult | None] = {}
        self.gate = asyncio.Event()
        self.gate.set()
        self.failures: dict[str, Exception | StepResult] = {}
        self.settle_failures = 0
        self.at_once = 0
        self.most_at_once = 0

    async def unfinished(self) -> tuple[str, ...]:
        return tuple(id_ for id_ in self.open if id_ not in self.ends)

    async def run(self, step: str, report_id: str) -> StepResult:
        self.ran.append((step, report_id))
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.gate.wait()
        finally:
            self.at_once -= 1
        failure = self.failures.get(report_id)
        if isinstance(failure, Exception):
            raise failure
        return failure or {"ok": True, "tokens": 7}

    async def settle(self, report_id: str, failure: StepResult | None) -> None:
        if self.settle_failures:
            self.settle_failures -= 1
            raise OSError("disk full")
        self.ends.setdefault(report_id, failure)


@asynccontextmanager
async def running(job: Memory, folder: Path, concurrency: int = 2) -> AsyncIterator[DbosEngine]:
    engine = DbosEngine(job, url=f"sqlite:///{folder}/jobs.db", concurrency=concurrency, poll_seconds=0.02)
    await engine.start()
    try:
        yield engine
    finally:
        await engine.close()


async def until(condition: Callable[[], bool]) -> None:
    for _ in range(1000):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not come to that in 10 seconds")


async def test_a_report_goes_through_its_steps_in_order_to_its_end(tmp_path: Path) -> None:
    job = Memory("A")
    async with running(job, tmp_path) as engine:
        await engine.submit("A")
        assert await engine.wait("A", 10) == JobStatus("A", "done")
        assert job.ran == [("digest", "A"), ("record", "A")]
        assert job.ends == {"A": None}
        assert [(step.name, step.ok) for step in await engine.steps("A")] == [
            ("digest", True),
            ("record", True),
            ("settle", True),
        ]


async def test_submitting_twice_works_once(tmp_path: Path) -> None:
    job = Memory()
    async with running(job, tmp_path) as engine:
        await asyncio.gather(*(engine.submit("A") for _ in range(5)))
        await engine.wait("A", 10)
        await engine.submit("A")
        assert (await engine.wait("A", 10)).state == "done"
        assert len(job.ran) == 2


async def test_a_failed_step_ends_the_report_with_its_code(tmp_path: Path) -> None:
    job = Memory()
    job.failures = {
        "A": {"ok": False, "code": "reply_invalid"},
        "B": ProviderTimeout("no answer", hint="wait", retry_after=2.5),
    }
    async with running(job, tmp_path) as engine:
        for id_ in "AB":
            await engine.submit(id_)
        assert await engine.wait("A", 10) == JobStatus("A", "failed", "reply_invalid")
        assert await engine.wait("B", 10) == JobStatus("B", "failed", "provider_timeout")
        await until(lambda: len(job.ends) == 2)
        assert await engine.status("B") == JobStatus("B", "failed", "provider_timeout")
    assert ("record", "A") not in job.ran
    told = {"code": "provider_timeout", "message": "no answer", "hint": "wait", "retry_after": "2.5"}
    assert job.ends["B"] == {"ok": False, **told}


async def test_a_surprise_in_a_step_is_a_failure_whose_words_are_kept_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    job = Memory()
    job.failures = {"A": ValueError("25/27 chi bộ mật")}
    async with running(job, tmp_path) as engine:
        await engine.submit("A")
        assert await engine.wait("A", 10) == JobStatus("A", "failed", "internal")
    assert "ValueError at" in caplog.text
    assert "chi bộ" not in caplog.text + str(job.ends) + "".join(capfd.readouterr())
    assert "chi bộ".encode() not in _bytes_in(tmp_path)


async def test_waiting_gives_up_in_time_and_says_how_things_stand(tmp_path: Path) -> None:
    job = Memory()
    job.gate.clear()
    async with running(job, tmp_path) as engine:
        await engine.submit("A")
        assert not (await engine.wait("A", 0.2)).finished
        assert (await engine.wait("A", 0)).state in {"queued", "running"}
        job.gate.set()
        assert (await engine.wait("A")).state == "done"


async def test_no_more_reports_run_at_once_than_allowed(tmp_path: Path) -> None:
    job = Memory()
    job.gate.clear()
    async with running(job, tmp_path, concurrency=2) as engine:
        for id_ in "ABCD":
            await engine.submit(id_)
        await until(lambda: job.at_once == 2)
        await asyncio.sleep(0.2)
        job.gate.set()
        for id_ in "ABCD":
            assert (await engine.wait(id_, 10)).state == "done"
    assert job.most_at_once == 2


async def test_cancelling_stops_the_running_step_and_ends_the_report(tmp_path: Path) -> None:
    job = Memory()
    job.gate.clear()
    async with running(job, tmp_path) as engine:
        await engine.submit("A")
        await until(lambda: job.at_once == 1)
        waiting = asyncio.create_task(engine.wait("A"))
        assert await engine.cancel("A")
        assert await waiting == JobStatus("A", "cancelled")
        assert job.at_once == 0
        assert job.ends["A"] == {"ok": False, "code": "cancelled", "message": "The work was cancelled."}
        assert not await engine.cancel("A")
        assert not await engine.cancel("never submitted")


async def test_a_purge_in_mid_run_forgets_the_report(tmp_path: Path) -> None:
    job = Memory()
    job.gate.clear()
    async with running(job, tmp_path) as engine:
        await engine.submit("A")
        await until(lambda: job.at_once == 1)
        waiting = asyncio.create_task(engine.wait("A"))
        await engine.purge("A")
        await engine.purge("A")
        assert await waiting == JobStatus("A", "cancelled")
        assert await engine.status("A") is None
        assert await engine.steps("A") == ()
        assert job.at_once == 0


async def test_closing_in_mid_run_leaves_the_report_to_the_next_start(tmp_path: Path) -> None:
    first = Memory("A", "B")
    async with running(first, tmp_path) as engine:
        await engine.wait("B", 10)
        first.gate.clear()
        await until(lambda: "B" in first.ends and "A" in first.ends)
        await engine.submit("C")
        await until(lambda: first.at_once == 1)
    assert first.at_once == 0
    assert "C" not in first.ends
    second = Memory("C")
    async with running(second, tmp_path) as engine:
        assert (await engine.wait("C", 10)).state == "done"
    assert second.ran == [("digest", "C"), ("record", "C")]


async def test_a_report_accepted_but_never_queued_is_taken_up_at_the_start(tmp_path: Path) -> None:
    job = Memory("A")
    async with running(job, tmp_path) as engine:
        assert (await engine.wait("A", 10)).state == "done"
        assert await engine.recover() == 0


async def test_work_that_another_version_left_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Memory("A")
    old.gate.clear()
    with monkeypatch.context() as patch:
        patch.setattr(adapter, "VERSION", "reports-0")
        async with running(old, tmp_path):
            await until(lambda: old.at_once == 1)
    new = Memory("A")
    async with running(new, tmp_path) as engine:
        assert (await engine.wait("A", 10)).state == "done"


async def test_an_end_that_could_not_be_kept_at_first_is_kept_later(tmp_path: Path) -> None:
    job = Memory("A")
    job.settle_failures = 1
    async with running(job, tmp_path) as engine:
        assert (await engine.wait("A", 10)).state == "done"
    assert job.ends == {"A": None}


async def test_a_report_whose_end_was_lost_is_worked_on_again(tmp_path: Path) -> None:
    async with running(Memory("A"), tmp_path) as engine:
        await engine.wait("A", 10)
    forgetful = Memory("A")
    async with running(forgetful, tmp_path) as engine:
        await until(lambda: "A" in forgetful.ends)
    assert forgetful.ends == {"A": None}


@pytest.mark.parametrize(
    ("status", "code"), [("CANCELLED", "cancelled"), ("MAX_RECOVERY_ATTEMPTS_EXCEEDED", "engine_error")]
)
async def test_a_report_that_was_given_up_without_an_end_gets_one(
    tmp_path: Path, status: str, code: str
) -> None:
    async with running(Memory("A"), tmp_path) as engine:
        await engine.wait("A", 10)
    _sql(tmp_path, "UPDATE workflow_status SET status = ?", status)
    job = Memory("A")
    async with running(job, tmp_path):
        await until(lambda: "A" in job.ends)
    end = job.ends["A"]
    assert end is not None
    assert end["code"] == code
    assert job.ran == []


async def test_one_engine_a_process(tmp_path: Path) -> None:
    async with running(Memory(), tmp_path):
        second = DbosEngine(Memory(), url=f"sqlite:///{tmp_path}/other.db")
        with pytest.raises(EngineError, match="already"):
            await second.start()
        await second.close()


async def test_a_folder_that_is_not_there_is_told_plainly_and_leaves_no_engine_behind(tmp_path: Path) -> None:
    engine = DbosEngine(Memory(), url=f"sqlite:///{tmp_path}/absent/jobs.db")
    with pytest.raises(EngineError, match="could not start"):
        await engine.start()
    async with running(Memory("A"), tmp_path) as next_engine:
        assert (await next_engine.wait("A", 10)).state == "done"


async def test_the_loop_has_working_threads_after_a_close(tmp_path: Path) -> None:
    async with running(Memory(), tmp_path):
        pass
    assert await asyncio.to_thread(lambda: 1) == 1


async def test_checkpoints_are_plain_json_in_a_database_in_wal(tmp_path: Path) -> None:
    async with running(Memory("A"), tmp_path) as engine:
        await engine.wait("A", 10)
        assert _sql(tmp_path, "PRAGMA journal_mode") == [("wal",)]
    kept = _sql(tmp_path, "SELECT serialization, executor_id, application_version FROM workflow_status")
    assert kept == [("portable_json", "embedded", adapter.VERSION)]
    assert _sql(tmp_path, "SELECT inputs FROM workflow_input") == [
        ('{"namedArgs":{},"positionalArgs":["A"]}',)
    ]
    outputs = [row[0] for row in _sql(tmp_path, "SELECT output FROM operation_outputs ORDER BY function_id")]
    assert outputs == ['{"ok":true,"tokens":7}', '{"ok":true,"tokens":7}', '{"ok":true}']


async def test_the_vendor_writes_to_our_log_and_not_to_the_console(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with running(Memory("A"), tmp_path) as engine:
        await engine.wait("A", 10)
    assert capfd.readouterr() == ("", "")
    assert all(not isinstance(each, logging.StreamHandler) for each in logging.getLogger("dbos").handlers)


def _sql(folder: Path, statement: str, *parameters: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "jobs.db")) as raw, raw:
        return list(raw.execute(statement, parameters))


def _bytes_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir())
