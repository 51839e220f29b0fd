"""Hedges: a bound kept in other words is no change, and a bound that is lost or turned is one."""

import pytest

from service.core.check import check
from service.core.claims import parse_json
from service.core.source import read_source

RICE = "Diện tích gieo cấy 5.280 ha, sản lượng ước đạt 34.318 tấn."
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
CLINICS = "Patients in town were happier (82%) than others (71%)."


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (RICE, "Sản lượng ước khoảng 34,3 nghìn tấn trên 5.280 ha gieo cấy."),
        (RICE, '[{"label": "Sản lượng ước tính", "value_text": "34.318", "unit": "tấn"}]'),
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
        (RICE, '[{"label": "Sản lượng", "value_text": "34.318", "unit": "tấn"}]'),
    ],
)
def test_a_bound_that_is_lost_added_or_turned_is_told(source, digest):
    found = parse_json(digest) if digest.startswith("[") else digest
    assert "qualifier_changed" in {flag.code for flag in check(read_source(source), found).flags}


def test_two_hedged_figures_agree_within_what_the_claim_prints_only():
    source = read_source("The reserve is equal to about five months of spending.")
    (claim,) = check(source, "The reserve is equal to about 10 months of spending.").claims
    assert claim.verdict != "supported"
