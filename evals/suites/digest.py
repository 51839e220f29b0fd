"""End to end: reports through the pipeline with a model, records judged by gold.

A case is one document in one arm (strategy × model) and one repeat. It has failed when something that must
never happen did: a wrong figure got through unflagged. What else is imperfect (a label, a key figure left
out) is counted, marked and noted; with a small model nearly every digest has some of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import TypeAdapter

from evals.dataset import DatasetError, Document
from evals.digests import VERSION, DigestScore, due, score_digest
from evals.scorecard import Arm, Better, CaseResult, Cost, ErrorCount, PromptRef
from evals.suites import MetricSpec, Plan, Trial, counts, fingerprint_of
from schemas.record import RecordV1, UsageV1
from service.llm import Extractor, Outcome
from service.pipeline import Answer, assemble, process, read, receive
from service.store import Options

SCHEMA = "digest.v1"
OUTCOME = TypeAdapter(Outcome)
UNTOLD = frozenset({"id", "attempts", "report"})  # what differs from run to run with the same answers
UNREPAIRED = "-unrepaired"  # an arm: the same calls, judged by the first answer
DEFAULT = "anchored"  # the goals are its; the others are measured beside it
ARMS = (DEFAULT, "free", f"free{UNREPAIRED}")
Opened = Callable[[Trial], AbstractAsyncContextManager[Extractor]]
METRICS = (
    MetricSpec(
        "wrong_unflagged", "wrong figures that got through unflagged", "count", "lower", True, ("<=", "0"),
        "stated in the digest, not in the source by gold, and no alarm at the place",
    ),
    MetricSpec(
        "group_f1", "metrics: value, unit and label right together", gate=True, goal=(">=", "0.75"),
        aimed=DEFAULT,
        explanation="KIEval's group; right figures that are no key figures neither reward nor punish",
    ),
    MetricSpec(
        "salient_recall", "key figures of salience 1 stated", gate=True, goal=(">=", "0.90"), aimed=DEFAULT
    ),
    MetricSpec(
        "number_precision", "figures that the source holds", gate=True, goal=(">=", "0.99"), aimed=DEFAULT
    ),
    MetricSpec("prose_number_precision", "figures of summary and key points that the source holds"),
    MetricSpec("group_precision", "group precision"),
    MetricSpec("group_recall", "group recall"),
    MetricSpec("value_f1", "metrics: value right"),
    MetricSpec("unit_f1", "metrics: value and unit right"),
    MetricSpec("labels_right", "labels right, of metrics with a right value"),
    MetricSpec("weighted_recall", "key figures stated, weighted 3 · 2 · 1 by salience"),
    MetricSpec(
        "repair_quality", "right / (right + what a reviewer must substitute, add or delete)",
        explanation="KIEval's aligned score",
    ),
    MetricSpec("repairs", "substitutions, additions and deletions per report", "mean", "lower"),
    MetricSpec("wrong_flagged", "wrong figures that were flagged"),
    MetricSpec("wrong_labels_flagged", "wrong labels that were flagged"),
    MetricSpec("quotes_hold", "metrics whose quote stands in the source and holds the value"),
    MetricSpec("organization", "organization right"),
    MetricSpec("period", "period right"),
    MetricSpec("location", "location right"),
    MetricSpec("alarms", "alarms on the digest per report", "mean", "lower"),
    MetricSpec("false_alarms", "right metrics alarmed per report", "mean", "lower"),
    MetricSpec("flags", "flags to look at per report, the source's own included", "mean", "lower"),
    MetricSpec("problems", "parts that failed or were cut per report", "mean", "lower"),
    MetricSpec("tokens", "tokens per report", "mean", "lower"),
    MetricSpec("seconds", "seconds of the model per report", "mean", "lower"),
    MetricSpec("calls", "calls per report", "mean", "lower"),
    MetricSpec("retries", "answers asked for again per report", "mean", "lower"),
)  # fmt: skip


class DigestSuite:
    """Digests by a model that answers anew; ``open_extractor`` gives the way to it for each trial."""

    name = "digest"
    version = VERSION
    deterministic = False
    metrics = METRICS
    errors: Mapping[str, Better] = {}

    def __init__(self, open_extractor: Opened, *, model: str, provider: str, prompt: str = "") -> None:
        self._open = open_extractor
        self._model = model
        self._provider = provider
        self._prompt = prompt

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """Each strategy on each document, as often as asked for."""
        for repeat in range(1, plan.repeats + 1):
            for arm in plan.arms or ARMS:
                for document in documents:
                    again = f"#{repeat}" if plan.repeats > 1 else ""
                    yield Trial(f"{document.id}/{arm}{again}", document, arm=arm, repeat=repeat)

    async def run(self, trial: Trial) -> CaseResult:
        """The record of one run, judged."""
        async with self._open(trial) as extractor:
            return self.judged(trial, await self.recorded(trial, extractor))

    async def recorded(self, trial: Trial, extractor: Extractor) -> RecordV1:
        """The record of one run; in an arm without repair as it would be, had nobody asked again."""
        options = Options(
            strategy=strategy_of(trial.arm), model=self._model, prompt=self._prompt, schema=SCHEMA
        )
        new = receive(trial.document.text, options, lang=trial.document.lang)
        record = await process(new, extractor=extractor)
        return unrepaired(record) if trial.arm.endswith(UNREPAIRED) else record

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        """Every key figure missed."""
        return {name: (int(hit), of) for name, (hit, of) in due(trial.document).items()}

    def arm(self, name: str) -> Arm:
        """The strategy with what it was asked in."""
        return Arm(name=name, strategy=strategy_of(name), model=self._model, provider=self._provider)

    def judged(self, trial: Trial, record: RecordV1, *, seconds: Decimal | None = None) -> CaseResult:
        """A record as a case; ``seconds`` replace the record's own, where it was played from a recording."""
        told = record.model_dump(mode="json", by_alias=True)
        asked = record.provenance.prompts if record.provenance else ()
        score = score_digest(trial.document, told)
        cost = cost_of(record, seconds)
        _count_cost(record, cost, score)
        return CaseResult(
            id=trial.id,
            document=trial.document.id,
            arm=trial.arm,
            repeat=trial.repeat,
            status="failed" if score.wrong_unflagged else "ok",
            source=trial.document.id,
            digest=record.digest,
            marks=tuple(score.marks),
            notes=(*score.notes, *(f"{problem.code}: {problem.message}" for problem in record.problems)),
            counts=counts(score.counts),
            errors={name: ErrorCount(hit=hit) for name, hit in score.errors.items()},
            cost=cost,
            prompts=tuple(PromptRef(ref=prompt.ref, sha256=prompt.sha256) for prompt in asked),
            fingerprint=fingerprint_of(_lasting(told)),
        )


class RecordsSuite(DigestSuite):
    """The digest suite on records that runs elsewhere have left (``doichieu digest``); asks no model."""

    def __init__(self, records: Sequence[RecordV1], documents: Sequence[Document]) -> None:
        by_text = {document.text: document for document in documents}
        self._records: dict[str, tuple[Document, RecordV1, int]] = {}
        seen: Counter[str] = Counter()
        for record in records:
            document = by_text.get(record.report.received or record.report.text)
            if document is None or record.provenance is None:
                raise DatasetError(f"the record {record.id} is of no report of the dataset, or not finished")
            name = f"{document.id}/{record.provenance.strategy}"
            seen[name] += 1
            self._records[f"{name}#{seen[name]}"] = document, record, seen[name]
        self._once = not any(number > 1 for number in seen.values())
        first = records[0].provenance
        super().__init__(
            _nobody, model=first.model if first else "", provider=first.provider if first else ""
        )

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterator[Trial]:
        """Each record."""
        for name, (document, record, repeat) in self._records.items():
            arm = record.provenance.strategy if record.provenance else ""
            shown = name.removesuffix("#1") if self._once else name
            yield Trial(shown, document, arm=arm, repeat=repeat, key=name)

    async def run(self, trial: Trial) -> CaseResult:
        """The record, judged."""
        return self.judged(trial, self._records[trial.key][1])


def _nobody(trial: Trial) -> AbstractAsyncContextManager[Extractor]:
    raise DatasetError(f"there is no model behind the record of {trial.id}")


def strategy_of(arm: str) -> str:
    """The strategy that an arm runs."""
    return arm.removesuffix(UNREPAIRED)


def unrepaired(record: RecordV1) -> RecordV1:
    """The record with the first whole digest that the model gave, at the cost of the calls up to it.

    The problems of the run stay out of it: they may belong to the repair.
    """
    number, first = next(
        ((n, attempt) for n, attempt in enumerate(record.attempts) if attempt.digest is not None), (0, None)
    )
    if first is None or record.provenance is None:
        return record
    made = record.attempts[: number + 1]
    outcome = OUTCOME.validate_python(
        {
            "digest": first.digest,
            "attempts": [attempt.model_dump(mode="json") for attempt in made],
            "usage": {
                name: sum(getattr(attempt.usage, name) for attempt in made) for name in UsageV1.model_fields
            },
        }
    )
    return assemble(
        record.id, record.report, read(record.report), Answer(outcome, record.provenance), record.error
    )


def cost_of(record: RecordV1, seconds: Decimal | None = None) -> Cost:
    """What the calls of a record used up, answers from the cache at their first cost."""
    spent = sum((Decimal(attempt.seconds) for attempt in record.attempts), Decimal(0))
    return Cost(
        prompt_tokens=record.usage.prompt_tokens,
        completion_tokens=record.usage.completion_tokens,
        cached_tokens=record.usage.cached_tokens,
        requests=record.usage.requests,
        retries=sum(max(0, attempt.tries - 1) for attempt in record.attempts),
        seconds=str(spent if seconds is None else seconds),
    )


def _count_cost(record: RecordV1, cost: Cost, score: DigestScore) -> None:
    score.counts["tokens"] = (cost.prompt_tokens + cost.completion_tokens, 1)
    score.counts["seconds"] = (Fraction(cost.seconds), 1)
    score.counts["calls"] = (cost.requests, 1)
    score.counts["retries"] = (cost.retries, 1)
    score.counts["problems"] = (len(record.problems), 1)


def _lasting(told: Mapping[str, Any]) -> dict[str, Any]:
    """What the same answers of a model make of the same report, whenever and by whichever version."""
    kept = {name: value for name, value in told.items() if name not in UNTOLD}
    kept["provenance"] = {**told["provenance"], "code_version": ""}
    return kept
