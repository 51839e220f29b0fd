"""The record: everything that was seen and said about one report, as stored and as returned.

``RecordV1`` is the shape of ``GET /v1/reports/{id}``. While a report is queued or running the lists are
empty and the objects null; a failed report keeps its text, mentions and audit, which need no model.
Spans are code points of ``report.text``, end exclusive; ``received_*`` are the same places in the text as it
was sent, null for binary formats. Figures of reports are strings.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Contract, Json, Sha256, SpanPair

OFFSET_UNIT: Literal["unicode_code_point"] = "unicode_code_point"
Status = Literal["queued", "running", "done", "failed"]


class ReadingV1(Contract):
    """One further possible reading of an ambiguous number."""

    value: str
    kind: str
    unit: str | None


class MentionV1(Contract):
    """A number found in the source."""

    start: int
    end: int
    received_start: int | None
    received_end: int | None
    text: str
    kind: str
    value: str
    value_high: str | None
    unit: str | None
    unit_key: str | None
    scale: str
    ulp: str | None
    qualifier: str
    qualifier_span: tuple[SpanPair, ...]
    target: bool
    direction: Literal["up", "down"] | None
    negated: bool
    form: Literal["digits", "words", "mixed", "roman"]
    zone: Literal["body", "caption", "furniture"]
    readings: tuple[ReadingV1, ...]


class EvidenceV1(Contract):
    """A place of the source that a verdict rests on."""

    start: int
    end: int
    received_start: int | None
    received_end: int | None
    text: str
    role: Literal["match", "operand", "near"]


class ClaimV1(Contract):
    """A number that the digest states, with the machine's verdict; ``path`` is a JSON Pointer into it."""

    id: str
    path: str
    start: int
    end: int
    text: str
    value: str
    unit: str | None
    verdict: Literal["supported", "contradicted", "unsupported", "ambiguous", "not_checked"]
    reason: str
    evidence: tuple[EvidenceV1, ...]
    formula: str | None


class FlagV1(Contract):
    """Something shown to a person; ``id`` is a hash of what the flag says."""

    id: str
    origin: Literal["digest", "source"]
    code: str
    severity: Literal["error", "warning", "info"]
    path: str | None
    start: int | None
    end: int | None
    spans: tuple[SpanPair, ...]
    received_spans: tuple[SpanPair, ...] | None
    stated: str
    expected: str | None
    message_vi: str
    message_en: str


class CoverageV1(Contract):
    """What became of the salient figures of the source; ``rate`` is used / figures."""

    figures: int
    used: int
    omitted: int
    ignored: int
    rate: str


class FindingV1(Contract):
    """One thing that the source says against itself."""

    id: str
    code: str
    severity: Literal["error", "suspicious", "rounding"]
    spans: tuple[SpanPair, ...]
    received_spans: tuple[SpanPair, ...] | None
    stated: str
    expected: str
    derived_from: str | None
    relation: str
    message_vi: str
    message_en: str


class RelationV1(Contract):
    """A relation between figures of the source that was checked, and whether it holds."""

    type: str
    spans: tuple[SpanPair, ...]
    formula: str
    holds: bool


class AuditV1(Contract):
    """What the source says against itself, and everything that was checked."""

    findings: tuple[FindingV1, ...]
    relations_checked: int
    relations: tuple[RelationV1, ...]


class ReportV1(Contract):
    """The report as kept: ``text`` is canonical and is exactly what the model was given.

    ``sha256`` is that of ``text`` in UTF-8. ``received`` is the text as sent where it differs from ``text``,
    else null. ``format`` is the media type that the text came from. ``created_at`` is UTC, ISO 8601.
    """

    title: str | None
    lang: Literal["vi", "en"]
    text: str
    received: str | None
    format: str
    sha256: Sha256
    chars: int
    created_at: str


class UsageV1(Contract):
    """Tokens and requests; ``cached_tokens`` are prompt tokens that the provider still had at hand."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    requests: int = 0


class ReferenceV1(Contract):
    """A prompt or schema by name and content."""

    ref: str
    sha256: Sha256


class ProvenanceV1(Contract):
    """Who said what is in the record, and with which words it was asked."""

    model: str
    provider: str
    strategy: str
    prompts: tuple[ReferenceV1, ...]
    schema_ref: ReferenceV1 = Field(alias="schema")
    code_version: str


class ProblemV1(Contract):
    """A part of the work that failed while the rest went on, such as a section of a long report.

    ``start`` and ``end`` say which part of ``report.text`` is touched, null for the whole of it.
    """

    code: str
    message: str
    start: int | None = None
    end: int | None = None


class AttemptV1(Contract):
    """One call of a model: what it was for, what it answered word for word, and what that cost.

    ``failures`` counts the claims of ``digest`` that the check did not support, null where the call made no
    whole digest. ``error`` is the stable code of a failed call; then ``raw`` is
    empty, except for an answer that was cut, of which the whole parts are used. ``seconds`` is the wall time
    of the call as a decimal string.
    """

    step: str
    prompt: str
    model: str
    raw: str
    usage: UsageV1
    seconds: str
    tries: int
    cached: bool
    kept: bool
    failures: int | None
    digest: dict[str, Json] | None
    error: str | None


class ErrorV1(Contract):
    """Why the report as a whole failed."""

    code: str
    message: str
    hint: str
    retry_after: str | None


class RecordV1(Contract):
    """One report with everything that was found in it, said about it, and shown of it."""

    id: str
    offset_unit: Literal["unicode_code_point"] = OFFSET_UNIT
    version: Literal[1] = 1
    status: Status
    report: ReportV1
    mentions: tuple[MentionV1, ...] = ()
    digest: dict[str, Json] | None = None
    claims: tuple[ClaimV1, ...] = ()
    coverage: CoverageV1 | None = None
    flags: tuple[FlagV1, ...] = ()
    audit: AuditV1 | None = None
    attempts: tuple[AttemptV1, ...] = ()
    usage: UsageV1 = UsageV1()
    provenance: ProvenanceV1 | None = None
    problems: tuple[ProblemV1, ...] = ()
    error: ErrorV1 | None = None
