"""The job engine on DBOS: one process, its checkpoints in SQLite (or Postgres), nothing but ids in them.

Why things are as they are (each was a measured fault of the defaults): the log mode is WAL before launch;
the executor has a fixed name, so that a restart finds its own work; the version is written by hand, since a
changed hash would strand whatever runs; everything is stored as plain JSON, never pickled; a step returns its
failure instead of raising it; the queue is looked at ten times a second. The vendor's log goes to ours and
nothing leaves the machine.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, Final

import sqlalchemy as sa
from dbos import (
    DBOS,
    DBOSClient,
    DBOSConfig,
    DBOSPortableJSONSerializer,
    SetWorkflowID,
    StepOptions,
    WorkflowStatus,
)

from service.errors import DoichieuError, EngineError
from service.jobs import Job, JobState, JobStatus, Step, StepResult

logger = logging.getLogger(__name__)
Result = dict[str, str | int | bool | None]  # StepResult as DBOS stores it

VERSION: Final = "reports-1"  # raise it when the order or the names of the steps change
NAME: Final = "doichieu"
EXECUTOR: Final = "embedded"
QUEUE: Final = "reports"
POLL_SECONDS: Final = 0.1  # a queued report is seen within this time; 0.1 costs about 2 % of a core
RECHECK_SECONDS: Final = 1.0  # a waiting caller looks for itself this often, should a signal be lost
SIGNALLED_SECONDS: Final = 0.01  # and this often once the end is being written down
STOP_POLL_SECONDS: Final = 0.1  # how long an idle thread of the engine takes to see that it is over
STOP_SECONDS: Final = 10.0  # how long a step may take to let go
RECOVERIES: Final = 20  # starts of one report; beyond it the report is taken to bring the process down

_SETTLE: Final[StepOptions] = {
    "name": "settle",
    "retries_allowed": True,
    "max_attempts": 4,
    "interval_seconds": 0.5,
}
_CANCELLED: Final[StepResult] = {"ok": False, "code": "cancelled", "message": "The work was cancelled."}
_GIVEN_UP: Final[StepResult] = {
    "ok": False,
    "code": EngineError.code,
    "message": "The work on this report was begun many times and never came to an end.",
    "hint": "look at the log for what stops the process",
}
_POISON: Final = "MAX_RECOVERY_ATTEMPTS_EXCEEDED"
_STATES: dict[str, JobState] = {
    "ENQUEUED": "queued",
    "DELAYED": "queued",
    "PENDING": "running",
    "SUCCESS": "done",
    "ERROR": "failed",
    _POISON: "failed",
    "CANCELLED": "cancelled",
}


class DbosEngine:
    """``service.jobs.JobEngine`` on DBOS. One per process, because DBOS is; ``url`` is its own database."""

    _active: ClassVar[DbosEngine | None] = None

    def __init__(
        self, job: Job, *, url: str, concurrency: int = 2, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self._job = job
        self._url = sa.make_url(url)
        self._concurrency = concurrency
        self._poll_seconds = poll_seconds
        self._database: sa.Engine | None = None
        self._working: dict[str, asyncio.Task[object]] = {}
        self._waiters: dict[str, set[asyncio.Future[None]]] = {}

    # life

    async def start(self) -> None:
        """See ``JobEngine.start``.

        Raises:
            EngineError: an engine runs in this process already, or its database cannot be used.
        """
        if DbosEngine._active is not None:
            raise EngineError("a job engine runs in this process already", hint="close it first")
        _quieten()
        self._database = _open(self._url)
        DbosEngine._active = self
        try:
            await asyncio.to_thread(self._prepare, self._database)
            DBOS(config=_config(self._database, self._url))
            self._workflow = DBOS.workflow(name="report", max_recovery_attempts=RECOVERIES)(_function(self))
            DBOS.launch()  # in this loop, which then runs the steps as well
            await self.recover()
        except Exception as error:
            await self.close()
            raise error if isinstance(error, DoichieuError) else _failed("start", error) from None

    def _prepare(self, database: sa.Engine) -> None:
        """The tables and the queue, before launch: a queue made after it is looked at a second later."""
        DBOS.migrate(_address(self._url))
        client = DBOSClient(
            system_database_engine=database, serializer=DBOSPortableJSONSerializer(), application_name=NAME
        )
        client.register_queue(
            QUEUE, worker_concurrency=self._concurrency, polling_interval_sec=self._poll_seconds
        )
        client.destroy()

    async def close(self) -> None:
        """See ``JobEngine.close``. Running steps are stopped without a checkpoint, so they run again."""
        if DbosEngine._active is not self:
            return
        await self._stop(tuple(self._working.values()))
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as own:  # the loop's own threads are the engine's, and about to end
            await loop.run_in_executor(own, lambda: DBOS.destroy(destroy_registry=True))
        loop.set_default_executor(ThreadPoolExecutor())
        if self._database is not None:
            self._database.dispose()
        DbosEngine._active = None

    async def _stop(self, tasks: tuple[asyncio.Task[object], ...]) -> None:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=STOP_SECONDS)

    async def recover(self) -> int:
        """See ``JobEngine.recover``.

        Queued again are those accepted but never queued, those another version left, and those that ended
        without their end being kept. Finished model calls are remembered, so that again is cheap.
        """
        queued = 0
        for report_id in await self._job.unfinished():
            known = await self._known(report_id)
            if known is not None and known.status in {_POISON, "CANCELLED"}:
                await self._settle(report_id, _CANCELLED if known.status != _POISON else _GIVEN_UP)
            elif known is None or known.app_version != VERSION or known.status in {"SUCCESS", "ERROR"}:
                await self.purge(report_id)
                await self.submit(report_id)
                queued += 1
        return queued

    # the port

    async def submit(self, report_id: str) -> None:
        """See ``JobEngine.submit``.

        Raises:
            EngineError: the engine's database cannot be written.
        """
        try:
            with SetWorkflowID(report_id):
                await DBOS.enqueue_workflow_async(QUEUE, self._workflow, report_id)
        except Exception as error:
            raise _failed("take a report", error) from None

    async def wait(self, report_id: str, timeout_seconds: float | None = None) -> JobStatus:
        """See ``JobEngine.wait``; a report purged meanwhile counts as cancelled."""
        loop = asyncio.get_running_loop()
        end = None if timeout_seconds is None else loop.time() + timeout_seconds
        signal: asyncio.Future[None] = loop.create_future()
        waiters = self._waiters.setdefault(report_id, set())
        waiters.add(signal)
        try:
            while True:
                status = await self.status(report_id) or JobStatus(report_id, "cancelled")
                pause = SIGNALLED_SECONDS if signal.done() else RECHECK_SECONDS
                left = pause if end is None else min(pause, end - loop.time())
                if status.finished or left <= 0:
                    return status
                await (asyncio.sleep(left) if signal.done() else asyncio.wait({signal}, timeout=left))
        finally:
            waiters.discard(signal)
            if not waiters and self._waiters.get(report_id) is waiters:
                del self._waiters[report_id]

    async def cancel(self, report_id: str) -> bool:
        """See ``JobEngine.cancel``; the report ends as failed, with the code ``cancelled``."""
        status = await self.status(report_id)
        if status is None or status.finished:
            return False
        await self._abort(report_id)
        await self._settle(report_id, _CANCELLED)
        self._tell(report_id)
        return True

    async def status(self, report_id: str) -> JobStatus | None:
        """See ``JobEngine.status``."""
        return _status(report_id, await self._known(report_id))

    async def steps(self, report_id: str) -> tuple[Step, ...]:
        """See ``JobEngine.steps``."""
        found = await DBOS.list_workflow_steps_async(report_id)
        return tuple(
            Step(step["function_name"], bool(step["output"].get("ok")), step["output"])
            for step in found
            if isinstance(step["output"], dict)
        )

    async def purge(self, report_id: str) -> None:
        """See ``JobEngine.purge``."""
        status = await self.status(report_id)
        if status is None:
            return
        if not status.finished:
            await self._abort(report_id)
        await DBOS.delete_workflow_async(report_id)
        self._tell(report_id)

    # the work

    async def _work(self, report_id: str) -> Result:
        """The workflow: the job's steps, each a checkpoint, then its end. Runs again after a crash."""
        task = asyncio.current_task()
        if task is not None:
            self._working[report_id] = task
        try:
            failure: StepResult | None = None
            for name in self._job.steps:
                result = await DBOS.run_step_async(
                    {"name": name, "preemptible": True}, self._run, name, report_id
                )
                if not result["ok"]:
                    failure = result
                    break
            await DBOS.run_step_async(_SETTLE, self._settle, report_id, failure)
        finally:
            self._working.pop(report_id, None)
        end: Result = {"ok": True} if failure is None else {"ok": False, "code": failure["code"]}
        self._tell(report_id)
        return end

    async def _run(self, name: str, report_id: str) -> Result:
        """A step's plain result, whatever happens in it; the message of a surprise is not kept."""
        try:
            return dict(await self._job.run(name, report_id))
        except DoichieuError as error:
            wait = None if error.retry_after is None else f"{error.retry_after:g}"
            told = {"code": error.code, "message": error.message, "hint": error.hint, "retry_after": wait}
            return {"ok": False, **told}
        except Exception as error:
            logger.error("step %s of report %s failed: %s", name, report_id, _where(error))  # noqa: TRY400
            return {"ok": False, "code": "internal", "message": f"Unexpected {type(error).__name__}."}

    async def _settle(self, report_id: str, failure: StepResult | None) -> Result:
        """Write the end through the job.

        Raises:
            EngineError: that cannot be done now; the engine tries again.
        """
        try:
            await self._job.settle(report_id, failure)
        except Exception as error:
            raise EngineError(f"the end of a report was not kept: {_where(error)}") from None
        return {"ok": True}

    async def _abort(self, report_id: str) -> None:
        """Stop the work for good and wait until its running step has let go."""
        await DBOS.cancel_workflow_async(report_id)
        task = self._working.get(report_id)
        if task is not None:
            await asyncio.wait({task}, timeout=STOP_SECONDS)

    async def _known(self, report_id: str) -> WorkflowStatus | None:
        try:
            return await DBOS.get_workflow_status_async(report_id)
        except Exception as error:
            raise _failed("look for a report", error) from None

    def _tell(self, report_id: str) -> None:
        """Wake those who wait for this report: its end is being written down."""
        for signal in self._waiters.get(report_id, ()):
            if not signal.done():
                signal.set_result(None)


def _function(engine: DbosEngine) -> Callable[[str], Coroutine[object, object, Result]]:
    """The engine's work as a plain function, which is what DBOS registers."""

    async def report(report_id: str) -> Result:
        return await engine._work(report_id)

    return report


def _status(report_id: str, known: WorkflowStatus | None) -> JobStatus | None:
    """DBOS's word for where it stands, in ours."""
    if known is None:
        return None
    state = _STATES[known.status]
    if state == "done" and isinstance(known.output, dict):
        return _ended(report_id, known.output)
    return JobStatus(report_id, state, "engine_error" if state == "failed" else None)


def _ended(report_id: str, end: StepResult) -> JobStatus:
    """The status of work that went to its end, well or not."""
    return JobStatus(report_id, "done") if end["ok"] else JobStatus(report_id, "failed", str(end["code"]))


def _failed(what: str, error: Exception) -> EngineError:
    """Our error for one of the vendor's, whose text may hold parameters."""
    return EngineError(
        f"the job engine could not {what} ({type(error).__name__})",
        hint="look at the disk and at its permissions",
    )


def _where(error: BaseException) -> str:
    """The type of a surprise and the line it came from, without its message, which may hold report text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{type(error).__name__} at {place}"


def _quieten() -> None:
    """Send the vendor's log to ours, from warnings on, instead of to the console."""
    vendor = logging.getLogger("dbos")
    if not vendor.handlers:
        vendor.addHandler(logging.NullHandler())  # else it adds one that writes to stderr and stops there
    vendor.propagate = True


def _config(database: sa.Engine, url: sa.URL) -> DBOSConfig:
    """DBOS without its own connections, pickles, telemetry or console."""
    return {
        "name": NAME,
        "system_database_engine": database,
        "system_database_url": _address(url),
        "application_version": VERSION,
        "executor_id": EXECUTOR,
        "serializer": DBOSPortableJSONSerializer(),
        "enable_otlp": False,
        "log_level": "WARNING",
        "notification_listener_polling_interval_sec": STOP_POLL_SECONDS,
    }


def _address(url: sa.URL) -> str:
    """The URL as text, password and all."""
    return url.render_as_string(hide_password=False)


def _open(url: sa.URL) -> sa.Engine:
    """An engine for DBOS's tables; SQLite in WAL with immediate transactions."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url.set(drivername="postgresql+psycopg"), pool_size=10, max_overflow=10)
    database = sa.create_engine(url, pool_size=10, max_overflow=10)

    def connected(connection: sa.engine.interfaces.DBAPIConnection, record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        for pragma in ("busy_timeout=30000", "journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    sa.event.listen(database, "connect", connected)
    return database
