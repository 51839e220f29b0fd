"""The JSON of the contract: plain dicts whose numbers are strings, with places in both texts.

Every place is given in the canonical text (``start``, ``end``, ``spans``) and in the text as received
(``received_…``), which is null where the input was a binary format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from service.core.flags import order_flags, source_flags
from service.core.text import Text
from service.core.types import (
    Audit,
    Check,
    Claim,
    Coverage,
    Evidence,
    Finding,
    Flag,
    Mention,
    Relation,
    Severity,
    Span,
    VerdictWord,
)

OFFSET_UNIT = "unicode_code_point"

JsonObject: TypeAlias = dict[str, Any]


def _received(text: Text, start: int, end: int) -> tuple[int | None, int | None]:
    span = text.received_span(start, end)
    return (None, None) if span is None else (span.start, span.end)


def _spans(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _received_spans(spans: Sequence[Span], text: Text) -> list[list[int]] | None:
    """The places in the text as received; null for a binary format."""
    found = [text.received_span(*s) for s in spans]
    if text.received is None:
        return None
    return [[s.start, s.end] for s in found if s is not None]


def mention_json(mention: Mention, text: Text) -> JsonObject:
    """One mention."""
    quantity = mention.quantity
    received_start, received_end = _received(text, mention.start, mention.end)
    return {
        "start": mention.start,
        "end": mention.end,
        "received_start": received_start,
        "received_end": received_end,
        "text": mention.text,
        "kind": quantity.kind.value,
        "value": quantity.value,
        "value_high": quantity.value_high,
        "unit": quantity.unit,
        "unit_key": quantity.unit_key,
        "scale": quantity.scale,
        "ulp": quantity.ulp,
        "qualifier": mention.qualifier.value,
        "qualifier_span": _spans(mention.qualifier_spans),
        "target": mention.target,
        "direction": mention.direction.value if mention.direction else None,
        "negated": mention.negated,
        "form": quantity.form.value,
        "zone": mention.zone.value,
        "readings": [{"value": r.value, "kind": r.kind.value, "unit": r.unit} for r in quantity.readings],
    }


def mentions_json(mentions: Iterable[Mention], text: Text) -> JsonObject:
    """The answer to "which numbers are in this text"."""
    return {"offset_unit": OFFSET_UNIT, "mentions": [mention_json(m, text) for m in mentions]}


def claim_json(claim: Claim, text: Text) -> JsonObject:
    """One claim; ``text`` is the source's, where its evidence lies."""
    return {
        "id": claim.id,
        "path": claim.path,
        "start": claim.start,
        "end": claim.end,
        "text": claim.text,
        "value": claim.value,
        "unit": claim.unit,
        "verdict": claim.verdict.value,
        "reason": claim.reason.value,
        "evidence": [_evidence_json(e, text) for e in claim.evidence],
        "formula": claim.formula,
    }


def _evidence_json(evidence: Evidence, text: Text) -> JsonObject:
    received_start, received_end = _received(text, evidence.start, evidence.end)
    return {
        "start": evidence.start,
        "end": evidence.end,
        "received_start": received_start,
        "received_end": received_end,
        "text": evidence.text,
        "role": evidence.role.value,
    }


def flag_json(flag: Flag, text: Text) -> JsonObject:
    """One flag."""
    return {
        "id": flag.id,
        "origin": flag.origin.value,
        "code": flag.code,
        "severity": flag.severity.value,
        "path": flag.path,
        "start": flag.start,
        "end": flag.end,
        "spans": _spans(flag.spans),
        "received_spans": _received_spans(flag.spans, text),
        "stated": flag.stated,
        "expected": flag.expected,
        "message_vi": flag.message_vi,
        "message_en": flag.message_en,
    }


def coverage_json(coverage: Coverage) -> JsonObject:
    """What became of the figures of the source."""
    return {
        "figures": coverage.figures,
        "used": coverage.used,
        "omitted": coverage.omitted,
        "ignored": coverage.ignored,
        "rate": coverage.rate,
    }


def check_json(check: Check, text: Text, audit: Audit | None = None) -> JsonObject:
    """The answer of a check; with ``audit`` the findings on the source stand among its flags."""
    flags = order_flags((*check.flags, *source_flags(audit))) if audit is not None else check.flags
    return {
        "offset_unit": OFFSET_UNIT,
        "claims": [claim_json(c, text) for c in check.claims],
        "flags": [flag_json(f, text) for f in flags],
        "coverage": coverage_json(check.coverage),
        "summary": summary_json(check.claims, flags),
    }


def summary_json(claims: Sequence[Claim], flags: Sequence[Flag]) -> JsonObject:
    """How many claims have each verdict and how many flags each severity."""
    return {
        "claims": len(claims),
        "verdicts": {word.value: sum(c.verdict is word for c in claims) for word in VerdictWord},
        "flags": {level.value: sum(f.severity is level for f in flags) for level in Severity},
    }


def finding_json(finding: Finding, text: Text) -> JsonObject:
    """One finding of the audit."""
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity.value,
        "spans": _spans(finding.spans),
        "received_spans": _received_spans(finding.spans, text),
        "stated": finding.stated,
        "expected": finding.expected,
        "derived_from": finding.derived_from,
        "relation": finding.relation,
        "message_vi": finding.message_vi,
        "message_en": finding.message_en,
    }


def relation_json(relation: Relation) -> JsonObject:
    """One relation that the audit checked."""
    return {
        "type": relation.type,
        "spans": _spans(relation.spans),
        "formula": relation.formula,
        "holds": relation.holds,
    }


def audit_json(audit: Audit, text: Text) -> JsonObject:
    """The answer of an audit."""
    return {
        "offset_unit": OFFSET_UNIT,
        "findings": [finding_json(f, text) for f in audit.findings],
        "relations_checked": len(audit.relations),
        "relations": [relation_json(r) for r in audit.relations],
    }
