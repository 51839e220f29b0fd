"""The source audit: relations found, judged and worded, on small texts and on the bundled reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import Audit, FindingSeverity

BUNDLED = Path(__file__).parents[2] / "evals" / "datasets" / "bundled"

Found = tuple[str, str, str, str]

WRONG: list[tuple[str, Found]] = [
    # shares of a base that stands beside the part
    ("Có 45/60 xã đạt chuẩn, chiếm 70%.", ("percent_mismatch", "error", "70", "75")),
    ("Tỷ lệ tiêm chủng đạt 92,5% (1.190/1.250 trẻ).", ("percent_mismatch", "error", "92.5", "95.2")),
    ("The clinic treated 38 of 50 patients (78%).", ("percent_mismatch", "error", "78", "76")),
    ("Of 250 households surveyed, 180 (68%) reported losses.", ("percent_mismatch", "error", "68", "72")),
    ("Xã có 1.250 hộ, trong đó 85 hộ nghèo (chiếm 7,8%).", ("percent_mismatch", "error", "7.8", "6.8")),
    (
        "Kim ngạch đạt 371,85 tỷ USD, tăng 10,6%. Trong đó, khu vực trong nước đạt 95,09 tỷ USD, tăng 6,8%,"
        " chiếm 26,5% tổng kim ngạch; khu vực FDI đạt 276,76 tỷ USD, chiếm 74,4%.",
        ("percent_mismatch", "error", "26.5", "25.6"),
    ),
    (
        "Có 12 xã loại A (40%), 10 xã loại B (33,3%) và 8 xã loại C (29,7%).",
        ("percent_mismatch", "error", "29.7", "26.7"),
    ),
    (
        "Đã thanh tra 45 đơn vị, phát hiện 18 đơn vị vi phạm (chiếm 45%).",
        ("percent_mismatch", "suspicious", "45", "40"),
    ),
    ("Có 26/27 tổ chức đảng (96,29%).", ("percent_mismatch", "rounding", "96.29", "96.30")),
    ("Có 147/171 chi bộ (chiếm 85,97%).", ("percent_mismatch", "rounding", "85.97", "85.96")),
    (
        "Có 7/38 tổ chức đảng xuất sắc; 26/38 tổ chức đảng tốt; 05/39 tổ chức đảng hoàn thành.",
        ("denominator_conflict", "error", "39", "38"),
    ),
    # shares that add up
    (
        "Cơ cấu kinh tế: nông nghiệp chiếm 25,3%, công nghiệp 40,2%, dịch vụ 35,5%.",
        ("percent_sum", "error", "101.0", "100"),
    ),
    (
        "Grants came from: government (45%), foundations (30%) and individuals (35%).",
        ("percent_sum", "suspicious", "110", "100"),
    ),
    # parts and whole
    (
        "The association has 120 members, comprising 70 men and 55 women.",
        ("sum_mismatch", "error", "120", "125"),
    ),
    (
        "Toàn tỉnh có 120 trường, gồm 45 trường mầm non, 50 trường tiểu học và 30 trường THCS.",
        ("sum_mismatch", "error", "120", "125"),
    ),
    ("Toàn trường có 1.250 học sinh, trong đó 640 nam và 600 nữ.", ("sum_mismatch", "error", "1250", "1240")),
    (
        "Huyện có 19 xã, trong đó 12 xã đạt chuẩn, 3 xã nâng cao và 1 xã kiểu mẫu.",
        ("sum_mismatch", "suspicious", "19", "16"),
    ),
    (
        "Trong 350 hộ được vay vốn, có 120 hộ nghèo, 150 hộ cận nghèo và 90 hộ mới thoát nghèo.",
        ("sum_mismatch", "error", "350", "360"),
    ),
    (
        "Đảng bộ có 52 tổ chức cơ sở đảng (24 đảng bộ, 27 chi bộ).",
        ("sum_mismatch", "suspicious", "52", "51"),
    ),
    (
        "Doanh thu quý I đạt 12,5 tỷ đồng, quý II đạt 13,2 tỷ đồng, tổng cộng đạt 26,7 tỷ đồng.",
        ("sum_mismatch", "error", "26700000000", "25700000000"),
    ),
    (
        "Tổng số 120 hồ sơ, gồm:\n- Đã giải quyết: 95 hồ sơ\n- Đang giải quyết: 30 hồ sơ",
        ("sum_mismatch", "error", "120", "125"),
    ),
    # remainders and accounts
    (
        "Tiếp nhận 120 đơn, đã giải quyết 95 đơn, còn lại 30 đơn.",
        ("difference_mismatch", "error", "30", "25"),
    ),
    (
        "Số thuốc đã cấp: 1.200 liều. Đã sử dụng 950 liều, còn lại 300 liều.",
        ("difference_mismatch", "error", "300", "250"),
    ),
    (
        "The clinic received 1,500 doses, administered 1,200 and has 350 remaining.",
        ("difference_mismatch", "error", "350", "300"),
    ),
    (
        "Total revenue was $12.4 million and total expenditure $9.1 million, leaving a surplus of"
        " $3.5 million.",
        ("difference_mismatch", "error", "3500000", "3300000"),
    ),
    # changes
    (
        "Thu ngân sách tăng từ 200 tỷ đồng lên 225 tỷ đồng, tăng 15% so với năm 2020.",
        ("growth_mismatch", "error", "15", "13"),
    ),
    (
        "The number of clinics grew from 40 to 52, an increase of 35%.",
        ("growth_mismatch", "error", "35", "30"),
    ),
    (
        "Revenue rose to $12.6 million, up 15.5% from $11.2 million.",
        ("growth_mismatch", "error", "15.5", "12.5"),
    ),
    (
        "Năm 2021 thu 200 tỷ đồng, năm 2022 thu 225 tỷ đồng, tăng 15%.",
        ("growth_mismatch", "error", "15", "13"),
    ),
    ("The budget rose by $1.5 million (15%) to $14.0 million.", ("growth_mismatch", "error", "15", "12")),
    (
        "Huy động vốn đạt 2.350 tỷ đồng, tăng 180 tỷ đồng (9,3%) so với đầu năm.",
        ("growth_mismatch", "error", "9.3", "8.3"),
    ),
    (
        "Số hộ nghèo giảm từ 1.250 hộ xuống còn 980 hộ, giảm 280 hộ.",
        ("difference_mismatch", "error", "280", "270"),
    ),
    (
        "Tỷ lệ hộ nghèo giảm từ 5,2% xuống 3,1%, giảm 2,7 điểm phần trăm.",
        ("difference_mismatch", "error", "2.7", "2.1"),
    ),
    (
        "Năm 2022 kết nạp 185 đảng viên, vượt 7,5% chỉ tiêu (175 đảng viên).",
        ("growth_mismatch", "error", "7.5", "5.7"),
    ),
    (
        "Kế hoạch 1.200 tỷ đồng, thực hiện 1.250 tỷ đồng, đạt 102,4% kế hoạch.",
        ("percent_mismatch", "error", "102.4", "104.2"),
    ),
    (
        "The programme trained 450 teachers, exceeding the target of 400 by 15%.",
        ("growth_mismatch", "error", "15", "13"),
    ),
    # averages and rates
    (
        "Diện tích lúa 1.200 ha, năng suất 62,5 tạ/ha, sản lượng 7.800 tấn.",
        ("average_mismatch", "error", "7800", "7500"),
    ),
    (
        "The incidence was 8.9 per 100,000 population (123 cases in a population of 1.5 million).",
        ("average_mismatch", "error", "8.9", "8.2"),
    ),
    (
        "Average cost was $35 per beneficiary: $12,500 for 480 beneficiaries.",
        ("average_mismatch", "error", "35", "26"),
    ),
    (
        "Trung bình mỗi lớp 35 học sinh (từ 28 đến 33 học sinh).",
        ("average_mismatch", "error", "35", "28–33"),
    ),
    # the same thing twice
    (
        "The survey covered 250 households in 12 villages. Of the 240 households surveyed, 60"
        " reported losses.",
        ("restated_differently", "suspicious", "240", "250"),
    ),
    # the calendar
    ("Hội nghị tổ chức ngày 31/2/2022.", ("impossible_date", "error", "31/2/2022", "")),
    ("Hội nghị diễn ra vào thứ Hai, ngày 10/01/2023.", ("impossible_date", "error", "thứ Hai", "thứ ba")),
    ("The training ran for 5 days, from 10 to 12 May 2022.", ("impossible_date", "error", "5", "3")),
    (
        "From 15 March 2022 to 10 February 2022 the team visited 12 sites.",
        ("impossible_date", "error", "2022-03-15 – 2022-02-10", "2022-02-10 – 2022-03-15"),
    ),
    (
        "Năm 2020 là năm cuối thực hiện kế hoạch giai đoạn 2016-2021.",
        ("period_conflict", "suspicious", "2016-2021", "2016-2020"),
    ),
    ("Từ năm 2020 đến năm 2016, huyện mở 5 lớp.", ("impossible_date", "error", "2020 – 2016", "2016 – 2020")),
    (
        "Năm 2017 là năm đầu thực hiện kế hoạch giai đoạn 2016-2020.",
        ("period_conflict", "suspicious", "2016-2020", "2017-2020"),
    ),
    ("Kế hoạch 5 năm 2016-2025 đã hoàn thành.", ("period_conflict", "suspicious", "5", "10")),
    # weaker ties, and other ways of saying it
    (
        "Bình quân mỗi hộ 2,5 con; tổng đàn 1.000 con của 420 hộ.",
        ("average_mismatch", "error", "2.5", "2.4"),
    ),
    (
        "The Foundation awarded 45 grants totalling $2.3 million. The average grant was $61,111.",
        ("average_mismatch", "suspicious", "61111", "51111"),
    ),
    ("Số lớp tăng gấp 3 lần, từ 50 lên 100 lớp.", ("growth_mismatch", "suspicious", "3", "2")),
    ("Số hộ tăng từ 980 hộ đến 720 hộ.", ("growth_mismatch", "suspicious", "980 -> 720", "720 -> 980")),
    (
        "Tốc độ tăng 4%/năm, vượt mục tiêu nghị quyết (5,85%/năm).",
        ("growth_mismatch", "suspicious", "4", "> 5.85"),
    ),
    (
        "Tổng thu ngân sách huyện đạt 285 tỷ đồng. Nhiều công trình hoàn thành."
        " Tổng thu ngân sách huyện đạt 412 tỷ đồng.",
        ("restated_differently", "suspicious", "412000000000", "285000000000"),
    ),
    ("72% of 250 households, or 170 households, had water.", ("percent_mismatch", "error", "72", "68")),
    ("Có khoảng 45/60 xã đạt chuẩn, chiếm hơn 90%.", ("percent_mismatch", "suspicious", "90", "75")),
    ("Có 7/38 xã đạt chuẩn, đạt 30% kế hoạch năm.", ("percent_mismatch", "suspicious", "30", "18")),
    (
        "Tổng cộng 12.500 tấn, gồm thịt lợn 8.201 tấn, gia cầm 3.101 tấn và trâu bò 1.200 tấn.",
        ("sum_mismatch", "rounding", "12500", "12502"),
    ),
    ("Nam chiếm 55% và nữ chiếm 50%.", ("percent_sum", "error", "105", "100")),
    (
        "Hộ nghèo 12%, hộ cận nghèo 8%, hộ khá 50%, còn lại 25% là hộ giàu.",
        ("percent_sum", "error", "95", "100"),
    ),
    (
        "Giải ngân 120 dự án, hoàn thành 95 dự án, 15 dự án còn lại đang thi công.",
        ("difference_mismatch", "error", "15", "25"),
    ),
    (
        "Kết quả:\n- Loại A: 7/38 xã\n- Loại B: 26/38 xã\n- Loại C: 5/39 xã",
        ("denominator_conflict", "error", "39", "38"),
    ),
    # tables
    (
        "| Item | 2021 | 2022 | Change % |\n| Salaries | 1,200 | 1,320 | 10.0 |\n| Rent | 300 | 315 | 5.0 |\n"
        "| Travel | 150 | 120 | -20.0 |\n| Total | 1,650 | 1,755 | 7.4 |",
        ("growth_mismatch", "error", "7.4", "6.4"),
    ),
    (
        "Region | Clinics | Patients\nNorth | 12 | 1,200\nCentre | 8 | 900\nSouth | 10 |"
        " 900\nTotal | 30 | 3,100",
        ("sum_mismatch", "error", "3100", "3000"),
    ),
    (
        "Đơn vị | Nam | Nữ | Tổng số\nTrường A | 120 | 130 | 250\nTrường B | 90 | 110 | 200\n"
        "Trường C | 80 | 75 | 165",
        ("sum_mismatch", "error", "165", "155"),
    ),
    (
        "Cơ cấu kinh tế: nông nghiệp chiếm 20,0%, công nghiệp 40,2%, dịch vụ 35,5%.",
        ("percent_sum", "error", "95.7", "100"),
    ),
    (
        "Tổng thu ngân sách huyện đạt 285 tỷ đồng. Xong. Tổng thu ngân sách huyện đạt 258 tỷ đồng.",
        ("restated_differently", "error", "258000000000", "285000000000"),
    ),
    ("Xã | Hộ\nA | 12\nB | 13\nC | 14\nTổng | 44", ("sum_mismatch", "error", "44", "39")),
    (
        "Số hộ giảm từ 200 hộ lên 250 hộ, giảm 25% so với năm trước.",
        ("growth_mismatch", "suspicious", "25", "+25"),
    ),
    (
        "Kiểm tra 84 tổ chức, gồm 67 tổ chức làm tốt, 8 tổ chức làm chưa tốt.",
        ("sum_mismatch", "error", "84", "75"),
    ),
    (
        "The number of clinics rose from 300 to 400, up 33.4%.",
        ("growth_mismatch", "rounding", "33.4", "33.3"),
    ),
    # slips in lists, gaps, plans and tables
    (
        (
            "Năm 2021 thi hành kỷ luật 41 đảng viên và 3 tổ chức. Hình thức: khiển trách 25, cảnh cáo 10,"
            " cách chức 2, khai trừ 5."
        ),
        ("sum_mismatch", "error", "41", "42"),
    ),
    (
        (
            "Khách quốc tế có 9.870 lượt, đông nhất là Hàn Quốc (4.112), Đài Loan (2.038), còn lại là các"
            " nước khác (7.320)."
        ),
        ("sum_mismatch", "error", "9870", "13470"),
    ),
    (
        (
            "Khách quốc tế có 9.870 lượt, đông nhất là Hàn Quốc (1.112), Đài Loan (1.038), còn lại là các"
            " nước khác (720)."
        ),
        ("sum_mismatch", "error", "9870", "2870"),
    ),
    (
        "Kiểm tra 84 tổ chức đảng; kết luận 67 tổ chức thực hiện tốt, 8 tổ chức thực hiện chưa tốt.",
        ("sum_mismatch", "error", "84", "75"),
    ),
    (
        "Đến hết năm đã cấp 4.512/4.780 hồ sơ, còn 628 hồ sơ tồn đọng.",
        ("difference_mismatch", "error", "628", "268"),
    ),
    (
        "Lập biên bản 46 trường hợp; đã xử lý 93, còn 7 trường hợp.",
        ("difference_mismatch", "suspicious", "7", "-47"),
    ),
    (
        (
            "Chỉ tiêu (tỷ đồng) | 2023 | 2022\n"
            "Tổng tài sản | 1.512,3 | 1.498,0\n"
            "Nợ phải trả | 874,6 | 879,4\n"
            "Vốn chủ sở hữu | 647,7 | 618,6\n"
            "Hàng tồn kho | 402,1 | 455,9"
        ),
        ("sum_mismatch", "error", "1512300000000", "1522300000000"),
    ),
    (
        (
            "Net sales came to $1.284 billion, up from $1.207 billion in 2022.\n"
            "\n"
            "Sales by segment ($ in thousands):\n"
            "\n"
            "Segment\t2023\t2022\n"
            "Tools\t742,310\t690,455\n"
            "Power\t389,020\t371,800\n"
            "Services\t152,670\t154,745\n"
            "Total\t1,284,000\t1,217,000"
        ),
        ("restated_differently", "error", "1207000000", "1217000000"),
    ),
    (
        ("Tenants | 2022 | 2023\nNorth | 210 | 240\nSouth | 150 | 165\nEast | 120 | 130\nTotal | 480 | 935"),
        ("sum_mismatch", "error", "935", "535"),
    ),
    (
        (
            "Forty-seven new water points were built: 29 gravity schemes, 14 boreholes and 6 rainwater "
            "systems."
        ),
        ("sum_mismatch", "error", "47", "49"),
    ),
    (
        "There were 29 incidents: 8 falls, 6 ulcers, 3 errors and 8 delays.",
        ("sum_mismatch", "suspicious", "29", "25"),
    ),
    (
        "The rate rose by 25 basis points, to 5.75 per cent from 5.25 per cent.",
        ("difference_mismatch", "error", "0.25", "0.50"),
    ),
    (
        (
            "Chi phí 3,86 tỷ đồng so với định mức 3,2 tỷ đồng, vượt chi 1,66 tỷ đồng. Agency spend "
            "reached £3.86m against a ceiling of £3.2m, an overspend of £560k."
        ),
        ("difference_mismatch", "error", "1660000000", "660000000"),
    ),
    (
        (
            "Spending was $812,480 against a budget of $848,000. The underspend of $25,520 is due to late"
            " permits."
        ),
        ("difference_mismatch", "error", "25520", "35520"),
    ),
    (
        "Tổng 120 trường, trong đó 45 trường mầm non, 50 trường tiểu học, còn lại là 35 trường THCS.",
        ("sum_mismatch", "error", "120", "130"),
    ),
    (
        (
            "Operating income was $171.6 million. Net sales were $1,284 million. Margin was fine. "
            "Operating income of $171.6 million, or 18.4% of net sales, was a record."
        ),
        ("percent_mismatch", "error", "18.4", "13.4"),
    ),
    (
        (
            "Lợi nhuận đạt 158,9 tỷ đồng trên doanh thu 1.234,5 tỷ đồng. Lợi nhuận gộp 158,9 tỷ đồng "
            "(biên 21,87%)."
        ),
        ("percent_mismatch", "error", "21.87", "12.87"),
    ),
    (
        "Doanh thu đạt 1.234,5 tỷ đồng. Lợi nhuận gộp 158,9 tỷ đồng (biên 21,87%).",
        ("percent_mismatch", "error", "21.87", "12.87"),
    ),
    (
        (
            "The Trust opened with 612 beds. On a typical day 87 patients were fit for discharge, one in "
            "seven of all beds (12.4%)."
        ),
        ("percent_mismatch", "suspicious", "12.4", "14.2"),
    ),
    (
        (
            "Toàn tỉnh xuống giống 187.450 ha. Diện tích liên kết 42.300 ha, chiếm 25,6% tổng diện tích "
            "xuống giống."
        ),
        ("percent_mismatch", "error", "25.6", "22.6"),
    ),
    (
        (
            "Doanh thu đạt 1.234,5 tỷ đồng, giảm 8,3% so với mức 1.346,2 tỷ đồng của năm 2022 và bằng "
            "19,4% kế hoạch (1.350 tỷ đồng)."
        ),
        ("percent_mismatch", "error", "19.4", "91.4"),
    ),
    (
        "The project reached 38,640 people in 61 villages, against a target of 36,000 (117.3%).",
        ("percent_mismatch", "error", "117.3", "107.3"),
    ),
    (
        "Bệnh nhân nội trú: 15.604; số ngày điều trị bình quân 5,9 ngày (tổng 78.020 ngày điều trị).",
        ("average_mismatch", "error", "5.9", "5.0"),
    ),
    (
        "Xếp loại học lực giỏi 31,4%, khá 38,9%, trung bình 66,2%, yếu, kém 3,5%.",
        ("percent_sum", "error", "140.0", "100"),
    ),
]

TABLES: list[tuple[str, list[Found]]] = [
    (
        "Region    Clinics    Patients    Share (%)\nNorth     12         1,200       40.0\n"
        "Centre    8          900         35.0\nSouth     10         900         30.0\n"
        "Total     30         3,000       100.0",
        [("percent_sum", "error", "100", "105"), ("percent_mismatch", "error", "35.0", "30.0")],
    ),
    (
        "Xã\tSố hộ\tHộ nghèo\tTỷ lệ (%)\nAn Bình\t1.200\t60\t5,0\nBình Minh\t950\t38\t4,0\n"
        "Tân Lập\t1.400\t98\t7,5\nCộng\t3.550\t196\t5,5",
        [("percent_mismatch", "error", "7.5", "7.0")],
    ),
    (
        "ĐVT: triệu đồng\nSTT\tNội dung\tNăm 2020\tNăm 2021\tChênh lệch\tTăng (%)\n"
        "1\tThu nội địa\t1.250\t1.400\t150\t12,0\n2\tThu xuất nhập khẩu\t800\t760\t-40\t-5,0\n"
        "3\tThu khác\t150\t180\t20\t20,0\n\tTổng cộng\t2.200\t2.340\t140\t6,4",
        [("difference_mismatch", "error", "20000000", "30000000")],
    ),
    (
        "Chỉ tiêu | Kế hoạch | Thực hiện | Đạt (%)\nThu | 1.200 | 1.300 | 108,3\nChi | 1.000 | 900 | 95,0",
        [("percent_mismatch", "error", "95.0", "90.0")],
    ),
    (
        "Xã | Số hộ | Hộ nghèo\nAn Bình | 1.200 | 60\nBình Minh | 950 | 38\nCộng | 2.150 | 98",
        [],
    ),
    (
        "Cây trồng | Diện tích (ha) | Năng suất (tạ/ha)\nLúa | 1.200 | 62,5\nNgô | 300 | 45,0\n"
        "Tổng | 1.500 | 59,0",
        [],
    ),
]

RIGHT: list[tuple[str, str]] = [
    # (text, a relation that must be checked and hold; "" where there is nothing to recompute)
    ("Thu ngân sách đạt 225 tỷ đồng, tăng 12,5% so với năm 2020 (từ 200 lên 225 tỷ đồng).", "growth"),
    ("Revenue rose to $12.6 million, up 12.5% from $11.2 million in 2019.", "growth"),
    ("Membership grew by 12% to 2,240, from 2,000 in 2020.", "growth"),
    ("Huy động vốn đạt 2.350 tỷ đồng, tăng 180 tỷ đồng (8,3%) so với đầu năm.", "growth"),
    (
        "Of the $5.6 million raised, $3.1 million came from donors, $1.8 million from foundations"
        " and $0.7 million from corporations.",
        "parts_whole",
    ),
    ("Of the 96 recommendations, 60 were implemented, 24 partially implemented and 12 not started.",
     "parts_whole"),
    ("Toàn tỉnh có 11 đơn vị hành chính (gồm 9 huyện, 1 thị xã và 1 thành phố).", "parts_whole"),
    ("Enrolment reached 5,400 pupils (2,650 girls and 2,750 boys) in 24 schools, up 3% on 2020.",
     "parts_whole"),
    (
        "Tổng vốn đạt 12.500 tỷ đồng, trong đó vốn nhà nước 3.200 tỷ đồng (25,6%), vốn ngoài nhà nước"
        " 7.800 tỷ đồng (62,4%), vốn FDI 1.500 tỷ đồng (12%).",
        "percent_sum",
    ),
    (
        "Khu vực nông nghiệp chiếm 11,88%; công nghiệp chiếm 38,26%; dịch vụ chiếm 41,33%; thuế chiếm 8,53%.",
        "percent_sum",
    ),
    ("Tổng thu 500 tỷ đồng, tổng chi 420 tỷ đồng, kết dư 80 tỷ đồng.", "difference"),
    ("Hội nghị diễn ra vào thứ Ba, ngày 10/01/2023.", "weekday"),
    ("Đại hội được tổ chức trong 3 ngày từ ngày 4-6/8/2020.", "duration"),
    ("Năm 2022 kết nạp 185 đảng viên, vượt 5,7% chỉ tiêu (175 đảng viên).", "plan"),
    ("Tăng bình quân 10%/năm, vượt mục tiêu nghị quyết (5,85%/năm).", ""),
    ("Có 15 hộ vay vốn với số tiền 750 triệu đồng, bình quân 50 triệu đồng/hộ.", "average"),
    ("Tỷ lệ mắc 8,2 ca/100.000 dân với 123 ca, dân số 1.500.000 người.", "average"),
    ("Đã kiểm tra 250 hộ. Trong số 250 hộ này, 60 hộ bị thiệt hại.", "same_as"),
    ("Tỷ lệ đạt 76% (38 trên tổng số 50 hộ).", "ratio_percent"),
    ("Có 392 đồng chí (14,62%) trong tổng số 2.682 đảng viên.", "ratio_percent"),
    ("68% of 250 households, or 170 households, had water.", "ratio_percent"),
    ("Thu đạt 225 tỷ đồng, tăng 25 tỷ đồng so với 200 tỷ đồng năm trước.", "difference"),
    ("The price averaged $25 (range $20 to $40).", "average"),
    ("Năm 2016 là năm đầu giai đoạn 2016-2020.", "period"),
    ("Khu A: nông nghiệp 30%, công nghiệp 40%, dịch vụ 30%; khu B: nông nghiệp 20%, công nghiệp 50%,"
     " dịch vụ 30%.", "percent_sum"),
    ("Huyện có 30 xã. Xếp loại: 12 xã loại A, 10 xã loại B và 8 xã loại C; không có xã không đạt.",
     "parts_whole"),
    ("Diện tích 1.200 ha, năng suất lúa 62,5 tạ/ha, năng suất ngô 45 tạ/ha, sản lượng 7.500 tấn.", ""),
    ("Thu ngân sách 300 tỷ đồng, chi ngân sách 250 nghìn tấn, chênh lệch 50 tỷ đồng.", ""),
    # nothing to say: another base, another subject, a subset, a survey with several answers, growth rates
    ("Kết nạp 104 đảng viên (đạt 101%), nâng tổng số lên 3.328 đồng chí (chiếm 4,39%) so với dân số.", ""),
    ("Khu vực I tăng 3,5%; khu vực II tăng 8,2%; khu vực III tăng 7,1%.", ""),
    ("60% of respondents used radio, 55% used TV and 40% used newspapers.", ""),
    ("Immunisation coverage: BCG 96%, DPT3 91%, measles 88% and polio 90%.", ""),
    ("Tổng đàn gia súc 125.000 con, trong đó trâu 12.000 con, bò 35.000 con.", ""),
    ("Có 350 vụ, làm chết 120 người, bị thương 280 người; giảm 25 vụ (6,67%), tăng 5 người chết.", ""),
    ("The hospital admitted 12,450 patients, including 3,120 children and 1,870 pregnant women.", ""),
    ("Maize fell 12% to 340,000 tonnes while rice rose from 120,000 to 135,000 tonnes (12.5%).", ""),
    ("Năm 2022, toàn huyện có 39 tập thể tiên tiến, trong đó, tỉnh công nhận 08 tập thể xuất sắc,"
     " huyện tặng giấy khen cho 12 tập thể, 54 cá nhân.", ""),
    ("Net interest margin widened 15 basis points to 3.25%.", ""),
    ((
            "Năm 2021 thi hành kỷ luật 42 đảng viên và 3 tổ chức. Hình thức: khiển trách 25, cảnh cáo 10,"
            " cách chức 2, khai trừ 5."
        ), "parts_whole"),
    ((
            "Năm 2021 thi hành kỷ luật 90 đảng viên. Hình thức: khiển trách 25, cảnh cáo 10, cách chức 2,"
            " khai trừ 5."
        ), ""),
    ((
            "Khách quốc tế có 9.870 lượt, đông nhất là Hàn Quốc (4.112), Đài Loan (2.038), còn lại là các"
            " nước khác (3.720)."
        ), "parts_whole"),
    ("Kiểm tra 84 tổ chức đảng; kết luận 76 tổ chức thực hiện tốt, 8 tổ chức thực hiện chưa tốt.", ""),
    ("Kiểm tra 840 tổ chức đảng; kết luận 7 tổ chức thực hiện tốt, 8 tổ chức thực hiện chưa tốt.", ""),
    ("Đến hết năm đã cấp 4.512/4.780 hồ sơ, còn 268 hồ sơ tồn đọng.", "difference"),
    ("Đến hết năm đã cấp 4.512/4.780 hồ sơ, còn 15 hồ sơ phải bổ sung.", ""),
    ("Ta có 6 nhà máy (02 sợi, 04 may).", "parts_whole"),
    ("The Board raised the dividend by 10%, from $0.40 to $0.44.", "growth"),
    ("Of 5,610 responses, 4,993 came from children under five (98%).", ""),
    ("Seed cost $1,250, fertiliser $2,400 and labour $900, $4,550 in total.", "parts_whole"),
]  # fmt: skip


def run(text: str) -> Audit:
    return audit(read_source(text))


def brief(answer: Audit) -> list[Found]:
    return [(f.code, f.severity.value, f.stated, f.expected) for f in answer.findings]


@pytest.mark.parametrize(
    ("text", "finding"), WRONG, ids=[f"{i}: {text[:44]}" for i, (text, _) in enumerate(WRONG)]
)
def test_a_wrong_figure_is_found(text: str, finding: Found) -> None:
    assert finding in brief(run(text))


@pytest.mark.parametrize(("text", "findings"), TABLES, ids=[text[:24] for text, _ in TABLES])
def test_a_table_is_recomputed_by_rows_and_columns(text: str, findings: list[Found]) -> None:
    assert brief(run(text)) == findings


@pytest.mark.parametrize(
    ("text", "relation"), RIGHT, ids=[f"{i}: {text[:44]}" for i, (text, _) in enumerate(RIGHT)]
)
def test_a_right_text_has_no_finding_and_its_relation_is_written_down(text: str, relation: str) -> None:
    answer = run(text)
    assert [f for f in brief(answer) if f[1] != "rounding"] == []
    if relation:
        assert any(r.type == relation and r.holds for r in answer.relations)


def _reports() -> list[str]:
    return sorted(path.stem for path in BUNDLED.rglob("*.txt"))


def _bundled(name: str) -> tuple[str, dict[str, list[dict[str, object]]]]:
    text = next(BUNDLED.rglob(f"{name}.txt")).read_bytes().decode()
    gold = json.loads(next(BUNDLED.rglob(f"{name}.json")).read_text(encoding="utf-8"))
    return text, gold


def test_there_are_five_bundled_reports() -> None:
    assert len(_reports()) == 5


@pytest.mark.parametrize("name", _reports())
def test_every_inconsistency_of_a_bundled_report_is_found_with_its_severity(name: str) -> None:
    text, gold = _bundled(name)
    answer = run(text)
    for item in gold["inconsistencies"]:
        places = [tuple(s) for s in item["spans"]]  # type: ignore[attr-defined]
        hits = [
            f
            for f in answer.findings
            if f.severity.value == item["severity"]
            and any(a < d and c < b for a, b in f.spans for c, d in places)
        ]
        assert hits, item


@pytest.mark.parametrize("name", _reports())
def test_no_error_is_found_in_a_bundled_report_beyond_its_gold(name: str) -> None:
    text, gold = _bundled(name)
    errors = [f for f in run(text).findings if f.severity is FindingSeverity.ERROR]
    assert len(errors) == sum(item["severity"] == "error" for item in gold["inconsistencies"])


def test_a_sum_that_follows_from_a_wrong_share_points_to_it() -> None:
    text, _ = _bundled("tan-hong-2022")
    answer = run(text)
    share = next(f for f in answer.findings if f.code == "percent_mismatch" and f.severity == "error")
    total = next(f for f in answer.findings if f.code == "percent_sum")
    assert total.derived_from == share.id
    assert total.stated == "100.20"


def test_ids_are_stable_and_unique() -> None:
    text, _ = _bundled("tan-hong-2022")
    ids = [f.id for f in run(text).findings]
    assert ids == [f.id for f in run(text).findings]
    assert len(set(ids)) == len(ids)


def test_a_finding_speaks_both_languages_and_names_the_figures() -> None:
    (finding,) = run("Có 2/89 tập thể hoàn thành nhiệm vụ (chiếm 2,47%).").findings
    assert finding.message_vi == "2/89 = 2,25%, không phải 2,47%."
    assert finding.message_en == "2/89 is 2.25%, not 2,47%."


def test_findings_stand_in_the_order_of_the_text() -> None:
    answer = run("Có 45/60 xã đạt chuẩn, chiếm 70%. Hội nghị tổ chức ngày 31/2/2022.")
    assert [f.code for f in answer.findings] == ["percent_mismatch", "impossible_date"]


def test_furniture_and_captions_are_not_audited() -> None:
    assert run("Quang cảnh hội nghị 45/60 xã (70%)\n").findings == ()


@pytest.mark.parametrize(
    "text",
    ["", "1 " * 2000, "12% " * 2000, "1/1 " * 2000, "(" * 2000 + ")" * 2000, "5 xã (3%), " * 800,
     "1\t2\t3\t4\n" * 400, "- 5 xã\n" * 400, "gồm trong đó " * 500, "10 (3, 4 " * 500],
    ids=["empty", "ones", "percents", "ratios", "brackets", "shares", "rows", "items", "links",
         "open brackets"],
)  # fmt: skip
def test_odd_input_is_audited_without_an_exception(text: str) -> None:
    assert isinstance(run(text), Audit)
