"""Short statements against a few sentences: right wordings are left in peace, wrong ones are caught.

A line of ``check-open.jsonl`` or ``check-sealed.jsonl`` is a source with ``right`` digests, which say it in
other words, and ``wrong`` ones with one error each: its class and the words ``at`` which it stands. A digest
is prose, or a list of metrics.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evals.alarms import Alarm, touches
from evals.dataset import DatasetError
from evals.planted import Placed, Slot
from evals.statistics import rate_interval

FOLDER = Path(__file__).parent
PARTS = ("open", "sealed")
METRIC = frozenset({"label", "value_text", "unit", "period", "quote"})
CLASSES = frozenset(
    {"digit", "scale", "separator", "unit", "percent_point", "direction", "hedge", "year", "other_subject",
     "part_as_whole", "whole_as_part", "level_as_change", "change_as_level", "earlier_as_new", "opposite",
     "plan_as_result", "result_as_plan", "rate_time", "invented", "derived", "rank", "range_end"}
)  # fmt: skip
GIVEN, WORKED_OUT = "… of figures given", "… of some worked out"
FIGURE = re.compile(r"\d(?:[\d.,/]*\d)?")

Metric = Mapping[str, str | None]
Statement = str | tuple[Metric, ...]
Ask = Callable[[str, str, object], Sequence[Alarm]]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A digest with one error of a class; ``place`` is where an alarm catches it."""

    statement: Statement
    kind: str
    at: str
    place: Placed


@dataclass(frozen=True, slots=True)
class Wording:
    """One source of a few sentences, and what is said of it."""

    id: str
    lang: str
    source: str
    right: tuple[Statement, ...]
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A wrong statement that nobody flagged (``kind`` is its class), or a right one that was flagged."""

    wording: Wording
    statement: Statement
    kind: str
    told: str


@dataclass(slots=True)
class WordingScore:
    """Counts of one part, by source: ``(hits, items)`` for every rate and language."""

    counts: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    misses: list[Miss] = field(default_factory=list)

    def add(self, rate: str, wording: Wording, hits: int, items: int) -> None:
        """Count under the rate, for all languages and for the source's own."""
        for key in (rate, f"{rate} {wording.lang}"):
            row = self.counts.setdefault(key, {})
            had = row.get(wording.id, (0, 0))
            row[wording.id] = (had[0] + hits, had[1] + items)


def load_part(part: str, *, folder: Path = FOLDER) -> tuple[Wording, ...]:
    """The sources of one part, in the file's order.

    Raises:
        DatasetError: a line is not of the form, or ``at`` does not stand exactly once in its statement.
    """
    path = folder / f"check-{part}.jsonl"
    wordings = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            wordings.append(_wording(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:  # says nothing of the text: it may be sealed
            raise DatasetError(f"{path.name}:{number}: {error}") from None
    return tuple(wordings)


def score(wordings: Iterable[Wording], ask: Ask) -> WordingScore:
    """What the product makes of them; ``ask`` answers source, language and digest with alarms."""
    total = WordingScore()
    for wording in wordings:
        for statement in wording.right:
            alarms = _loud(ask(wording.source, wording.lang, data_of(statement)))
            claims, kind = claims_in(statement), GIVEN if is_given(statement, wording.source) else WORKED_OUT
            total.add("false alarms per claim", wording, len(alarms), claims)
            total.add(kind, wording, len(alarms), claims)
            total.add("right statements flagged", wording, bool(alarms), 1)
            total.misses += [
                Miss(wording, statement, "right", f"{alarm.code} on “{alarm.stated}”") for alarm in alarms
            ]
        for wrong in wording.wrong:
            alarms = _loud(ask(wording.source, wording.lang, data_of(wrong.statement)))
            caught = any(touches(alarm, wrong.place) for alarm in alarms)
            total.add("caught", wording, caught, 1)
            total.add(wrong.kind, wording, caught, 1)
            if not caught:
                total.misses.append(Miss(wording, wrong.statement, wrong.kind, f"“{wrong.at}” not flagged"))
    return total


def lines(total: WordingScore, *, sealed: bool = False) -> Iterator[str]:
    """The score for people: totals, and every class of error by language unless the part is sealed."""
    for rate in ("caught", "right statements flagged", "false alarms per claim", GIVEN, WORKED_OUT):
        yield from (f"{key:28} {_rate(total, key)}" for key in (rate, f"{rate} vi", f"{rate} en"))
    if sealed:
        return
    yield ""
    yield f"{'caught by class':18} {'both':>10} {'vi':>8} {'en':>8}   share [95 %] of items in sources"
    for kind in sorted(CLASSES & total.counts.keys()):
        both, vi, en = (_pair(total, key) for key in (kind, f"{kind} vi", f"{kind} en"))
        yield f"{kind:18} {both:>10} {vi:>8} {en:>8}   {_rate(total, kind)}"
    codes = Counter(miss.told.partition(" ")[0] for miss in total.misses if miss.kind == "right")
    yield "false alarms by code: " + " · ".join(f"{code} {number}" for code, number in codes.most_common())


def misses(total: WordingScore) -> Iterator[str]:
    """Every wrong statement that was left in peace and every alarm on a right one, with its source."""
    for miss in total.misses:
        head = "false alarm" if miss.kind == "right" else f"missed {miss.kind}"
        yield f"\n{head} {miss.wording.id}: {miss.told}\n  source: {miss.wording.source}"
        yield f"  digest: {_written(miss.statement)}"


def data_of(statement: Statement) -> object:
    """The digest as the check gets it: prose as one string, metrics as in digest v1."""
    return statement if isinstance(statement, str) else {"metrics": [dict(metric) for metric in statement]}


def claims_in(statement: Statement) -> int:
    """Figures in digits that the statement makes, at least one; quotes make none.

    >>> claims_in("12 of 30 (40%), up from 1,250"), claims_in("two in three")
    (4, 1)
    """
    return max(1, sum(len(FIGURE.findall(text)) for _, _, text in _strings(statement)))


def is_given(statement: Statement, source: str) -> bool:
    """Whether the source has the digits of every figure, whatever their scale; else some are worked out.

    >>> is_given("It grew to 1.25 million", "1,250 thousand"), is_given("6 of 10 stayed", "4 of 10 left")
    (True, False)
    """
    said = (text for _, _, text in _strings(statement))
    return all(_digits(text) <= _digits(source) for text in said)


def _wording(line: Mapping[str, object]) -> Wording:
    right, wrong = line["right"], line["wrong"]
    if not (isinstance(right, list) and isinstance(wrong, list)):
        raise TypeError("right and wrong are lists")
    if line["lang"] not in ("vi", "en"):
        raise ValueError("unknown language")
    return Wording(
        id=str(line["id"]),
        lang=str(line["lang"]),
        source=str(line["source"]),
        right=tuple(_statement(digest) for digest in right),
        wrong=tuple(_wrong(item) for item in wrong),
    )


def _wrong(item: Mapping[str, object]) -> Wrong:
    statement, kind, at = _statement(item["digest"]), str(item["class"]), str(item["at"])
    if kind not in CLASSES:
        raise ValueError(f"unknown class {kind}")
    found = [(path, text) for path, _, text in _strings(statement) if at in text]
    if len(found) != 1 or found[0][1].count(at) != 1:
        raise ValueError("`at` must stand exactly once in the digest")
    path, text = found[0]
    slot = Slot("prose", None, "wording", "", sentence=text)
    if isinstance(statement, str):
        start = text.index(at)
        return Wrong(statement, kind, at, Placed(path, start, start + len(at), slot))
    return Wrong(statement, kind, at, Placed(path.rpartition("/")[0], None, None, slot))


def _statement(digest: object) -> Statement:
    if isinstance(digest, str):
        return digest
    if not isinstance(digest, list):
        raise TypeError("a digest is a string or a list of metrics")
    for metric in digest:
        if not (isinstance(metric, dict) and {"label", "value_text"} <= metric.keys() <= METRIC):
            raise ValueError("a metric has other fields")
    return tuple(digest)


def _strings(statement: Statement) -> Iterator[tuple[str, str, str]]:
    """Path, field and text of every string that makes claims."""
    if isinstance(statement, str):
        yield "", "", statement
        return
    for number, metric in enumerate(statement):
        for name, text in metric.items():
            if name != "quote" and text is not None:
                yield f"/metrics/{number}/{name}", name, text


def _digits(text: str) -> set[str]:
    return {re.sub(r"\D", "", figure).strip("0") for figure in re.findall(r"\d[\d.,]*", text)}


def _loud(alarms: Iterable[Alarm]) -> list[Alarm]:
    return [alarm for alarm in alarms if alarm.loud]


def _rate(total: WordingScore, key: str) -> str:
    interval = rate_interval(total.counts.get(key, {}))
    return str(interval) if interval else "none"


def _pair(total: WordingScore, key: str) -> str:
    pairs = total.counts.get(key, {}).values()
    return f"{sum(hits for hits, _ in pairs)}/{sum(items for _, items in pairs)}"


def _written(statement: Statement) -> str:
    return statement if isinstance(statement, str) else json.dumps(statement, ensure_ascii=False)
