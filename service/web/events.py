"""Progress of one report as server-sent events: every stored step, a ping when idle, a last word at the end.

Ids are the store's sequence numbers, so ``Last-Event-ID`` resumes where a connection broke, also after a
restart. The last event is called ``finished`` and its id ends in ``-finished``; a client that comes back with
that id is told 204, which ends an EventSource for good.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping

import anyio
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event

from service.errors import RecordMissing
from service.store import Event, Store
from service.web.backend import Limits
from service.web.headers import FINISHED

UNFINISHED = frozenset({"queued", "running"})
ENDS = frozenset({"done", "failed"})  # steps that the store notes with the end itself


async def stream(store: Store, report_id: str, after: int, limits: Limits) -> AsyncIterator[bytes]:
    """The events after ``after`` as they come, on the wire, until the report is finished or purged."""
    last, idle = after, 0.0
    while True:
        try:
            # The status first: whatever was noted before the end is then among the events.
            status = await store.status(report_id)
            events = await store.events_after(report_id, last)
            failure = None if status != "failed" else await _failure(store, report_id)
        except RecordMissing:
            yield _event(last, "gone", {"id": report_id, "status": "gone"}, final=True)
            return
        for event in events:
            last, idle = event.seq, 0.0
            if event.step not in ENDS:
                yield _event(event.seq, "progress", _shown(event))
        if status not in UNFINISHED:
            said = {"id": report_id, "status": status, "error_code": failure}
            yield _event(last, FINISHED, said, final=True)
            return
        if idle >= limits.ping_seconds:
            idle = 0.0
            yield KEEPALIVE_COMMENT
        await anyio.sleep(limits.poll_seconds)
        idle += limits.poll_seconds


async def _failure(store: Store, report_id: str) -> str | None:
    """The code of what went wrong; only now is the whole row read, text and all."""
    error = (await store.get(report_id)).error
    return None if error is None else error.code


def _shown(event: Event) -> dict[str, object]:
    return {
        "at": event.at,
        "step": event.step,
        "done": event.done,
        "total": event.total,
        "message": event.message,
    }


def _event(seq: int, name: str, data: Mapping[str, object], *, final: bool = False) -> bytes:
    identity = f"{seq}-{FINISHED}" if final else str(seq)
    return format_sse_event(data_str=json.dumps(data, ensure_ascii=False), event=name, id=identity)
