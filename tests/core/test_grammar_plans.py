"""Which figures are plans: how far a word of planning reaches, and what in its reach tells a result."""

import pytest

from service.core.grammar import find_mentions
from service.core.types import Direction, Qualifier


def planned(text, lang):
    return [m.text for m in find_mentions(text, lang) if m.target]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The target was 9,000 visits, so 105.2% was achieved.", ["9,000"]),
        ("The target for the year was 600 homes; 624 were completed, 4% over target.", ["600"]),
        ("The goal of 5,000 signatures was passed in May, when 5,340 people had signed.", ["5,000"]),
        ("We planned 12 workshops and held 15.", ["12"]),
        ("The project aimed to vaccinate 8,000 goats and vaccinated 8,412.", ["8,000"]),
        ("I wrote to members before I set next year's fee: 1,240 replied, 810 (65%) agreed.", []),
        ("Staff numbers will fall by 40 to 310, after a rise of 12 in 2024.", ["40", "310"]),
        ("We will train 400 teachers, reach 12,000 pupils and open 8 centres.", ["400", "12,000", "8"]),
        ("By 2030 we will have cut emissions by 45%, and planted trees on 30 acres.", ["45%", "30 acres"]),
        ("The forecast of £7.1m was missed by £0.2m.", ["£7.1m"]),
        ("Our aim was 80% satisfaction, and 84% of guests said they were pleased.", ["80%"]),
        ("The two new boats, which will enter service in May, cost €14m.", []),
        ("In 2025 we expect to spend $210 million, compared with $187 million in 2024.", ["$210 million"]),
        ("Next year's fee is £62, up from £58 this year.", ["£62"]),
        ("The target is 40% fewer injuries by 2030 than the 298 recorded in 2019.", ["40%"]),
        ("Income of £18.3m was ahead of the plan of £17.9m, and 41 people were employed.", ["£17.9m"]),
        ("The library lent 212,000 books, above its target of 200,000, on 342 days.", ["200,000"]),
    ],
)
def test_a_plan_ends_where_a_clause_tells_what_was_done(text, expected):
    assert planned(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Photography moved faster than planned: 8,420 objects were added, taking it to 35,970.", []),
        ("Building went faster than forecast: 18 bridges were opened.", []),
        ("As planned, 14 clinics were closed and 3 reopened.", []),
        ("Volunteers took out 17 barriers where 12 had been planned, five more than hoped.", ["12"]),
        ("Of the 40 wells planned, 36 were drilled, and 31 gave water.", ["40"]),
        ("Enrolment rose to 1,840, above the 1,700 they had expected.", ["1,700"]),
        ("We carried out 42,610 planned operations.", []),
        ("Costs were 7.0% of the costs budgeted (US$2,290,000).", []),
        ("In all 36 of 46 met the planned rate.", []),
    ],
)
def test_a_plan_that_is_compared_plans_only_what_it_names(text, expected):
    assert planned(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Output: 820 tonnes (plan: 800 tonnes), up 3.1%.", ["800 tonnes"]),
        ("Plan: 120 km. Built: 114 km.", ["120 km"]),
        ("Objectives for 2025: train 400 teachers, open 8 centres.", ["400", "8"]),
        ("Outlook\n\nIn the first six weeks sales are 3.2% up. We expect growth of 4%.", ["4%"]),
        ("1. Targets\n- enrol 500 children\n- so far 40 have enrolled", ["500"]),
    ],
)
def test_lists_and_headings_plan_what_is_no_result(text, expected):
    assert planned(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngành hoàn thành 14/16 chỉ tiêu tỉnh giao, đạt 87,5%; 2 chỉ tiêu chưa đạt.", []),
        ("Xã trồng mới 86 ha trên 90 ha kế hoạch, bằng 95,6%.", ["90 ha"]),
        ("Lãi cả năm 241 tỷ đồng, vượt mức 235 tỷ đồng đại hội giao.", ["235 tỷ đồng"]),
        ("Kết nạp 42 đảng viên, vượt chỉ tiêu 40 đảng viên đề ra từ đầu năm.", ["40"]),
        ("Đã thu 75% dự toán, thấp nhất là xã An với 58%.", []),
        ("Cả năm đạt 51% dự toán. Có 7/9 khoản đạt trên 50% dự toán, 2 khoản đạt thấp.", []),
        ("Trồng 43 ha rừng theo chỉ tiêu tỉnh giao, trong đó có 12 ha quế.", []),
        ("Tiến độ nhanh hơn dự kiến: 12 hộ đã nhận nhà, 7 hộ đang hoàn thiện.", []),
        ("Như đã đề ra, xã xây 3 cây cầu và 2 trạm bơm.", []),
        ("Nếu tính theo chỉ tiêu thành phần thì 81,3% đã xong, tức 61 trong 75 việc.", []),
        ("Cần đạt 95% trẻ được tiêm, trong khi hiện mới đạt 88%.", ["95%"]),
        ("Bí thư nhắc rằng mục tiêu không dễ: năm trước 64 hộ đăng ký mà chỉ 41 hộ thoát nghèo.", []),
        ("Phấn đấu năm 2025 trồng 300 ha, che phủ 52%, thu 60 tỷ đồng.", ["300 ha", "52%", "60 tỷ đồng"]),
        ("Sẽ có 12 xã về đích, tăng 3 xã so với 9 xã hiện nay.", ["12", "3"]),
        ("Vốn kế hoạch năm 2024 là 56 tỷ đồng, đã giải ngân 41 tỷ đồng.", ["56 tỷ đồng"]),
        ("Kế hoạch tuyển sinh 1.200 em, thực tuyển 1.164 em, đạt 97%.", ["1.200"]),
        ("Kế hoạch vốn bố trí trong 3 năm là 912,7 tỷ đồng.", []),
        ("Dân số - kế hoạch hóa gia đình 14 đồng chí", []),
        (
            "Công ty trình kế hoạch doanh thu 3.350 tỷ đồng và tái canh 1.150 ha.",
            ["3.350 tỷ đồng", "1.150 ha"],
        ),
        ("Tháng tới dự kiến thu 14 tỷ đồng, lũy kế 11 tháng đã thu 148 tỷ đồng.", ["14 tỷ đồng"]),
        ("Chỉ tiêu giao | 150 | Kết quả | 162", ["150"]),
        ("Mục tiêu chung: 80% dân dùng nước sạch, 100% xã có trạm. Hiện tại là 71%.", ["80%", "100%"]),
        ("IV. PHƯƠNG HƯỚNG\n1. Năm 2024 đã kết nạp 40 người; năm 2025 kết nạp 45 người.", ["45"]),
    ],
)
def test_vietnamese_plans_end_where_results_are_told(text, expected):
    assert planned(text, "vi") == expected


@pytest.mark.parametrize(
    ("text", "qualifier", "direction"),
    [
        ("Diện tích 6.842 ha, vượt kế hoạch 42 ha", Qualifier.EXACT, Direction.UP),
        ("Gieo sạ 6.700 ha, ít hơn vụ Đông Xuân 142 ha", Qualifier.EXACT, Direction.DOWN),
        ("Có 6.504 đồng chí, nhiều hơn đầu năm 86", Qualifier.EXACT, Direction.UP),
        ("Kết nạp 187 người, vượt 15 người so với chỉ tiêu", Qualifier.EXACT, Direction.UP),
        ("Trồng 386 ha rừng trên 620 ha", Qualifier.EXACT, None),
        ("Có 15.820 hộ trên 18.340 hộ", Qualifier.EXACT, None),
        ("Có 18.340 hộ trên 15.820 hộ", Qualifier.MORE_THAN, None),
        ("Có 15.820 hộ, trên 18.340 người", Qualifier.MORE_THAN, None),
        ("Trồng 20 ha rừng trên 30 tấn", Qualifier.MORE_THAN, None),
        ("Sản lượng ước đạt khoảng 2.678 tấn", Qualifier.APPROX, None),
        ("Có hơn 27 giải", Qualifier.MORE_THAN, None),
        ("Thu vượt 120 tỷ đồng", Qualifier.MORE_THAN, None),
    ],
)
def test_a_difference_or_a_whole_is_no_bound(text, qualifier, direction):
    found = find_mentions(text, "vi")[-1]
    assert (found.qualifier, found.direction) == (qualifier, direction)
