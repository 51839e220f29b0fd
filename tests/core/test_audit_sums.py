"""Sums, remainders and balances case by case: what is wrong and how sure that is, and what says nothing."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

FOUND = [
    # the text, the code, how sure, and the wrong figure as stated
    ("Toàn huyện có 52 trường, trong đó 57 trường đạt chuẩn quốc gia.", "sum_mismatch", "error", "52"),
    ("Of the 52 schools, 57 schools met the standard.", "sum_mismatch", "error", "52"),
    # a part left out of the sum
    (
        "Lực lượng cứu hộ có 565 người, trong đó bộ đội 280 người, công an 165 người, dân quân 120 người"
        " và thanh niên 75 người.",
        "sum_mismatch", "suspicious", "565",
    ),
    ("The squad of 25 comprises 3 goalkeepers, 10 defenders, 9 midfielders and 6 forwards.",
     "sum_mismatch", "suspicious", "25"),
    ("Quy hoạch sử dụng 2.518 ha, chia ra đất nông nghiệp 1.715 ha; đất phi nông nghiệp 803 ha; đất chưa sử"
     " dụng 122 ha.", "sum_mismatch", "error", "2518"),
    # nearly right, by no slip; one part counted twice
    ("Vốn vay 46,2 tỷ đồng, gồm vay ngân hàng chính sách 28,5 tỷ đồng, vay quỹ nông dân 9,4 tỷ đồng và vay"
     " khác 9,4 tỷ đồng.", "sum_mismatch", "error", "46200000000"),
    ("Council tax records show 35,180 rented homes in the county: 12,640 in the port, 6,215 in the north,"
     " 5,480 in the vale, 3,310 in the levels and 4,225 in the east.", "sum_mismatch", "error", "35180"),
    # totals below a list
    ("Số lao động có việc làm mới:\n+ Trong tỉnh: 9.450 người\n+ Ngoài tỉnh: 3.210 người\n+ Xuất khẩu lao"
     " động: 680 người\nTổng số: 13.250 người.", "sum_mismatch", "error", "13250"),
    ("Số lao động có việc làm mới:\n+ Trong tỉnh: 9.450 người\n+ Ngoài tỉnh: 3.333 người\n+ Xuất khẩu lao"
     " động: 680 người\nTổng số: 13.250 người.", "sum_mismatch", "suspicious", "13250"),
    # each part behind its own colon; a whole two sentences before, or beside a ratio
    ("Cả 64 tổ chức đều được xếp loại. Xuất sắc: 9 tổ chức; tốt: 31 tổ chức; khá: 5 tổ chức; kém: 1 tổ chức.",
     "sum_mismatch", "suspicious", "64"),
    ("Tiếp nhận 120 đơn. Xong. Đã giải quyết 95 đơn, còn lại 30 đơn.",
     "difference_mismatch", "suspicious", "120"),
    ("Trong 6.504 phiếu phát ra, thu về 6.418/6.504 phiếu. Phiếu hợp lệ là 6.270 phiếu, còn 211 phiếu không"
     " hợp lệ.", "difference_mismatch", "error", "211"),
    # balances told in part
    ("Đầu kỳ kho có 1.240 tấn, nhập thêm 860 tấn, cuối kỳ còn 2.010 tấn.",
     "difference_mismatch", "error", "2010"),
    ("Đầu kỳ kho có 1.240 tấn, nhập thêm 860 tấn, cuối kỳ còn 1.999 tấn.",
     "difference_mismatch", "suspicious", "1999"),
    # tables
    ("Nhóm\tNam\tNữ\nA\t412\t398\nB\t356\t371\nC\t287\t301\nTổng hợp\t1.055\t1.700\n",
     "sum_mismatch", "error", "1700"),
    ("Kho\tTồn đầu\tNhập\tXuất\tTồn cuối\nA\t1.240\t860\t1.510\t590\nB\t735\t412\t628\t591\n",
     "difference_mismatch", "error", "591"),
]  # fmt: skip

QUIET = [
    # a change is no whole, and a name's number no part
    "Toàn huyện có 620 cơ sở, tăng 52 cơ sở, trong đó 57 cơ sở đạt chuẩn.",
    "Nữ cấp ủy viên có 17 đồng chí, chiếm 27,4% trong Ban Chấp hành gồm 62 đồng chí.",
    "Tổng lượt khám 268.912 lượt, gồm: tại Bệnh viện 154.230, tại 17 trạm y tế 98.441 và khám lưu động"
    " 16.241.",
    "Số giáo viên là 2.316 người; giáo viên mầm non 714 người, tiểu học 892 người, trung học cơ sở 710"
    " người.",
    "Thu ngân sách được 8.742,5 tỷ đồng, hoàn thành 74,1% dự toán cả năm (11.800 tỷ đồng). Phần lớn là thu"
    " nội địa với 6.918,3 tỷ đồng; 1.824,2 tỷ đồng còn lại thu từ xuất nhập khẩu.",
    "Số lao động có việc làm mới:\n+ Trong tỉnh: 9.450 người\n+ Ngoài tỉnh: 3.120 người"
    "\nTổng số: 38.600 người.",
    # kinds of which only some are told
    "Xuất khẩu đạt 3.970 triệu USD. Mặt hàng chủ lực: thủy sản 1.120 triệu USD, gạo 860 triệu USD, dệt may"
    " 1.640 triệu USD.",
    "Toàn tỉnh kỷ luật 164 đảng viên: khiển trách 102 (62,2%); cảnh cáo 41 (25%); cách chức 6 (3,7%).",
    "Kỷ luật 41 đảng viên: dân số 14 đồng chí, đất đai 4 đồng chí, nồng độ cồn 16 đồng chí, còn lại là vi"
    " phạm khác.",
    "The ward treated 118 patients, 52 of them children and 49 of them referred from other hospitals.",
    # of two places, of other things, over another stretch of time
    "Last year 1,215 people joined in London, 840 in Leeds and 612 in York.",
    "We sold 8,125 tickets, 6,150 children and 1,905 loaves.",
    "The village has 4,069 trainees; 8 left early and 3,061 found a job.",
    "Vụ này xã gieo 480 ha lúa và 125 ha ngô. Diện tích lúa nhiễm bệnh 62 ha, ngô nhiễm bệnh 18 ha.",
    # flows of which a part is not told, or whose ends are not
    "Đầu kỳ kho có 1.240 tấn, nhập thêm 860 tấn, cuối kỳ còn 9.333 tấn.",
    "Đầu kỳ có 1.240 tấn, nhập 860 tấn, giá 950 tấn, cuối kỳ còn 590 tấn.",
    # tables whose last row is no total, and differences told without their sign
    "Nhóm\tSố\nA\t412\nB\t356\nC\t287\nToàn khối\t9.300\n",
    "Năm\tĐầu\tCuối\tChênh lệch\nA\t1.200\t1.380\t180\nB\t840\t798\t42\nC\t560\t616\t56\nCộng\t2.600\t2.794"
    "\t194\n",
    "Kho\tTồn đầu\tNhập\tXuất\tTồn cuối\nA\t1.240\t860\t1.510\t590\nB\t735\t412\t628\t519\n",
]


@pytest.mark.parametrize(
    ("text", "code", "severity", "stated"), FOUND, ids=[f"{n}: {t[:44]}" for n, (t, *_) in enumerate(FOUND)]
)
def test_what_does_not_add_up_is_found(text: str, code: str, severity: str, stated: str) -> None:
    found = [(f.code, f.severity.value, f.stated) for f in audit(read_source(text)).findings]
    assert (code, severity, stated) in found


@pytest.mark.parametrize("text", QUIET, ids=[f"{n}: {t[:44]}" for n, t in enumerate(QUIET)])
def test_what_nobody_says_adds_up_is_left_alone(text: str) -> None:
    found = audit(read_source(text)).findings
    assert [f for f in found if f.severity is not FindingSeverity.ROUNDING] == []


def test_two_figures_of_a_balance_are_not_held_against_each_other() -> None:
    text = (
        "Cash at the beginning of the year was £412,600. Receipts came to £1,284,300 and payments to"
        " £1,196,500, leaving £500,400 at the end of the year."
    )
    result = audit(read_source(text))
    assert result.findings == ()
    assert any(len(r.spans) == 4 and r.holds for r in result.relations)


COLON = "Đã kiểm tra 78 tổ chức đảng; phát hiện 12 đảng viên vi phạm: khiển trách {}, cảnh cáo 3, khai trừ 1."


def test_bare_numbers_behind_their_labels_are_parts_of_what_stands_before_the_colon() -> None:
    sound = audit(read_source(COLON.format(8)))
    assert sound.findings == ()
    assert "parts_whole" in [r.type for r in sound.relations if r.holds]
    assert [f.code for f in audit(read_source(COLON.format(6))).findings] == ["sum_mismatch"]
    odd = "Đại hội có 250 đại biểu; bầu 15 ủy viên: nhiệm kỳ 2020, khóa 13, tổ 4."
    assert audit(read_source(odd)).findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "212 vendors used the yard: 168 brought cattle and 97 sheep, a good few of them both.",
        "Of the 640 members, 412 play tennis, 305 swim and 96 row; many do more than one.",
        "Có 1.108 hộ nghèo được hỗ trợ: 842 hộ vay vốn ưu đãi, 215 hộ nhận con giống, 96 hộ được hỗ trợ nhà ở"
        " (một hộ có thể hưởng nhiều chính sách).",
    ],
)
def test_parts_that_are_said_to_overlap_may_exceed_their_whole(text: str) -> None:
    assert not [f for f in audit(read_source(text)).findings if f.code == "sum_mismatch"]


def test_parts_that_are_said_to_overlap_and_fall_short_of_all_are_still_told() -> None:
    text = "The squad of 29 comprises 3 goalkeepers, 10 defenders, 9 midfielders and 6 forwards, both teams."
    assert [f.code for f in audit(read_source(text)).findings] == ["sum_mismatch"]
