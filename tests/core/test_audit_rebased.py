"""Percentages that fit another figure than the base which their sentence names."""

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity


def told(text: str, lang: str) -> list[tuple[str, str]]:
    """What is stated and expected in the errors about percentages; there may be no suspicion."""
    findings = [f for f in audit(read_source(text, lang)).findings if f.code == "percent_mismatch"]
    assert all(f.severity is FindingSeverity.ERROR for f in findings)
    return [(f.stated, f.expected) for f in findings]


PLAN = "Chỉ tiêu giao là 240 hội viên. Trong năm kết nạp 260 hội viên mới; "
DEBTS = (
    "Tổng nợ đọng bảo hiểm là 48,6 tỷ đồng, gồm nợ dưới ba tháng 31,2 tỷ đồng. "
    "Đến nay các đơn vị đã nộp 12,3 tỷ đồng, "
)
COURSES = "The college set itself a goal of 320 places. "


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        (
            f"{PLAN}trong số đó có 143 hội viên nữ (chiếm 55,0%), 171 hội viên dưới 35 tuổi (chiếm 71,3%),"
            " 39 hội viên là người dân tộc thiểu số (chiếm 15,0%).",
            "vi",
            [("71.3", "65.8")],
        ),
        (
            f"{COURSES}It enrolled 400 students: 212 students from the town (53.0%), 148 students from the"
            " valley (46.3%) and 40 students from abroad (10.0%).",
            "en",
            [("46.3", "37.0")],
        ),
        (
            "Toàn tỉnh thu 5.120,0 tỷ đồng. Riêng trong 3.480,5 tỷ đồng thu nội địa, khối doanh nghiệp nộp"
            " 1.267,2 tỷ đồng, tương đương 24,8%.",
            "vi",
            [("24.8", "36.4")],
        ),
        (
            "The group sold 96,400 tonnes. Out of 61,250 tonnes shipped abroad, 20,726 tonnes, or 21.5%,"
            " went to Asia.",
            "en",
            [("21.5", "33.8")],
        ),
        (f"{DEBTS}bằng 39,4% tổng nợ đọng bảo hiểm.", "vi", [("39.4", "25.3")]),
        (
            "The town has 5,400 homes, the valley 3,600. Of the 3,600 homes 1,080 homes, or 20.0%, are let.",
            "en",
            [("20.0", "30.0")],
        ),
    ],
)
def test_a_share_of_another_base_than_the_one_named_is_an_error(text, lang, expected):
    assert told(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (
            f"{PLAN}trong số đó có 143 hội viên nữ (chiếm 55,0%), 171 hội viên dưới 35 tuổi"
            " (bằng 71,3% chỉ tiêu), 39 hội viên là người dân tộc thiểu số (chiếm 15,0%).",
            "vi",
        ),
        (
            f"{PLAN}trong số đó có 143 hội viên nữ (chiếm 55,0%), 171 hội viên dưới 35 tuổi (chiếm 65,8%),"
            " 39 hội viên là người dân tộc thiểu số (chiếm 15,0%).",
            "vi",
        ),
        (
            "Toàn tỉnh thu 5.120,0 tỷ đồng. Riêng trong 3.480,5 tỷ đồng thu nội địa, khối doanh nghiệp nộp"
            " 1.267,2 tỷ đồng, tương đương 24,8% của tổng thu.",
            "vi",
        ),
        (
            "The group sold 96,400 tonnes. Out of some 61,250 tonnes shipped abroad, 20,726 tonnes, or 21.5%"
            " of group sales, went to Asia.",
            "en",
        ),
        (
            "Council approved a budget of $503.2 million, which is $17.0 million or 3.5% more than in 2023"
            " ($486.2 million).",
            "en",
        ),
        (f"{DEBTS}bằng 25,3% tổng nợ đọng bảo hiểm.", "vi"),
        (
            "Toàn tỉnh thu 5.120,0 tỷ đồng. Trong 1.100,5 tỷ đồng dự phòng, thu từ đất là 1.267,2 tỷ đồng,"
            " tương đương 24,8%.",
            "vi",
        ),
        (
            f"{DEBTS}bằng 39,4% kế hoạch xử lý nợ.",
            "vi",
        ),
        (
            f"{DEBTS}bằng 39,4% khoản quá hạn ngắn.",
            "vi",
        ),
    ],
)
def test_a_share_whose_words_tell_its_base_or_that_fits_it_is_left_alone(text, lang):
    assert told(text, lang) == []
