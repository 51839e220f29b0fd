"""One quantity told in two places of a report, and two quantities that look like one.

Each retelling is sound with the first value and told differently with the second.
"""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Finding

ERROR, DOUBT = "error", "suspicious"

RETOLD = [
    ("Năm 2023, ngành giáo dục thị xã tuyển mới {} giáo viên, xây thêm 38 phòng học và "
     "công nhận 12 trường chuẩn quốc gia.\n\nI. ĐỘI NGŨ\nToàn ngành có 2.140 cán bộ, giáo "
     "viên. Trong năm đã tuyển dụng 164 giáo viên mới, trong đó 97 giáo viên mầm non.\n\n"
     "II. CƠ SỞ VẬT CHẤT\nĐã đưa vào sử dụng 38 phòng học mới, kinh phí 26,4 tỷ đồng. Có "
     "thêm 12 trường được công nhận đạt chuẩn quốc gia.",
     "164", "146", ERROR),
    ("SỐ LIỆU CHÍNH\n- Lượt khám bệnh: 184.200\n- Bệnh nhân nội trú: {}\n- Ca phẫu thuật: "
     "4.310\n\n1. Khám bệnh\nCả năm có 184.200 lượt khám, tăng so với năm trước.\n\n2. "
     "Điều trị nội trú\nKhoa nội và khoa ngoại tiếp nhận 15.830 bệnh nhân nội trú, thời "
     "gian nằm viện trung bình 6 ngày.\n\n3. Ngoại khoa\nĐã thực hiện 4.310 ca phẫu thuật "
     "an toàn.",
     "15.830", "15.380", ERROR),
    ("Tóm tắt\nTỷ lệ hộ nghèo của huyện còn {}; thu nhập bình quân đạt 62 triệu đồng; 96% "
     "dân số có bảo hiểm y tế.\n\n1. Giảm nghèo\nHuyện có 28.500 hộ, trong đó 1.197 hộ "
     "nghèo, tỷ lệ hộ nghèo là 4,2%.\n\n2. Thu nhập\nThu nhập bình quân đạt 62 triệu "
     "đồng.\n\n3. Y tế\nCó 96% dân số tham gia bảo hiểm y tế.",
     "4,2%", "4,7%", ERROR),
    ("Dự án đã duy trì {} câu lạc bộ khuyến nông, tập huấn cho 3.200 lượt nông dân.\n\nKết "
     "quả cụ thể\nĐến nay có 85 câu lạc bộ khuyến nông hoạt động với 2.550 thành viên, "
     "bình quân 30 thành viên một câu lạc bộ. Các lớp tập huấn thu hút 3.200 lượt nông dân.",
     "85", "81", ERROR),
    ("Trong quý, Trung tâm đã mở 16 lớp đào tạo nghề cho {} lượt lao động nông thôn và "
     "giới thiệu việc làm cho 428 người.\n\n1. Đào tạo nghề\nTrung tâm phối hợp các xã mở "
     "16 lớp cho 563 lượt học viên, gồm 6 lớp may, 7 lớp điện và 3 lớp nấu ăn.\n\n2. Việc "
     "làm\nĐã giới thiệu việc làm cho 428 người.",
     "563", "536", ERROR),
    ("I. ĐÁNH GIÁ CHUNG\nToàn tỉnh trồng được 8.640 ha rừng tập trung, đạt 108% kế hoạch "
     "(8.000 ha).\n\nII. TRỒNG RỪNG\nDiện tích rừng trồng tập trung đạt {}, chủ yếu là keo "
     "và quế. Cây phân tán 1,2 triệu cây.",
     "8.640 ha", "8.460 ha", ERROR),
    ("Sản lượng thủy sản cả năm đạt {}, tăng nhẹ so với năm trước.\n\nLoại\tSản lượng "
     "(tấn)\nCá\t12.450\nTôm\t6.380\nNhuyễn thể\t2.905\nTổng sản lượng thủy sản\t21.735\n\n"
     "Giá cả ổn định.",
     "21.735 tấn", "21.375 tấn", ERROR),
    ("Đảng bộ đạt nhiều kết quả: kết nạp {} đảng viên mới, 9/10 xã có chi bộ thôn.\n\n1. "
     "Phát triển đảng viên\nTrong năm, các chi bộ kết nạp 214 đảng viên, trong đó nữ 98 "
     "đồng chí, đoàn viên 167 đồng chí.\n\n2. Kiểm tra\nĐã kiểm tra 35 tổ chức đảng.",
     "214", "241", ERROR),
    ("Tổng dư nợ cho vay hộ nghèo đạt 318,6 tỷ đồng với 7.245 hộ còn dư nợ.\n\nChất lượng "
     "tín dụng được giữ vững, nợ quá hạn chỉ 0,18%.\n\nKết luận: với dư nợ cho vay hộ "
     "nghèo {} và nợ quá hạn 0,18%, chi nhánh hoàn thành nhiệm vụ năm.",
     "318,6 tỷ đồng", "316,8 tỷ đồng", ERROR),
    ("Thu ngân sách trên địa bàn huyện năm 2021 đạt {}.\n\nI. KINH TẾ\nGiá trị sản xuất "
     "nông nghiệp đạt 1.120 tỷ đồng.\n\nII. TÀI CHÍNH\nTổng thu ngân sách trên địa bàn năm "
     "2021 là 146,8 tỷ đồng, gồm thu thuế 98,5 tỷ đồng, thu đất 48,3 tỷ đồng.",
     "146,8 tỷ đồng", "148,6 tỷ đồng", ERROR),
    ("NĂM QUA BẰNG CON SỐ\nLượt khách: 48.320\nSách cho mượn: 61.450 cuốn\nThẻ mới: {}\n"
     "Buổi kể chuyện: 52\n\nLƯỢT KHÁCH\nThư viện đón 48.320 lượt khách, đông nhất vào "
     "hè.\n\nCHO MƯỢN\nBạn đọc mượn 61.450 cuốn sách. Thư viện cấp 2.745 thẻ mới, một nửa "
     "cho học sinh.\n\nTHIẾU NHI\nCó 52 buổi kể chuyện.",
     "2.745", "2.860", DOUBT),
    ("Tai nạn giao thông giảm cả ba tiêu chí, xảy ra {} vụ, làm chết 41 người.\n\nVề "
     "nguyên nhân, phần lớn do không làm chủ tốc độ.\n\n4. An toàn giao thông: trong năm "
     "toàn tỉnh xảy ra 132 vụ tai nạn giao thông, 41 người chết, 89 người bị thương.",
     "132", "123", ERROR),
    ("Highlights\n- Passenger journeys reached {} million.\n- Punctuality was 91.4%.\n- "
     "Complaints fell to 3,280.\n\nPassengers\nWe carried 46.2 million passenger journeys, "
     "against 43.9 million in 2022.\n\nPerformance\nPunctuality over the year was 91.4%. "
     "We received 3,280 complaints.",
     "46.2", "42.6", ERROR),
    ("In brief\nHomes let: 412\nAverage wait: 9 months\nRent arrears: {}\n\nLettings\nWe "
     "let 412 homes in the year. Families waited 9 months on average.\n\nIncome\nTenants "
     "owed us £284,600 in arrears of rent at 31 March, a fall of 4%.",
     "£284,600", "£286,400", ERROR),
    ("Net profit for the year was £6.84 million, and the dividend is 4.5p.\n\nTrading\n"
     "Revenue rose to £71.2 million.\n\nClosing words\nA year with a net profit of {} "
     "gives us room to invest in the docks.",
     "£6.84 million", "£6.48 million", ERROR),
    ("Revenue for fiscal 2023 was {} million.\n\n($000)\t2023\t2022\nServices\t48,210\t"
     "45,030\nProducts\t21,480\t23,110\nRevenue\t69,690\t68,140\n\nWe hired forty "
     "engineers.",
     "$69.7", "$67.9", ERROR),
    ("Summary\nThe survey reached 5,412 households; the response rate was {}. \n\nMethod\n"
     "Of 7,216 households approached, 5,412 replied, a response rate of 75.0%.\n\n"
     "Findings\nHalf of them heat with gas.",
     "75.0%", "78.0%", ERROR),
    ("We are a charity with 318 volunteers and nine staff.\n\nWhat we did\nOur food bank "
     "handed out {} parcels, of which 5,260 went to families with children.\n\nIn "
     "conclusion\nTo the people who packed 12,840 parcels we say thank you.",
     "12,840", "12,480", ERROR),
    ("Key facts: 27 schools; {} pupils; 612 teachers.\n\nPupils\nOn census day 9,480 "
     "pupils were on roll, 52% of them girls.\n\nStaff\nThe 27 schools employ 612 "
     "teachers, a ratio of one to 15.5.",
     "9,480", "9,840", ERROR),
    ("The fund paid out grants of {} to 96 groups in 2021.\n\nApplications\nWe had 240 "
     "applications and funded 96 of them.\n\nFinance\nGrants paid came to $3,264,000, an "
     "average of $34,000. Costs of administration were $212,500.",
     "$3,264,000", "$3,624,000", ERROR),
    ("Executive summary\nThe contractor repaired {} street lights, and 94% of faults were "
     "mended within five days.\n\nStreet lighting\nFaults reported numbered 4,120. The "
     "contractor repaired 3,952 lights. Some 94% of faults were put right within five days.",
     "3,952", "3,925", ERROR),
    ("Our reserves stand at £1.92 million.\n\nIncome\nIncome was £4.36 million and "
     "expenditure £4.21 million.\n\nReserves\nAt the year end free reserves were {}, or "
     "five months of spending.",
     "£1.92 million", "£1.29 million", DOUBT),
    ("The regiment of volunteers planted {} saplings along the river.\n\nPlanting\nIn all, "
     "24 teams set 6,720 saplings, 280 a team.\n\nCare\nWatering goes on until May.",
     "6,720", "6,270", ERROR),
    ("Crime fell again. Police recorded {} burglaries and 212 robberies.\n\nBurglary\n"
     "There were 1,438 burglaries in the year, of which 316 were solved (22.0%).\n\n"
     "Robbery\nRobberies numbered 212.",
     "1,438", "1,348", ERROR),
]  # fmt: skip

TWO_THINGS = [
    "Trong năm, toàn tỉnh có 1.148 doanh nghiệp thành lập mới.\n\nII. DOANH NGHIỆP\nĐến "
    "hết tháng 9, có 1.184 doanh nghiệp quay trở lại hoạt động; 486 doanh nghiệp tạm ngừng.",
    "Năm 2023 toàn huyện kết nạp 158 đảng viên.\n\nII. PHƯƠNG HƯỚNG NĂM 2024\nPhấn đấu kết "
    "nạp 185 đảng viên.",
    "Các cấp đã kiểm tra 21 tổ chức đảng và 64 đảng viên.\n\n3. Giám sát\nGiám sát chuyên "
    "đề đối với 26 tổ chức đảng và 46 đảng viên.",
    "Tóm tắt: tháng 6 có 312 hồ sơ được tiếp nhận.\n\nChi tiết: lũy kế 6 tháng tiếp nhận "
    "1.842 hồ sơ; tháng 5 tiếp nhận 321 hồ sơ.",
    "Doanh thu thuần năm 2023 đạt 2.184,6 tỷ đồng.\n\nNăm 2022, doanh thu thuần đạt "
    "2.148,6 tỷ đồng. Lợi nhuận sau thuế 112,8 tỷ đồng, lợi nhuận trước thuế 121,8 tỷ đồng.",
    "Kim ngạch xuất khẩu đạt 845,2 triệu USD, nhập khẩu đạt 854,2 triệu USD.\n\nIII. "
    "THƯƠNG MẠI\nXuất khẩu đạt 845,2 triệu USD, nhập khẩu đạt 854,2 triệu USD.",
    "Huyện trồng 1.245 ha ngô.\n\nXã Phú Lộc\nXã trồng 124,5 ha ngô, xã Phú Hải trồng "
    "142,5 ha ngô.",
    "Đầu năm có 5.731 đảng viên.\n\nCuối năm\nĐến ngày 15/12, toàn Đảng bộ có 5.864 đảng "
    "viên, trong đó 5.684 đảng viên chính thức.",
    "Số dư đầu kỳ 3.412 triệu đồng.\n\nKết luận\nSố dư cuối kỳ 3.421 triệu đồng.",
    "Có 42 tổ chức cơ sở đảng.\n\nTrong 40 tổ chức được xếp loại, 8 tổ chức hoàn thành "
    "xuất sắc.",
    "Tỷ lệ hộ nghèo của huyện còn 4,2%.\n\nTỷ lệ hộ cận nghèo còn 4,7%. Tỷ lệ hộ nghèo của "
    "xã Hòa Bình còn 4,6%.",
    "Chỉ số giá tiêu dùng tháng 9 tăng 3,62% so với cùng kỳ.\n\nChỉ số giá tiêu dùng bình "
    "quân 9 tháng tăng 3,26%.",
    "Toàn ngành có 1.284 giáo viên trung học cơ sở.\n\nBậc tiểu học\nToàn ngành có 1.248 "
    "giáo viên tiểu học.",
    "Kế hoạch vốn năm là 412,6 tỷ đồng.\n\nGiải ngân\nĐến nay giải ngân vốn năm được 421,6 "
    "tỷ đồng do bổ sung.",
    "Bình quân mỗi xã có 36 hộ.\n\nCả huyện có 63 hộ bị thiệt hại.\n\nXã Đông có 38 hộ.",
    "SỐ LIỆU CHÍNH\n- Lượt khám: 184.200\n- Nội trú: 15.830\n- Ngoại trú: 15.380\n\n1. "
    "Khám\nCó 184.200 lượt khám, trong đó 15.830 lượt nội trú và 15.380 lượt ngoại trú.",
    "The Authority received 1,876 applications.\n\nLicensing\nIt issued 1,786 licences and "
    "refused 90.",
    "Highlights\n- Journeys reached 46.2 million.\n- Punctuality was 91.4%.\n\nIn the "
    "fourth quarter\nJourneys were 12.6 million and punctuality was 94.1%.",
    "Net profit was £6.84 million.\n\nOperating profit was £8.64 million. The year before, "
    "net profit had been £6.48 million.",
    "The district has 9,480 pupils.\n\nPrimary schools\nOf these, 4,980 pupils are in "
    "primary schools.\n\nBus travel\nSome 4,890 pupils travel by bus.",
    "Inflation was 6.1% in 2022.\n\nFood prices\nFood inflation was 16.1%. Core inflation "
    "was 6.7%.",
    "The unemployment rate stood at 6.5%.\n\nYouth\nThe unemployment rate of young people "
    "was 16.5%. The employment rate stood at 65.6%.",
    "The unemployment rate stood at 6.5% in June.\n\nIn March the unemployment rate had "
    "stood at 6.7%.",
    "A routine repair took 41 days on average.\n\nUrgent repairs\nAn urgent repair took 14 "
    "days on average, an emergency one day.",
    "We planted 14,200 trees this winter.\n\nNext winter\nWe shall plant 12,400 trees. "
    "Volunteers watered 14,020 saplings.",
    "Income was £4.36 million.\n\nExpenditure\nExpenditure was £4.63 million.\n\nThe "
    "budget for income had been £4.63 million.",
    "Revenue for fiscal 2023 was $69.7 million.\n\n($000)\t2023\t2022\nServices\t48,210\t"
    "45,030\nProducts\t21,480\t23,110\nRevenue\t69,690\t68,140\n\nOf revenue, $48.2 "
    "million came from services.",
    "Burglaries numbered 1,438.\n\nThe north\nIn the north 438 burglaries were recorded, "
    "in the south 1,000. Police solved 1,348 thefts.",
    "In brief\nHomes let: 412\nHomes sold: 421\nRent owed: £284,600\n\nLettings\nWe let "
    "412 homes and sold 421. Rent owed was £284,600, rent written off £286,400.",
    "The hospital treated 24,610 inpatients.\n\nDay cases\nIt treated 26,410 patients as "
    "day cases.\n\nConclusion\nWith 24,610 inpatients and 26,410 day cases it was the "
    "busiest year.",
    "Grants paid came to $3,264,000.\n\nCommitted grants not yet paid came to "
    "$3,624,000.\n\nOf grants paid, $1,264,000 went to schools.",
    "Toàn tỉnh xảy ra 132 vụ tai nạn giao thông, làm chết 41 người.\n\nSo với cùng kỳ, "
    "giảm 12 vụ. Trong đó đường bộ xảy ra 123 vụ, làm chết 38 người.",
    "Thu nội địa 6.318,4 tỷ đồng.\n\nTổng thu ngân sách 6.381,4 tỷ đồng, trong đó thu nội "
    "địa 6.318,4 tỷ đồng.",
    "Công ty có 1.482 lao động.\n\nTrong năm tuyển mới 148 lao động; lao động nữ 1.428 "
    "người theo hợp đồng.",
    "Bệnh viện có 450 giường kế hoạch.\n\nSố giường thực kê là 540 giường.\n\nCông suất "
    "giường 96,5%.",
]  # fmt: skip


def findings(text: str) -> list[Finding]:
    """What the audit finds told twice with two values."""
    return [f for f in audit(read_source(text)).findings if f.code == "restated_differently"]


@pytest.mark.parametrize(("text", "value", "other", "severity"), RETOLD)
def test_what_a_summary_and_its_section_tell_is_one_quantity(
    text: str, value: str, other: str, severity: str
) -> None:
    assert not findings(text.format(value))
    assert severity in [f.severity.value for f in findings(text.format(other))]


@pytest.mark.parametrize("text", TWO_THINGS)
def test_figures_of_other_times_parts_plans_and_things_are_two_quantities(text: str) -> None:
    assert not findings(text)


TABLES = [
    # a total is told by the head of its column and the words above the table
    ("Hectares of forest planted in the year, by district, were as follows.\n\nDistrict\tForest planted (ha)"
     "\nNorth\t1,245\nSouth\t1,474\nTotal\t2,719\n\nOutlook\nThe forest planted, {} hectares in all, will"
     " grow.", "2,719", "2,179"),
    ("Sản phẩm\tNăm 2023\tNăm 2022\nTôm chế biến (tấn)\t12.640\t11.875\nCá tra phi lê (tấn)\t7.350\t8.120"
     "\n\nTrong năm, sản lượng tôm chế biến đạt {}.", "12.640 tấn", "12.460 tấn"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "other"), TABLES)
def test_a_text_tells_what_its_table_tells(text: str, value: str, other: str) -> None:
    assert not findings(text.format(value))
    assert findings(text.format(other))


@pytest.mark.parametrize(
    "text",
    [
        # a column of the year before, and cells without a label
        "Product\t1H24\t1H23\nPumps (t)\t12,640\t11,875\nMeters (t)\t7,350\t8,120\n"
        "\nValves came to 11,785 t.",
        "2,719\t1,245\n2,179\t1,254\n\nWe planted 2,791 trees.",
        # lengths of time that are no averages
        "The contract ran for 64 days on site.\n\nDelay\nThe contract on the site ended after 46 days.",
        # two years
        "In 2021 the port handled 1,616 tonnes of freight.\n\nFreight\nIn 2022 the port handled 1,661 tonnes"
        " of freight.",
        # shares of two places in one form of words, levels near each other, and a slip of two digits
        "Tại xã Lộc Thuận, xe buýt chiếm 9,9% và xe máy chiếm 90,1%.\n\nTại xã An Trạch, xe buýt chiếm"
        " 9,7% và xe máy chiếm 90,3%.",
        "Tolls came to $193.6 million.\n\nNorth\nTolls came to $185.8 million.",
        "Last autumn freight through Harbourport came to 64,120 tonnes.\n\nNorth\nLast autumn freight through"
        " Northport came to 61,420 tonnes.",
        "The farms have 62 tractors.\n\nNorth\nThe farms have 12 tractors.",
        "Toàn tỉnh có 2.316 hộ nghèo và 2.361 hộ cận nghèo.\n\nNăm 2024, số hộ cận nghèo được vay vốn là"
        " 2.136 hộ.",
        # each is told again
        "Trong năm có 1.245 hộ vay vốn và 1.254 hộ trả vốn.\n\nChi tiết\nTrong năm có 1.245 hộ vay vốn."
        "\n\nKhác\nTrong năm có 1.254 hộ trả vốn.",
    ],
)  # fmt: skip
def test_other_columns_times_and_values_told_again_are_two_quantities(text: str) -> None:
    assert not findings(text)


def test_the_value_that_other_figures_prove_is_the_right_one() -> None:
    text = (
        "Summary\nWe maintain 62 savings groups.\n\nSavings groups\nThere are 64 savings groups with 1,472"
        " members, 23 members a group on average."
    )
    assert [(f.stated, f.expected) for f in findings(text)] == [("62", "64")]


LEDE = (
    "{}\n\nThe works ran from March to May.\n\nStaff numbered 96.\n\nSales rose in 14 markets.\n\nCosts"
    " came to 12 items.\n\n{}\n\nThe board met 11 times."
)


@pytest.mark.parametrize(
    ("opening", "body", "severity"),
    [
        # told in other words, two digits swapped
        (
            "The backlog stood at a record €1,348.2 million.",
            "The backlog opened at €1,324.0 million; new orders took it to €1,384.2 million on 30 June.",
            ERROR,
        ),
        (
            "Cashew in all its forms earned the country $389.3 million abroad.",
            "Raw nuts and kernels together brought in $383.9 million.",
            DOUBT,
        ),
        (
            "Cả công ty lãi 118,2 tỷ đồng.",
            "Lợi nhuận đạt 112,8 tỷ đồng, bằng 94% kế hoạch 120 tỷ đồng.",
            ERROR,
        ),
        (
            "Killed or badly hurt on our roads: 575.",
            "On the roads 41 people died and 516 were hurt. Together that is 557 families.",
            DOUBT,
        ),
    ],
)
def test_what_opens_a_report_is_told_again_in_other_words(opening: str, body: str, severity: str) -> None:
    assert [f.severity.value for f in findings(LEDE.format(opening, body))] == [severity]


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        (
            "Coffee exports of Kingsfield came to 2,413 tonnes.",
            "Tea exports of Kingsfield came to 2,431 tonnes.",
        ),
        ("Cashew earned the country $389.3 million.", "Staff and rent cost us $347.1 million."),
        ("Trường có 1.284 học sinh nam.", "Trường có 1.248 học sinh nữ."),
        ("The north sold 575 tickets.", "Children read 755 books."),
        ("In 2021 the port handled 1,616 tonnes.", "In 2022 the port handled 1,661 tonnes."),
        ("The council aims at 4,512 homes.", "The council housed 4,251 cats."),
    ],
)
def test_what_opens_a_report_may_be_another_thing(opening: str, body: str) -> None:
    assert not findings(LEDE.format(opening, body))


GLANCE = (
    "AT A GLANCE\n{}\nPatients seen: 41,200\n\n{}\n\nMoney\nWe spent $450,000.\n\nWater\nWe dug 114 wells."
)


@pytest.mark.parametrize(
    ("short", "body"),
    [
        (
            "Girls' clubs running: 104",
            "Clubs\nThe 96 girls' clubs, with 30 members each, reached 2,880 girls.",
        ),
        ("Clinics open: 58", "Clinics\nWe kept 54 clinics open, 30 in towns and 24 in villages."),
        ("Boats repaired: 105", "Boats\nVolunteers repaired 98 boats at $1,400 each, $137,200 in all."),
        ("Nurses employed: 24,600", "Staff\nWe employed 25,300 nurses: 12,300 by day and 13,000 by night."),
    ],
)
def test_a_list_at_a_glance_is_wrong_where_others_prove_the_section(short: str, body: str) -> None:
    (found,) = findings(GLANCE.format(short, body))
    assert (found.code, found.severity) == ("restated_differently", ERROR)


def test_a_label_before_a_colon_says_what_is_counted_behind_it() -> None:
    text = GLANCE.format(
        "Dự án tặng 25 “Mái ấm Công đoàn”",
        "- “Mái ấm Công đoàn”: cả năm 23 nhà, gồm 14 nhà xây mới và 9 nhà sửa chữa.",
    )
    assert [found.code for found in findings(text)] == ["restated_differently"]


@pytest.mark.parametrize(
    ("short", "body"),
    [
        (
            "Youth clubs open: 41",
            "Clubs\nThe 38 youth clubs open are 20 for girls and 18 for boys; 3 more meet.",
        ),
        ("Killed or injured: 225", "Harm\n- killed: 11\n- injured: 214\n- unhurt: 1,302\nof 1,527 people."),
        ("Clinics open: 58", "Clinics\nThe target was 54 clinics: 30 in towns and 24 in villages."),
        ("Clinics open: 58", "Clinics\nA year before, 54 clinics were open, 30 in towns and 24 in villages."),
        ("Clinics open: 62", "Clinics\nOn 1 January 58 clinics were open, 30 in towns and 28 in villages."),
        ("Clinics open: 58", "Clinics\nAt the start of the year 54 clinics were open, 30 in towns, 24 not."),
        ("Clinics open: 58", "Clinics\nWe began the year with 54 clinics open, 30 in towns, 24 in villages."),
        ("Nurses employed: 61", "Clinics\nWe kept 58 clinics open, 30 in towns and 28 in villages."),
        (
            "Nurses employed: 61",
            "Staff\nThe table tells more.\n\nPost\tNurses\nTowns\t30\nVillages\t28\nTotal\t58",
        ),
    ],
)
def test_a_section_may_prove_another_thing_than_the_list_at_a_glance(short: str, body: str) -> None:
    assert not findings(GLANCE.format(short, body))


def test_one_thing_or_the_other_is_more_than_the_one() -> None:
    assert not findings("At a glance\n- Homes sold or let: 225\n\nThe year\n\nWe let 215 homes.\n")


FAR_APART = [
    # long figures with two digits swapped, three in another order or one changed; told in other words
    "HARBOUR TRUST: THE YEAR IN BRIEF\nFerries carried 1,318,400 passengers and 214,600 cars.\n\nPassengers\n"
    "The routes were busy again. In all 1,381,400 people travelled, most of them in summer.\n\nFreight\n"
    "Cargo came to 3.42 million tonnes.",
    "Chủ tịch kính gửi cổ đông: năm qua Công ty bán 46.120 tấn xi măng.\n\nBảng 1. Sản lượng\nMặt hàng\t"
    "Sản lượng (tấn)\nXi măng\t46.210\nVôi\t2.110\nCộng\t48.320",
    "KEY FACTS\nTurbines: 48\nOutput: 412.6 GWh\n\nGeneration\nThe 48 turbines ran 94% of the time and"
    " produced 421.6 GWh, enough for a town.",
    "Hợp tác xã thu mua 1.865 tấn cà phê nhân của bà con.\n\nTình hình thu mua\nVụ này giá lên cao. Đến cuối"
    " vụ, kho nhập 1.685 tấn cà phê nhân, xuất 1.402 tấn.",
    "Our wardens walked 14,820 km of path.\n\nPaths\nThe wardens, 64 of them, covered 14,208 km of path on"
    " foot, 222 km each.",
    "Rent due ............ £78.4m\n\nIncome\nRent due was £74.8m, of which tenants paid £70.1m and the"
    " council £4.7m.",
    # figures that say nothing of themselves are told by the sentence before
    "Key figures\nHealth checks carried out: 14,830\n\nHealth checks\nWe offered a health check to 31,640"
    " adults. 14,238, or 45.0%, came for one.",
]


@pytest.mark.parametrize("text", FAR_APART)
def test_long_figures_a_slip_apart_are_one_in_other_words(text: str) -> None:
    assert [f.severity.value for f in findings(text)] == [ERROR]


@pytest.mark.parametrize(
    "text",
    [
        "The north branch sold 2,318 tickets.\n\nThe south branch\nThe south branch sold 2,381 tickets.",
        "In June the branch sold 2,318 tickets.\n\nSales\nIt sold 2,381 tickets in June last year and 2,138"
        " in July.",
        "Free cash flow was €53.5 million.\n\nInvestment\nWe put a total of €56.6 million to work.",
        "Công ty có 1.482 lao động.\n\nTiền lương\nLương bình quân của 1.428 lao động nữ tăng 5%.",
        "- Loại A: 12 hồ sơ\n- Loại A: 21 hồ sơ\n- Loại A: 13 hồ sơ\n- Loại A: 31 hồ sơ",
    ],
)
def test_figures_a_slip_apart_of_two_things_are_left_alone(text: str) -> None:
    assert not findings(text)
