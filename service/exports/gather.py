"""Finished reports with their reviews, one at a time, newest first: what exports are made from.

A report that is purged on the way is left out. Copies with a planted error never leave: they are in no list,
are not found by their id, and where one is to be printed its original is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from service.errors import RecordMissing
from service.exports.reviewed import Reviewed, reviewed
from service.exports.rows import Wanted
from service.store import Reviews, Store, ids

PAGE = 100  # heads read at once; records come one by one
ENDED = frozenset({"done", "failed"})


async def gather(store: Store, reviews: Reviews, wanted: Wanted) -> AsyncIterator[Reviewed]:
    """Every finished report that is wanted; of a report named by id, that one.

    Raises:
        RecordMissing: the report named by id never was, or was purged.
    """
    if wanted.report is not None:
        if await original(reviews, wanted.report) != wanted.report:
            raise _unknown()
        found = await one(store, reviews, wanted.report)
        if wanted.takes_report(found):
            yield found
        return
    async for report_id in _finished(store, reviews, wanted):
        try:
            found = await one(store, reviews, report_id)
        except RecordMissing:
            continue
        if wanted.takes_report(found):
            yield found


async def one(store: Store, reviews: Reviews, report_id: str) -> Reviewed:
    """One report with its review, finished or not.

    Raises:
        RecordMissing: it never was, or was purged.
    """
    if not ids.SHAPE.fullmatch(report_id):
        raise _unknown()
    record = await store.record(report_id)
    return reviewed(record, await reviews.history(report_id))


async def original(reviews: Reviews, report_id: str) -> str:
    """The report itself; for a copy with a planted error the one that it is a copy of."""
    origins = {seed.report_id: seed.origin_id for seed in await reviews.seeds()}
    return origins.get(report_id, report_id)


def _unknown() -> RecordMissing:
    return RecordMissing("there is no report of this id", hint="GET /v1/reports lists those there are")


async def _finished(store: Store, reviews: Reviews, wanted: Wanted) -> AsyncIterator[str]:
    """Ids of the finished reports; where approval matters, without reading the records of the others."""
    cursor: str | None = None
    while True:
        page = await store.list(limit=PAGE, cursor=cursor)
        found = [head.id for head in page.items if head.status in ENDED]
        if wanted.approved is not None:
            standing = await reviews.standing(found)
            found = [
                report_id
                for report_id in found
                if (report_id in standing and standing[report_id].approved) == wanted.approved
            ]
        for report_id in found:
            yield report_id
        if page.next is None:
            return
        cursor = page.next
