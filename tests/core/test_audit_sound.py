"""Paragraphs of sound reports, as offices and charities write them: the audit must not cry error."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.source import read_source
from service.core.types import FindingSeverity

SOUND = [
    (
        "6 tháng đầu năm, tổng sản phẩm trên địa bàn tỉnh (GRDP) ước tính tăng 3,02% so với cùng kỳ năm "
        "2023. Trong đó, khu vực nông-lâm nghiệp và thủy sản tăng 4,26%; khu vực công nghiệp, xây dựng "
        "tăng 0,4%; khu vực dịch vụ tăng 3,84%. Bên cạnh đó, tổng doanh thu bán lẻ hàng hóa đạt 29.232,75"
        " tỷ đồng, tăng 8,95% so với cùng kỳ năm 2023; kim ngạch xuất khẩu của tỉnh ước đạt 525 triệu "
        "USD, đạt 70% so kế hoạch, tăng 16,98% so với cùng kỳ. Tổng thu ngân sách nhà nước ước đạt 3.370 "
        "tỷ đồng, tăng 17,7% so với cùng kỳ năm 2023 và đạt 59,9% so với dự toán Trung ương giao, đạt 58%"
        " dự toán HĐND tỉnh giao."
    ),
    (
        "6 tháng đầu năm có 500 doanh nghiệp thành lập mới, tăng 7,6% so với cùng kỳ; tổng vốn đăng ký là"
        " 5.125 tỷ đồng, tăng 9,5% so với cùng kỳ. Số lao động được giải quyết việc làm là 15.360 lao "
        "động, đạt 57,31% kế hoạch, tăng 1,06% so cùng kỳ."
    ),
    (
        "GDP quý I/2022 tăng 5,03%. Trong đó, khu vực nông, lâm nghiệp và thủy sản tăng 2,45%, đóng góp "
        "5,76% vào mức tăng trưởng chung; khu vực công nghiệp và xây dựng tăng 6,38%, đóng góp 51,08%; "
        "khu vực dịch vụ tăng 4,58%, đóng góp 43,16%."
    ),
    (
        "Về cơ cấu nền kinh tế năm 2022, khu vực nông, lâm nghiệp và thủy sản chiếm tỷ trọng 11,88%; khu "
        "vực công nghiệp và xây dựng chiếm 38,26%; khu vực dịch vụ chiếm 41,33%; thuế sản phẩm trừ trợ "
        "cấp sản phẩm chiếm 8,53% (cơ cấu tương ứng của năm 2021 là 12,56%; 37,48%; 41,21%; 8,75%)."
    ),
    (
        "Tính chung cả năm 2022, kim ngạch xuất khẩu hàng hóa ước đạt 371,85 tỷ USD, tăng 10,6% so với "
        "năm trước. Trong đó, khu vực kinh tế trong nước đạt 95,09 tỷ USD, tăng 6,8%, chiếm 25,6% tổng "
        "kim ngạch xuất khẩu; khu vực có vốn đầu tư nước ngoài (kể cả dầu thô) đạt 276,76 tỷ USD, tăng "
        "12,1%, chiếm 74,4%."
    ),
    (
        "Diện tích gieo trồng lúa cả năm ước đạt 7,11 triệu ha, giảm 126,9 nghìn ha so với năm 2021; năng"
        " suất lúa đạt 60 tạ/ha, giảm 0,6 tạ/ha; sản lượng đạt 42,66 triệu tấn, giảm 1,19 triệu tấn."
    ),
    (
        "Toàn tỉnh có 11 đơn vị hành chính cấp huyện (gồm 9 huyện, 1 thị xã và 1 thành phố) với 204 xã, "
        "phường, thị trấn. Dân số 1,2 triệu người, trong đó dân số thành thị chiếm 28,5%."
    ),
    (
        "Trong tháng xảy ra 25 vụ tai nạn giao thông, làm chết 12 người, bị thương 18 người. So với cùng "
        "kỳ, số vụ giảm 3 vụ (10,7%), số người chết tăng 2 người (20%), số người bị thương giảm 5 người "
        "(21,7%)."
    ),
    (
        "Đã tiếp 1.250 lượt công dân (giảm 12,5% so với cùng kỳ), tiếp nhận 856 đơn các loại, trong đó có"
        " 620 đơn đủ điều kiện xử lý (chiếm 72,4%). Đã giải quyết 145/160 vụ việc thuộc thẩm quyền, đạt "
        "90,6%."
    ),
    (
        "Thanh tra tại 32 đơn vị, phát hiện 18 đơn vị có sai phạm với số tiền 4,5 tỷ đồng; kiến nghị thu "
        "hồi 2,8 tỷ đồng, đã thu hồi 1,9 tỷ đồng (đạt 67,9%), xử lý khác 1,7 tỷ đồng."
    ),
    (
        "Năm học 2022-2023, toàn huyện có 45 trường với 1.025 lớp, 32.540 học sinh. Tỷ lệ tốt nghiệp THPT"
        " đạt 99,2% (tăng 0,3% so với năm trước). Có 38/45 trường đạt chuẩn quốc gia, chiếm 84,4%, trong "
        "đó 12 trường đạt mức độ 2."
    ),
    (
        "Tỷ lệ người dân tham gia bảo hiểm y tế đạt 92,5%; tỷ lệ hộ nghèo giảm còn 3,2%; tỷ lệ lao động "
        "qua đào tạo đạt 65%; giải quyết việc làm cho 2.500 lao động, đạt 104,2% kế hoạch."
    ),
    (
        "In 2022, the Foundation awarded 45 grants totalling $2.3 million across 12 countries. Of these, "
        "18 grants (40%) went to health projects, 15 (33%) to education and 12 (27%) to livelihoods. The "
        "average grant was $51,111."
    ),
    (
        "Revenue for the year was $125.4 million, up 8.2% from $115.9 million in 2021. Operating expenses"
        " rose 5.1% to $98.7 million. Net income was $18.2 million, or $1.45 per share, compared with "
        "$15.1 million, or $1.20 per share, a year ago."
    ),
    (
        "The survey reached 1,250 respondents, of whom 54% were women. Three in four (76%) had access to "
        "clean water, up from 68% in 2019. Among the 312 respondents who reported illness, 187 (60%) "
        "visited a clinic and 94 (30%) bought medicine."
    ),
    (
        "The hospital admitted 12,450 patients in 2021, including 3,120 children under five and 1,870 "
        "pregnant women. Bed occupancy averaged 82%, ranging from 74% in February to 91% in August."
    ),
    (
        "Our 340 volunteers contributed 12,800 hours, an average of 38 hours each. Membership grew by 12%"
        " to 2,240, from 2,000 a year earlier."
    ),
    (
        "Total assets increased from £4.2m to £4.9m, a rise of 17%. Restricted funds were £1.2m and "
        "unrestricted funds £3.7m."
    ),
    (
        "Net interest margin widened 15 basis points to 3.25%. The dividend was raised 10% to 55 cents a "
        "share from 50 cents."
    ),
    (
        "Of the 96 recommendations, 60 were fully implemented, 24 partially implemented and 12 not yet "
        "started."
    ),
    (
        "Đảng bộ có 52 tổ chức cơ sở đảng (24 đảng bộ, 28 chi bộ) với 312 chi bộ trực thuộc và 6.845 đảng"
        " viên. Năm 2022 kết nạp 185 đảng viên, vượt 5,7% chỉ tiêu (175 đảng viên)."
    ),
    (
        "Thực hiện chuyển đổi 250 ha đất lúa kém hiệu quả sang trồng cây ăn quả, nâng tổng diện tích cây "
        "ăn quả lên 3.450 ha. Tổng đàn gia súc 125.000 con, trong đó trâu 12.000 con, bò 35.000 con."
    ),
    (
        "Tổng vốn đầu tư phát triển toàn xã hội đạt 12.500 tỷ đồng, tăng 8,7%, trong đó vốn nhà nước "
        "3.200 tỷ đồng (25,6%), vốn ngoài nhà nước 7.800 tỷ đồng (62,4%), vốn FDI 1.500 tỷ đồng (12%)."
    ),
    (
        "Kế hoạch năm 2023: thu ngân sách 310 tỷ đồng, tăng 8,5% so với thực hiện năm 2022 (285,7 tỷ "
        "đồng); kết nạp từ 185 đảng viên trở lên."
    ),
    ("Năm 2022 kết nạp 185 đảng viên, vượt 5,7% chỉ tiêu (175 đảng viên)."),
    ("Kế hoạch 1.200 tỷ đồng, thực hiện 1.250 tỷ đồng, đạt 104,2% kế hoạch."),
    (
        "Toàn huyện có 27/27 tổ chức cơ sở đảng được đánh giá. Có 26/27 tổ chức hoàn thành tốt nhiệm vụ "
        "(96,3%)."
    ),
    (
        "Giá trị sản xuất công nghiệp đạt 1.250 tỷ đồng, tăng 12% so với năm 2021, đạt 102% kế hoạch năm."
        " Trong đó, công nghiệp chế biến 980 tỷ đồng, tăng 13%; khai khoáng 120 tỷ đồng, giảm 5%."
    ),
    (
        "Có 15 hộ vay vốn với số tiền 750 triệu đồng, bình quân 50 triệu đồng/hộ. Dư nợ đạt 3,2 tỷ đồng, "
        "chiếm 12% tổng dư nợ toàn huyện."
    ),
    (
        "Xã có 8 thôn, 2.150 hộ với 8.420 nhân khẩu. Tỷ lệ hộ nghèo còn 2,8% (60 hộ), giảm 1,2% so với "
        "năm 2020; hộ cận nghèo 85 hộ, chiếm 3,95%."
    ),
    (
        "Lực lượng gồm 120 đồng chí, 15 phương tiện. Đã kiểm tra 350 lượt phương tiện, lập biên bản 42 "
        "trường hợp (12%), xử phạt 85 triệu đồng."
    ),
    (
        "Tổng số trẻ dưới 5 tuổi là 3.450 trẻ, trong đó trẻ suy dinh dưỡng thể nhẹ cân 310 trẻ (9%), thể "
        "thấp còi 480 trẻ (13,9%)."
    ),
    (
        "Năm 2022 sản lượng thịt hơi 12.500 tấn (thịt lợn 8.200 tấn; gia cầm 3.100 tấn; trâu bò 1.200 "
        "tấn), tăng 4,5% so với năm 2021."
    ),
    (
        "Huyện có 19 xã, thị trấn, trong đó 12 xã đạt chuẩn nông thôn mới, 3 xã đạt chuẩn nâng cao và 1 "
        "xã kiểu mẫu."
    ),
    (
        "The company employed 1,240 people at year end, of whom 620 worked in manufacturing and 410 in "
        "sales. Staff turnover fell to 8.5% from 11.2%."
    ),
    (
        "Of the $5.6 million raised, $3.1 million came from individual donors, $1.8 million from "
        "foundations and $0.7 million from corporations. Fundraising costs were 12% of income."
    ),
    (
        "In the first half of the year, 24 of 60 wells were rehabilitated (40%), serving 12,400 people in"
        " 31 villages. In the second half, the remaining 36 wells will be completed."
    ),
    (
        "Maize production fell 12% to 340,000 tonnes while rice output rose from 120,000 to 135,000 "
        "tonnes (12.5%). Average yields were 2.1 tonnes per hectare, compared with 2.4 tonnes per hectare"
        " in 2020."
    ),
    (
        "Sales in Asia grew 8% to $45 million, Europe 3% to $38 million and the Americas fell 2% to $27 "
        "million, for a total of $110 million."
    ),
    (
        "Enrolment reached 5,400 pupils (2,650 girls and 2,750 boys) in 24 schools, up 3% on 2020. Pass "
        "rates improved from 71% to 78%, 7 percentage points."
    ),
    ("Immunisation coverage: BCG 96%, DPT3 91%, measles 88% and polio 90%."),
    (
        "Three respondents (5%) declined; 57 (95%) completed the interview. Satisfaction: 40% very "
        "satisfied, 35% satisfied, 15% neutral, 10% dissatisfied."
    ),
    (
        "Q1 revenue was $12.1m, Q2 $13.4m, Q3 $12.8m and Q4 $15.2m; full-year revenue was $53.5m, 9.2% "
        "higher than in 2021."
    ),
    (
        "Lãi suất cho vay bình quân 8,5%/năm; huy động vốn đạt 2.350 tỷ đồng, tăng 180 tỷ đồng (8,3%) so "
        "với đầu năm."
    ),
    ("Đã giải ngân 345/420 tỷ đồng, đạt 82,1% kế hoạch vốn, còn lại 75 tỷ đồng chuyển sang năm sau."),
    (
        "Trong 9 tháng, tiếp nhận 45.230 hồ sơ, trong đó trực tuyến 38.900 hồ sơ (86%); đã giải quyết "
        "44.100 hồ sơ (trước hạn 30.500, đúng hạn 13.500, quá hạn 100), đang giải quyết 1.130 hồ sơ."
    ),
    (
        "Từ năm 2015 đến năm 2020, số doanh nghiệp tăng từ 320 lên 512, bình quân tăng 9,9%/năm. Nhiệm kỳ"
        " 2015-2020 có 5 chỉ tiêu vượt."
    ),
    ("Ngày 28/2/2024, thứ Tư, đoàn kiểm tra làm việc tại 3 xã. Thời hạn báo cáo trước ngày 29/2/2024."),
]


@pytest.mark.parametrize("text", SOUND, ids=[text[:40] for text in SOUND])
def test_a_sound_paragraph_has_no_error(text: str) -> None:
    errors = [f for f in audit(read_source(text)).findings if f.severity is FindingSeverity.ERROR]
    assert errors == []


def test_most_sound_paragraphs_have_a_relation_that_holds() -> None:
    checked = [text for text in SOUND if any(r.holds for r in audit(read_source(text)).relations)]
    assert len(checked) >= len(SOUND) * 3 // 5
