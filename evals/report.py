"""A scorecard as one page for people: a verdict, what changed, the rates, and every case that went wrong.

The page is a single HTML file: inline SVG, no script, nothing fetched. Everything that came from a report, a
model or a file goes through the template's escaping; markup is written in the template alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from evals.charts import (
    Chart,
    Plane,
    cost_words,
    counts,
    dumbbells,
    duration,
    error_charts,
    forests,
    goal_words,
    plain,
    plane,
    shown,
    span_words,
    value_words,
)
from evals.scorecard import (
    Arm,
    CaseResult,
    Change,
    Mark,
    Metric,
    Scorecard,
    SourceText,
)
from evals.segments import Numbered, Segment, excerpts, numbered, segments
from schemas.base import Json

FULL_TEXT_CASES = 3  # cases of one source that each show all of it; with more, every case shows excerpts
SHOWN_RIGHT = 40  # cases without a complaint are shown in full up to this many cases in all
SHOWN_WRONG = 300
TOLD = 4  # goals that the verdict names when all are met
AROUND = 240  # characters on both sides of a mark in an excerpt
ROLES = {
    "miss": "wrong, and nobody said so",
    "false_flag": "flagged, and nothing is wrong",
    "planted": "an error put there by the suite",
    "flag": "flagged, as it should be",
    "omitted": "due in the digest, and not there",
    "right": "found or stated rightly",
}
OUTCOMES = {
    "better": "better", "equal": "no difference", "worse": "worse", "broken": "broken",
    "cannot_tell": "cannot tell",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A value of the digest: a text in segments, a list, fields by name, or rows under heads."""

    shape: str
    segments: tuple[Segment, ...] = ()
    items: tuple[Node, ...] = ()
    names: tuple[str, ...] = ()
    rows: tuple[tuple[Node, ...], ...] = ()
    notes: tuple[int, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a mark, under its case."""

    number: int
    role: str
    code: str
    severity: str
    text: str
    note: str
    where: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case as the page shows it."""

    anchor: str
    case: CaseResult
    source: SourceText | None
    text: tuple[Segment, ...]
    whole: bool
    digest: Node | None
    notes: tuple[Note, ...]
    said: tuple[str, ...]
    counts: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, int], ...]
    cost: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that the template is given."""

    card: Scorecard
    verdict: str
    outcome: str
    facts: tuple[tuple[str, str], ...]
    changes: tuple[tuple[Change, str, str, str, str], ...]
    unchanged: tuple[str, ...]
    dumbbells: tuple[Chart, ...]
    forests: tuple[Chart, ...]
    figures: tuple[tuple[Metric, str, str, str], ...]
    errors: tuple[Chart, ...]
    plane: Plane | None
    arms: tuple[tuple[Arm, str], ...]
    matrix: tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]] | None
    cases: tuple[CaseView, ...]
    quiet: tuple[CaseResult, ...]
    unshown: int
    changed_cases: tuple[tuple[str, str, str, str, str], ...]
    roles: Mapping[str, str] = field(default_factory=lambda: ROLES)
    outcomes: Mapping[str, str] = field(default_factory=lambda: OUTCOMES)


def html(card: Scorecard) -> str:
    """The page of a scorecard, with its comparison where it has one."""
    return _template().render(page=page(card))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("evals", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")


def page(card: Scorecard) -> Page:
    """Everything the page says, worked out and not yet written."""
    shown, quiet, unshown = _chosen(card)
    anchors = {case.id: f"case-{number}" for number, case in enumerate(card.cases, 1)}
    sharing = Counter(case.source for case in shown)
    cases = tuple(_case(card, case, anchors[case.id], sharing[case.source]) for case in shown)
    comparison = card.comparison
    changes = comparison.changes if comparison else ()
    return Page(
        card=card,
        verdict=comparison.sentence if comparison else verdict(card),
        outcome=comparison.outcome if comparison else "",
        facts=tuple(_facts(card)),
        changes=tuple(_change(change) for change in changes if change.outcome != "equal"),
        unchanged=tuple(_named(change, card) for change in changes if change.outcome == "equal"),
        dumbbells=tuple(dumbbells(changes)),
        forests=tuple(forests(card.metrics)),
        figures=tuple(_figure(metric) for metric in card.metrics),
        errors=tuple(error_charts(card.errors)),
        plane=plane(card),
        arms=tuple((arm, cost_words(arm.cost)) for arm in card.run.arms),
        matrix=_matrix(card.metrics),
        cases=cases,
        quiet=quiet,
        unshown=unshown,
        changed_cases=tuple(
            (
                changed.id,
                anchors.get(changed.id, "") if changed.id in {case.id for case in shown} else "",
                changed.before or "new",
                changed.after or "gone",
                "; ".join(changed.notes),
            )
            for changed in (comparison.cases if comparison else ())
        ),
    )


def verdict(card: Scorecard) -> str:
    """One sentence on a run without a baseline: its goals, else its first figure; what gave no answer."""
    due = [metric for metric in card.metrics if metric.met is not None]
    missed = [metric for metric in due if not metric.met]
    if missed:
        said = "; ".join(f"{metric.label} {shown(metric)} (goal {goal_words(metric)})" for metric in missed)
        sentence = f"{len(missed)} of {len(due)} goals missed: {said}."
    elif due:
        told = "; ".join(f"{metric.label} {shown(metric)}" for metric in due[:TOLD])
        sentence = f"Every goal is met ({len(due)} of {len(due)}): {told}"
        sentence += " and more." if len(due) > TOLD else "."
    elif card.metrics:
        first = next((metric for metric in card.metrics if metric.gate), card.metrics[0])
        sentence = f"{first.label}: {shown(first)} ({counts(first)})."
    else:
        sentence = "Nothing was measured."
    broken = sum(case.status == "error" for case in card.cases)
    if broken:
        sentence += f" {broken} of {len(card.cases)} cases gave no answer and count as wrong."
    return sentence if card.run.complete else f"{sentence} The run is not complete."


def _facts(card: Scorecard) -> Iterator[tuple[str, str]]:
    run = card.run
    yield "suite", run.suite
    yield "dataset", f"{run.dataset.name}, {len(run.dataset.documents)} documents, {run.dataset.sha256[:12]}"
    yield "code", run.code_version
    yield "scorers", ", ".join(f"{name} {version}" for name, version in sorted(run.scorers.items()))
    prompts = sorted({f"{prompt.ref} ({prompt.sha256[:8]})" for arm in run.arms for prompt in arm.prompts})
    if prompts:
        yield "prompts", ", ".join(prompts)
    if run.repeats > 1:
        yield "repeats", str(run.repeats)
    if run.seeds:
        yield "seeds", ", ".join(map(str, run.seeds))
    yield "started", run.started_at
    yield "took", duration(run.seconds)
    if cost := cost_words(run.cost):
        yield "cost", cost
    if card.comparison:
        yield "baseline", f"{card.comparison.baseline_code_version}, {card.comparison.baseline_started_at}"


# Tables


def _figure(metric: Metric) -> tuple[Metric, str, str, str]:
    goal = f"{goal_words(metric)}, {'met' if metric.met else 'missed'}" if metric.goal else ""
    value = shown(metric) if metric.unit == "count" else f"{shown(metric)} ({counts(metric)})"
    return metric, value, span_words(metric.interval, metric.unit), goal


def _change(change: Change) -> tuple[Change, str, str, str, str]:
    """A change in words: before, after, the difference with its interval, and what was detectable."""
    unit = "share" if _is_share(change) else "mean"
    difference = _signed(change.difference, unit)
    if change.interval:
        ends = (_signed(end, unit, bare=True) for end in (change.interval.low, change.interval.high))
        difference += f" [{', '.join(ends)}]"
    detectable = _signed(change.detectable, unit).lstrip("+−") if change.detectable else ""
    return change, value_words(change.before, unit), value_words(change.after, unit), difference, detectable


def _named(change: Change, card: Scorecard) -> str:
    return f"{change.label} ({change.arm})" if len(card.run.arms) > 1 else change.label


def _is_share(change: Change) -> bool:
    values = [change.before, change.after, *(d.before for d in change.documents)]
    return all(value is None or 0 <= Decimal(value) <= 1 for value in values)


def _signed(value: str | None, unit: str, *, bare: bool = False) -> str:
    if value is None:
        return "–"
    number = Decimal(value) * (100 if unit == "share" else 1)
    text = plain(abs(number).quantize(Decimal("0.01"), ROUND_HALF_UP))
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{text}{' points' if unit == 'share' and not bare else ''}"


def _matrix(
    metrics: Sequence[Metric],
) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]] | None:
    """Documents against the gate metrics, where more than one document was measured."""
    gates = [metric for metric in metrics if metric.gate and metric.documents]
    names = sorted({rate.document for metric in gates for rate in metric.documents})
    if len(names) < 2:
        return None
    several = len({metric.arm for metric in gates}) > 1
    heads = tuple(f"{m.label} · {m.arm}" if several else m.label for m in gates)
    rows = []
    for name in names:
        cells = []
        for metric in gates:
            rate = next((rate for rate in metric.documents if rate.document == name), None)
            counted = rate is not None and rate.denominator
            cells.append(
                f"{plain(Decimal(rate.numerator))} / {rate.denominator}" if rate and counted else "–"
            )
        rows.append((name, tuple(cells)))
    return heads, tuple(rows)


# Cases


def _chosen(card: Scorecard) -> tuple[tuple[CaseResult, ...], tuple[CaseResult, ...], int]:
    """Cases shown in full (wrong ones first), cases only listed, and how many wrong ones found no room."""
    wrong = card.failed
    right = tuple(case for case in card.cases if case.status == "ok")
    if len(card.cases) <= SHOWN_RIGHT:
        return (*wrong, *right), (), 0
    return wrong[:SHOWN_WRONG], right, max(0, len(wrong) - SHOWN_WRONG)


def _case(card: Scorecard, case: CaseResult, anchor: str, sharing: int) -> CaseView:
    source = card.sources.get(case.source or "")
    marks = numbered(case.marks)
    there = [one for one in marks if one.mark.side == "source"]
    whole = sharing <= FULL_TEXT_CASES
    text: tuple[Segment, ...] = ()
    if source is not None and (whole or there):
        text = segments(source.text, there) if whole else excerpts(source.text, there, AROUND)
    digest = None
    if case.digest is not None:
        digest = _node(case.digest, "", [one for one in marks if one.mark.side == "digest"])
        digest = digest if whole else _marked(digest) or digest
    notes = tuple(_notes(marks))
    labels = {metric.name: metric.label for metric in card.metrics}
    roles = Counter(mark.role for mark in case.marks)
    return CaseView(
        anchor=anchor,
        case=case,
        source=source,
        text=text,
        whole=whole,
        digest=digest,
        notes=notes,
        said=tuple(said for said in case.notes if not any(said == note.note for note in notes)),
        counts=tuple(
            (labels.get(name, name), f"{plain(Decimal(count.numerator))} / {count.denominator}")
            for name, count in case.counts.items()
            if count.denominator
        ),
        roles=tuple((role, roles[role]) for role in ROLES if roles[role]),  # type: ignore[index]
        cost=cost_words(case.cost),
    )


def _notes(marks: Sequence[Numbered]) -> Iterator[Note]:
    """One note for every number; marks that share one are told together."""
    by_number: dict[int, list[Mark]] = {}
    for one in marks:
        if one.number:
            by_number.setdefault(one.number, []).append(one.mark)
    for number, together in by_number.items():
        first = together[0]
        yield Note(
            number=number,
            role=first.role,
            code=first.code or "",
            severity=first.severity or "",
            text=" ↔ ".join(dict.fromkeys(mark.text for mark in together if mark.text)),
            note="; ".join(dict.fromkeys(mark.note for mark in together if mark.note)),
            where=", ".join(dict.fromkeys(mark.path for mark in together if mark.path)),
        )


def _node(value: Json, path: str, marks: Sequence[Numbered]) -> Node:
    """A value of the digest with the marks on it and inside it."""
    here = [one for one in marks if one.mark.path == path]
    if isinstance(value, dict):
        return _fields(value, path, marks, here)
    if isinstance(value, list):
        rows = [item for item in value if isinstance(item, dict)]
        if rows and len(rows) == len(value):
            return _rows(rows, path, marks, here)
        items = tuple(_node(item, f"{path}/{number}", marks) for number, item in enumerate(value))
        return Node("list", items=items, notes=_on(here), role=_role(here))
    text = "–" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    return Node("text", segments=segments(text, here))


def _marked(node: Node) -> Node | None:
    """Only what is marked or holds a mark; None where nothing is."""
    if node.role is not None:
        return node
    if node.shape == "text":
        return node if any(piece.role for piece in node.segments) else None
    if node.shape == "rows":
        at = [i for i, row in enumerate(node.items) if row.role or any(map(_marked, node.rows[i]))]
        rows = tuple(node.rows[i] for i in at)
        return replace(node, items=tuple(node.items[i] for i in at), rows=rows) if at else None
    pruned = [(number, _marked(item)) for number, item in enumerate(node.items)]
    left = [(number, item) for number, item in pruned if item is not None]
    names = tuple(node.names[number] for number, _ in left) if node.names else ()
    return replace(node, names=names, items=tuple(item for _, item in left)) if left else None


def _fields(
    value: Mapping[str, Json], path: str, marks: Sequence[Numbered], here: Sequence[Numbered]
) -> Node:
    return Node(
        "fields",
        names=tuple(value),
        items=tuple(_node(item, f"{path}/{_token(name)}", marks) for name, item in value.items()),
        notes=_on(here),
        role=_role(here),
    )


def _rows(
    rows: Sequence[Mapping[str, Json]], path: str, marks: Sequence[Numbered], here: Sequence[Numbered]
) -> Node:
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    lines = tuple(
        tuple(_node(row.get(name), f"{path}/{number}/{_token(name)}", marks) for name in names)
        for number, row in enumerate(rows)
    )
    whole = [[one for one in marks if one.mark.path == f"{path}/{number}"] for number in range(len(rows))]
    marked = tuple(Node("row", notes=_on(on), role=_role(on)) for on in whole)
    return Node("rows", names=names, rows=lines, items=marked, notes=_on(here), role=_role(here))


def _token(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _on(marks: Sequence[Numbered]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(one.number for one in marks if one.number))


def _role(marks: Sequence[Numbered]) -> str | None:
    return next((one.mark.role for one in marks if one.number), None)
