"""The same thing told again: with another value it is found, of another thing, place or time it is not."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

ERROR, DOUBT = "error", "suspicious"

ABOVE = [
    ("Across Kingsfield as a whole, coffee exports came to 2,413 tonnes.\n\nIt rained.\n\nAs stated"
     " above, coffee exports across Kingsfield as a whole came to {} tonnes.", "2,413", "4,213", ERROR),
    ("Doanh thu bán lẻ của toàn huyện An Hòa đạt 412,6 tỷ đồng.\n\nTrời mưa nhiều.\n\nNhư trên đã nêu, doanh"
     " thu bán lẻ của toàn huyện An Hòa là {} tỷ đồng.", "412,6", "421,6", ERROR),
    ("Doanh thu bán lẻ của toàn huyện An Hòa đạt 412,6 tỷ đồng.\n\nNhư trên đã nêu, doanh thu bán lẻ của toàn"
     " huyện An Hòa là {} tỷ đồng.", "412,6", "830,6", DOUBT),
    ("In 2023, total net revenue of the port reached £186.3 million.\n\nAs we have seen, total net revenue"
     " reached {}.", "£186.3 million", "£203.9 million", ERROR),
    ("Toàn tỉnh thi hành kỷ luật 164 đảng viên, trong đó khiển trách 102 đồng chí.\n\nTrong {} đảng viên bị"
     " thi hành kỷ luật kể trên không ai khiếu nại.", "164", "172", ERROR),
    ("Cả xã có 3.906 nhân khẩu. Như đã nêu, {} nhân khẩu của xã phân bố ở bảy thôn.",
     "3.906", "3.806", ERROR),
]  # fmt: skip

KNOWN = [
    ("The trust planted 14,200 trees. In June we shall count the survivors among the {} trees.",
     "14,200", "12,400", ERROR),
    ("Hội nghị mời 250 đại biểu. Với sự có mặt của đủ {} đại biểu, hội nghị đã bầu Ban Chấp hành.",
     "250", "260", ERROR),
    ("Đoàn kiểm tra lấy 186 mẫu thực phẩm. Kết quả xét nghiệm của {} mẫu thực phẩm này sẽ có trong tuần tới.",
     "186", "136", ERROR),
    ("The survey drew 1,275 responses. Of those {} replies, most came from households with children.",
     "1,275", "1,725", ERROR),
    ("The inquiry heard 73 witnesses. Transcripts of the evidence of all {} witnesses were published.",
     "73", "83", ERROR),
    ("Inspectors visited 286 farms in March. Each of the {} farms received a written report.",
     "286", "236", ERROR),
    ("The foundation awarded grants worth £4.37 million. Most of {} went to village halls.",
     "the £4.37 million", "the £4.87 million", ERROR),
    ("A total of 1,139 calves were tagged in spring. Blood was later taken from the {} tagged calves.",
     "1,139", "1,189", ERROR),
    ("Tuyến kênh chính dài 27,8 km, đi qua bốn xã. Năm nay {} km kênh chính đã được nạo vét xong.",
     "27,8", "28,7", ERROR),
    ("Năm 2022 toàn huyện có 1.764 hộ cận nghèo được vay vốn. Ngân hàng cho biết {} hộ cận nghèo vay vốn năm"
     " 2022 đều trả lãi đúng hạn.", "1.764", "1.704", ERROR),
    ("About 540 volunteers turned out. Those {} volunteers cleared eleven miles of beach.",
     "540", "450", ERROR),
]  # fmt: skip

SUMMED_UP = [
    ("Council repairs {} potholes in record summer\nThe council repaired 3,417 potholes between May and"
     " August, it said on Monday.", "3,417", "3,471", ERROR),
    ("Ảnh: Lễ trao {} suất học bổng cho học sinh nghèo.\nSáng 5/9, huyện đã trao 1.354 suất học bổng cho học"
     " sinh nghèo vượt khó.", "1.354", "1.534", ERROR),
    ("Key figures: {} homes insulated\nDuring the programme, contractors insulated 1,860 homes across the"
     " county.", "1,860", "1,680", ERROR),
    ("Tóm tắt: thư viện phục vụ {} lượt bạn đọc.\n\nTrong năm, thư viện mở cửa 340 ngày. Số lượt bạn đọc được"
     " phục vụ đạt 42.650 lượt.", "42.650", "46.250", ERROR),
    ("1. Meters\nWe fitted 46,300 smart meters, against a plan of 52,000.\n\n2. What next\nBuilding on the {}"
     " smart meters fitted in 2022/23, we intend to install more.", "46,300", "47,100", ERROR),
    ("I. Khám bệnh\nBệnh viện điều trị 24.610 lượt người bệnh nội trú trong năm.\n\nII. Đánh giá chung\nVới"
     " {} lượt người bệnh nằm viện, tập thể đã cố gắng.", "24.610", "23.985", ERROR),
    ("Tổng thu ngân sách huyện đạt 285 tỷ đồng. Xong. Tổng thu ngân sách huyện đạt {} tỷ đồng.",
     "285", "258", ERROR),
    ("The turnout of young voters was 61.4%. It rained. The turnout of young voters was {}.",
     "61.4%", "64.1%", ERROR),
]  # fmt: skip

SOUND = [
    "Coffee exports of Kingsfield came to 2,413 tonnes.\n\nAs stated above, tea exports of Kingsfield came to"
    " 4,213 tonnes.",
    "As stated above, coffee exports came to 4,213 tonnes.",
    "As noted, the board met twice.",
    "Kingsfield exported 2,413 tonnes.\n\nAs reported earlier, more than 1,000 tonnes were exported.",
    "Toàn tỉnh có 164 đảng viên. Trong 172 hộ dân kể trên không ai khiếu nại.",
    "Trong 172 đảng viên bị kỷ luật kể trên không ai khiếu nại.",
    "The home paid 35 notices.\n\nIn all, the home paid 58 notices.",
    "Trong tổng số 172 kể trên không ai khiếu nại. Có 164 người dự.",
    "The town has 412 shops. The 96 shops on the front were flooded.",
    # another place, another time
    "Huyện Đông trồng 1.245 ha ngô. Huyện Tây trồng 1.254 ha ngô.",
    "Năm 2021 toàn tỉnh có 2.316 hộ nghèo. Năm 2022 toàn tỉnh có 2.136 hộ nghèo.",
    "Quý I, cảng tiếp nhận 1.432 lượt tàu. Quý II, cảng tiếp nhận 1.423 lượt tàu.",
    "Trong tháng 4, xã cấp 315 giấy khai sinh. Trong tháng 5, xã cấp 351 giấy khai sinh cho trẻ em.",
    "Visitors from Germany numbered 5,210. Visitors from France numbered 5,120.",
    "Last week 2,310 tickets were sold. This week 2,130 tickets were sold.",
    "Năm qua, với 812 lượt khách mỗi ngày, chợ đông hơn. Trước dịch, chợ đón 821 lượt khách mỗi ngày.",
    # a plan, more of it, a part, what was left
    "Kế hoạch trồng 2.450 ha rừng. Đến nay đã trồng 2.405 ha rừng.",
    "We invited 250 delegates. The 240 delegates who came stayed for two days.",
    "Some 1,482 pupils sat the exam. Of the 1,428 pupils who passed, half were girls.",
    "The fleet has 312 buses. A further 321 buses are on order.",
    "The survey drew 1,275 responses online. A second survey drew 1,725 responses by post.",
    "Bệnh viện nhận 3.215 người bệnh. Số người bệnh ra viện là 3.125 người bệnh.",
    "Toàn huyện có 1.245 đảng viên nữ. Toàn huyện có 1.254 đảng viên là người dân tộc thiểu số.",
    "The north depot handled 4,512 parcels. The south depot handled 4,521 parcels.",
    "Enrolment across the district was 3,482 pupils. Enrolment across the province came to 23,482 pupils.",
    # an average, a price, a change
    "Trung tâm tư vấn cho 186 lao động. Bình quân mỗi tháng có 168 lao động đến trung tâm.",
    "The trail is 38.6 km long. It grew by 36.8 km, the longest part of the trail.",
    "The ferry carried 412 cars. It carried 421 cars a day.",
    "The ferry carried 412 cars. On Sunday there were 421 more cars than usual.",
    "The council planted 412 trees. Storms felled 412 trees.",
    "The fair drew 2,000 visitors. The show drew 2,100 visitors.",
    # shares of one kind, and figures of one digit
    "Có 54/60 nhà đạt chuẩn, tỷ lệ 30,4%. Tỷ lệ mẫu đạt chuẩn là 34,0%.",
    "The turnout of young voters was 61.4%. It rained. The turnout of young men who vote was 64.1%.",
    "The board has 3 members. The 4 members met twice.",
]  # fmt: skip


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


@pytest.mark.parametrize(("text", "value", "other", "severity"), [*ABOVE, *KNOWN, *SUMMED_UP])
def test_what_is_told_again_must_be_told_again_with_its_value(
    text: str, value: str, other: str, severity: str
) -> None:
    assert not [f for f in findings(text.format(value)) if f.code == "restated_differently"]
    told = [(f.code, f.severity.value) for f in findings(text.format(other))]
    assert ("restated_differently", severity) in told


@pytest.mark.parametrize(("text", "value", "other", "severity"), ABOVE)
def test_what_was_stated_above_with_its_value_is_written_down(
    text: str, value: str, other: str, severity: str
) -> None:
    assert "same_as" in [r.type for r in audit(read_source(text.format(value))).relations]


@pytest.mark.parametrize("text", SOUND)
def test_another_thing_that_is_told_above_is_no_contradiction(text: str) -> None:
    assert not [f for f in findings(text) if f.code == "restated_differently"]


def test_two_values_that_other_figures_prove_are_two_things() -> None:
    text = (
        "The port handled 1,275 ships, 800 of them ferries and 475 of them tankers.\n\nOf the 1,725 ships the"
        " port handled, 1,000 were ferries and 725 were tankers."
    )
    assert not [f for f in findings(text) if f.code == "restated_differently"]


def test_one_text_that_is_read_in_two_ways_is_one_value() -> None:
    text = (
        "Across Harbourport as a whole, freight came to 1,616 tonnes.\n\nAs stated above, freight across"
        " Harbourport as a whole came to 1,616 tonnes."
    )
    assert not findings(text)


def test_the_first_of_very_many_figures_behind_one_word_is_the_one_that_was_stated() -> None:
    rest = "\n\n".join(f"Freight came to {day + 5},310 tonnes on day {day}, 3% more." for day in range(20))
    first = "Freight across the port came to 1,216 tonnes."
    text = f"{first}\n\n{rest}\n\nAs stated above, freight across the port came to"
    told = [f for f in findings(f"{text} 2,116 tonnes.") if f.code == "restated_differently"]
    assert [f.expected for f in told if f.stated == "2116"] == ["1216"]
    assert not [f for f in findings(f"{text} 1,216 tonnes.") if f.stated == "1216"]
