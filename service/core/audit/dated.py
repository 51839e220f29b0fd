"""A document dated before the end of what it reports on.

Year-end reports are written in the last weeks of the year, so a date is odd only where it lies before the
last quarter of the period, or before the day "as of" which the text gives its figures.
"""

from __future__ import annotations

import re

from service.core.audit.ledger import Ledger, Wording
from service.core.audit.sheet import Sheet
from service.core.types import FindingSeverity, Kind, Mention

HEAD = 900  # characters in which a document names itself, its period and its date
QUARTER = "-10-01"  # where the last quarter of a year begins

_DOCUMENT = re.compile(
    r"(?:^|[^\w])(?P<name>báo cáo|kết luận(?: thanh tra| kiểm tra| kiểm toán)?|biên bản|report|statement"
    r"|dated|(?:report )?date)\b[^.;\n]{0,40}?(?:\s(?:ký )?(?:ngày|of|dated|on)|:)?\s*$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:thời kỳ|giai đoạn|niên độ|năm|period|years?|annual report(?: for)?|ended?)\s*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"kế hoạch|phương hướng|dự toán|nhiệm vụ|mục tiêu|chương trình|tháng|quý|sơ kết|đầu năm|đề án|chiến lược"
    r"|\b(?:plan|budget|forecast|outlook|target|strategy|half|quarter|months?|interim|proposal)",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\b(?:căn cứ|theo|thực hiện|xét|trong|tại|pursuant|according|based on|following|further to|in its)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(r"\s+(?:của|by|from)\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"(?:tính đến(?: hết)?(?: ngày)?|số liệu đến ngày|as (?:of|at)(?: the)?)\s*$", re.IGNORECASE
)


def check_dated(sheet: Sheet, ledger: Ledger) -> None:
    """Compare the date of a document with the period in its title and the days its figures are as of."""
    date = next((m for m in sheet.mentions if _is_full(m) and _is_own(sheet, m)), None)
    if date is None:
        return
    title = (m for m in sheet.mentions if m.start < date.start and m.kind is Kind.YEAR)
    period = next((m for m in title if _is_period(sheet, m)), None)
    if period is not None:
        _compare(date, period, f"{period.value_high or period.value}{QUARTER}", ledger)
    for mention in sheet.mentions:
        lead = sheet.text[max(0, mention.start - 24) : mention.start]
        if _is_full(mention) and _AS_OF.search(lead):
            _compare(date, mention, mention.value, ledger)


def _is_full(mention: Mention) -> bool:
    """True for a single date with its day, month and year."""
    return mention.kind is Kind.DATE and mention.value_high is None and len(mention.value) == 10


def _is_own(sheet: Sheet, date: Mention) -> bool:
    """True for the date that a document gives itself in its head; it may cite others of another name."""
    if date.start > HEAD:
        return False
    lead = sheet.text[max(0, date.start - 60) : date.start]
    m = _DOCUMENT.search(lead)
    if m is None or _OF_OTHERS.match(sheet.text[date.end : date.end + 12]):
        return False
    sentence = sheet.sentences[max(0, sheet.sentence_index(date.start))]
    cited = _CITED.search(sheet.text[sentence.start : date.start]) is not None
    title = sheet.text[: sentence.start].casefold()
    return not cited or (len(m["name"].split()) > 2 and m["name"].casefold() in title)


def _is_period(sheet: Sheet, year: Mention) -> bool:
    """True for the years that a title says the document is about, a plan or a part of a year left out."""
    line = sheet.segments.line_at(year.start)
    if line is None or _AHEAD.search(sheet.text[line.start : line.end]):
        return False
    return _SPAN.search(sheet.text[line.start : year.start]) is not None


def _compare(date: Mention, period: Mention, due: str, ledger: Ledger) -> None:
    spans, formula = [date.span, period.span], f"{date.value} >= {due}"
    if date.value >= due:
        ledger.holds("period", spans, formula)
        return
    ledger.report(
        "period_conflict",
        FindingSeverity.SUSPICIOUS,
        date.span,
        spans,
        kind="period",
        formula=formula,
        stated=date.text,
        expected=f">= {due}",
        wording=Wording(
            f"Văn bản ghi ngày {date.text}, trước khi kết thúc kỳ báo cáo ({period.text}).",
            f"The document is dated {date.text}, before the end of what it reports on ({period.text}).",
        ),
    )
