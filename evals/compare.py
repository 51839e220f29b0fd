"""A run against its baseline: better, equal, worse, broken, or "cannot tell", which is never green.

Suites that ask no model (and recordings) are compared *exactly*: the same cases, and every drop of a gate
metric is worse. Live runs are compared in *pairs*, document by document, over the documents that both have. A
gate metric is then worse when its mean drop is larger than the margin, its t interval lies below zero and an
exact sign-flip test agrees after Holm's correction over the gate metrics; better in the same way; equal when
nothing changed, or when the interval leaves no room for a drop beyond the margin and there are documents
enough for a test to have seen one. Everything else cannot be told. A count that has a goal is a promise, not
a rate: any move for the worse is worse.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evals.scorecard import (
    CaseChange,
    CaseResult,
    Change,
    Comparison,
    DocumentChange,
    Interval,
    Metric,
    Outcome,
    Scorecard,
)
from evals.statistics import Paired, holm, paired, shown

MARGIN = Fraction(2, 100)
STATUS: dict[Outcome, int] = {"better": 0, "equal": 0, "worse": 1, "broken": 3, "cannot_tell": 4}
SHOWN_CASES = 200
Key = tuple[str, str]


class CannotCompare(Exception):
    """The two runs do not measure the same thing: another suite, data, scorer, seed or option."""


@dataclass(frozen=True, slots=True)
class Side:
    """A metric of one run by document: ``document → value``, documents without items left out."""

    metric: Metric
    documents: Mapping[str, Fraction]

    @classmethod
    def of(cls, metric: Metric) -> Side:
        """The metric's documents that have items."""
        return cls(
            metric,
            {
                rate.document: Fraction(rate.numerator) / rate.denominator
                for rate in metric.documents
                if rate.denominator
            },
        )


def compare(now: Scorecard, baseline: Scorecard, *, margin: Fraction = MARGIN) -> Comparison:
    """What a run is worth against its baseline.

    Raises:
        CannotCompare: They do not measure the same thing.
    """
    same_measure(now, baseline)
    exact = now.run.deterministic
    before = {(metric.name, metric.arm): metric for metric in baseline.metrics}
    pairs = [
        (before[metric.name, metric.arm], metric)
        for metric in now.metrics
        if (metric.name, metric.arm) in before
    ]
    if not pairs:
        raise CannotCompare("the two runs have no arm in common")
    changes = tuple(_exact(*pair) for pair in pairs) if exact else tuple(_paired(pairs, margin))
    broken = _broken(now, baseline)
    outcome = "broken" if broken else _outcome(changes)
    return Comparison(
        baseline_started_at=baseline.run.started_at,
        baseline_code_version=baseline.run.code_version,
        method="exact" if exact else "paired",
        outcome=outcome,
        exit_status=STATUS[outcome],
        sentence=broken or _sentence(outcome, changes, exact=exact),
        changes=changes,
        cases=tuple(_cases(now.cases, baseline.cases))[:SHOWN_CASES],
    )


def same_measure(now: Scorecard, baseline: Scorecard) -> None:
    """Nothing, where the two can be compared.

    Raises:
        CannotCompare: Suite, data, scorers, or in an exact comparison seeds and options differ.
    """
    told: list[tuple[str, object, object]] = [
        ("suite", now.run.suite, baseline.run.suite),
        ("dataset", now.run.dataset.name, baseline.run.dataset.name),
        ("data", now.run.dataset.sha256[:12], baseline.run.dataset.sha256[:12]),
        ("scorers", now.run.scorers, baseline.run.scorers),
    ]
    if now.run.deterministic:
        told.append(("seeds", now.run.seeds, baseline.run.seeds))
        told.append(("options", now.run.options, baseline.run.options))
        told.append(("cases", *_only({c.id for c in now.cases}, {c.id for c in baseline.cases})))
    for name, mine, its in told:
        if mine != its:
            raise CannotCompare(f"the {name} differ: {mine} here, {its} in the baseline")


def _only(mine: set[str], its: set[str]) -> tuple[str, str]:
    """The first case that only this run has, and the first that only the baseline has."""
    return min(mine - its, default="none"), min(its - mine, default="none")


def _broken(now: Scorecard, baseline: Scorecard) -> str:
    """Why the run cannot be trusted at all; empty where it can."""
    if not now.run.complete:
        return "Broken: the run is not complete."
    known = {case.id for case in baseline.cases if case.status == "error"}
    fresh = [case for case in now.cases if case.status == "error" and case.id not in known]
    if fresh:
        error = fresh[0].error or "no answer"
        return f"Broken: {len(fresh)} cases gave no answer that the baseline has; {fresh[0].id}: {error}"
    return ""


def _exact(before: Metric, after: Metric) -> Change:
    """Every count against its own; the same numerator over the same denominator is equal."""
    old, new = _value(before), _value(after)
    outcome: Outcome = "equal"
    if old != new:
        outcome = "worse" if _is_drop(after, old, new) else "better"
    return _change(before, after, outcome, difference=None if old is None or new is None else new - old)


def _is_drop(metric: Metric, old: Fraction | None, new: Fraction | None) -> bool:
    """Whether ``new`` is worse than ``old``; a figure that is no longer there is worse."""
    if old is None or new is None:
        return new is None
    return new < old if metric.better == "higher" else new > old


def _value(metric: Metric) -> Fraction | None:
    if metric.unit == "count":
        return Fraction(metric.numerator)
    return Fraction(metric.numerator) / metric.denominator if metric.denominator else None


def _paired(pairs: Sequence[tuple[Metric, Metric]], margin: Fraction) -> Iterator[Change]:
    """Each metric over the documents that both have, gate metrics corrected for their number."""
    tests: dict[Key, Paired] = {}
    for old, new in pairs:
        answer = paired(Side.of(old).documents, Side.of(new).documents)
        if answer is not None:
            tests[new.name, new.arm] = answer
    gates = {(metric.name, metric.arm) for _, metric in pairs if metric.gate and not _is_promise(metric)}
    sure = holm({key: test.p for key, test in tests.items() if key in gates})
    for old, new in pairs:
        key = new.name, new.arm
        if _is_promise(new):
            yield _exact(old, new)
        else:
            yield _judged(old, new, tests.get(key), margin, significant=key in sure)


def _is_promise(metric: Metric) -> bool:
    return metric.unit == "count" and metric.goal is not None


def _judged(
    before: Metric, after: Metric, test: Paired | None, margin: Fraction, *, significant: bool
) -> Change:
    if test is None:
        return _change(before, after, "cannot_tell", note="fewer than two documents in common")
    sign = 1 if after.better == "higher" else -1
    gain = test.interval.value * sign
    low, high = sorted((Fraction(test.interval.low) * sign, Fraction(test.interval.high) * sign))
    note = ""
    outcome: Outcome = "cannot_tell"
    if test.unchanged:
        outcome = "equal"
    elif significant and high < 0 and -gain > margin:
        outcome = "worse"
    elif significant and low > 0:
        outcome = "better"
    elif test.detectable is not None and low > -margin:
        outcome = "equal"
    elif test.detectable is None:
        note = f"{test.interval.documents} documents cannot show a difference; six are the least"
    else:
        note = f"a drop of {shown(test.detectable, 3)} is the least that could have been called one"
    return _change(before, after, outcome, difference=test.interval.value, test=test, note=note)


def _change(
    before: Metric,
    after: Metric,
    outcome: Outcome,
    *,
    difference: Fraction | None = None,
    test: Paired | None = None,
    note: str = "",
) -> Change:
    old, new = Side.of(before).documents, Side.of(after).documents
    interval = None
    if test is not None:
        interval = Interval(
            low=shown(test.interval.low),
            high=shown(test.interval.high),
            documents=test.interval.documents,
            method="t over the documents' differences, sign flips",
        )
    return Change(
        metric=after.name,
        label=after.label,
        arm=after.arm,
        better=after.better,
        gate=after.gate,
        before=before.value,
        after=after.value,
        difference=None if difference is None else shown(difference),
        interval=interval,
        detectable=None if test is None or test.detectable is None else shown(test.detectable),
        outcome=outcome,
        documents=tuple(
            DocumentChange(document=name, before=_told(old.get(name)), after=_told(new.get(name)))
            for name in sorted(old.keys() | new.keys())
        ),
        note=note,
    )


def _told(value: Fraction | None) -> str | None:
    return None if value is None else shown(value)


def _outcome(changes: Sequence[Change]) -> Outcome:
    """The worst that a gate metric says; better where one is and none is worse or unclear."""
    said = {change.outcome for change in changes if change.gate}
    for outcome in ORDER:
        if outcome in said:
            return outcome
    return "equal"


ORDER: tuple[Outcome, ...] = ("worse", "cannot_tell", "better")


def _sentence(outcome: Outcome, changes: Sequence[Change], *, exact: bool) -> str:
    gates = [change for change in changes if change.gate]
    telling = [change for change in gates if change.outcome == outcome]
    named = "; ".join(
        f"{change.label} ({change.arm}) {_rounded(change.before)} → {_rounded(change.after)}"
        for change in telling[:3]
    )
    if outcome == "equal":
        how = "exactly the same" if exact else "no difference beyond the margin"
        return f"Equal: all {len(gates)} gate metrics, {how}."
    if outcome == "cannot_tell":
        documents = max((c.interval.documents for c in telling if c.interval), default=0)
        detectable = [c.detectable for c in telling if c.detectable]
        reach = (
            f"the least drop that could have been seen is {max(detectable)}"
            if detectable
            else ("so few can show no difference at all")
        )
        return f"Cannot tell: {named}; {documents} documents, {reach}."
    return f"{outcome.capitalize()}: {named}."


def _rounded(value: str | None) -> str:
    return "none" if value is None else shown(Fraction(value), 4)


def _cases(now: Sequence[CaseResult], before: Sequence[CaseResult]) -> Iterator[CaseChange]:
    """Cases that are new, gone, or answer in another way; those that got worse first."""
    old, new = {case.id: case for case in before}, {case.id: case for case in now}
    found = []
    for name in dict.fromkeys((*new, *old)):
        was, has = old.get(name), new.get(name)
        if was and has and (was.status, was.fingerprint) == (has.status, has.fingerprint):
            continue
        notes = tuple(n for n in (has.notes if has else ()) if not was or n not in was.notes)
        found.append(
            CaseChange(
                id=name, before=was.status if was else None, after=has.status if has else None, notes=notes
            )
        )
    return iter(sorted(found, key=lambda case: (case.after == "ok", case.before != "ok", case.id)))
