"""What people do with flags, kept: ``service.store.Reviews`` through SQLAlchemy.

Decisions are only ever added. A row of ``flags`` is the view of the history that lists and versions need: it
is brought on by the same transaction that adds the decision, and only if it is still at the version that the
reviewer saw. Rulings on one report follow one another. Like everywhere in the store no error holds a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, TypeVarTuple

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from schemas.decision import DecisionIn, DecisionV1, FlagStateV1
from schemas.record import FlagV1, RecordV1
from service import review
from service.errors import ConflictError, InputError, RecordMissing
from service.store import (
    ANY,
    Choices,
    Decided,
    FlagFilter,
    IdempotencyKey,
    Lease,
    NothingToUndo,
    Page,
    QueueFilter,
    QueueItem,
    ReviewerFigures,
    Seed,
    Standing,
    Tally,
    VersionConflict,
    ids,
)
from service.store.border import WrittenAtOnce
from service.store.database import Database
from service.store.filing import (
    SEVERITIES,
    by_flag,
    decision_of,
    folded,
    histories,
    keep_record,
    recount,
    state_after,
)
from service.store.intake import now
from service.store.tables import (
    decision_keys,
    decisions,
    flags,
    leases,
    reports,
    reviews,
    seeds,
)

Columns = TypeVarTuple("Columns")

PAGE_MAX = 200  # reports or flags in one page
LONGEST_LEASE = 3600  # seconds
WHOLE = 3  # letters; a word of so many is found whole only, or "tan" would find every "tang"
CURSOR = re.compile(rf"(\d{{1,9}})-(\d{{1,9}})-({ids.SHAPE.pattern})")
RULED = ("ruling", "value", "reviewer", "decided_at")  # what is hidden from a blind reader
_STANDING = (
    *(reviews.c[name] for name in ("report_id", "errors", "warnings", "infos", "second", "total")),
    reports.c.status,
)


class SqlReviews:
    """``service.store.Reviews`` on the database of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # lists

    async def queue(
        self,
        filter: QueueFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
        reader: str | None = None,
    ) -> Page[QueueItem]:
        """See ``Reviews.queue``."""
        size = max(1, min(limit, PAGE_MAX))
        meant = and_(flags.c.report_id == reviews.c.report_id, *_conditions(_queued(filter), reader))
        if filter.severity is None:
            meant = and_(
                meant, flags.c.rank.in_([SEVERITIES.index(name) for name in sorted(review.DECIDING)])
            )
        matching = select(func.count()).select_from(flags).where(meant).scalar_subquery()
        query = (
            select(
                *_STANDING,
                *(reviews.c.title, reviews.c.organization, reviews.c.period),
                *(reports.c.lang, reports.c.created_at),
                matching.label("matching"),
            )
            .join(reports, reports.c.id == reviews.c.report_id)
            .where(select(flags.c.flag_id).where(meant).exists())
            .order_by(reviews.c.errors.desc(), reviews.c.warnings.desc(), reviews.c.report_id)
            .limit(size + 1)
        )
        if cursor is not None:
            query = query.where(_after_item(cursor))
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        items = tuple(_item(row._mapping) for row in rows[:size])
        last = rows[size - 1] if len(rows) > size else None
        return Page(items, f"{last.errors}-{last.warnings}-{last.report_id}" if last else None)

    async def tally(self, filter: QueueFilter = ANY, *, reader: str | None = None) -> Tally:
        """See ``Reviews.tally``."""

        def many(condition: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        counted: list[ColumnElement[int]] = [
            func.count(func.distinct(flags.c.report_id)),
            func.count(),
            *(many(flags.c.rank == rank) for rank in range(len(SEVERITIES))),
            *(many(flags.c.state == state) for state in ("open", "second", "decided")),
        ]
        query = _joined(select(*counted), filter).where(*_conditions(filter, reader))
        async with self._database.read() as connection:
            found = (await connection.execute(query)).one()
        return Tally(*(int(number) for number in found))

    async def choices(self) -> Choices:
        """See ``Reviews.choices``."""
        columns = (reviews.c.organization, reviews.c.period, flags.c.code, decisions.c.reviewer)
        async with self._database.read() as connection:
            found = [
                tuple(
                    (
                        await connection.scalars(
                            select(column).where(column.is_not(None)).distinct().order_by(column)
                        )
                    ).all()
                )
                for column in columns
            ]
        return Choices(*found)

    async def flags(
        self,
        filter: FlagFilter = ANY,
        *,
        limit: int = 50,
        cursor: str | None = None,
        reader: str | None = None,
    ) -> Page[FlagStateV1]:
        """See ``Reviews.flags``."""
        size = max(1, min(limit, PAGE_MAX))
        query = _joined(_with_lease(), filter).where(*_conditions(filter, reader))
        if cursor is not None:
            query = query.where(_after_flag(cursor))
        query = query.order_by(flags.c.rank, flags.c.report_id, flags.c.position).limit(size + 1)
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).all()
        items = tuple(_state(row._mapping, reader) for row in rows[:size])
        last = rows[size - 1] if len(rows) > size else None
        return Page(items, f"{last.rank}-{last.position}-{last.report_id}" if last else None)

    # one report

    async def states(self, report_id: str, *, reader: str | None = None) -> tuple[FlagStateV1, ...]:
        """See ``Reviews.states``."""
        query = _with_lease().where(flags.c.report_id == report_id).order_by(flags.c.position)
        async with self._database.read() as connection:
            await _require(connection, report_id)
            return tuple(_state(row._mapping, reader) for row in (await connection.execute(query)).all())

    async def state(self, report_id: str, flag_id: str, *, reader: str | None = None) -> FlagStateV1:
        """See ``Reviews.state``."""
        async with self._database.read() as connection:
            return await _one(connection, report_id, flag_id, reader)

    async def standing(self, report_ids: Sequence[str]) -> Mapping[str, Standing]:
        """See ``Reviews.standing``."""
        async with self._database.read() as connection:
            return await _standings(connection, report_ids)

    async def history(self, report_id: str, *, reader: str | None = None) -> tuple[DecisionV1, ...]:
        """See ``Reviews.history``."""
        async with self._database.read() as connection:
            await _require(connection, report_id)
            return review.veiled(await histories(connection, report_id), reader)

    # rulings

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
        """See ``Reviews.decide``."""
        wish = _Wish(report_id, flag_id, decision, reviewer, role, expected_version, second_rate)
        try:
            return await self._ruled(wish, key)
        except WrittenAtOnce:  # another connection was first with this key, on another report
            return await self._ruled(wish, key)

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
        """See ``Reviews.undo``."""
        return await self.decide(
            report_id,
            flag_id,
            DecisionIn(ruling="reopened", everywhere=everywhere),
            reviewer=reviewer,
            role=role,
            expected_version=expected_version,
        )

    async def _ruled(self, wish: _Wish, key: IdempotencyKey | None) -> Decided:
        async with self._database.write() as connection:
            await _lock(connection, wish.report_id)
            if key is not None:
                act = await _known_act(connection, key)
                if act is not None:
                    return await _told(connection, wish, act, replayed=True)
            only = None if wish.decision.everywhere else wish.flag_id
            rows = await _rows(connection, wish.report_id, only)
            if wish.flag_id not in rows:
                await _require(connection, wish.report_id)
                raise _no_flag()
            history = by_flag(await histories(connection, wish.report_id, only))
            mine = history.get(wish.flag_id, ())
            if mine and wish.repeats(mine[-1]):
                return await _told(connection, wish, mine[-1].act, replayed=True)
            if rows[wish.flag_id].version != wish.expected_version:
                raise VersionConflict(await _one(connection, wish.report_id, wish.flag_id, wish.reviewer))
            if wish.decision.ruling == "reopened" and not review.current(mine):
                raise NothingToUndo(await _one(connection, wish.report_id, wish.flag_id, wish.reviewer))
            act = await self._write_act(connection, wish, _meant(wish, rows, history), history)
            if key is not None:
                await connection.execute(
                    insert(decision_keys).values(
                        scope=key.scope,
                        key=key.key,
                        request_sha256=key.request_sha256,
                        report_id=wish.report_id,
                        act=act,
                        created_at=now(),
                    )
                )
            return await _told(connection, wish, act, replayed=False)

    async def _write_act(
        self,
        connection: AsyncConnection,
        wish: _Wish,
        targets: Iterable[_Row],
        history: Mapping[str, Sequence[DecisionV1]],
    ) -> str:
        """Add one decision for each target, each from the version that was read; the id of the act."""
        at, made = now(), list[DecisionV1]()
        for target in targets:
            act = made[0].id if made else None
            made.append(wish.on(target, history.get(target.flag_id, ()), at, act))
        here = and_(flags.c.report_id == wish.report_id, flags.c.flag_id == bindparam("here"))
        rows = [{"here": decision.flag_id, **state_after(decision)} for decision in made]
        await connection.execute(update(flags).where(here), rows)
        await connection.execute(insert(decisions), [decision.model_dump() for decision in made])
        looked_at = leases.c.flag_id.in_([decision.flag_id for decision in made])
        await connection.execute(delete(leases).where(leases.c.report_id == wish.report_id, looked_at))
        await recount(connection, wish.report_id)
        return made[0].act

    # leases

    async def hold(
        self, report_id: str, flag_id: str, *, reviewer: str, seconds: int = 600, steal: bool = False
    ) -> Lease:
        """See ``Reviews.hold``; at most an hour."""
        here = and_(leases.c.report_id == report_id, leases.c.flag_id == flag_id)
        until = datetime.now(UTC) + timedelta(seconds=max(1, min(seconds, LONGEST_LEASE)))
        lease = Lease(report_id, flag_id, reviewer, until.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))
        async with self._database.write() as connection:
            await _lock(connection, report_id)
            await _one(connection, report_id, flag_id, reviewer)
            row = (await connection.execute(select(leases).where(here))).first()
            if row is not None and row.until > now() and row.reviewer != reviewer and not steal:
                return Lease(report_id, flag_id, row.reviewer, row.until)
            await connection.execute(delete(leases).where(here))
            await connection.execute(
                insert(leases).values(
                    report_id=report_id, flag_id=flag_id, reviewer=reviewer, until=lease.until
                )
            )
        return lease

    # how well people read

    async def plant(self, record: RecordV1, seed: Seed) -> None:
        """See ``Reviews.plant``."""
        async with self._database.write() as connection:
            origin = select(reports).where(reports.c.id == seed.origin_id)
            row = (await connection.execute(origin)).first()
            if row is None:
                raise _no_report()
            await connection.execute(
                insert(reports).values({**row._mapping, "id": record.id, "status": record.status})
            )
            await keep_record(connection, record, seed.planted_at)
            await connection.execute(
                insert(seeds).values(
                    report_id=seed.report_id,
                    flag_id=seed.flag_id,
                    origin_id=seed.origin_id,
                    value=seed.value,
                    planted_by=seed.planted_by,
                    planted_at=seed.planted_at,
                )
            )

    async def seeds(self) -> tuple[Seed, ...]:
        """See ``Reviews.seeds``."""
        async with self._database.read() as connection:
            rows = (await connection.execute(select(seeds).order_by(seeds.c.report_id))).all()
        return tuple(Seed(**row._mapping) for row in rows)

    async def figures(self) -> tuple[ReviewerFigures, ...]:
        """See ``Reviews.figures``."""
        made = select(decisions.c.reviewer, func.count()).group_by(decisions.c.reviewer)
        twice = select(decisions.c.report_id, decisions.c.flag_id).where(decisions.c.second == 1)
        known = select(seeds.c.report_id, seeds.c.flag_id)
        wanted = twice.union(known).subquery()
        told = (
            select(decisions)
            .join(
                wanted,
                and_(wanted.c.report_id == decisions.c.report_id, wanted.c.flag_id == decisions.c.flag_id),
            )
            .order_by(decisions.c.report_id, decisions.c.flag_id, decisions.c.seq)
        )
        async with self._database.read() as connection:
            counts: dict[str, int] = {row[0]: row[1] for row in (await connection.execute(made)).all()}
            planted = [(row[0], row[1]) for row in (await connection.execute(known)).all()]
            rows = (await connection.execute(told)).all()
        found: dict[tuple[str, str], list[DecisionV1]] = {}
        for row in rows:
            found.setdefault((row.report_id, row.flag_id), []).append(decision_of(row._mapping))
        measured = review.measured(found.values(), planted)
        return tuple(_figures(name, counts[name], measured.get(name)) for name in sorted(counts))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of flags as far as a ruling needs it."""

    flag_id: str
    flag: FlagV1
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class _Wish:
    """One call of ``decide``."""

    report_id: str
    flag_id: str
    decision: DecisionIn
    reviewer: str
    role: str
    expected_version: int
    second_rate: Fraction

    def repeats(self, last: DecisionV1) -> bool:
        """Whether this very decision made the present version: the same person, the same words."""
        said = (self.decision.ruling, self.decision.value, self.decision.reason, self.decision.note)
        return (
            last.version_from == self.expected_version
            and last.reviewer == self.reviewer
            and said == (last.ruling, last.value, last.reason, last.note)
        )

    def on(self, target: _Row, history: Sequence[DecisionV1], at: str, act: str | None) -> DecisionV1:
        """The decision on one target; without an act it begins one."""
        told = self.decision
        step = review.after(
            history,
            told.ruling,
            told.value,
            self.reviewer,
            drawn=review.drawn(target.flag_id, self.second_rate),
        )
        made = ids.new_id()
        return DecisionV1(
            id=made,
            act=act or made,
            report_id=self.report_id,
            flag_id=target.flag_id,
            reviewer=self.reviewer,
            role=self.role,
            at=at,
            ruling=told.ruling,
            value=told.value,
            reason=told.reason,
            note=told.note,
            seconds=told.seconds if act is None else None,  # the time was spent once
            version_from=target.version,
            version_to=target.version + 1,
            second=step.second,
            state=step.state,
        )


def _meant(
    wish: _Wish, rows: Mapping[str, _Row], history: Mapping[str, Sequence[DecisionV1]]
) -> tuple[_Row, ...]:
    """The flags that a decision is for, the one asked for first.

    Raises:
        InvalidDecision: the ruling makes no sense on the flag.
    """
    asked, decision = rows[wish.flag_id], wish.decision
    if decision.ruling == "reopened":
        if not decision.everywhere:
            return (asked,)
        act = history[wish.flag_id][-1].act
        together = [
            row
            for flag_id, row in rows.items()
            if flag_id != wish.flag_id and flag_id in history and history[flag_id][-1].act == act
        ]
        return (asked, *together)
    review.refuse_wrong(asked.flag, decision)
    if not decision.everywhere:
        return (asked,)
    untouched = [row.flag for row in rows.values() if row.state == "open"]
    return (asked, *(rows[flag.id] for flag in review.same_figure(untouched, asked.flag)))


async def _told(connection: AsyncConnection, wish: _Wish, act: str, *, replayed: bool) -> Decided:
    """The answer for an act: its decisions, and its flags as they are now."""
    query = select(decisions).where(decisions.c.act == act).order_by(decisions.c.seq)
    made = tuple(decision_of(row._mapping) for row in (await connection.execute(query)).all())
    states = {
        row.flag_id: _state(row._mapping, wish.reviewer)
        for row in (
            await connection.execute(
                _with_lease().where(
                    flags.c.report_id == wish.report_id, flags.c.flag_id.in_([d.flag_id for d in made])
                )
            )
        ).all()
    }
    changed = tuple(states[decision.flag_id] for decision in made if decision.flag_id in states)
    standings = await _standings(connection, [wish.report_id])
    return Decided(changed, made, standings[wish.report_id], replayed)


async def _known_act(connection: AsyncConnection, key: IdempotencyKey) -> str | None:
    """The act that this key has made before, if its request was the same."""
    query = select(decision_keys.c.request_sha256, decision_keys.c.act).where(
        decision_keys.c.scope == key.scope, decision_keys.c.key == key.key
    )
    found = (await connection.execute(query)).first()
    if found is None:
        return None
    if found.request_sha256 != key.request_sha256:
        raise ConflictError(
            "this idempotency key was used with another request", hint="use a new key for a new request"
        )
    return str(found.act)


async def _rows(connection: AsyncConnection, report_id: str, only: str | None) -> dict[str, _Row]:
    """The flags of a report by id, in the order of the record; with ``only`` just that one."""
    query = (
        select(flags.c.flag_id, flags.c.body, flags.c.state, flags.c.version)
        .where(flags.c.report_id == report_id)
        .order_by(flags.c.position)
    )
    if only is not None:
        query = query.where(flags.c.flag_id == only)
    return {
        row.flag_id: _Row(row.flag_id, FlagV1.model_validate_json(row.body), row.state, row.version)
        for row in (await connection.execute(query)).all()
    }


async def _one(connection: AsyncConnection, report_id: str, flag_id: str, reader: str | None) -> FlagStateV1:
    """A flag that must be there."""
    query = _with_lease().where(flags.c.report_id == report_id, flags.c.flag_id == flag_id)
    row = (await connection.execute(query)).first()
    if row is None:
        await _require(connection, report_id)
        raise _no_flag()
    return _state(row._mapping, reader)


async def _standings(connection: AsyncConnection, report_ids: Sequence[str]) -> dict[str, Standing]:
    query = (
        select(*_STANDING)
        .join(reports, reports.c.id == reviews.c.report_id)
        .where(reviews.c.report_id.in_(report_ids))
    )
    return {row.report_id: _standing(row._mapping) for row in (await connection.execute(query)).all()}


async def _lock(connection: AsyncConnection, report_id: str) -> None:
    """Let nobody else rule on this report before this transaction ends, where two may write at once."""
    await connection.execute(
        select(reviews.c.report_id).where(reviews.c.report_id == report_id).with_for_update()
    )


async def _require(connection: AsyncConnection, report_id: str) -> None:
    if await connection.scalar(select(reports.c.id).where(reports.c.id == report_id)) is None:
        raise _no_report()


def _no_report() -> RecordMissing:
    return RecordMissing("there is no report of this id", hint="GET /v1/reports lists those there are")


def _no_flag() -> RecordMissing:
    return RecordMissing("there is no flag of this id", hint="GET /v1/flags lists those there are")


# queries


def _queued(filter: QueueFilter) -> QueueFilter:
    """The filter with the state that a queue means where none is named."""
    if filter.state is not None:
        return filter
    return replace(filter, state="waiting")


def _joined(query: Select[*Columns], filter: QueueFilter) -> Select[*Columns]:
    """The query over flags, with their reports beside them where the filter looks at these."""
    if filter.organization or filter.period or filter.text:
        return query.join(reviews, reviews.c.report_id == flags.c.report_id)
    return query


def _with_lease() -> Select[Any]:
    """Flags with the lease that is on them now."""
    alive = and_(
        leases.c.report_id == flags.c.report_id,
        leases.c.flag_id == flags.c.flag_id,
        leases.c.until > now(),
    )
    columns = (flags, leases.c.reviewer.label("lease_by"), leases.c.until.label("lease_until"))
    return select(*columns).select_from(flags).outerjoin(leases, alive)


def _blind(reader: str) -> ColumnElement[bool]:
    """Flags whose ruling is hidden from the reader; the same as ``review.hidden``, in SQL."""
    return and_(flags.c.state == "second", flags.c.ruling != "unsure", flags.c.reviewer != reader)


def _conditions(filter: QueueFilter, reader: str | None) -> list[ColumnElement[bool]]:
    """What a flag, with its report beside it, must be to be meant."""
    found = [
        column == wanted
        for column, wanted in (
            (flags.c.rank, None if filter.severity is None else SEVERITIES.index(filter.severity)),
            (flags.c.code, filter.code),
            (flags.c.reviewer, filter.reviewer),
        )
        if wanted is not None
    ]
    if isinstance(filter, FlagFilter):
        if filter.report_id is not None:
            found.append(flags.c.report_id == filter.report_id)
        if filter.origin is not None:
            found.append(flags.c.origin == filter.origin)
    if filter.reviewer is not None and reader is not None:
        found.append(not_(_blind(reader)))
    if filter.state == "waiting":
        found.append(_waiting(reader))
    elif filter.state is not None:
        found.append(flags.c.state == filter.state)
    for column, words in (
        (reviews.c.organization_folded, filter.organization),
        (reviews.c.period_folded, filter.period),
    ):
        found += [_has(column, word) for word in folded(words or "").split()]
    for word in folded(filter.text or "").split():
        found.append(or_(_has(reviews.c.folded, word), _has(flags.c.folded, word)))
    return found


def _waiting(reader: str | None) -> ColumnElement[bool]:
    """Open, or waiting for a second reader; not for the first one of a drawn flag."""
    if reader is None:
        return flags.c.state.in_(("open", "second"))
    return or_(
        flags.c.state == "open",
        and_(flags.c.state == "second", or_(flags.c.ruling == "unsure", flags.c.reviewer != reader)),
    )


def _has(column: ColumnElement[str], word: str) -> ColumnElement[bool]:
    """Whether the column has this word; a longer one is found by its beginning."""
    return column.contains(f" {word}" if len(word) > WHOLE else f" {word} ")


def _after_item(cursor: str) -> ColumnElement[bool]:
    """What comes after the cursor in the queue."""
    errors, warnings, report_id = _cut(cursor)
    column = reviews.c
    return or_(
        column.errors < errors,
        and_(column.errors == errors, column.warnings < warnings),
        and_(column.errors == errors, column.warnings == warnings, column.report_id > report_id),
    )


def _after_flag(cursor: str) -> ColumnElement[bool]:
    """What comes after the cursor in a list of flags."""
    rank, position, report_id = _cut(cursor)
    column = flags.c
    return or_(
        column.rank > rank,
        and_(column.rank == rank, column.report_id > report_id),
        and_(column.rank == rank, column.report_id == report_id, column.position > position),
    )


def _cut(cursor: str) -> tuple[int, int, str]:
    """The parts of a cursor.

    Raises:
        InputError: it is not one that a list gave.
    """
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise InputError("the cursor is not one that a list gave", hint="start again without cursor")
    return int(found[1]), int(found[2]), found[3]


# rows become values


def _item(row: RowMapping) -> QueueItem:
    return QueueItem(
        report_id=row["report_id"],
        title=row["title"],
        organization=row["organization"],
        period=row["period"],
        lang=row["lang"],
        created_at=row["created_at"],
        standing=_standing(row),
        matching=row["matching"],
    )


def _standing(row: RowMapping) -> Standing:
    left = row["errors"] + row["warnings"]
    return Standing(
        report_id=row["report_id"],
        errors=row["errors"],
        warnings=row["warnings"],
        infos=row["infos"],
        second=row["second"],
        total=row["total"],
        left=left,
        approved=row["status"] == "done" and not left,
    )


def _state(row: RowMapping, reader: str | None) -> FlagStateV1:
    """A flag with its state, as far as the reader may see it."""
    flag = FlagV1.model_validate_json(row["body"])
    blind = review.hidden(row["state"], row["ruling"], row["reviewer"] or "", reader)
    ruled = dict.fromkeys(RULED) if blind else {name: row[name] for name in RULED}
    return FlagStateV1(
        id=f"{row['report_id']}.{flag.id}",
        flag=flag,
        report_id=row["report_id"],
        state=row["state"],
        version=row["version"],
        **ruled,
        lease_by=row["lease_by"],
        lease_until=row["lease_until"],
        created_at=row["created_at"],
        allowed=review.allowed(flag),
    )


def _figures(name: str, made: int, seen: review.Readings | None) -> ReviewerFigures:
    seen = seen or review.Readings()
    return ReviewerFigures(name, made, seen.met, seen.caught, seen.readings, seen.agreed)
