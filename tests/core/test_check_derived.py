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
