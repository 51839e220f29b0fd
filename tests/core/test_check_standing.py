"""Levels now and before, changes, opposites and plans: what a figure is, not only what it is about."""

import pytest

from service.core.check import check
from service.core.check.index import index_of
from service.core.check.standing import standing
from service.core.source import read_source


def alarms(source, digest):
    return [(f.code, f.stated) for f in check(read_source(source), digest).flags if f.severity != "info"]


def metric(label, value, unit=None, quote="", period=None):
    row = {"label": label, "value_text": value, "unit": unit, "quote": quote, "period": period}
    return {"metrics": [row]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Số ca tăng từ 2.386 ca lên 3.438 ca, tức tăng 94,1%.", "before now change"),
        ("Kỳ trước số đơn ở xã là 262 đơn, kỳ này 187 đơn, giảm 75 đơn.", "before now change"),
        ("Tăng 93,28% so với mức 67 đơn của năm trước, số đơn đạt 96 đơn.", "change before -"),
        ("Đàn heo 215.600 con, tăng 4,5% so cùng kỳ (206.300 con).", "- change before"),
        ("Suy dinh dưỡng giảm còn dưới 1,9% (đầu năm 3,4%).", "now before"),
        ("Số hộ nghèo giảm khoảng 118 hộ, cả xã còn 1.306 hộ.", "change now"),
        ("Cả xã còn 43 hộ nghèo và 61 hộ cận nghèo.", "- -"),
        ("Vay từ 50 triệu đồng trở lên.", "-"),
        ("Scores rose by 23 percentage points, from 41% to 64% of pupils.", "change before now"),
        ("Inflation eased to 6.8%, from 7.9%.", "now before"),
        ("Last time use was 161.6 GWh; this time 173.9 GWh, up 12.3 GWh.", "before now change"),
        ("The fund came to 81 tonnes from 4 farms.", "- -"),
        ("Output grew 0.4% quarter on quarter and 1.9% over the year.", "change change"),
        ("Sales rose (in two shops, of 9) to 53 cases.", "- - now"),
        ("It had 53 cases (then a wave, of 9 strains) more than a year earlier.", "- -"),
    ],
)
def test_what_a_figure_is_among_the_levels_of_one_thing(text, expected):
    source = read_source(text)
    index = index_of(source)
    found = [standing(index.reader, i).what or "-" for i in range(len(source.mentions))]
    assert " ".join(found) == expected


RISE = "Số đơn của xã An tăng từ 181 đơn lên 262 đơn, tức tăng 81 đơn."
DATED = "Số đơn của xã An năm 2022 tăng từ 181 đơn năm 2021 lên 262 đơn, tức tăng 81 đơn."
SINCE = "Kỳ trước số đơn ở xã An là 262 đơn, kỳ này 187 đơn, giảm 75 đơn."
WALK = "Median walking time to water dropped from 34 minutes to 11 minutes."
SALES = "Coffee sales fell by 4.0% to 1,753 tonnes (previous year: 1,926 tonnes)."
PUPILS = "Toàn trường có 1.120 học sinh nam; có 980 học sinh nữ học tại xã."
MET = "Có 58 trường đạt chuẩn; còn 15 trường không đạt chuẩn quốc gia."
LEFT = "We inspected 5,875 of the 6,250 hydrants, leaving 375 hydrants not inspected."
LAND = "Đất đã sử dụng 900 ha, đất chưa sử dụng 55 ha."
TRADE = "Exports of coffee in the district came to 748 tonnes last week."
GOAL = "Phấn đấu năm 2025, thu nhập bình quân đầu người đạt 86 triệu đồng."
PARTS = (
    "Sản lượng thủy sản của xã Bình Sơn là 54.269 tấn, bao gồm:\n+ Khai thác 31.958 tấn;\n"
    "+ Nuôi trồng 22.311 tấn."
)
TABLE = "Kết quả năm 2022\n\nNội dung\tHọc sinh nam\tHọc sinh nữ\nXã An\t120\t135\nXã Bình\t98\t101\n"


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (RISE, "Số đơn của xã An là 262 đơn."),
        (RISE, metric("số đơn kỳ trước của xã An", "181 đơn")),
        (RISE, metric("mức thay đổi số đơn của xã An", "81 đơn")),
        (DATED, metric("số đơn của xã An", "181 đơn", period="2021")),
        (RISE, "Tăng số đơn của xã An là 262 đơn."),
        (SINCE, "Số đơn của xã An là 187 đơn."),
        (SINCE, metric("số đơn kỳ trước của xã An", "262 đơn")),
        (WALK, "Median walking time to water stood at 11 minutes."),
        (WALK, metric("walking time to water before the works", "34 minutes")),
        (SALES, "Coffee sales in the previous year stood at 1,926 tonnes."),
        (PUPILS, "Học sinh nữ là 980 học sinh."),
        (MET, metric("trường không đạt chuẩn quốc gia", "15 trường")),
        (MET, metric("trường đạt chuẩn", "58 trường")),
        (LEFT, "Hydrants not inspected stood at 375 hydrants."),
        (LAND, metric("đất chưa sử dụng", "55 ha")),
        (GOAL, metric("mục tiêu thu nhập bình quân đầu người", "86 triệu đồng")),
        (PARTS, metric("khai thác (sản lượng thủy sản) của xã Bình Sơn", "31.958 tấn")),
        (PARTS, metric("sản lượng thủy sản của xã Bình Sơn", "54.269 tấn")),
        (TABLE, metric("học sinh nam xã An", "120")),
    ],
)
def test_a_right_level_change_part_or_pole_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (RISE, "Số đơn của xã An là 181 đơn."),
        (RISE, "Số đơn của xã An tăng 262 đơn."),
        (RISE, "Số đơn của xã An tăng lên 181 đơn."),
        (RISE, metric("số đơn của xã An", "81 đơn")),
        (RISE, metric("số đơn kỳ trước của xã An", "262 đơn")),
        (RISE, metric("số đơn tăng lên", "181 đơn")),
        (SINCE, metric("mức giảm số đơn của xã An", "187 đơn")),
        (WALK, "Median walking time to water dropped by 11 minutes."),
        (WALK, "Median walking time to water dropped to 34 minutes."),
        (SALES, "Coffee sales fell to 4.0%."),
        (SALES, "Coffee sales fell by 1,753 tonnes."),
        (PUPILS, "Học sinh nữ là 1.120 học sinh."),
        (PUPILS, metric("học sinh nam", "980 học sinh")),
        (MET, metric("trường không đạt chuẩn", "58 trường")),
        (MET, metric("trường đạt chuẩn quốc gia", "15 trường")),
        (LAND, "Đất đã sử dụng là 55 ha."),
        (TRADE, metric("imports of coffee", "748 tonnes")),
        (GOAL, metric("thu nhập bình quân đầu người thực tế", "86 triệu đồng")),
        (TABLE, metric("học sinh nữ xã An", "120")),
    ],
)
def test_a_level_change_pole_or_plan_told_as_the_other_is_caught(source, digest):
    assert {code for code, _ in alarms(source, digest)} & {"wrong_subject", "sign_changed"}


TITLE = "Kết quả công tác năm 2018 và nhiệm vụ trọng tâm năm 2019"
COPY = f"BÁO CÁO\n\n{TITLE}\n\nNăm 2018, xã có 312 hộ; so với năm 2017 tăng 5 hộ. Trồng 40 ha rừng.\n"


@pytest.mark.parametrize(
    "digest",
    [
        {"title": TITLE},
        {"title": f" {TITLE}."},
        {"key_points": ["Năm 2018, xã có 312 hộ; so với năm 2017 tăng 5 hộ."]},
        {"summary": "Trồng 40 ha rừng."},
    ],
)
def test_what_stands_in_the_source_word_for_word_raises_no_alarm(digest):
    assert alarms(COPY, digest) == []


def test_a_part_of_a_sentence_is_no_copy_of_it():
    source = "Xã A không còn 312 hộ nghèo năm 2017. Năm 2018 có 40 hộ nghèo và 312 hộ khá."
    assert alarms(source, {"summary": "Năm 2017, có 40 hộ nghèo."})
    assert check(read_source("5 xã. 5 xã."), {"summary": "5 xã"}).claims[0].verdict == "supported"


HERD = (
    "Toàn tỉnh có 412,7 nghìn con lợn, kém 13,5 nghìn con so với năm ngoái, khi đàn lợn là 426,2 nghìn con."
)
DEBT = "Net debt stood at £232.4 million in March and was reduced by £17.6 million, to £214.8 million."
SURVEY = "Rà soát 51 tàu cá trong 7 đợt, xã Long Lập xác nhận 40 tàu cá đã lắp thiết bị giám sát hành trình."
BURDEN = (
    "The special services of 1,500 incidents break down as follows:\n- road collisions 1,012\n- rescues 488\n"
)
NESTS = (
    "Nests and eggs by beach\n\nBeach\tNests\tRelocated\nPalmetto\t120\t22\nNorth End\t98\t31\n\n"
    "It had 62 nests.\n"
)


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        (HERD, metric("tổng đàn lợn", "412,7 nghìn con")),
        (DEBT, metric("net debt", "£214.8 million")),
        (SURVEY, metric("tàu cá của xã Long Lập", "51 tàu cá")),
        (BURDEN, metric("road collisions", "1,012 incidents")),
        (NESTS, metric("relocated at Palmetto", "22 nests")),
    ],
)
def test_what_stands_over_a_figure_or_beside_it_speaks_for_it(source, digest):
    assert alarms(source, digest) == []


def test_a_report_of_january_is_about_the_year_before_if_it_names_that():
    told = "Chuyện về xã\nChủ Nhật, 12/01/2025, 07:40\n\nXã có 47 chi bộ.\n\n" + "Chuyện dài. " * 40
    rest = "\n\nNăm 2024, xã thu 3 tỷ đồng. Năm 2025 sẽ khác. Năm 2025 còn xa. Năm 2025, xã cố gắng."
    row = {"label": "chi bộ", "value_text": "47", "unit": "chi bộ"}
    assert alarms(told + rest, [row | {"period": "2024"}]) == []
    assert [code for code, _ in alarms(told + rest, [row | {"period": "2023"}])] == ["year_changed"]
    late = told.replace("12/01/2025", "12/11/2025")
    assert [code for code, _ in alarms(late + rest, [row | {"period": "2024"}])] == ["year_changed"]


def test_no_figure_is_of_a_year_that_only_plans_are_told_of():
    source = f"{TITLE}\n\nSản lượng thủy sản đạt 340 tấn.\n"
    assert alarms(source, "Năm 2018, sản lượng thủy sản là 340 tấn.") == []
    wrong = alarms(source, "Năm 2019, sản lượng thủy sản là 340 tấn.")
    assert [code for code, _ in wrong] == ["year_changed"]
