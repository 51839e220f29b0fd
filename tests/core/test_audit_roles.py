"""Changes and averages in any order of words: sound texts say nothing, every slip is found.

A row is a sound text and the figures in which a slip is planted; a finding must touch it.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from service.core.audit import audit
from service.core.source import read_source

CHANGES = [
    (
        "Kỷ luật 164 đảng viên, so với 149 trường hợp của năm trước thì nhiều hơn 15 trường hợp.",
        "15 trường|149",
    ),
    ("Năm học trước đoạt 285 giải, năm nay đoạt 312 giải, nghĩa là hơn 27 giải.", "312"),
    ("Passengers numbered 44,280, up 8% year on year (last year 41,000).", "8%"),
    ("The price averaged $2,340 a tonne, 17% ($340) above the previous year's $2,000.", "17%|$340"),
    ("Income of £385,000 was 25% higher than the £308,000 of the year before.", "25%|£308,000|£385,000"),
    ("The project cost £3.86m, £660,000 over its budget of £3.2m.", "£3.2m"),
    ("Spending came to $4.6 million, $0.5 million under the approved budget of $5.1 million.", "$0.5|$4.6"),
    ("Spending came to $4.6 million, 8% under the approved budget of $5.0 million.", "8%|$4.6"),
    ("Against a budget of £640,000 the team spent £608,000, 5% less than planned.", "5%|£608,000"),
    ("The river peaked at 4.21 metres, 0.19 metres short of the 2012 record of 4.40 metres.", "0.19|4.40"),
    ("There were 1,260 members, 2.1 times as many as in 2019 (600).", "2.1|1,260"),
    ("There were 1,260 members, 2.1 times the 600 of 2019.", "2.1|1,260"),
    ("The clinic saw 12,480 patients, 20% more than in 2021, when 10,400 came.", "20%|10,400"),
    ("The clinic saw 12,480 patients this year. This is 20% more than last year, when it saw 10,400.", "20%"),
    ("The clinic saw 12,480 patients this year. Last year it saw 10,400. That is an increase of 20%.", "20%"),
    ("Patient numbers went up to 12,480, from 10,400 in 2021 (+20%).", "20%|10,400"),
    ("In 2021 we saw 10,400 patients. In 2022 that number rose to 12,480, an increase of 20%.", "20%"),
    ("In 2021 we saw 10,400 patients; the number rose by 2,080 in 2022 to reach 12,480.", "2,080|12,480"),
    ("Profit after tax, which had been $50m in 2021, was 10% lower at $45m.", "10%"),
    ("Profit after tax stood at $45m versus $50m a year earlier (-10%).", "10%"),
    ("We closed the year with 288 members, 12% down on the 327 we had a year ago.", "327|288"),
    ("Attendance of 14,300 broke the previous record of 13,750 by 550.", "550|14,300"),
    ("With 14,300 visitors, the museum did 4% better than last summer (13,750).", "4%|14,300"),
    (
        "Reserves were £9.8m at the beginning of the year and £8.6m at the end, a fall of £1.2m.",
        "£1.2m|£8.6m",
    ),
    (
        "Net debt stood at £232.4 million and has since been reduced by £17.6 million, to £214.8 million.",
        "£17.6",
    ),
    ("We began the year with 300 volunteers and finished it with 318, a gain of 18.", "18.|300"),
    ("Emissions were 13% below the base year's 2,000 tonnes, at 1,740 tonnes.", "13%|1,740"),
    ("Emissions totalled 1,740 tonnes. In the base year they were 2,000 tonnes, so the fall is 13%.", "13%"),
    ("The Service attended 8,946 incidents, 412 down on the 9,358 of the previous year.", "412|9,358"),
    ("Lúc 7 giờ, đỉnh lũ tại trạm Nam Vinh đạt 7,86 m, trên báo động III 0,36 m (7,50 m).", "0,36"),
    ("Đỉnh lũ tại trạm Hòa An là 12,45 m, cao hơn báo động II 0,95 m (báo động II: 11,50 m).", "0,95|12,45"),
    ("Mực nước lớn nhất 5,72 m, dưới mức báo động 2 là 0,28 m (6,00 m).", "0,28|5,72"),
    ("Mực nước đỉnh lũ 7,86 m, vượt đỉnh lũ năm 2016 (7,52 m) là 0,34 m.", "0,34|7,52"),
    ("So với 257 vụ cùng kỳ, số vụ tai nạn giảm 12 vụ, còn 245 vụ.", "12 vụ|257|245"),
    ("So với cùng kỳ năm trước (257 vụ, 85 người chết), số vụ giảm 12 vụ (4,7%).", "4,7%"),
    ("Xảy ra 245 vụ; so với cùng kỳ giảm 12 vụ (257 vụ), tăng 10 người bị thương.", "12 vụ|257"),
    ("Doanh số đạt 1.250 tỷ đồng, gấp 2,5 lần năm 2018 (500 tỷ đồng).", "2,5|1.250"),
    ("Năm 2019 mới có 600 hộ tham gia, đến nay là 1.260 hộ, gấp 2,1 lần.", "2,1|1.260"),
    ("Năm 2021 có 10.400 lượt khám. Năm 2022 con số này là 12.480 lượt, tăng 20%.", "20%"),
    ("Năm 2021 có 10.400 lượt khám, sang năm 2022 tăng thêm 2.080 lượt, đạt 12.480 lượt.", "2.080|12.480"),
    ("Số lượt khám năm 2022 là 12.480 lượt (tăng 20%); năm 2021 là 10.400 lượt.", "20%|10.400"),
    ("Giá cà phê nhân xô 42.000 đồng/kg, cao hơn cùng kỳ (37.500 đồng/kg) 12%.", "12%|42.000"),
    ("Lợi nhuận sau thuế giảm 10% so với 50 tỷ đồng năm trước, còn 45 tỷ đồng.", "10%"),
    ("So với cùng kỳ (13.750 lượt), khách tham quan tăng 4%, đạt 14.300 lượt.", "4%|14.300"),
    ("Cùng kỳ năm trước có 13.750 lượt khách. Năm nay tăng 4%, đạt 14.300 lượt.", "4%|14.300"),
    ("Số dự án là 48, hơn 6 dự án so với 42 dự án năm trước.", "6 dự án|48"),
    ("Thực hiện 144 căn, vượt 24 căn so với kế hoạch giao (120 căn).", "24|144"),
    ("Chi phí là 57 tỷ đồng, tiết kiệm 3 tỷ đồng so với dự toán 60 tỷ đồng.", "3 tỷ"),
    ("Tổng mức đầu tư 57 tỷ đồng, thấp hơn dự toán (60 tỷ đồng) 3 tỷ đồng.", "3 tỷ"),
    ("Chỉ số hài lòng đạt 88,6%; năm 2021 đạt 85,2%, như vậy tăng 3,4 điểm phần trăm.", "3,4|88,6%"),
    ("Diện tích tưới 38.640 ha, nhiều hơn kế hoạch 640 ha (kế hoạch giao là 38.000 ha).", "640 ha,|38.640"),
    ("Nông dân gieo cấy 24.860 ha, vụ này năm trước là 25.340 ha, tức là hụt đi 1,9%.", "1,9%"),
    ("Số học sinh là 24.816 em, đông hơn năm học trước 536 em, khi toàn ngành có 24.280 em.", "536|24.280"),
    ("Đầu năm có 6.418 đảng viên, đến cuối năm là 6.504 đồng chí, nhiều hơn đầu năm 86.", "86|6.418"),
    ("Kết nạp 158 đảng viên, hơn 8 đồng chí so với chỉ tiêu 150, tăng 12,9% so với năm 2023 (140).", "12,9%"),
]

ATTAINED = [
    ("Chỉ tiêu kết nạp 600 đảng viên mới; kết quả kết nạp 624 đảng viên, đạt 104%.", "104%"),
    ("The target was 600 nurses; the schools trained 624 nurses (104%).", "104%"),
    ("Against a target of 600, 624 nurses were trained, or 104%.", "104%"),
    ("Thu ngân sách đạt 1.872 tỷ đồng, bằng 117% so với cùng kỳ năm trước (1.600 tỷ đồng).", "117%"),
    ("Số lượt xe vận hành giảm còn 8.640 lượt, bằng 80% cùng kỳ năm trước (10.800 lượt).", "80%"),
    ("Operating profit came in £3.2m short of the £21.0m forecast, at £17.8m.", "£3.2m|£17.8m"),
    ("Mục tiêu là 50,0%; tỷ lệ giải ngân đạt 46,5%, thấp hơn mục tiêu 3,5 điểm phần trăm.", "3,5"),
    ("Chi phí là 57 tỷ đồng, tiết kiệm 5% so với dự toán 60 tỷ đồng.", "5% so"),
]

AVERAGES = [
    (
        "The service cost £8.42 million. There were 1,486,200 visits. Each visit therefore cost £5.67.",
        "£5.67",
    ),
    ("The service cost £8.42 million; there were 1,486,200 visits. The cost of a visit was £5.67.", "£5.67"),
    ("The student-staff ratio is 18.4 (14,720 students and 800 staff).", "18.4"),
    ("With 14,720 students and 800 staff, the student-staff ratio is 18.4.", "18.4"),
    ("Tỷ lệ sinh viên/giảng viên là 18,4 (14.720 sinh viên, 800 giảng viên).", "18,4"),
    ("A total of 245 crashes in 365 days means 0.67 crashes a day.", "0.67"),
    ("The line handled 26,280 calls in 2023, or 72 a day.", "72"),
    ("The line handled 26,280 calls in 2023, an average of 72 per day.", "72"),
    ("Năm 2023 tổng đài tiếp nhận 26.280 cuộc gọi, bình quân mỗi ngày 72 cuộc.", "72"),
    ("Trung bình mỗi tháng Ban Tiếp công dân đón 45 lượt người, cả năm là 540 lượt.", "45|540"),
    ("Over five days the fair drew 61,500 visitors, 12,300 a day.", "12,300"),
    ("Over 38 home games the club drew 729,600 spectators, or 19,200 a game.", "19,200|729,600"),
    (
        "The kitchen gave out 38,556 parcels over the 51 weeks it was open, which works out at 756 a week.",
        "756",
    ),
    ("The 318 volunteers put in 41,340 hours, or 130 hours each.", "130"),
    ("Net spending was £34.2m. Spread over 600,000 residents, it cost each of them £57.", "£57"),
    ("Revenue per employee was $125,000 ($40 million, 320 employees).", "$125,000"),
    ("Each of the 180 students received £3,000, a total of £540,000.", "£3,000|£540,000"),
    ("Trao 240 suất quà, mỗi suất 500.000 đồng, tổng trị giá 120 triệu đồng.", "500.000|240"),
    ("Tặng 240 suất quà trị giá 120 triệu đồng (500.000 đồng/suất).", "500.000"),
    ("Quỹ đã hỗ trợ 1.680 triệu đồng cho 56 hộ làm nhà, mỗi hộ 30 triệu đồng.", "30|56"),
    ("Tổng dư nợ là 1.257 triệu đồng. Có 30 hộ vay, bình quân 41,9 triệu đồng/hộ.", "41,9|1.257"),
    ("Thưởng 2.250 triệu đồng cho 180 công nhân, mỗi người nhận 12,5 triệu đồng.", "12,5"),
    ("Thóc đưa về kho 141.702 tấn trên diện tích 24.860 ha, mỗi héc-ta cho 57 tạ.", "57 tạ"),
    ("Thu hoạch 12.513 tấn lúa trên 2.150 ha, năng suất đạt 58,2 tạ/ha.", "58,2"),
    ("Wheat covered 2,150 ha. The harvest came to 12,513 tonnes, a yield of 5.82 t/ha.", "5.82"),
    ("Mật độ dân số 640 người/km² (128.000 người trên 200 km²).", "640"),
    ("Huyện mở 58 lớp, thu hút 7.424 lượt cán bộ, tính ra mỗi lớp 128 người.", "128"),
]

NO_AVERAGES = [
    "Nests numbered 457, 27% above the ten-year average of 360.",
    "The average wait was 41 days, 17 fewer than the 58 days of last year.",
    "Trong tổng số 1.284 cuộc kiểm tra có 860 cuộc về phòng cháy, 640 cuộc về an toàn lao động, nhiều"
    " cuộc kết hợp cả hai nội dung.",
    "Trên 31.500 ha lúa, nông dân gặt 214.200 tấn thóc, năng suất 68 tạ/ha; vụ trước chỉ đạt 65,5 tạ/ha.",
    "The fee is £50 a day. In 2023 we served 1,460 guests.",
    "Each class has 35 pupils; 12 schools run 410 classes and employ 620 teachers.",
    "Mỗi xã có 3 cán bộ chuyên trách. Toàn huyện có 19 xã với 1.284 cán bộ, công chức.",
]

NEAR_MISSES = [
    # a change of something else, from something else, or told twice
    "Net sales came to $1.284 billion, up 6.4% from $1.207 billion in 2022; on a constant-currency basis"
    " sales rose 7.1%.",
    "Exports rose 17.2% to 769 tonnes. The previous year it was 656 tonnes. Total costs were 4.4 million,"
    " up 20.2%.",
    "Giáo dục chiếm 56,5% chi thường xuyên. Tiết kiệm 10% chi thường xuyên theo kế hoạch; cắt giảm thêm 5%.",
    "Năm trước dư nợ là 52,3 tỷ đồng. Các hộ vay từ 350 triệu đồng trở lên, tăng 12%.",
    "Năm trước có 12.400 lượt khách. Công ty tuyển thêm 86 lao động, tăng 7% so với kế hoạch.",
    "In 2021 we saw 10,400 patients. In 2022 the budget rose by 20%.",
    "The river peaked at 7.86 m. The danger level is 7.50 m, and 0.12 m of rain fell.",
    "Đỉnh lũ đạt 7,86 m, trên báo động III. Lượng mưa phổ biến 0,25 m (250 mm).",
    "Last year it saw 10,400 patients. This year 31 more nurses were hired; 12,480 patients came.",
    "Passenger numbers were 12% higher in May and 8% higher in June than in the same months of last year,"
    " when 41,000 and 44,500 people travelled.",
    "Last year there were 0 cases; this year there were 12 cases, up 5 cases.",
    "So với cùng kỳ (257 vụ), giảm khoảng 12 vụ (4,7%).",
    "Kế hoạch là 600 hộ, đạt 104%.",
    "Số hộ dùng nước sạch theo quy chuẩn là 32 hộ, trong tổng số 53 hộ. Số người tham gia gấp 6,6 lần so với"
    " trước.",
    "Volunteers planted 552 trees. The district has 71 trainees. By the end of the year 12 found a job.",
    "Doanh thu du lịch tăng 12% so với cùng kỳ, trong khi lượng khách đạt 1,2 triệu lượt so với 950 nghìn"
    " lượt năm ngoái.",
    "Xảy ra 245 vụ, làm chết 80 người; so với cùng kỳ giảm 12 vụ (257 vụ), giảm 5 người chết (85 người).",
    "Giá gạo cao hơn cùng kỳ 12%, giá cà phê là 42.000 đồng/kg (năm trước 37.500 đồng/kg).",
]


def _slips(figure: str) -> list[str]:
    """Two slips of a figure: its first differing neighbours swapped, its last digit that is not 0 changed."""
    places = [i for i, c in enumerate(figure) if c.isdigit()]
    last = next(i for i in reversed(places) if figure[i] != "0")
    made = [figure[:last] + str((int(figure[last]) + 3) % 9 + 1) + figure[last + 1 :]]
    for i, j in pairwise(places):
        if figure[i] != figure[j] and figure[j] != "0":
            chars = list(figure)
            chars[i], chars[j] = chars[j], chars[i]
            return ["".join(chars), *made]
    return made


PLANTED = [
    (text, figure, slip)
    for text, row in (*CHANGES, *ATTAINED, *AVERAGES)
    for figure in row.split("|")
    for slip in _slips(figure)
]


@pytest.mark.parametrize("text", [text for text, _ in CHANGES])
def test_a_sound_change_holds_and_says_nothing(text: str) -> None:
    result = audit(read_source(text))
    assert result.findings == ()
    assert any(r.holds and r.type in ("growth", "difference", "plan") for r in result.relations)


@pytest.mark.parametrize("text", [text for text, _ in ATTAINED])
def test_what_is_attained_says_nothing_where_it_is_right(text: str) -> None:
    result = audit(read_source(text))
    assert result.findings == ()
    assert any(r.holds for r in result.relations)


@pytest.mark.parametrize(
    ("text", "was", "now"),
    [
        ("Complaints to the ombudsman doubled, from 59 in 2021 to 118 in 2022.", "118", "181"),
        ("Số học sinh bỏ học đã giảm một nửa, từ 64 em xuống còn 32 em.", "32", "23"),
    ],
)
def test_a_multiple_told_in_a_word_may_be_round_but_not_wrong(text: str, was: str, now: str) -> None:
    assert audit(read_source(text)).findings == ()
    assert [f.stated for f in audit(read_source(text.replace(was, now))).findings] in (["2"], ["50"])


@pytest.mark.parametrize("text", [text for text, _ in AVERAGES])
def test_a_sound_average_holds_and_says_nothing(text: str) -> None:
    result = audit(read_source(text))
    assert result.findings == ()
    assert any(r.holds and r.type == "average" for r in result.relations)


@pytest.mark.parametrize(
    ("text", "figure", "slip"), PLANTED, ids=[f"{i}: {f} as {s}" for i, (_, f, s) in enumerate(PLANTED)]
)
def test_a_slip_is_found(text: str, figure: str, slip: str) -> None:
    start = text.index(figure)
    wrong = text[:start] + slip + text[start + len(figure) :]
    touched = [
        f.code
        for f in audit(read_source(wrong)).findings
        if any(span.start < start + len(slip) and start < span.end for span in f.spans)
    ]
    assert touched


@pytest.mark.parametrize("text", [*NEAR_MISSES, *NO_AVERAGES], ids=lambda text: text[:50])
def test_figures_that_only_stand_together_say_nothing(text: str) -> None:
    assert audit(read_source(text)).findings == ()
