"""Records of real runs against gold: which key figures a digest states, and what became of its claims.

A key figure counts as stated when a supported claim of the digest rests on its very place in the source
(``recall``), and as a metric when that claim is the value of a metric (``metrics``). Ambiguous case: a figure
that the source repeats elsewhere is only counted at the place that gold names, so recall is a lower bound.
Whether a label is right is not judged here.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from evals.dataset import Document

VALUE_PATH = re.compile(r"/metrics/\d+/value_text")


@dataclass(frozen=True, slots=True)
class DigestScore:
    """Counts of one record. ``seconds`` is the wall time of its model calls, as the record states it."""

    document: str
    strategy: str
    model: str
    seconds: Decimal
    calls: int
    prompt_tokens: int
    completion_tokens: int
    metrics: int
    salient: int
    salient_stated: int
    salient_metrics: int
    verdicts: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)


def score_digest(document: Document, record: dict[str, Any], *, salience: int = 1) -> DigestScore:
    """What the digest of ``record`` states of the key figures of ``salience`` or better."""
    due = {
        mention.spans[0]
        for metric in document.key_metrics
        for mention in document.mentions
        if metric.salience <= salience and mention.index == metric.mention
    }
    rested: list[tuple[bool, tuple[int, int]]] = [
        (bool(VALUE_PATH.fullmatch(claim["path"])), (evidence["received_start"], evidence["received_end"]))
        for claim in record["claims"]
        if claim["verdict"] == "supported"
        for evidence in claim["evidence"]
        if evidence["role"] == "match"
    ]
    usage, provenance = record["usage"], record["provenance"]
    return DigestScore(
        document=document.id,
        strategy=provenance["strategy"],
        model=provenance["model"],
        seconds=sum((Decimal(attempt["seconds"]) for attempt in record["attempts"]), Decimal(0)),
        calls=usage["requests"],
        prompt_tokens=usage["prompt_tokens"],
        completion_tokens=usage["completion_tokens"],
        metrics=len(record["digest"]["metrics"]),
        salient=len(due),
        salient_stated=sum(any(_meet(place, span) for _, span in rested) for place in due),
        salient_metrics=sum(any(metric and _meet(place, span) for metric, span in rested) for place in due),
        verdicts=Counter(claim["verdict"] for claim in record["claims"]),
        alarms=Counter(
            flag["code"]
            for flag in record["flags"]
            if flag["path"] is not None and flag["severity"] in {"error", "warning"}
        ),
        problems=Counter(problem["code"] for problem in record["problems"]),
    )


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
