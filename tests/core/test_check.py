"""The check against a Vietnamese and an English report: right digests are quiet.

Every planted error is caught.
"""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.core.check import check
from service.core.claims import NumberLiteral
from service.core.source import read_source
from service.core.types import Kind, Reason, VerdictWord

VI = """Tình hình kinh tế - xã hội huyện năm 2021

Năm 2021, thu ngân sách huyện đạt 285,695 tỷ đồng, tăng 12,66% so với kế hoạch, tăng 4,83% so với cùng kỳ
năm 2020. Diện tích lúa 4.250 ha, năng suất 62,5 tạ/ha, sản lượng đạt 26.562 tấn. Tỷ lệ hộ nghèo giảm còn
1,29%.

Huyện tổ chức trên 80 cuộc họp, ban hành 1.132 văn bản theo Chỉ thị 28-CT/TW ngày 21/01/2019.
Các cấp ủy đã kiểm tra 264 đảng viên, 112 tổ chức đảng; giám sát 216 đảng viên và 55 tổ chức đảng.
Kết nạp mới 176 đảng viên; trao tặng Huy hiệu Đảng cho 646 đảng viên; xóa tên 17 trường hợp.
Có 7/38 tổ chức hoàn thành xuất sắc nhiệm vụ, đạt 18,42%; 26/38 tổ chức hoàn thành tốt nhiệm vụ, đạt 68,42%.
Trong năm không có tổ chức đảng nào không hoàn thành nhiệm vụ. Chỉ số hài lòng tăng 2,5 điểm phần trăm.

Năm 2022, huyện phấn đấu kết nạp từ 185 đảng viên trở lên; tỷ lệ học tập đạt từ 90% - 95%.
"""
EN = """Annual review 2022

In 2022 exports reached USD 12.5 million, up 8.4% on 2021, while imports fell 3.1% to USD 9.3 million.
The company employed 1,240 people at 37 sites and invested nearly EUR 4.2 million in 15 projects.
The clinic treated 3,418 patients; 212 of them were children. Malaria deaths fell from 48 to 31.
Net margin rose by 1.5 percentage points. The board met on 12 March 2022 at 9:30.
"""
SOURCES = {"vi": read_source(VI), "en": read_source(EN)}


def alarms(source, digest):
    return [f for f in check(source, digest).flags if f.severity != "info"]


def reason_of(lang, digest, text):
    return next(c.reason for c in check(SOURCES[lang], digest).claims if c.text == text)


RIGHT = [
    ("vi", "Thu ngân sách đạt 285,695 tỷ đồng, tăng 12,66% so với kế hoạch và 4,83% so với năm 2020."),
    ("vi", "Thu ngân sách đạt khoảng 286 tỷ đồng."),
    ("vi", "Thu ngân sách đạt 285.695 triệu đồng."),
    ("vi", "Sản lượng lúa 26.562 tấn, năng suất 6,25 tấn/ha; diện tích lúa 42,5 km²."),
    ("vi", "Sản lượng lúa khoảng 26,6 nghìn tấn; hơn 26.000 tấn."),
    ("vi", "Kiểm tra 264 đảng viên và 112 tổ chức đảng; giám sát 216 đảng viên, 55 tổ chức đảng."),
    ("vi", "Tổng cộng 480 đảng viên được kiểm tra, giám sát (264 + 216)."),
    ("vi", "Huyện tổ chức trên 80 cuộc họp và ban hành 1132 văn bản."),
    (
        "vi",
        "Có 7 tổ chức hoàn thành xuất sắc và 26 tổ chức hoàn thành tốt nhiệm vụ trong tổng số 38 tổ chức.",
    ),
    ("vi", "Có 0 tổ chức đảng không hoàn thành nhiệm vụ."),
    ("vi", "Thực hiện Chỉ thị 28-CT/TW ngày 21/01/2019 của Ban Bí thư."),
    ("vi", "Năm 2022, huyện phấn đấu kết nạp từ 185 đảng viên trở lên; học tập đạt 90% - 95%."),
    ("vi", "Chỉ số hài lòng tăng 2,5 điểm phần trăm (250 điểm cơ bản)."),
    ("vi", "In 2021 budget revenue reached VND 285.695 billion and 1,132 documents were issued."),
    ("vi", "The district inspected 264 members, supervised 216 and held over 80 meetings."),
    ("en", "Exports were USD 12.5 million in 2022, up 8.4%; imports fell 3.1% to USD 9.3 million."),
    ("en", "The trade surplus, the difference of exports and imports, was USD 3.2 million."),
    ("en", "It has 1,240 employees at 37 sites and invested nearly EUR 4.2 million."),
    ("en", "Of 3,418 patients 212 were children. Deaths fell from 48 to 31, that is 17 fewer."),
    ("en", "About 3,400 patients were treated; children accounted for a share of 6.2%."),
    ("en", "The board met on 12 March 2022 at 9:30."),
    ("en", "1. It employed twelve hundred and forty people."),
]


@pytest.mark.parametrize(("lang", "digest"), RIGHT)
def test_a_right_digest_raises_no_alarm(lang, digest):
    assert [(f.code, f.stated, f.expected) for f in alarms(SOURCES[lang], digest)] == []


PLANTED = [
    ("vi", "Thu ngân sách đạt 285,659 tỷ đồng.", "285,659 tỷ đồng", Reason.DIGITS_CHANGED),
    ("vi", "Đã kiểm tra 246 đảng viên.", "246", Reason.DIGITS_CHANGED),
    ("vi", "Kết nạp mới 167 đảng viên.", "167", Reason.DIGITS_CHANGED),
    ("vi", "Thu ngân sách đạt 285.695 tỷ đồng.", "285.695 tỷ đồng", Reason.SEPARATOR_MISREAD),
    ("vi", "Sản lượng lúa đạt 26,562 tấn.", "26,562 tấn", Reason.SEPARATOR_MISREAD),
    ("vi", "Ban hành 1,132 văn bản.", "1,132", Reason.SEPARATOR_MISREAD),
    ("vi", "Thu ngân sách đạt 285,695 triệu đồng.", "285,695 triệu đồng", Reason.SCALE_CHANGED),
    ("vi", "Sản lượng lúa đạt 26.562 tạ.", "26.562 tạ", Reason.UNIT_CHANGED),
    ("vi", "Diện tích lúa 4.250%.", "4.250%", Reason.UNIT_CHANGED),
    ("vi", "Chỉ số hài lòng tăng 2,5%.", "2,5%", Reason.PERCENT_POINT_CONFUSED),
    ("vi", "Thu ngân sách tăng 12,66 điểm phần trăm so với kế hoạch.", "12,66 điểm phần trăm",
    Reason.PERCENT_POINT_CONFUSED),
    ("vi", "Thu ngân sách giảm 4,83% so với cùng kỳ năm 2020.", "4,83%", Reason.SIGN_CHANGED),
    ("vi", "Thu ngân sách năm 2019 đạt 285,695 tỷ đồng.", "2019", Reason.YEAR_CHANGED),
    ("vi", "Thu ngân sách tăng 4,83% so với cùng kỳ năm 2021.", "2021", Reason.YEAR_CHANGED),
    ("vi", "Năm 2022, thu ngân sách huyện đạt 285,695 tỷ đồng.", "2022", Reason.YEAR_CHANGED),
    ("vi", "Huyện tổ chức 80 cuộc họp.", "80", Reason.QUALIFIER_CHANGED),
    ("vi", "Huyện tổ chức dưới 80 cuộc họp.", "80", Reason.QUALIFIER_CHANGED),
    ("vi", "Huyện tổ chức trên 1.132 cuộc họp và văn bản.", "1.132", Reason.QUALIFIER_CHANGED),
    ("vi", "Tỷ lệ học tập đạt 90%.", "90%", Reason.QUALIFIER_CHANGED),
    ("vi", "Đã kiểm tra 216 đảng viên; giám sát 264 đảng viên.", "216", Reason.WRONG_SUBJECT),
    ("vi", "Có 26/38 tổ chức hoàn thành xuất sắc nhiệm vụ.", "26/38", Reason.WRONG_SUBJECT),
    ("vi", "Trao tặng Huy hiệu Đảng cho 176 đảng viên.", "176", Reason.WRONG_SUBJECT),
    ("vi", "Xây dựng mới 913 km đường giao thông nông thôn.", "913 km", Reason.NOT_IN_SOURCE),
    ("vi", "Thực hiện Chỉ thị 82-CT/TW.", "82-CT/TW", Reason.DIGITS_CHANGED),
    ("vi", "Họp ngày 21/02/2019.", "21/02/2019", Reason.DIGITS_CHANGED),
    ("vi", "Họp ngày 21/01/2018.", "21/01/2018", Reason.YEAR_CHANGED),
    ("en", "Exports reached USD 15.2 million.", "USD 15.2 million", Reason.DIGITS_CHANGED),
    ("en", "Exports reached USD 12.5 billion.", "USD 12.5 billion", Reason.SCALE_CHANGED),
    ("en", "Exports reached EUR 12.5 million.", "EUR 12.5 million", Reason.UNIT_CHANGED),
    ("en", "It employed 1.240 people.", "1.240", Reason.SEPARATOR_MISREAD),
    ("en", "Net margin rose 1.5% in the year.", "1.5%", Reason.PERCENT_POINT_CONFUSED),
    ("en", "It invested EUR 4.2 million.", "EUR 4.2 million", Reason.QUALIFIER_CHANGED),
    ("en", "Exports reached USD 9.3 million.", "USD 9.3 million", Reason.WRONG_SUBJECT),
    ("en", "Imports rose 3.1%.", "3.1%", Reason.SIGN_CHANGED),
    ("en", "The board met on 12 March 2021.", "12 March 2021", Reason.YEAR_CHANGED),
    ("en", "The board met at 9:45.", "9:45", Reason.NOT_IN_SOURCE),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "digest", "text", "reason"), PLANTED)
def test_a_planted_error_is_caught_and_named(lang, digest, text, reason):
    result = check(SOURCES[lang], digest)
    claim = next((c for c in result.claims if c.text in (text, f"số {text}") or c.text.endswith(text)), None)
    assert claim is not None, [c.text for c in result.claims]
    assert claim.reason == reason, (claim, [f.message_en for f in result.flags[:1]])
    assert any(f.start == claim.start and f.code == reason for f in result.flags)


QUOTE = "đã kiểm tra 264 đảng viên, 112 tổ chức đảng"


def metric(label="Đảng viên được kiểm tra", value="264", unit="đảng viên", period="2021", quote=QUOTE):
    return {
        "metrics": [{"label": label, "value_text": value, "unit": unit, "period": period, "quote": quote}]
    }


def test_a_right_metric_raises_no_alarm():
    assert alarms(SOURCES["vi"], metric()) == []
    assert alarms(SOURCES["vi"], metric(label="Party members inspected")) == []
    assert alarms(SOURCES["vi"], metric(value=NumberLiteral("264"), quote=[QUOTE])) == []


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"value": "216"}, "value_not_in_quote", "value_text"),
        ({"value": "246"}, "digits_changed", "value_text"),
        ({"value": "264", "unit": "%"}, "unit_changed", "value_text"),
        ({"value": "285,695 tỷ đồng", "unit": "triệu đồng", "quote": ""}, "unit_changed", "value_text"),
        ({"value": "913"}, "not_in_source", "value_text"),
        ({"value": "112", "label": "Đảng viên được kiểm tra"}, "wrong_subject", "value_text"),
        ({"label": "Đảng viên được giám sát"}, "wrong_subject", "value_text"),
        ({"period": "2019"}, "year_changed", "period"),
        ({"quote": "đã kiểm tra 246 đảng viên, 112 tổ chức đảng"}, "digits_changed", "quote"),
        ({"quote": "đã rà soát 264 đảng viên, 112 tổ chức đảng"}, "quote_altered", "quote"),
        ({"quote": "Tỉnh tuyển mới ba nghìn công chức trong quý này"}, "quote_not_found", "quote"),
    ],
)
def test_a_planted_error_in_a_metric_is_caught_at_its_path(change, code, path):
    found = alarms(SOURCES["vi"], metric(**change))
    assert (code, f"/metrics/0/{path}") in {(f.code, f.path) for f in found}


def test_a_period_may_be_an_end_of_a_year_that_the_source_names():
    digest = {"period": {"label": "Năm 2021", "start": "2021-01-01", "end": "2021-12-31"}}
    assert alarms(SOURCES["vi"], digest) == []
    wrong = {"period": {"label": "Năm 2021", "start": "2018-01-01", "end": "2021-12-31"}}
    assert [f.path for f in alarms(SOURCES["vi"], wrong)] == ["/period/start"]


def test_a_derived_figure_names_its_formula_and_operands():
    claim = next(
        c for c in check(SOURCES["vi"], "Tổng cộng 480 đảng viên (264 + 216).").claims if c.text == "480"
    )
    assert (claim.reason, claim.verdict) == (Reason.DERIVED, VerdictWord.SUPPORTED)
    assert claim.formula == "264 + 216 = 480"
    assert [e.text for e in claim.evidence] == ["264", "216"]


def test_names_and_list_numbers_are_not_checked():
    result = check(SOURCES["vi"], "1. Phòng chống COVID-19\n2. Kết nạp 176 đảng viên")
    assert {c.verdict for c in result.claims if c.text in ("COVID-19", "1", "2")} == {VerdictWord.NOT_CHECKED}


def test_two_metrics_on_one_figure_cannot_both_be_right():
    rows = [("Đảng viên được trao Huy hiệu Đảng", "646"), ("Đảng viên bị xóa tên khỏi Đảng", "646")]
    digest = [{"label": label, "value_text": value, "unit": "đảng viên"} for label, value in rows]
    assert [f.path for f in alarms(SOURCES["vi"], digest)] == ["/1/value_text"]
    english = [
        {"label": label, "value_text": "646", "unit": ""} for label in ("Badges awarded", "Names struck off")
    ]
    assert {f.code for f in alarms(SOURCES["vi"], english)} <= {"ambiguous", "wrong_subject"}
    assert alarms(SOURCES["vi"], english)


def test_coverage_counts_what_the_digest_leaves_out():
    result = check(SOURCES["en"], "Exports reached USD 12.5 million.")
    assert result.coverage.figures == result.coverage.used + result.coverage.omitted
    assert result.coverage.used == 1
    omitted = [f for f in result.flags if f.code == "omitted"]
    assert len(omitted) == result.coverage.omitted
    assert all(f.severity == "info" and f.path is None for f in omitted)
    assert check(read_source("Không có số."), "x").coverage.rate == "1"


FIGURES = [
    m for m in SOURCES["vi"].mentions if m.kind in (Kind.CARDINAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE)
]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FIGURES))
def test_a_digest_made_from_the_sentence_of_a_mention_is_supported(mention):
    start = max(VI.rfind(mark, 0, mention.start) for mark in "\n;") + 1
    end = min(i for mark in (".\n", ";", ". ") if (i := VI.find(mark, mention.end)) > 0)
    digest = VI[start:end].strip() + "."
    assert [f for f in alarms(SOURCES["vi"], digest) if f.start is not None] == []


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([m for m in FIGURES if sum(map(str.isdigit, m.text)) > 2]), st.data())
def test_one_changed_digit_in_a_quoted_metric_is_caught(mention, data):
    places = [i for i, c in enumerate(mention.text) if c.isdigit()]
    at = data.draw(st.sampled_from(places))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != mention.text[at]]))
    start = max(VI.rfind(mark, 0, mention.start) for mark in "\n;") + 1
    quote = VI[start : mention.end]
    value = mention.text[:at] + digit + mention.text[at + 1 :]
    digest = [{"label": "Kết quả", "value_text": value, "unit": "", "quote": quote}]
    assert any(f.path == "/0/value_text" for f in alarms(SOURCES["vi"], digest))


def work(digest):
    """Calls of functions that a check takes."""
    calls = 0

    def count(frame, event, arg):
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        check(SOURCES["vi"], digest)
    finally:
        sys.setprofile(before)
    return calls


GROWING = {
    "wrong figures": lambda size: "177 đảng viên " * size,
    "announced sums": lambda size: "Tổng cộng 177 tổ chức, " * size,
    "two languages": lambda size: "Có 177 xã. There are 1,132 documents in the district. " * (size // 2),
    "keys": lambda size: {f"k{i}": "0 a" for i in range(size)},
    "telling keys": lambda size: {f"{('label', 'value')[i % 2]}{'_' * i}": "5 xã" for i in range(size)},
    "values of one object": lambda size: {"label": "xã", "value": ["5 xã"] * size},
    "a list": lambda size: [str(i) for i in range(size)],
    "metrics": lambda size: [{"label": f"Xã {i}", "value_text": "176"} for i in range(size)],
}


@pytest.mark.parametrize("shape", GROWING)
def test_the_work_grows_with_the_digest_and_not_with_its_square(shape):
    digest = GROWING[shape]
    work(digest(10))  # tables that are compiled once
    assert work(digest(480)) < 7 * work(digest(120))  # quadratic: 16 times


def test_a_number_in_signs_that_are_no_digits_needs_a_person():
    result = check(SOURCES["vi"], [{"label": "Đảng viên", "value_text": "¹⁷⁷ đảng viên"}])
    assert [(c.verdict, c.reason) for c in result.claims] == [(VerdictWord.AMBIGUOUS, Reason.AMBIGUOUS)]
    flag = result.flags[0]
    assert (flag.severity, flag.code, flag.stated) == ("warning", "ambiguous", "¹⁷⁷")
    assert "certain" in flag.message_en
