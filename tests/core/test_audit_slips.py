"""Sound paragraphs of many genres, and one slip planted in each: nothing is cried, and the slip is found."""

from __future__ import annotations

import pytest

from service.core.audit import audit
from service.core.audit.slips import slips_of
from service.core.source import read_source

SOUND = [
    (
        "Trong 9 tháng đầu năm, Phòng Tài nguyên và Môi trường tiếp nhận 3.425 hồ sơ, trong đó tồn từ"
        " năm trước chuyển sang 215 hồ sơ, nhận mới 3.210 hồ sơ. Đã giải quyết 3.118 hồ sơ, đạt "
        "91,04%, trong đó trước hạn và đúng hạn 2.986 hồ sơ, trễ hạn 132 hồ sơ; đang giải quyết 307 "
        "hồ sơ."
    ),
    (
        "Toàn thị trấn có 2.480 hộ với 9.672 nhân khẩu, bình quân 3,9 người/hộ. Hộ nghèo còn 62 hộ, "
        "chiếm 2,5%; hộ cận nghèo 87 hộ, chiếm 3,51%. Trong năm có 28 hộ thoát nghèo, vượt 3 hộ so "
        "với kế hoạch."
    ),
    (
        "The library lent 182,450 items in 2023, 7.3% more than the 170,037 lent in 2022. E-books "
        "accounted for 41,964 loans (23%). We welcomed 96,300 visitors over 307 opening days, an "
        "average of 314 a day."
    ),
    (
        "Operating profit fell to €48.2m from €53.6m, a decline of 10.1%. Net debt rose by €12.5m to "
        "€140.3m. The group employed 2,316 people at year end (2022: 2,402)."
    ),
    (
        "Diện tích cây vụ đông đạt 1.245 ha, bằng 103,75% kế hoạch (1.200 ha), gồm: ngô 420 ha, khoai"
        " tây 315 ha, rau các loại 510 ha. Năng suất khoai tây 14,2 tấn/ha, sản lượng 4.473 tấn."
    ),
    (
        "Hội Liên hiệp Phụ nữ huyện có 21 cơ sở Hội, 168 chi hội với 24.318 hội viên. Năm 2023 kết "
        "nạp mới 612 hội viên, giúp 94 hộ phụ nữ nghèo, trong đó 37 hộ thoát nghèo (39,4%). Quỹ Hội "
        "đạt 1,46 tỷ đồng, bình quân 60.000 đồng/hội viên."
    ),
    (
        "Of the 640 applications received, 412 were approved (64.4%), 153 were rejected (23.9%) and "
        "75 were withdrawn (11.7%). The median processing time was 23 days, against a target of 30 "
        "days."
    ),
    (
        "Table 2. Grants by region (USD thousand)\n"
        "Region\t2021\t2022\tChange\n"
        "Africa\t1,240\t1,410\t170\n"
        "Asia\t980\t1,125\t145\n"
        "Latin America\t515\t490\t-25\n"
        "Total\t2,735\t3,025\t290"
    ),
    (
        "Chỉ tiêu\tNăm 2021\tNăm 2022\tTăng/giảm (%)\n"
        "Tổng doanh thu (tỷ đồng)\t845,2\t912,6\t8,0\n"
        "Lợi nhuận trước thuế (tỷ đồng)\t61,4\t70,3\t14,5\n"
        "Nộp ngân sách (tỷ đồng)\t32,0\t35,2\t10,0"
    ),
    (
        "Tại kỳ họp, đại biểu đã bầu 29 đồng chí vào Ban Chấp hành, trong đó nữ 7 đồng chí (24,1%), "
        "trẻ tuổi 4 đồng chí (13,8%), dân tộc thiểu số 3 đồng chí (10,3%). Hội nghị lần thứ nhất bầu "
        "Ban Thường vụ gồm 9 đồng chí."
    ),
    (
        "In the second quarter the clinic saw 4,180 outpatients, up from 3,870 in the first, an "
        "increase of 8%. Of these, 1,463 were children under five (35%). Waiting times fell from 48 "
        "to 37 minutes. Staff costs were KES 3.1 million, or 62% of total spending of KES 5.0 "
        "million."
    ),
    (
        "Lượng mưa trung bình tháng 7 là 312,4 mm, cao hơn trung bình nhiều năm 45,2 mm; ngày mưa lớn"
        " nhất 118 mm. Dung tích các hồ chứa đạt 82,5% thiết kế, thấp hơn cùng kỳ 3,1 điểm phần trăm."
    ),
    (
        "Kết quả thi tốt nghiệp: toàn trường có 412 học sinh dự thi, đỗ 409 em, tỷ lệ 99,27%, tăng "
        "0,45% so với năm học 2021-2022 (98,82%). Điểm trung bình môn Toán 7,12; Ngữ văn 7,35; tiếng "
        "Anh 6,48."
    ),
    (
        "The railway carried 14.6 million passengers in 2022, 21.7% more than in 2021 (12.0 million) "
        "but still 18% fewer than before the pandemic (17.8 million). Punctuality was 91.3%, 1.2 "
        "percentage points below target."
    ),
    (
        "Tổng số vụ cháy là 46 vụ, giảm 8 vụ so với cùng kỳ (54 vụ), làm 2 người chết, 5 người bị "
        "thương, thiệt hại 12,7 tỷ đồng. Trong đó cháy nhà dân 21 vụ, cơ sở sản xuất 14 vụ, phương "
        "tiện giao thông 6 vụ, rừng 5 vụ."
    ),
    (
        "The council collected £61.4m of council tax, 96.8% of the £63.4m due. Business rates of "
        "£38.2m were collected, 98.1% of the amount due. Arrears brought forward fell by £0.9m to "
        "£7.3m."
    ),
    (
        "Sau 3 năm thực hiện, dự án đã trồng 1.860 ha rừng (trong đó rừng phòng hộ 640 ha, rừng sản "
        "xuất 1.220 ha), đạt 93% mục tiêu 2.000 ha. Tổng kinh phí 55,8 tỷ đồng, bình quân 30 triệu "
        "đồng/ha."
    ),
    (
        "Cash at the start of the year was $3.20 million. Receipts of $9.45 million and payments of "
        "$8.87 million left $3.78 million at year end. Payroll made up 58% of payments."
    ),
    (
        "Cơ cấu lao động: nông nghiệp 32,5%, công nghiệp - xây dựng 38,9%, dịch vụ 28,6%. Tỷ lệ lao "
        "động qua đào tạo đạt 68,2%, trong đó có bằng cấp, chứng chỉ 28,5%. Tỷ lệ thất nghiệp khu vực"
        " thành thị 2,85%."
    ),
    (
        "Hội nghị tổ chức trong 2 ngày, từ 14 đến 15/6/2023, với 186 đại biểu chính thức dự trên tổng"
        " số 190 đại biểu được triệu tập, đạt 97,9%."
    ),
    (
        "We surveyed 18 schools and 1,142 pupils (574 girls and 568 boys). Attendance averaged 87.4%,"
        " ranging from 79.2% to 95.1%. Each pupil received 3 textbooks, 3,426 in all."
    ),
    (
        "Công an xã tiếp nhận 64 tin báo, đã giải quyết 60 tin (93,75%), còn 4 tin đang xác minh. Xử "
        "phạt hành chính 112 trường hợp với số tiền 187,6 triệu đồng, tăng 14 trường hợp và 22,3 "
        "triệu đồng so với cùng kỳ."
    ),
    (
        "Giá trị sản xuất công nghiệp ước 18.640 tỷ đồng, tăng 9,6% so với năm 2022; trong đó công "
        "nghiệp chế biến 15.470 tỷ đồng (chiếm 83%), điện, nước 2.050 tỷ đồng (11%), khai khoáng "
        "1.120 tỷ đồng (6%)."
    ),
    (
        "The hospital performed 8,412 operations, including 2,103 emergencies (25%). Mortality within"
        " 30 days was 1.8%, compared with a national average of 2.1%. The average stay was 5.2 days: "
        "43,742 bed days in total."
    ),
    (
        "Thu nhập bình quân đầu người từ 46,5 triệu đồng năm 2020 tăng lên 58,2 triệu đồng năm 2023, "
        "tăng 11,7 triệu đồng (25,2%). Tỷ lệ hộ nghèo đa chiều giảm từ 6,8% xuống còn 3,1%, bình quân"
        " mỗi năm giảm 1,23%."
    ),
    (
        "Exports reached $24.5 billion and imports $22.1 billion, giving a trade surplus of $2.4 "
        "billion. Textiles ($6.9 billion) and electronics ($8.1 billion) together made up 61% of "
        "exports."
    ),
    (
        "UBND huyện đã ban hành 1.238 văn bản, trong đó 412 quyết định, 318 kế hoạch, 508 công văn, "
        "báo cáo. Tỷ lệ văn bản ký số đạt 99,8%. Cổng thông tin đăng 356 tin, bài, bình quân gần 30 "
        "tin, bài/tháng."
    ),
    (
        "Our portfolio of 26 projects (11 in health, 9 in education and 6 in water) disbursed $31.2 "
        "million, an average of $1.2 million each. Three projects were rated unsatisfactory, 12% of "
        "the total."
    ),
    (
        "Năm học 2022 - 2023, trường có 32 lớp với 1.184 học sinh, bình quân 37 học sinh/lớp; cán bộ,"
        " giáo viên, nhân viên 78 người (biên chế 71 người, hợp đồng 7 người). Hạnh kiểm tốt 1.089 em"
        " (92%), khá 83 em (7%), trung bình 12 em (1%)."
    ),
    (
        "The vote was 311 to 89, with 12 abstentions; 412 of the 450 delegates (91.6%) were present. "
        "The resolution needed 207 votes."
    ),
    (
        "Doanh số cho vay quý I đạt 126,4 tỷ đồng, quý II 143,9 tỷ đồng, nâng tổng doanh số 6 tháng "
        "lên 270,3 tỷ đồng. Dư nợ đến 30/6 là 812,5 tỷ đồng, tăng 46,2 tỷ đồng so với đầu năm, nợ quá"
        " hạn 3,25 tỷ đồng, chiếm 0,4% tổng dư nợ."
    ),
    (
        "Revenue per employee rose 4% to $212,000. Headcount at 31 December was 1,850, of whom 1,120 "
        "work in the United States, 430 in Europe and 300 elsewhere. Voluntary turnover was 11.2%, "
        "down from 13.8%."
    ),
    (
        "Số thu bảo hiểm xã hội đạt 412,8 tỷ đồng/860 tỷ đồng, bằng 48% kế hoạch. Số người tham gia "
        "bảo hiểm xã hội bắt buộc 31.206 người, tự nguyện 5.418 người; tổng số 36.624 người, đạt "
        "31,2% lực lượng lao động."
    ),
    (
        "The dam generated 1,284 GWh, 3.7% below the long-run mean of 1,333 GWh. Availability was "
        "94.6% against a target of 95%. Two of four turbines were refurbished at a cost of $18.6 "
        "million, $0.4 million under budget."
    ),
    (
        "Xã có 14 thôn, trong đó 9 thôn đạt chuẩn nông thôn mới kiểu mẫu (64,3%). Tổng huy động 38,6 "
        "tỷ đồng: ngân sách tỉnh 9,5 tỷ đồng, ngân sách huyện 12,8 tỷ đồng, ngân sách xã 6,1 tỷ đồng,"
        " nhân dân đóng góp 10,2 tỷ đồng."
    ),
    (
        "Item | Budget | Actual | Variance\n"
        "Salaries | 420,000 | 431,500 | (11,500)\n"
        "Travel | 36,000 | 28,200 | 7,800\n"
        "Equipment | 88,000 | 86,400 | 1,600\n"
        "Total | 544,000 | 546,100 | (2,100)"
    ),
    (
        "Trạm y tế khám 6.284 lượt bệnh nhân, bằng 108% cùng kỳ; tiêm đủ liều cho 198/205 trẻ dưới 1 "
        "tuổi (96,6%). Có 12 ca sốt xuất huyết, giảm 25% (cùng kỳ 16 ca). Tỷ lệ sinh con thứ ba 4,1%,"
        " giảm 0,3 điểm %."
    ),
    (
        "Donations came from 1,204 individuals ($86,700, an average of $72), 18 companies ($145,000) "
        "and 4 foundations ($220,000), $451,700 in total. Fundraising costs were 9% of income."
    ),
    (
        "Giai đoạn 2016 - 2020, tỷ lệ che phủ rừng tăng từ 51,2% lên 54,6%, bình quân tăng 0,85%/năm."
        " Năm 2020 là năm cuối thực hiện kế hoạch 5 năm 2016 - 2020. Diện tích rừng trồng mới 5 năm "
        "đạt 6.250 ha, bình quân 1.250 ha/năm."
    ),
    (
        "The trial enrolled 486 patients: 243 received the drug and 243 placebo. The primary endpoint"
        " occurred in 29 (11.9%) and 46 (18.9%) patients respectively, a difference of 7.0 percentage"
        " points. Five patients withdrew."
    ),
    (
        "Bưu điện huyện phục vụ 24.600 lượt khách, doanh thu 7,38 tỷ đồng (đạt 102,5% kế hoạch 7,2 tỷ"
        " đồng), tăng 0,56 tỷ đồng so với năm trước; lợi nhuận 0,61 tỷ đồng, biên lợi nhuận 8,3%."
    ),
    (
        "Enrolment grew from 12,480 in 2019 to 13,104 in 2023, up 5%. International students number "
        "2,097, 16% of the total. The student-staff ratio improved from 18.2 to 16.8."
    ),
    (
        "Toàn ngành có 1.326 cán bộ, công chức, viên chức, trong đó trình độ trên đại học 214 người "
        "(16,1%), đại học 865 người (65,2%), cao đẳng, trung cấp 247 người (18,6%). Đảng viên 742 "
        "đồng chí, chiếm 56%."
    ),
    (
        "Tỷ giá trung tâm ngày 29/12/2023 là 23.866 đồng/USD, tăng 1,1% so với cuối năm 2022 (23.612 "
        "đồng). Dự trữ ngoại hối tương đương 3,3 tháng nhập khẩu. Tín dụng tăng 13,5%, mục tiêu 14 - "
        "15%."
    ),
    (
        "Trong quý, Đoàn trường tổ chức 18 buổi sinh hoạt chuyên đề với 2.340 lượt đoàn viên tham "
        "gia, bình quân 130 lượt/buổi; phát triển 56 đoàn viên mới, giới thiệu 9 đoàn viên ưu tú, "
        "trong đó 4 đồng chí được kết nạp Đảng."
    ),
    (
        "Our 12 branches raised £184,300, £9,300 more than the £175,000 target. Legacies brought "
        "£62,000 (34%), events £71,500 (39%) and appeals £50,800 (28%)."
    ),
    (
        "Số máy tính phục vụ dạy học là 420 máy, bình quân 1 máy/12 học sinh. Thư viện có 18.600 đầu "
        "sách, bình quân 3,7 cuốn/học sinh. Toàn trường có 5.040 học sinh."
    ),
    (
        "Traffic grew 4.2% to 38.6 million vehicles. Heavy goods vehicles were 12% of traffic but 31%"
        " of revenue. Revenue per vehicle was $3.12, up from $3.05, and total toll revenue $120.4 "
        "million."
    ),
    (
        "Đàn trâu 5.420 con, giảm 1,2%; đàn bò 18.350 con, tăng 2,1%; đàn lợn 86.400 con, tăng 5,6%; "
        "đàn gia cầm 1,24 triệu con, tăng 3,8% so với cùng kỳ năm trước. Sản lượng thịt hơi 12.850 "
        "tấn, đạt 51,4% kế hoạch."
    ),
    (
        "The school board approved a budget of $42.6 million, 3.1% above last year's $41.3 million; "
        "salaries take 71%, transport 9% and everything else 20%."
    ),
    (
        "Đại hội có 250 đại biểu được triệu tập, có mặt 247 đại biểu (98,8%); nam 168, nữ 79; tuổi "
        "bình quân 41,5; đại biểu trẻ nhất 22 tuổi, cao tuổi nhất 61 tuổi."
    ),
    (
        "Rainfall was 1,240 mm, 15% above the 30-year average of 1,078 mm. The reservoir held 86.4 "
        "million m3 at year end, 91% of its capacity of 95 million m3."
    ),
    (
        "Tổng giá trị hợp đồng 128,4 tỷ đồng, đã giải ngân 96,3 tỷ đồng (75%), khối lượng thực hiện "
        "đạt 82%. Dự kiến năm 2024 giải ngân tiếp 25 tỷ đồng, phần còn lại thanh toán khi quyết toán."
    ),
    (
        "In 2022/23 we answered 48,210 calls, 91% within two minutes; 6,750 callers (14%) rang about "
        "debt and 9,160 (19%) about housing. Some callers raised more than one issue."
    ),
    (
        "Xã có 6 thôn, 1.024 hộ, 4.115 nhân khẩu; 3 trường học, 1 trạm y tế; 5/6 thôn có nhà văn hóa;"
        " 96% số hộ dùng nước hợp vệ sinh; tỷ lệ hộ nghèo 1,76% (18 hộ)."
    ),
    (
        "Ratios\t2022\t2021\n"
        "Current ratio\t1.42\t1.36\n"
        "Debt to equity\t0.85\t0.92\n"
        "Return on equity\t12.4%\t11.1%\n"
        "Interest cover\t5.6\t4.9"
    ),
    (
        "Tháng\tSố vụ\tNgười chết\tNgười bị thương\n"
        "1\t24\t10\t15\n"
        "2\t19\t8\t12\n"
        "3\t22\t9\t16\n"
        "Cộng\t65\t27\t43"
    ),
    (
        "Of every 100 tonnes collected, 46 are recycled, 38 are burned for energy and 16 go to "
        "landfill. The average household put out 412 kg in 2023, against 431 kg in 2022."
    ),
    (
        "Kim ngạch nhập khẩu đạt 3,42 tỷ USD, tăng 7,2% so với cùng kỳ; xuất khẩu đạt 3,97 tỷ USD, "
        "tăng 11,8%; xuất siêu 0,55 tỷ USD. Mặt hàng chủ lực: thủy sản 1,12 tỷ USD, gạo 0,86 tỷ USD, "
        "dệt may 0,64 tỷ USD."
    ),
    (
        "The fund returned 8.4% against 7.9% for its benchmark. Over five years it returned 6.1% a "
        "year, 0.4 points ahead. Assets rose $112 million to $1.46 billion, of which $61 million was "
        "new money."
    ),
    (
        "Kiểm tra 145 cơ sở, phát hiện 32 cơ sở vi phạm (22,1%), phạt tiền 28 cơ sở với tổng số tiền "
        "412 triệu đồng, nhắc nhở 4 cơ sở; tiêu hủy 1.250 kg hàng hóa trị giá 86 triệu đồng."
    ),
    (
        "Train delays cost 1.9 million minutes, 6% fewer than the year before. Infrastructure faults "
        "caused 54% of delays, operators 31% and others 15%. The worst day was 18 December, with "
        "21,400 minutes."
    ),
    (
        "Năm 2022, doanh thu bán điện 1.845 tỷ đồng, sản lượng 980 triệu kWh, giá bán bình quân 1.883"
        " đồng/kWh, tăng 23 đồng/kWh so với năm 2021. Tổn thất điện năng 4,86%, giảm 0,32%."
    ),
    (
        "Wages rose 5.0% in the public sector and 6.2% in the private sector, while prices rose 8.7%."
        " Real wages therefore fell 2.9% on average. About 1.2 million people, or 4% of workers, earn"
        " the minimum."
    ),
    (
        "Trong 5 năm, toàn tỉnh xây mới 1.245 nhà (năm 2019: 210 nhà; 2020: 235 nhà; 2021: 248 nhà; "
        "2022: 262 nhà; 2023: 290 nhà), tổng kinh phí 74,7 tỷ đồng, bình quân 60 triệu đồng/nhà."
    ),
    (
        "The parish has 3 churches, 2 halls and 640 members. Giving per member was $412 a year; total"
        " giving came to $263,700, 7% up on 2021. The roof appeal stands at $88,000 of its $120,000 "
        "goal (73%)."
    ),
    "Income rose by £12.4m to £248.6m (2021-22: £236.2m).",
    "Total income was £248.6m and expenditure £245.5m, leaving a surplus of £3.1m.",
    "Applications fell by 412 to 5,230 from 5,642.",
    "The completion rate rose 2.4 percentage points to 88.1%, from 85.7% in 2021-22.",
    "The pass rate was 91.2%, 1.8 points higher than last year's 89.4%.",
    "Staff numbers increased from 1,204 to 1,251, a net gain of 47.",
    "Kết nạp được 1.245 đoàn viên, tăng 132 đoàn viên so với năm 2022 (1.113 đoàn viên).",
    "Năm 2023 kết nạp 1.245 đoàn viên mới, năm 2022 kết nạp 1.113 đoàn viên, tăng 132 đoàn viên.",
    "Chỉ tiêu giao 1.200 đoàn viên, thực hiện 1.245 đoàn viên, vượt 45 đoàn viên (3,75%).",
    "Kết nạp 1.245/1.200 đoàn viên, đạt 103,75% chỉ tiêu, vượt 45 đoàn viên.",
    "Thu quỹ 86,5 triệu đồng, chi 71,2 triệu đồng, còn tồn 15,3 triệu đồng.",
    (
        "Số dư đầu kỳ 12,4 triệu đồng, thu trong kỳ 86,5 triệu đồng, chi 71,2 triệu đồng, tồn cuối kỳ"
        " 27,7 triệu đồng."
    ),
    "Tỷ lệ tập hợp thanh niên đạt 68,4%, tăng 3,2% so với đầu nhiệm kỳ (65,2%).",
    (
        "Of the 1,420 respondents, 1,065 (75%) were satisfied, compared with 70% in 2022, an increase"
        " of 5 percentage points."
    ),
    "Research income reached £54.2m against a target of £50.0m, £4.2m above plan.",
    "Research income of £54.2m was £4.2m above the target of £50.0m.",
    "The gap between men's (£42,300) and women's (£38,700) median pay is £3,600.",
    "Costs of £245.5m were £2.5m lower than the £248.0m budgeted.",
    "The budget was $4.2 million; we spent $3.9 million, $0.3 million less than planned.",
    "Cash fell from $8.1m to $6.4m, a fall of $1.7m.",
    "Đến nay có 215 chi đoàn, giảm 12 chi đoàn so với năm 2020 (227 chi đoàn) do sáp nhập.",
    "Undergraduate numbers were 14,320 and postgraduate numbers 4,180, a total of 18,500.",
    "Số vụ vi phạm là 84 vụ (năm 2022 là 97 vụ), giảm 13 vụ (13,4%).",
    "Output grew 12.5%, from 240 tonnes in 2021 to 270 tonnes in 2022.",
    "Sales were 1,260 units in March against 1,200 in February (+5%).",
    "Tổng thu đạt 5,4 tỷ đồng, tăng 20% so với 4,5 tỷ đồng của năm trước.",
    "Tổng thu năm 2022 là 4,5 tỷ đồng, năm 2023 là 5,4 tỷ đồng, tăng 20%.",
    "The endowment was valued at $612 million, compared with $585 million a year earlier (up 4.6%).",
    "Applications rose by 8%, from 12,500 to 13,500.",
    "Membership was 2,240 at the end of the year, 240 more than in 2022 (2,000).",
    (
        "The university has 18,500 students: 14,320 undergraduates, 3,150 taught postgraduates and "
        "1,030 research students."
    ),
    "Trong 215 chi đoàn có 120 chi đoàn xuất sắc, 80 chi đoàn khá và 15 chi đoàn trung bình.",
    "We planted 4,200 trees (2,600 native, 1,100 fruit and 500 shade trees).",
    "Scholarships of $1.2m went to 240 students, or $5,000 each.",
    ("Hoạt động tình nguyện thu hút 12.600 lượt đoàn viên tham gia 420 buổi, trung bình 30 lượt mỗi buổi."),
    "The number of grants rose to 86 (72 in 2021), an increase of 19%.",
]

# (paragraph, figure, what it is changed to, code and severity of the finding on it)
PLANTED = [
    (0, "215", "915", "sum_mismatch", "suspicious"),
    (0, "91,04%", "94,04%", "percent_mismatch", "suspicious"),
    (0, "307", "107", "sum_mismatch", "suspicious"),
    (1, "3,51%", "6,51%", "percent_mismatch", "suspicious"),
    (1, "9.672", "8.672", "average_mismatch", "error"),
    (2, "7.3%", "4.3%", "growth_mismatch", "error"),
    (3, "10.1%", "50.1%", "growth_mismatch", "error"),
    (4, "315 ha", "515 ha", "sum_mismatch", "error"),
    (4, "1.245 ha", "1.645 ha", "percent_mismatch", "error"),
    (5, "39,4%", "99,4%", "percent_mismatch", "error"),
    (6, "64.4%", "66.4%", "percent_mismatch", "error"),
    (7, "170", "130", "difference_mismatch", "error"),
    (7, "490", "990", "sum_mismatch", "error"),
    (8, "61,4", "63,4", "growth_mismatch", "error"),
    (9, "24,1%", "21,1%", "percent_mismatch", "error"),
    (10, "3,870", "8,870", "growth_mismatch", "error"),
    (10, "62%", "65%", "percent_mismatch", "error"),
    (12, "0,45%", "7,45%", "growth_mismatch", "error"),
    (12, "6,48", "6,58", "average_mismatch", "error"),
    (12, "99,27%", "29,27%", "percent_mismatch", "suspicious"),
    (13, "14.6 million", "54.6 million", "growth_mismatch", "error"),
    (14, "21", "31", "sum_mismatch", "suspicious"),
    (14, "8", "4", "difference_mismatch", "error"),
    (15, "£63.4m", "£61.4m", "percent_mismatch", "error"),
    (16, "1.220 ha", "9.220 ha", "sum_mismatch", "error"),
    (16, "1.860 ha", "1.360 ha", "percent_mismatch", "error"),
    (18, "38,9%", "37,9%", "percent_sum", "error"),
    (19, "190", "590", "percent_mismatch", "error"),
    (20, "87.4%", "57.4%", "average_mismatch", "error"),
    (20, "568", "868", "sum_mismatch", "error"),
    (21, "64", "34", "difference_mismatch", "suspicious"),
    (21, "93,75%", "91,75%", "percent_mismatch", "error"),
    (22, "83%", "23%", "percent_mismatch", "error"),
    (23, "2,103", "2,803", "percent_mismatch", "error"),
    (24, "46,5 triệu đồng", "48,5 triệu đồng", "difference_mismatch", "error"),
    (24, "6,8%", "1,8%", "growth_mismatch", "suspicious"),
    (25, "$2.4 billion", "$2.8 billion", "difference_mismatch", "error"),
    (26, "412", "812", "sum_mismatch", "suspicious"),
    (27, "26", "27", "sum_mismatch", "suspicious"),
    (28, "78", "75", "sum_mismatch", "error"),
    (28, "1.184", "1.684", "average_mismatch", "error"),
    (28, "7%", "1%", "percent_mismatch", "error"),
    (29, "91.6%", "21.6%", "percent_mismatch", "error"),
    (30, "143,9 tỷ đồng", "133,9 tỷ đồng", "sum_mismatch", "error"),
    (31, "1,120", "5,120", "sum_mismatch", "error"),
    (32, "860 tỷ đồng", "660 tỷ đồng", "percent_mismatch", "error"),
    (33, "1,284 GWh", "8,284 GWh", "growth_mismatch", "error"),
    (34, "38,6 tỷ đồng", "36,6 tỷ đồng", "sum_mismatch", "error"),
    (34, "64,3%", "74,3%", "percent_mismatch", "error"),
    (35, "2,100", "2,500", "difference_mismatch", "error"),
    (35, "28,200", "27,200", "sum_mismatch", "error"),
    (36, "96,6%", "46,6%", "percent_mismatch", "error"),
    (36, "12", "17", "growth_mismatch", "error"),
    (38, "1.250 ha/năm", "2.250 ha/năm", "average_mismatch", "error"),
    (39, "486", "436", "sum_mismatch", "error"),
    (39, "7.0 percentage points", "7.7 percentage points", "difference_mismatch", "error"),
    (39, "18.9%", "68.9%", "percent_mismatch", "error"),
    (40, "0,61 tỷ đồng", "0,51 tỷ đồng", "percent_mismatch", "error"),
    (41, "12,480", "42,480", "growth_mismatch", "error"),
    (42, "18,6%", "88,6%", "percent_mismatch", "error"),
    (44, "18", "16", "average_mismatch", "error"),
    (45, "£50,800", "£30,800", "percent_mismatch", "suspicious"),
    (45, "£9,300", "£8,300", "difference_mismatch", "error"),
    (49, "$42.6 million", "$62.6 million", "growth_mismatch", "error"),
    (50, "98,8%", "58,8%", "percent_mismatch", "error"),
    (51, "1,078 mm", "1,678 mm", "growth_mismatch", "error"),
    (51, "91%", "99%", "percent_mismatch", "error"),
    (52, "75%", "71%", "percent_mismatch", "suspicious"),
    (54, "1,76%", "1,36%", "percent_mismatch", "error"),
    (56, "43", "42", "sum_mismatch", "error"),
    (57, "431 kg", "451 kg", "average_mismatch", "suspicious"),
    (58, "0,55 tỷ USD", "8,55 tỷ USD", "difference_mismatch", "error"),
    (60, "32", "42", "percent_mismatch", "suspicious"),
    (61, "31%", "39%", "percent_sum", "error"),
    (62, "1.845 tỷ đồng", "1.345 tỷ đồng", "average_mismatch", "error"),
    (64, "290", "990", "sum_mismatch", "error"),
    (65, "73%", "13%", "percent_mismatch", "error"),
    (67, "£248.6m", "£548.6m", "difference_mismatch", "suspicious"),
    (68, "5,642", "5,742", "difference_mismatch", "error"),
    (69, "88.1%", "81.1%", "difference_mismatch", "error"),
    (70, "89.4%", "87.4%", "difference_mismatch", "error"),
    (71, "1,204", "1,404", "difference_mismatch", "error"),
    (72, "1.113", "1.513", "difference_mismatch", "error"),
    (73, "1.113", "2.113", "difference_mismatch", "suspicious"),
    (75, "103,75%", "113,75%", "percent_mismatch", "suspicious"),
    (76, "86,5 triệu đồng", "85,5 triệu đồng", "difference_mismatch", "error"),
    (78, "68,4%", "62,4%", "growth_mismatch", "error"),
    (79, "5 percentage points", "7 percentage points", "difference_mismatch", "error"),
    (79, "75%", "72%", "percent_mismatch", "error"),
    (80, "£4.2m", "£4.8m", "difference_mismatch", "error"),
    (81, "£4.2m", "£4.8m", "difference_mismatch", "error"),
    (83, "£2.5m", "£6.5m", "difference_mismatch", "error"),
    (84, "$0.3 million", "$9.3 million", "difference_mismatch", "error"),
    (85, "$1.7m", "$1.5m", "difference_mismatch", "error"),
    (86, "12", "14", "difference_mismatch", "error"),
    (87, "14,320", "17,320", "sum_mismatch", "error"),
    (88, "84", "34", "difference_mismatch", "suspicious"),
    (89, "270 tonnes", "970 tonnes", "growth_mismatch", "error"),
    (91, "5,4 tỷ đồng", "7,4 tỷ đồng", "growth_mismatch", "error"),
    (92, "4,5 tỷ đồng", "3,5 tỷ đồng", "growth_mismatch", "error"),
    (93, "$585 million", "$985 million", "growth_mismatch", "error"),
    (94, "8%", "3%", "growth_mismatch", "error"),
    (95, "2,240", "8,240", "difference_mismatch", "error"),
    (96, "1,030", "7,030", "sum_mismatch", "error"),
    (97, "80", "50", "sum_mismatch", "suspicious"),
    (98, "4,200", "3,200", "sum_mismatch", "error"),
    (99, "$1.2m", "$3.2m", "average_mismatch", "error"),
    (100, "420", "220", "average_mismatch", "error"),
    (101, "19%", "13%", "growth_mismatch", "error"),
]


@pytest.mark.parametrize("text", SOUND, ids=[text[:48] for text in SOUND])
def test_a_sound_paragraph_has_no_finding(text: str) -> None:
    assert audit(read_source(text)).findings == ()


@pytest.mark.parametrize(
    ("place", "was", "now", "code", "severity"),
    PLANTED,
    ids=[f"{place}: {was} as {now}" for place, was, now, _, _ in PLANTED],
)
def test_a_slip_in_a_sound_paragraph_is_found(
    place: int, was: str, now: str, code: str, severity: str
) -> None:
    text = SOUND[place].replace(was, now)
    start = text.index(now)
    found = [
        (finding.code, finding.severity.value)
        for finding in audit(read_source(text)).findings
        if any(span.start < start + len(now) and start < span.end for span in finding.spans)
    ]
    assert (code, severity) in found


def test_parts_that_cancel_out_are_the_whole_of_nothing() -> None:
    text = (
        "Kết quả đánh giá, xếp loại đối với tổ chức cơ sở đảng: Hoàn thành tốt nhiệm vụ -1/-1 "
        "(chiếm 96,29%) tổ chức đảng.\nTrong đó, có -1 tổ chức đảng hoàn thành xuất sắc nhiệm vụ "
        "(chiếm -1%) tổng số tổ chức đảng hoàn thành tốt nhiệm vụ;\n-1 tổ chức đảng hoàn thành "
        "nhiệm vụ (chiếm -1%).\nĐối với chi bộ trực thuộc đảng ủy cơ sở: Hoàn thành tốt nhiệm vụ "
        "-1/-1 (chiếm 85,97%), trong đó có -1 chi bộ hoàn thành xuất sắc nhiệm vụ (chiếm 16,33% "
        "tổng số chi bộ hoàn thành tốt nhiệm vụ.\n"
    )
    assert all(f.severity.value != "error" for f in audit(read_source(text)).findings)


def test_a_figure_below_zero_has_the_slips_of_its_digits() -> None:
    assert {25, 12, 5, 520} <= slips_of(-52)
