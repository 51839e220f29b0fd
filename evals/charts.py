"""Charts of a scorecard as numbers: what stands where, in per cent of a width that nobody knows yet.

A chart row is a label, a piece of inline SVG that stretches, and the figure in words, so that it reads on a
telephone, on paper and aloud. The template draws; here is only arithmetic, and how figures are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from evals.scorecard import Arm, Change, Cost, ErrorRow, Interval, Metric, Scorecard


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart; positions are per cent of the chart's width."""

    label: str
    text: str
    at: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    goal: Decimal | None = None
    before: Decimal | None = None
    tone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows over one axis; ``ticks`` are positions with their labels."""

    title: str
    rows: tuple[Bar, ...]
    ticks: tuple[tuple[Decimal, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One arm in the chart of cost against quality, in per cent of its width and height (from the top)."""

    label: str
    x: Decimal
    y: Decimal
    low: Decimal | None
    high: Decimal | None
    text: str


@dataclass(frozen=True, slots=True)
class Plane:
    """Cost against quality: what the axes say, and the arms."""

    across: str
    up: str
    x_ticks: tuple[tuple[Decimal, str], ...]
    y_ticks: tuple[tuple[Decimal, str], ...]
    points: tuple[Point, ...]


def shown(metric: Metric) -> str:
    """The value of a metric for people."""
    return value_words(metric.value, metric.unit)


def value_words(value: str | None, unit: str) -> str:
    """A value for people; a share is never rounded up to a hundred or down to nothing.

    >>> [value_words(value, "share") for value in ("0.9712", "0.99996", "0.00001", "1", None)]
    ['97.1 %', '99.99 %', '0.01 %', '100.0 %', '–']
    """
    if value is None:
        return "–"
    number = Decimal(value)
    if unit != "share":
        return plain(number.quantize(Decimal("0.01"), ROUND_HALF_UP))
    percent = number * 100
    if 99 < percent < 100:
        return f"{plain(percent.quantize(Decimal('0.01'), ROUND_FLOOR))} %"
    if 0 < percent < 1:
        return f"{plain(percent.quantize(Decimal('0.01'), ROUND_CEILING))} %"
    return f"{percent.quantize(Decimal('0.1'), ROUND_HALF_UP)} %"


def plain(number: Decimal) -> str:
    """Without an exponent and without trailing zeros."""
    return format(number.normalize() if number % 1 else number.to_integral_value(), "f")


def goal_words(metric: Metric) -> str:
    """A goal for people: ``≥ 90 %`` for ``>= 0.90``; empty without one."""
    sign, _, value = (metric.goal or "").partition(" ")
    if not value:
        return sign
    number = Decimal(value)
    said = f"{plain(number * 100)} %" if metric.unit == "share" else plain(number)
    return f"{ {'>=': '≥', '<=': '≤'}.get(sign, sign) } {said}"


def counts(metric: Metric) -> str:
    """What a value is made of: ``44 / 47``."""
    return f"{plain(Decimal(metric.numerator))} / {metric.denominator}"


def span_words(interval: Interval | None, unit: str) -> str:
    """An interval and the number of documents behind it; empty without one."""
    if interval is None:
        return ""
    documents = "document" if interval.documents == 1 else "documents"
    low, high = value_words(interval.low, unit), value_words(interval.high, unit)
    return f"{low} to {high} ({interval.documents} {documents})"


def duration(seconds: str) -> str:
    """Seconds, or minutes from two on."""
    number = Decimal(seconds)
    if number >= 120:
        return f"{(number / 60).quantize(Decimal('0.1'))} min"
    return f"{number.quantize(Decimal('0.1'))} s"


def cost_words(cost: Cost) -> str:
    """Money, tokens, calls and time, as far as they are known; empty when nothing was spent."""
    tokens = f"{cost.prompt_tokens:,} tokens in, {cost.completion_tokens:,} out" if cost.prompt_tokens else ""
    parts = [
        f"{cost.money} {cost.currency or ''}".strip() if cost.money else "",
        tokens,
        f"{cost.requests} calls" if cost.requests else "",
        f"{cost.retries} {'retry' if cost.retries == 1 else 'retries'}" if cost.retries else "",
        duration(cost.seconds) if cost.requests and Decimal(cost.seconds) else "",
    ]
    return ", ".join(part for part in parts if part)


def _axis(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """The part of 0 to 1 that the values need, beginning at a round number."""
    step = Decimal("0.1") if min(values) >= Decimal("0.5") else Decimal("0.2")
    low = (min(values) / step).to_integral_value(ROUND_FLOOR) * step
    return max(Decimal(0), min(low, Decimal("0.9"))), Decimal(1)


def _at(value: Decimal, axis: tuple[Decimal, Decimal]) -> Decimal:
    """A value as a position between 2 and 98 per cent of the width."""
    low, high = axis
    share = (min(max(value, low), high) - low) / (high - low)
    return (2 + 96 * share).quantize(Decimal("0.01"))


def _low_axis(values: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """From nothing to a round number above values that should be small."""
    ends = [Decimal(end) for end in ("0.01", "0.02", "0.05", "0.1", "0.2", "0.5")]
    return Decimal(0), next((end for end in ends if end >= max(values)), Decimal(1))


def _ticks(axis: tuple[Decimal, Decimal]) -> tuple[tuple[Decimal, str], ...]:
    low, high = axis
    length = high - low
    steps = (Decimal(step) for step in ("0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2"))
    step = next(step for step in steps if length / step <= 6 and length % step == 0)
    values = [low + step * number for number in range(int(length / step) + 1)]
    return tuple((_at(value, axis), f"{plain(value * 100)} %") for value in values)


def forests(metrics: Sequence[Metric]) -> Iterator[Chart]:
    """Every share with its interval: those that should be high over one axis, those that should be low."""
    shares = [metric for metric in metrics if metric.unit == "share" and metric.value is not None]
    for better, title in (("higher", "Rates that should be high"), ("lower", "Rates that should be low")):
        if kept := [metric for metric in shares if metric.better == better]:
            yield _forest(kept, title, several=len({metric.arm for metric in shares}) > 1)


def _forest(metrics: Sequence[Metric], title: str, *, several: bool) -> Chart:
    goals = [goal for metric in metrics if (goal := _goal(metric)) is not None]
    if metrics[0].better == "higher":
        axis = _axis([Decimal(m.interval.low if m.interval else m.value or 0) for m in metrics] + goals)
    else:
        axis = _low_axis([Decimal(m.interval.high if m.interval else m.value or 0) for m in metrics] + goals)
    rows = tuple(
        Bar(
            label=f"{metric.label} · {metric.arm}" if several else metric.label,
            text=shown(metric),
            at=_at(Decimal(metric.value or 0), axis),
            low=_at(Decimal(metric.interval.low), axis) if metric.interval else None,
            high=_at(Decimal(metric.interval.high), axis) if metric.interval else None,
            goal=_at(goal, axis) if (goal := _goal(metric)) is not None else None,
            tone="bad" if metric.met is False else "",
            note=", ".join(part for part in (counts(metric), span_words(metric.interval, "share")) if part),
        )
        for metric in metrics
    )
    return Chart(title, rows, _ticks(axis))


def _goal(metric: Metric) -> Decimal | None:
    words = (metric.goal or "").split()
    return Decimal(words[-1]) if words and metric.unit == "share" else None


def dumbbells(changes: Sequence[Change]) -> Iterator[Chart]:
    """Per gate metric that is a share: before and after of every document that moved."""
    for change in changes:
        pairs = [
            (document.document, Decimal(document.before), Decimal(document.after))
            for document in change.documents
            if document.before is not None and document.after is not None
        ]
        if not change.gate or not pairs or any(value > 1 for _, *both in pairs for value in both):
            continue
        moved = sorted((pair for pair in pairs if pair[1] != pair[2]), key=lambda pair: pair[2] - pair[1])
        axis = _axis([value for _, *both in pairs for value in both])
        rows = tuple(
            Bar(
                label=name,
                text=f"{value_words(str(before), 'share')} → {value_words(str(after), 'share')}",
                at=_at(after, axis),
                before=_at(before, axis),
                tone=_tone(after - before, change.better),
            )
            for name, before, after in moved
        )
        still = len(pairs) - len(moved)
        note = f"{still} of {len(pairs)} documents did not move." if still else ""
        if rows:
            yield Chart(f"{change.label} · {change.arm}", rows, _ticks(axis), note)


def _tone(difference: Decimal, better: str) -> str:
    return "good" if (difference > 0) == (better == "higher") else "bad"


def error_charts(errors: Sequence[ErrorRow]) -> Iterator[Chart]:
    """Kinds of errors by arm: those that should be found, worst first, then those that should not occur."""
    for arm in dict.fromkeys(row.arm for row in errors):
        due = [row for row in errors if row.arm == arm and row.better == "higher" and row.of]
        told = [row for row in errors if row.arm == arm and row.better == "lower" and row.hit]
        if due:
            due.sort(key=lambda row: (Decimal(row.hit) / (row.of or 1), row.name))
            yield Chart(f"Errors found, by kind · {arm}", tuple(_found(row) for row in due))
        if told:
            most = max(row.hit for row in told)
            told.sort(key=lambda row: (-row.hit, row.name))
            rows = tuple(
                Bar(
                    row.label,
                    str(row.hit) if row.of is None else f"{row.hit} of {row.of}",
                    at=Decimal(100 * row.hit) / most,
                    tone="bad",
                )
                for row in told
            )
            yield Chart(f"What went wrong, by kind · {arm}", rows)


def _found(row: ErrorRow) -> Bar:
    of = row.of or 1
    named = f", {row.named} named right" if row.named is not None else ""
    share = (Decimal(100 * row.hit) / of).quantize(Decimal("0.01"))
    return Bar(row.label, f"{row.hit} of {of}", share, tone="good" if row.hit == of else "bad", note=named)


def plane(card: Scorecard) -> Plane | None:
    """Cost against quality, where arms asked a model: seconds a case against the first gate share."""
    cases = Counter(case.arm for case in card.cases)
    drawn: list[tuple[Arm, Decimal, Metric]] = []
    for arm in card.run.arms:
        metric = next(
            (m for m in card.metrics if m.arm == arm.name and m.gate and m.unit == "share" and m.value), None
        )
        if metric is not None and arm.cost.requests and cases[arm.name]:
            drawn.append((arm, Decimal(arm.cost.seconds) / cases[arm.name], metric))
    if not drawn:
        return None
    most = max(seconds for _, seconds, _ in drawn) * Decimal("1.15") or Decimal(1)
    axis = _axis([Decimal(m.interval.low if m.interval else m.value or 0) for _, _, m in drawn])
    points = tuple(
        Point(
            label=arm.name,
            x=_at(seconds / most, (Decimal(0), Decimal(1))),
            y=100 - _at(Decimal(metric.value or 0), axis),
            low=100 - _at(Decimal(metric.interval.low), axis) if metric.interval else None,
            high=100 - _at(Decimal(metric.interval.high), axis) if metric.interval else None,
            text=f"{shown(metric)}, {duration(str(seconds))} a case, {cost_words(arm.cost)}",
        )
        for arm, seconds, metric in drawn
    )
    step = _round_step(most)
    across = tuple(
        (_at(step * number / most, (Decimal(0), Decimal(1))), duration(str(step * number)))
        for number in range(int(most / step) + 1)
    )
    up = tuple((100 - at, label) for at, label in _ticks(axis))
    return Plane("seconds a case", drawn[0][2].label, across, up, points)


def _round_step(most: Decimal) -> Decimal:
    """A step of 1, 2 or 5 times a power of ten that divides a length in four to nine.

    >>> _round_step(Decimal(82)), _round_step(Decimal("3.1"))
    (Decimal('20'), Decimal('0.5'))
    """
    unit = Decimal(1).scaleb(most.adjusted() - 1)
    return next(unit * factor for factor in (1, 2, 5, 10, 20, 50) if most / (unit * factor) < 9)
