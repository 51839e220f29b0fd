"""Units, rounding, computed figures, contrasts, tables and ambiguity, one small report each."""

import pytest

from service.core.check import check
from service.core.check.derive import Theme, derive
from service.core.check.index import index_of
from service.core.check.match import agree, matches
from service.core.claims import NumberLiteral, find_claims
from service.core.source import read_source
from service.core.types import Kind, Quantity


def alarms(source, digest, lang="auto"):
    found = check(read_source(source, lang), digest).flags
    return [(f.code, f.stated) for f in found if f.severity != "info"]


def reasons(source, digest):
    return {c.text: c.reason.value for c in check(read_source(source), digest).claims}


@pytest.mark.parametrize(
    ("source", "digest"),
    [
        ("Có 9.295 đảng viên trong huyện.", "Có khoảng 9.300 đảng viên trong huyện."),
        ("Đoàn thanh tra làm việc trong 45 ngày làm việc.", "Thời gian thanh tra là 45 ngày."),
        ("Dân góp 3.150 công, mỗi công 200.000 đồng.", "Dân góp 3.150 ngày công."),
        ("Có 9.295 đảng viên trong huyện.", "Huyện có 9,3 nghìn đảng viên."),
        ("Có 9.295 đảng viên trong huyện.", "Huyện có gần 9.300 đảng viên."),
        ("Có 1.295.311 người dân.", "Có 1.300.000 người dân."),
        ("Doanh thu gấp 2 lần năm trước.", "Doanh thu bằng 2 lần năm trước."),
        ("Năng suất 62,5 tạ/ha vụ này.", "Năng suất 6,25 tấn/ha vụ này."),
        ("Lãi suất giảm 25 điểm cơ bản.", "Lãi suất giảm 0,25 điểm phần trăm."),
        ("Tăng bình quân 18,4%/năm.", "Tăng bình quân 18,4% một năm."),
        ("Có 30 nữ và 20 nam giới tham gia.", "Tổng cộng 50 người tham gia."),
        ("Có 3.305 xã và 2.204 xã, còn lại 12 xã.", "Chênh lệch 1.101 xã."),
        ("Thu 30 tỷ đồng năm nay, năm trước 20 tỷ đồng.", "Thu 30 tỷ đồng, tăng 50% so với 20 tỷ đồng."),
        ("Có 56 trong tổng số các chi bộ, tổng số 75 chi bộ.", "Đạt tỷ lệ 56/75 chi bộ."),
        ("Hộ nghèo chiếm 12,5%.", "Số còn lại chiếm 87,5%."),
        ("Có 30 tấn, 20 tấn và 10 tấn.", "Bình quân 20 tấn; trung bình 20 tấn."),
        ("Xuất khẩu 60 tấn, nhập khẩu 20 tấn.", "Xuất khẩu 60 tấn, gấp 3 lần 20 tấn nhập khẩu."),
        ("Tỷ lệ 12,5% và 10%.", "Chênh lệch giữa 12,5% và 10% là 2,5 điểm phần trăm."),
        ("Không có vụ cháy nào. Có 5 xã.", [{"label": "Vụ cháy", "value": NumberLiteral("0"), "unit": "vụ"}]),
        ("Xếp thứ 2 toàn tỉnh.", "Xếp thứ hai toàn tỉnh."),
        ("Thực hiện Chỉ thị số 28 của Trung ương.", "It followed Directive 28 of the Central Committee."),
    ],
)
def test_what_follows_from_the_source_raises_no_alarm(source, digest):
    assert alarms(source, digest) == []


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        ("Có 9.295 đảng viên trong huyện.", "Có 8.000 đảng viên trong huyện.", "not_in_source"),
        ("Có 9.295 đảng viên trong huyện.", "Có hơn 9.300 đảng viên trong huyện.", None),
        (
            "Nhiệt độ là -5 độ C.",
            [{"label": "Nhiệt độ", "value": NumberLiteral("5"), "unit": ""}],
            "sign_changed",
        ),
        ("Có trên 60% số hộ.", "Có trên 50% số hộ.", None),
        ("Tăng 12,5% năm nay.", "Tăng 12,5 năm nay.", "unit_changed"),
        ("Sản lượng 450 kg.", "Sản lượng 450 tấn.", "unit_changed"),
        ("Có hai mươi tư xã.", "Có 42 xã.", None),
        ("Có 7/38 xã.", "Có 7/83 xã.", "digits_changed"),
        ("Dân số 3.328 người.", "Dân số 33.280 người.", None),
        ("Không có vụ cháy nào. Có 5 xã.", "Có 0 hộ thiếu đói.", None),
    ],
)
def test_what_does_not_follow_is_caught(source, digest, code):
    found = [c for c, _ in alarms(source, digest)]
    assert found
    assert code is None or code in found


def test_a_formula_that_fits_by_accident_is_not_enough():
    numbers = " ".join(f"Xã {chr(65 + i)} có {17 + i * 13 % 83} hộ." for i in range(20))
    assert alarms(numbers, "Có 143 hộ mới xây nhà.")


def test_zero_is_never_derived_and_dates_are_no_figures():
    source = read_source("Có 5 xã và 5 thôn năm 2021.")
    for text in ("0 xã", "Năm 2021", "90% - 95%"):
        draft = find_claims(text, "vi").drafts[0]
        assert derive(draft, index_of(source), [range(len(source.mentions))], Theme("chênh lệch")) is None


TABLE = """Chỉ tiêu kinh tế (ĐVT: triệu đồng)

Chỉ tiêu\tNăm 2021\tNăm 2022
Xuất khẩu\t12.500\t13.700
Nhập khẩu\t9.300\t8.800
"""


def test_the_row_and_the_column_speak_for_a_cell():
    right = {"label": "Xuất khẩu năm 2022", "value_text": "13.700", "unit": "triệu đồng"}
    assert alarms(TABLE, [right]) == []
    assert alarms(TABLE, [right | {"value_text": "8.800"}]) == [("wrong_subject", "8.800 triệu đồng")]


CROSS = (
    "Huyện kiểm tra 264 đảng viên, giám sát 216 đảng viên, mở 22 lớp, ban hành 31 văn bản và khen 7 cá nhân."
)


@pytest.mark.parametrize(
    ("digest", "wrong"),
    [
        ("The district supervised 264 members.", "264"),
        ("The district issued 22 documents.", "22"),
        ("The district inspected 264 members and issued 31 documents.", None),
        ("The district admitted 31 members.", "31"),
    ],
)
def test_contrasts_and_things_counted_cross_languages(digest, wrong):
    found = alarms(CROSS, digest)
    assert [c for c, _ in found] == (["wrong_subject"] if wrong else [])


@pytest.mark.parametrize(
    "digest",
    [
        "Huyện mở 31 lớp trong năm.", "Huyện giám sát 264 đảng viên.", "Mở 264 lớp, kiểm tra 264 đảng viên.",
    ],
)  # fmt: skip
def test_a_right_number_of_another_thing_is_caught(digest):
    assert [c for c, _ in alarms(CROSS, digest)][:1] in (["wrong_subject"], ["ambiguous"])


def test_a_qualifier_field_states_the_bound():
    row = {"label": "Cuộc họp", "value": NumberLiteral("80"), "unit": "cuộc họp"}
    assert alarms("Huyện tổ chức trên 80 cuộc họp.", [row]) == [("qualifier_changed", "80 cuộc họp")]
    assert alarms("Huyện tổ chức trên 80 cuộc họp.", [row | {"qualifier": "more_than"}]) == []


def test_a_number_that_can_be_read_in_two_ways_is_not_guessed():
    source = read_source("Giá trị 1.400 và 2.500 của hai bên.", "en")
    if source.mentions[0].quantity.readings:
        other = source.mentions[0].quantity.readings[0].value
        flags = check(source, [{"label": "x", "value": NumberLiteral(other)}]).flags
        assert flags[0].code == "ambiguous"


def test_labels_and_units_hold_claims_too():
    found = reasons(
        "Năm 2021 có 12 ca trên 100.000 dân.",
        [{"label": "Ca mắc năm 2021", "value": "12", "unit": "trên 100.000 dân"}],
    )
    assert found["2021"] == "exact"
    assert len(found) == 3


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        ("Huyện mở 13 lớp cho 11 xã vùng cao.", "Huyện mở 11 lớp.", "wrong_subject"),
        ("Tỷ lệ hộ nghèo giảm còn 12,66%. Có 13 hộ thoát nghèo.", "Có 13% hộ thoát nghèo.", "unit_changed"),
        ("Có 45 xã và 2 điểm phần trăm.", "Có 2 phần trăm.", "percent_point_confused"),
        ("Sản lượng 450 kg, năng suất 62,5 tạ/ha.", "Năng suất 62,5 tạ/người.", None),
        ("Lãi ròng 12,5 triệu USD.", "Lãi ròng 125 triệu USD.", "separator_misread"),
        ("Lãi ròng 12,5 triệu USD.", "Lãi ròng 12,5 nghìn USD.", "scale_changed"),
        ("Có hai mươi tư xã miền núi.", "Có 25 xã miền núi.", "digits_changed"),
        ("Có 5 xã.", "Chi 9.999 tỷ đồng.", "not_in_source"),
        ("Có 1-2 xã.", "Có 1-3 xã.", None),
        ("Có 7/38 xã và 7/45 thôn.", "Có 7/45 xã, 7/39 thôn.", "digits_changed"),
    ],
)
def test_each_mistake_has_its_name(source, digest, code):
    found = [c for c, _ in alarms(source, digest)]
    assert found
    assert code is None or code in found


def test_a_quote_without_the_value_may_hold_its_operands_or_deny_it():
    source = "Có 3.305 xã và 2.204 xã. Không có hộ đói nào."
    row = {"label": "Tổng số xã", "value_text": "5.509", "unit": "xã", "quote": "Có 3.305 xã và 2.204 xã"}
    assert alarms(source, [row]) == []
    none = {"label": "Số hộ đói", "value_text": "0", "unit": "hộ", "quote": "Không có hộ đói nào"}
    assert alarms(source, [none]) == []


def test_words_inside_the_value_do_not_hide_its_number():
    row = {"label": "Ca mắc", "value_text": "12 ca, trong đó 5 trẻ em", "unit": "ca"}
    assert alarms("Có 12 ca mắc, trong đó 5 trẻ em.", [row]) == []


def test_a_bracket_belongs_to_what_stands_before_it():
    source = (
        "Có 392 đồng chí hoàn thành xuất sắc (14,62%) tổng số hoàn thành tốt; 105 (3,73%) "
        "hoàn thành nhiệm vụ."
    )
    assert alarms(source, [{"label": "Tỷ lệ hoàn thành xuất sắc", "value_text": "14,62%"}]) == []
    swapped = [{"label": "Tỷ lệ hoàn thành xuất sắc", "value_text": "3,73%"}]
    assert [c for c, _ in alarms(source, swapped)] == ["wrong_subject"]


@pytest.mark.parametrize(
    ("source", "digest", "code"),
    [
        ("Có 1-5 xã miền núi.", "Có 15 xã miền núi.", "separator_misread"),
        ("Hỗ trợ 1-5 triệu đồng mỗi hộ.", "Hỗ trợ 15 nghìn đồng mỗi hộ.", "scale_changed"),
        ("Tỷ lệ hộ nghèo giảm còn 1,29%.", "Tỷ lệ hộ nghèo tăng còn 1,29%.", "sign_changed"),
        ("Tỷ lệ học tập đạt từ 90% - 95%.", "Tỷ lệ học tập đạt từ 90% - 97%.", None),
    ],
)
def test_a_range_or_level_that_became_another_is_caught(source, digest, code):
    found = [c for c, _ in alarms(source, digest)]
    assert found
    assert code is None or code in found


@pytest.mark.parametrize(
    ("claim", "mention", "same"),
    [
        (Quantity(Kind.MULTIPLE, "2", unit="lần"), Quantity(Kind.CARDINAL, "2", unit="đảng bộ"), True),
        (
            Quantity(Kind.RATE, "4", unit="giỏ/cây"),
            Quantity(Kind.RATE, "4", unit="tạ/ha", unit_key="quintal_per_hectare"),
            True,
        ),
        (Quantity(Kind.PERCENT, "4", unit="%", unit_key="percent"), Quantity(Kind.CARDINAL, "4"), False),
    ],
)
def test_units_that_may_mean_the_same_agree(claim, mention, same):
    assert agree(claim, mention, bare=False) is same


def test_a_date_equals_no_figure():
    source = read_source("Ngày 5/6/2020 có 5 xã.")
    assert matches(find_claims("Họp ngày 5/6/2020.", "vi").drafts[0], index_of(source)) == []


def test_a_sum_of_nothing_proves_nothing():
    source = read_source("Có 0 xã và 0 thôn trong vùng.")
    draft = find_claims("Tổng cộng 0 xã.", "vi").drafts[0]
    assert derive(draft, index_of(source), [range(len(source.mentions))], Theme("tổng cộng")) is None


BULLETS = """Tổng thu của xã Bình Sơn là 3.417,2 tỷ đồng, gồm:
+ Thu nội địa 1.489,5 tỷ đồng;
+ Thu đất 657,2 tỷ đồng;
+ Thu bổ sung 1.270,5 tỷ đồng.

Tổng thu của xã Hòa Lạc là 34,1 tỷ đồng, gồm thu nội địa 21,6 tỷ đồng và thu bổ sung 12,5 tỷ đồng."""


def test_parts_are_told_by_the_words_that_the_others_do_not_have():
    right = "Tổng thu nội địa của xã Bình Sơn và thu bổ sung của xã Bình Sơn là 2.760 tỷ đồng."
    (claim,) = check(read_source(BULLETS), right).claims
    assert claim.reason.value == "derived"
    assert claim.formula == "1.489,5 tỷ đồng + 1.270,5 tỷ đồng = 2.760 tỷ đồng"
    assert alarms(BULLETS, right.replace("2.760", "2.750"))


def test_a_named_sum_is_one_where_its_value_stands_for_something_else_too():
    source = (
        "Có 21 đảng viên bị thi hành kỷ luật, gồm khiển trách 15, cảnh cáo 5, khai trừ 1. Huyện ủy xét tặng "
        "Huy hiệu Đảng cho 287 đảng viên, trong đó 6 đồng chí nhận Huy hiệu 70 năm tuổi Đảng."
    )
    digest = "Tổng đảng viên bị cảnh cáo và đảng viên bị khai trừ là 6 đảng viên."
    (claim,) = check(read_source(source), digest).claims
    assert claim.formula == "5 + 1 = 6"
