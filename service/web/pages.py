"""The pages for people: the queue, sending a report and following it, and deciding on flags.

Everything works with plain links and forms that are answered with a redirect. Where a script asks
(``HX-Request``) a form is answered with the parts of the page that changed. Errors are pages, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine, Mapping
from pathlib import PurePath
from typing import Annotated, Any, cast

from anyio import to_thread
from fastapi import APIRouter, Path, Query
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from schemas.decision import DecisionIn, FlagStateV1
from schemas.record import RecordV1
from schemas.report import ReportIn
from service.errors import (
    ConflictError,
    DoichieuError,
    InputError,
    InvalidDecision,
    RecordMissing,
    UnreadableInput,
)
from service.ingest import text as plain_text
from service.store import Decided, Event, Head, QueueFilter, Reviews, VersionConflict
from service.web.api import AtDesk, Desk, desk_of, take_in
from service.web.auth import Form, Principal, require
from service.web.messages import Words
from service.web.paper import is_swap, page, words_of
from service.web.problems import HANDLED, Problem, from_error, from_http
from service.web.reading import Reading, card_context, grouped, shared
from service.web.review_api import name_of, second_rate
from service.web.sheet import Sheet, sheet_of

PAGE = 30  # reports on one page of the queue
KEPT = 8  # sheets at hand
KEPT_CHARS = 6_000_000  # characters of the reports behind them
SHOWN_WORKING = 5
ENDED = frozenset({"done", "failed"})
METRIC = re.compile(r"/metrics/\d+/")
STEPS = frozenset({"labels", "summary", "digest", "repair"})

ReportId = Annotated[str, Path(max_length=64)]
FlagId = Annotated[str, Path(max_length=64)]
Reviewer = Annotated[Principal, require("reports:read", "review")]
Sender = Annotated[Principal, require("reports:write")]


class PageRoute(APIRoute):
    """A route whose errors are pages in the language of the person."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, its errors turned into pages."""
        handler = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handler(request)
            except HANDLED as error:
                problem = _problem(error)
                if problem.code == "unauthenticated":
                    raise
                return problem_page(request, problem)

        return handled


router = APIRouter(route_class=PageRoute, include_in_schema=False)


def _problem(error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case RecordMissing():
            return Problem("not_found", "There is no such report.")
        case DoichieuError():
            return from_error(error)
        case _ if hasattr(error, "status_code"):
            return from_http(cast("Any", error))
        case _:
            return Problem("not_found", "The address cannot be read.")


def problem_page(request: Request, problem: Problem) -> Response:
    """The page of an error: what happened and what to do, in words; the detail in small letters."""
    said = words_of(request)
    request.scope["problem"] = problem.code
    known = f"problem.{problem.code}_hint" in said
    return page(
        request,
        "problem.html",
        status=problem.status_code,
        title=said.either(f"problem.{problem.code}", "problem.other"),
        hint=said(f"problem.{problem.code}_hint") if known else problem.hint,
        detail="" if problem.code in {"not_found", "gone"} else problem.detail,
        request_id=request.scope.get("request_id", ""),
    )


# --- the queue ---


@router.get("/")
async def home() -> Response:
    """The way to the pages for who comes without an address."""
    return RedirectResponse("/review", 303)


@router.get("/review")
async def queue_page(
    request: Request,
    desk: AtDesk,
    who: Reviewer,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Response:
    """The reports with something to decide, worst first; filters stand in the address."""
    reviews, filter = desk.backend.reviews, queue_filter(request)
    try:
        found = await reviews.queue(filter, limit=PAGE, cursor=cursor, reader=name_of(who))
    except InputError:
        raise Problem("invalid_cursor", "The cursor cannot be read.") from None
    filtered = filter != QueueFilter()
    working = () if cursor or filtered else await unfinished(desk)
    return page(
        request,
        "queue.html",
        items=found.items,
        next=found.next,
        later=cursor is not None,
        filter=filter,
        filtered=filtered,
        tally=await reviews.tally(filter if filtered else QueueFilter(state="waiting"), reader=name_of(who)),
        working=working,
        underway=any(head.status != "failed" for head in working),
        **await _choices(request, reviews),
    )


def queue_filter(request: Request) -> QueueFilter:
    """The filter in the address; what no filter can be set to counts as not set."""
    asked = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    state, severity = asked.get("state"), asked.get("severity")
    free = {
        name: asked.get(name, "")[:200] or None
        for name in ("code", "organization", "period", "reviewer", "text")
    }
    return QueueFilter(
        state=cast("Any", state if state in {"open", "second", "decided"} else None),
        severity=cast("Any", severity if severity in {"error", "warning", "info"} else None),
        **free,
    )


async def _choices(request: Request, reviews: Reviews) -> Mapping[str, Any]:
    said, choices = words_of(request), await reviews.choices()
    return {
        "severities": [(name, said(f"severity.{name}")) for name in ("error", "warning", "info")],
        "codes": [(code, said.either(f"code.{code}", "code.other")) for code in choices.codes],
        "organizations": [(name, name) for name in choices.organizations],
        "periods": [(name, name) for name in choices.periods],
        "reviewers": [(name, name) for name in choices.reviewers],
    }


async def unfinished(desk: Desk) -> tuple[Head, ...]:
    """The newest reports that are worked on or failed; none of them has anything to decide yet."""
    heads: list[Head] = []
    for status in ("running", "queued", "failed"):
        heads += (await desk.backend.store.list(status=cast("Any", status), limit=SHOWN_WORKING)).items
    return tuple(heads[: 2 * SHOWN_WORKING])


# --- a new report ---


@router.get("/review/help")
async def help_page(request: Request) -> Response:
    """The keys, for those whose browser runs no scripts."""
    return page(request, "help.html")


@router.get("/review/new")
async def new_page(request: Request, who: Sender) -> Response:
    """The form for pasting or uploading a report."""
    return _new(request, {"text": "", "title": "", "lang": "auto"})


def _new(
    request: Request, given: Mapping[str, str], problem: str = "", status: int = 200, *, detail: str = ""
) -> Response:
    limits = desk_of(request).backend.limits
    return page(
        request,
        "new.html",
        status=status,
        given=given,
        problem=problem,
        detail=detail,
        accept=".txt,.md,text/plain,text/markdown",
        kinds=".txt, .md",
        megabytes=limits.max_body_bytes // 1_000_000,
    )


@router.post("/review/new")
async def send_report(request: Request, desk: AtDesk, who: Sender, form: Form) -> Response:
    """Take a report in and go to its page; what is wrong is said beside the form, which keeps its content."""
    said = words_of(request)
    given = {name: str(form.get(name) or "") for name in ("text", "title", "lang")}
    file = form.get("file")
    held = await file.read() if isinstance(file, UploadFile) and file.filename else b""
    if bool(held) == bool(given["text"].strip()):
        return _new(request, given, said("new.both" if held else "new.nothing"), 422)
    try:
        wanted = ReportIn(
            text=await to_thread.run_sync(plain_text.decode, held) if held else given["text"],
            title=given["title"] or _stem(cast("UploadFile", file), held),
            lang=cast("Any", given["lang"] if given["lang"] in {"vi", "en"} else "auto"),
        )
        backend = desk.backend
        new = await desk.work.run(take_in, wanted, backend.options(wanted), backend.limits)
    except (InputError, ValidationError) as error:
        code = error.code if isinstance(error, InputError) else "unreadable_input"
        told = f"{said.either(f'problem.{code}', 'problem.other')}. "
        told += said(f"problem.{code}_hint") if f"problem.{code}_hint" in said else ""
        detail = f"{error.message}. → {error.hint}." if held and isinstance(error, UnreadableInput) else ""
        return _new(request, given, told.strip(), 422, detail=detail)
    created = await backend.store.create(new)
    desk.metrics.reports.inc()
    await backend.engine.submit(created.stored.id)
    return RedirectResponse(f"/review/reports/{created.stored.id}", 303)


def _stem(file: UploadFile, held: bytes) -> str | None:
    """The name of an uploaded file as a title."""
    return PurePath(file.filename or "").stem[:300] or None if held else None


# --- one report ---


class Shelf:
    """The sheets at hand, the last used ones; a record never changes once it is finished."""

    def __init__(self) -> None:
        self._sheets: dict[str, Sheet] = {}

    def get(self, report_id: str, flags: tuple[str, ...]) -> Sheet | None:
        """The sheet, when it still has these flags."""
        sheet = self._sheets.pop(report_id, None)
        if sheet is None or tuple(sheet.flags) != flags:
            return None
        self._sheets[report_id] = sheet
        return sheet

    def drop(self, report_id: str) -> None:
        """Forget the sheet of a report that is gone."""
        self._sheets.pop(report_id, None)

    def put(self, sheet: Sheet) -> None:
        """Keep the sheet, and let go of the oldest beyond the limits."""
        self._sheets[sheet.record.id] = sheet
        while len(self._sheets) > KEPT or (
            len(self._sheets) > 1
            and sum(len(kept.record.report.text) for kept in self._sheets.values()) > KEPT_CHARS
        ):
            del self._sheets[next(iter(self._sheets))]


def shelf_of(request: Request) -> Shelf:
    """The shelf of the application."""
    state = request.app.state
    if not hasattr(state, "shelf"):
        state.shelf = Shelf()
    shelf: Shelf = state.shelf
    return shelf


async def read(request: Request, desk: Desk, report_id: str, who: Principal) -> Reading:
    """The report as this person sees it.

    Raises:
        Problem: 404 when it never was, 410 when it was purged.
    """
    reviews = desk.backend.reviews
    try:
        states = await reviews.states(report_id, reader=name_of(who))
        standing = (await reviews.standing([report_id]))[report_id]
    except (RecordMissing, KeyError):
        raise await _absent(request, desk, report_id) from None
    flags = tuple(state.flag.id for state in states)
    sheet = shelf_of(request).get(report_id, flags)
    if sheet is None:
        record: RecordV1 = await desk.backend.store.record(report_id)
        sheet = await desk.work.run(sheet_of, record)
        shelf_of(request).put(sheet)
    history = await reviews.history(report_id, reader=name_of(who))
    return Reading(sheet, states, history, standing, name_of(who))


async def _absent(request: Request, desk: Desk, report_id: str) -> Problem:
    shelf_of(request).drop(report_id)
    if await desk.backend.store.tombstone(report_id) is not None:
        return Problem("gone", "The report was purged.")
    return Problem("not_found", "There is no report with this id.")


@router.get("/review/reports/{report_id}")
async def report_page(
    request: Request,
    report_id: ReportId,
    desk: AtDesk,
    who: Reviewer,
    flag: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """The report with one flag on the desk: the one in the address, else the first that waits."""
    try:
        status = await desk.backend.store.status(report_id)
    except RecordMissing:
        raise await _absent(request, desk, report_id) from None
    if status not in ENDED:
        return await _work_page(request, desk, report_id)
    reading = await read(request, desk, report_id, who)
    chosen = flag if flag and reading.state(flag) else reading.first()
    context = {**shared(reading), **await _card(request, desk, reading, chosen, who)}
    return await desk.work.run(page, request, "report.html", **context, **whole(reading, words_of(request)))


def whole(reading: Reading, said: Words) -> Mapping[str, Any]:
    """What the whole page of a report needs besides its parts."""
    record = reading.sheet.record
    return {
        "title": record.report.title or reading.sheet.strings.get("/title") or said("queue.untitled"),
        "groups": grouped(reading.states),
        "agreeing": sum(claim.verdict == "supported" for claim in record.claims),
    }


async def _work_page(request: Request, desk: Desk, report_id: str) -> Response:
    stored = await desk.backend.store.get(report_id)
    steps: dict[str, Event] = {}
    for event in await desk.backend.store.events_after(report_id):
        steps[event.step if event.step in STEPS else "other"] = event
    return page(
        request,
        "work.html",
        report_id=report_id,
        title=stored.report.title,
        working=stored.status,
        steps=steps,
    )


async def _card(
    request: Request, desk: Desk, reading: Reading, chosen: str | None, who: Principal
) -> Mapping[str, Any]:
    """What the card needs: the chosen flag, held for this person, or the end of the work."""
    said = words_of(request)
    bare = {"conflict": False, "refused": "", "given": None, "lease": None}
    if chosen is None:
        following = await desk.backend.reviews.queue(limit=2, reader=name_of(who))
        others = (item.report_id for item in following.items if item.report_id != reading.sheet.record.id)
        return {**bare, **card_context(reading, "", said), "next_report": next(others, None)}
    state = reading.state(chosen)
    lease = None
    if state is not None and reading.waits(state):
        held = await desk.backend.reviews.hold(reading.sheet.record.id, chosen, reviewer=name_of(who))
        lease = held.reviewer if held.reviewer != reading.reader else None
    return {**bare, **card_context(reading, chosen, said), "lease": lease, "next_report": None}


@router.get("/review/reports/{report_id}/flags/{flag_id}")
async def flag_card(
    request: Request, report_id: ReportId, flag_id: FlagId, desk: AtDesk, who: Reviewer
) -> Response:
    """The card of one flag for a script; for anybody else the whole page."""
    if not is_swap(request):
        return RedirectResponse(f"/review/reports/{report_id}?flag={flag_id}", 303)
    reading = await read(request, desk, report_id, who)
    if reading.state(flag_id) is None:
        raise Problem("not_found", "There is no such flag.")
    context = {**shared(reading), **await _card(request, desk, reading, flag_id, who)}
    return page(request, "_card.html", **context)


# --- decisions ---


@router.post("/review/reports/{report_id}/flags/{flag_id}")
async def decide(
    request: Request, report_id: ReportId, flag_id: FlagId, desk: AtDesk, who: Reviewer, form: Form
) -> Response:
    """Keep a decision, or undo one, and go on to the next flag.

    409 with the flag as it is now when somebody else was first, 422 when something is missing; both keep what
    was entered.
    """
    reviews, act = desk.backend.reviews, str(form.get("act") or "")
    if act == "steal":
        await reviews.hold(report_id, flag_id, reviewer=name_of(who), steal=True)
        return await _answer(request, desk, who, report_id, flag_id, 200)
    try:
        done = await _decided(desk, who, report_id, flag_id, act, form)
    except VersionConflict:
        return await _answer(request, desk, who, report_id, flag_id, 409, form=form, conflict=True)
    except (InputError, ConflictError, ValidationError) as error:
        refused = refusal(error)
        return await _answer(request, desk, who, report_id, flag_id, 422, form=form, refused=refused)
    return await _answer(request, desk, who, report_id, flag_id, 200, done=done)


async def _decided(
    desk: Desk, who: Principal, report_id: str, flag_id: str, act: str, form: FormData
) -> Decided:
    version = str(form.get("version") or "")
    expected = int(version) if version.isdecimal() and len(version) < 10 else 0
    everywhere = form.get("everywhere") is not None
    reviews = desk.backend.reviews
    if act == "undo":
        return await reviews.undo(
            report_id,
            flag_id,
            reviewer=name_of(who),
            role=who.role,
            expected_version=expected,
            everywhere=everywhere,
        )
    ruling, _, reason = act.partition(":")
    state = await reviews.state(report_id, flag_id, reader=name_of(who))
    decision = DecisionIn.model_validate(
        {
            "ruling": ruling,
            "reason": reason or None,
            "value": form.get("value") if ruling in {"source_right", "added"} else None,
            "note": str(form.get("note") or "").strip() or _note(state, ruling),
            "seconds": form.get("seconds") or None,
            "everywhere": everywhere,
        }
    )
    return await reviews.decide(
        report_id,
        flag_id,
        decision,
        reviewer=name_of(who),
        role=who.role,
        expected_version=expected,
        second_rate=second_rate(who),
    )


def _note(state: FlagStateV1, ruling: str) -> str | None:
    """What is noted of a fault of the source that a person confirms without words: what was shown."""
    if ruling == "source_wrong" and state.flag.origin == "source":
        return state.flag.message_vi
    return None


def refusal(error: Exception) -> str:
    """The key of the message that says what a decision lacks."""
    if isinstance(error, InvalidDecision):
        return f"refused.{error.field}" if error.field in {"value", "note", "reason"} else "refused.ruling"
    return "refused.undo" if isinstance(error, ConflictError) else "refused.ruling"


async def _answer(
    request: Request,
    desk: Desk,
    who: Principal,
    report_id: str,
    flag_id: str,
    status: int,
    *,
    done: Decided | None = None,
    form: FormData | None = None,
    conflict: bool = False,
    refused: str = "",
) -> Response:
    """What follows a form: parts of the page for a script, else a redirect, or the page and what is wrong."""
    reading = await read(request, desk, report_id, who)
    if reading.state(flag_id) is None:
        raise Problem("not_found", "There is no such flag.")
    undone = done is not None and done.decisions[0].ruling == "reopened"
    chosen = reading.after(flag_id) if done and not undone else flag_id
    if done is not None and not is_swap(request):
        target = f"/review/reports/{report_id}"
        return RedirectResponse(f"{target}?flag={chosen}" if chosen else target, 303)
    said = words_of(request)
    context = {
        **shared(reading),
        **await _card(request, desk, reading, chosen, who),
        "conflict": conflict,
        "refused": said(refused) if refused else "",
        "given": _given(form),
    }
    if not is_swap(request):
        context |= whole(reading, said)
        return await desk.work.run(page, request, "report.html", status=status, **context)
    return page(request, "_answer.html", status=status, **context, **_changed(reading, done, said))


def said_of(done: Decided | None, said: Words) -> str:
    """What is said aloud after a decision."""
    if done is None:
        return ""
    state, ruling = done.flags[0], done.decisions[0].ruling
    if ruling == "reopened":
        return said("said.undone")
    named = f"ruling.{ruling}"
    if state.flag.origin == "source" and ruling == "source_right":
        named = "ruling.finding_right"
    if state.flag.code == "omitted" and ruling == "digest_right":
        named = "ruling.skip"
    if len(done.flags) > 1:
        return said("said.everywhere", n=len(done.flags), ruling=said(named))
    return said("said.decided", ruling=said(named))


def _given(form: FormData | None) -> Mapping[str, str] | None:
    """What was entered, to be shown again."""
    if form is None:
        return None
    return {name: str(form.get(name) or "") for name in ("value", "note", "everywhere")}


def _changed(reading: Reading, done: Decided | None, said: Words) -> Mapping[str, Any]:
    """The parts of the page that a decision changed, besides the card."""
    changed = done.flags if done else ()
    paths = [state.flag.path for state in changed if state.flag.path in reading.sheet.lines]
    metrics = {int(path.split("/")[2]) for path in paths if path and METRIC.match(path)}
    return {
        "done": done is not None,
        "said": said_of(done, said),
        "changed": changed,
        "changed_lines": sorted({path for path in paths if path and not METRIC.match(path)}),
        "changed_metrics": sorted(metrics),
        "changed_added": any(state.flag.code == "omitted" for state in changed),
    }


@router.get("/review/{rest:path}")
async def nowhere(request: Request, rest: str) -> Response:
    """A page for addresses that lead nowhere; stands last, so that every other page is found before it."""
    raise Problem("not_found", "There is no such page.")
