"""What may stand beside each other, and what may not."""

import pytest

from service.exports.comparison import SCALE, compare, label_key, told
from service.exports.reviewed import reviewed
from tests.exports.reports import digest, flag, metric, record, ruling

A, B, C = ("01ARZ3NDEKTSV4RRFFQ69G5FA" + letter for letter in "ABC")
PERIOD = {"label": "năm 2021", "start": "2021-01-01", "end": "2021-12-31"}


def report(id: str, *metrics, organization: str = "Huyện X", period=PERIOD):
    said = digest(*metrics, organization=organization, period=period, summary="", key_points=[])
    return told(reviewed(record(said, id=id), ()))


def pair(first, second):
    return compare([report(A, first, organization="Huyện X"), report(B, second, organization="Huyện Y")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Thu ngân sách", "1.234 tỷ đồng", "đồng"), ("Thu ngân sách", "1.300.000 triệu đồng", "triệu đồng")),
        (("Thu ngân sách huyện X", "5 tỷ đồng", ""), ("Thu ngân sách huyện Y", "6 tỷ đồng", "")),
        (("Thu ngân sách năm 2021", "5 tỷ đồng", ""), ("THU NGÂN SÁCH", "6 tỷ đồng", "")),
        (("Tổ chức uỷ ban – khối A", "5", "tổ chức"), ("tổ chức ủy ban, khối a", "6", "tổ chức")),
    ],
)
def test_the_same_metric_in_other_words_for_scale_period_owner_or_case_is_compared(first, second):
    found = pair(metric(*first), metric(*second))
    assert len(found.groups) == 1
    assert not found.clashes
    assert found.alone_count == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Tăng trưởng", "10%", "%"), ("Tăng trưởng", "10 điểm phần trăm", "điểm phần trăm")),
        (("Chi bộ tốt", "25/27", "chi bộ"), ("Chi bộ tốt", "25", "chi bộ")),
        (("Thu ngân sách", "5 tỷ đồng", ""), ("Thu ngân sách", "5 tỷ USD", "")),
        (("Diện tích", "5 ha", "ha"), ("Diện tích", "5 km2", "km2")),
    ],
)
def test_figures_of_another_unit_or_kind_are_said_and_never_merged(first, second):
    found = pair(metric(*first), metric(*second))
    assert not found.groups
    assert [clash.label for clash in found.clashes] == [first[0]]
    assert found.alone_count == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Chi bộ hoàn thành tốt nhiệm vụ", "Chi bộ hoàn thành xuất sắc nhiệm vụ"),
        ("Thu ngân sách năm 2020", "Thu ngân sách"),
        ("Nam", "Năm"),
        ("Thu ngân sách huyện Z", "Thu ngân sách"),
    ],
)
def test_labels_that_differ_in_a_word_or_a_diacritic_are_not_compared(first, second):
    found = pair(metric(first, "5", "chi bộ"), metric(second, "6", "chi bộ"))
    assert not found.groups
    assert not found.clashes


def test_a_planned_figure_is_not_compared_with_an_actual_one():
    text = "Thu ngân sách đạt 5 tỷ đồng. Mục tiêu năm 2023: thu ngân sách đạt 7 tỷ đồng."
    one = told(reviewed(record(digest(metric("Thu ngân sách", "5 tỷ đồng", "")), id=A, text=text), ()))
    other = told(reviewed(record(digest(metric("Thu ngân sách", "7 tỷ đồng", "")), id=B, text=text), ()))
    assert not compare([one, other]).groups
    assert len(compare([one, report(C, metric("Thu ngân sách", "6 tỷ đồng", ""))]).groups) == 1


def test_bars_are_exact_shares_of_the_largest_figure():
    found = pair(metric("Thu", "1 tỷ đồng", ""), metric("Thu", "4.000 triệu đồng", ""))
    bars = {entry.value_text: entry.bar for entry in found.groups[0].entries}
    assert (bars["1 tỷ đồng"].start, bars["1 tỷ đồng"].length) == (0, SCALE // 4)
    assert bars["4.000 triệu đồng"].length == SCALE


def test_bars_of_negative_figures_begin_at_zero_and_ranges_span_from_end_to_end():
    found = pair(metric("Lợi nhuận", "-1 tỷ đồng", ""), metric("Lợi nhuận", "3 tỷ đồng", ""))
    group = found.groups[0]
    bars = {entry.value_text: (entry.bar.start, entry.bar.length) for entry in group.entries}
    assert bars == {"-1 tỷ đồng": (0, SCALE // 4), "3 tỷ đồng": (SCALE // 4, 3 * SCALE // 4)}
    assert group.zero == SCALE // 4
    ranged = pair(metric("Tỷ lệ", "50% - 75%", "%"), metric("Tỷ lệ", "100%", "%"))
    bars = {entry.value_text: (entry.bar.start, entry.bar.length) for entry in ranged.groups[0].entries}
    assert bars["50% - 75%"] == (SCALE // 2, SCALE // 4)


def test_two_figures_of_one_report_under_one_key_stand_there_without_a_bar():
    both = report(A, metric("Chi bộ", "5", "chi bộ"), metric("Chi bộ", "6", "chi bộ"))
    others = [report(B, metric("Chi bộ", "7", "chi bộ")), report(C, metric("Chi bộ", "8", "chi bộ"))]
    entries = compare([both, *others]).groups[0].entries
    assert {entry.value_text: entry.bar is None for entry in entries} == {
        "5": True,
        "6": True,
        "7": False,
        "8": False,
    }


def test_equal_figures_of_zero_and_values_that_are_no_numbers_have_no_bars():
    for value in ("0", "12/2021"):
        entries = pair(metric("Vụ việc", value, "vụ"), metric("Vụ việc", value, "vụ")).groups[0].entries
        assert all(entry.bar is None for entry in entries)


def test_rows_are_ordered_by_period_then_organization_and_groups_by_how_many_reports_share_them():
    late = {"label": "năm 2022", "start": "2022-01-01", "end": "2022-12-31"}
    shared, rare = metric("Chi bộ", "5", "chi bộ"), metric("Đảng viên", "6", "đảng viên")
    found = compare(
        [
            report(A, rare, shared, organization="B", period=late),
            report(B, rare, shared, organization="B"),
            report(C, shared, organization="A"),
        ]
    )
    assert [(group.label, group.reports) for group in found.groups] == [("Chi bộ", 3), ("Đảng viên", 2)]
    assert [entry.report.report_id for entry in found.groups[0].entries] == [C, B, A]
    assert [head.report_id for head in found.reports] == [C, B, A]


def test_one_report_or_none_compares_with_nothing():
    assert compare([]).groups == ()
    one = compare([report(A, metric("Chi bộ", "5", "chi bộ"))])
    assert (one.groups, one.alone_count, len(one.reports)) == ((), 1, 1)


def test_an_open_figure_keeps_its_mark_in_the_comparison():
    made = record()
    other = report(A, metric("Đảng viên", "3.328", "đảng viên"))
    found = compare([told(reviewed(made, ())), other])
    states = [entry.state for group in found.groups if group.label == "Đảng viên" for entry in group.entries]
    assert "open" in states
    wrong = flag(made, "digits_changed", "/metrics/1/value_text")
    said = [ruling(made, wrong, "source_right", value="3.328")]
    again = compare([told(reviewed(made, said)), other])
    assert "corrected" in [entry.state for group in again.groups for entry in group.entries]


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Thu ngân sách năm 2021", "Thu ngân sách"),
        ("Năm 2021, thu ngân sách", "thu ngân sách"),
        ("Thu ngân sách Huyện X (năm 2021)", "Thu ngân sách"),
        ("Thu ngân sách", "Thu ngân sách"),
    ],
)
def test_a_group_is_named_without_period_and_organization_where_they_can_be_cut_out(label, shown):
    value = ("5 tỷ đồng", "")
    found = compare([report(A, metric(label, *value)), report(B, metric("thu ngân sách", *value))])
    assert [group.label for group in found.groups] == [shown]


def test_words_of_the_period_are_taken_out_whole_or_not_at_all():
    assert label_key("Năm 20212", "năm 2021") == "năm 20212"
    assert label_key("Năm 2021", "năm 2021") == "năm 2021", "a label is never emptied"
    assert label_key("A năm 2021 B năm 2021", "Năm 2021") == "a b"
