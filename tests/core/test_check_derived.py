"""Computed figures: what follows from the report is told with its formula, what fits by accident is not."""

import pytest

from service.core.check import check
from service.core.source import read_source

EXAM = "Có 8.254 thí sinh, trong đó 8.171 em đỗ, đạt tỷ lệ 98,99%, cao hơn năm 2022 là 0,35 điểm phần trăm."
HOUSES = "Đoàn xây 7 nhà nhân ái, mỗi nhà trị giá 50 triệu đồng."
CLASS = "Lớp tập huấn có 85 học viên, trong đó nữ chiếm 40%."
ANSWERED = "Hội đồng tiếp nhận 53 ý kiến cử tri, đã trả lời 45 ý kiến."
WORK = (
    "Trong 1.240 lao động được đào tạo, có 992 người có việc, 148 người tự tạo việc; số còn lại chưa có việc."
)
SCHOOL = "Attendance at the academy was 94.1% this year, compared with 92.6% last year. 61 of 180 pupils pay."
LIBRARY = "The library lent 86,300 items: 51,700 books, 22,400 e-books and 12,200 audiobooks."
GRADES = "Kết quả xếp loại: hoàn thành xuất sắc 9, hoàn thành tốt 31, hoàn thành 5, không hoàn thành 1."
FUND = "Quỹ vận động được 2,35 tỷ đồng, vượt 17,5% chỉ tiêu."
MEMBERS = "Đảng bộ kết nạp 96 đảng viên, đạt 120% kế hoạch."
SOWN = "Vụ mùa gieo trồng 5.130 ha, bằng 98,4% cùng kỳ."
COST = "Chi phí điện 6,2 tỷ đồng, bằng 31% tổng chi phí."
TREES = "We planted 4,600 trees, 15% more than planned."
INCOME = "Năm 2021 thu 125 tỷ đồng, năm 2022 thu 320 tỷ đồng."
SURVEY = "Of the 1,150 survey respondents, 713 would recommend the service and 230 would not."
FIRMS = "Trong tỉnh, 92% doanh nghiệp có thỏa ước."
BEDS = "Có 120 giường, 60% dùng cho nội trú, 90% số giường mới."
BAKERY = (
    "The bakery sold 8,400 loaves in May and 9,660 in June. Wholemeal loaves made up 2,520 of the May sales. "
    "A loaf costs £2.40, up from £2.25 a year ago."
)
FARMS = (
    "Hợp tác xã có 320 hộ thành viên, trong đó 128 hộ trồng chè, 96 hộ trồng cam, còn lại chăn nuôi. "
    "Doanh thu năm 2023 đạt 14,6 tỷ đồng, năm 2022 là 12,5 tỷ đồng."
)
STAFF = (
    "Of 540 staff, 324 are women and 216 are men. Pay rose 4% in January, to an average of $3,120 a month. "
    "Sick leave averaged 6.2 days per person, 0.9 days fewer than in 2021."
)
GOLD = (
    "Giá vàng nhẫn mua vào 73,5 triệu đồng/lượng, bán ra 75,2 triệu đồng/lượng. Giá bán giảm 0,6 triệu "
    "đồng/lượng so với hôm trước."
)
MATHS = (
    "Kỳ thi có 1.280 thí sinh. Điểm trung bình môn Toán 6,4, tăng 0,3 điểm. "
    "Thời gian làm bài giảm từ 120 phút xuống 90 phút."
)
RAIN = "Rainfall in October reached 186 mm, against a long-term mean of 124 mm. The reservoir is 82% full."
PIGS = (
    "Tổng đàn lợn 45.600 con, tăng 3.600 con so với cùng kỳ; có 6 trang trại, mỗi trang trại nuôi 2.400 con."
)
SEEDS = "Chương trình trồng được 1,2 triệu cây xanh, vượt 200 nghìn cây so với kế hoạch."
FORMS = "Answers: very satisfied 34%, satisfied 39%, neutral 15%, dissatisfied 12%."
RICE = "Thị trường Philippines chiếm 38% lượng gạo, Indonesia 27% lượng gạo."
BUSES = "Buses carried 3.9 million passengers this year, down from 4.3 million. Fares brought in £5.1m."
VISITS = (
    "Lượng khách 9 tháng đạt 3,62 triệu lượt, trong đó khách quốc tế 218 nghìn lượt; doanh thu 4.870 tỷ đồng."
)
PARK = "Guides gave 46 tours. A third of the visitors came by bus."
SITES = "Thẩm định 137 hồ sơ di tích: xếp hạng quốc gia 6, cấp tỉnh 41, còn 90 hồ sơ trả lại bổ sung."
PORT = "Quý I, cảng đón 412 lượt tàu. Doanh thu 180 tỷ đồng, bằng 26% kế hoạch năm 700 tỷ đồng."
WORKFORCE = "Tỷ trọng lao động công nghiệp từ 17,6% lên 33,9%; dịch vụ 27,6%."


@pytest.mark.parametrize(
    ("source", "digest", "formula"),
    [
        (BAKERY, "Wholemeal made up 30% of May sales.", "2,520 ÷ 8,400 = 30%"),
        (BAKERY, "Nearly a third of the loaves sold in May were wholemeal.", "2,520 ÷ 8,400 = a third"),
        (BAKERY, "A loaf costs 15 pence more than a year ago.", "£2.40 − £2.25 = 15 pence"),
        (FARMS, "Gần một phần ba số hộ trồng cam.", "96 ÷ 320 = một phần ba"),
        (FARMS, "Doanh thu năm 2023 tăng 16,8%.", "(14,6 tỷ đồng − 12,5 tỷ đồng) ÷ 12,5 tỷ đồng = 16,8%"),
        (STAFF, "40% of the staff are men.", "216 ÷ 540 = 40%"),
        (STAFF, "The average was $3,000 before January.", "$3,120 a month ÷ (100% + 4%) = $3,000"),
        (STAFF, "In 2021 sick leave averaged 7.1 days.", "6.2 days per person + 0.9 days = 7.1 days"),
        (GOLD, "Chênh lệch mua – bán là 1,7 triệu đồng.", "75,2 triệu đồng/lượng − 73,5 triệu đồng/lượng"),
        (
            GOLD,
            "Hôm trước vàng nhẫn bán ra 75,8 triệu đồng/lượng.",
            "75,2 triệu đồng/lượng + 0,6 triệu đồng/lượng",
        ),
        (MATHS, "Kỳ trước điểm trung bình môn Toán là 6,1.", "6,4 − 0,3 điểm = 6,1"),
        (MATHS, "Thời gian làm bài rút ngắn 30 phút.", "120 phút − 90 phút = 30 phút"),
        (RAIN, "Rainfall was 50% above the mean.", "(186 mm − 124 mm) ÷ 124 mm = 50%"),
        (PIGS, "Đàn lợn tăng khoảng 8,6%.", "3.600 ÷ (45.600 − 3.600) = 8,6%"),
        (PIGS, "Sáu trang trại nuôi tổng cộng 14.400 con.", "6 × 2.400 = 14.400"),
        (SEEDS, "Chương trình vượt kế hoạch 20%.", "200 nghìn ÷ (1,2 triệu − 200 nghìn) = 20%"),
        (FORMS, "73% were satisfied or very satisfied.", "34% + 39% = 73%"),
        (RICE, "Các thị trường khác chiếm 35% lượng gạo.", "100% − 38% − 27% = 35%"),
        (BUSES, "Passengers fell by 0.4 million, or 9%.", "(4.3 million − 3.9 million) ÷ 4.3 million = 9%"),
        (BUSES, "Fares averaged £1.31 per passenger.", "£5.1m ÷ 3.9 million = £1.31 per passenger"),
        (VISITS, "Khách nội địa khoảng 3,4 triệu lượt.", "3,62 triệu − 218 nghìn = 3,4 triệu"),
        (PARK, "Of the visitors 33% came by bus.", "A third = 33%"),
        (SITES, "47 di tích được xếp hạng, gồm 6 cấp quốc gia và 41 cấp tỉnh.", "6 + 41 = 47"),
        ("Số vụ vi phạm giảm một nửa, còn 12 vụ.", "Kỳ trước có 24 vụ vi phạm.", "12 ÷ (1 − một nửa) = 24"),
        ("Có 90 hộ đăng ký, tăng gấp 3 lần.", "Năm trước có 30 hộ đăng ký.", "90 ÷ gấp 3 lần = 30"),
        (PORT, "Bình quân mỗi tháng doanh thu đạt 60 tỷ đồng.", "180 tỷ đồng ÷ Quý I = 60 tỷ đồng"),
        (WORKFORCE, "Tỷ trọng lao động công nghiệp gần gấp đôi, lên 33,9%.", "33,9% ÷ 17,6% = gấp đôi"),
    ],
)
def test_what_the_claims_own_words_name_is_computed(source, digest, formula):
    claims = check(read_source(source), digest).claims
    assert any(c.formula and c.formula.startswith(formula) for c in claims)


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (BAKERY, "Wholemeal made up 20% of May sales."),
        (BAKERY, "Nearly half of the loaves sold in May were wholemeal."),
        (FARMS, "Doanh thu năm 2023 tăng 18,6%."),
        (FARMS, "Gần một nửa số hộ trồng cam."),
        (STAFF, "45% of the staff are men."),
        (STAFF, "In 2021 sick leave averaged 7.4 days."),
        (GOLD, "Chênh lệch mua – bán là 2,7 triệu đồng."),
        (GOLD, "Hôm trước vàng nhẫn bán ra 76,8 triệu đồng/lượng."),
        (MATHS, "Kỳ trước điểm trung bình môn Toán là 6,2."),
        (RAIN, "Rainfall was 60% above the mean."),
        (PIGS, "Đàn lợn tăng khoảng 9,8%."),
        (SEEDS, "Chương trình vượt kế hoạch 25%."),
        (FORMS, "78% were satisfied or very satisfied."),
        (RICE, "Các thị trường khác chiếm 45% lượng gạo."),
        (BUSES, "Passengers fell by 0.4 million, or 19%."),
        (VISITS, "Khách nội địa khoảng 3,7 triệu lượt."),
        (SITES, "49 di tích được xếp hạng, gồm 6 cấp quốc gia và 41 cấp tỉnh."),
        ("Rainfall was 90 mm, down 100% on last year.", "Rainfall last year was 45 mm."),
        (GOLD, "Giá vàng nhẫn bán ra là 0,5 triệu đồng/lượng."),
    ],
)
def test_what_nearly_follows_gets_no_formula(source, digest):
    assert [f for f in check(read_source(source), digest).flags if f.severity == "error"]


@pytest.mark.parametrize(
    ("source", "digest", "formula"),
    [
        (EXAM, "Tỷ lệ đỗ của năm 2022 là 98,64%.", "98,99% − 0,35 điểm phần trăm = 98,64%"),
        (HOUSES, "Các nhà nhân ái có tổng trị giá 350 triệu đồng.", "7 × 50 triệu đồng = 350 triệu đồng"),
        (CLASS, "Có 34 học viên nữ.", "40% × 85 = 34"),
        (CLASS, "Có 51 học viên nam.", "(100% − 40%) × 85 = 51"),
        (ANSWERED, "Còn 8 ý kiến cử tri chưa được trả lời.", "53 − 45 = 8"),
        (WORK, "Còn lại 100 lao động chưa có việc.", "1.240 − 992 − 148 = 100"),
        (SCHOOL, "Attendance improved by 1.5 percentage points.", "94.1% − 92.6% = 1.5 percentage points"),
        (LIBRARY, "E-books accounted for 26% of the items lent.", "22,400 ÷ 86,300 = 26%"),
        (GRADES, "Có 46 tổ chức được xếp loại.", "9 + 31 + 5 + 1 = 46"),
        (FUND, "Quỹ đạt 117,5% chỉ tiêu.", "100% + 17,5% = 117,5%"),
        (MEMBERS, "Kết nạp đảng viên vượt 20% kế hoạch.", "120% − 100% = 20%"),
        (SOWN, "Diện tích gieo trồng vụ mùa giảm 1,6% so với cùng kỳ.", "100% − 98,4% = 1,6%"),
        (COST, "Tổng chi phí vào khoảng 20 tỷ đồng.", "6,2 tỷ đồng ÷ 31% = 20 tỷ đồng"),
        (TREES, "The target was 4,000 trees.", "4,600 ÷ (100% + 15%) = 4,000"),
        (INCOME, "Thu năm 2022 gấp 2,6 lần năm 2021.", "320 tỷ đồng ÷ 125 tỷ đồng = gấp 2,6 lần"),
        (SURVEY, "62% of respondents would recommend the service.", "713 ÷ 1,150 = 62%"),
        (SURVEY, "A fifth of the 1,150 survey respondents would not.", "230 ÷ 1,150 = A fifth"),
        (SURVEY, "Less than two thirds would recommend it.", "713 ÷ 1,150 = two thirds"),
        (FIRMS, "Trên 9/10 doanh nghiệp có thỏa ước.", "92% = 9/10"),
    ],
)
def test_what_follows_from_the_report_is_told_with_its_formula(source, digest, formula):
    claims = check(read_source(source), digest).claims
    assert formula in [c.formula for c in claims]
    assert all(c.verdict == "supported" for c in claims)


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (SOWN, "Diện tích gieo trồng vụ mùa tăng 1,6% so với cùng kỳ."),
        (INCOME, "Thu năm 2022 giảm 156% so với năm 2021."),
        (LIBRARY, "E-books accounted for 36% of the items lent."),
        (GRADES, "Có 47 tổ chức được xếp loại."),
        (SURVEY, "A third of the 1,150 survey respondents would not."),
        (SURVEY, "Trên 4/11 số người được hỏi đồng ý."),
        (BEDS, "Dùng 15% số giường."),
        (EXAM, "Tỷ lệ đỗ của năm 2022 là 98,46%."),
        (TREES, "There were 4,200 trees."),
    ],
)
def test_what_does_not_follow_gets_no_formula(source, digest):
    found = check(read_source(source), digest)
    assert [f for f in found.flags if f.severity == "error"]


def test_a_sum_of_two_figures_that_the_claim_does_not_announce_is_none():
    source = "Khen 11 cá nhân và 7 tập thể, thưởng 54 cá nhân và 12 tập thể."
    assert check(read_source(source), "Có 65 cá nhân được khen.").claims[0].formula is None
    assert check(read_source(source), "Tổng cộng 65 cá nhân được khen.").claims[0].formula == "11 + 54 = 65"


def test_a_share_of_all_or_more_leaves_no_rest():
    source = "Lớp có 85 học viên, 100% tốt nghiệp, đạt 120% kế hoạch."
    assert check(read_source(source), "Có 34 học viên chưa tốt nghiệp.").claims[0].formula is None
    assert check(read_source(source), "Tỷ lệ chưa tốt nghiệp là 4%.").claims[0].formula is None


APPEAL = "The appeal raised $2.94 million; by 30 June $1.61 million had been paid out."
CLINIC = "Nurses: 14; doctors: 9; rooms: 3."
HERD = "The herd grew from 212 to 231 cows."


@pytest.mark.parametrize(
    "digest",
    [
        (APPEAL, "By the end of June $1.61 million had gone out, with $1.33 million still to come."),
        (CLINIC, "The clinic has 23 clinicians: 14 nurses and 9 doctors."),
        (HERD, "The herd gained 19 cows."),
    ],
)
def test_what_remains_and_what_its_sentence_adds_up_is_computed(digest):
    source, said = digest
    assert [f.code for f in check(read_source(source), said).flags if f.severity != "info"] == []


def test_a_distance_of_two_levels_is_no_level():
    assert [f.code for f in check(read_source(HERD), "The herd has 19 cows.").flags if f.path == ""] != []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (
            "Thu theo nguồn:\n- Học phí: 412.650.000 đồng\n- Tài trợ: 187.300.000 đồng\n"
            "- Cho thuê: 96.480.000 đồng",
            "Tổng thu từ người học và thu từ nhà hảo tâm là 599.950.000 đồng.",
        ),
        (
            "Thu:\n- Học phí: 412.650.000 đồng\n- Tài trợ: 187.300.000 đồng\n\nChi nhiều hơn năm trước.\n\n"
            "- Lương: 298.140.000 đồng\n- Điện, nước: 41.570.000 đồng",
            "Tổng chi cho giáo viên và chi cho nhà lớp là 339.710.000 đồng.",
        ),
        (
            "Bảng chi tiêu:\n\nComponent\tBudget (USD)\tSpent (USD)\nSeedlings\t184,250\t171,900\n"
            "Training\t62,410\t60,075\nOffice\t31,900\t31,240\n",
            "Tổng chi hợp phần cây giống và chi văn phòng là 203.140 USD.",
        ),
        (
            "The fund paid €5.31 billion to schools, €2.74 billion to clinics and €1.92 billion to roads.",
            "Total of money for pupils, teachers and money for patients stood at €8.05 billion.",
        ),
        (
            "The levy yielded CFA 9.4 billion, shared between research (CFA 4.3 billion), the board "
            "(CFA 3.5 billion) and the Treasury (CFA 1.6 billion).",
            "Total of levy to research and levy to the board stood at 7.8 billion XOF.",
        ),
    ],
)
def test_a_sum_of_figures_told_together_is_found_whatever_they_are_called(source, digest):
    claims = check(read_source(source), digest).claims
    assert [claim.reason.value for claim in claims] == ["derived"]
