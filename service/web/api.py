"""The calls under /v1: what they take, what they answer, and nothing of how it is done.

A report is taken in (canonical text, one row), handed to the job engine, and answered from the store: the
synchronous call is the asynchronous one with a longer breath. Checks, audits and mentions are pure computing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Header, Path, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from schemas.calls import CheckIn, ReportHead, TextIn
from schemas.record import RecordV1, Status
from schemas.report import ReportIn
from service.core import wire
from service.core.audit import audit
from service.core.check import check
from service.core.claims import Json
from service.core.source import Source, read_source
from service.core.text import canonicalize
from service.errors import (
    ConflictError,
    EngineError,
    InputError,
    RecordMissing,
    ReportTooLong,
    ReportTooShort,
)
from service.pipeline import receive
from service.store import IdempotencyKey, NewReport, Options, StoredReport, ids
from service.web import headers, openapi
from service.web.auth import Principal, require
from service.web.backend import Backend, Limits
from service.web.body import fields, read_json, values
from service.web.events import stream
from service.web.metrics import Metrics
from service.web.problems import KINDS, Problem, kind_of, retry_header
from service.web.work import CoreWork

Asked = TypeVar("Asked", CheckIn, TextIn)

RETRY_AFTER = 2  # seconds until it is worth asking for an unfinished report again
SCOPE = "POST /v1/reports"


@dataclass(frozen=True, slots=True)
class Desk:
    """What every call has at hand."""

    backend: Backend
    work: CoreWork
    metrics: Metrics


def desk_of(request: Request) -> Desk:
    """The desk of the application that this request came to."""
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
READS, ANYONE = require("reports:read"), require()
ReportId = Annotated[str, Path(description="Id of the report, as in `Location`.", max_length=64)]
router = APIRouter(prefix="/v1")


@router.post("/reports", status_code=201, tags=["reports"], **openapi.POST_REPORT)
async def post_report(
    request: Request,
    desk: AtDesk,
    caller: Annotated[Principal, require("reports:write")],
    prefer: Annotated[
        str | None, Header(description="`respond-async`: answer 202 at once; `wait=N`: wait N seconds first.")
    ] = None,
    idempotency_key: Annotated[
        str | None, Header(description="The same key with the same body makes one report, however often.")
    ] = None,
) -> Response:
    """Digest a report and check every number of the answer against it.

    Synchronous by default: 201 with the whole record. With `Prefer: respond-async` the answer is 202 with
    `Location` at once; `Prefer: respond-async, wait=10` waits ten seconds first. A synchronous call that
    takes longer than the service waits is answered 202, too, and the work goes on.
    """
    wish = headers.preference(prefer)
    token = headers.idempotency_key(idempotency_key)
    wanted = fields(ReportIn, await read_json(request))
    backend = desk.backend
    new = await desk.work.run(take_in, wanted, backend.options(wanted), backend.limits)
    key = None
    if token is not None:
        said = hashlib.sha256(wanted.model_dump_json().encode()).hexdigest()
        key = IdempotencyKey(scope=scope_of(caller), key=token, request_sha256=said)
    try:
        created = await backend.store.create(new, key=key)
    except ConflictError:
        raise Problem(
            "idempotency_key_reused", "This Idempotency-Key belongs to a request with another body."
        ) from None
    if not created.replayed:
        desk.metrics.reports.inc()
    await backend.engine.submit(created.stored.id)
    return await _awaited(desk, created.stored.id, wish)


def scope_of(caller: Principal) -> str:
    """Whose keys are told apart: two callers may both choose the key 1."""
    return SCOPE if caller.kind == "local" else f"{caller.actor} {SCOPE}"


def take_in(wanted: ReportIn, options: Options, limits: Limits) -> NewReport:
    """The report as it will be kept: canonical text, language found out, title without odd characters.

    Raises:
        ReportTooLong: More characters than the limit.
        ReportTooShort: Fewer characters than the minimum, blanks at the ends not counted.
    """
    refuse_long(wanted.text, limits)
    title = " ".join(canonicalize(wanted.title or "").canonical.split())
    new = receive(wanted.text, options, title=title or None, lang=wanted.lang)
    length = len(new.text.strip())
    if length < limits.min_report_chars:
        raise ReportTooShort(
            f"The report has {length} characters; the minimum is {limits.min_report_chars}.",
            hint="Send the whole report. /v1/checks, /v1/audits and /v1/mentions take texts of any length.",
        )
    return new


def refuse_long(text: str, limits: Limits) -> None:
    """Nothing, when the text is within the limit.

    Raises:
        ReportTooLong: It has more characters.
    """
    if len(text) > limits.max_report_chars:
        raise ReportTooLong(
            f"The text has {len(text)} characters; the maximum is {limits.max_report_chars}.",
            hint="Split the text into parts.",
        )


def refuse_long_digest(digest: Json, limits: Limits) -> None:
    """Nothing, when the strings and keys of the digest together are within the limit for a text.

    Raises:
        ReportTooLong: They have more characters.
    """
    size = sum(len(item) for _, item in values(digest) if isinstance(item, str))
    if size > limits.max_report_chars:
        raise ReportTooLong(
            f"The digest has {size} characters; the maximum is {limits.max_report_chars}.",
            hint="Check it in parts.",
        )


async def _awaited(desk: Desk, report_id: str, wish: headers.Preference) -> Response:
    """The answer once the report is finished or the caller's patience is over."""
    backend = desk.backend
    seconds = wish.seconds(backend.limits.sync_timeout)
    if seconds:
        await backend.engine.wait(report_id, seconds)
    stored = await known_report(backend, report_id)
    location = {"Location": f"/v1/reports/{report_id}"}
    if stored.status == "done":
        return await _record(desk, report_id, status=201, more=location)
    if stored.status == "failed" and seconds:
        raise _failure(stored, location)
    return JSONResponse(
        head_of(stored), 202, headers={**location, **wish.applied, **retry_header(RETRY_AFTER)}
    )


def _failure(stored: StoredReport, location: Mapping[str, str]) -> Problem:
    """The problem of a report that failed; the report is kept under ``location``."""
    extra = {"report_id": stored.id, "report": location["Location"]}
    error = stored.error
    if error is None:
        return Problem("internal", "The report failed.", headers=location, extra=extra)
    code = kind_of(error.code)
    wait = retry_header(None if error.retry_after is None else float(error.retry_after))
    return Problem(
        code, error.message, hint=error.hint or KINDS[code].hint, headers={**location, **wait}, extra=extra
    )


async def known_report(backend: Backend, report_id: str) -> StoredReport:
    """The report under this id.

    Raises:
        Problem: 404 when it never was, 410 with the tombstone when it was purged.
    """
    try:
        if ids.SHAPE.fullmatch(report_id):
            return await backend.store.get(report_id)
    except RecordMissing:
        stone = await backend.store.tombstone(report_id)
        if stone is not None:
            raise Problem("gone", "The report was purged.", extra={"tombstone": asdict(stone)}) from None
    raise Problem("not_found", "There is no report with this id.")


async def _record(
    desk: Desk, report_id: str, *, status: int, more: Mapping[str, str], if_none_match: str | None = None
) -> Response:
    """The record as JSON with its strong ETag, or 304."""
    await known_report(desk.backend, report_id)
    record = await desk.backend.store.record(report_id)
    body = await desk.work.run(_encoded, record)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    kept = {"ETag": etag, "Cache-Control": "private, no-cache", **more}
    if headers.matches(if_none_match, etag):
        return Response(status_code=304, headers=kept)
    if record.status in {"queued", "running"}:
        kept |= retry_header(RETRY_AFTER)
    return Response(body, status, headers=kept, media_type="application/json")


def _encoded(record: RecordV1) -> bytes:
    return record.model_dump_json().encode()


def head_of(stored: StoredReport) -> dict[str, Any]:
    """A report just taken in, in the shape of a list item."""
    report = stored.report
    return ReportHead(
        id=stored.id,
        status=stored.status,
        title=report.title,
        lang=report.lang,
        sha256=report.sha256,
        chars=report.chars,
        created_at=report.created_at,
        updated_at=stored.updated_at,
        flags={},
        error_code=None if stored.error is None else stored.error.code,
    ).model_dump(mode="json")


@router.get("/reports", tags=["reports"], dependencies=[READS], **openapi.LIST_REPORTS)
async def list_reports(
    desk: AtDesk,
    status: Annotated[Status | None, Query(description="Only reports in this state.")] = None,
    limit: Annotated[int, Query(ge=1, le=200, description="Reports on one page.")] = 50,
    cursor: Annotated[str | None, Query(max_length=500, description="`next` of the page before.")] = None,
) -> Response:
    """Reports, newest first, without their texts. Pass `next` as `cursor` for the following page."""
    try:
        page = await desk.backend.store.list(status=status, limit=limit, cursor=cursor)
    except InputError:
        raise Problem("invalid_cursor", "The cursor cannot be read.") from None
    items = [{**asdict(head), "flags": dict(head.flags)} for head in page.items]
    return JSONResponse({"items": items, "next": page.next})


@router.get("/reports/{report_id}", tags=["reports"], dependencies=[READS], **openapi.GET_REPORT)
async def get_report(
    report_id: ReportId,
    desk: AtDesk,
    if_none_match: Annotated[str | None, Header(description="ETag of the version at hand.")] = None,
) -> Response:
    """The record: source, mentions, digest, claims with verdicts, flags, audit, provenance."""
    return await _record(desk, report_id, status=200, more={}, if_none_match=if_none_match)


@router.get("/reports/{report_id}/events", tags=["reports"], dependencies=[READS], **openapi.GET_EVENTS)
async def get_events(
    report_id: ReportId,
    desk: AtDesk,
    last_event_id: Annotated[str | None, Header(description="Id of the last event seen.")] = None,
) -> Response:
    """Progress as server-sent events (`progress`, at the end `finished`), resumable by `Last-Event-ID`."""
    await known_report(desk.backend, report_id)
    after, ended = headers.last_event(last_event_id)
    if ended:
        return Response(status_code=204)
    return StreamingResponse(
        stream(desk.backend.store, report_id, after, desk.backend.limits),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


@router.delete("/reports/{report_id}", status_code=204, tags=["reports"], **openapi.DELETE_REPORT)
async def delete_report(
    report_id: ReportId, desk: AtDesk, caller: Annotated[Principal, require("reports:delete")]
) -> Response:
    """Purge a report: text, record, replies of the model, progress. Only a tombstone stays."""
    await known_report(desk.backend, report_id)
    try:
        # First, so that whoever waits for the work learns of it.
        await desk.backend.store.delete(report_id, actor=caller.actor)
    except EngineError:
        if await desk.backend.store.tombstone(report_id) is None:
            raise
        await desk.backend.engine.purge(report_id)
        raise  # it is deleted, but a full disk could not be made to forget it
    await desk.backend.engine.purge(report_id)
    return Response(status_code=204)


@router.post("/checks", tags=["core"], dependencies=[ANYONE], **openapi.POST_CHECK)
async def post_check(request: Request, desk: AtDesk) -> Response:
    """Check every number of a digest against a source. No model is called and nothing is kept."""
    body = await read_json(request)
    asked = fields(CheckIn, body, exactly="digest")
    return await _computed(desk, checked, asked, desk.backend.limits)


def checked(asked: CheckIn, limits: Limits) -> dict[str, Any]:
    """The answer of a check."""
    refuse_long(asked.text, limits)
    refuse_long_digest(asked.digest, limits)
    source = read_source(asked.text, asked.lang)
    found = audit(source) if asked.audit else None
    answer = wire.check_json(check(source, asked.digest), source.text, audit=found)
    return answer if found is None else {**answer, "audit": wire.audit_json(found, source.text)}


@router.post("/audits", tags=["core"], dependencies=[ANYONE], **openapi.POST_AUDIT)
async def post_audit(request: Request, desk: AtDesk) -> Response:
    """Say what a text says against itself: percentages, sums, bases, dates. Nothing is kept."""
    asked = fields(TextIn, await read_json(request))
    return await _computed(desk, audited, asked, desk.backend.limits)


def audited(asked: TextIn, limits: Limits) -> dict[str, Any]:
    """The answer of an audit."""
    source = _source(asked, limits)
    return wire.audit_json(audit(source), source.text)


@router.post("/mentions", tags=["core"], dependencies=[ANYONE], **openapi.POST_MENTIONS)
async def post_mentions(request: Request, desk: AtDesk) -> Response:
    """List the numbers of a text: kind, value, unit, bound and place. Nothing is kept."""
    asked = fields(TextIn, await read_json(request))
    return await _computed(desk, mentioned, asked, desk.backend.limits)


def mentioned(asked: TextIn, limits: Limits) -> dict[str, Any]:
    """The answer of a reading."""
    source = _source(asked, limits)
    return wire.mentions_json(source.mentions, source.text)


def _source(asked: TextIn, limits: Limits) -> Source:
    refuse_long(asked.text, limits)
    return read_source(asked.text, asked.lang)


async def _computed(
    desk: Desk, compute: Callable[[Asked, Limits], dict[str, Any]], asked: Asked, limits: Limits
) -> Response:
    """The answer, computed and encoded in a thread."""
    body = await desk.work.run(_as_json, compute, asked, limits)
    return Response(body, media_type="application/json")


def _as_json(compute: Callable[[Asked, Limits], dict[str, Any]], asked: Asked, limits: Limits) -> bytes:
    return json.dumps(compute(asked, limits), ensure_ascii=False, separators=(",", ":")).encode()
