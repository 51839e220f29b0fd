"""The machine twins of the report: the scorecard as JUnit XML for CI, and as Markdown for a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from xml.etree import ElementTree as ET

from evals.scorecard import CaseResult, Metric, Scorecard
from evals.statistics import shown

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NOTES = 20
MARKED = re.compile(r"([\\`*_\[\]<>|])")


def junit(card: Scorecard) -> str:
    """JUnit XML: one test case a case; what failed in the baseline too is skipped, with what it said.

    A case without an answer is an error, one that is wrong a failure.
    """
    known = _known(card)
    cases = card.cases
    suite = ET.Element(
        "testsuite",
        {
            "name": f"{card.run.suite} on {card.run.dataset.name}",
            "tests": str(len(cases)),
            "failures": str(sum(case.status == "failed" and case.id not in known for case in cases)),
            "errors": str(sum(case.status == "error" and case.id not in known for case in cases)),
            "skipped": str(sum(case.status != "ok" and case.id in known for case in cases)),
            "time": card.run.seconds,
            "timestamp": card.run.started_at.removesuffix("Z"),
        },
    )
    properties = ET.SubElement(suite, "properties")
    for metric in card.metrics:
        value = "none" if metric.value is None else metric.value
        ET.SubElement(properties, "property", {"name": f"{metric.name} ({metric.arm})", "value": value})
    for case in cases:
        _junit_case(suite, card, case, known=case.id in known)
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"


def _junit_case(suite: ET.Element, card: Scorecard, case: CaseResult, *, known: bool) -> None:
    element = ET.SubElement(
        suite,
        "testcase",
        {"classname": _xml(f"{card.run.suite}.{case.arm}"), "name": _xml(case.id), "time": case.cost.seconds},
    )
    if case.status == "ok":
        return
    message = _xml(case.notes[0] if case.notes else case.status)
    kind = "skipped" if known else "error" if case.status == "error" else "failure"
    told = ET.SubElement(element, kind, {"message": f"as in the baseline: {message}" if known else message})
    told.text = _xml("\n".join(case.notes[:NOTES]))


def _known(card: Scorecard) -> frozenset[str]:
    """Cases that are wrong here and, by the comparison, were wrong in the same way before."""
    if card.comparison is None:
        return frozenset()
    changed = {case.id for case in card.comparison.cases if case.before in (None, "ok")}
    return frozenset(case.id for case in card.cases if case.status != "ok" and case.id not in changed)


def _xml(text: str) -> str:
    """The text without what XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)


def markdown(card: Scorecard) -> str:
    """A summary for a comment: the verdict, the figures now and before, and the first wrong cases."""
    return "\n".join(_lines(card)) + "\n"


def _lines(card: Scorecard) -> Iterator[str]:
    run = card.run
    yield f"### {run.suite} on {run.dataset.name}"
    yield ""
    if card.comparison is not None:
        yield f"**{_plain(card.comparison.sentence)}**"
        yield ""
    answered = sum(case.status != "error" for case in card.cases)
    right = sum(case.status == "ok" for case in card.cases)
    partial = "" if run.complete else " The run is not complete."
    yield (
        f"{answered} of {len(card.cases)} cases answered, {right} without complaint; "
        f"{run.seconds} s, {run.cost.prompt_tokens + run.cost.completion_tokens} tokens.{partial}"
    )
    yield ""
    yield "| | arm | value | 95 % | counts | goal | before |"
    yield "|---|---|---:|---|---:|---|---:|"
    before = {(c.metric, c.arm): c.before for c in card.comparison.changes} if card.comparison else {}
    for metric in card.metrics:
        yield _row(metric, before.get((metric.name, metric.arm)))
    wrong = card.failed
    if wrong:
        yield ""
        yield f"<details><summary>{len(wrong)} cases with something wrong</summary>"
        yield ""
        for case in wrong[:NOTES]:
            yield f"* `{case.id.replace('`', '')}`: {_plain(case.notes[0] if case.notes else case.status)}"
        yield ""
        yield "</details>"


def _row(metric: Metric, before: str | None) -> str:
    interval = f"{_short(metric.interval.low)} – {_short(metric.interval.high)}" if metric.interval else ""
    goal = "" if metric.goal is None else f"{metric.goal} {'✓' if metric.met else '✗'}"
    name = f"**{metric.label}**" if metric.gate else metric.label
    return (
        f"| {name} | {metric.arm} | {_short(metric.value)} | {interval} | "
        f"{metric.numerator}/{metric.denominator} | {goal} | {_short(before) if before else ''} |"
    )


def _short(value: str | None) -> str:
    return "–" if value is None else shown(Fraction(value), 3)


def _plain(text: str) -> str:
    return MARKED.sub(r"\\\1", " ".join(text.split()))
