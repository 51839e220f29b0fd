"""The suites: what is tried, how an answer is judged, and which figures that makes.

A suite is data and two functions: ``trials`` lists what to try, ``run`` tries one thing and judges it. What
is done with the results (journal, statistics, comparison) is the same for all and lives outside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, Protocol

from evals.dataset import Document
from evals.scorecard import Better, CaseResult, Count, ErrorCount, SourceText
from evals.statistics import shown

CORE = "core"  # the arm of suites that ask no model
Goal = tuple[Literal[">=", "<="], str]


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try. ``key`` says in words what belongs to it beyond its document (a planted error …)."""

    id: str
    document: Document
    arm: str = CORE
    repeat: int = 1
    seed: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class MetricSpec:
    """A figure that a suite makes: how it is called, read and judged.

    ``mean`` metrics are a total per case, ``count`` metrics a plain total; both are no shares. ``gate``
    metrics decide a comparison. A goal may be one of a single arm (``aimed``).
    """

    name: str
    label: str
    unit: Literal["share", "count", "mean"] = "share"
    better: Better = "higher"
    gate: bool = False
    goal: Goal | None = None
    explanation: str = ""
    aimed: str = ""

    def goal_of(self, arm: str) -> Goal | None:
        """What the figure must reach in an arm."""
        return self.goal if self.aimed in ("", arm) else None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is asked for; ``tuning`` are the options that change what is tried, by name."""

    dataset: str = "bundled"
    seeds: tuple[int, ...] = (1,)
    repeats: int = 1
    arms: tuple[str, ...] = ()
    tuning: Mapping[str, int] = field(default_factory=dict)

    def tuned(self, name: str, default: int) -> int:
        """The option ``name``, or its default."""
        return self.tuning.get(name, default)


class Suite(Protocol):
    """One suite; ``version`` changes whenever the same answers would be counted in another way."""

    @property
    def name(self) -> str:
        """What it is called on the command line."""

    @property
    def version(self) -> int:
        """The version of its scorers."""

    @property
    def deterministic(self) -> bool:
        """Whether the same code gives the same answers, so that a comparison is exact."""

    @property
    def metrics(self) -> tuple[MetricSpec, ...]:
        """Its figures, the most important first."""

    @property
    def errors(self) -> Mapping[str, Better]:
        """Which of its kinds of error are counted as found (``higher``); the others are counted as made."""

    def trials(self, documents: Sequence[Document], plan: Plan) -> Iterable[Trial]:
        """What there is to try, in a fixed order."""

    async def run(self, trial: Trial) -> CaseResult:
        """What came of one trial; may raise whatever the product raises."""

    def due(self, trial: Trial) -> dict[str, tuple[int, int]]:
        """The counts of a trial that gave no answer: what was expected of it, and nothing of that found."""


def counts(pairs: Mapping[str, tuple[int | Fraction, int]]) -> dict[str, Count]:
    """Counts as the scorecard keeps them."""
    return {
        name: Count(numerator=_plain(numerator), denominator=denominator)
        for name, (numerator, denominator) in pairs.items()
    }


def _plain(number: int | Fraction) -> str:
    return str(number) if isinstance(number, int) else shown(number)


def lost(trial: Trial, suite: Suite, error: str) -> CaseResult:
    """The result of a trial that gave no answer: it stays in every denominator."""
    return CaseResult(
        id=trial.id,
        document=trial.document.id,
        arm=trial.arm,
        repeat=trial.repeat,
        status="error",
        source=trial.document.id,
        counts=counts(suite.due(trial)),
        errors={"no_answer": ErrorCount(hit=1)},
        error=error,
        notes=(error,),
        fingerprint="error",
    )


def source_text(document: Document) -> SourceText:
    """The text that marks of the document point into."""
    return SourceText(lang=document.lang, title=document.title, text=document.text)


def fingerprint_of(answer: object) -> str:
    """A hash of an answer: equal answers, equal hashes."""
    told = json.dumps(answer, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
