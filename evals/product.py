"""The product as the scorers see it: answers of the core, placed in the text as received."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from evals.alarms import Alarm
from evals.scorers import Found, FoundItem
from service.core.audit import audit
from service.core.check import check
from service.core.claims import parse_json
from service.core.source import Source, read_source
from service.core.types import Mention, Span


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """Findings and the spans of the relations that hold, in the text as received."""

    findings: tuple[FoundItem, ...]
    holding: tuple[tuple[int, int], ...]
    checked: int


@lru_cache(maxsize=64)
def source_of(received: str, lang: str) -> Source:
    """The indexed source of a report, built once per text."""
    return read_source(received, lang)


def mentions_of(received: str, lang: str) -> tuple[Found, ...]:
    """What the grammar finds in a report, in the text as received."""
    source = source_of(received, lang)
    return tuple(found(mention, _place(source, mention.span)) for mention in source.mentions)


def found(mention: Mention, place: Span) -> Found:
    """A mention of the core in the scorers' words."""
    quantity = mention.quantity
    return Found(
        start=place.start,
        end=place.end,
        text=mention.text,
        kind=str(mention.kind),
        value=quantity.value,
        value_high=quantity.value_high,
        unit=quantity.unit,
        unit_key=quantity.unit_key,
        scale=quantity.scale,
        qualifier=str(mention.qualifier),
        target=mention.target,
        form=str(quantity.form),
        zone=str(mention.zone),
    )


def audit_of(received: str, lang: str) -> AuditAnswer:
    """What the audit says of a report, in the text as received."""
    source = source_of(received, lang)
    answer = audit(source)
    return AuditAnswer(
        findings=tuple(
            FoundItem(
                code=finding.code,
                severity=str(finding.severity),
                spans=tuple((p.start, p.end) for p in (_place(source, span) for span in finding.spans)),
                stated=finding.stated,
                expected=finding.expected,
            )
            for finding in answer.findings
        ),
        holding=tuple(
            (place.start, place.end)
            for relation in answer.relations
            if relation.holds
            for place in (_place(source, span) for span in relation.spans)
        ),
        checked=len(answer.relations),
    )


def alarms_of(received: str, lang: str, digest: object) -> list[Alarm]:
    """The flags with a path that the cross-check raises on a digest, coverage left out."""
    answer = check(source_of(received, lang), parse_json(json.dumps(digest, ensure_ascii=False)))
    return [
        Alarm(flag.code, str(flag.severity), flag.path, flag.start, flag.end, flag.stated)
        for flag in answer.flags
        if flag.path is not None
    ]


def _place(source: Source, span: Span) -> Span:
    return source.text.received_span(span.start, span.end) or span
