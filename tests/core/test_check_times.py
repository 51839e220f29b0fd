import pytest

from service.core.check import check
from service.core.check.index import code_key
from service.core.source import read_source

VI = read_source(
    """Báo cáo quý II năm 2022

Quý II năm 2022, toàn huyện có 1.250 hộ. Giai đoạn 2016-2019 tăng 12,5%/năm; kế hoạch 2021-2025 tăng 8,4%/năm.
Hội nghị diễn ra từ ngày 4-6/8/2020 lúc 15:37; họp tháng 9/2019; lễ kỷ niệm ngày 3/2.
Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018, Quyết định số 213 và Kế hoạch số 54-KH/HU.
So với năm 2015, doanh thu tăng 40 tỷ đồng.
"""
)


def codes(digest):
    return [(f.code, f.stated) for f in check(VI, digest).flags if f.severity != "info"]


@pytest.mark.parametrize(
    "digest",
    [
        "Giai đoạn 2016-2019.", "Kế hoạch 2021-2025 tăng 8,4%/năm.", "Năm 2022 có 1.250 hộ.",
        "Họp tháng 9/2019.",
        "Hội nghị từ ngày 4-6/8/2020, lúc 15:37.", "Hội nghị ngày 4/8/2020.",
        "Nghị quyết 35-NQ/TW ngày 22/10/2018.",
        "Nghị quyết số 35 ngày 22/10/2018.", "Quyết định số 213 và Kế hoạch số 54-KH/HU.",
        "Lễ kỷ niệm ngày 3/2.",
        "So với năm 2015 tăng 40 tỷ đồng.",
    ],
)  # fmt: skip
def test_right_years_dates_times_and_codes_raise_no_alarm(digest):
    assert codes(digest) == []


@pytest.mark.parametrize(
    ("digest", "code"),
    [
        ("Giai đoạn 2016-2025 tăng 12,5%/năm.", "year_changed"),
        ("Giai đoạn 2011-2015.", "year_changed"),
        ("Hội nghị từ ngày 4-7/8/2020.", "digits_changed"),
        ("Hội nghị ngày 9/12/1999.", "not_in_source"),
        ("Hội nghị lúc 16:37.", "not_in_source"),
        ("Nghị quyết số 53-NQ/TW.", "digits_changed"),
        ("Nghị quyết số 35-NQ/BT.", "digits_changed"),
        ("Quyết định số 777.", "not_in_source"),
        ("Quyết định số 77-QĐ/HU.", "not_in_source"),
        ("Lễ kỷ niệm ngày 3/5.", "digits_changed"),
        ("So với năm 2016 tăng 40 tỷ đồng.", "year_changed"),
    ],
)
def test_wrong_years_dates_times_and_codes_are_caught(digest, code):
    assert code in [c for c, _ in codes(digest)]


def period(start, end=None):
    return {"period": {"start": start, "end": end or start}}


@pytest.mark.parametrize(
    "date", ["2022-01-01", "2022-12-31", "2022-04-01", "2022-06-30", "2019-09-01", "2019-09-30", "2022-06"]
)
def test_a_period_ends_where_a_period_of_the_source_ends(date):
    assert codes(period(date)) == []


@pytest.mark.parametrize("date", ["2022-05-17", "2031-01-01", "2022-02", "2022-02-29"])
def test_a_period_ends_nowhere_else(date):
    assert codes(period(date))


def test_the_year_of_a_metric_must_be_one_that_its_figure_can_be_of():
    row = {"label": "Số hộ", "value_text": "1.250", "unit": "hộ", "period": "2022"}
    assert codes([row]) == []
    assert ("year_changed", "2015") in codes([row | {"period": "2015"}])
    assert codes([row | {"period": {"start": "2022-01-01", "end": "2022-12-31"}}]) == []
    assert ("year_changed", "2015-01-01") in codes(
        [row | {"period": {"start": "2015-01-01", "end": "2022-12-31"}}]
    )


def test_a_mangled_range_is_a_changed_digit_and_another_identifier_is_not_checked():
    assert [c for c, _ in codes("Giai đoạn 2016-8019 tăng 12,5%/năm.")] == ["digits_changed"]
    assert codes("Gọi 1900-6789.") == []


def test_without_any_date_there_is_nothing_to_compare_with():
    source = read_source("Có 176 đảng viên.")
    flags = check(source, "Họp ngày 5/6/2020 năm 1999.").flags
    assert {f.code for f in flags if f.severity == "error"} == {"not_in_source", "year_changed"}


@pytest.mark.parametrize(
    ("year", "flags"), [("2021", []), ("2016", ["year_changed"]), ("2019", ["year_changed"])]
)
def test_the_ends_of_a_range_govern_no_other_figure_of_their_sentence(year, flags):
    source = read_source(
        "Báo cáo năm 2022\n\nHuyện thu hút 12 dự án năm 2021, nâng tổng số giai đoạn 2016-2019 lên 40 dự án."
    )
    found = check(source, f"Năm {year} thu hút 12 dự án.").flags
    assert [flag.code for flag in found if flag.severity != "info"] == flags


def test_a_code_is_the_same_with_and_without_the_word_for_number():
    assert code_key("số 35-NQ/TW") == code_key("35 – nq/tw") != code_key("số 36-NQ/TW")
