"""Amounts that recur: a day is no week; and numbers that look like what they are not."""

import pytest

from service.core.check import check
from service.core.source import read_source


def codes(source, digest, lang="auto"):
    return [f.code for f in check(read_source(source, lang), digest).flags if f.severity != "info"]


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        (
            "Visits averaged 410 a day, 25 more than in 2018.",
            "Visits averaged 410 a day.",
            "Visits averaged 410 a week.",
        ),
        (
            "Leakage averaged 412 megalitres a day.",
            "Leakage was 412 megalitres per day.",
            "Leakage was 412 megalitres a year.",
        ),
        (
            "Thành phố thu gom 412 tấn rác/ngày.",
            "Thu gom 412 tấn rác mỗi ngày.",
            "Thu gom 412 tấn rác mỗi năm.",
        ),
        ("Lãi suất khoản vay 1,5%/năm.", "Lãi suất vay là 1,5%/năm.", "Lãi suất vay là 1,5%/tháng."),
        (
            "The plant treats 450 tonnes a month.",
            "It treats 450 tonnes a month.",
            "It treats 450 tonnes a year.",
        ),
    ],
)
def test_another_time_is_another_unit(source, right, wrong):
    assert codes(source, right) == []
    assert codes(source, wrong) == ["unit_changed"]


def test_a_count_may_look_like_a_year():
    source = "The council issued 1,957 notices in 2022."
    assert codes(source, "The council issued 1957 notices.") == []
    assert codes(source, "The council issued 1958 notices.") == ["year_changed"]
    assert codes(source, "The council was founded in 1957.") == ["year_changed"]


def test_a_bare_number_copied_from_a_cell_keeps_the_unit_of_its_column():
    table = "Xã\tNăm nay\tTăng, giảm (%)\nTân Khê\t120\t-13,8\nLong Lập\t95\t4,2\n"
    assert codes(table, "Mức thay đổi Tân Khê là -13,8.") == []
    assert codes(table, "Mức thay đổi Tân Khê là 13,8.") != []


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        ("Consumption averaged 64.6 litres per person a day.", "Consumption was 65 litres per person."),
        ("Thu nhập bình quân đầu người đạt 75 triệu đồng/năm.", "Thu nhập đạt 75 triệu đồng/người/năm."),
        ("Punctuality was 91.4%, 0.7 points below target.", "It missed the target by 0.7 percentage points."),
        ("Satisfaction rose from 71% to 76%.", "Satisfaction reached 76%, five points higher than before."),
    ],
)
def test_a_unit_that_says_a_little_more_or_less_is_the_same(source, digest):
    assert codes(source, digest) == []


def test_a_year_is_never_set_against_itself():
    source = "Năm 2022 có 5 xã. Kế hoạch năm 2023 là 6 xã. Từ ngày 5/12/2022 có 7 xã."
    for year in ("2021", "2022", "2023"):
        digest = {"metrics": [{"label": "số xã", "value_text": "6 xã", "period": year}]}
        for flag in check(read_source(source), digest).flags:
            assert flag.code != "year_changed" or flag.stated != flag.expected


def test_years_that_are_named_apart_make_no_range():
    source = "Năm 2020 có 5 xã. Năm 2021 có 6 xã. Năm 2022 và năm 2020 có 7 xã."
    assert codes(source, "Giai đoạn 2020-2022 có 7 xã.") == []
    assert "year_changed" in codes(source, "Giai đoạn 2020-2021 và giai đoạn 2020-2022 có 7 xã.")


def test_a_stranger_with_like_digits_in_another_unit_is_no_cause():
    source = "Water use fell by 14.5 points. Consumption averaged 144.6 litres per person a day."
    (flag,) = [
        f for f in check(read_source(source), "Beds stood at 145.5 hectares.").flags if f.path is not None
    ]
    assert flag.code == "not_in_source"


def test_a_code_is_the_same_with_and_without_the_word_before_it():
    assert codes("Căn cứ Nghị quyết số 35-NQ/TW năm 2022.", "Theo Nghị quyết 35-NQ/TW năm 2022.") == []
    assert codes("Căn cứ Nghị quyết 35-NQ/TW năm 2022.", "Theo Nghị quyết số 35-NQ/TW năm 2022.") == []
