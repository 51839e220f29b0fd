"""Reports beside each other, organization × metric × period; only what is the same thing is compared.

Two metrics are compared only under one key, and the key is strict:

* the label, folded (case, tone placement, kinds of dashes and blanks are equal; diacritics are not dropped),
  without the words for the period and for the organization that its own report gives (those are what the
  rows differ in), without punctuation;
* the unit as read from the value (its key where it is known, else its folded words);
* the kind of figure: a ratio is compared with ratios, a percentage with percentages, a planned figure with
  planned ones, a rise with rises.

So ``1.234 tỷ đồng`` and ``1.234.000 triệu đồng`` are comparable, both being VND; ``10%`` and ``10 điểm phần
trăm`` never are. The same label under two units is said, not merged. Two figures of one report under one key
stand in the table but get no bar, since nobody can say which one is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from service.core.text import canonicalize, fold
from service.core.types import exact
from service.exports.cells import shown
from service.exports.reviewed import Metric, MetricState, Reviewed, metrics, period_of, words

SCALE = 1000  # units that a bar's whole room is divided into
NAMED = 200  # metrics without a counterpart that are named
Key: TypeAlias = tuple[str, str, str, bool, str]
_GAP = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Compared:
    """A report in a comparison; ``start`` orders periods."""

    report_id: str
    title: str
    organization: str
    period: str
    start: str
    approved: bool
    metrics: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in ``SCALE`` units: where it begins and how long it is; a range spans from its lower value."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of one report: as its digest states it, its exact value, and its bar where it has one."""

    report: Compared
    metric: Metric
    label: str
    value_text: str
    period: str
    state: MetricState
    value: Fraction | None
    high: Fraction | None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that may be compared, by period and organization; ``zero`` is where a bar of 0 stands."""

    label: str
    unit: str
    entries: tuple[Entry, ...]
    reports: int
    zero: int


@dataclass(frozen=True, slots=True)
class Clash:
    """One label under several units: not compared."""

    label: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What can be compared, what cannot, and how many figures stand alone.

    ``alone`` names figures that no other report has, at most ``NAMED`` of them.
    """

    reports: tuple[Compared, ...]
    groups: tuple[Group, ...]
    clashes: tuple[Clash, ...]
    alone: tuple[Entry, ...]
    alone_count: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a comparison needs of one report; the report itself may be let go."""

    report: Compared
    metrics: tuple[Metric, ...]


def told(report: Reviewed) -> Told:
    """What a comparison needs of this report."""
    found = metrics(report)
    return Told(_head(report, len(found)), found)


def compare(reports: Iterable[Told]) -> Comparison:
    """The comparison of these reports; one is enough, and then nothing is comparable."""
    heads: list[Compared] = []
    found: dict[Key, list[Entry]] = {}
    for one in reports:
        heads.append(one.report)
        for metric in one.metrics:
            if metric.label.strip():
                found.setdefault(_key(metric, one.report), []).append(_entry(metric, one.report))
    shared = {key: rows for key, rows in found.items() if _reports(rows) > 1}
    alone = [row for key, rows in found.items() if key not in shared for row in rows]
    groups = sorted(
        (_group(rows) for rows in shared.values()), key=lambda group: (-group.reports, group.label)
    )
    return Comparison(
        reports=tuple(sorted(heads, key=_order)),
        groups=tuple(groups),
        clashes=_clashes(found),
        alone=tuple(alone[:NAMED]),
        alone_count=len(alone),
    )


def _head(report: Reviewed, count: int) -> Compared:
    digest, period = report.digest, period_of(report.digest)
    return Compared(
        report_id=report.record.id,
        title=shown(words(digest.get("title")) or report.record.report.title or ""),
        organization=shown(words(digest.get("organization"))),
        period=shown(words(period.get("label"))),
        start=words(period.get("start")),
        approved=report.approved,
        metrics=count,
    )


def _order(head: Compared) -> tuple[str, str, str]:
    return (head.start or head.period, fold(head.organization).key, head.report_id)


def label_key(label: str, *without: str) -> str:
    """The label as it is compared: folded, without punctuation and the given words where they stand whole.

    >>> label_key("Thu ngân sách năm 2021 – huyện X", "năm 2021", "Huyện X")
    'thu ngân sách'
    """
    text = f" {_plain(label)} "
    for other in without:
        part = _plain(other)
        if part and part != text.strip():
            text = text.replace(f" {part} ", " ")
    return text.strip()


def _plain(text: str) -> str:
    return _GAP.sub(" ", fold(canonicalize(text).canonical).key).strip()


def _key(metric: Metric, head: Compared) -> Key:
    label = label_key(metric.label, metric.period or "", head.period, head.organization)
    unit = metric.unit_key or _plain(metric.unit or "") or (metric.unit or "").strip()
    return label, unit, metric.kind or "", metric.target, metric.direction or ""


def _entry(metric: Metric, head: Compared) -> Entry:
    return Entry(
        report=head,
        metric=metric,
        label=shown(metric.label),
        value_text=shown(metric.value_text),
        period=shown(metric.period or head.period),
        state=metric.state,
        value=exact(metric.value),
        high=exact(metric.value_high),
    )


def _reports(rows: Iterable[Entry]) -> int:
    return len({row.report.report_id for row in rows})


def _group(rows: Sequence[Entry]) -> Group:
    """The rows in order, with bars for the reports that state the figure once."""
    times = Counter(row.report.report_id for row in rows)
    ordered = sorted(rows, key=lambda row: (*_order(row.report), row.metric.number))
    drawn = [row for row in ordered if row.value is not None and times[row.report.report_id] == 1]
    ends = [end for row in drawn for end in (row.value, row.high) if end is not None]
    low, high = min([*ends, Fraction(0)]), max([*ends, Fraction(0)])
    room = high - low
    if len(drawn) < 2 or not room:
        return _made(ordered, 0)
    bars = {id(row): _bar(row, low, room) for row in drawn}
    return _made([_with_bar(row, bars.get(id(row))) for row in ordered], _units(-low, room))


def _made(rows: Sequence[Entry], zero: int) -> Group:
    first = rows[0]
    return Group(_name(first), shown(first.metric.unit or ""), tuple(rows), _reports(rows), zero)


def _name(row: Entry) -> str:
    """The label as its digest words it, without the period and the organization where they can be cut out."""
    apart = (row.metric.period or "", row.report.period, row.report.organization)
    key = label_key(row.label, *apart)
    cut = row.label
    for part in filter(None, apart):
        cut = re.sub(rf"\s*\b{re.escape(part)}\b", "", cut, flags=re.IGNORECASE)
    cut = re.sub(r"\(\s*\)", "", cut).strip(" ,;:–-")
    return cut if label_key(cut) == key else row.label


def _bar(row: Entry, low: Fraction, room: Fraction) -> Bar:
    value = row.value or Fraction(0)
    begin, end = (Fraction(0), value) if row.high is None else (value, row.high)
    start, stop = sorted((_units(begin - low, room), _units(end - low, room)))
    return Bar(start, stop - start)


def _units(length: Fraction, room: Fraction) -> int:
    return round(length * SCALE / room)


def _with_bar(row: Entry, bar: Bar | None) -> Entry:
    return Entry(
        row.report, row.metric, row.label, row.value_text, row.period, row.state, row.value, row.high, bar
    )


def _clashes(found: Mapping[Key, Sequence[Entry]]) -> tuple[Clash, ...]:
    """Labels that several reports state in units that differ."""
    by_label: dict[str, list[Entry]] = {}
    for (label, *_), rows in found.items():
        by_label.setdefault(label, []).extend(rows)
    clashes = []
    for rows in by_label.values():
        units = {(row.metric.unit_key or row.metric.unit or "", row.metric.kind) for row in rows}
        if len(units) > 1 and _reports(rows) > 1:
            names = dict.fromkeys(shown(row.metric.unit or "–") for row in rows)
            clashes.append(Clash(rows[0].label, tuple(names)))
    return tuple(sorted(clashes, key=lambda clash: clash.label))
