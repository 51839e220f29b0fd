"""Percentages whose base no words name: the base that fits is noted, a slip is told, other shares are not."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

# a sound text, its percentage, and the percentage with a slip
SLIPPED = [
    ("Công tác xã hội: 16/17 cơ sở Hội (94,1%) lập trang thông tin, 100% chi hội có nhóm trao đổi.",
     "94,1%", "91,4%"),
    ("Huyện mở 22 lớp dạy nghề cho 640 lao động nữ; sau học nghề 512 người có việc làm ổn định, đạt 80%.",
     "80%", "86%"),
    ("Bệnh viện khám cho 52.418 lượt người bệnh. Khám bảo hiểm y tế 44.031 lượt (84%).", "84%", "48%"),
    ("They recorded 4,570 nests. Coyotes damaged 388 nests, or 8.5% of the total.", "8.5%", "5.8%"),
    ("In the year we helped 7,412 people. Women accounted for 4,150 of them, or 56%.", "56%", "65%"),
    ("The Service attended 8,946 incidents. False alarms were the largest group, 3,758 or 42% of everything.",
     "42%", "24%"),
    ("We inspected 5,875 of the county's 6,250 hydrants (94%), leaving 375 for spring.", "94%", "49%"),
    ("Of the 864 trainees who enrolled, 742 finished the course. That is 85.9%.", "85.9%", "85.6%"),
    ("Sales of hybrid cars reached 12,480 units. That was 26% of the 48,000 cars sold.", "26%", "62%"),
    ("Trong 84 tổ chức và 203 đảng viên được kiểm tra có 67 đồng chí là cấp ủy viên, chiếm 33%.",
     "33%", "37%"),
    ("Tỷ lệ hộ nghèo của huyện còn 3,2%, ứng với 912 hộ trên tổng số 28.500 hộ dân.", "3,2%", "2,3%"),
    ("Attendance was 64 per cent: 480 of the 750 children enrolled came to most sessions.",
     "64 per cent", "46 per cent"),
    ("Bán lẻ cả kỳ đạt 41.250 tỷ đồng. Hàng hóa đóng góp 75%, tương ứng 30.937,5 tỷ đồng.", "75%", "57%"),
    ("Năm nay, hồ tích được 184,6 triệu m³, ứng với 92,3% dung tích thiết kế (200 triệu m³).",
     "92,3%", "93,2%"),
    ("Toàn tỉnh kỷ luật 164 đảng viên, nhiều hơn 15 trường hợp. Về hình thức: khiển trách 102 (62,2%);"
     " cảnh cáo 41 (25%); cách chức 6 (3,7%).", "3,7%", "7,3%"),
    ("Tỷ lệ hộ có nhà tiêu hợp vệ sinh là 83,4%, tương ứng 17.460 hộ trên tổng số 20.935 hộ.",
     "83,4%", "84,3%"),
    ("Fully 73% of the coal went by barge, 2.19 million tonnes of the 3.00 million shipped.", "73%", "37%"),
    ("The reuse rate was 38.4%: shops took in 12,750 crates, of which 4,896 crates came back.",
     "38.4%", "34.8%"),
    ("Fees brought in £171,000 last year out of £950,000, so 18%.", "18%", "81%"),
    ("Huyện có 11/14 xã đạt chuẩn nông thôn mới, tức 78,6% số xã toàn huyện.", "78,6%", "72,6%"),
]  # fmt: skip

SOUND = [
    "Thu ngân sách 15.230 tỷ đồng, đạt 96,4% dự toán. Chi thường xuyên 9.100 tỷ đồng.",
    "The plant made 4,120 engines. It exported 1,900 of these, up 15%.",
    "We lent 612,000 e-books, 26.5% more than in 2022.",
    "Toàn huyện có 4.120 hộ. Trồng mới 312 ha rừng (độ che phủ 42%).",
    "Nợ xấu 1.240 tỷ đồng trên dư nợ cho vay hơn 60.000 tỷ đồng, chiếm 2%.",
    "Staff costs were £3.1m. The margin was 41%, that is £5.2m.",
    "Có 25/27 chi bộ đạt chuẩn. Đại hội bầu 15 ủy viên, tỷ lệ trên 90%.",
    "Sales: 412 units, 8 returned. 44% of buyers were new.",
    "15%, that is all we know.",
    "Trong 540 lao động được hỏi, 351 người muốn ở lại quê làm việc; số còn lại, chiếm 35%, đi tỉnh khác.",
    "The rate was 40%, we hear, with 480 of the 750 children and 12 of the 90 teachers present.",
    "Có 203 hộ dân được hỏi. Phát hiện 67 xe quá tải, chiếm 37%.",
    "We asked 940 firms. The index was 15%",
    "The rate was 38.4%: shops took in 12,750 crates, of which 4,896 bottles and 120 jars came back.",
    "Fully 73% of the coal went by barge, 2.19 million tonnes, and 3.00 million by rail.",
]


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


@pytest.mark.parametrize(("text", "percent", "slip"), SLIPPED)
def test_a_base_that_no_words_name_is_found_and_a_slip_in_its_share_is_told(
    text: str, percent: str, slip: str
) -> None:
    sound = audit(read_source(text))
    place = text.index(percent)
    assert not sound.findings
    assert any(r.type == "ratio_percent" and any(s.start == place for s in r.spans) for r in sound.relations)
    told = findings(text.replace(percent, slip))
    assert [f.code for f in told if any(s.start == place for s in f.spans)] == ["percent_mismatch"]


@pytest.mark.parametrize("text", SOUND)
def test_a_share_of_something_that_is_not_told_is_left_alone(text: str) -> None:
    assert not findings(text)


def test_the_base_of_the_share_before_is_tried_for_the_next_one() -> None:
    text = (
        "They recorded 4,570 nests. Coyotes damaged 388 nests, or 8.5% of the total.\n\n"
        "Further on, a storm which passed the shore in September washed out 290 nests ({})."
    )
    assert not findings(text.format("6.3%"))
    assert [f.code for f in findings(text.format("6.8%"))] == ["percent_mismatch"]


def test_a_base_that_is_only_said_to_be_exceeded_explains_no_share_far_below() -> None:
    text = "Đã kiểm tra hơn 150 cơ sở. Phát hiện 60 cơ sở vi phạm, chiếm {}."
    relations = audit(read_source(text.format("38,5%"))).relations
    assert [r.holds for r in relations] == [True]
    assert not audit(read_source(text.format("11,2%"))).relations


BASES = [
    ("Huyện có 19 xã, thị trấn. Đến nay 15/19 xã, thị trấn có nhà văn hóa và {} xã, thị trấn có sân.",
     "17/19", "17/18", "error"),
    ("Trong 24 thôn, bản có 21/24 thôn, bản có điện lưới; {} thôn, bản có đường bê tông.",
     "18/24", "18/42", "error"),
    ("Toàn huyện có 205 chi bộ trực thuộc. Đến nay {} chi bộ đã tổ chức sinh hoạt chuyên đề.",
     "198/205", "198/250", "suspicious"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ratio", "slip", "severity"), BASES)
def test_a_ratio_must_be_out_of_the_whole_that_is_told(
    text: str, ratio: str, slip: str, severity: str
) -> None:
    assert not findings(text.format(ratio))
    told = findings(text.format(slip))
    assert [(f.code, f.severity.value) for f in told] == [("denominator_conflict", severity)]


@pytest.mark.parametrize(
    "text",
    [
        "Huyện có 19 xã. Đến nay 12/13 thôn có nhà văn hóa và 17/18 bản có sân thể thao.",
        "Huyện có 19 xã. Đến nay 17/18 xã có sân thể thao.",
        "Huyện có 205 chi bộ, năm trước 250 chi bộ. Có 198/250 chi bộ đã sinh hoạt.",
        "Toàn huyện có hơn 205 chi bộ trực thuộc. Đến nay 198/250 chi bộ đã tổ chức sinh hoạt.",
    ],
)
def test_a_ratio_of_other_things_or_of_few_is_left_alone(text: str) -> None:
    assert not findings(text)


TABLES = [
    ("| Xã | Số hộ | Hộ nghèo | Tỷ lệ (%) |\n|---|---|---|---|\n| Tân An | 2.150 | 86 | {} |\n"
     "| Phú Lộc | 1.840 | 46 | 2,5 |\n| Hòa Bình | 1.620 | 81 | 5,0 |", "4,0", "4,9"),
    ("| Depot | Buses | Electric | % electric |\n|---|---|---|---|\n| North | 80 | 52 | {} |\n"
     "| South | 120 | 54 | 45 |\n| West | 64 | 24 | 37.5 |", "65", "56"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "percent", "slip"), TABLES)
def test_two_rows_that_hold_make_a_column_of_percentages_a_rule_for_the_third(
    table: str, percent: str, slip: str
) -> None:
    assert not findings(table.format(percent))
    told = findings(table.format(slip))
    assert [(f.code, f.severity.value) for f in told] == [("percent_mismatch", "error")]


# two wholes of one thing close together: a text, one of the wholes, and that whole with a slip
WHOLES = [
    ("All 47 wards were surveyed; 39 of the 47 wards answered.", "of the 47", "of the 74", "suspicious"),
    ("Nineteen of the 23 trams run on time, and 17 of the 23 trams carry cameras.", "17 of the 23",
     "17 of the 28", "suspicious"),
    ("Trường có 35 lớp thì 35/35 lớp có máy chiếu, 28/35 lớp đạt loại tốt.", "có 35", "có 36", "suspicious"),
    ("Of the museum's 62 rooms, 55 are open. Heating works in 58 of the 62 rooms.", "of the 62", "of the 26",
     "suspicious"),
    ("Đợt đầu 58/63 xã viên góp vốn, đợt sau 63/63 xã viên góp vốn.", "58/63", "58/36", "suspicious"),
    ("Cụm có 17 chi đoàn. 15/17 chi đoàn đạt vững mạnh, riêng 4/17 chi đoàn được khen.", "4/17", "4/11",
     "error"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "whole", "slip", "severity"), WHOLES)
def test_wholes_of_one_thing_close_together_are_told_alike(
    text: str, whole: str, slip: str, severity: str
) -> None:
    assert not findings(text)
    told = findings(text.replace(whole, slip))
    assert [(f.code, f.severity.value) for f in told if f.code == "denominator_conflict"] == [
        ("denominator_conflict", severity)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Nineteen of the 23 trams in the north run on time; 17 of the 28 trams in the south do.",
        "Huyện có 16 xã, thị trấn; 13/14 xã có nhà văn hóa.",
        "Trường có 35 lớp. Đã có 28/38 lớp chọn đạt loại tốt.",
        "Of the 36 rooms 30 were let. Then 25 of the 30 rooms were cleaned, and 22 of the 36 rooms aired.",
        "We asked all 47 wards. We heard from them. We waited. We wrote to 39 of the 74 wards.",
        "Of the 47 we know all. Of the 74 not.",
    ],
)
def test_wholes_of_different_things_are_left_alone(text: str) -> None:
    assert not [f for f in findings(text) if f.code == "denominator_conflict"]
