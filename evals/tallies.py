"""From the counts of cases to the figures of a scorecard: pooled, by document, with intervals and goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from evals.budget import Price
from evals.dataset import Document, fingerprint
from evals.scorecard import (
    Arm,
    CaseResult,
    Cost,
    Dataset,
    DocumentRate,
    ErrorRow,
    Interval,
    Metric,
    Run,
    Scorecard,
)
from evals.statistics import decimal, mean_interval, pooled, rate_interval, shown
from evals.suites import Goal, MetricSpec, Plan, Suite, source_text
from service.pipeline import code_version


def scorecard(
    suite: Suite,
    documents: Sequence[Document],
    plan: Plan,
    results: Sequence[CaseResult],
    *,
    options: Mapping[str, str],
    began: datetime,
    seconds: float,
    price: Price | None,
    complete: bool,
) -> Scorecard:
    """The results with every figure of the suite."""
    names = list(dict.fromkeys(result.arm for result in results))
    arms = tuple(_arm(name, suite, [r for r in results if r.arm == name], price) for name in names)
    used = {result.source for result in results if result.source is not None}
    return Scorecard(
        run=Run(
            suite=suite.name,
            dataset=Dataset(
                name=plan.dataset,
                sha256=fingerprint(plan.dataset),
                documents=tuple(document.id for document in documents),
            ),
            scorers={suite.name: suite.version},
            code_version=code_version(),
            arms=arms,
            seeds=plan.seeds,
            repeats=plan.repeats,
            deterministic=suite.deterministic,
            options=dict(options),
            started_at=began.strftime("%Y-%m-%dT%H:%M:%SZ"),
            seconds=shown(Fraction(seconds), 1),
            cost=_cost(results, price),
            complete=complete,
        ),
        metrics=tuple(
            metric
            for name in names
            for spec in suite.metrics
            if (metric := _metric(spec, name, [r for r in results if r.arm == name], plan.repeats))
            is not None
        ),
        errors=tuple(row for name in names for row in _errors(suite, name, results)),
        cases=tuple(results),
        sources={document.id: source_text(document) for document in documents if document.id in used},
    )


def _arm(name: str, suite: Suite, results: Sequence[CaseResult], price: Price | None) -> Arm:
    describe: Callable[[str], Arm] | None = getattr(suite, "arm", None)
    arm = describe(name) if describe else Arm(name=name)
    prompts = dict.fromkeys(prompt for result in results for prompt in result.prompts)
    return arm.model_copy(update={"cost": _cost(results, price), "prompts": tuple(prompts)})


def _cost(results: Sequence[CaseResult], price: Price | None) -> Cost:
    costs = [result.cost for result in results]
    prompt, completion = sum(c.prompt_tokens for c in costs), sum(c.completion_tokens for c in costs)
    return Cost(
        prompt_tokens=prompt,
        completion_tokens=completion,
        cached_tokens=sum(c.cached_tokens for c in costs),
        requests=sum(c.requests for c in costs),
        retries=sum(c.retries for c in costs),
        seconds=str(sum((Decimal(c.seconds) for c in costs), Decimal(0))),
        money=str(price.of(prompt, completion)) if price else None,
        currency=price.currency if price else None,
    )


def _metric(spec: MetricSpec, arm: str, results: Sequence[CaseResult], repeats: int) -> Metric | None:
    """One figure, by document; None where no case counts it."""
    by_document: dict[str, list[Fraction]] = {}
    for result in results:
        count = result.counts.get(spec.name)
        if count is not None:
            sums = by_document.setdefault(result.document, [Fraction(0), Fraction(0)])
            sums[0] += Fraction(count.numerator)
            sums[1] += count.denominator
    if not by_document:
        return None
    total = sum((sums[0] for sums in by_document.values()), Fraction(0))
    items = sum((sums[1] for sums in by_document.values()), Fraction(0))
    value = total if spec.unit == "count" else pooled({n: (a, b) for n, (a, b) in by_document.items()})
    goal = spec.goal_of(arm)
    return Metric(
        name=spec.name,
        label=spec.label,
        arm=arm,
        unit=spec.unit,
        better=spec.better,
        gate=spec.gate,
        numerator=_plain(total),
        denominator=int(items),
        value=None if value is None else shown(value),
        interval=_interval(spec, by_document, repeats),
        goal=" ".join(goal) if goal else None,
        met=_met(goal, value),
        documents=tuple(
            DocumentRate(document=name, numerator=_plain(sums[0]), denominator=int(sums[1]))
            for name, sums in sorted(by_document.items())
        ),
        explanation=spec.explanation,
    )


def _interval(
    spec: MetricSpec, by_document: Mapping[str, Sequence[Fraction]], repeats: int
) -> Interval | None:
    if spec.unit == "count":
        return None
    averaged = {name: (sums[0] / repeats, sums[1] / repeats) for name, sums in by_document.items()}
    share = spec.unit == "share"
    found = rate_interval(averaged) if share else mean_interval(averaged)
    if found is None:
        return None
    return Interval(
        low=shown(found.low),
        high=shown(found.high),
        documents=found.documents,
        method="Wilson with design effect, t quantile" if share else "t over documents",
    )


def _met(goal: Goal | None, value: Fraction | None) -> bool | None:
    if goal is None or value is None:
        return None
    sign, bound = goal
    limit = Fraction(bound)
    return value >= limit if sign == ">=" else value <= limit


def _plain(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else str(decimal(number))


def _errors(suite: Suite, arm: str, results: Sequence[CaseResult]) -> list[ErrorRow]:
    sums: dict[str, list[int]] = {}
    for result in results:
        for name, count in result.errors.items() if result.arm == arm else ():
            row = sums.setdefault(name, [0, 0, 0])
            row[0] += count.hit
            row[1] += count.of
            row[2] += count.named
    found = suite.errors
    rows = [
        ErrorRow(
            name=name,
            label=name.replace("_", " "),
            arm=arm,
            better=found.get(name, "lower"),
            hit=hit,
            of=of or None,
            named=named if found.get(name) == "higher" and suite.name == "check" else None,
        )
        for name, (hit, of, named) in sums.items()
    ]
    return sorted(rows, key=lambda row: (row.better != "higher", _found(row), -row.hit, row.name))


def _found(row: ErrorRow) -> Fraction:
    """The share found, so that the weakest come first; errors made are in the order of their number."""
    return Fraction(row.hit, row.of) if row.of and row.better == "higher" else Fraction(0)
