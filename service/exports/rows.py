"""The three tables of the exports, and the rows of one report in each. Pure: a report in, rows out.

The order of rows is that of the report: metrics as in its digest, flags as in its record, decisions as they
were made. Figures are decimal strings; places are code points of the canonical text, and beside them the same
places in the text as it was received.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemas.decision import DecisionV1, FlagStateV1
from schemas.record import FlagV1
from service.exports.reviewed import Metric, Reviewed, metrics, period_of, words
from service.exports.tables import Column, Row, Table, Value
from service.store.filing import folded

_REPORT = (
    Column("report_id", "Mã báo cáo", "Report", width=33),
    Column("title", "Báo cáo", "Title", width=34),
    Column("organization", "Đơn vị", "Organization", width=24),
    Column("period", "Kỳ báo cáo", "Period", width=14),
)
_PLACE = (
    Column("source_text", "Nguyên văn ở nguồn", "In the source", width=24),
    Column("source_start", "Nguồn từ", "Source start", "count", 10),
    Column("source_end", "Nguồn đến", "Source end", "count", 10),
    Column("received_start", "Bản nhận từ", "Received start", "count", 10),
    Column("received_end", "Bản nhận đến", "Received end", "count", 10),
)
_FLAG = (
    Column("origin", "Lỗi của", "Origin", width=10),
    Column("code", "Loại", "Code", width=20),
    Column("severity", "Mức", "Severity", width=10),
    Column("path", "Vị trí", "Path", width=26),
    Column("stated", "Đã ghi", "Stated", width=24),
    Column("expected", "Theo nguồn", "Expected", width=24),
    Column("message_vi", "Diễn giải", "Message (vi)", width=60),
    Column("message_en", "Diễn giải (Anh)", "Message (en)", width=60),
)
METRICS = Table(
    "metrics",
    (
        *_REPORT,
        Column("location", "Địa bàn", "Place", width=16),
        Column("period_start", "Kỳ từ", "Period start", width=12),
        Column("period_end", "Kỳ đến", "Period end", width=12),
        Column("n", "TT", "No.", "count", 6),
        Column("label", "Chỉ tiêu", "Label", width=50),
        Column("value_text", "Giá trị như ghi", "As stated", width=18),
        Column("value", "Giá trị", "Value", "number", 20),
        Column("value_high", "Giá trị trên", "Upper value", "number", 16),
        Column("unit", "Đơn vị tính", "Unit", width=18),
        Column("unit_key", "Mã đơn vị", "Unit key", width=16),
        Column("kind", "Loại số", "Kind", width=12),
        Column("qualifier", "Mức độ chính xác", "Qualifier", width=14),
        Column("target", "Chỉ tiêu kế hoạch", "Planned", "flag", 10),
        Column("direction", "Tăng giảm", "Direction", width=10),
        Column("metric_period", "Kỳ của số liệu", "Metric period", width=16),
        Column("state", "Tình trạng", "State", width=14),
        Column("verdict", "Kết quả đối chiếu", "Verdict", width=14),
        Column("reason", "Cách khớp", "Reason", width=14),
        Column("initial_value_text", "Giá trị ban đầu", "Before correction", width=18),
        Column("ruling", "Quyết định", "Ruling", width=14),
        Column("reviewer", "Người đọc", "Reviewer", width=16),
        Column("decided_at", "Lúc", "Decided at", "time", 20),
        Column("quote", "Trích nguồn", "Quote", width=60),
        *_PLACE,
        Column("approved", "Đã duyệt", "Approved", "flag", 10),
        Column("lang", "Ngôn ngữ", "Language", width=10),
        Column("model", "Mô hình", "Model", width=24),
        Column("created_at", "Nhận lúc", "Received at", "time", 20),
    ),
)
FLAGS = Table(
    "flags",
    (
        Column("id", "Mã cờ", "Flag", width=44),
        *_REPORT,
        *_FLAG,
        *_PLACE,
        Column("state", "Tình trạng", "State", width=12),
        Column("ruling", "Quyết định", "Ruling", width=14),
        Column("value", "Sửa thành", "Corrected to", width=20),
        Column("reviewer", "Người đọc", "Reviewer", width=16),
        Column("decided_at", "Lúc", "Decided at", "time", 20),
        Column("version", "Phiên bản", "Version", "count", 10),
        Column("approved", "Đã duyệt", "Approved", "flag", 10),
        Column("created_at", "Tạo lúc", "Created at", "time", 20),
    ),
)
DECISIONS = Table(
    "decisions",
    (
        Column("id", "Mã quyết định", "Decision", width=30),
        Column("act", "Cùng lượt", "Act", width=30),
        Column("flag_id", "Mã cờ", "Flag", width=44),
        *_REPORT,
        Column("at", "Lúc", "At", "time", 20),
        Column("reviewer", "Người đọc", "Reviewer", width=16),
        Column("role", "Vai trò", "Role", width=12),
        Column("ruling", "Quyết định", "Ruling", width=14),
        Column("value", "Sửa thành", "Corrected to", width=20),
        Column("reason", "Lý do", "Reason", width=16),
        Column("note", "Ghi chú", "Note", width=40),
        Column("seconds", "Số giây", "Seconds", "number", 10),
        Column("second", "Lượt đọc thứ hai", "Second reading", "flag", 10),
        Column("state", "Tình trạng sau đó", "State after", width=12),
        Column("version_from", "Từ phiên bản", "Version from", "count", 10),
        Column("version_to", "Đến phiên bản", "Version to", "count", 10),
        *_FLAG,
    ),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows are wanted; None is any.

    ``organization`` and ``period`` are found as parts of the words of the digest, whatever their case and
    diacritics. The others are compared as they are; a table that has no such column does not look at them.
    """

    report: str | None = None
    organization: str | None = None
    period: str | None = None
    approved: bool | None = None
    state: str | None = None
    severity: str | None = None
    code: str | None = None
    origin: str | None = None
    ruling: str | None = None
    reviewer: str | None = None

    def takes_report(self, report: Reviewed) -> bool:
        """Whether rows of this report are wanted at all."""
        digest = report.digest
        return (
            self.approved in (None, report.approved)
            and _within(self.organization, words(digest.get("organization")))
            and _within(self.period, words(period_of(digest).get("label")))
        )

    def takes(self, row: Mapping[str, Value]) -> bool:
        """Whether this row is wanted."""
        asked = {name: getattr(self, name) for name in _COMPARED}
        return all(value is None or name not in row or row[name] == value for name, value in asked.items())


_COMPARED = ("state", "severity", "code", "origin", "ruling", "reviewer")


def _within(wanted: str | None, text: str) -> bool:
    return wanted is None or folded(wanted) in folded(text)


def metric_rows(report: Reviewed, wanted: Wanted) -> Iterator[Row]:
    """Rows of ``METRICS``."""
    head, tail = _report(report), _provenance(report)
    digest, period = report.digest, period_of(report.digest)
    for metric in metrics(report):
        row = {
            **head,
            "location": words(digest.get("location")) or None,
            "period_start": words(period.get("start")) or None,
            "period_end": words(period.get("end")) or None,
            **_metric(metric),
            **tail,
        }
        yield from _in_order(METRICS, row, wanted)


def flag_rows(report: Reviewed, states: Iterable[FlagStateV1], wanted: Wanted) -> Iterator[Row]:
    """Rows of ``FLAGS``; ``states`` are those that whoever asks may see."""
    head = _report(report)
    for state in states:
        row = {
            "id": state.id,
            **head,
            **_flag(state.flag),
            **_first_place(report, state.flag),
            "state": state.state,
            "ruling": state.ruling,
            "value": state.value,
            "reviewer": state.reviewer,
            "decided_at": state.decided_at,
            "version": state.version,
            "approved": report.approved,
            "created_at": state.created_at,
        }
        yield from _in_order(FLAGS, row, wanted)


def decision_rows(report: Reviewed, decisions: Iterable[DecisionV1], wanted: Wanted) -> Iterator[Row]:
    """Rows of ``DECISIONS``; ``decisions`` are those that whoever asks may see."""
    head = _report(report)
    flags = {flag.id: flag for flag in report.record.flags}
    for decision in decisions:
        flag = flags.get(decision.flag_id)
        row = {
            **decision.model_dump(),
            **head,
            "flag_id": f"{decision.report_id}.{decision.flag_id}",
            **(_flag(flag) if flag else dict.fromkeys(column.name for column in _FLAG)),
        }
        yield from _in_order(DECISIONS, row, wanted)


def _in_order(table: Table, row: Mapping[str, Value], wanted: Wanted) -> Iterator[Row]:
    if wanted.takes(row):
        yield [row[column.name] for column in table.columns]


def _report(report: Reviewed) -> dict[str, Value]:
    digest, record = report.digest, report.record
    return {
        "report_id": record.id,
        "title": words(digest.get("title")) or record.report.title,
        "organization": words(digest.get("organization")) or None,
        "period": words(period_of(digest).get("label")) or None,
    }


def _provenance(report: Reviewed) -> dict[str, Value]:
    record = report.record
    return {
        "approved": report.approved,
        "lang": record.report.lang,
        "model": record.provenance.model if record.provenance else None,
        "created_at": record.report.created_at,
    }


def _metric(metric: Metric) -> dict[str, Value]:
    place, decided = metric.place, metric.decided
    return {
        "n": metric.number,
        "label": metric.label,
        "value_text": metric.value_text,
        "value": metric.value,
        "value_high": metric.value_high,
        "unit": metric.unit,
        "unit_key": metric.unit_key,
        "kind": metric.kind,
        "qualifier": metric.qualifier,
        "target": metric.target,
        "direction": metric.direction,
        "metric_period": metric.period,
        "state": metric.state,
        "verdict": metric.verdict,
        "reason": metric.reason,
        "initial_value_text": metric.initial,
        "ruling": decided.ruling if decided else None,
        "reviewer": decided.reviewer if decided else None,
        "decided_at": decided.at if decided else None,
        "quote": metric.quote,
        "source_text": place.text if place else None,
        "source_start": place.start if place else None,
        "source_end": place.end if place else None,
        "received_start": place.received_start if place else None,
        "received_end": place.received_end if place else None,
    }


def _flag(flag: FlagV1) -> dict[str, Value]:
    return {column.name: getattr(flag, column.name) for column in _FLAG}


def _first_place(report: Reviewed, flag: FlagV1) -> dict[str, Value]:
    """The texts that a flag points to, and where the first of them stands."""
    text = report.record.report.text
    start, end = flag.spans[0] if flag.spans else (None, None)
    received = flag.received_spans[0] if flag.received_spans else (None, None)
    return {
        "source_text": " … ".join(text[first:last] for first, last in flag.spans) or None,
        "source_start": start,
        "source_end": end,
        "received_start": received[0],
        "received_end": received[1],
    }
