"""Runs a suite: every trial once, in bounded concurrency, journaled, within a budget, no failure forgotten.

pydantic-evals holds the cases and runs them; what it leaves out is here and in ``journal``, ``budget`` and
``tallies``. Each finished case is a line of the journal before the next one is counted, so a killed run goes
on where it was; model calls are remembered one by one in a file beside it, under everything that shapes their
answers. A trial that raises is a case in error: it keeps its denominators. When the budget is spent nothing
more is asked, and the run is incomplete.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from pydantic_evals import Case, Dataset
from pydantic_evals.evaluators import Evaluator, EvaluatorContext

from evals.budget import BudgetSpent, Price
from evals.dataset import DatasetError, Document, fingerprint
from evals.journal import Journal
from evals.scorecard import CaseResult, Scorecard
from evals.suites import Plan, Suite, Trial, lost
from evals.tallies import scorecard
from service.pipeline import code_version

HERE = Path(__file__).resolve().parent
Told = Callable[[CaseResult], None]
TOLD_OF_AN_ERROR = 300  # characters


@dataclass(frozen=True, slots=True)
class Limits:
    """Which trials are made, and how many at once."""

    cases: tuple[str, ...] = ()
    limit: int | None = None
    concurrency: int = 1

    def choose(self, trials: Sequence[Trial]) -> list[Trial]:
        """The trials whose id or document begins with a chosen name, at most ``limit`` of them."""
        wanted = [
            trial
            for trial in trials
            if not self.cases
            or any(trial.id == name or trial.id.startswith(f"{name}/") for name in self.cases)
        ]
        return wanted[: self.limit]


@dataclass
class _Answered(Evaluator[Trial, CaseResult, None]):
    """What pydantic-evals is told of a case; the exact counts stay in the result."""

    def evaluate(self, ctx: EvaluatorContext[Trial, CaseResult, None]) -> Mapping[str, bool]:
        return {"answered": ctx.output.status != "error", "right": ctx.output.status == "ok"}


async def run(
    suite: Suite,
    documents: Sequence[Document],
    plan: Plan,
    *,
    limits: Limits | None = None,
    journal: Path | None = None,
    told: Told = lambda result: None,
    price: Price | None = None,
    started: Callable[[int], None] = lambda total: None,
) -> Scorecard:
    """The scorecard of one run; ``told`` hears of each case, ``started`` how many there are.

    Raises:
        DatasetError: No trial is left after choosing.
    """
    limits = limits or Limits()
    trials = limits.choose(list(suite.trials(documents, plan)))
    if not trials:
        raise DatasetError("there is nothing to try: no case of that name, or no document")
    began, clock = datetime.now(UTC), time.monotonic()
    book = Journal(journal, run_key(suite, plan, limits))
    started(len(trials))
    over: list[str] = []

    async def attempt(trial: Trial) -> CaseResult:
        known = book.known(trial.id)
        if known is not None:
            result = known.model_copy(update={"reused": True})
        elif over:
            result = lost(trial, suite, over[0])
        else:
            result = await _tried(suite, trial, over)
            book.add(result)
        told(result)
        return result

    cases = [Case[Trial, CaseResult, None](name=trial.id, inputs=trial) for trial in trials]
    dataset = Dataset[Trial, CaseResult, None](name=suite.name, cases=cases, evaluators=[_Answered()])
    report = await dataset.evaluate(attempt, max_concurrency=limits.concurrency, progress=False)
    by_name = {case.name: case.output for case in report.cases}
    results = [by_name[trial.id] for trial in trials]
    card = scorecard(
        suite, documents, plan, results,
        options=_options(plan, limits), began=began, seconds=time.monotonic() - clock, price=price,
        complete=not over,
    )  # fmt: skip
    if not over:
        book.close()
    return card


async def _tried(suite: Suite, trial: Trial, over: list[str]) -> CaseResult:
    try:
        return await suite.run(trial)
    except BudgetSpent as spent:
        over.append(str(spent))
        return lost(trial, suite, str(spent))
    except Exception as error:  # whatever the product raises is a result: the case in error
        code = getattr(error, "code", type(error).__name__)
        return lost(trial, suite, f"{code}: {' '.join(str(error).split())[:TOLD_OF_AN_ERROR]}")


def run_key(suite: Suite, plan: Plan, limits: Limits) -> str:
    """A hash of everything that shapes the results of a run."""
    told = [
        suite.name, suite.version, plan.dataset, fingerprint(plan.dataset), _options(plan, limits),
        list(plan.seeds), plan.repeats, code_version(), evals_version(),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def evals_version() -> str:
    """A hash of the code of the evals."""
    whole = hashlib.sha256()
    for path in sorted(HERE.rglob("*.py")):
        whole.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def _options(plan: Plan, limits: Limits) -> dict[str, str]:
    told = {name: str(value) for name, value in sorted(plan.tuning.items())}
    if limits.cases:
        told["case"] = ",".join(limits.cases)
    if limits.limit is not None:
        told["limit"] = str(limits.limit)
    return told | ({"strategies": ",".join(plan.arms)} if plan.arms else {})
