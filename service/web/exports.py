"""What can be taken away: tables of metrics, flags and decisions, streamed in bounded memory.

One report is in memory at a time. JSONL and CSV leave row by row; XLSX is written to disk first, since its
parts come in another order. The first piece is made before the answer begins, so what can fail at the door
is a problem and not half a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response, StreamingResponse

from schemas.decision import Ruling
from service.errors import RecordMissing
from service.exports.gather import gather
from service.exports.reviewed import MetricState, Reviewed
from service.exports.rows import DECISIONS, FLAGS, METRICS, Wanted, decision_rows, flag_rows, metric_rows
from service.exports.tables import MEDIA_TYPES, Form, Row, Sheet, Table, sheet
from service.web import openapi
from service.web.api import AtDesk, Desk
from service.web.auth import Principal, require
from service.web.backend import Backend
from service.web.problems import Problem
from service.web.review_api import reader_of

THREADS = CapacityLimiter(2)  # exports that compute at the same time; the others wait their turn
NAME = 80  # characters of a file name before its suffix

Reader = Annotated[Principal, require("reports:read")]
FormName = Annotated[Form, Path(description="jsonl for machines; csv and xlsx for spreadsheets.")]
Words: TypeAlias = Annotated[str, Field(max_length=200)]
Severity = Literal["error", "warning", "info"]
RowsAsked: TypeAlias = Callable[[Reviewed], Awaitable[Iterable[Row]]]

router = APIRouter(prefix="/v1")


def spec_of(what: str) -> openapi.Spec:
    """What the OpenAPI document says of an export."""
    files = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in MEDIA_TYPES.values()}
    disposition = {"description": "The name of the file.", "schema": {"type": "string"}}
    good = {
        "description": f"The {what} as a file, newest reports first",
        "content": files,
        "headers": {"Content-Disposition": disposition},
    }
    codes = ("invalid_request", "not_found", "engine_error", "internal")
    return {"responses": {200: good, **openapi.problems(codes)}, "response_class": Response}


class Asked(BaseModel):
    """Which reports, and how the file is headed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    approved: bool | None = Field(None, description="Only reports without an open error or warning (true).")
    report: Words | None = Field(None, description="Only this report, by its id.")
    organization: Words | None = Field(None, description="Words of the organization; case and marks ignored.")
    period: Words | None = Field(None, description="Words of the period, such as 2022.")
    lang: Literal["vi", "en"] | None = Field(
        None, description="Headings of XLSX in this language; else the names of the columns."
    )

    @property
    def wanted(self) -> Wanted:
        """The same for the rows."""
        return Wanted(**self.model_dump(exclude={"lang"}))


class MetricsAsked(Asked):
    """Which metrics."""

    state: MetricState | None = Field(None, description="Only metrics in this state.")


class FlagsAsked(Asked):
    """Which flags."""

    state: Literal["open", "second", "decided"] | None = Field(None, description="Only flags in this state.")
    severity: Severity | None = None
    code: Words | None = None
    origin: Literal["digest", "source"] | None = Field(None, description="Whose fault: digest or source.")
    ruling: Ruling | None = Field(None, description="Only flags that were ruled on like this.")
    reviewer: Words | None = Field(None, description="Who ruled on the flag last.")


class DecisionsAsked(Asked):
    """Which decisions."""

    severity: Severity | None = None
    code: Words | None = None
    origin: Literal["digest", "source"] | None = None
    ruling: Ruling | None = None
    reviewer: Words | None = None


@router.get("/exports/metrics.{form}", tags=["exports"], **spec_of("metrics"))
async def export_metrics(
    form: FormName, desk: AtDesk, caller: Reader, asked: Annotated[MetricsAsked, Query()]
) -> Response:
    """Every figure of the reviewed digests: value, unit, quote, place in the source, state, who decided."""

    async def rows(report: Reviewed) -> Iterable[Row]:
        return metric_rows(report, asked.wanted)

    return await _export(desk, METRICS, form, asked, rows)


@router.get("/exports/flags.{form}", tags=["exports"], **spec_of("flags"))
async def export_flags(
    form: FormName, desk: AtDesk, caller: Reader, asked: Annotated[FlagsAsked, Query()]
) -> Response:
    """Every flag with its state. What a blind second reader may not see is left out for that reader."""

    async def rows(report: Reviewed) -> Iterable[Row]:
        states = await desk.backend.reviews.states(report.record.id, reader=reader_of(caller))
        return flag_rows(report, states, asked.wanted)

    return await _export(desk, FLAGS, form, asked, rows)


@router.get("/exports/decisions.{form}", tags=["exports"], **spec_of("decisions"))
async def export_decisions(
    form: FormName, desk: AtDesk, caller: Reader, asked: Annotated[DecisionsAsked, Query()]
) -> Response:
    """Every decision ever made, oldest first within its report, undone ones as well."""

    async def rows(report: Reviewed) -> Iterable[Row]:
        seen = await desk.backend.reviews.history(report.record.id, reader=reader_of(caller))
        return decision_rows(report, seen, asked.wanted)

    return await _export(desk, DECISIONS, form, asked, rows)


async def _export(desk: Desk, table: Table, form: Form, asked: Asked, rows: RowsAsked) -> Response:
    file = sheet(table, form, asked.lang)
    pieces = _pieces(desk.backend, file, asked.wanted, rows)
    try:
        first = await anext(pieces, b"")
    except RecordMissing:
        raise Problem("not_found", "There is no report with this id.") from None
    name = f"doichieu-{table.name}-{datetime.now(UTC):%Y%m%d}.{form}"
    return StreamingResponse(
        _joined(first, pieces),
        media_type=MEDIA_TYPES[form],
        headers={"Content-Disposition": attachment(name)},
    )


async def _pieces(backend: Backend, file: Sheet, wanted: Wanted, rows: RowsAsked) -> AsyncIterator[bytes]:
    """The file, piece by piece, none of them empty; what it holds on disk is freed whatever happens."""
    try:
        async for report in gather(backend.store, backend.reviews, wanted):
            try:
                found = await rows(report)
            except RecordMissing:  # purged a moment ago
                continue
            if piece := await to_thread.run_sync(file.add, found, limiter=THREADS):
                yield piece
        rest = file.end()
        while piece := await to_thread.run_sync(next, rest, b"", limiter=THREADS):
            yield piece
    finally:
        file.drop()


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def attachment(name: str) -> str:
    r"""``Content-Disposition`` for a download under this name (RFC 6266): in plain ASCII, then as it is.

    >>> attachment("Báo cáo/2022.docx")
    "attachment; filename=\"Bao cao-2022.docx\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o-2022.docx"
    """
    kept = re.sub(r"[\s/\\:*?\"<>|;%]+", lambda found: " " if found[0].isspace() else "-", printable(name))
    stem, dot, suffix = kept.rpartition(".")
    whole = (stem.strip(" .-")[:NAME].rstrip() or "doichieu") + dot + suffix
    bare = unicodedata.normalize("NFKD", whole.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(char for char in bare if not unicodedata.combining(char))
    plain = re.sub(r"[^A-Za-z0-9 ._-]+", "_", plain)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(whole, safe='')}"


def printable(text: str) -> str:
    """``text`` with a blank for every character that a name of a file should not have."""
    return "".join(char if char.isprintable() else " " for char in text)
