"""Units that stand elsewhere: over a table, in its heads, at one end of a series, behind a whole."""

import pytest

from service.core.check import check
from service.core.grammar import find_mentions
from service.core.source import read_source

BLANKS = "                  "


def units(text, lang="auto"):
    return [(m.text, m.value, m.quantity.unit) for m in find_mentions(text, lang)]


def unit_of(text, figure):
    return next(
        (m.value, m.quantity.unit or m.quantity.unit_key) for m in find_mentions(text) if m.text == figure
    )


@pytest.mark.parametrize(
    ("above", "figure", "expected"),
    [
        ("Trade in goods (US$ million)", "604.7", ("604700000", "USD")),
        ("Year to date, £m (variance: plus is favourable, minus adverse)", "604.7", ("604700000", "GBP")),
        ("Costs (unaudited) (€ thousands)", "604.7", ("604700", "EUR")),
        ("Sales, $ in thousands, except per share data", "604.7", ("604700", "USD")),
        ("In millions of US dollars", "604.7", ("604700000", "USD")),
        ("Staff in post, whole-time equivalents (WTE):", "604.7", ("604.7", "wte")),
        ("Consumer price index (2019 = 100)", "604.7", ("604.7", None)),
        ("A rate of 12 homes (8.6%)", "604.7", ("604.7", None)),
        ("Trade in goods", "604.7", ("604.7", None)),
        ("Trade in goods, 12 homes", "604.7", ("604.7", None)),
        ("The sum was paid in dollars.", "604.7", ("604.7", None)),
        ("Biểu 3 (đơn vị tính: triệu đồng)", "604,7", ("604700000", "VND")),
        ("ĐVT: triệu đồng", "604,7", ("604700000", "VND")),
        ("Diện tích gieo trồng (ha)", "604,7", ("604.7", "ha")),
        ("Xuất khẩu theo thị trường (triệu USD; tỷ trọng):", "604,7", ("604700000", "USD")),
    ],
)
@pytest.mark.parametrize("gap", ["\t", "   ", " | "])
def test_a_note_over_a_table_gives_its_cells_their_unit(above, figure, expected, gap):
    rows = [["Item", "North", "South"], ["Minerals", figure, "61"], ["Fish", "48", "52"]]
    if "," in figure:
        rows[0] = ["Mặt hàng", "Bắc", "Nam"]
    table = "\n".join(gap.join(row) for row in rows)
    assert unit_of(f"{above}\n\n{table}", figure) == expected


def test_a_head_of_halves_of_business_years_is_no_row_of_figures():
    text = (
        "Revenue by channel (£m)\tH1 FY25\tH1 FY24\tChange\nStores\t438.6\t427.9\t+2.5%\nWeb\t17.4\t15.2\t+1%"
    )
    assert unit_of(text, "427.9") == ("427900000", "GBP")


def test_the_names_of_a_first_column_called_unit_are_no_units():
    text = "Đơn vị\tDiện tích (ha)\tNăng suất (tạ/ha)\nBình Nguyên\t968\t64,0\nPhước Lâm\t902\t62,4"
    assert unit_of(text, "968") == ("968", "ha")
    assert unit_of(text, "64,0") == ("64", "tạ/ha")
    named = "Chỉ tiêu\tĐơn vị\tNăm 2023\tNăm 2024\nLúa\ttấn\t968\t980\nVốn\ttỷ đồng\t64,0\t70,0"
    assert unit_of(named, "968") == ("968", "tấn")


def test_a_legend_in_brackets_that_bars_part_heads_the_columns():
    rows = "Hộ nghèo | 498 | 18,62 | 21,5\nHộ cận nghèo | 561 | 21,30 | 24,6"
    text = f"Dư nợ (số hộ | tỷ đồng | tỷ trọng %)\n{rows}"
    assert unit_of(text, "498") == ("498", "hộ")
    assert unit_of(text, "18,62") == ("18620000000", "VND")


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Xuất khẩu (triệu USD):\nMỹ: 21,4\nTrung Quốc: 17,9 (29,7%)", "17,9", ("17900000", "USD")),
        ("Xuất khẩu (triệu USD): 21,4\nTrung Quốc: 17,9", "21,4", ("21400000", "USD")),
        ("Xuất khẩu (triệu USD): 21,4\nTrung Quốc: 17,9", "17,9", ("17.9", None)),
        ("Xuất khẩu (triệu USD):\nMỹ: 21,4 là nhiều nhất", "21,4", ("21.4", None)),
    ],
)
def test_a_note_at_the_end_of_a_heading_gives_its_list_the_unit(text, figure, expected):
    assert unit_of(text, figure) == expected


def test_a_head_that_only_begins_like_a_note_counts_nothing():
    text = "Staff (WTE)\tFunded\tIn post\nNurses\t846\t542\nDoctors\t12\t31"
    assert unit_of(text, "542") == ("542", "wte")


@pytest.mark.parametrize(
    ("text", "part", "unit"),
    [
        ("214 of the 309 patients began treatment.", "214", "patients"),
        ("The survey reached 14,600 of 15,800 households.", "14,600", "households"),
        ("The register grew from 26,240 to 31,870 customers.", "26,240", "customers"),
        ("Có 655 trong số 812 người có việc.", "655", "người"),
        ("Đã tiêm 18.342 trên 19.118 trẻ.", "18.342", "trẻ"),
        ("Mạng lưới giảm từ 48 xuống 46 trường.", "48", "trường"),
        ("Of 36 calls 28 of the 46 wards made them.", "36", "calls"),
        ("It paid 214 of the £309 due.", "214", None),
        ("They took 12 of 2.5 million people.", "12", None),
    ],
)
def test_a_part_counts_what_its_whole_counts(text, part, unit):
    assert next(m.quantity.unit for m in find_mentions(text) if m.text == part) == unit


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Food gave 2.3 percentage points, housing 1.2, transport 0.4 and all else 0.7.", ["pp"] * 4),
        ("Lúa 12,5 nghìn ha, ngô 3,4, lạc 2,1 và rau 1,7.", ["ha"] * 4),
        ("It grew 3.1%, a ratio of 1.2.", ["%", None]),
        ("It took 3.5 hours, version 1.2, index 4.5.", ["hours", "version", None]),
        (
            "Food gave 2.3 percentage points, housing 1.25, transport 0.4 and all else 0.7.",
            ["pp"] + [None] * 3,
        ),
        ("There were 12 hectares, of which north 7, south 5 and the rest 3.", ["hectares"] + [None] * 3),
        ("Food gave 2.3 points per head, housing rose 1.2, transport 0.4 and all else 0.7.", None),
    ],
)
def test_a_list_of_names_has_the_unit_of_its_first_figure(text, expected):
    found = [m.quantity.unit for m in find_mentions(text)]
    assert expected is None or found == expected


def test_one_figure_behind_another_is_no_list():
    assert units("Lúa 12,5 ha, ngô 3,4.")[1][2] is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Xét theo khối: khu phố 23, trường học 14, doanh nghiệp 9.", ["cardinal", "cardinal", "cardinal"]),
        ("Họp tại khu phố 23, thôn 5 và ấp 7.", ["name", "name", "name"]),
        ("Khu phố 23, trường học 14, doanh nghiệp 9.", ["name", "cardinal", "cardinal"]),
        ("Họp tại khu phố 23, 14 người dự, 9 vắng.", ["name", "cardinal", "cardinal"]),
    ],
)
def test_what_looks_like_the_number_of_a_place_is_a_count_in_a_list_of_counts(text, kinds):
    assert [m.kind.value for m in find_mentions(text)] == kinds


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("It grew 3.1%: 2.0 percentage points of that was volume and 1.1 points price.", "1.1 points"),
        ("It fell from 17.4% to 9.8%, that is by 7.6 points.", "7.6 points"),
        ("Tỷ lệ giảm từ 5,6% xuống 3,1%, tức 2,5 điểm.", "2,5 điểm"),
    ],
)
def test_points_are_those_of_the_percentages_beside_them(text, points):
    assert [m.quantity.unit for m in find_mentions(text) if m.text == points] == ["pp"]


@pytest.mark.parametrize(
    "text",
    [
        "Scores fell from 17.4% to 9.8%, or 5 points.",
        "It fell from 17.4% to 9.8%. The team won by 7.6 points.",
        "It took 17.4% of 20 matches, by 7.6 points.",
        "They won 3 and 5 games by 7.6 points.",
    ],
)
def test_other_points_are_no_percentage_points(text):
    assert "pp" not in {m.quantity.unit for m in find_mentions(text)}


def test_a_series_of_pence_keeps_its_scale():
    assert units("It paid 4.10, 4.25 and 5.30p.")[0] == ("4.10", "0.041", "GBP")


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        ("Target: 120 water points. Achieved: 124, namely 71 boreholes.", ["120"]),
        ("Photography moved faster than planned: 8,420 objects were added.", []),
        ("The target was 9,000, so 105.2% was achieved.", ["9,000"]),
        ("Targets: 95% of homes on mains water; 90% with a toilet.", ["95%", "90%"]),
        ("Chỉ tiêu: 95% hộ dùng nước sạch. Kết quả: 97% hộ.", ["95%"]),
        ("Sales beat a target of 9,000 homes.", ["9,000"]),
    ],
)
def test_what_came_of_a_plan_is_no_plan(text, planned):
    assert [m.text for m in find_mentions(text) if m.target] == planned


def test_what_a_result_is_beyond_a_plan_bounds_nothing():
    found = find_mentions("Chi 2.058,7 tỷ đồng, vượt 94,9 tỷ đồng so với dự toán 1.963,8 tỷ đồng.")
    assert [m.qualifier.value for m in found] == ["exact", "exact", "exact"]
    assert find_mentions("Thu đạt 12 tỷ đồng, vượt 3 tỷ đồng.")[1].qualifier.value == "more_than"


TABLE = (
    "Year to date, £m (plus is favourable, minus adverse)\n\n"
    f"{BLANKS}Plan   Actual  Variance\nIncome{' ' * 12}312.4    315.9      +3.5\n"
    f"Pay{' ' * 15}198.6    204.7      -6.1\n"
)


def alarms(source, digest):
    found = check(read_source(source), digest).flags
    return [f.code for f in found if f.severity in ("error", "warning")]


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("planned income", "£312.4 million", []),
        ("planned pay", "£198,600 thousand", []),
        ("adverse variance of pay", "£6.1 million", []),
        ("variance of pay", "-£6.1 million", []),
        ("planned income", "£312.4 billion", ["scale_changed"]),
        ("planned income", "€312.4 million", ["unit_changed"]),
    ],
)
def test_claims_of_cells_are_held_to_the_scale_over_their_table(label, value, expected):
    assert alarms(TABLE, {"metrics": [{"label": label, "value_text": value, "unit": None}]}) == expected
