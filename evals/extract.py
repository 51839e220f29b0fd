"""Decisions become cases: reviewed reports as a dataset of the documented format, and the rulings beside it.

For each report that people ruled on: ``reports/<id>.txt``, ``gold/<id>.json`` and ``rulings/<id>.json``.

Gold says only what a person stood for. A mention is gold where a ruling rests on it: the figure that a
digest was corrected to, one that was added, the figures of a finding that was confirmed or dismissed. Every
other mention is there as ``optional``: the machine's own reading neither rewards nor punishes the machine.
Confirmed faults of the source become inconsistencies, dismissed findings near misses. Key figures are the
metrics of the reviewed digest that have one place in the source: salience 1 where a person ruled on them,
2 where the check alone passed them in an approved report.

``rulings`` hold the digest as the model gave it, as people left it, and what was ruled on each flag, without
the names of the people: what a check must still find, and what it should have left in peace.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.annotate import validate
from evals.dataset import DatasetError
from schemas.record import FindingV1, FlagV1, MentionV1
from service.core.text import fold
from service.exports.gather import gather
from service.exports.reviewed import Metric, Reviewed, Ruled, metrics, period_of, words
from service.exports.rows import Wanted
from service.store import Reviews, Store
from service.store.database import Database
from service.store.repository import SqlStore
from service.store.reviews import SqlReviews

MARKER = "extracted.json"
PARTS = ("reports", "gold", "rulings")
TYPES = {
    "percent_mismatch": "ratio_percent",
    "growth_mismatch": "growth",
    "percent_sum": "percent_sum",
    "sum_mismatch": "parts_sum",
    "difference_mismatch": "difference",
    "denominator_conflict": "denominator_mismatch",
    "restated_differently": "same_total",
    "average_mismatch": "average",
    "impossible_date": "impossible",
    "period_conflict": "period_logic",
    "label_conflict": "label_conflict",
}
"""The gold type of a finding's code; the inverse of what the scorers accept."""
MISREAD = "misread"  # the reason that says: the machine read the figure wrongly
UNITED = frozenset({"cardinal", "percent", "money"})  # kinds that the format wants a unit for


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was written: ids of the cases, how many rulings they hold, and reports without any ruling."""

    cases: tuple[str, ...]
    rulings: int
    open: int
    left_out: int


async def extract_from(url: str, out: Path, *, approved: bool = False) -> Extracted:
    """``extract`` from the database at ``url``, also while a service works on it; nothing in it is changed.

    Raises:
        DatasetError: see ``extract``; or there is no database.
        EngineError: the database cannot be read; it is another version's.
    """
    database = Database(url)
    if database.path is not None and not database.path.exists():
        raise DatasetError(f"there is no database at {database.path}; DOICHIEU_DATA_DIR names its folder")
    store = SqlStore(database, None)
    try:
        return await extract(store, SqlReviews(database), out, approved=approved)
    finally:
        await store.close()


async def extract(store: Store, reviews: Reviews, out: Path, *, approved: bool = False) -> Extracted:
    """Write the dataset anew: every report with a ruling, or only the approved ones among them.

    A case whose report was purged since goes, too.

    Raises:
        DatasetError: ``out`` holds files of somebody else, or what was written is not a sound dataset.
    """
    _claim(out)
    cases: list[str] = []
    rulings = waiting = left_out = 0
    async for report in gather(store, reviews, Wanted(approved=True if approved else None)):
        ruled = [flag for flag in report.flags if flag.decision]
        if not ruled or not report.digest:
            left_out += 1
            continue
        for path, content in case(report).items():
            (out / path).write_bytes(content.encode("utf-8"))
        cases.append(report.record.id.lower())
        rulings += len(ruled)
        waiting += any(flag.is_open for flag in report.flags)
    _sweep(out, frozenset(cases))
    problems = validate(out)
    if problems:
        raise DatasetError(f"{out} is not sound: {'; '.join(problems[:5])}")
    return Extracted(tuple(sorted(cases)), rulings, waiting, left_out)


def _claim(out: Path) -> None:
    """Make the folder ours, or find that it is."""
    marker = out / MARKER
    if out.exists() and any(out.iterdir()) and not marker.exists():
        raise DatasetError(f"{out} is not empty and was not extracted; name another folder with --out")
    for part in PARTS:
        (out / part).mkdir(parents=True, exist_ok=True)
    marker.write_text('{"made_by": "doichieu eval extract"}\n', encoding="utf-8")


def _sweep(out: Path, cases: frozenset[str]) -> None:
    for part in PARTS:
        for path in (out / part).iterdir():
            if path.stem not in cases:
                with suppress(FileNotFoundError):
                    path.unlink()


def case(report: Reviewed) -> dict[str, str]:
    """The files of one case, by their path in the dataset."""
    name = report.record.id.lower()
    text = received(report)
    return {
        f"reports/{name}.txt": text,
        f"gold/{name}.json": _json(gold(report)),
        f"rulings/{name}.json": _json(rulings_of(report)),
    }


def received(report: Reviewed) -> str:
    """The report as it came; the canonical text where it came as another format."""
    kept = report.record.report
    return kept.received if kept.received is not None else kept.text


def gold(report: Reviewed) -> dict[str, Any]:
    """The gold of one report, in the format of ``evals.gold``."""
    record, digest, text = report.record, report.digest, received(report)
    name, period = record.id.lower(), period_of(digest)
    places = _Places(record.mentions, text)
    told = metrics(report)
    stood_for = places.of(_stood_for(report)) - places.of(_doubted(report))
    items, misses = _items(report, places)
    return {
        "id": name,
        "source_file": f"{name}.txt",
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "chars": len(text),
        "lang": record.report.lang,
        "genre": "reviewed",
        "title": words(digest.get("title")),
        "organization": words(digest.get("organization")),
        "period": {part: words(period.get(part)) for part in ("label", "start", "end")},
        "noise": [],
        "captions": [],
        "mentions": list(places.mentions(stood_for, _subjects(told))),
        "relations": [],
        "inconsistencies": items,
        "near_misses": misses,
        "key_metrics": list(_key_metrics(report, told, places)),
        "distractors": [],
    }


class _Places:
    """The mentions of a record that gold can hold, and where they stand in the report as received."""

    def __init__(self, mentions: Iterable[MentionV1], text: str) -> None:
        self._text = text
        self._kept: list[tuple[int, int, MentionV1]] = []
        end = 0
        for mention in mentions:
            start, upto = mention.received_start, mention.received_end
            if start is None or upto is None:
                start, upto = mention.start, mention.end
            if start >= end and upto > start:
                self._kept.append((start, upto, mention))
                end = upto

    def of(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        """Indices of the mentions that stand on these spans of the canonical text."""
        return {at for span in spans if (at := self.at(span)) is not None}

    def at(self, span: tuple[int, int]) -> int | None:
        """Index of the mention on a span of the canonical text: the same, else the first that touches."""
        touching = [
            at
            for at, (_, _, mention) in enumerate(self._kept)
            if mention.start < span[1] and span[0] < mention.end
        ]
        same = [at for at in touching if (self._kept[at][2].start, self._kept[at][2].end) == span]
        return next(iter(same or touching), None)

    def span(self, at: int) -> list[int]:
        """The place of a mention in the report as received."""
        start, end, _ = self._kept[at]
        return [start, end]

    def value(self, at: int) -> str:
        """The value of a mention."""
        return self._kept[at][2].value

    def mentions(
        self, stood_for: set[int], subjects: Mapping[tuple[int, int], str]
    ) -> Iterator[dict[str, Any]]:
        """Every mention as gold has it; optional where no person stood for it."""
        for at, (start, end, mention) in enumerate(self._kept):
            roman = mention.kind == "ordinal" and mention.form == "roman"
            entry: dict[str, Any] = {
                "i": at,
                "start": start,
                "end": end,
                "text": unicodedata.normalize("NFC", self._text[start:end]),
                "kind": "roman" if roman else mention.kind,
                "value": mention.value,
                "value_high": mention.value_high,
                "unit": mention.unit,
                "unit_key": mention.unit_key,
                "scale": mention.scale,
                "qualifier": _qualifier(mention),
                "subject": subjects.get((mention.start, mention.end)) or mention.unit or mention.text,
                "in_noise": mention.zone == "furniture",
                "in_caption": mention.zone == "caption",
            }
            if mention.target:
                entry["target"] = True
            if at not in stood_for or (mention.kind in UNITED and not mention.unit):
                entry["optional"] = True
            yield entry


def _qualifier(mention: MentionV1) -> str:
    """The qualifier; a mention is ``from_to`` just where it has an upper value."""
    if mention.value_high is not None:
        return "from_to"
    return "exact" if mention.qualifier == "from_to" else mention.qualifier


def _stood_for(report: Reviewed) -> Iterator[tuple[int, int]]:
    """Spans of the source whose reading a ruling rests on."""
    text = report.record.report.text
    for ruled in report.flags:
        match ruled.ruling, ruled.flag.origin:
            case ("source_right", "digest") if ruled.flag.path is not None:
                said = fold(ruled.decision.value or "").key if ruled.decision else ""
                for start, end in ruled.flag.spans:
                    if fold(text[start:end]).key in said:
                        yield start, end
            case ("added", _) | ("source_right" | "source_wrong", "source"):
                yield from ruled.flag.spans
            case _:
                continue


def _doubted(report: Reviewed) -> Iterator[tuple[int, int]]:
    """Spans that a person says the machine misread."""
    for ruled in report.flags:
        if ruled.decision and ruled.decision.reason == MISREAD:
            yield from ruled.flag.spans


def _subjects(told: Sequence[Metric]) -> dict[tuple[int, int], str]:
    """What a figure counts, by its span: the label of the metric that states it."""
    return {
        (metric.place.start, metric.place.end): metric.label
        for metric in told
        if metric.place and metric.label
    }


def _items(report: Reviewed, places: _Places) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Confirmed faults of the source, and findings that were dismissed though the figures were read right."""
    findings = {
        _said(finding): finding for finding in (report.record.audit.findings if report.record.audit else ())
    }
    wrong: list[dict[str, Any]] = []
    fine: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    for ruled in report.flags:
        flag, finding = ruled.flag, findings.get(_said(ruled.flag))
        if flag.origin != "source" or finding is None or ruled.ruling not in ("source_wrong", "source_right"):
            continue
        at = list(dict.fromkeys(found for span in flag.spans if (found := places.at(span)) is not None))
        if not at or flag.code not in TYPES or _misread(ruled):
            continue
        right = ruled.ruling == "source_right"
        item = _item(ruled, finding, [places.span(one) for one in at], at)
        if right:
            fine.append({**item, "severity": "none"})
        else:
            if finding.derived_from in numbers:
                item["derived_from"] = numbers[finding.derived_from]
            numbers[finding.id] = len(wrong)
            wrong.append(item)
    return wrong, fine


def _said(of: FindingV1 | FlagV1) -> tuple[str, tuple[tuple[int, int], ...], str]:
    return of.code, of.spans, of.stated


def _misread(ruled: Ruled) -> bool:
    return ruled.decision is not None and ruled.decision.reason == MISREAD


def _item(ruled: Ruled, finding: FindingV1, spans: list[list[int]], at: list[int]) -> dict[str, Any]:
    note = f" — {ruled.decision.note}" if ruled.decision and ruled.decision.note else ""
    return {
        "type": TYPES[finding.code],
        "spans": spans,
        "mentions": at,
        "stated": finding.stated,
        "expected": finding.expected,
        "severity": finding.severity,
        "explanation_vi": finding.message_vi + note,
        "explanation_en": finding.message_en + note,
    }


def _key_metrics(report: Reviewed, told: Sequence[Metric], places: _Places) -> Iterator[dict[str, Any]]:
    """The metrics that a good digest carries, the ones that a person ruled on first; each figure once."""
    taken: set[int] = set()
    for salience, states in ((1, ("corrected", "added", "confirmed")), (2, ("checked", "source_wrong"))):
        for metric in told:
            at = places.at((metric.place.start, metric.place.end)) if metric.place else None
            passed = metric.state in states and (salience == 1 or report.approved)
            if at is None or at in taken or not passed or not metric.label:
                continue
            taken.add(at)
            lang = report.record.report.lang
            yield {
                "label_vi": metric.label if lang == "vi" else None,
                "label_en": metric.label if lang == "en" else None,
                "mention": at,
                "value": places.value(at),
                "salience": salience,
                "period": metric.period or words(period_of(report.digest).get("label")),
            }


def rulings_of(report: Reviewed) -> dict[str, Any]:
    """What people ruled on each flag of a report, with the digest before and after; no names."""
    return {
        "id": report.record.id.lower(),
        "lang": report.record.report.lang,
        "approved": report.approved,
        "initial": report.initial,
        "reviewed": report.digest,
        "rulings": [_ruling(ruled) for ruled in report.flags if ruled.decision],
    }


def _ruling(ruled: Ruled) -> dict[str, Any]:
    flag, decision = ruled.flag, ruled.decision
    kept = ("origin", "code", "severity", "path", "start", "end", "stated", "expected")
    said = {name: getattr(flag, name) for name in kept}
    return {
        **said,
        **{name: getattr(decision, name) for name in ("ruling", "value", "reason", "note", "second")},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
