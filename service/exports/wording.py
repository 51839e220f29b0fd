"""The words on paper, in Vietnamese and English, and how places and times are said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from schemas.record import FlagV1

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "vi": {
        "organization": "Đơn vị",
        "location": "Địa bàn",
        "period": "Kỳ báo cáo",
        "summary": "Tóm tắt",
        "key_points": "Ý chính",
        "metrics": "Số liệu",
        "number": "TT",
        "label": "Chỉ tiêu và trích nguồn",
        "value": "Giá trị",
        "unit": "Đơn vị tính",
        "metric_period": "Kỳ",
        "state": "Tình trạng",
        "remarks": "Ghi chú",
        "remarks_open": "Điểm chưa xử lý",
        "remarks_source": "Báo cáo gốc có sai sót (người đọc đã xác nhận)",
        "corrections": "Nội dung đã chỉnh sửa",
        "where": "Vị trí",
        "was": "Bản của mô hình",
        "now": "Đã sửa thành",
        "who": "Người sửa",
        "when": "Thời điểm",
        "why": "Lý do",
        "provenance": "Nguồn gốc bản tóm tắt",
        "approved": "Đã duyệt: mọi điểm cần xem đều đã được người đọc xử lý.",
        "approved_clean": "Đã đối chiếu: không có điểm nào cần người đọc xử lý.",
        "not_approved": "CHƯA DUYỆT: còn {left} điểm chưa xử lý, đánh dấu trong văn bản và liệt kê ở cuối.",
        "omitted": "{count} số liệu đáng chú ý của báo cáo gốc không có trong bản tóm tắt này.",
        "no_digest": "Báo cáo này không có bản tóm tắt.",
        "no_metrics": "Bản tóm tắt không có số liệu.",
        "was_prefix": "bản đầu: {value}",
        "added_value": "bổ sung",
        "state_open": "Còn ghi chú",
        "state_source_wrong": "Báo cáo gốc sai",
        "state_corrected": "Đã sửa",
        "state_added": "Bổ sung",
        "state_confirmed": "Người đọc xác nhận",
        "state_checked": "Khớp nguồn",
        "state_unchecked": "Không đối chiếu",
        "made": "Lập bằng Doichieu {version}; mô hình {model} ({provider}), cách hỏi {strategy}.",
        "asked": "Câu lệnh: {prompts}.",
        "source": "Báo cáo gốc: mã {id}, nhận lúc {at}, SHA-256 {sha256}.",
        "checked": "{claims} con số được đối chiếu với báo cáo gốc; {flags} cảnh báo, còn {left} chưa xử lý.",
        "source_report": "Báo cáo gốc",
        "metric_at": "Số liệu {n}",
        "point_at": "Ý chính {n}",
        "title": "Tiêu đề",
        "elsewhere": "Bản tóm tắt",
        "download": "Tải DOCX",
        "tools": "Công cụ",
        "print_hint": "In: Ctrl+P",
        "back": "Về trang rà soát",
        "other_language": "English",
    },
    "en": {
        "organization": "Organization",
        "location": "Place",
        "period": "Period",
        "summary": "Summary",
        "key_points": "Key points",
        "metrics": "Figures",
        "number": "No.",
        "label": "Figure and source quote",
        "value": "Value",
        "unit": "Unit",
        "metric_period": "Period",
        "state": "State",
        "remarks": "Remarks",
        "remarks_open": "Open remarks",
        "remarks_source": "Faults of the source report (confirmed by a reader)",
        "corrections": "Corrections",
        "where": "Place",
        "was": "As the model had it",
        "now": "Corrected to",
        "who": "By",
        "when": "At",
        "why": "Reason",
        "provenance": "Where this digest comes from",
        "approved": "Approved: every remark has been settled by a reader.",
        "approved_clean": "Checked: nothing had to be settled by a reader.",
        "not_approved": "NOT APPROVED: {left} remarks are open, marked in the text and listed below.",
        "omitted": "{count} notable figures of the source report are not in this digest.",
        "no_digest": "There is no digest of this report.",
        "no_metrics": "The digest has no figures.",
        "was_prefix": "first: {value}",
        "added_value": "added",
        "state_open": "Open remark",
        "state_source_wrong": "Source is wrong",
        "state_corrected": "Corrected",
        "state_added": "Added",
        "state_confirmed": "Confirmed by a reader",
        "state_checked": "As in the source",
        "state_unchecked": "Not checked",
        "made": "Made with Doichieu {version}; model {model} ({provider}), strategy {strategy}.",
        "asked": "Prompts: {prompts}.",
        "source": "Source report: id {id}, received {at}, SHA-256 {sha256}.",
        "checked": "{claims} numbers checked against the source report; {flags} alarms, {left} of them open.",
        "source_report": "Source report",
        "metric_at": "Figure {n}",
        "point_at": "Key point {n}",
        "title": "Title",
        "elsewhere": "Digest",
        "download": "Download DOCX",
        "tools": "Tools",
        "print_hint": "Print: Ctrl+P",
        "back": "Back to review",
        "other_language": "Tiếng Việt",
    },
})  # fmt: skip
REASONS: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "vi": {
        "misread": "máy đọc sai",
        "rounding_fine": "làm tròn chấp nhận được",
        "unit_fine": "đơn vị chấp nhận được",
        "derived": "số suy ra",
        "other_subject": "đối tượng khác",
        "source_typo": "lỗi đánh máy ở báo cáo gốc",
        "duplicate": "trùng ghi chú khác",
        "other": "lý do khác",
    },
    "en": {
        "misread": "misread by the machine",
        "rounding_fine": "rounding is fine",
        "unit_fine": "unit is fine",
        "derived": "derived figure",
        "other_subject": "another subject",
        "source_typo": "typo in the source",
        "duplicate": "duplicate of another remark",
        "other": "other reason",
    },
})  # fmt: skip
_IN_LIST = re.compile(r"/(metrics|key_points)/(\d+)(?:/|$)")
_FIELDS = {"title": "title", "organization": "organization", "location": "location", "period": "period"}


def place_of(flag: FlagV1, lang: str) -> str:
    """Where a flag stands, in words: figure 3, the summary, the source report."""
    said = WORDS[lang]
    if flag.path is None:
        return said["source_report"]
    if found := _IN_LIST.match(flag.path):
        return said["metric_at" if found[1] == "metrics" else "point_at"].format(n=int(found[2]) + 1)
    field = flag.path.split("/")[1] if "/" in flag.path else ""
    return said["summary"] if field == "summary" else said[_FIELDS.get(field, "elsewhere")]


def moment(at: str | None, lang: str) -> str:
    """A time as people write it, in UTC; what cannot be read stays as it is.

    >>> moment("2026-11-22T09:05:00+00:00", "vi"), moment("2026-11-22T09:05:00Z", "en")
    ('22/11/2026 09:05 UTC', '2026-11-22 09:05 UTC')
    """
    try:
        when = datetime.fromisoformat(at or "").astimezone(UTC)
    except ValueError:
        return at or ""
    return when.strftime("%d/%m/%Y %H:%M UTC" if lang == "vi" else "%Y-%m-%d %H:%M UTC")
