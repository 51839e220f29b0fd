"""What leaves the office: the reviewed digest to print or as DOCX, and figures of reports side by side."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from service.errors import RecordMissing
from service.exports.comparison import SCALE, Comparison, Told, compare, told
from service.exports.gather import ENDED, gather, one, original
from service.exports.paper import Paper, paper
from service.exports.reviewed import Reviewed
from service.exports.rows import Wanted
from service.exports.word import MEDIA_TYPE, document
from service.exports.wording import WORDS
from service.web.api import AtDesk, Desk
from service.web.auth import Principal, require
from service.web.exports import THREADS, attachment
from service.web.pages import PageRoute
from service.web.paper import lang_of, page
from service.web.problems import Problem

MOST = 40  # reports in one comparison

ReportId = Annotated[str, Path(max_length=64)]
Reader = Annotated[Principal, require("reports:read")]
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/review/reports/{report_id}/print")
async def print_page(request: Request, report_id: ReportId, desk: AtDesk, who: Reader) -> Response:
    """The reviewed digest as a page to print; ``language`` in the address chooses the words around it."""
    report = await _finished(desk, report_id)
    made = await _paper(request, report)
    return page(
        request,
        "print.html",
        paper=made,
        report_id=report_id,
        said=made.said,
        text_lang=report.record.report.lang,
    )


@router.get("/review/reports/{report_id}/digest.docx")
async def digest_docx(request: Request, report_id: ReportId, desk: AtDesk, who: Reader) -> Response:
    """The same as DOCX, under the title of the digest."""
    made = await _paper(request, await _finished(desk, report_id))
    content = await to_thread.run_sync(document, made, limiter=THREADS)
    headers = {"Content-Disposition": attachment(f"{made.name}.docx"), "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


async def _finished(desk: Desk, report_id: str) -> Reviewed:
    """The report with its review; a planted error never leaves the office, so of a copy its original.

    Raises:
        Problem: 404 when it never was or was purged, 409 while there is no record to print.
    """
    try:
        reviews = desk.backend.reviews
        report = await one(desk.backend.store, reviews, await original(reviews, report_id))
    except RecordMissing:
        raise Problem("not_found", "There is no report with this id.") from None
    if report.record.status not in ENDED:
        raise Problem("conflict", "The report is still being worked on.", hint="Wait until it is finished.")
    return report


async def _paper(request: Request, report: Reviewed) -> Paper:
    """The paper in the language that the address asks for, else in that of the report."""
    asked = request.query_params.get("language", "")
    lang = asked if asked in WORDS else report.record.report.lang
    return await to_thread.run_sync(paper, report, lang, limiter=THREADS)


@router.get("/review/compare")
async def compare_page(request: Request, desk: AtDesk, who: Reader) -> Response:
    """Figures of several reports side by side; the newest reports that the filter in the address means."""
    wanted = _wanted(request)
    reports, more = await _told(desk, wanted)
    found: Comparison = await to_thread.run_sync(compare, reports, limiter=THREADS)
    return page(
        request,
        "compare.html",
        found=found,
        wanted=wanted,
        filtered=wanted != Wanted(),
        most=MOST if more else 0,
        scale=SCALE,
        states=WORDS[lang_of(request)],
        exported=_query(wanted, lang_of(request)),
        choices=await desk.backend.reviews.choices(),
    )


def _wanted(request: Request) -> Wanted:
    asked = {name: value.strip()[:200] for name, value in request.query_params.items() if value.strip()}
    return Wanted(
        organization=asked.get("organization"),
        period=asked.get("period"),
        approved=True if asked.get("approved") == "true" else None,
    )


def _query(wanted: Wanted, lang: str) -> str:
    """The same choice for the export of the figures."""
    asked = {"organization": wanted.organization, "period": wanted.period, "lang": lang}
    asked["approved"] = "true" if wanted.approved else None
    return urlencode({name: value for name, value in asked.items() if value is not None})


async def _told(desk: Desk, wanted: Wanted) -> tuple[list[Told], bool]:
    """What a comparison needs of the newest reports with a digest, and whether there are more of them.

    Of reports with the same text one is taken, an approved one before a newer one: a figure compared with
    itself says nothing.
    """
    found: dict[str, Told] = {}
    async for report in gather(desk.backend.store, desk.backend.reviews, wanted):
        text = report.record.report.sha256
        known = found.get(text)
        if not report.digest or (known and (known.report.approved or not report.approved)):
            continue
        if known is None and len(found) == MOST:
            return list(found.values()), True
        found[text] = await to_thread.run_sync(told, report, limiter=THREADS)
    return list(found.values()), False
