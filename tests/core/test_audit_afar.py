"""Changes whose levels stand elsewhere: rows of tables, other sections, a part and its whole."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding, FindingSeverity

CODES = ("growth_mismatch", "difference_mismatch", "sum_mismatch")

HARVEST = (
    "Crop (tonnes)\t2022\t2023\nWheat\t41,250\t44,180\nBarley\t18,320\t17,040\nIndia rice\t9,610\t10,455\n\n"
)
BANK = (
    "Đơn vị: tỷ đồng\nChỉ tiêu\tNăm 2022\tNăm 2023\nTổng dư nợ cho vay\t52.184\t58.736\n"
    "Tiền gửi khách hàng\t57.930\t64.285\nLợi nhuận trước thuế\t1.107\t1.284\n\n"
)
SECTIONS = (
    "AT A GLANCE\n\nVisitors: 318,400, {}% more than the year before. Members: 12,905.\n\nOur galleries\n\n"
    "The doors opened on 312 days. We welcomed 318,400 visitors, up from 305,770, and the café served 96,300"
    " meals.\n"
)
OPENING = (
    "Những điểm sáng của năm: sản lượng thủy sản tăng {}%, đời sống nhân dân ổn định.\n\nI. NÔNG NGHIỆP\n\n"
    "Thủy sản: Sản lượng đạt 45.872 tấn, cùng kỳ năm trước 42.980 tấn. Diện tích nuôi 1.204 ha.\n"
)
MARGIN = (
    "Ratio\t2022\t2023\nOperating margin\t11.3%\t12.4%\nCash ratio\t20.1%\t18.9%\n\n"
    "The operating margin widened by {} percentage points, our best result."
)
THEFTS = (
    "We recorded 9,310 thefts from shops, 4,150 vehicle offences and 2,390 drug offences in the county.\n\n"
    "Vehicle crime went the other way, for gangs take keyless cars to order, and was {}% up on last year's"
    " 3,980.\n"
)
DONOR = (
    "The budget of the year was USD 511,500, of which USD 486,300 (95.1%) was spent. Nothing was lost.\n\n"
    "The donor is asked to carry forward the USD {} not yet spent.\n"
)
TRADE = (
    "Kết quả xuất khẩu 9 tháng đạt 1.286,4 triệu USD. Các mặt hàng chính đều tăng khá.\n\nNhập khẩu của tỉnh"
    " là 902,8 triệu USD. Cán cân thương mại thặng dư {} triệu USD.\n"
)

SLIPS = [
    (HARVEST + "The growers brought in more: the wheat harvest was up {}%.", "7.1", "1.7"),
    (HARVEST + "Barley output fell by {}% after the drought.", "7.0", "9.0"),
    (HARVEST + "Indian rice rose {}% on new land.", "8.8", "3.8"),
    (HARVEST + "We sold 44,180 tonnes of wheat, up {}% from the harvest of 2022.", "7.1", "7.7"),
    (BANK + "Tiền gửi khách hàng tăng {}%, cao nhất ba năm.", "11,0", "17,0"),
    (BANK + "Dư nợ cho vay đạt 58.736 tỷ đồng, tăng thêm {} tỷ đồng trong một năm.", "6.552", "5.652"),
    (SECTIONS, "4.1", "7.1"),
    (MARGIN, "1.1", "7.1"),
    (THEFTS, "4.3", "4.8"),
    (OPENING, "6,73", "6,37"),
    (DONOR, "25,200", "52,200"),
    (TRADE, "383,6", "833,6"),
]


def findings(text: str, lang: str = "vi") -> list[Finding]:
    """The findings on changes, roundings left out."""
    found = audit(read_source(text, lang)).findings
    return [f for f in found if f.code in CODES and f.severity is not FindingSeverity.ROUNDING]


@pytest.mark.parametrize(("text", "right", "wrong"), SLIPS)
def test_a_slip_in_a_change_told_far_from_its_levels_is_found(text: str, right: str, wrong: str) -> None:
    lang = "en" if text.isascii() or "café" in text else "vi"
    assert findings(text.format(right), lang) == []
    found = findings(text.format(wrong), lang)
    assert len(found) == 1
    assert found[0].stated is not None
    assert any(wrong in text.format(wrong)[slice(*span)] for span in found[0].spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HARVEST + "The wheat harvest was up 6.6%.", "7.1"),  # of the later level
        (HARVEST + "Barley output fell by 7.5% after the drought.", "7.0"),
        (
            "Region\t2022/23\t2023/24\tChange\nNorth\t1,204\t1,318\t+9.5%\nSouth\t2,310\t2,455\t+6.3%\n"
            "East\t988\t1,120\t+13.4%\n\nIn the south enrolments grew by 9.5%, in the east by 13.4%.",
            "6.3",
        ),  # of another line
        (
            "Đầu năm còn 486 hộ nghèo. Đến cuối năm số này chỉ còn 341, giảm 145 hộ, tương ứng giảm 42,5%.",
            "29.8",
        ),
    ],
)
def test_a_rate_of_the_wrong_base_or_line_is_an_error(text: str, expected: str) -> None:
    assert [(f.severity, f.expected) for f in findings(text, "en" if text.isascii() else "vi")] == [
        (FindingSeverity.ERROR, expected)
    ]


@pytest.mark.parametrize(
    "text",
    [
        HARVEST + "The wheat harvest was up 7.1%, barley fell by 7.0% and Indian rice rose 8.8%.",
        HARVEST + "Wheat exports rose 1.7% in the second half.",  # a part of the year
        HARVEST + "Rents rose by 1.7% to $12 a month.",
        BANK + "Dư nợ cho vay tăng thêm 9.999 tỷ đồng.",  # no slip
        BANK + "Dư nợ cho vay tăng thêm 70.125 tỷ đồng.",
        HARVEST + "Growers fell by 7.1% in number, and oats were up 8.3%.",
        BANK + "Dư nợ cho vay trong quý IV tăng 2,6%.",
        BANK + "Số chi nhánh tăng thêm 112 điểm, số nhân viên tăng 16,0%.",
        "Chỉ số sản xuất công nghiệp tăng 9,1% so với cùng kỳ, cao hơn bình quân của cả vùng và của cả"
        " nước trong cùng thời gian như Cục Thống kê đã công bố.\n\nXuất khẩu: 1.286,4 triệu USD, cùng kỳ"
        " 1.142,7 triệu USD.",
        "The deficit was $251.6 million.\n\nRevenue was $402.9 million. Staff costs were $187.3 million, rent"
        " $12.4 million and energy $8.2 million.",
        "Mobile subscriptions: 6.42 million (up 1.2%), of which postpaid 3.97 million (up 4.0%) and prepaid"
        " 2.45 million (down 3.1%).",
        "The rate fell by 1.2 points.\n\nRate\t2022\t2023\nMargin (%)\t11.3\t12.4\nShare (%)\t20.1\t18.9",
        "Year\t2022\t2023\n2022\t14\t15\nSales\t120\t\nPrice per tonne\t$12\t$14\n\nSales were up 5.2%.",
    ],
)
def test_changes_of_other_things_and_sound_ones_are_left_alone(text: str) -> None:
    assert findings(text, "en" if text.isascii() else "vi") == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Số khách hàng từ 1.271.500 tăng lên 1.486.300, nghĩa là có thêm 214.800 khách hàng (tăng {}%).",
            "11,9",
        ),
        ("Kim ngạch quý này sụt 24,2 triệu USD (-{}%), từ 150,4 triệu USD còn 126,2 triệu USD.", "19,1"),
    ],
)
def test_a_rate_beside_a_step_is_of_the_levels_that_the_step_lies_between(text: str, wrong: str) -> None:
    right = "16,9" if "khách" in text else "16,1"
    assert findings(text.format(right)) == []
    assert [f.severity for f in findings(text.format(wrong))] == [FindingSeverity.ERROR]


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("Revenue went from €109.4 million to €128.5 million, an increase of {}%.", "17.5", "6.9"),
        ("Công suất chạy máy vẫn đạt 74%, tức giảm {} điểm phần trăm từ mức 80%.", "6", "9"),
        ("Active users have grown {}-fold since launch, from 12,400 to 58,300.", "4.7", "1.7"),
        ("Đơn giá đi từ 1.240 đến 1.116 đồng, giảm {}%.", "10,0", "11,1"),
    ],
)
def test_a_range_after_a_word_of_motion_is_a_movement(text: str, right: str, wrong: str) -> None:
    lang = "en" if text[0] in "RA" else "vi"
    assert findings(text.format(right), lang) == []
    assert len(findings(text.format(wrong), lang)) == 1


def test_a_span_of_sizes_is_no_movement() -> None:
    assert findings("Prices range from $50 to $120, up 12% on last year.", "en") == []


def test_a_change_that_equals_a_rate_told_elsewhere_is_that_rate_told_again() -> None:
    text = OPENING.format("6,73") + "\nSản lượng thủy sản khai thác 12.450 tấn, cùng kỳ năm trước 11.980 tấn."
    assert findings(text) == []


def test_of_very_many_levels_of_one_name_the_first_are_tried() -> None:
    told = "{} at the depot, {}, by the river, which serves the four villages on the far bank of the canal."
    lines = [
        told.format(f"There were {310 + n} crates, up from {290 + n} crates,", "again") for n in range(30)
    ]
    assert findings("\n\n".join([told.format("Crates rose by 1.9%", "only"), *lines]), "en") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Năm 2022 có 257 hồ sơ. Năm 2023 có 231 hồ sơ, ít hơn 62 hồ sơ.", "26"),
        ("Năm 2022 có 257 hồ sơ. Năm 2023 có 231 hồ sơ, ít hơn 206 hồ sơ.", "26"),
    ],
)
def test_a_difference_between_two_years_that_no_long_slip_explains_is_a_doubt(
    text: str, expected: str
) -> None:
    found = findings(text)
    assert all((f.severity, f.expected) == (FindingSeverity.SUSPICIOUS, expected) for f in found)
    assert found or "206" in text
