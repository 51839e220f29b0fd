"""What a sentence makes of a number that its own words leave open."""

import pytest

from service.core.audit import audit
from service.core.grammar import find_mentions
from service.core.source import read_source
from service.core.types import Kind, Qualifier


def read(text, lang="auto"):
    return [(m.text, m.kind.value, m.value) for m in find_mentions(text, lang)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("visits rose by 9% to 1.1m", [("9%", "percent", "9"), ("1.1m", "cardinal", "1100000")]),
        ("a budget for 3.2m seedlings", [("3.2m", "cardinal", "3200000")]),
        ("sales rose from 9m to 11m", [("9m", "cardinal", "9000000"), ("11m", "cardinal", "11000000")]),
        ("a 100m event, then 11m", [("100m", "measure", "100"), ("11m", "measure", "11")]),
        ("the river rose to 5.42m", [("5.42m", "measure", "5.42")]),
        ("it stood 5.42m above the mark", [("5.42m", "measure", "5.42")]),
        (
            "Members reached 2.63m, 11.4% above the 2.36m of a year ago",
            [
                ("2.63m", "cardinal", "2630000"),
                ("11.4%", "percent", "11.4"),
                ("2.36m", "cardinal", "2360000"),
            ],
        ),
        ("a plot of 5.4 m", [("5.4 m", "measure", "5.4")]),
        ("1.2m people. A wall of 3.1m", [("1.2m", "cardinal", "1200000"), ("3.1m", "measure", "3.1")]),
    ],
)
def test_millions_in_one_letter_are_no_metres(text, expected):
    assert read(text, "en") == expected


def test_millions_in_one_letter_keep_the_other_reading():
    (found,) = find_mentions("visits rose to 1.1m", "en")
    assert [(r.value, r.kind, r.unit) for r in found.quantity.readings] == [("1.1", Kind.MEASURE, "m")]


def test_metres_stay_metres_in_vietnamese():
    assert read("sâu 1,2m nước, dài 3,4m", "vi") == [("1,2m", "measure", "1.2"), ("3,4m", "measure", "3.4")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12 vàng, 18 bạc, 25 đồng", Kind.CARDINAL),
        ("10 HCV và 25 đồng", Kind.CARDINAL),
        ("được 18 huy chương bạc. Giá giảm 25 đồng", Kind.MONEY),
        ("12 xã, 25 đồng", Kind.MONEY),
        ("25 đồng", Kind.MONEY),
        ("18 bạc, 25.000 đồng", Kind.MONEY),
    ],
)
def test_the_third_metal_of_medals_is_no_money(text, kind):
    assert find_mentions(text, "vi")[-1].kind is kind


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("khoản 1, 2 và 3 Điều 5", ["khoản 1", "2", "3"]),
        ("lớp 6, 7, 8 có 45 em", ["lớp 6", "7", "8"]),
        ("lớp 6, 9 có 45 em", ["lớp 6", "9"]),
        ("lớp 6, 45 em", ["lớp 6"]),
        ("lớp 9, 8 em", ["lớp 9"]),
        ("tầng 2 và 3 phòng họp", ["tầng 2", "3"]),
        ("tầng 2 và 4 phòng họp", ["tầng 2"]),
        ("mục 2.1, 3", ["mục 2.1"]),
        ("tầng 3, hơn 4", ["tầng 3"]),
        ("tầng 3 - dài 4", ["tầng 3"]),
    ],
)
def test_a_list_of_ranks_goes_on(text, ranks):
    assert [m.text for m in find_mentions(text, "vi") if m.kind is Kind.ORDINAL] == ranks


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("drew 2,845 people over 16 evenings", [False, False]),
        ("paid £2.4m over four years", [False, False]),
        ("won 5 games over 3 seasons; ran for over 5 seasons", [False, False, True]),
        ("over 16 evenings", [True]),
        ("12 of them stayed for over 4 days", [False, True]),
        ("12 of them. Over 4 days", [False, True]),
        ("drew 12 over 45 people", [False, True]),
        ("people over 65", [True]),
    ],
)
def test_over_a_time_behind_what_was_counted_bounds_nothing(text, bounds):
    assert [m.qualifier is Qualifier.MORE_THAN for m in find_mentions(text, "en")] == bounds


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("cạo mủ trên 24.620 ha", False),
        ("cạo mủ được trên 24.620 ha", True),
        ("cạo mủ trên 24.000 ha", True),
        ("xảy ra trên 7 xã", False),
        ("xảy ra tại trên 7 xã", True),
        ("xảy ra trên 70 xã", True),
        ("xảy ra trên 7 hộ", True),
        ("trên 7 xã", True),
        ("(3) trên 7 xã", True),
        ("xảy ra hơn 7 xã", True),
    ],
)
def test_on_so_many_fields_or_places_bounds_nothing(text, bound):
    assert (find_mentions(text, "vi")[-1].qualifier is Qualifier.MORE_THAN) is bound


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("3 chỉ tiêu đạt trên 90%, 2 chỉ tiêu không đạt", []),
        ("9/13 chỉ tiêu đạt, 3 chỉ tiêu đạt 90%", []),
        ("giao 3 chỉ tiêu: thu 500 tỷ đồng", ["500 tỷ đồng"]),
        ("thu đạt 112% dự toán tỉnh giao, tăng 8,3%", []),
        ("Q4 guidance is $1.25-1.30bn", ["$1.25-1.30bn"]),
        ("5 targets were met, 90% in full", []),
    ],
)
def test_plans_that_are_counted_plan_nothing(text, targets):
    assert [m.text for m in find_mentions(text) if m.target] == targets


def test_an_amount_told_to_be_money_counts_for_those_behind_it():
    found = find_mentions("lợi nhuận đạt 1.254 tỷ; lũy kế 9 tháng 3.412 tỷ", "vi")
    assert [m.kind for m in found] == [Kind.MONEY, Kind.DURATION, Kind.MONEY]


def test_hours_behind_a_word_of_lasting_are_no_time_of_day():
    assert [m.kind for m in find_mentions("xong sau 2 giờ 48 phút, lúc 2 giờ 48 phút", "vi")] == [
        Kind.DURATION,
        Kind.DURATION,
        Kind.TIME,
    ]


def test_a_time_that_something_took_goes_nowhere():
    assert [m.direction for m in find_mentions("75mm of rain fell in 24 hours", "en")] == [None, None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.913/5.240 tỷ đồng", [("2.913", "2913000000000"), ("5.240 tỷ đồng", "5240000000000")]),
        ("thu ngân sách 6,1/7,8 tỷ", [("6,1", "6100000000"), ("7,8 tỷ", "7800000000")]),
        ("trồng 326,4/341 ha", [("326,4/341", "326.4/341")]),
        ("hơn 45/52 xã", [("45/52", "45/52")]),
        ("3/4 triệu đồng", [("3/4", "3/4")]),
    ],
)
def test_two_amounts_with_a_stroke_share_their_unit(text, expected):
    assert [(m.text, m.value) for m in find_mentions(text, "vi")] == expected


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("under-fives make up 9% and over-65s more", [Qualifier.EXACT, Qualifier.EXACT]),
        ("30 men and over 40 women", [Qualifier.EXACT, Qualifier.MORE_THAN]),
        ("those 50 and over.", [Qualifier.AT_LEAST]),
    ],
)
def test_a_bound_behind_a_number_is_not_that_of_the_next(text, bounds):
    assert [m.qualifier for m in find_mentions(text, "en")] == bounds


def test_a_noun_with_a_hyphen_behind_it_is_no_noun():
    (found,) = find_mentions("98 part-time staff", "en")
    assert found.quantity.unit == "part-time staff"


def test_a_target_in_brackets_is_a_figure():
    found = find_mentions("median time 14 days (target 10)", "en")
    assert [(m.text, m.kind, m.target) for m in found][1] == ("10", Kind.CARDINAL, True)


def test_what_people_say_of_one_in_three_is_no_share_to_be_proved():
    source = read_source("Nearly one in four (23%) of 612 patients waited, that is 141.", "en")
    assert audit(source).findings == ()


def test_a_rate_in_words_takes_its_period_along():
    assert read("họp ba lần một tháng", "vi") == [("ba lần một tháng", "rate", "3")]


def test_nothing_but_zeros_is_no_amount_behind_a_stroke():
    assert read("12/000 tỷ đồng", "vi") == [("12", "money", "12000000000")]


def test_a_third_with_a_hyphen_behind_it_is_a_rank():
    assert read("a third-place finish", "en") == [("third", "ordinal", "3")]
