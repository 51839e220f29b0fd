"""Percentages beside two counts in any words: the pair that gives them is noted, a slip in one is told."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

# a sound text, one of its three figures, and that figure with a slip
SLIPPED = [
    ("Trong 640 hộ nuôi tôm được kiểm tra, 416 hộ dùng giống có giấy kiểm dịch, tức 65%.", "416", "146"),
    ("Thư viện trường có 8.200 đầu sách, 1.148 đầu sách bằng tiếng nước ngoài, chiếm 14%.",
     "8.200", "2.800"),
    ("Tỷ lệ thanh niên khám tuyển đạt sức khỏe loại một là 27,5%: 99 em trong 360 em tới khám.",
     "27,5%", "72,5%"),
    ("Cả năm có 57 chuyến bay bị hủy. So với 7.600 chuyến theo lịch, tỷ lệ hủy chuyến là 0,75%.",
     "57", "75"),
    ("Bưu điện huyện nhận 4.500 bưu gửi. Phát đúng hẹn 4.275 bưu gửi, đạt 95%.", "4.500", "5.400"),
    ("Huyện mới gieo được 1.320 ha ngô, ứng với 55% diện tích dự kiến 2.400 ha.", "55%", "35%"),
    ("Kết quả bỏ phiếu: 58 phiếu thuận trên 64 phiếu, tỷ lệ 90,6%.", "58", "38"),
    ("Số mẫu nước đạt chuẩn: 171. Số mẫu lấy: 180. Tỷ lệ đạt: 95%.", "180", "810"),
    ("Khảo sát cho thấy 62% người dân hài lòng với dịch vụ, cụ thể có 775 người chọn mức hài lòng "
     "trên tổng số 1.250 người trả lời.", "62%", "26%"),
    ("Trung tâm có 320 học viên, số học viên có việc làm sau tốt nghiệp là 272 người, đạt tỷ lệ "
     "85%.", "272", "722"),
    ("Đàn bò toàn xã 2.600 con; số đã tiêm phòng lở mồm long móng 2.210 con; tỷ lệ tiêm phòng 85%.",
     "2.600", "6.200"),
    ("Vụ này hợp tác xã thu mua 153 tấn vải thiều trong tổng sản lượng 340 tấn của cả vùng, bằng "
     "45%.", "45%", "54%"),
    ("Nợ xấu 38,4 tỷ đồng, dư nợ 1.920 tỷ đồng, tỷ lệ nợ xấu 2%.", "38,4", "83,4"),
    ("Quỹ đã giải ngân 84 tỷ đồng. Tổng nguồn vốn là 120 tỷ đồng nên tỷ lệ giải ngân mới ở mức 70%.",
     "120", "210"),
    ("Có 1.400 thí sinh dự thi. Số đỗ nguyện vọng một là 1.022, chiếm 73%; số còn lại xét nguyện "
     "vọng hai.", "73%", "37%"),
    ("Cuộc thi nhận 875 bài dự thi của học sinh. Ban giám khảo loại 56 bài vì sai thể lệ (6,4%).",
     "56", "65"),
    ("Đập thủy lợi chứa được 45 triệu m³, hiện trữ 37,8 triệu m³, tương đương 84% dung tích.", "45", "54"),
    ("Trong số 96 cơ sở kinh doanh, 72 cơ sở chấp hành tốt, số còn lại chiếm 25% bị nhắc nhở.",
     "25%", "52%"),
    ("Khoa Nội có 450 bệnh nhân, 315 người đã ra viện, 30% còn lại đang điều trị.", "315", "351"),
    ("Toàn xã trồng 52.000 cây. Trong đó cây bản địa chiếm 35% với 18.200 cây.", "35%", "53%"),
    ("- Số hộ được cấp nước sạch: 5.070 hộ\n- Tổng số hộ: 7.800 hộ\n- Tỷ lệ cấp nước sạch: 65%",
     "5.070", "5.700"),
    ("Đối thoại với công nhân: 27 kiến nghị được trả lời ngay/40 kiến nghị (67,5%).", "40", "90"),
    ("Cơ sở có 24 giường hồi sức, lúc cao điểm dùng hết 21 giường, công suất 87,5%.", "87,5%", "78,5%"),
    ("Năm qua công ty tuyển 160 kỹ sư. Tính đến nay 136 kỹ sư vẫn gắn bó, tỷ lệ giữ chân là 85%.",
     "160", "610"),
    ("Số phụ nữ tham gia cấp ủy là 21 đồng chí trong 75 đồng chí cấp ủy viên, như vậy nữ chiếm 28%.",
     "75", "57"),
    ("Diện tích bị ngập là 198 ha, bằng 16,5% của 1.200 ha lúa đang trổ.", "198", "918"),
    ("Nhà máy phát 75 lô hàng ra thị trường, trong đó bị trả lại 3 lô, tỷ lệ hàng trả về 4%.", "75", "25"),
    ("72% số tuyến xe buýt chạy đúng giờ (tương ứng 18 tuyến), trong khi cả thành phố có 25 tuyến "
     "xe buýt.", "72%", "27%"),
    ("The clinic has 340 registered diabetics, 221 of whom had an eye test, a rate of 65%.", "221", "212"),
    ("Of the 96 ferries timetabled, 84 sailed – 87.5%.", "96", "69"),
    ("There were 2,400 applications. Successful applications numbered 372, so the success rate was "
     "15.5%.", "15.5%", "51.5%"),
    ("Members present: 138. Members entitled to attend: 184. Attendance: 75%.", "138", "183"),
    ("The share of pupils on free meals is 23%, with 207 pupils out of a roll of 900.", "900", "400"),
    ("Turnout came to 41.6%: 10,400 ballots were cast by an electorate of 25,000.", "41.6%", "14.6%"),
    ("We sold 1,330 seats in a hall that holds 1,400, giving an occupancy of 95%.", "1,330", "3,130"),
    ("Waste sent to landfill was 1,290 tonnes, 15% of the 8,600 tonnes collected.", "8,600", "6,800"),
    ("Of 620 graduates surveyed, 527 had found work within six months. The employment rate was thus "
     "85%.", "85%", "58%"),
    ("In the pilot 45 of our drivers passed the course. With 60 drivers enrolled, that makes a pass "
     "rate of 75%.", "45", "54"),
    ("Overheads of £1.8m made up 12% of turnover, which was £15m.", "15", "51"),
    ("Grant income: £72,000. Total income: £480,000. Grants as a percentage of income: 15%.", "15%", "51%"),
    ("The hospital carried out 3,600 operations; cancelled on the day were 126, i.e. 3.5%.", "126", "216"),
    ("Volunteers filled 228 shifts. The rota had 240, so 95% of them were covered.", "240", "420"),
    ("About 56% of the trees on the estate are oaks: 1,820 oaks among 3,250 trees.", "56%", "65%"),
    ("One child in eight (12.5%) missed a dose: 65 of 520 children.", "520", "250"),
    ("Two fifths (40%) of the 85 bridges inspected, or 34, need work.", "40%", "90%"),
    ("- Households visited: 1,250\n- Households recycling food waste: 800\n- Participation rate: "
     "64%", "800", "300"),
    ("Complaints: 250 received, 190 closed within ten days (76%).", "250", "520"),
    ("The orchard has 1,600 trees. Frost damaged 448 trees, 28% of the total.", "28%", "82%"),
    ("The band played 48 concerts, 30 of them abroad. Foreign dates thus accounted for 62.5% of the "
     "season.", "62.5%", "65.2%"),
    ("Of the 750 cars tested, 645 passed; the rest, 14%, failed.", "750", "570"),
    ("At the meeting 63 shareholders voted for and the motion carried with 87.5%, as 72 "
     "shareholders voted in all.", "72", "27"),
    ("The council owns 5,400 homes and 8.5% of them, 459 homes, stand empty.", "8.5%", "5.8%"),
    ("The team drew a crowd of 11,400 in a ground with 12,000 seats. In other words, it was 95% "
     "full.", "11,400", "14,100"),
    ("Staff turnover: 11.5% (leavers 46, average headcount 400).", "400", "900"),
    ("The survey reached 640 tenants; 35%, or 224, reported damp.", "640", "460"),
    ("Trại có 1.250 con lợn, bị bệnh 75 con. Như vậy 6% tổng đàn bị bệnh.", "6%", "1%"),
    ("Cả hai khóa có 400 học viên tốt nghiệp, trong số này 346 người tìm được việc, tức là 86,5% có "
     "việc làm.", "346", "364"),
]  # fmt: skip


def findings(text: str) -> tuple[Finding, ...]:
    return audit(read_source(text)).findings


@pytest.mark.parametrize(("text", "figure", "slip"), SLIPPED)
def test_a_slip_in_a_percentage_or_in_one_of_its_two_counts_is_told(
    text: str, figure: str, slip: str
) -> None:
    assert not findings(text)
    assert "percent_mismatch" in {f.code for f in findings(text.replace(figure, slip))}


@pytest.mark.parametrize(
    ("text", "figure", "slip"),
    [
        ("In the sample 152 of the 190 seals carried a tag, a rate of 80%.", "80%", "90%"),
        ("Số cây sống sau một năm: 1.710. Số cây đã trồng: 1.900. Tỷ lệ sống: 90%.", "1.710", "1.170"),
        ("The dye was found in 27 of 72 wells, which is 37.5%.", "37.5%", "35.7%"),
    ],
)
def test_a_slip_is_an_error_where_words_or_labels_tie_the_three_figures(
    text: str, figure: str, slip: str
) -> None:
    told = findings(text.replace(figure, slip))
    assert [(f.code, f.severity.value) for f in told] == [("percent_mismatch", "error")]


SOUND = [
    # of another whole, another time, another thing
    "Huyện có 280 trường, 195 trường đạt chuẩn; bậc mầm non đạt 72%.",
    "The club has 1,250 members, 310 of them juniors; subscriptions pay 70% of its costs.",
    "Sales were £58.1m and profit £4.9m; the margin was 41.3% (40.8%).",
    "Staff numbered 1,873. Women made up 57% of staff, 41% of managers and 3 of the 8 directors.",
    "Revenue was £48.2m and operating profit £6.4m. The tax rate was 25%.",
    "Đã cấp 286 giấy với diện tích 41,7 ha. Hồ sơ trễ hạn 34, chiếm 2,9% tổng hồ sơ đã giải quyết.",
    "Textiles brought in $45.6 million, 12% of world trade, out of exports of $120 million.",
    "The ballot drew 28,411 votes. Mr Pike had 9,847 (35.0%) and Mrs Dunn 4,370 (15.5%).",
    "Người thứ nhất được 45 phiếu của 12 tổ, bán 3.260 vé; 27 quầy mở cửa, nhờ vậy doanh số chiếm 38,5%.",
    # what is left, and a change
    "Of the 750 cars tested, 645 passed; the rest, 14%, failed.",
    "Lượng nước dùng hạ từ 5.000 m³ xuống 3.250 m³, tiết kiệm 35%.",
    # told apart in the sentence
    "Tỷ lệ học sinh xếp loại tốt là 21,4%, khá 43,8%, đạt 31,5%, chưa đạt 3,3%.",
]  # fmt: skip


@pytest.mark.parametrize("text", SOUND)
def test_a_percentage_of_something_else_is_left_alone(text: str) -> None:
    assert not findings(text)
