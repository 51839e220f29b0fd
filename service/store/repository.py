"""The one store there is: reports and all that belongs to them, through SQLAlchemy.

Every public method is one transaction. Rows become frozen values here and nowhere else. Nothing is logged
and no error holds text of a report: statements and their parameters stay inside this file.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any, Self

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.record import ErrorV1, RecordV1, ReportV1, Status
from service.errors import ConflictError, EngineError, InputError, RecordMissing
from service.store import (
    Created,
    Event,
    Head,
    IdempotencyKey,
    Json,
    NewReport,
    Options,
    Page,
    StoredReport,
    Tombstone,
    ids,
    migrate,
)
from service.store.border import WrittenAtOnce, border
from service.store.database import Database, FolderLock
from service.store.filing import file_old, keep_record
from service.store.intake import now, take_in
from service.store.tables import (
    decision_keys,
    decisions,
    events,
    flags,
    idempotency_keys,
    leases,
    outcomes,
    records,
    replies,
    reports,
    reviews,
    seeds,
    tombstones,
)

PAGE_MAX = 200  # reports in one page
ROOM = 1_000_000  # bytes that must be free; a report with its record may want as many
UNFINISHED = ("queued", "running")
OWNED = (
    *(replies, events, idempotency_keys, outcomes, records),
    *(leases, decision_keys, decisions, flags, reviews, seeds),
)  # everything that goes with a report
_HEAD = (
    *(reports.c[name] for name in ("id", "status", "title", "lang", "sha256", "chars")),
    *(reports.c[name] for name in ("created_at", "updated_at", "error")),
    *(records.c[name] for name in ("errors", "warnings", "infos")),
)


class SqlStore:
    """``service.store.Store`` on any database that SQLAlchemy reaches; made by ``open``."""

    def __init__(self, database: Database, lock: FolderLock | None) -> None:
        self._database = database
        self._lock = lock

    @classmethod
    async def open(cls, url: str) -> Self:
        """The store at ``url`` (``sqlite:///…`` or ``postgresql://…``), migrated to the present shape.

        A SQLite file belongs to one process at a time.

        Raises:
            EngineError: another process works on the file, or the database cannot be used.
        """
        database = Database(url)
        lock = FolderLock(database.path.with_name(database.path.name + ".lock")) if database.path else None
        if lock:
            lock.take()
        store = cls(database, lock)
        try:
            async with database.write() as connection:
                await connection.run_sync(migrate.upgrade)
            await file_old(database)
        except BaseException:
            await store.close()
            raise
        return store

    @property
    def database(self) -> Database:
        """The connections, for what else is kept in the same database."""
        return self._database

    async def close(self) -> None:
        """Let go of every connection and of the file."""
        await self._database.close()
        if self._lock:
            self._lock.free()

    # reports

    async def create(self, new: NewReport, *, key: IdempotencyKey | None = None) -> Created:
        """See ``Store.create``."""
        stored = take_in(new)
        try:
            return await self._create(stored, key)
        except WrittenAtOnce:  # another connection was first with this key; its report is there now
            return await self._create(stored, key)

    async def _create(self, stored: StoredReport, key: IdempotencyKey | None) -> Created:
        async with self._database.write() as connection:
            if key:
                known = await _known(connection, key)
                if known:
                    return Created(known, replayed=True)
            await connection.execute(insert(reports).values(_columns(stored)))
            if key:
                await connection.execute(
                    insert(idempotency_keys).values(
                        scope=key.scope,
                        key=key.key,
                        request_sha256=key.request_sha256,
                        report_id=stored.id,
                        created_at=stored.updated_at,
                    )
                )
        return Created(stored, replayed=False)

    async def get(self, report_id: str) -> StoredReport:
        """See ``Store.get``."""
        async with self._database.read() as connection:
            return _stored(await _row(connection, report_id))

    async def status(self, report_id: str) -> Status:
        """See ``Store.status``."""
        async with self._database.read() as connection:
            found = await connection.scalar(select(reports.c.status).where(reports.c.id == report_id))
        if found is None:
            raise _missing(report_id)
        status: Status = found
        return status

    async def record(self, report_id: str) -> RecordV1:
        """See ``Store.record``."""
        async with self._database.read() as connection:
            body = await connection.scalar(select(records.c.body).where(records.c.report_id == report_id))
            if body is not None:
                return RecordV1.model_validate_json(body)
            stored = _stored(await _row(connection, report_id))
        return RecordV1(id=stored.id, status=stored.status, report=stored.report, error=stored.error)

    async def list(
        self, *, status: Status | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Head]:
        """See ``Store.list``; at most ``PAGE_MAX`` a page. Copies with a planted error are not shown."""
        size = max(1, min(limit, PAGE_MAX))
        query = select(*_HEAD).select_from(reports.outerjoin(records, records.c.report_id == reports.c.id))
        query = query.where(reports.c.id.not_in(select(seeds.c.report_id))).order_by(reports.c.id.desc())
        if status:
            query = query.where(reports.c.status == status)
        if cursor is not None:
            if not ids.SHAPE.fullmatch(cursor):
                raise InputError("the cursor is not one that a list gave", hint="start again without cursor")
            query = query.where(reports.c.id < cursor)
        async with self._database.read() as connection:
            rows = (await connection.execute(query.limit(size + 1))).all()
        items = tuple(_head(row) for row in rows[:size])
        return Page(items, items[-1].id if len(rows) > size else None)

    async def unfinished(self) -> tuple[str, ...]:
        """See ``Store.unfinished``."""
        query = select(reports.c.id).where(reports.c.status.in_(UNFINISHED)).order_by(reports.c.id)
        async with self._database.read() as connection:
            return tuple((await connection.scalars(query)).all())

    # the work on a report

    async def set_running(self, report_id: str) -> None:
        """See ``Store.set_running``."""
        async with self._database.write() as connection:
            await connection.execute(
                update(reports)
                .where(reports.c.id == report_id, reports.c.status == "queued")
                .values(status="running", updated_at=now())
            )

    async def save_outcome(self, report_id: str, outcome: Json) -> None:
        """See ``Store.save_outcome``."""
        async with self._database.write() as connection:
            await _require(connection, report_id)
            await connection.execute(delete(outcomes).where(outcomes.c.report_id == report_id))
            await connection.execute(insert(outcomes).values(report_id=report_id, body=_dump(outcome)))

    async def outcome(self, report_id: str) -> Json | None:
        """See ``Store.outcome``."""
        async with self._database.read() as connection:
            return _load(
                await connection.scalar(select(outcomes.c.body).where(outcomes.c.report_id == report_id))
            )

    async def save_record(self, record: RecordV1) -> None:
        """See ``Store.save_record``; the outcome is let go, since the record holds all of it.

        Flags that stay keep what was decided on them.

        Raises:
            RecordMissing: the report was purged while it was worked on.
        """
        at = now()
        async with self._database.write() as connection:
            await _require(connection, record.id)
            await connection.execute(delete(outcomes).where(outcomes.c.report_id == record.id))
            await keep_record(connection, record, at)
            await connection.execute(
                update(reports)
                .where(reports.c.id == record.id)
                .values(
                    status=record.status,
                    updated_at=at,
                    error=record.error.model_dump_json() if record.error else None,
                )
            )
            ending = record.error.code if record.error else ""
            await connection.execute(insert(events).values(_event(record.id, record.status, 1, 1, ending)))

    # progress

    async def add_event(self, report_id: str, step: str, done: int, total: int, message: str) -> int:
        """See ``Store.add_event``.

        Raises:
            RecordMissing: the report was purged while it was worked on.
        """
        async with self._database.write() as connection:
            await _require(connection, report_id)
            result = await connection.execute(
                insert(events).values(_event(report_id, step, done, total, message))
            )
            key = result.inserted_primary_key
        return int(key[0]) if key else 0

    async def events_after(self, report_id: str, seq: int = 0) -> tuple[Event, ...]:
        """See ``Store.events_after``."""
        query = (
            select(events).where(events.c.report_id == report_id, events.c.seq > seq).order_by(events.c.seq)
        )
        async with self._database.read() as connection:
            await _require(connection, report_id)
            return tuple(Event(**row._mapping) for row in (await connection.execute(query)).all())

    # replies of models

    def replies(self, report_id: str) -> Replies:
        """See ``Store.replies``."""
        return Replies(self, report_id)

    async def reply(self, key: str) -> Json | None:
        """The model's reply kept under ``key``, or None."""
        async with self._database.read() as connection:
            return _load(await connection.scalar(select(replies.c.body).where(replies.c.key == key)))

    async def keep_reply(self, report_id: str, key: str, reply: Json) -> None:
        """Keep a reply for as long as its report is kept; the first one under a key stays.

        Raises:
            RecordMissing: the report was purged while it was worked on.
        """
        row = {"key": key, "report_id": report_id, "body": _dump(reply), "created_at": now()}
        with suppress(WrittenAtOnce):
            async with self._database.write() as connection:
                await _require(connection, report_id)
                if await connection.scalar(select(replies.c.key).where(replies.c.key == key)) is None:
                    await connection.execute(insert(replies).values(row))

    # the end

    async def delete(self, report_id: str, *, actor: str = "api") -> Tombstone:
        """See ``Store.delete``."""
        async with self._database.write() as connection:
            known = await _tombstone(connection, report_id)
            if known:
                return known
            row = await _row(connection, report_id)
            stone = Tombstone(row.id, row.sha256, row.created_at, now(), actor)
            copies = select(seeds.c.report_id).where(seeds.c.origin_id == report_id)
            for gone in (*(await connection.scalars(copies)).all(), report_id):
                for table in OWNED:
                    await connection.execute(delete(table).where(table.c.report_id == gone))
                await connection.execute(delete(reports).where(reports.c.id == gone))
            await connection.execute(
                insert(tombstones).values(
                    id=stone.id,
                    sha256=stone.sha256,
                    created_at=stone.created_at,
                    purged_at=stone.purged_at,
                    actor=actor,
                )
            )
        with border():
            await self._database.forget()
        return stone

    async def tombstone(self, report_id: str) -> Tombstone | None:
        """See ``Store.tombstone``."""
        async with self._database.read() as connection:
            return await _tombstone(connection, report_id)

    async def health(self) -> None:
        """See ``Store.health``: looks at the disk, takes the right to write, reads, and lets go."""
        room = self._database.room()
        if room is not None and room < ROOM:
            raise EngineError("the disk of the data folder is full", hint="make room on it")
        async with self._database.write() as connection:
            await connection.scalar(select(func.count()).select_from(tombstones))


class Replies:
    """``service.store.ReplyCache`` on the store, on behalf of one report."""

    def __init__(self, store: SqlStore, report_id: str) -> None:
        self._store = store
        self._report_id = report_id

    async def get(self, key: str) -> Json | None:
        """The reply kept under the key, whichever report asked for it first, or None."""
        return await self._store.reply(key)

    async def put(self, key: str, value: Json) -> None:
        """Keep the reply; the first one under a key stays."""
        await self._store.keep_reply(self._report_id, key, value)


def _columns(stored: StoredReport) -> dict[str, Any]:
    """A report that has just come in as a row."""
    options = stored.options
    return stored.report.model_dump() | {
        "id": stored.id,
        "status": stored.status,
        "strategy": options.strategy,
        "model": options.model,
        "prompt": options.prompt,
        "digest_schema": options.schema,
        "updated_at": stored.updated_at,
    }


def _event(report_id: str, step: str, done: int, total: int, message: str) -> dict[str, Any]:
    """The columns of an event of now; its number is given by the database."""
    return {
        "report_id": report_id,
        "at": now(),
        "step": step,
        "done": done,
        "total": total,
        "message": message,
    }


def _stored(row: Row[Any]) -> StoredReport:
    """A row of reports as a value."""
    at = row._mapping
    return StoredReport(
        id=at["id"],
        status=at["status"],
        report=ReportV1(
            title=at["title"],
            lang=at["lang"],
            text=at["text"],
            received=at["received"],
            format=at["format"],
            sha256=at["sha256"],
            chars=at["chars"],
            created_at=at["created_at"],
        ),
        options=Options(at["strategy"], at["model"], at["prompt"], at["digest_schema"]),
        updated_at=at["updated_at"],
        error=ErrorV1.model_validate_json(at["error"]) if at["error"] else None,
    )


def _head(row: Row[Any]) -> Head:
    """A row of a list as a value."""
    flags = {} if row.errors is None else {"error": row.errors, "warning": row.warnings, "info": row.infos}
    return Head(
        id=row.id,
        status=row.status,
        title=row.title,
        lang=row.lang,
        sha256=row.sha256,
        chars=row.chars,
        created_at=row.created_at,
        updated_at=row.updated_at,
        flags=flags,
        error_code=json.loads(row.error)["code"] if row.error else None,
    )


async def _row(connection: AsyncConnection, report_id: str) -> Row[Any]:
    """The row of a report that must be there."""
    row = (await connection.execute(select(reports).where(reports.c.id == report_id))).first()
    if row is None:
        raise _missing(report_id)
    return row


async def _require(connection: AsyncConnection, report_id: str) -> None:
    """Nothing, or RecordMissing."""
    if await connection.scalar(select(reports.c.id).where(reports.c.id == report_id)) is None:
        raise _missing(report_id)


async def _known(connection: AsyncConnection, key: IdempotencyKey) -> StoredReport | None:
    """The report that this key has made before, if its request was the same."""
    query = select(idempotency_keys.c.request_sha256, idempotency_keys.c.report_id).where(
        idempotency_keys.c.scope == key.scope, idempotency_keys.c.key == key.key
    )
    found = (await connection.execute(query)).first()
    if found is None:
        return None
    if found.request_sha256 != key.request_sha256:
        raise ConflictError(
            "this idempotency key was used with another request", hint="use a new key for a new request"
        )
    return _stored(await _row(connection, found.report_id))


async def _tombstone(connection: AsyncConnection, report_id: str) -> Tombstone | None:
    """The tombstone of a report, or None."""
    row = (await connection.execute(select(tombstones).where(tombstones.c.id == report_id))).first()
    return Tombstone(**row._mapping) if row else None


def _missing(report_id: str) -> RecordMissing:
    """The error for an id that nothing is kept under; an id of another shape is not repeated."""
    name = report_id if ids.SHAPE.fullmatch(report_id) else "of this id"
    return RecordMissing(f"there is no report {name}", hint="GET /v1/reports lists those there are")


def _dump(value: Json) -> str:
    """JSON text that keeps the order of keys and every character."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _load(body: str | None) -> Json | None:
    """What ``_dump`` wrote, or None."""
    if body is None:
        return None
    value: Json = json.loads(body)
    return value
