"""The store's public face: the values that go in and come out, and the ``Store`` port.

One row per report; the record beside it is the JSON exactly as returned. Progress events are numbered, model
replies are cached by key and bound to their report, and a purge leaves only a tombstone. ``Reviews`` is the
port of what people do with the flags of the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar, Final, Generic, Literal, Protocol, TypeVar

from schemas.decision import DecisionIn, DecisionV1, FlagState, FlagStateV1
from schemas.record import ErrorV1, RecordV1, ReportV1, Status
from service.errors import ConflictError

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


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which flags are meant; None is any.

    ``waiting`` is open or second. ``organization``, ``period`` and ``text`` are words that must all be there,
    whatever their case, diacritics and order; those of more than three letters may be beginnings. ``text`` is
    looked for in the flag and in the title, organization, place, period and summary of its report.
    ``reviewer`` is who ruled on the flag last.
    """

    state: Literal["open", "second", "decided", "waiting"] | None = None
    severity: Literal["error", "warning", "info"] | None = None
    code: str | None = None
    organization: str | None = None
    period: str | None = None
    reviewer: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FlagFilter(QueueFilter):
    """The same for flags one by one, of one report where it is named."""

    report_id: str | None = None
    origin: Literal["digest", "source"] | None = None


ANY: Final = FlagFilter()
"""Every flag."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far people have come with a report.

    ``errors``, ``warnings`` and ``infos`` are the undecided ones of all the flags, ``second`` those that wait
    for a second reader, ``total`` all errors and warnings and ``left`` the undecided ones among them.
    ``approved``: the report is done and nothing is left.
    """

    report_id: str
    errors: int
    warnings: int
    infos: int
    second: int
    total: int
    left: int
    approved: bool


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A report in the queue; ``matching`` counts its flags that the filter means. Times are UTC, ISO 8601.

    ``title`` is the report's own, else that of its digest.
    """

    report_id: str
    title: str | None
    organization: str | None
    period: str | None
    lang: str
    created_at: str
    standing: Standing
    matching: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a filter means, counted: ``reports``, their ``flags`` by severity, and how many are decided."""

    reports: int
    flags: int
    errors: int
    warnings: int
    infos: int
    open: int
    second: int
    decided: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What filters can be set to: the values that there are, sorted."""

    organizations: tuple[str, ...]
    periods: tuple[str, ...]
    codes: tuple[str, ...]
    reviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lease:
    """Who is looking at a flag, until when; it stops nobody."""

    report_id: str
    flag_id: str
    reviewer: str
    until: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision or an undo changed: the flag asked for first, the rulings beside them in that order.

    ``replayed``: the same had been decided before by the same person, and nothing was changed now; the flags
    are as they are now.
    """

    flags: tuple[FlagStateV1, ...]
    decisions: tuple[DecisionV1, ...]
    standing: Standing
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Seed:
    """A known error that was planted to see who catches it: ``value`` is the figure before it was changed.

    It stands in a copy of the report ``origin_id`` that no list of reports shows.
    """

    report_id: str
    flag_id: str
    origin_id: str
    value: str
    planted_by: str
    planted_at: str


@dataclass(frozen=True, slots=True)
class ReviewerFigures:
    """What one reviewer did: rulings, known errors met and caught, second readings and those that agreed.

    ``met`` are planted errors that the reviewer ruled on, ``caught`` those where the last word was that the
    digest is wrong. ``readings`` are pairs of blind readings that this reviewer had a part in.
    """

    reviewer: str
    decisions: int
    met: int
    caught: int
    readings: int
    agreed: int


class VersionConflict(ConflictError):
    """Somebody else decided first; ``fresh`` is the flag as it is now."""

    code: ClassVar[str] = "version_conflict"

    def __init__(self, fresh: FlagStateV1) -> None:
        by = f" by {fresh.reviewer}" if fresh.reviewer else ""
        super().__init__(
            f"the flag was changed{by} and is at version {fresh.version} now",
            hint="look at the flag as it is now, then decide again",
        )
        self.fresh = fresh


class NothingToUndo(ConflictError):
    """The flag has no ruling; ``fresh`` is the flag as it is now."""

    code: ClassVar[str] = "nothing_to_undo"

    def __init__(self, fresh: FlagStateV1) -> None:
        super().__init__("the flag has no ruling that could be undone", hint="look at the flag as it is now")
        self.fresh = fresh


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


class Reviews(Protocol):
    """Flags with their states, decisions, leases and planted errors. Every write is one transaction.

    ``reader`` names the person who will see the answer: what others ruled on a flag that waits for a blind
    second reading is hidden from that person. None hides nothing.
    """

    async def queue(
        self,
        filter: QueueFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
        reader: str | None = None,
    ) -> Page[QueueItem]:
        """One page of reports with a flag that the filter means, worst first.

        That is: most undecided errors, then most undecided warnings, then the oldest. A filter without state
        means what waits; one without severity means errors and warnings, which are what keeps a report from
        being approved. A drawn flag does not wait for the ``reader`` who was its first.

        Raises:
            InputError: the cursor is not one of ours.
        """
        ...

    async def tally(self, filter: QueueFilter = ANY, *, reader: str | None = None) -> Tally:
        """What the filter means, counted; without a state or severity all of them."""
        ...

    async def choices(self) -> Choices:
        """What filters can be set to."""
        ...

    async def flags(
        self,
        filter: FlagFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
        reader: str | None = None,
    ) -> Page[FlagStateV1]:
        """One page of flags: errors first, older reports first, then as the record has them.

        Raises:
            InputError: the cursor is not one of ours.
        """
        ...

    async def states(self, report_id: str, *, reader: str | None = None) -> tuple[FlagStateV1, ...]:
        """The flags of a report in the order of its record; none before it is finished.

        Raises:
            RecordMissing: the report never was, or was purged.
        """
        ...

    async def state(self, report_id: str, flag_id: str, *, reader: str | None = None) -> FlagStateV1:
        """One flag.

        Raises:
            RecordMissing: there is none.
        """
        ...

    async def standing(self, report_ids: Sequence[str]) -> Mapping[str, Standing]:
        """How far people have come with these reports; those without a finished record are left out."""
        ...

    async def decide(
        self,
        report_id: str,
        flag_id: str,
        decision: DecisionIn,
        *,
        reviewer: str,
        role: str,
        expected_version: int,
        key: IdempotencyKey | None = None,
        second_rate: Fraction = Fraction(0),
    ) -> Decided:
        """What the decision changed; ``reopened`` is ``undo``.

        With ``everywhere`` the same ruling is written, in the same transaction, on every open flag of the
        report that says the same of the same figure; flags that somebody ruled on are left alone. The last
        decision sent once more by the same person, or a known key, changes nothing. ``second_rate`` is the
        share of flags that are drawn for a second, blind reading.

        Raises:
            VersionConflict: the flag is not at ``expected_version``.
            InvalidDecision: the ruling makes no sense on this flag, or lacks a part.
            NothingToUndo: the decision is ``reopened``, and the flag has no ruling.
            ConflictError: the key was used for another decision.
            RecordMissing: there is no such flag.
        """
        ...

    async def undo(
        self,
        report_id: str,
        flag_id: str,
        *,
        reviewer: str,
        role: str,
        expected_version: int,
        everywhere: bool = False,
    ) -> Decided:
        """The flag open again, by a decision ``reopened``; what was decided stays in the history.

        With ``everywhere`` so are the flags that were ruled on together with it and not again since.

        Raises:
            VersionConflict: the flag is not at ``expected_version``.
            NothingToUndo: the flag has no ruling.
            RecordMissing: there is no such flag.
        """
        ...

    async def history(self, report_id: str, *, reader: str | None = None) -> tuple[DecisionV1, ...]:
        """Every decision on the report, oldest first.

        Raises:
            RecordMissing: the report never was, or was purged.
        """
        ...

    async def hold(
        self, report_id: str, flag_id: str, *, reviewer: str, seconds: int = 600, steal: bool = False
    ) -> Lease:
        """The lease on the flag now: the reviewer's own, or that of whoever was first and still looks at it.

        ``steal`` takes it over. A lease ends by itself and with the next decision.

        Raises:
            RecordMissing: there is no such flag.
        """
        ...

    async def plant(self, record: RecordV1, seed: Seed) -> None:
        """Keep a copy of a report with a known error in it, for reviewers to meet in their queue.

        Raises:
            RecordMissing: the report that it is a copy of was purged.
        """
        ...

    async def seeds(self) -> tuple[Seed, ...]:
        """Every planted error, oldest first."""
        ...

    async def figures(self) -> tuple[ReviewerFigures, ...]:
        """What each reviewer did, by name."""
        ...


__all__ = (
    "ANY",
    "Choices",
    "Created",
    "Decided",
    "Event",
    "FlagFilter",
    "FlagState",
    "Head",
    "IdempotencyKey",
    "Json",
    "Lease",
    "NewReport",
    "NothingToUndo",
    "Options",
    "Page",
    "QueueFilter",
    "QueueItem",
    "ReplyCache",
    "ReviewerFigures",
    "Reviews",
    "Seed",
    "Standing",
    "Store",
    "StoredReport",
    "Tally",
    "Tombstone",
    "VersionConflict",
)
