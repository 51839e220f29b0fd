"""What the audit says of sources: gold inconsistencies, near misses, and errors planted where gold holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from evals.dataset import Document
from evals.product import audit_of
from evals.scorecard import Better, CaseResult, ErrorCount, Mark
from evals.scorers import (
    CODES,
    AuditScore,
    FoundItem,
    Miss,
    Tally,
    hits,
    score_audit,
    score_triples,
)
from evals.sources import PlantedSource, SourceScore, planted_sources, score_source
from evals.suites import MetricSpec, Plan, Trial, counts, fingerprint_of


class AuditSuite:
    """The report against itself; asks no model. A case is a document, as it is or with one figure changed."""

    name = "audit"
    version = 1
    deterministic = True
    errors: Mapping[str, Better] = {
        **{
            f"{kind} ({severity})": "higher"
            for kind in CODES
            for severity in ("error", "suspicious", "rounding")
        },
        **{f"planted {kind}": "higher" for kind in CODES},
    }
    metrics = (
        MetricSpec("found", "gold inconsistencies found", gate=True, goal=(">=", "0.85")),
        MetricSpec("as_error", "gold errors called errors", gate=True),
        MetricSpec(
            "error_precision", "error findings that are right", gate=True, goal=(">=", "0.95"),
            explanation="the rest cries error where gold has none",
        ),
        MetricSpec("planted_found", "planted inconsistencies found", gate=True, goal=(">=", "0.85")),
        MetricSpec("planted_false", "false errors beside planted ones", "count", "lower", gate=True),
        MetricSpec("false_suspicions", "suspicions where gold has nothing", "count", "lower", gate=True),
        MetricSpec("near_misses_hit", "honest near misses called wrong", "share", "lower", gate=True),
        MetricSpec("triples", "part–base–percent triples judged as due", gate=True),
        MetricSpec("bonus", "consequences of another error found too"),
    )  # fmt: skip

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """Each document as it is, then with each figure changed that gold says would break a relation."""
        for document in documents:
            yield Trial(document.id, document)
            for seed in plan.seeds:
                for number, planted in enumerate(_planted(document, seed)):
                    key = f"{planted.item.type}/{number}"
                    yield Trial(f"{document.id}/planted/{seed}/{key}", document, seed=seed, key=key)

    async def run(self, trial: Trial) -> CaseResult:
        """The audit of one document, or of one changed document."""
        if not trial.key:
            return self._gold(trial)
        number = int(trial.key.rpartition("/")[2])
        return self._planted(trial, _planted(trial.document, trial.seed)[number])

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        """Every inconsistency, unfound."""
        if trial.key:
            return {"planted_found": (0, 1)}
        items = [item for item in trial.document.inconsistencies if not item.derived]
        return {
            "found": (0, len(items)),
            "as_error": (0, sum(item.severity == "error" for item in items)),
            "triples": (0, len(trial.document.triples)),
        }

    def _gold(self, trial: Trial) -> CaseResult:
        document = trial.document
        answer = audit_of(document.text, document.lang)
        score = score_audit(document, answer.findings)
        triples = score_triples(document, answer.findings, answer.holding)
        pairs = {
            "found": (score.found.hit, score.found.gold),
            "as_error": (score.errors.hit, score.errors.gold),
            "error_precision": (score.error_findings - score.false_errors, score.error_findings),
            "false_suspicions": (score.false_suspicions, 1),
            "near_misses_hit": (score.near_misses_hit, score.near_misses),
            "triples": (triples["right"], triples["total"]),
            "bonus": (score.bonus.hit, score.bonus.gold),
        }
        return CaseResult(
            id=trial.id,
            document=document.id,
            arm=trial.arm,
            status="failed" if score.misses else "ok",
            source=document.id,
            marks=tuple(_marks(document, answer.findings)),
            notes=tuple(_told(miss) for miss in score.misses),
            counts=counts(pairs),
            errors=_errors(score),
            fingerprint=fingerprint_of([_said(finding) for finding in answer.findings]),
        )

    def _planted(self, trial: Trial, planted: PlantedSource) -> CaseResult:
        document = planted.document
        answer = audit_of(document.text, document.lang)
        score = SourceScore({}, Tally(), 0, [])
        score_source(planted, list(answer.findings), score)
        tally = score.found[planted.item.type]
        notes = (
            [f"not found: {planted.was} → {planted.now}: {planted.item.explanation}"] if score.missed else []
        )
        start, end = planted.place
        mark = Mark(
            side="source", role="flag" if tally.hit else "miss", start=start, end=end, text=planted.now,
            note=f"was {planted.was}; {planted.item.explanation}",
        )  # fmt: skip
        return CaseResult(
            id=trial.id,
            document=trial.document.id,
            arm=trial.arm,
            status="failed" if notes or score.false_errors else "ok",
            marks=(mark,),
            notes=(*notes, *(["an error is cried elsewhere"] if score.false_errors else [])),
            counts=counts(
                {"planted_found": (tally.hit, tally.gold), "planted_false": (score.false_errors, 1)}
            ),
            errors={f"planted {planted.item.type}": ErrorCount(hit=tally.hit, of=tally.gold)},
            fingerprint=fingerprint_of([_said(finding) for finding in answer.findings]),
        )


@lru_cache(maxsize=64)
def _planted(document: Document, seed: int) -> tuple[PlantedSource, ...]:
    return tuple(planted_sources(document, seed))


def _said(finding: FoundItem) -> list[object]:
    return [finding.code, finding.severity, sorted(finding.spans), finding.stated, finding.expected]


def _errors(score: AuditScore) -> dict[str, ErrorCount]:
    found = {kind: ErrorCount(hit=tally.hit, of=tally.gold) for kind, tally in score.by_type.items()}
    made = {
        "false_error": score.false_errors,
        "overstated": score.overstated,
        "false_suspicion": score.false_suspicions,
        "near_miss_hit": score.near_misses_hit,
    }
    return found | {name: ErrorCount(hit=hit) for name, hit in made.items() if hit}


def _told(miss: Miss) -> str:
    return f"{miss.error} @{miss.start}: {miss.expected}; got {miss.got}; “{miss.context}”"


def _marks(document: Document, findings: Sequence[FoundItem]) -> Iterator[Mark]:
    severity = {"error": "error", "suspicious": "warning", "rounding": "info"}
    for number, finding in enumerate(findings):
        right = any(hits(finding, item) for item in document.inconsistencies)
        for start, end in finding.spans:
            yield Mark.model_validate(
                {
                    "side": "source",
                    "role": "flag" if right else "right" if finding.severity == "rounding" else "false_flag",
                    "start": start, "end": end, "text": document.text[start:end], "code": finding.code,
                    "severity": severity[finding.severity], "pair": f"f{number}",
                    "note": f"stated {finding.stated}, expected {finding.expected}",
                }
            )  # fmt: skip
    for item in document.inconsistencies:
        if not any(hits(finding, item) for finding in findings):
            for start, end in item.spans:
                yield Mark(
                    side="source", role="miss", start=start, end=end, text=document.text[start:end],
                    code=item.type, pair=item.name, note=item.explanation,
                )  # fmt: skip
