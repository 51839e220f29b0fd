"""The calls under /v1 with which a machine does what a person does on the pages: list, look, rule, undo.

Whoever rules says which version was looked at (``If-Match``); a stale one is refused with the flag as it is
now. The same request sent twice rules once, with ``Idempotency-Key`` or without.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Path, Query
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from schemas.decision import (
    DecidedOut,
    DecisionIn,
    DecisionPage,
    DecisionV1,
    FlagPage,
    FlagStateV1,
    LeaseIn,
    LeaseV1,
    QueueItemV1,
    QueuePage,
    ReviewedOut,
    ReviewersOut,
    ReviewerV1,
    SeedV1,
)
from schemas.record import FlagV1, RecordV1
from service import review
from service.errors import ConflictError, InputError, InvalidDecision, RecordMissing
from service.pipeline import rederive
from service.store import (
    Decided,
    FlagFilter,
    IdempotencyKey,
    NothingToUndo,
    QueueFilter,
    QueueItem,
    ReviewerFigures,
    Seed,
    Standing,
    VersionConflict,
    ids,
)
from service.store.intake import now
from service.web import headers, openapi
from service.web.api import AtDesk, Desk, ReportId, known_report
from service.web.auth import Principal, require, require_role
from service.web.body import fields, read_json
from service.web.problems import Problem

FLAG_ID: Final = re.compile(rf"({ids.SHAPE.pattern})\.([0-9A-Za-z_-]{{1,40}})")
PLANTED_TRIES: Final = 12  # figures that are tried until a slip in one is flagged
Words = Annotated[str | None, Query(max_length=200)]
FlagId = Annotated[
    str, Path(max_length=100, description="Id of the flag: `<report id>.<flag id>`, as in a list of flags.")
]
Reader = Annotated[Principal, require("reports:read")]
Reviewer = Annotated[Principal, require("review")]
Lead = Annotated[Principal, require_role("lead")]
Cursor = Annotated[str | None, Query(max_length=500, description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on one page.")]
State = Annotated[
    Literal["open", "second", "decided", "waiting"] | None,
    Query(description="`waiting` is open or second."),
]
Severity = Annotated[Literal["error", "warning", "info"] | None, Query(description="Of the flags.")]
router = APIRouter(prefix="/v1")


# who it is


def name_of(caller: Principal) -> str:
    """Under which name a caller's rulings are kept; a key can be told from a person of the same name."""
    return f"key:{caller.name}" if caller.kind == "key" else caller.name


def reader_of(caller: Principal) -> str | None:
    """From whom blind readings are hidden: everybody but those who lead."""
    return None if caller.is_at_least("lead") else name_of(caller)


def second_rate(caller: Principal) -> Fraction:
    """The share of this caller's flags that get a second reader; none where there is only one reader."""
    return Fraction(0) if caller.kind == "local" else review.SECOND_RATE


# lists


@router.get("/queue", tags=["review"], **openapi.LIST_QUEUE)
async def list_queue(
    desk: AtDesk,
    caller: Reader,
    state: State = None,
    severity: Severity = None,
    code: Words = None,
    organization: Words = None,
    period: Words = None,
    reviewer: Words = None,
    text: Words = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Reports with something to rule on: most errors first, then most warnings, then the oldest.

    Without `state` and `severity`: reports with an undecided error or warning. `organization`, `period` and
    `text` are words that must all be there, whatever their case and diacritics.
    """
    filter = QueueFilter(state, severity, code, organization, period, reviewer, text)
    try:
        page = await desk.backend.reviews.queue(filter, limit=limit, cursor=cursor, reader=reader_of(caller))
    except InputError:
        raise Problem("invalid_cursor", "The cursor cannot be read.") from None
    return _json(QueuePage(items=tuple(map(_item, page.items)), next=page.next))


@router.get("/flags", tags=["review"], **openapi.LIST_FLAGS)
async def list_flags(
    desk: AtDesk,
    caller: Reader,
    state: State = None,
    severity: Severity = None,
    code: Words = None,
    origin: Annotated[Literal["digest", "source"] | None, Query(description="Whose fault it is.")] = None,
    organization: Words = None,
    period: Words = None,
    reviewer: Words = None,
    text: Words = None,
    report: Annotated[str | None, Query(max_length=64, description="Only flags of this report.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """Flags with their states: errors first, older reports first. Pass `next` as `cursor` for the next page.

    `organization`, `period` and `text` are words that must all be there, whatever their case and diacritics;
    `reviewer` is who ruled last.
    """
    filter = FlagFilter(
        state, severity, code, organization, period, reviewer, text, report_id=report, origin=origin
    )
    try:
        page = await desk.backend.reviews.flags(filter, limit=limit, cursor=cursor, reader=reader_of(caller))
    except InputError:
        raise Problem("invalid_cursor", "The cursor cannot be read.") from None
    return _json(FlagPage(items=page.items, next=page.next))


# one flag


@router.get("/flags/{flag_id}", tags=["review"], **openapi.GET_FLAG)
async def get_flag(flag_id: FlagId, desk: AtDesk, caller: Reader) -> Response:
    """One flag with its state; its version is the `ETag`."""
    report_id, name = await _place(desk, flag_id)
    try:
        state = await desk.backend.reviews.state(report_id, name, reader=reader_of(caller))
    except RecordMissing:
        raise _no_flag() from None
    return _json(state, headers={**_etag(state), "Cache-Control": "private, no-cache"})


@router.post("/flags/{flag_id}/decisions", status_code=201, tags=["review"], **openapi.POST_DECISION)
async def post_decision(
    flag_id: FlagId,
    request: Request,
    desk: AtDesk,
    caller: Reviewer,
    if_match: Annotated[str | None, Header(description="ETag of the flag that was looked at.")] = None,
    idempotency_key: Annotated[
        str | None, Header(description="The same key with the same body rules once, however often.")
    ] = None,
) -> Response:
    """Rule on a flag, or undo the last ruling with `reopened`; nothing that was ruled is ever taken away.

    With `everywhere` the same ruling is given, at once, on every open flag of the report that says the same
    of the same figure. The `value` of `source_right` must hold a number that can be read, in digits or words,
    and no question mark. Some flags are drawn for a second reading: then `state` is `second` after the first.
    """
    version = headers.looked_at(if_match)
    token = headers.idempotency_key(idempotency_key)
    decision = fields(DecisionIn, await read_json(request))
    report_id, name = await _place(desk, flag_id)
    key = None
    if token is not None:
        said = f"{flag_id} {version} {decision.model_dump_json()}"
        key = IdempotencyKey(
            scope=f"{name_of(caller)} POST /v1/flags",
            key=token,
            request_sha256=hashlib.sha256(said.encode()).hexdigest(),
        )
    decided = await ruled(desk, caller, report_id, name, decision, version, key)
    body = DecidedOut(
        flags=decided.flags,
        decisions=decided.decisions,
        approved=decided.standing.approved,
        replayed=decided.replayed,
    )
    here = _etag(decided.flags[0]) if decided.flags else {}
    return _json(body, 201, headers={**here, "Location": f"/v1/reports/{report_id}/decisions"})


async def ruled(
    desk: Desk,
    caller: Principal,
    report_id: str,
    flag_id: str,
    decision: DecisionIn,
    version: int,
    key: IdempotencyKey | None = None,
) -> Decided:
    """What the caller's decision changed.

    Raises:
        Problem: 404, 409 (nothing to undo), 412 (stale, with the fresh flag), 422 (does not fit the flag).
    """
    try:
        return await desk.backend.reviews.decide(
            report_id,
            flag_id,
            decision,
            reviewer=name_of(caller),
            role=caller.role,
            expected_version=version,
            key=key,
            second_rate=second_rate(caller),
        )
    except RecordMissing:
        raise _no_flag() from None
    except InvalidDecision as error:
        wrong = {"field": error.field, "pointer": f"/{error.field}", "code": error.code, "detail": error.rule}
        raise Problem("invalid_decision", f"{error.message}.", extra={"errors": [wrong]}) from None
    except (VersionConflict, NothingToUndo) as error:
        fresh = {"flag": error.fresh.model_dump(mode="json")}
        raise Problem(error.code, f"{error.message}.", headers=_etag(error.fresh), extra=fresh) from None
    except ConflictError:
        raise Problem("idempotency_key_reused", "This Idempotency-Key belongs to another decision.") from None


@router.put("/flags/{flag_id}/lease", tags=["review"], **openapi.PUT_LEASE)
async def put_lease(flag_id: FlagId, request: Request, desk: AtDesk, caller: Reviewer) -> Response:
    """Say that the caller looks at a flag; the answer says who does. It ends by itself and stops nobody."""
    wanted = fields(LeaseIn, await read_json(request))
    report_id, name = await _place(desk, flag_id)
    try:
        lease = await desk.backend.reviews.hold(
            report_id, name, reviewer=name_of(caller), seconds=wanted.seconds, steal=wanted.steal
        )
    except RecordMissing:
        raise _no_flag() from None
    mine = lease.reviewer == name_of(caller)
    return _json(LeaseV1(id=flag_id, reviewer=lease.reviewer, until=lease.until, mine=mine))


# one report


@router.get("/reports/{report_id}/decisions", tags=["review"], **openapi.GET_DECISIONS)
async def get_decisions(report_id: ReportId, desk: AtDesk, caller: Reader) -> Response:
    """Every ruling on a report, oldest first; undone ones stay, followed by `reopened`."""
    await known_report(desk.backend, report_id)
    history = await desk.backend.reviews.history(report_id, reader=reader_of(caller))
    return _json(DecisionPage(items=history))


@router.get("/reports/{report_id}/reviewed", tags=["review"], **openapi.GET_REVIEWED)
async def get_reviewed(report_id: ReportId, desk: AtDesk, caller: Reader) -> Response:
    """The digest as the model gave it, as people left it, and what is still to be said of it.

    `reviewed` differs from `initial` exactly where a person corrected a figure or a quote, or added a figure.
    `remarks` are errors and warnings without a ruling, and faults of the source that a person confirmed.
    """
    await known_report(desk.backend, report_id)
    record = await desk.backend.store.record(report_id)
    reviews = desk.backend.reviews
    history = await reviews.history(report_id)
    standing = (await reviews.standing([report_id])).get(report_id)
    return _json(await desk.work.run(reviewed, record, history, standing))


def reviewed(record: RecordV1, history: tuple[DecisionV1, ...], standing: Standing | None) -> ReviewedOut:
    """The digest of a record before and after the review."""
    return ReviewedOut(
        report_id=record.id,
        approved=standing is not None and standing.approved,
        initial=record.digest,
        reviewed=review.reviewed_digest(record, history),
        remarks=review.remarks(record, history),
        left=standing.left if standing else 0,
        total=standing.total if standing else 0,
    )


# how well people read


@router.get("/reviewers", tags=["review"], **openapi.GET_REVIEWERS)
async def list_reviewers(desk: AtDesk, caller: Lead) -> Response:
    """What each reviewer did: rulings, planted errors met and caught, blind readings that agreed."""
    found = await desk.backend.reviews.figures()
    return _json(ReviewersOut(items=tuple(map(_reviewer, found))))


@router.post("/reports/{report_id}/seeds", status_code=201, tags=["review"], **openapi.POST_SEED)
async def post_seed(report_id: ReportId, desk: AtDesk, caller: Lead) -> Response:
    """Plant a known error: a copy of the report goes into the queue with one figure of its digest changed.

    No list of reports and no export shows the copy. Who finds the error is counted under `/v1/reviewers`.
    """
    await known_report(desk.backend, report_id)
    reviews = desk.backend.reviews
    record = await desk.backend.store.record(report_id)
    known = sum(seed.origin_id == report_id for seed in await reviews.seeds())
    planted = await desk.work.run(with_error, record, ids.new_id(), f"{report_id}.{known}")
    if planted is None:
        raise Problem("nothing_to_plant", "No figure of this digest can carry an error that is flagged.")
    copy, flag_id, value = planted
    seed = Seed(copy.id, flag_id, report_id, value, name_of(caller), now())
    await reviews.plant(copy, seed)
    told = asdict(seed)
    name = told.pop("flag_id")
    return _json(SeedV1(id=f"{copy.id}.{name}", **told), 201)


def with_error(record: RecordV1, copy_id: str, salt: str) -> tuple[RecordV1, str, str] | None:
    """A copy of the record with a known error, the flag that it raises, and the figure before it.

    None when no figure of the digest can be changed so that the machine sees it.
    """
    for slip, _ in zip(review.slips(record, salt), range(PLANTED_TRIES), strict=False):
        copy = rederive(record.model_copy(update={"id": copy_id, "digest": slip.digest}))
        for flag in copy.flags:
            if flag.severity == "error" and flag.path == slip.path and flag.start == slip.start:
                return copy, flag.id, slip.before
    return None


# shapes


def decided_example(flag: Mapping[str, Any], ruling: Mapping[str, Any]) -> dict[str, Any]:
    """What the answer to a first ruling on a flag looks like, for the OpenAPI document."""
    said, found = DecisionIn.model_validate(ruling), FlagV1.model_validate(flag)
    step = review.after((), said.ruling, said.value, "lan", drawn=False)
    report_id, made = "01KAFEZ5G0ZTQ8V1R3W2N4M6P7", "01KAFF0Q3E5B7D9F1H3J5K7M9N"
    at = "2026-11-20T02:10:05.250000Z"
    decision = DecisionV1(
        **said.model_dump(exclude={"everywhere"}),
        id=made,
        act=made,
        report_id=report_id,
        flag_id=found.id,
        reviewer="lan",
        role="reviewer",
        at=at,
        version_from=1,
        version_to=2,
        second=step.second,
        state=step.state,
    )
    state = FlagStateV1(
        id=f"{report_id}.{found.id}",
        flag=found,
        report_id=report_id,
        state=step.state,
        version=2,
        ruling=said.ruling,
        value=said.value,
        reviewer="lan",
        decided_at=at,
        lease_by=None,
        lease_until=None,
        created_at="2026-11-20T02:08:41.000000Z",
        allowed=review.allowed(found),
    )
    answer = DecidedOut(flags=(state,), decisions=(decision,), approved=False, replayed=False)
    return answer.model_dump(mode="json")


def _json(value: BaseModel, status: int = 200, *, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(value.model_dump(mode="json"), status, headers=dict(headers or {}))


def _etag(state: FlagStateV1) -> dict[str, str]:
    return {"ETag": f'"{state.version}"'}


async def _place(desk: Desk, flag_id: str) -> tuple[str, str]:
    """The report and the flag that an id names.

    Raises:
        Problem: 404 for an id of another shape or of no report, 410 when the report was purged.
    """
    found = FLAG_ID.fullmatch(flag_id)
    if found is None:
        raise _no_flag()
    await known_report(desk.backend, found[1])
    return found[1], found[2]


def _no_flag() -> Problem:
    return Problem("not_found", "There is no flag with this id.", hint="GET /v1/flags lists those there are.")


def _item(item: QueueItem) -> QueueItemV1:
    told: dict[str, Any] = asdict(item) | asdict(item.standing)
    return QueueItemV1.model_validate({name: told[name] for name in QueueItemV1.model_fields})


def _reviewer(figures: ReviewerFigures) -> ReviewerV1:
    return ReviewerV1(
        **asdict(figures),
        catch_rate=review.rate(figures.caught, figures.met),
        agreement=review.rate(figures.agreed, figures.readings),
    )
