"""Hedges: a bound kept in other words is no change, and a bound that is lost or turned is one."""

import pytest

from service.core.check import check
from service.core.claims import parse_json
from service.core.source import read_source

RICE = "Diện tích gieo cấy 5.280 ha, sản lượng ước đạt 34.318 tấn."
EXTRA = "Hơn 310 em theo học thêm ngoại ngữ vào buổi tối."
TREES = "Số cây trồng mới ước đạt 18.000 cây, tỷ lệ sống 91%."
STOCK = "Diện tích gieo cấy 5.280 ha, sản lượng khoảng 34.318 tấn."
SALES = "Turnover came to an estimated 8,217 thousand euros in the nine months."
RATES = "Lãi suất phổ biến 4,3–4,9%/năm."
DUES = "Contributions will rise from 14% to 17% of pay in May."
TEA = "Retail prices rose by 18 cents to $2.45 a box."
LIMIT = "Tỷ lệ lỗi 0,4%, trong ngưỡng không quá 2,5%."
GOAL = "Đoàn viên hiến 1.380 đơn vị máu, vượt 180 đơn vị so với chỉ tiêu 1.200 đơn vị."
EARLY = "Thi công mất 14 tháng, sớm hơn hợp đồng 2 tháng."
BOATS = "Có 318 tàu chiều dài từ 12 m trở lên đã lắp thiết bị."
WEB = "Trang thông tin xếp thứ 5 trong 11 huyện."
COURSES = "Trung tâm mở 17 lớp cho trên 1.450 học viên."
GIFTS = "The appeal drew 2,731 donors who gave less than $90."
BINS = "Recycling is six points fewer than four years ago."
HOMES = "Số hộ này nhiều hơn con số 2.331 hộ đã báo cáo hồi đầu năm."
RESERVE = "A surplus took the reserves from £14.3 million to £15.8 million."
JOINED = "Huyện kết nạp 187 đảng viên, vượt 15 đồng chí so với chỉ tiêu 172 đảng viên."
CLINICS = "Patients in town were happier (82%) than others (71%)."


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (HOMES, "Đầu năm có 2.331 hộ."),
        (RESERVE, "Reserves closed at £15.8 million."),
        (JOINED, "Số vượt chỉ tiêu kết nạp là 15 đảng viên."),
        (RICE, "Sản lượng ước khoảng 34,3 nghìn tấn trên 5.280 ha gieo cấy."),
        (RICE, '[{"label": "Sản lượng ước tính", "value_text": "34.318", "unit": "tấn"}]'),
        (RICE, '[{"label": "Sản lượng", "value_text": "34.318", "unit": "tấn"}]'),
        (SALES, "Turnover was 8,217 thousand euros."),
        (RATES, "Lãi suất dao động trong khoảng 4,3% đến 4,9% một năm."),
        (DUES, "From May contributions will be 17% of pay, up from 14%."),
        (TEA, "A box of tea costs $2.45, 18 cents more than before."),
        (LIMIT, "Tỷ lệ lỗi 0,4%, tức là dưới 2,5%."),
        (GOAL, "Members gave 1,380 units of blood, 180 above the goal."),
        (EARLY, "Thi công xong trong 14 tháng, sớm 2 tháng."),
        (BOATS, "Cả 318 tàu dài từ 12 m đã lắp thiết bị."),
        (WEB, "Trang thông tin đứng thứ 5 trên 11 huyện."),
        (BINS, "Four years ago recycling was six points higher."),
        (CLINICS, "Bệnh nhân ở thành thị hài lòng hơn (82%) so với nơi khác (71%)."),
    ],
)
def test_a_bound_kept_in_other_words_is_no_change(source, digest):
    found = parse_json(digest) if digest.startswith("[") else digest
    reasons = {flag.code for flag in check(read_source(source), found).flags if flag.path is not None}
    assert "qualifier_changed" not in reasons


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (COURSES, "Trung tâm mở 17 lớp cho 1.450 học viên."),
        (COURSES, "Trung tâm mở 17 lớp cho dưới 1.450 học viên."),
        (GIFTS, "The donors gave more than $90."),
        (GIFTS, "2,731 donors gave $90."),
        (RATES, "Lãi suất là 4,3% một năm."),
        (RICE, "Diện tích gieo cấy trên 5.280 ha."),
        (LIMIT, "Ngưỡng là ít nhất 2,5%."),
        (EXTRA, "Học sinh học thêm ngoại ngữ là 310 em."),
        (TREES, '[{"label": "Số cây trồng mới", "value_text": "18.000", "unit": "cây"}]'),
        (STOCK, '[{"label": "Sản lượng", "value_text": "34.318", "unit": "tấn"}]'),
    ],
)
def test_a_bound_that_is_lost_added_or_turned_is_told(source, digest):
    found = parse_json(digest) if digest.startswith("[") else digest
    assert "qualifier_changed" in {flag.code for flag in check(read_source(source), found).flags}


def test_two_hedged_figures_agree_within_what_the_claim_prints_only():
    source = read_source("The reserve is equal to about five months of spending.")
    (claim,) = check(source, "The reserve is equal to about 10 months of spending.").claims
    assert claim.verdict != "supported"


POOR = "Xã có 118 hộ nghèo và 64 hộ cận nghèo trên 1.306 hộ."
FARE = "Charges went up, taking a single fare from £1.70 to £2.05."
CLUB = "Membership passed 1,000, ending the year at 1,043."
GRANTS = "The smallest grant was £400, the largest £85,000."
SPLIT = "The smallest grant was £400. Last year the largest was £85,000."
SPANS = "Juniors pay £40–60 and seniors £80–95."
KINDS = "There were 40 courts and 95 members."
RATIO = "The combined ratio improved from 101.4% to 96.9%."


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (POOR, "Xã có 182 hộ nghèo và cận nghèo trong 1.306 hộ."),
        (FARE, "A single now costs £2.05, 35p more than before."),
        (CLUB, "The club has over a thousand members."),
        (CLUB, "It ended the year with some 1,043 members."),
        (GRANTS, "Grants ranged from £400 to £85,000."),
    ],
)
def test_a_bound_may_be_told_in_other_words(source, digest):
    found = check(read_source(source), digest).flags
    assert [f.code for f in found if f.severity != "info"] == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (POOR, "Xã có dưới 1.306 hộ."),
        ("Xã có trên 1.306 hộ.", "Xã có 1.306 hộ."),
        ("Xã có 12 con bò trên 1.306 hộ.", "Xã có 1.306 hộ."),
        (FARE, "A single now costs £1.70."),
        (CLUB, "The club has under a thousand members."),
        (CLUB, "It ended the year with over 1,043 members."),
        (GRANTS, "Grants ranged from £400 to £58,000."),
        (GRANTS, "Grants ranged from £4,000 to £85,000."),
        (SPLIT, "Grants ranged from £400 to £85,000."),
        (SPANS, "Fees ranged from £40 to £95."),
        (KINDS, "Fees ranged from £40 to £95."),
        (RATIO, "The combined ratio worsened from 96.9% to 101.4%."),
    ],
)
def test_another_bound_is_told_of(source, digest):
    found = check(read_source(source), digest).flags
    assert [f.code for f in found if f.severity != "info"] != []
