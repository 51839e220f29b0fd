"""What a claim says that its figure is, against what the source says that it is: right and wrong ones."""

import pytest

from service.core.check import check
from service.core.check.conflict import Conflicts
from service.core.check.index import _INDEXES, KEPT, index_of
from service.core.check.subject import Subjects
from service.core.claims import find_claims
from service.core.source import read_source

JOBS = (
    "Năm 2024, trung tâm giới thiệu việc làm tư vấn cho 3.420 người, trong đó 1.910 nam và 1.510 "
    "nữ. Có 2.075 người được nhận vào làm, 1.345 người chưa có việc."
)
BUDGET = "Thu ngân sách xã đạt 12,4 tỷ đồng, bằng 108% dự toán; chi ngân sách 11,9 tỷ đồng, bằng 97% dự toán."
CEMENT = (
    "Nhà máy đặt kế hoạch sản xuất 45.000 tấn xi măng trong năm; thực hiện được 41.800 tấn, hụt "
    "3.200 tấn. Giá bán bình quân 1,52 triệu đồng/tấn, năm trước 1,47 triệu đồng/tấn."
)
LIBRARY = (
    "Thư viện có 48.300 đầu sách, tăng 2.150 đầu sách so với đầu năm. Trong năm phục vụ 26.700 "
    "lượt bạn đọc, trong đó thiếu nhi 9.400 lượt."
)
MARKET = (
    "Chợ đầu mối tiêu thụ 310 tấn rau mỗi ngày: rau trong tỉnh 190 tấn, rau ngoài tỉnh 120 tấn. "
    "Giá bán sỉ 9.000 đồng/kg, bán lẻ 14.000 đồng/kg."
)
INSPECTION = (
    "Đoàn kiểm tra 86 cơ sở: 71 cơ sở đạt yêu cầu, 15 cơ sở không đạt; xử phạt 11 cơ sở với số "
    "tiền 94 triệu đồng."
)
TRADE = (
    "Quý III, công ty xuất khẩu 18,6 triệu USD và nhập khẩu 11,2 triệu USD, xuất siêu 7,4 triệu "
    "USD. Lợi nhuận 42 tỷ đồng, cùng kỳ 37 tỷ đồng."
)
WATER = (
    "Tỷ lệ hộ dùng nước sạch ở thành thị là 97,2%, ở nông thôn 68,5%. Mục tiêu đến năm 2030: nông"
    " thôn đạt 85%."
)
FEVER = (
    "Bệnh viện tiếp nhận 512 ca sốt xuất huyết: 478 ca đã xuất viện, 31 ca đang điều trị, 3 ca tử"
    " vong. Tuần trước có 426 ca."
)
COOPS = (
    "Tỉnh có 1.204 hợp tác xã, trong đó 865 hợp tác xã hoạt động hiệu quả, 112 hợp tác xã ngừng "
    "hoạt động. Cao nhất là huyện Phú Lâm với 214 hợp tác xã, thấp nhất là huyện Sơn Hải với 57 "
    "hợp tác xã."
)
FUND = (
    "Đầu kỳ, quỹ khuyến học có số dư 325 triệu đồng; trong kỳ thu 480 triệu đồng, chi 512 triệu "
    "đồng; cuối kỳ còn 293 triệu đồng."
)
EXAM = "Lớp có 42 học sinh; 38 em đỗ, 4 em trượt. Điểm trung bình môn Toán 7,1, môn Văn 6,8."
TEACHERS = (
    "Hiện toàn huyện có 156 giáo viên hợp đồng và 1.088 giáo viên biên chế; dự kiến tuyển thêm 90"
    " giáo viên trong năm tới."
)
TABLE = (
    "Chỉ tiêu        Kế hoạch        Thực hiện\n"
    "Trồng rừng (ha) 320     287\n"
    "Số lao động đào tạo (người)     1.500   1.640\n"
)
FOOTBALL = "Đội bóng thắng 14 trận, hòa 6 trận, thua 8 trận, ghi 45 bàn và để thủng lưới 31 bàn."
ROADS = (
    "Số vụ tai nạn giao thông là 74 vụ, giảm 9 vụ; số người chết 28 người, tăng 3 người; số người"
    " bị thương 61 người, giảm 12 người."
)
RICE = "Diện tích lúa hè thu 8.900 ha, vụ trước 9.150 ha. Năng suất 56,2 tạ/ha; sản lượng 50.018 tấn."
CAPITAL = (
    "Giải ngân vốn chương trình đạt 62,5 tỷ đồng, bằng 71% kế hoạch vốn 88 tỷ đồng được giao. Vốn"
    " trung ương 54 tỷ đồng, vốn địa phương 34 tỷ đồng."
)
FERRY = (
    "The ferry company carried 412,000 foot passengers and 96,000 cars in 2023. Summer sailings "
    "numbered 1,340, winter sailings 610. It plans to buy 2 vessels at a cost of $48 million."
)
FOOD = (
    "The food bank gave out 7,860 parcels, 2,940 of them to families with children. Donations of "
    "food came to 84 tonnes, up 6 tonnes. Cash donations were £51,000 (previous year £47,500)."
)
THEATRE = (
    "The theatre sold 61% of its seats against a target of 70%. Ticket income was $2.4 million; "
    "spending was $2.9 million, leaving a deficit of $0.5 million."
)
TEST = (
    "Of 530 candidates, 417 passed the test and 113 failed. The pass rate was 78.7%, 2.1 points "
    "higher than in 2021."
)
PLANNING = (
    "The council approved 286 planning applications and refused 41. A further 19 were withdrawn. "
    "Fees brought in £233,000, compared with £251,000 in the previous year."
)
LABOUR = (
    "Unemployment fell to 4.3% from 5.1%; among men it was 4.0% and among women 4.7%. Youth "
    "unemployment stood at 11.2%."
)
HOTEL = (
    "The hotel has 220 rooms: 180 doubles and 40 singles. In March 165 rooms were occupied on "
    "average. Staff: 74 full-time, 52 part-time."
)
CRUDE = (
    "Crude imports dropped by 1.3 million barrels to 24.6 million barrels. Exports of diesel "
    "reached 3.8 million barrels. Stocks opened the month at 41.0 million barrels and closed it "
    "at 39.2 million barrels."
)
HOMES = (
    "Homes sold: 2019 3,410, 2020 2,875, 2021 3,660. The average price in 2021 was $312,000, "
    "$24,000 above the 2020 figure."
)
WELLS = (
    "By the end of June, 38 of the 50 planned wells had been drilled; the remaining 12 will be "
    "drilled by December. Each well costs $9,200 and serves 140 households."
)
VOTES = (
    "Votes in favour 341, votes against 87, abstentions 22. Turnout was 63%, eight points lower "
    "than at the last election."
)
SHELTER = (
    "The shelter took in 1,120 dogs and 940 cats. It rehomed 780 dogs; 96 were returned to their "
    "owners and 44 put down."
)
PLANT = (
    "Production costs rose 7% while selling prices fell 3%. The plant employs 640 workers, 55 "
    "fewer than a year ago. Output in the second half was 31,000 units, in the first half 28,500 "
    "units."
)
SALES = (
    "Sales by region\nRegion  2022    2023\nNorth   310     355\nSouth   420     398\nTotal   730     753\n"
)
RESERVOIR = (
    "The reservoir held 62% of its capacity at the start of spring and 81% at the end. Rainfall "
    "was 140 mm, 20% above average. The highest daily reading was 34 mm, the lowest 1 mm."
)
CLUB = (
    "The team won 18 matches and lost 7. Average home attendance was 24,100, away attendance "
    "17,300. The club ranks 3rd among 20 clubs."
)
HOSPITAL = (
    "The hospital spent £64m of its £70m budget; £6m was left unspent. Waiting lists shortened "
    "from 5,200 to 4,650 patients."
)


RATED = (
    "Đối với tổ hội: Hoàn thành tốt nhiệm vụ 84/96 (chiếm 87,5%), trong đó có 21 tổ hội hoàn thành xuất sắc"
    " nhiệm vụ (chiếm 25% tổng số tổ hội hoàn thành tốt nhiệm vụ)."
)


def alarms(source, digest):
    found = check(read_source(source), digest).flags
    return [f.stated for f in found if f.severity in ("error", "warning")]


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (JOBS, "Trung tâm tư vấn 3.420 lượt người, gồm 1.910 nam, 1.510 nữ."),
        (JOBS, "Còn 1.345 người chưa tìm được việc."),
        (BUDGET, "Xã thu 12,4 tỷ đồng và chi 11,9 tỷ đồng."),
        (BUDGET, "Tổng chi ngân sách là 11,9 tỷ đồng, đạt 97% dự toán."),
        (BUDGET, "Thu vượt dự toán 8%."),
        (CEMENT, "Kế hoạch cả năm là 45.000 tấn."),
        (CEMENT, "Giá bán bình quân năm trước là 1,47 triệu đồng/tấn."),
        (CEMENT, "Năm nay mỗi tấn bán được 1,52 triệu đồng."),
        (LIBRARY, "Thư viện đã bổ sung 2.150 đầu sách, đưa tổng số lên 48.300."),
        (LIBRARY, "Bạn đọc nhỏ tuổi: 9.400 lượt trong tổng số 26.700 lượt."),
        (MARKET, "Mỗi ngày chợ bán 310 tấn rau, trong đó 120 tấn từ ngoài tỉnh."),
        (MARKET, "Giá sỉ 9.000 đồng một kg, giá lẻ 14.000 đồng một kg."),
        (INSPECTION, "Có 71 trong 86 cơ sở đạt yêu cầu."),
        (INSPECTION, "15 cơ sở chưa đạt yêu cầu, 11 cơ sở bị phạt 94 triệu đồng."),
        (TRADE, "Công ty nhập khẩu 11,2 triệu USD, xuất khẩu 18,6 triệu USD."),
        (TRADE, "Thặng dư thương mại là 7,4 triệu USD."),
        (TRADE, "Cùng kỳ năm trước công ty lãi 37 tỷ đồng."),
        (WATER, "Ở nông thôn, 68,5% hộ có nước sạch."),
        (WATER, "Đến năm 2030 phấn đấu 85% hộ nông thôn dùng nước sạch."),
        (FEVER, "Trong 512 ca có 478 ca khỏi và ra viện."),
        (FEVER, "Tuần trước bệnh viện ghi nhận 426 ca."),
        (FEVER, "Còn 31 bệnh nhân đang nằm viện."),
        (COOPS, "865 hợp tác xã làm ăn hiệu quả trên tổng số 1.204."),
        (FUND, "Số dư cuối kỳ là 293 triệu đồng, đầu kỳ là 325 triệu đồng."),
        (FUND, "Quỹ thu 480 triệu đồng, chi ra 512 triệu đồng trong kỳ."),
        (EXAM, "Có 38/42 em đỗ."),
        (EXAM, "Môn Văn đạt bình quân 6,8 điểm."),
        (EXAM, "4 em không đỗ."),
        (TEACHERS, "Huyện có 1.088 giáo viên trong biên chế."),
        (TEACHERS, "Năm tới huyện sẽ tuyển 90 giáo viên."),
        (TEACHERS, "Kế hoạch tuyển thêm: 90 giáo viên."),
        (TABLE, "Trồng được 287 ha rừng."),
        (TABLE, "Kế hoạch đào tạo 1.500 lao động, thực hiện 1.640 người."),
        (FOOTBALL, "Đội bóng thua 8, thắng 14."),
        (FOOTBALL, "Đội ghi được 45 bàn."),
        (ROADS, "28 người chết, 61 người bị thương."),
        (ROADS, "Số vụ giảm 9, còn 74 vụ."),
        (ROADS, "Số người chết tăng 3 người."),
        (RICE, "Vụ trước gieo cấy 9.150 ha lúa."),
        (RICE, "Diện tích lúa hè thu năm nay là 8.900 ha, năng suất 56,2 tạ/ha."),
        (CAPITAL, "Kế hoạch vốn được giao là 88 tỷ đồng, đã giải ngân 62,5 tỷ đồng."),
        (CAPITAL, "Tỷ lệ giải ngân đạt 71% kế hoạch."),
        (FERRY, "There were 610 winter sailings."),
        (FERRY, "Two new vessels are to be bought for $48 million."),
        (FERRY, "It carried 96,000 cars."),
        (FOOD, "In all 7,860 parcels were given out."),
        (FOOD, "Families with children received 2,940 parcels."),
        (FOOD, "Food donations rose by 6 tonnes to 84 tonnes."),
        (THEATRE, "The target was to sell 70% of seats; 61% were sold."),
        (THEATRE, "A deficit of $0.5 million remained."),
        (THEATRE, "The theatre spent $2.9 million."),
        (TEST, "417 of the 530 candidates passed."),
        (TEST, "113 candidates did not pass."),
        (TEST, "The pass rate was up by 2.1 points."),
        (PLANNING, "41 applications were refused and 19 withdrawn."),
        (PLANNING, "Fees last year had brought in £251,000."),
        (PLANNING, "The council granted 286 applications."),
        (LABOUR, "Unemployment among women was 4.7%."),
        (LABOUR, "The rate is now 4.3%, down from 5.1%."),
        (HOTEL, "On average 165 rooms were in use in March."),
        (HOTEL, "40 of the 220 rooms are singles."),
        (CRUDE, "Crude imports came to 24.6 million barrels, 1.3 million fewer."),
        (CRUDE, "Diesel exports were 3.8 million barrels."),
        (CRUDE, "Closing stocks: 39.2 million barrels."),
        (HOMES, "In 2021, 3,660 homes were sold."),
        (HOMES, "The 2021 average price exceeded that of 2020 by $24,000."),
        (WELLS, "38 wells are finished, 12 are still to be drilled."),
        (WELLS, "The plan is for 50 wells."),
        (WELLS, "A further 12 wells will follow by December."),
        (VOTES, "The motion got 341 votes for and 87 against."),
        (VOTES, "Turnout fell by eight points to 63%."),
        (VOTES, "There were 22 abstentions."),
        (SHELTER, "It took in 940 cats and 1,120 dogs."),
        (SHELTER, "780 dogs found new homes."),
        (PLANT, "Costs went up by 7%, prices went down by 3%."),
        (PLANT, "There are 640 workers, 55 fewer than a year before."),
        (PLANT, "First-half output: 28,500 units."),
        (SALES, "Sales in the South were 398 in 2023, down from 420."),
        (SALES, "Total sales came to 753 in 2023."),
        (RESERVOIR, "At the end of spring it was 81% full."),
        (RESERVOIR, "Rain exceeded the average by 20%."),
        (RESERVOIR, "Daily rain peaked at 34 mm."),
        (CLUB, "The team won 18 games and lost seven."),
        (CLUB, "The club is ranked third of 20."),
        (HOSPITAL, "Of a budget of £70m, £64m was spent."),
        (HOSPITAL, "£6m remained unspent."),
        (HOSPITAL, "4,650 patients are now waiting."),
    ],
)
def test_a_figure_told_as_what_it_is_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest", "figure"),
    [
        (JOBS, "Có 1.910 nữ được tư vấn.", "1.910"),
        (JOBS, "1.345 người đã có việc.", "1.345"),
        (JOBS, "2.075 người chưa được nhận vào làm.", "2.075"),
        (JOBS, "Trung tâm tư vấn tổng cộng 1.910 người.", "1.910"),
        (JOBS, "Trung tâm tư vấn cho 3.420 nữ.", "3.420"),
        (BUDGET, "Xã chi ngân sách 12,4 tỷ đồng.", "12,4"),
        (BUDGET, "Thu ngân sách bằng 97% dự toán.", "97%"),
        (CEMENT, "Giá bán bình quân năm nay là 1,47 triệu đồng/tấn.", "1,47"),
        (CEMENT, "Nhà máy sản xuất 3.200 tấn xi măng.", "3.200"),
        (LIBRARY, "Số đầu sách tăng 48.300 so với đầu năm.", "48.300"),
        (LIBRARY, "Thư viện có 2.150 đầu sách.", "2.150"),
        (LIBRARY, "Cả năm thư viện phục vụ 9.400 lượt bạn đọc.", "9.400"),
        (LIBRARY, "Thư viện phục vụ 26.700 lượt thiếu nhi.", "26.700"),
        (LIBRARY, "Số đầu sách giảm 2.150 so với đầu năm.", "2.150"),
        (MARKET, "Rau trong tỉnh là 120 tấn.", "120"),
        (MARKET, "Giá bán lẻ 9.000 đồng/kg.", "9.000"),
        (INSPECTION, "15 cơ sở đạt yêu cầu.", "15"),
        (INSPECTION, "71 cơ sở không đạt yêu cầu.", "71"),
        (INSPECTION, "Cả 86 cơ sở đạt yêu cầu.", "86"),
        (INSPECTION, "Xử phạt 15 cơ sở.", "15"),
        (TRADE, "Công ty nhập khẩu 18,6 triệu USD.", "18,6"),
        (TRADE, "Công ty nhập siêu 7,4 triệu USD.", "7,4"),
        (TRADE, "Thâm hụt thương mại là 7,4 triệu USD.", "7,4"),
        (TRADE, "Quý III năm nay, lợi nhuận là 37 tỷ đồng.", "37"),
        (TRADE, "Công ty lỗ 42 tỷ đồng.", "42"),
        (WATER, "97,2% hộ nông thôn dùng nước sạch.", "97,2%"),
        (WATER, "Hiện 85% hộ nông thôn dùng nước sạch.", "85%"),
        (WATER, "Mục tiêu ở nông thôn là 68,5%.", "68,5%"),
        (FEVER, "478 ca tử vong.", "478"),
        (FEVER, "31 ca đã xuất viện.", "31"),
        (COOPS, "112 hợp tác xã hoạt động hiệu quả.", "112"),
        (COOPS, "Thấp nhất là huyện Phú Lâm với 214 hợp tác xã.", "214"),
        (COOPS, "1.204 hợp tác xã hoạt động hiệu quả.", "1.204"),
        (FUND, "Quỹ thu được 512 triệu đồng.", "512"),
        (FUND, "Cuối kỳ quỹ còn 325 triệu đồng.", "325"),
        (FUND, "Số dư đầu kỳ là 293 triệu đồng.", "293"),
        (EXAM, "4 em đỗ.", "4 em"),
        (EXAM, "38 em bị trượt.", "38"),
        (EXAM, "Điểm trung bình môn Văn là 7,1.", "7,1"),
        (TEACHERS, "Huyện có 156 giáo viên biên chế.", "156"),
        (TABLE, "Toàn huyện đã trồng 320 ha rừng.", "320"),
        (TABLE, "Kế hoạch đào tạo là 1.640 lao động.", "1.640"),
        (TABLE, "Đào tạo được 1.500 lao động.", "1.500"),
        (FOOTBALL, "Đội bóng thua 14 trận.", "14"),
        (FOOTBALL, "Đội bóng thắng 8 trận.", "8"),
        (FOOTBALL, "Đội ghi 31 bàn.", "31"),
        (ROADS, "61 người chết.", "61"),
        (ROADS, "Số người chết giảm 3 người.", "3"),
        (ROADS, "Có 9 vụ tai nạn giao thông.", "9 vụ"),
        (ROADS, "Số vụ tai nạn giảm 74 vụ.", "74"),
        (RICE, "Diện tích lúa hè thu vụ này là 9.150 ha.", "9.150"),
        (CAPITAL, "Đã giải ngân 88 tỷ đồng.", "88"),
        (CAPITAL, "Kế hoạch vốn là 62,5 tỷ đồng.", "62,5"),
        (CAPITAL, "Vốn địa phương là 54 tỷ đồng.", "54"),
        (FERRY, "Winter sailings numbered 1,340.", "1,340"),
        (FERRY, "It carried 412,000 cars.", "412,000"),
        (FOOD, "Altogether 2,940 parcels were handed out.", "2,940"),
        (FOOD, "Families with children received 7,860 parcels.", "7,860"),
        (FOOD, "Donations of food came to 6 tonnes.", "6 tonnes"),
        (FOOD, "Food donations rose by 84 tonnes.", "84 tonnes"),
        (FOOD, "Cash donations this year were £47,500.", "£47,500"),
        (FOOD, "Food donations fell by 6 tonnes.", "6 tonnes"),
        (THEATRE, "The theatre sold 70% of its seats.", "70%"),
        (THEATRE, "Ticket income was $2.9 million.", "$2.9 million"),
        (THEATRE, "The theatre made a surplus of $0.5 million.", "$0.5 million"),
        (THEATRE, "Spending was $2.4 million.", "$2.4 million"),
        (TEST, "417 candidates failed.", "417"),
        (TEST, "113 candidates passed.", "113"),
        (TEST, "The pass rate was 2.1 points lower than in 2021.", "2.1 points"),
        (PLANNING, "The council refused 286 planning applications.", "286"),
        (PLANNING, "The council approved 41 planning applications.", "41"),
        (PLANNING, "Fees brought in £251,000 this year.", "£251,000"),
        (LABOUR, "Unemployment among men was 4.7%.", "4.7%"),
        (LABOUR, "Unemployment is now 5.1%.", "5.1%"),
        (LABOUR, "Unemployment rose to 4.3%.", "4.3%"),
        (HOTEL, "The hotel has 74 part-time staff.", "74"),
        (HOTEL, "On average 165 rooms were empty in March.", "165"),
        (HOTEL, "The hotel has 180 rooms in total.", "180"),
        (HOTEL, "The hotel has 180 singles.", "180"),
        (CRUDE, "Imports of diesel reached 3.8 million barrels.", "3.8"),
        (CRUDE, "Crude imports were 1.3 million barrels.", "1.3"),
        (CRUDE, "Crude imports dropped by 24.6 million barrels.", "24.6"),
        (CRUDE, "Stocks closed the month at 41.0 million barrels.", "41.0"),
        (CRUDE, "Crude imports rose by 1.3 million barrels.", "1.3"),
        (HOMES, "The average price in 2021 was $24,000 below the 2020 figure.", "$24,000"),
        (HOMES, "The average price rose by $312,000.", "$312,000"),
        (WELLS, "38 wells have not been drilled.", "38"),
        (VOTES, "There were 87 votes in favour.", "87"),
        (VOTES, "341 votes were against.", "341"),
        (VOTES, "Turnout was eight points higher than at the last election.", "eight points"),
        (SHELTER, "The shelter took in 1,120 cats.", "1,120"),
        (SHELTER, "It rehomed 1,120 dogs.", "1,120"),
        (PLANT, "Selling prices rose 3%.", "3%"),
        (PLANT, "Production costs fell 7%.", "7%"),
        (PLANT, "Output in the first half was 31,000 units.", "31,000"),
        (PLANT, "The plant employs 55 workers.", "55"),
        (PLANT, "Selling prices fell 7%.", "7%"),
        (SALES, "Sales in the North were 398 in 2023.", "398"),
        (SALES, "Total sales in 2023 were 398.", "398"),
        (SALES, "In 2023 the North sold 310.", "310"),
        (RESERVOIR, "At the end of spring it held 62% of its capacity.", "62%"),
        (RESERVOIR, "Rainfall was 20% below average.", "20%"),
        (RESERVOIR, "The lowest daily reading was 34 mm.", "34 mm"),
        (CLUB, "The team lost 18 matches.", "18"),
        (CLUB, "Average away attendance was 24,100.", "24,100"),
        (CLUB, "The club ranks 20th.", "20th"),
        (HOSPITAL, "The hospital spent £70m.", "£70m"),
        (HOSPITAL, "£64m was left unspent.", "£64m"),
        (HOSPITAL, "£6m was spent.", "£6m"),
        (HOSPITAL, "There are now 5,200 patients on waiting lists.", "5,200"),
        (HOSPITAL, "Waiting lists grew from 4,650 to 5,200 patients.", "4,650"),
    ],
)
def test_a_figure_told_as_what_it_is_not_is_caught(source, digest, figure):
    assert any(figure in stated or stated in figure for stated in alarms(source, digest))


TARGETS = (
    "Chi tiêu dự kiến năm 2025 là 64 tỷ đồng. "
    + "Các ngành phối hợp chặt chẽ trong thực hiện nhiệm vụ. " * 9
    + "Doanh nghiệp nộp 51 tỷ đồng."
)
FEES = "Audit fees were £18,600 (2022: £17,200). Staff costs were £240,000 (budget: £255,000)."
SPREAD = "Staff numbered 84 (in two offices, of which one is new) and 61 volunteers helped."
LISTED = "Crime\tCases\nTheft\t412\nFraud\t97\nTotal\t509\n"
RANKED = "The club ranks 3rd among 20 clubs. It has 14 coaches."
LOTS = "Lot A sold for $1,250, lot B for $1,180 and lot C for $975."
PUPILS = "Trường có 31 lớp chưa có máy chiếu; 12 lớp đã có máy chiếu. Có 640 học sinh được tiêm vắc xin."
REVENUE = "Kế hoạch doanh thu 850 tỷ đồng, lợi nhuận 64 tỷ đồng. Thực hiện: doanh thu 791 tỷ đồng."
MOVED = "Số hộ nghèo là 214 hộ, giảm 31 hộ so với năm trước (245 hộ). Nhiệt độ thấp nhất là -3 độ."


def metric(label, value, unit=None, period=None):
    return {"metrics": [{"label": label, "value_text": value, "unit": unit, "period": period}]}


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (CAPITAL, "Giải ngân đạt 71%."),
        (CAPITAL, metric("Vốn địa phương", "34", "tỷ đồng")),
        (CAPITAL, "Local capital was 34 billion dong."),
        (TARGETS, "Doanh nghiệp đã nộp 51 tỷ đồng."),
        (FEES, "Audit fees in 2022 were £17,200."),
        (FEES, "The budget for staff costs was £255,000."),
        (SPREAD, "In all 84 staff work there."),
        (LISTED, metric("Theft cases", "412")),
        (LISTED, metric("Total cases", "509")),
        (RANKED, "The club ranks 3rd."),
        (LOTS, "Lot A fetched the highest price, $1,250."),
        (LOTS, "Lot C fetched the lowest price, $975."),
        (PUPILS, "31 lớp chưa có máy chiếu."),
        (PUPILS, "640 học sinh được tiêm."),
        (REVENUE, "Kế hoạch lợi nhuận là 64 tỷ đồng."),
        (MOVED, "Số hộ nghèo giảm 31 hộ."),
        (MOVED, "Năm trước có 245 hộ nghèo."),
        (RATED, metric("Tỷ lệ tổ hội hoàn thành tốt nhiệm vụ", "87,5%", "%")),
    ],
)
def test_a_plan_a_bracket_a_rank_or_a_denial_told_as_it_is_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest", "figure"),
    [
        (CAPITAL, metric("Vốn đã giải ngân", "88", "tỷ đồng"), "88"),
        (FEES, "Audit fees were £17,200.", "£17,200"),
        (FEES, "Staff costs were £255,000.", "£255,000"),
        (LISTED, metric("Total cases", "412"), "412"),
        (RANKED, "The club ranks 20th.", "20th"),
        (LOTS, "Lot B fetched the highest price, $1,180.", "$1,180"),
        (LOTS, "Lot B fetched the lowest price, $1,180.", "$1,180"),
        (PUPILS, "31 lớp đã có máy chiếu.", "31"),
        (PUPILS, "640 học sinh chưa được tiêm.", "640"),
        (MOVED, "Hiện nay có 245 hộ nghèo.", "245"),
    ],
)
def test_a_plan_a_bracket_a_rank_or_a_denial_told_as_another_is_caught(source, digest, figure):
    assert any(figure in stated or stated in figure for stated in alarms(source, digest))


def rivals(source, claim, figure):
    """What the claim is told to be about instead of ``figure``; None where nothing contradicts it."""
    read = read_source(source)
    subjects = Subjects(index_of(read))
    draft = find_claims(claim, read.lang).drafts[-1]
    numbers = [i for i, m in enumerate(read.mentions) if m.text == figure]
    near = Conflicts(subjects).against(subjects.claim(draft), numbers)
    return None if near is None else [read.mentions[n].text for n in near]


SCHOOL = "Toàn trường có 640 em (hệ chuyên 152 em)."
GOLD = "Giá vàng là 66,8 triệu đồng (mua vào) và 67,5 triệu đồng (bán ra)."
FOREST = "Dự kiến năm sau trồng 350 ha rừng. Năm nay đã trồng 214 ha rừng."
GROVE = "Toàn xã trồng được 214 ha rừng và 30 ha cây ăn quả."
MEMBERS = "Membership stood at 24,300 in May, of which 6,100 were new members."
UNITS = "Xã có 9/11 đơn vị đạt chuẩn và 5 tổ hòa giải."
POOR = "Số hộ nghèo tăng lên 118 hộ."
CASES = "Số vụ việc giảm 5 vụ, số vụ trộm tăng 2 vụ."
FAILED = "Có 15 em không đỗ. Có 38 em dự thi; 31 em được tiêm."


@pytest.mark.parametrize(
    ("source", "claim", "figure", "expected"),
    [
        (GOLD, "Giá mua vào là 67,5 triệu đồng.", "67,5 triệu đồng", []),
        (GOLD, "Giá bán ra là 67,5 triệu đồng.", "67,5 triệu đồng", None),
        (TARGETS, "Doanh nghiệp nộp 64 tỷ đồng.", "64 tỷ đồng", None),
        (FAILED, "15 em bị trượt.", "15", None),
        (FOREST, "Đã trồng 350 ha rừng.", "350 ha", ["214 ha"]),
        (GROVE, "Kế hoạch trồng rừng là 214 ha.", "214 ha", []),
        (GROVE, "Kế hoạch trồng cây ăn quả là 30 ha.", "30 ha", None),
        (MEMBERS, "Membership stood at 6,100.", "6,100", ["24,300"]),
        (UNITS, "Tổng cộng có 5.", "5", None),
        (POOR, "Có 118 hộ nghèo.", "118", None),
        (CASES, "Có 5 vụ.", "5", None),
        (FEES, "The budget for staff costs was £255,000.", "£255,000", None),
        (FEES, "Staff costs were £255,000.", "£255,000", ["£240,000"]),
        (FAILED, "31 em chưa được tiêm.", "31", []),
        (FAILED, "38 em chưa được tiêm.", "38", None),
        (SCHOOL, "Có 152 em.", "152", None),
        (FAILED, "Ít nhất 38 em.", "38", None),
        (FAILED, "Đông nhất là 38 em.", "38", None),
    ],
)
def test_what_contradicts_a_claim_is_the_figure_that_stands_as_it_says(source, claim, figure, expected):
    assert rivals(source, claim, figure) == expected


def test_only_the_last_sources_are_kept():
    sources = [read_source(f"Xã có {n} hộ.") for n in range(2 * KEPT)]
    first, *_ = [index_of(source) for source in sources]
    assert len(_INDEXES) == KEPT
    assert index_of(sources[-1]) is index_of(sources[-1])
    assert index_of(sources[0]) is not first
