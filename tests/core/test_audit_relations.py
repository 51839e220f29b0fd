"""Relations as reports word them: each sound text says nothing, its false twin is found, near misses are not.

A row is a sound text with the slips planted in it: the figure, what it is changed to, and the code of the
finding that must touch it as an error or a suspicion. Near misses are texts whose figures only look related.
"""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

GROWTH, DIFFERENCE, AVERAGE = "growth_mismatch", "difference_mismatch", "average_mismatch"
SUM, PERCENT, SHARES = "sum_mismatch", "percent_mismatch", "percent_sum"
RESTATED, PERIOD = "restated_differently", "period_conflict"

Slip = tuple[str, str, str]

RELATIONS: dict[str, list[tuple[str, list[Slip]]]] = {
    "growth": [
        (
            "Năm 2021 sản lượng chè búp tươi là 4.820 tấn; năm 2022 đạt 5.302 tấn, tăng 10%.",
            [("4.820", "4.280", GROWTH), ("10%", "16%", GROWTH)],
        ),
        (
            "Tổng đàn lợn đạt 48.600 con, tăng 8% so với cùng kỳ năm trước (45.000 con).",
            [("8%", "3%", GROWTH), ("45.000", "54.000", GROWTH)],
        ),
        (
            "Doanh thu thuần quý này đạt 312,8 tỷ đồng. Cùng kỳ năm trước là 284,4 tỷ đồng, tức tăng 10%.",
            [("10%", "19%", GROWTH)],
        ),
        (
            "Năm trước số khách lưu trú là 25.400 lượt; năm nay đạt 29.210 lượt, tăng 15%.",
            [("15%", "51%", GROWTH), ("29.210", "21.290", GROWTH)],
        ),
        (
            "Số khách lưu trú đạt 29.210 lượt, tăng 15%. Cùng kỳ năm trước là 25.400 lượt.",
            [("15%", "75%", GROWTH)],
        ),
        (
            "Tăng 15% so với mức 25.400 lượt của năm trước, số khách lưu trú đạt 29.210 lượt.",
            [("15%", "12%", GROWTH)],
        ),
        (
            "Giá trị xuất khẩu thủy sản tăng từ 186,5 triệu USD lên 223,8 triệu USD, tương ứng mức tăng 20%.",
            [("20%", "26%", GROWTH), ("223,8", "283,8", GROWTH)],
        ),
        (
            "Số ca mắc tay chân miệng giảm 25%, từ 640 ca xuống còn 480 ca.",
            [("25%", "52%", GROWTH), ("480", "840", GROWTH)],
        ),
        (
            "Chi phí quản lý giảm còn 36,0 tỷ đồng (năm 2021: 40,0 tỷ đồng), tương đương giảm 10%.",
            [("10%", "18%", GROWTH)],
        ),
        (
            "So với 1.250 hồ sơ của quý trước, quý này tiếp nhận 1.400 hồ sơ, tăng 12%.",
            [("12%", "21%", GROWTH), ("1.400", "1.040", GROWTH)],
        ),
        (
            "A year ago membership stood at 12,400; it is now 13,640, up 10%.",
            [("10%", "16%", GROWTH), ("13,640", "16,340", GROWTH)],
        ),
        (
            "Admissions rose 15% to 9,200. The previous year there were 8,000 admissions.",
            [("15%", "51%", GROWTH)],
        ),
        (
            "The number of farmers trained rose from 2,500 to 3,200, a change of 28%.",
            [("28%", "82%", GROWTH), ("2,500", "2,900", GROWTH)],
        ),
        (
            "In 2021 the plant produced 84,000 tonnes; in 2022 it produced 96,600 tonnes, 15% more.",
            [("15%", "18%", GROWTH)],
        ),
        (
            "Net sales increased 12% to $56.0 million from $50.0 million.",
            [("12%", "21%", GROWTH), ("$56.0", "$65.0", GROWTH)],
        ),
        (
            "Net sales were $56.0 million, a 12% increase over the prior year's $50.0 million.",
            [("12%", "17%", GROWTH)],
        ),
        (
            "Grant income grew by a quarter: £12.5m in 2023 against £10.0m in 2022, an increase of 25%.",
            [("25%", "52%", GROWTH)],
        ),
        (
            "Compared with 640 cases last year, 480 cases were reported, a drop of 25%.",
            [("25%", "15%", GROWTH), ("480", "840", GROWTH)],
        ),
        (
            "Exports, at $24.2 billion, were 10% higher than the $22.0 billion recorded in 2021.",
            [("10%", "19%", GROWTH), ("$24.2", "$42.2", GROWTH)],
        ),
        (
            "Revenue was £5.4m (2021: £5.0m), a growth of 8%.",
            [("8%", "3%", GROWTH)],
        ),
        (
            "Ngân sách tăng gấp 3 lần, từ 12 tỷ đồng lên 36 tỷ đồng.",
            [("36", "63", GROWTH)],
        ),
        (
            "Lãi suất huy động giảm từ 7,2% xuống 5,9%, giảm 1,3 điểm phần trăm.",
            [("1,3", "3,1", DIFFERENCE), ("5,9%", "9,5%", DIFFERENCE)],
        ),
        (
            "Toàn tỉnh xảy ra 245 vụ tai nạn, làm chết 80 người. So với cùng kỳ năm trước (257 vụ, 85"
            " người chết),"
            " giảm 12 vụ (4,7%), giảm 5 người chết (5,9%).",
            [("12 vụ", "21 vụ", DIFFERENCE), ("4,7%", "7,4%", GROWTH), ("5,9%", "9,5%", GROWTH)],
        ),
        (
            "Xảy ra 245 vụ cháy (giảm 12 vụ, tương đương 4,7%), thiệt hại 18,6 tỷ đồng.",
            [("4,7%", "7,4%", GROWTH)],
        ),
        (
            "Số tiền xử phạt là 3,36 tỷ đồng, tăng 560 triệu đồng (20%) so với năm trước.",
            [("20%", "29%", GROWTH), ("560", "650", GROWTH)],
        ),
        (
            "Membership grew by 240 (12%) to 2,240.",
            [("12%", "21%", GROWTH), ("240 (", "420 (", GROWTH)],
        ),
        (
            "The price of robusta averaged $2,240 a tonne, $240 or 12% above the previous year's $2,000.",
            [("12%", "17%", GROWTH), ("$240", "$420", DIFFERENCE)],
        ),
        (
            "Applications, which numbered 18,400 in 2022, rose to 20,240 in 2023, a rise of 10%.",
            [("10%", "19%", GROWTH), ("20,240", "22,040", GROWTH)],
        ),
        (
            "Năm học này có 20.240 sinh viên nhập học, năm học trước 18.400 sinh viên, tăng 10%.",
            [("10%", "19%", GROWTH), ("20.240", "24.020", GROWTH)],
        ),
    ],
    "difference": [
        (
            "Kỳ trước số hồ sơ tồn là 412 hồ sơ, kỳ này còn 368 hồ sơ, giảm 44 hồ sơ.",
            [("44", "94", DIFFERENCE), ("368", "638", DIFFERENCE)],
        ),
        (
            "Toàn ngành có 3.245 giáo viên, tăng 118 giáo viên so với năm học trước (3.127 giáo viên).",
            [("118", "181", DIFFERENCE), ("3.127", "3.217", DIFFERENCE)],
        ),
        (
            "Năm 2022 trồng mới 1.860 ha rừng, tăng 240 ha so với năm 2021 (1.620 ha).",
            [("240", "420", DIFFERENCE)],
        ),
        (
            "Số vụ tai nạn giảm 37 vụ, từ 215 vụ xuống còn 178 vụ.",
            [("37", "73", DIFFERENCE), ("178", "118", DIFFERENCE)],
        ),
        (
            "Dự toán được giao 86,4 tỷ đồng, đã chi 71,9 tỷ đồng, còn dư 14,5 tỷ đồng.",
            [("14,5", "15,4", DIFFERENCE)],
        ),
        (
            "Thực hiện 1.245 ha, giảm 55 ha so với kế hoạch (1.300 ha).",
            [("55", "95", DIFFERENCE)],
        ),
        (
            "Tổng thu 12,8 tỷ đồng, tổng chi 11,3 tỷ đồng, kết dư 1,5 tỷ đồng.",
            [("1,5", "1,9", DIFFERENCE), ("12,8", "18,2", DIFFERENCE)],
        ),
        (
            "Giá bán bình quân 18.500 đồng/kg, tăng 1.300 đồng/kg so với tháng trước (17.200 đồng/kg).",
            [("1.300", "3.100", DIFFERENCE)],
        ),
        (
            "Đầu kỳ có 1.120 lao động, trong kỳ tuyển mới 85 người, nghỉ việc 63 người, cuối kỳ còn"
            " 1.142 lao động.",
            [("1.142", "1.412", DIFFERENCE), ("85", "58", DIFFERENCE)],
        ),
        (
            "Last time the roll was 1,204; this time it is 1,251, up 47.",
            [("47", "74", DIFFERENCE), ("1,251", "1,521", DIFFERENCE)],
        ),
        (
            "The number of open cases fell from 412 to 368, a change of 44.",
            [("44", "94", DIFFERENCE)],
        ),
        (
            "The charity employed 318 people at the year end, 26 more than the 292 a year earlier.",
            [("26", "62", DIFFERENCE), ("292", "229", DIFFERENCE)],
        ),
        (
            "Waiting lists held 4,120 names, down from 5,830 names, an improvement of 1,710 names.",
            [("1,710", "7,110", DIFFERENCE)],
        ),
        (
            "Net debt fell by £12.4m to £98.1m (2022: £110.5m).",
            [("£12.4m", "£14.2m", DIFFERENCE), ("£98.1m", "£89.1m", DIFFERENCE)],
        ),
        (
            "Spending was $4.6 million against a budget of $5.1 million, an underspend of $0.5 million.",
            [("$0.5", "$0.9", DIFFERENCE)],
        ),
        (
            "Of the $86.4 million approved, $71.9 million has been disbursed, leaving $14.5 million.",
            [("$14.5", "$15.4", DIFFERENCE), ("$71.9", "$79.1", DIFFERENCE)],
        ),
        (
            "The pass rate was 87.3% in 2023 and 84.1% in 2022, an improvement of 3.2 percentage points.",
            [("3.2", "2.3", DIFFERENCE), ("84.1%", "81.4%", DIFFERENCE)],
        ),
        (
            "The policy rate was raised by 75 basis points, from 4.25% to 5.00%.",
            [("75", "57", DIFFERENCE)],
        ),
        (
            "Exports of $28.4 billion and imports of $25.9 billion left a trade surplus of $2.5 billion.",
            [("$2.5", "$5.2", DIFFERENCE)],
        ),
        (
            "The target was 6,000 nets and 5,340 were delivered, a shortfall of 660.",
            [("660", "640", DIFFERENCE), ("5,340", "5,430", DIFFERENCE)],
        ),
        (
            "Kế hoạch giao 6.000 màn, đã cấp 5.340 màn, thiếu 660 màn.",
            [("660", "690", DIFFERENCE)],
        ),
        (
            "Thời gian giải quyết giảm từ 30 ngày xuống còn 18 ngày, giảm 12 ngày.",
            [("12 ngày", "21 ngày", DIFFERENCE), ("18 ngày", "13 ngày", DIFFERENCE)],
        ),
        (
            "The average wait fell from 58 days to 41 days, a reduction of 17 days.",
            [("17 days", "71 days", DIFFERENCE)],
        ),
        (
            "World production of 172.4 million bags and consumption of 170.1 million bags leave a surplus of"
            " 2.3 million bags.",
            [("2.3", "3.2", DIFFERENCE)],
        ),
        (
            "Tỷ lệ tốt nghiệp đạt 96,4%, cao hơn năm trước 1,8 điểm phần trăm (năm trước đạt 94,6%).",
            [("1,8", "8,1", DIFFERENCE)],
        ),
        (
            "The university took in 20,240 students, 1,840 more than the year before, when it took in"
            " 18,400.",
            [("1,840", "1,480", DIFFERENCE)],
        ),
        (
            "Trong tháng xảy ra 36 vụ; tháng trước 42 vụ, giảm 6 vụ.",
            [("6 vụ.", "9 vụ.", DIFFERENCE)],
        ),
        (
            "Stocks stood at 6.4 million bags at the start of the season and 5.9 million at its end, down"
            " 0.5 million.",
            [("0.5", "0.9", DIFFERENCE)],
        ),
        (
            "Opening stock was 1,240 tonnes; 860 tonnes were received and 1,510 tonnes issued, so that"
            " closing"
            " stock was 590 tonnes.",
            [("590", "950", DIFFERENCE), ("860", "680", DIFFERENCE)],
        ),
        (
            "Tồn đầu kỳ 1.240 tấn, nhập trong kỳ 860 tấn, xuất trong kỳ 1.510 tấn, tồn cuối kỳ 590 tấn.",
            [("590", "950", DIFFERENCE), ("1.510", "1.150", DIFFERENCE)],
        ),
        (
            "Điểm chuẩn năm nay là 24,5 điểm, tăng 1,25 điểm so với năm trước (23,25 điểm).",
            [("1,25", "1,52", DIFFERENCE)],
        ),
    ],
    "average": [
        (
            "Toàn xã có 2.400 hộ với 9.360 nhân khẩu, bình quân 3,9 nhân khẩu/hộ.",
            [("3,9", "9,3", AVERAGE), ("9.360", "9.630", AVERAGE)],
        ),
        (
            "Quỹ hỗ trợ 1,8 tỷ đồng cho 360 hộ, bình quân mỗi hộ 5 triệu đồng.",
            [("360", "630", AVERAGE), ("1,8", "8,1", AVERAGE)],
        ),
        (
            "Trong 12 tháng tiếp 1.464 lượt công dân, trung bình mỗi tháng 122 lượt.",
            [("122", "212", AVERAGE), ("1.464", "1.644", AVERAGE)],
        ),
        (
            "Sản lượng cá 3.150 tấn trên diện tích 420 ha, năng suất bình quân 7,5 tấn/ha.",
            [("7,5", "5,7", AVERAGE), ("3.150", "3.510", AVERAGE)],
        ),
        (
            "Trường có 24 lớp, 864 học sinh, bình quân 36 học sinh/lớp.",
            [("36", "63", AVERAGE), ("864", "684", AVERAGE)],
        ),
        (
            "Giải quyết 845 hồ sơ trong 65 ngày làm việc, bình quân 13 hồ sơ/ngày.",
            [("13", "31", AVERAGE)],
        ),
        (
            "Tổng quỹ lương là 21,6 tỷ đồng cho 180 lao động, bình quân 120 triệu đồng/người/năm.",
            [("21,6", "26,1", AVERAGE), ("120", "210", AVERAGE)],
        ),
        (
            "The programme spent $1.44 million on 960 households, or $1,500 per household.",
            [("$1,500", "$5,100", AVERAGE), ("960", "690", AVERAGE)],
        ),
        (
            "The 45 clinics saw 121,500 patients, an average of 2,700 each.",
            [("2,700", "7,200", AVERAGE), ("121,500", "112,500", AVERAGE)],
        ),
        (
            "Over 26 weeks the line handled 9,880 calls, averaging 380 calls a week.",
            [("380", "830", AVERAGE), ("9,880", "8,980", AVERAGE)],
        ),
        (
            "There are 1,512 pupils in 54 classes; the average class size is 28.",
            [("28", "82", AVERAGE), ("1,512", "1,152", AVERAGE)],
        ),
        (
            "Farmers harvested 9,450 tonnes from 2,100 hectares, an average yield of 4.5 tonnes per hectare.",
            [("4.5", "5.4", AVERAGE), ("9,450", "4,950", AVERAGE)],
        ),
        (
            "In total 480 volunteers gave 17,280 hours. That is 36 hours per volunteer.",
            [("36", "63", AVERAGE)],
        ),
        (
            "The ward recorded 2,184 bed days for 312 patients, giving a mean stay of 7.0 days.",
            [("7.0", "9.0", AVERAGE)],
        ),
        (
            "Scholarships worth £540,000 were awarded to 180 students (£3,000 per student).",
            [("£3,000", "£8,000", AVERAGE)],
        ),
        (
            "Với dân số 850.000 người và 1.360 bác sĩ, tỉnh đạt 16 bác sĩ/10.000 dân.",
            [("16", "61", AVERAGE)],
        ),
        (
            "There were 612 cases in a population of 1,360,000, a rate of 45 per 100,000.",
            [("45", "54", AVERAGE), ("612", "216", AVERAGE)],
        ),
        (
            "Infant mortality was 12.5 per 1,000 live births (95 deaths among 7,600 births).",
            [("12.5", "15.2", AVERAGE)],
        ),
        (
            "Ghi nhận 340 ca mắc, tỷ lệ mắc 40 ca/100.000 dân (dân số 850.000 người).",
            [("40", "94", AVERAGE)],
        ),
        (
            "The student-staff ratio is 18.4 (14,720 students and 800 staff).",
            [("18.4", "14.8", AVERAGE)],
        ),
        (
            "Tỷ lệ sinh viên/giảng viên là 18,4 (14.720 sinh viên, 800 giảng viên).",
            [("18,4", "14,8", AVERAGE)],
        ),
        (
            "Bình quân mỗi ngày xảy ra 0,67 vụ: 245 vụ trong 365 ngày.",
            [("0,67", "0,76", AVERAGE)],
        ),
        (
            "A total of 245 crashes in 365 days means 0.67 crashes a day.",
            [("0.67", "0.76", AVERAGE)],
        ),
        (
            "Exports of 1.5 million bags fetched $270 million, an average price of $180 per bag.",
            [("$180", "$810", AVERAGE)],
        ),
    ],
    "parts": [
        (
            "Toàn huyện có 62 trường, bao gồm 21 trường mầm non, 25 trường tiểu học, 16 trường trung"
            " học cơ sở.",
            [("62", "26", SUM), ("25", "52", SUM)],
        ),
        (
            "Trong năm xử lý 214 vụ: xử phạt hành chính 168 vụ, khởi tố 31 vụ, chuyển cơ quan khác 15 vụ.",
            [("168", "186", SUM), ("214", "241", SUM)],
        ),
        (
            "Ghi nhận 168 hồ sơ đất đai, 31 hồ sơ xây dựng và 15 hồ sơ hộ tịch, tổng cộng 214 hồ sơ.",
            [("214", "241", SUM), ("168", "186", SUM)],
        ),
        (
            "Tổng nguồn vốn 145,6 tỷ đồng (ngân sách trung ương 82,4 tỷ đồng, ngân sách tỉnh 45,2 tỷ đồng,"
            " vốn dân góp 18,0 tỷ đồng).",
            [("82,4", "84,2", SUM), ("145,6", "154,6", SUM)],
        ),
        (
            "Đã trồng 1.245 ha, trong đó: keo 820 ha; bạch đàn 265 ha; cây bản địa 160 ha.",
            [("265", "625", SUM), ("820", "280", SUM)],
        ),
        (
            "Đoàn kiểm tra gồm 15 thành viên: 9 cán bộ sở, 4 chuyên gia và 2 thư ký.",
            [("15", "51", SUM)],
        ),
        (
            "Số hội viên là 8.412 người, chia ra nam 4.105 người, nữ 4.307 người.",
            [("4.105", "4.501", SUM), ("8.412", "8.142", SUM)],
        ),
        (
            "Tiếp nhận 1.864 đơn, trong đó có 1.205 đơn kiến nghị, 418 đơn khiếu nại, còn lại 241 đơn"
            " tố cáo.",
            [("241", "421", SUM), ("1.205", "1.025", SUM)],
        ),
        (
            "Kết quả xếp loại có 45 tập thể xuất sắc, 112 tập thể tốt, 18 tập thể hoàn thành; tổng số"
            " 175 tập thể.",
            [("175", "157", SUM), ("112", "121", SUM)],
        ),
        (
            "Quý I chi 18,2 tỷ đồng, quý II chi 20,4 tỷ đồng, quý III chi 19,8 tỷ đồng, quý IV chi 23,6"
            " tỷ đồng;"
            " cả năm chi 82,0 tỷ đồng.",
            [("82,0", "88,0", SUM)],
        ),
        (
            "The trust runs 62 schools: 21 nurseries, 25 primaries and 16 secondaries.",
            [("62", "26", SUM), ("25", "52", SUM)],
        ),
        (
            "The fleet has 214 vehicles. This consists of 168 vans, 31 cars and 15 trucks.",
            [("168", "186", SUM), ("214", "241", SUM)],
        ),
        (
            "We recorded 168 falls, 31 burns and 15 other injuries, a total of 214.",
            [("214", "241", SUM), ("168", "186", SUM)],
        ),
        (
            "Income of £145.6m came from tuition (£82.4m), research (£45.2m) and other sources (£18.0m).",
            [("£82.4m", "£84.2m", SUM), ("£145.6m", "£154.6m", SUM)],
        ),
        (
            "Staff totalled 1,864, of which 1,205 nurses, 418 doctors and the remaining 241 administrators.",
            [("1,205", "1,025", SUM), ("241", "421", SUM)],
        ),
        (
            "Of the 8,412 participants, 4,105 were men and 4,307 were women.",
            [("4,105", "4,501", SUM), ("8,412", "8,142", SUM)],
        ),
        (
            "The grant of $3.6 million is split between seed ($1.9 million), fertiliser ($1.1 million)"
            " and training ($0.6 million).",
            [("$1.9", "$9.1", SUM)],
        ),
        (
            "Assets of $812.4 million were financed by liabilities of $505.1 million and equity of"
            " $307.3 million.",
            [("$505.1", "$550.1", SUM)],
        ),
        (
            "There were 41 deaths in all: 18 on motorcycles, 14 in cars and 9 on foot.",
            [("41", "14", SUM), ("18", "81", SUM)],
        ),
        (
            "Tổng số 41 người chết, gồm 18 người đi xe máy, 14 người đi ô tô, 9 người đi bộ.",
            [("18", "81", SUM)],
        ),
        (
            "Kinh phí thực hiện gồm 2 nguồn: ngân sách nhà nước 12,5 tỷ đồng và xã hội hóa 3,5 tỷ đồng,"
            " tổng cộng 16 tỷ đồng.",
            [("12,5", "15,2", SUM)],
        ),
        (
            "Both campuses together enrol 14,720 students (8,450 in the city and 6,270 at the coast).",
            [("8,450", "4,850", SUM), ("14,720", "17,420", SUM)],
        ),
        (
            "Khối tiểu học có 8.450 học sinh, khối trung học cơ sở có 6.270 học sinh, toàn huyện có"
            " 14.720 học sinh.",
            [("14.720", "17.420", SUM), ("8.450", "4.850", SUM)],
        ),
        (
            "Đợt 1 cấp 8.450 suất, đợt 2 cấp 6.270 suất, cả hai đợt cấp 14.720 suất.",
            [("14.720", "17.420", "difference_mismatch")],
        ),
        (
            "The union has 14,720 members, 8,450 of them women and 6,270 men.",
            [("8,450", "4,850", SUM)],
        ),
        (
            "Production of 172.4 million bags is made up of 98.6 million bags of arabica and 73.8"
            " million bags of"
            " robusta.",
            [("98.6", "89.6", SUM), ("172.4", "127.4", SUM)],
        ),
        (
            "Trong 245 vụ có 198 vụ đường bộ, 32 vụ đường sắt, 15 vụ đường thủy.",
            [("198", "189", SUM), ("245", "254", SUM)],
        ),
        (
            "The 245 crashes comprised 198 on roads, 32 on railways and 15 on waterways.",
            [("198", "189", SUM), ("245", "254", SUM)],
        ),
        (
            "Năm 2021 kết nạp 412 người, năm 2022 kết nạp 436 người, năm 2023 kết nạp 452 người; cộng 3 năm"
            " 1.300 người.",
            [("1.300", "1.030", SUM), ("436", "463", SUM)],
        ),
        (
            "Government gave $8.4 million, donors $6.3 million and users $1.5 million, $16.2 million in all.",
            [("$16.2", "$12.6", SUM), ("$8.4", "$4.8", SUM)],
        ),
    ],
    "lists": [
        (
            "Tổng số đơn tiếp nhận là 214 đơn, gồm:\n- Khiếu nại: 168 đơn;\n- Tố cáo: 31 đơn;\n- Kiến"
            " nghị: 15 đơn.",
            [("168", "186", SUM), ("214", "241", SUM)],
        ),
        (
            "Tổng vốn là 82,0 tỷ đồng, trong đó:\n+ Vốn trung ương: 45,5 tỷ đồng\n+ Vốn tỉnh: 24,3 tỷ đồng\n"
            "+ Vốn huyện: 12,2 tỷ đồng",
            [("45,5", "54,5", SUM)],
        ),
        (
            "The 214 incidents break down as follows:\n- Falls: 168\n- Burns: 31\n- Other: 15",
            [("168", "186", SUM), ("214", "241", SUM)],
        ),
        (
            "Spending came to $82.0 million:\n* Salaries: $45.5 million\n* Supplies: $24.3 million\n"
            "* Transport: $12.2 million",
            [("$45.5", "$54.5", SUM), ("$82.0", "$28.0", SUM)],
        ),
        (
            "Kết quả phân loại 214 cơ sở:\n1. Loại A: 168 cơ sở\n2. Loại B: 31 cơ sở\n3. Loại C: 15 cơ sở",
            [("31", "13", SUM)],
        ),
    ],
    "shares": [
        (
            "Trong tổng số 1.250 hộ, có 175 hộ nghèo, chiếm tỷ lệ 14%.",
            [("14%", "41%", PERCENT), ("175", "715", PERCENT)],
        ),
        (
            "Số cơ sở đạt chuẩn là 434 cơ sở, bằng 70% trong tổng số 620 cơ sở được thẩm định.",
            [("70%", "79%", PERCENT), ("434", "344", PERCENT)],
        ),
        (
            "Toàn tỉnh có 620 cơ sở. Đến cuối năm, 434 cơ sở đã đạt chuẩn, tỷ lệ 70%.",
            [("70%", "79%", PERCENT)],
        ),
        (
            "Đã giải ngân 56,4 tỷ đồng trên tổng vốn 94 tỷ đồng, đạt 60%.",
            [("60%", "66%", PERCENT), ("56,4", "54,6", PERCENT)],
        ),
        (
            "Xuất khẩu gạo đạt 45,6 triệu USD, chiếm 38% trong tổng kim ngạch 120 triệu USD.",
            [("38%", "83%", PERCENT)],
        ),
        (
            "The number of clinics that passed was 434, which amounts to a proportion of 70% of all 620.",
            [("70%", "79%", PERCENT), ("434", "344", PERCENT)],
        ),
        (
            "We reviewed 620 clinics in 4 rounds; 434 passed, equal to 70%.",
            [("70%", "79%", PERCENT), ("434", "344", PERCENT)],
        ),
        (
            "Of the 620 clinics, 434 passed, or 70%.",
            [("70%", "79%", PERCENT), ("434", "344", PERCENT)],
        ),
        (
            "The province has 620 clinics. By the end of the year 434 had passed, a rate of 70%.",
            [("70%", "79%", PERCENT)],
        ),
        (
            "Textiles brought in $45.6 million, 38% of total exports of $120 million.",
            [("38%", "83%", PERCENT), ("$45.6", "$54.6", PERCENT)],
        ),
        (
            "Only 175 of the 1,250 households surveyed (14%) own a vehicle.",
            [("14%", "41%", PERCENT)],
        ),
        (
            "Fourteen per cent of the 1,250 households, or 175, own a vehicle.",
            [("175", "715", PERCENT)],
        ),
        (
            "With 1,240 of 1,550 places filled, occupancy is 80%.",
            [("80%", "86%", PERCENT)],
        ),
        (
            "Theo hình thức nuôi: nuôi lồng 45,5%, nuôi ao 34,3%, nuôi ruộng 20,2%.",
            [("45,5%", "54,5%", SHARES), ("20,2%", "40,2%", SHARES)],
        ),
        (
            "By source, funding was 45.5% government, 34.3% fees and 20.2% donations.",
            [("45.5%", "54.5%", SHARES)],
        ),
        (
            "Hội đồng có 25 thành viên, 22 có mặt (đạt 88%), 3 vắng mặt (12%).",
            [("88%", "80%", PERCENT), ("12%", "17%", PERCENT)],
        ),
        (
            "Thu nội địa 245,7 tỷ đồng, đạt 105% dự toán (234 tỷ đồng).",
            [("105%", "150%", PERCENT), ("245,7", "254,7", PERCENT)],
        ),
        (
            "Collections reached $245.7 million, 105% of the $234 million target.",
            [("105%", "150%", PERCENT)],
        ),
        (
            "Kế hoạch trồng 800 ha, thực hiện 744 ha, đạt 93%.",
            [("93%", "39%", PERCENT), ("744", "474", PERCENT)],
        ),
        (
            "Phạt 1.240 trường hợp, trong đó vi phạm nồng độ cồn 496 trường hợp (40%), tốc độ 372"
            " trường hợp (30%).",
            [("40%", "46%", PERCENT), ("372", "327", PERCENT)],
        ),
        (
            "Arabica makes up 60% of exports: 900,000 of 1,500,000 bags.",
            [("60%", "66%", PERCENT)],
        ),
        (
            "Tỷ lệ đoàn viên xếp loại xuất sắc là 40% (496/1.240 đoàn viên).",
            [("40%", "49%", PERCENT)],
        ),
        (
            "Research brought in £54.2m, or 20% of the university's income of £271.0m.",
            [("20%", "29%", PERCENT), ("£271.0m", "£217.0m", PERCENT)],
        ),
        (
            "Có 1.240 đoàn viên được đánh giá, 496 đoàn viên xuất sắc, chiếm tỷ lệ 40%.",
            [("40%", "46%", PERCENT), ("496", "946", PERCENT)],
        ),
        (
            "Women account for 45% of staff (360 of 800).",
            [("45%", "54%", PERCENT), ("360", "630", PERCENT)],
        ),
    ],
    "restated": [
        (
            "Tổng số lao động của toàn công ty là 3.482 người. Công tác an toàn được chú trọng. Như"
            " trên đã nêu,"
            " tổng số lao động của toàn công ty là 3.482 người.",
            [
                (
                    "đã nêu, tổng số lao động của toàn công ty là 3.482",
                    "đã nêu, tổng số lao động của toàn công ty là 3.842",
                    RESTATED,
                )
            ],
        ),
        (
            "Enrolment across the district was 3,482 pupils. Attendance improved. As stated above, enrolment"
            " across the district came to 3,482 pupils.",
            [("came to 3,482", "came to 3,842", RESTATED)],
        ),
        (
            "Total revenue was $412.6 million. Margins held. As noted, total revenue came to $412.6 million.",
            [("came to $412.6", "came to $421.6", RESTATED)],
        ),
    ],
    "tables": [
        (
            "Khoản mục\tDự toán\tThực hiện\tChênh lệch\nLương\t420,5\t431,2\t10,7\nVật tư\t88,0\t84,6\t-3,4\n"
            "Đi lại\t36,2\t30,1\t-6,1\nTổng cộng\t544,7\t545,9\t1,2",
            [("84,6", "48,6", DIFFERENCE), ("10,7", "17,0", DIFFERENCE), ("545,9", "594,5", SUM)],
        ),
        (
            "Xã\tSố hộ\tHộ nghèo\tTỷ lệ (%)\nAn Bình\t1.250\t175\t14,0\nAn Hòa\t980\t98\t10,0\n"
            "An Phú\t1.120\t84\t7,5\nAn Lạc\t870\t87\t10,0",
            [("175", "157", PERCENT), ("7,5", "5,7", PERCENT)],
        ),
        (
            "Product | 2022 | 2023 | Change (%)\nCoffee | 1,200 | 1,380 | 15.0\nTea | 840 | 798 | -5.0\n"
            "Pepper | 560 | 616 | 10.0\nTotal | 2,600 | 2,794 | 7.5",
            [("1,380", "1,830", GROWTH), ("-5.0", "-8.0", GROWTH), ("2,794", "2,974", SUM)],
        ),
        (
            "District | Boys | Girls | Total\nNorth | 412 | 398 | 810\nSouth | 356 | 371 | 727\nEast |"
            " 287 | 301"
            " | 588\nTotal | 1,055 | 1,070 | 2,125",
            [("727", "772", SUM), ("1,055", "1,505", SUM), ("398", "389", SUM)],
        ),
        (
            "Nguồn vốn\tSố tiền (triệu đồng)\tTỷ trọng (%)\nTrung ương\t8.240\t41,2\nTỉnh\t6.160\t30,8\n"
            "Huyện\t3.600\t18,0\nDân góp\t2.000\t10,0\nCộng\t20.000\t100,0",
            [("6.160", "6.610", SUM), ("41,2", "42,1", PERCENT)],
        ),
        (
            "Category\tAmount ($000)\tShare (%)\nSalaries\t8,240\t41.2\nSupplies\t6,160\t30.8\n"
            "Transport\t3,600\t18.0\nOther\t2,000\t10.0\nTotal\t20,000\t100.0",
            [("3,600", "6,300", SUM), ("18.0", "81.0", PERCENT)],
        ),
    ],
    "calendar": [
        (
            "Lớp tập huấn kéo dài 5 ngày, từ ngày 12/6/2023 đến ngày 16/6/2023.",
            [("5 ngày", "9 ngày", "impossible_date")],
        ),
        (
            "The workshop lasted 5 days, from 12 June 2023 to 16 June 2023.",
            [("5 days", "9 days", "impossible_date")],
        ),
        (
            "Báo cáo ngày 05/01/2023. Kết quả năm 2022 (tính đến ngày 31/12/2022): 45 xã đạt chuẩn.",
            [("05/01/2023", "05/11/2022", PERIOD)],
        ),
    ],
}

NEAR_MISSES = [
    # growth of something else, of another period, hedged or rounded
    "Năm 2021 sản lượng chè búp tươi là 4.820 tấn; năm 2022 đạt 5.302 tấn. Diện tích tăng 6%.",
    "Tổng đàn lợn đạt 48.600 con, tăng 8% so với kế hoạch; cùng kỳ năm trước 44.000 con.",
    "Năm trước số khách lưu trú là 25.400 lượt; năm nay đạt 29.210 lượt, doanh thu tăng 22%.",
    "Số khách đạt 29.210 lượt, tăng 15%. Công suất phòng cùng kỳ năm trước là 62 phòng.",
    "Số ca mắc giảm khoảng 25%, từ 640 ca xuống còn 478 ca.",
    "Doanh thu quý II đạt 312,8 tỷ đồng, tăng 4% so với quý I và tăng 10% so với cùng kỳ (284,4 tỷ đồng).",
    "A year ago membership stood at 12,400; it is now 13,640, and fees are up 4%.",
    "Admissions rose 15% to 9,200. The previous year there were 310 staff.",
    "Net sales increased 12% to $56.0 million, or 9% on a like-for-like basis, from $50.0 million.",
    "Exports of $24.2 billion were 10% higher than in 2021, and imports of $22.0 billion 4% higher.",
    "Revenue rose 8% in constant currency (2022: £5.4m; 2021: £5.1m).",
    "Sales rose nearly 12% to $56.0 million from $50.1 million.",
    "Giá gạo tăng 12% lên 560 USD/tấn, giá cà phê tăng 25% lên 2.400 USD/tấn.",
    "Tỷ lệ thất nghiệp là 2,3%, giảm 0,1 điểm phần trăm so với quý trước và giảm 0,4 điểm so với cùng kỳ.",
    "Thời gian giải quyết giảm 20 - 30%, từ 15 ngày xuống còn 10 ngày.",
    # differences of something else
    "Toàn ngành có 3.245 giáo viên, tăng 118 giáo viên; số học sinh năm trước là 64.127 em.",
    "Kỳ trước số hồ sơ tồn là 412 hồ sơ, kỳ này tiếp nhận 368 hồ sơ, tăng 12 hồ sơ so với kế hoạch.",
    "Dự toán được giao 86,4 tỷ đồng, đã chi 71,9 tỷ đồng, tạm ứng 3,2 tỷ đồng, số còn lại đang quyết toán.",
    "Tổng thu 12,8 tỷ đồng, tổng chi 11,3 tỷ đồng; số dư đầu năm chuyển sang 0,4 tỷ đồng.",
    "Last time the roll was 1,204; this time it is 1,251, with 30 new places.",
    "The charity employed 318 people, 26 more than planned, and 292 volunteers.",
    "Net debt fell by £12.4m to £98.1m, while cash rose to £40.2m.",
    "Spending was $4.6 million against a budget of $5.1 million; $0.3 million was carried over.",
    "The staff costs totalled $9.4 million, of which salaries $6.1 million, pensions $2.1 million and the"
    " remaining $1.2 million training.",
    "Of the $86.4 million approved, $71.9 million has been disbursed, leaving little time.",
    # averages of something else
    "Toàn xã có 2.400 hộ với 9.360 nhân khẩu, thu nhập bình quân 58,2 triệu đồng/người.",
    "Quỹ hỗ trợ 1,8 tỷ đồng cho 360 hộ và 14 tổ hợp tác, bình quân mỗi hộ vay 4 triệu đồng.",
    "Trong 12 tháng tiếp 1.464 lượt công dân, riêng lãnh đạo tiếp bình quân 9 lượt mỗi tháng.",
    "The 45 clinics saw 121,500 patients; the average clinic has 14 staff.",
    "There are 1,512 pupils in 54 classes; the average teacher is aged 41.",
    "Over 26 weeks the line handled 9,880 calls, with an average wait of 4 minutes.",
    "The median grant was $12,000; 45 grants totalled $2.3 million.",
    # parts that overlap, are not all, or are of something else
    "Trong 214 học viên có 120 nữ, 85 người dưới 30 tuổi, 64 đảng viên.",
    "Of the 214 participants, 120 were women, 85 were under 30 and 64 had a degree.",
    "The trust runs 62 schools, including 21 nurseries and 25 primaries.",
    "Tổng số vốn 145,6 tỷ đồng, trong đó đã giải ngân 82,4 tỷ đồng, riêng tháng 12 là 21,5 tỷ đồng.",
    "Khen thưởng 45 tập thể và 112 cá nhân; tổng số tiền thưởng 175 triệu đồng.",
    "Ghi nhận 168 hồ sơ đất đai, 31 hồ sơ xây dựng; tổng số cán bộ của bộ phận là 14 người.",
    "We recorded 168 falls and 31 burns. Staff worked a total of 2,140 shifts.",
    "Income of £145.6m included tuition (£82.4m) and research (£45.2m).",
    "The programme reached about 8,400 people: 4,105 men and 4,307 women.",
    "Tổng diện tích khoảng 1.250 ha, gồm 820 ha keo, 265 ha bạch đàn và 160 ha cây bản địa.",
    # shares of another base
    "Trong tổng số 1.250 hộ, có 175 hộ nghèo, chiếm 9,2% số hộ nghèo toàn tỉnh.",
    "Toàn tỉnh có 620 cơ sở. Đến cuối năm, 434 cơ sở đã đạt chuẩn, bằng 108% kế hoạch.",
    "Textiles brought in $45.6 million, 12% of world trade, out of exports of $120 million.",
    "Of the 620 clinics, 434 passed, 5% more than in 2021.",
    "By source, funding was 45.5% government and 34.3% fees.",
    "Tỷ lệ hộ dùng nước sạch 92,5%, tỷ lệ hộ có nhà vệ sinh 88,1%, tỷ lệ hộ nghèo 3,2%.",
    "Số cơ sở đạt chuẩn là 434 cơ sở, bằng 70% trong tổng số 620 cơ sở; trong tổng số đó có 120 cơ sở mới.",
    "Số trang trại áp dụng quy trình mới là 44 trang trại, bằng 81% trong tổng số 54 trang trại.",
    # told again for another time or another thing
    "Tổng số lao động của toàn công ty là 3.482 người. Năm trước, tổng số lao động của toàn công ty là"
    " 3.284 người.",
    "Total revenue was $412.6 million in 2022. Total revenue was $421.6 million in 2023.",
    "Enrolment across the district was 3,482 pupils. Enrolment across the province came to 23,482 pupils.",
    "Kiểm tra 45 cuộc đột xuất. Thành lập 54 tổ kiểm tra đột xuất.",
    # the calendar
    "Biên bản nghiệm thu (ngày 12/6/2023) đã được ký; hội nghị bế mạc (ngày 14/6/2023).",
    "The tender (Tue 13 June 2023) closed on time.",
    "Báo cáo ngày 05/11/2022. Kết quả 10 tháng đầu năm 2022: 45 xã đạt chuẩn; dự kiến đến 31/12/2022 có"
    " 50 xã.",
    "The strategy runs from 2021 to 2025. The mid-term review was signed on 5 March 2023.",
    "Kế hoạch ngày 05/01/2022 đặt mục tiêu đến ngày 31/12/2022 có 45 xã đạt chuẩn.",
]

DOUBTFUL = [
    "Toàn huyện có 62 trường, trong đó 41 trường đạt chuẩn quốc gia, 25 trường tiểu học.",
    "Tổng số đơn tiếp nhận là 214 đơn, trong đó:\n- Đã giải quyết: 168 đơn;\n- Quá hạn: 31 đơn.",
]

SOUND = [(kind, text) for kind, rows in RELATIONS.items() for text, _ in rows]
PLANTED = [
    (kind, text, was, now, code)
    for kind, rows in RELATIONS.items()
    for text, slips in rows
    for was, now, code in slips
]


@pytest.mark.parametrize("text", [t for _, t in SOUND], ids=[f"{k}: {t[:44]}" for k, t in SOUND])
def test_a_sound_relation_has_no_finding(text: str) -> None:
    assert audit(read_source(text)).findings == ()


@pytest.mark.parametrize("text", NEAR_MISSES, ids=[t[:52] for t in NEAR_MISSES])
def test_a_near_miss_is_not_cried(text: str) -> None:
    assert audit(read_source(text)).findings == ()


@pytest.mark.parametrize("text", DOUBTFUL, ids=[t[:52] for t in DOUBTFUL])
def test_parts_that_may_overlap_or_leave_some_out_are_no_error(text: str) -> None:
    assert [f.severity for f in audit(read_source(text)).findings] == [FindingSeverity.SUSPICIOUS]


@pytest.mark.parametrize(
    ("text", "was", "now", "code"),
    [row[1:] for row in PLANTED],
    ids=[f"{kind}: {text[:30]} | {was} as {now}" for kind, text, was, now, _ in PLANTED],
)
def test_a_planted_error_is_found(text: str, was: str, now: str, code: str) -> None:
    wrong = text.replace(was, now, 1)
    start = text.index(was)
    found = [
        finding.code
        for finding in audit(read_source(wrong)).findings
        if finding.severity is not FindingSeverity.ROUNDING
        and any(span.start < start + len(now) and start < span.end for span in finding.spans)
    ]
    assert code in found
