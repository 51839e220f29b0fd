"""Finished reports and rulings on them, made by the real check and audit; no model, no store."""

import hashlib
from typing import Any

from schemas.decision import DecisionV1
from schemas.record import FlagV1, ProvenanceV1, RecordV1, ReferenceV1, ReportV1
from service.core.source import read_source
from service.exports.reviewed import Reviewed, reviewed
from service.llm import Outcome, Usage
from service.pipeline import Answer, assemble

TEXT = (
    "Báo cáo công tác xây dựng Đảng\n\n"
    "Năm 2022, Đảng bộ huyện Tân Hồng có 27 chi bộ với 3.328 đảng viên, tăng 12 đảng viên so với năm 2021. "
    "Thu ngân sách đạt 285,695 tỷ đồng.\n"
    "Có 25/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 92,95%.\n"
    "Tổ chức 14 hội nghị chuyên đề.\n"
)
QUOTES = {
    "27": "Đảng bộ huyện Tân Hồng có 27 chi bộ",
    "3.328": "với 3.328 đảng viên",
    "285,695 tỷ đồng": "Thu ngân sách đạt 285,695 tỷ đồng",
    "92,95%": "25/27 chi bộ hoàn thành tốt nhiệm vụ, đạt 92,95%",
}


def metric(label: str, value: str, unit: str, quote: str = "", period: str | None = None) -> dict[str, Any]:
    return {
        "label": label,
        "value_text": value,
        "unit": unit,
        "period": period,
        "quote": quote or QUOTES.get(value, ""),
    }


def digest(*metrics: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A digest with a right metric, one with a digit changed, and one that repeats a fault of the source."""
    return {
        "title": "Báo cáo công tác xây dựng Đảng",
        "organization": "Đảng bộ huyện Tân Hồng",
        "location": "Đồng Tháp",
        "period": {"label": "năm 2022", "start": "2022-01-01", "end": "2022-12-31"},
        "summary": "Đảng bộ có 27 chi bộ. Thu ngân sách đạt 285,965 tỷ đồng, với 3.328 đảng viên.",
        "key_points": ["Có 3.382 đảng viên."],
        "metrics": list(metrics)
        or [
            metric("Chi bộ trực thuộc", "27", "chi bộ"),
            metric("Đảng viên", "3.382", "đảng viên", "với 3.328 đảng viên"),
            metric("Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ", "92,95%", "%"),
        ],
        **fields,
    }


def record(
    told: dict[str, Any] | None = None, *, id: str = "01ARZ3NDEKTSV4RRFFQ69G5FAV", text: str = TEXT
) -> RecordV1:
    """The record of ``text`` with a digest that somebody gave."""
    report = ReportV1(
        title="Báo cáo",
        lang="vi",
        text=text,
        received=None,
        format="text/plain",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        chars=len(text),
        created_at="2026-11-22T08:00:00+00:00",
    )
    made = ProvenanceV1(
        model="scripted-1",
        provider="scripted",
        strategy="free",
        prompts=(ReferenceV1(ref="digest/free.vi.v1", sha256="a" * 64),),
        schema_ref=ReferenceV1(ref="digest.v1", sha256="b" * 64),
        code_version="0.1.0",
    )
    answer = Answer(Outcome(digest() if told is None else told, (), Usage(), ()), made)
    return assemble(id, report, read_source(text), answer)


def flag(record: RecordV1, code: str, path: str | None = None) -> FlagV1:
    """The flag with this code, at this path where one is named."""
    found = [one for one in record.flags if one.code == code and path in (None, one.path)]
    assert found, f"no {code} among {[(one.code, one.path) for one in record.flags]}"
    return found[0]


def ruling(record: RecordV1, flag: FlagV1, word: str, **more: Any) -> DecisionV1:
    """A decision on the flag as the store keeps it."""
    fields: dict[str, Any] = {
        "id": f"D-{flag.id}-{word}",
        "act": f"D-{flag.id}-{word}",
        "report_id": record.id,
        "flag_id": flag.id,
        "reviewer": "lan",
        "role": "reviewer",
        "at": "2026-11-22T09:05:00+00:00",
        "ruling": word,
        "value": None,
        "reason": None,
        "note": None,
        "seconds": "12.5",
        "version_from": 1,
        "version_to": 2,
        "second": False,
        "state": "second" if word == "unsure" else "open" if word == "reopened" else "decided",
    }
    return DecisionV1(**fields | more)


def settled(record: RecordV1) -> Reviewed:
    """The record with every error and warning ruled on: corrected where the digest is wrong."""
    said = []
    for one in record.flags:
        if one.severity == "info":
            continue
        if one.origin == "source":
            said.append(ruling(record, one, "source_wrong", note="In nhầm ở bản gốc."))
        else:
            said.append(ruling(record, one, "source_right", value=one.expected or one.stated))
    return reviewed(record, said)
