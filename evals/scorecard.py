"""The scorecard: everything that one run of a suite measured, as one JSON document.

Written by the runner, read by ``compare`` and by the reports. Every figure keeps its numerator and its
denominator, over all and per document, so that rates can be pooled, compared in pairs and looked up. Decimals
travel as strings and are never rounded before they are shown; counts are integers.

What is what, once and for all:

* an *arm* is one way of working that is measured beside others (strategy × model); the suites that ask no
  model have one arm called ``core``;
* a *metric* belongs to one arm; ``numerator / denominator`` is its value. An F1 has twice the hits over
  expected plus answered, a mean has a total over a number of things, a plain count has denominator 1;
* a *case* is one thing that was tried: a document in an arm and a repeat, or a planted error. ``ok``: nothing
  to complain of; ``failed``: it ran and something is wrong, ``marks`` and ``notes`` say what; ``error``: it
  gave no answer. Cases in error stay in every denominator;
* a *mark* is a place in the source (code points of ``SourceText.text``) or in the digest (``path`` as a JSON
  Pointer, positions inside that string; null means the whole of it).
"""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from schemas.base import Contract, Json, Sha256

VERSION: Final = 1
Status = Literal["ok", "failed", "error"]
Role = Literal["right", "flag", "false_flag", "miss", "omitted", "planted"]
Outcome = Literal["better", "equal", "worse", "broken", "cannot_tell"]
Better = Literal["higher", "lower"]


class Dataset(Contract):
    """The data a run stands on; ``sha256`` is over every report and every gold file, names included."""

    name: str
    sha256: Sha256
    documents: tuple[str, ...]


class PromptRef(Contract):
    """A prompt by name and content."""

    ref: str
    sha256: Sha256


class Cost(Contract):
    """What something used up. ``money`` is a decimal in ``currency``, null where no price is known."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    requests: int = 0
    retries: int = 0
    seconds: str = "0"
    money: str | None = None
    currency: str | None = None


class Arm(Contract):
    """One way of working: what was asked how, and what that cost over all cases."""

    name: str
    strategy: str | None = None
    model: str | None = None
    provider: str | None = None
    prompts: tuple[PromptRef, ...] = ()
    cost: Cost = Cost()


class Run(Contract):
    """When, with what, on what: enough to run it again."""

    suite: str
    dataset: Dataset
    scorers: dict[str, int]
    code_version: str
    arms: tuple[Arm, ...]
    seeds: tuple[int, ...]
    repeats: int
    deterministic: bool
    options: dict[str, str]
    started_at: str
    seconds: str
    cost: Cost
    complete: bool


class Interval(Contract):
    """A 95 % interval, aware that figures of one document are not independent; ``method`` says how."""

    low: str
    high: str
    documents: int
    method: str


class DocumentRate(Contract):
    """A metric's part of one document."""

    document: str
    numerator: str
    denominator: int


class Metric(Contract):
    """One figure of one arm. ``goal`` is what it must reach (``>= 0.90``), ``met`` null without one.

    ``value`` is null where the denominator is 0. ``gate`` metrics decide a comparison, the others are told.
    """

    name: str
    label: str
    arm: str
    unit: Literal["share", "count", "mean"]
    better: Better
    gate: bool
    numerator: str
    denominator: int
    value: str | None
    interval: Interval | None = None
    goal: str | None = None
    met: bool | None = None
    documents: tuple[DocumentRate, ...] = ()
    explanation: str = ""


class ErrorRow(Contract):
    """One kind of error: how many of ``of`` were dealt with rightly; ``of`` null where only counted.

    In ``check`` and ``audit`` ``hit`` are the planted or gold errors found and ``named`` those of them that
    were called by a fitting name; elsewhere ``hit`` counts how often this went wrong (``better`` lower).
    """

    name: str
    label: str
    arm: str
    better: Better
    hit: int
    of: int | None
    named: int | None = None


class Mark(Contract):
    """A place to look at, and why.

    ``right``: a figure that was found, used or stated rightly. ``flag``: the product flagged it, and so it
    should. ``false_flag``: flagged, and nothing is wrong there. ``miss``: wrong, and nobody said so.
    ``omitted``: due in the digest and not there. ``planted``: an error that the suite put there. Marks with
    the same ``pair`` belong together across source and digest.
    """

    side: Literal["source", "digest"]
    role: Role
    start: int | None
    end: int | None
    path: str | None = None
    code: str | None = None
    severity: Literal["error", "warning", "info"] | None = None
    text: str = ""
    note: str = ""
    pair: str | None = None


class Count(Contract):
    """A case's part of a metric; the numerator is a decimal string because some add up seconds."""

    numerator: str
    denominator: int


class ErrorCount(Contract):
    """A case's part of an ``ErrorRow``."""

    hit: int
    of: int = 0
    named: int = 0


class CaseResult(Contract):
    """What became of one case. ``fingerprint`` is a hash of the whole answer: equal answers, equal hashes.

    ``source`` names the entry in ``Scorecard.sources`` that the marks of side ``source`` count in.
    """

    id: str
    document: str
    arm: str
    repeat: int = 1
    status: Status
    source: str | None = None
    digest: dict[str, Json] | None = None
    marks: tuple[Mark, ...] = ()
    notes: tuple[str, ...] = ()
    counts: dict[str, Count] = Field(default_factory=dict)
    errors: dict[str, ErrorCount] = Field(default_factory=dict)
    cost: Cost = Cost()
    prompts: tuple[PromptRef, ...] = ()
    error: str | None = None
    fingerprint: str = ""
    reused: bool = False


class SourceText(Contract):
    """A text that marks point into: the report as it was given to the product."""

    lang: str
    title: str
    text: str


class DocumentChange(Contract):
    """A metric of one document before and after; null where it has no items."""

    document: str
    before: str | None
    after: str | None


class Change(Contract):
    """One metric before and after. ``difference`` is after minus before, the mean over documents if paired.

    ``detectable`` is the smallest drop that this comparison could have called worse; null when it is exact,
    since then every drop is seen.
    """

    metric: str
    label: str
    arm: str
    better: Better
    gate: bool
    before: str | None
    after: str | None
    difference: str | None
    interval: Interval | None
    detectable: str | None
    outcome: Outcome
    documents: tuple[DocumentChange, ...] = ()
    note: str = ""


class CaseChange(Contract):
    """A case whose answer is not what it was: ``before`` null when it is new, ``after`` null when gone."""

    id: str
    before: Status | None
    after: Status | None
    notes: tuple[str, ...] = ()


class Comparison(Contract):
    """A run against its baseline. ``sentence`` says it to a person; ``exit_status`` says it to a machine."""

    baseline_started_at: str
    baseline_code_version: str
    method: Literal["exact", "paired"]
    outcome: Outcome
    exit_status: int
    sentence: str
    changes: tuple[Change, ...]
    cases: tuple[CaseChange, ...]


class Scorecard(Contract):
    """One run of one suite. ``sources`` are the texts that cases point into, by name."""

    version: Literal[1] = VERSION
    run: Run
    metrics: tuple[Metric, ...]
    errors: tuple[ErrorRow, ...] = ()
    cases: tuple[CaseResult, ...] = ()
    sources: dict[str, SourceText] = Field(default_factory=dict)
    comparison: Comparison | None = None

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """Cases that gave no answer or a wrong one, those without an answer first."""
        wrong = [case for case in self.cases if case.status != "ok"]
        return tuple(sorted(wrong, key=lambda case: (case.status != "error", case.id)))

    def slim(self) -> Scorecard:
        """The scorecard as a baseline is kept: without texts, digests, marks and the counts of each case."""
        cases = tuple(
            CaseResult(
                id=case.id,
                document=case.document,
                arm=case.arm,
                repeat=case.repeat,
                status=case.status,
                notes=case.notes,
                error=case.error,
                fingerprint=case.fingerprint,
            )
            for case in self.cases
        )
        return self.model_copy(update={"cases": cases, "sources": {}, "comparison": None})

    def sealed(self) -> Scorecard:
        """Only the totals, for data that nobody may look at: no case, no document, no kind of error."""
        metrics = tuple(metric.model_copy(update={"documents": ()}) for metric in self.metrics)
        return self.model_copy(
            update={"cases": (), "sources": {}, "errors": (), "metrics": metrics, "comparison": None}
        )
