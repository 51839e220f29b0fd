"""The store's public face: the values that go in and come out, and the ``Store`` port.

One row per report; the record beside it is the JSON exactly as returned. Progress events are numbered, model
replies are cached by key and bound to their report, and a purge leaves only a tombstone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from schemas.record import ErrorV1, RecordV1, ReportV1, Status

Item = TypeVar("Item")
Json = dict[str, Any]  # a JSON object as the standard library reads it


@dataclass(frozen=True, slots=True)
class Options:
    """How a report is to be digested, every name resolved: the job reads nothing but this."""

    strategy: str
    model: str
    prompt: str
    schema: str


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report at the door. ``text`` is canonical; ``received`` is set only where it differs from it."""

    text: str
    lang: Literal["vi", "en"]
    options: Options
    title: str | None = None
    received: str | None = None
    format: str = "text/plain"


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A caller's promise that two requests are one: ``scope`` is caller and route, hash is the body's."""

    scope: str
    key: str
    request_sha256: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as kept, with how far the work on it has come. Times are UTC, ISO 8601."""

    id: str
    status: Status
    report: ReportV1
    options: Options
    updated_at: str
    error: ErrorV1 | None = None


@dataclass(frozen=True, slots=True)
class Created:
    """What came of a creation; ``replayed`` when the idempotency key had already made this report."""

    stored: StoredReport
    replayed: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A report in a list: everything but texts. ``flags`` counts by severity, empty until done."""

    id: str
    status: Status
    title: str | None
    lang: str
    sha256: str
    chars: int
    created_at: str
    updated_at: str
    flags: Mapping[str, int]
    error_code: str | None


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """A page of a list, newest first; ``next`` is the cursor of the following page, None at the end."""

    items: tuple[Item, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One step of progress; ``seq`` grows over the whole store, so it serves as Last-Event-ID."""

    seq: int
    report_id: str
    at: str
    step: str
    done: int
    total: int
    message: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a purged report."""

    id: str
    sha256: str
    created_at: str
    purged_at: str
    actor: str


class ReplyCache(Protocol):
    """Model replies by key, bound to one report so that its purge removes them."""

    async def get(self, key: str) -> Json | None:
        """The reply kept under the key, or None."""
        ...

    async def put(self, key: str, value: Json) -> None:
        """Keep the reply; the first one under a key stays."""
        ...


class Store(Protocol):
    """Reports, records, events, replies and tombstones. Every write is one transaction."""

    async def create(self, new: NewReport, *, key: IdempotencyKey | None = None) -> Created:
        """The stored report, queued; with a known key the one it made before.

        Raises:
            ConflictError: the key was used with another body.
        """
        ...

    async def get(self, report_id: str) -> StoredReport:
        """The report.

        Raises:
            RecordMissing: never was, or was purged.
        """
        ...

    async def status(self, report_id: str) -> Status:
        """The status alone, without reading any text.

        Raises:
            RecordMissing: never was, or was purged.
        """
        ...

    async def record(self, report_id: str) -> RecordV1:
        """The record: as saved when finished, else the report with its status and nothing found yet.

        Raises:
            RecordMissing: never was, or was purged.
        """
        ...

    async def list(
        self, *, status: Status | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Head]:
        """One page of reports, newest first.

        Raises:
            InputError: the cursor is not one of ours.
        """
        ...

    async def unfinished(self) -> tuple[str, ...]:
        """Ids of the reports queued or running, oldest first."""
        ...

    async def set_running(self, report_id: str) -> None:
        """Mark the report as being worked on; a finished one stays finished."""
        ...

    async def save_outcome(self, report_id: str, outcome: Json) -> None:
        """Keep what the strategy answered, so that the steps after it need no model."""
        ...

    async def outcome(self, report_id: str) -> Json | None:
        """What the strategy answered, or None."""
        ...

    async def save_record(self, record: RecordV1) -> None:
        """Keep the finished record (done or failed), its status, and the event ``done`` or ``failed``.

        A later save replaces the record.
        """
        ...

    async def add_event(self, report_id: str, step: str, done: int, total: int, message: str) -> int:
        """The sequence number of the event now kept."""
        ...

    async def events_after(self, report_id: str, seq: int = 0) -> tuple[Event, ...]:
        """The events of the report after ``seq``, in order.

        Raises:
            RecordMissing: never was, or was purged.
        """
        ...

    def replies(self, report_id: str) -> ReplyCache:
        """The cache of model replies, writing on behalf of this report."""
        ...

    async def delete(self, report_id: str, *, actor: str = "api") -> Tombstone:
        """The tombstone; body, record, replies, events and idempotency keys are gone.

        Raises:
            RecordMissing: never was. Deleting twice gives the same tombstone.
        """
        ...

    async def tombstone(self, report_id: str) -> Tombstone | None:
        """What stays of a purged report, or None."""
        ...

    async def health(self) -> None:
        """Return when the store can be read and written.

        Raises:
            EngineError: it cannot.
        """
        ...

    async def close(self) -> None:
        """Let go of every connection and of the data folder."""
        ...


__all__ = (
    "Created",
    "Event",
    "Head",
    "IdempotencyKey",
    "Json",
    "NewReport",
    "Options",
    "Page",
    "ReplyCache",
    "Store",
    "StoredReport",
    "Tombstone",
)
