"""Bodies and answers of the HTTP calls around the record: checks, audits, mentions, lists, problems."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from schemas.base import Contract, Sha256
from schemas.record import OFFSET_UNIT, AuditV1, ClaimV1, CoverageV1, FlagV1, MentionV1, Status
from schemas.report import Lang


class TextIn(Contract):
    """A text of any length to read or to audit."""

    text: str = Field(description="Plain text of any length.")
    lang: Lang = "auto"


class CheckIn(Contract):
    """A source and what somebody says about it. ``digest`` is any JSON, or plain prose as one string."""

    text: str = Field(description="The source, plain text of any length.")
    digest: Any = Field(
        description="Any JSON value: every number in it, in strings and as JSON numbers, is checked. "
        "Numbers are read from their literal, never through a binary fraction."
    )
    lang: Lang = "auto"
    audit: bool = Field(default=False, description="Also audit the source and add its findings to the flags.")


class MentionsOut(Contract):
    """Every number of the text."""

    offset_unit: Literal["unicode_code_point"] = OFFSET_UNIT
    mentions: tuple[MentionV1, ...]


class AuditOut(AuditV1):
    """What the text says against itself."""

    offset_unit: Literal["unicode_code_point"] = OFFSET_UNIT


class CheckOut(Contract):
    """The verdict on every number of the digest. ``audit`` is there when it was asked for."""

    offset_unit: Literal["unicode_code_point"] = OFFSET_UNIT
    claims: tuple[ClaimV1, ...]
    flags: tuple[FlagV1, ...]
    coverage: CoverageV1
    summary: dict[str, Any] = Field(description="Verdicts and flags, counted.")
    audit: AuditOut | None = None


class ReportHead(Contract):
    """A report in a list, without its texts; ``flags`` counts by severity, empty until it is done."""

    id: str
    status: Status
    title: str | None
    lang: Literal["vi", "en"]
    sha256: Sha256
    chars: int
    created_at: str
    updated_at: str
    flags: dict[str, int]
    error_code: str | None


class ReportPage(Contract):
    """One page of reports, newest first; ``next`` is the cursor of the following page, null at the end."""

    items: tuple[ReportHead, ...]
    next: str | None


class FieldProblem(Contract):
    """One wrong field; what stood there is never repeated."""

    field: str
    pointer: str
    code: str
    detail: str


class ProblemOut(Contract):
    """An error, as RFC 9457 has it. ``code`` is stable; ``hint`` says how to fix it."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    code: str
    detail: str
    hint: str
    instance: str
    request_id: str


class PartState(Contract):
    """Whether one part of the service can do its work."""

    ready: bool
    detail: str


class ReadyOut(Contract):
    """Whether the service can take reports, part by part."""

    status: Literal["ready", "not_ready"]
    parts: dict[str, PartState]
